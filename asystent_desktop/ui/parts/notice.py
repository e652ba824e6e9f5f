"""The line that says what has just happened, and the strip that shows how far long work is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.text import announce, label
from asystent_desktop.ui.tasks import Job
from asystent_desktop.ui.theme import theme

_STAYS_MS = 8_000
_STEPS = 1000
_HELD_KEYS = frozenset(
    {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta}
)


class Notice(Note):
    """One sentence at the top of a page: good news goes away by itself, a problem stays until closed.

    What goes away by itself takes its room along, unless the pointer stands on what would move up: nothing
    moves under a hand that is about to press. The room goes when the hand has left, or does something else:
    a key or the wheel.
    """

    def __init__(self, parent: QWidget | None = None, *, stays_ms: int = _STAYS_MS) -> None:
        super().__init__(parent=parent)
        self._gone = QTimer(self)
        self._gone.setSingleShot(True)
        self._gone.setInterval(stays_ms)
        self._gone.timeout.connect(self._fade)
        self.add_button(Button("Zamknij", self.clear, look="small"))

    def tell(self, sentence: str, tone: str = "ok") -> None:
        """Show and read out a sentence."""
        self._keep_room(keep=False)
        self.say(sentence, tone=tone)
        announce(self, sentence)
        if tone in {"bad", "warn"}:
            self._gone.stop()
        else:
            self._gone.start()

    def clear(self) -> None:
        """Take the sentence away, and the room of one that went by itself."""
        self._gone.stop()
        self._keep_room(keep=False)
        self.say("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See, while room is kept, whether the hand is still there; never take an event away."""
        if isinstance(event, QMouseEvent):
            is_left = event.type() == QEvent.Type.MouseMove and not self._is_under(event.globalPosition())
        elif isinstance(event, QKeyEvent):
            is_left = event.type() == QEvent.Type.KeyPress and event.key() not in _HELD_KEYS
        else:
            is_left = event.type() in {QEvent.Type.Leave, QEvent.Type.Wheel}
        if is_left and self.sizePolicy().retainSizeWhenHidden():
            self.clear()
        return super().eventFilter(watched, event)

    def _fade(self) -> None:
        if self._is_under(QCursor.pos().toPointF()):
            self._keep_room(keep=True)
            self.hide()
        else:
            self.clear()

    def _is_under(self, place: QPointF) -> bool:
        """Tell whether a place of the screen is one that would move, if the room went."""
        page = self.parentWidget()
        if page is None or not page.isVisible():
            return False
        inside = page.mapFromGlobal(place)
        return page.rect().contains(inside.toPoint()) and inside.y() > self.geometry().top()

    def _keep_room(self, *, keep: bool) -> None:
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(keep)
        self.setSizePolicy(policy)
        # The window, not every part of it: input comes through it first.
        if (window := self.window().windowHandle()) is not None:
            window.removeEventFilter(self)
            if keep:
                window.installEventFilter(self)


class ProgressStrip(QFrame):
    """What is being done, how far it is, and "Przerwij"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("part", "card")
        self._job: Job | None = None
        self._words = label("", "strong")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Postęp")
        self._stop = Button("Przerwij", self._ask_to_stop, look="small")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 12, 8)
        line.setSpacing(12)
        line.addWidget(self._words)
        line.addWidget(self._bar, 1)
        line.addWidget(self._stop)
        self.hide()

    def follow(self, job: Job, *, can_stop: bool = True) -> None:
        """Show a job until it ends."""
        self._job = job
        self._stop.setVisible(can_stop)
        self._words.setText(job.title)
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)
        self._stop.set_words("Przerwij")
        job.moved.connect(self._move)
        job.ended.connect(self._end)
        self.show()
        announce(self, job.title)

    def _move(self, words: str, share: float) -> None:
        self._words.setText(words or (self._job.title if self._job else ""))
        if share < 0:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(round(min(share, 1) * _STEPS))

    def _ask_to_stop(self) -> None:
        if self._job is not None:
            self._job.stop()
            self._stop.setEnabled(False)
            self._stop.set_words("Przerywam…")

    def _end(self) -> None:
        self._job = None
        self.hide()


class Meter(QProgressBar):
    """A bar of a number against its limit; a screen reader says both."""

    def __init__(self, value: int, limit: int, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setRange(0, max(limit, 1))
        self.setValue(min(value, limit))
        self.setAccessibleName(sentence)
        self.setToolTip(sentence)
        self.setMinimumWidth(theme().px(80))
