"""Locking when nobody is at the desk: a clock that every key and move of the mouse starts anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

if TYPE_CHECKING:
    from collections.abc import Callable

SHORTEST_MINUTES: Final = 2
LONGEST_MINUTES: Final = 15
USUAL_MINUTES: Final = 5

_SIGNS_OF_LIFE: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class Countdown(Protocol):
    """A timer that fires once after the milliseconds given to `start`; starting again begins anew."""

    def start(self, milliseconds: int) -> None:
        """Begin to count."""

    def stop(self) -> None:
        """Stop counting."""


class QtCountdown:
    """The countdown of Qt's event loop."""

    def __init__(self, fire: Callable[[], None]) -> None:
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(fire)

    def start(self, milliseconds: int) -> None:
        """Begin to count, or begin anew."""
        self._timer.start(milliseconds)

    def stop(self) -> None:
        """Stop counting."""
        self._timer.stop()


class IdleLock(QObject):
    """Says `timed_out` after the set minutes without a key or a move in any window of the program.

    It listens to windows, not to every object: input comes through them first and nothing else is slowed.
    """

    timed_out = Signal()

    def __init__(
        self, make: Callable[[Callable[[], None]], Countdown] = QtCountdown, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._countdown = make(self.timed_out.emit)
        self._minutes = USUAL_MINUTES
        self._is_on = False
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self.watch)

    def set_minutes(self, minutes: int) -> None:
        """Set the time in minutes, held within 2 to 15."""
        self._minutes = min(max(minutes, SHORTEST_MINUTES), LONGEST_MINUTES)
        self.alive()

    def minutes(self) -> int:
        """Return the time in minutes."""
        return self._minutes

    def begin(self) -> None:
        """Start watching: the store was opened."""
        self._is_on = True
        self.alive()

    def end(self) -> None:
        """Stop watching: the store was locked."""
        self._is_on = False
        self._countdown.stop()

    def alive(self) -> None:
        """Count from the start again."""
        if self._is_on:
            self._countdown.start(self._minutes * 60_000)

    def watch(self, window: QWindow | None) -> None:
        """Listen to a window too; Qt keeps one filter even when a window comes again."""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See signs of life; never take an event away."""
        if event.type() in _SIGNS_OF_LIFE:
            self.alive()
        return False
