"""Noticing that another day has begun: at midnight, after sleep, after the clock was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from asystent_desktop.ui.context import Context

LOOK_EVERY_MS: Final = 20_000


class DayWatch(QObject):
    """Looks at the clock now and then, and whenever the window comes to the front."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(context.look_at_day)
        self._timer.start()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look when the window comes to the front; never take an event away."""
        if event.type() is QEvent.Type.WindowActivate:
            self._context.look_at_day()
        return super().eventFilter(watched, event)
