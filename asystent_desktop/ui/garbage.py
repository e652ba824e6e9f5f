"""Python's cyclic garbage, collected on the GUI thread alone; and the end of what Qt still holds."""

from __future__ import annotations

import gc
from typing import Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QTimer

EVERY_MS: Final = 1_000
_LEAST: Final = (700, 10, 10)


class Garbage(QObject):
    """Collects once a second what the thresholds of Python would collect on any thread.

    A cycle that holds widgets may be found by a reader or the writer; Qt's objects must not die there. What
    PySide then puts off to the GUI thread may have been deleted with its parent by that time.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(collect)
        timer.start(EVERY_MS)


def collect() -> None:
    """Collect the generations that are due; to be called on the GUI thread."""
    counts = gc.get_count()
    due = [generation for generation, least in enumerate(_LEAST) if counts[generation] > least]
    if due:
        gc.collect(max(due))


def end_objects() -> None:
    """Delete, one after another, Qt's objects that Python still owns, before the interpreter does it blindly.

    At exit PySide goes through them in no order and touches those that went with their parent.
    """
    gc.collect()
    for one in shiboken6.getAllValidWrappers():
        is_ours = isinstance(one, QObject) and not isinstance(one, QCoreApplication)
        if is_ours and shiboken6.isValid(one) and shiboken6.ownedByPython(one):
            shiboken6.delete(one)
