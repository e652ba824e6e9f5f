"""Waiting for what must come, as long as a machine that does much else may need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEventLoop, QTimer

PATIENCE_MS: Final = 90_000
"""Only what waits in vain takes so long."""

_LOOK_MS: Final = 10


def wait_until(callback: Callable[[], bool]) -> bool:
    """Let Qt work until the callback is true; False when it never is."""
    loop, looks, end = QEventLoop(), QTimer(), QTimer()
    came = []

    def look() -> None:
        if callback():
            # Kept: what else is due in this turn of the loop may change the answer before the loop ends.
            came.append(True)
            loop.quit()

    looks.timeout.connect(look)
    end.setSingleShot(True)
    end.timeout.connect(loop.quit)
    looks.start(_LOOK_MS)
    end.start(PATIENCE_MS)
    loop.exec()
    return bool(came)
