"""Python's cyclic garbage, collected on the GUI thread alone; and the end of what Qt still holds."""

from __future__ import annotations

import gc
from typing import Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QTimer

EVERY_MS: Final = 1_000
_DUE: Final = 10


class Garbage(QObject):
    """Collects once a second what Python would collect now and then on any thread.

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
    """Collect the youngest generation, and an older one when it is due; to be called on the GUI thread."""
    _young, middle, old = gc.get_count()
    gc.collect(2 if old > _DUE else 1 if middle > _DUE else 0)


def end_objects() -> None:
    """Delete, one after another, Qt's objects that Python still owns, before the interpreter does it blindly.

    At exit PySide goes through them in no order and touches those that went with their parent.
    """
    gc.collect()
    for one in shiboken6.getAllValidWrappers():
        is_ours = isinstance(one, QObject) and not isinstance(one, QCoreApplication)
        if is_ours and shiboken6.isValid(one) and shiboken6.ownedByPython(one):
            shiboken6.delete(one)
