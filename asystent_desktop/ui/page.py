"""The base of every page: it says which kinds of records it shows and how it reloads, and nothing else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.header import Header, SearchDoor
from asystent_desktop.ui.parts.letting_go import IS_PAGE, give_back
from asystent_desktop.ui.parts.notice import Notice, ProgressStrip
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.privacy_net import hide_names
from asystent_desktop.ui.words import LOADING, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asystent_desktop.errors import AppError
    from asystent_desktop.ui.context import Context

LOADING_AFTER_MS = 300


class Page(QWidget):
    """One place of the program. `SHOWS` holds the kinds of records after whose change it reloads.

    A page overrides `refresh`, and where it keeps typed text `save_typed` and `place`.
    """

    SHOWS: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context, title: str, subtitle: str = "", *, has_search: bool = False) -> None:
        super().__init__()
        self.setProperty("part", "ground")
        self.setProperty(IS_PAGE, True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.context = context
        self.args: dict[str, Any] = {}
        self.header = Header(title, subtitle)
        self.notice, self.progress = Notice(), ProgressStrip()
        # Only what is shown keeps away from the header: see the style sheet.
        for part in (self.notice, self.progress):
            part.setProperty("place", "top")
        self._is_stale, self._round = True, 0
        self._main: QPushButton | None = None
        self._set_out(has_search=has_search)
        context.changed.connect(self._on_changed)
        context.private_changed.connect(self._on_private)
        context.day_changed.connect(self._go_stale)
        context.names_met.connect(self.hide_names)

    def add(self, part: QWidget, stretch: int = 0) -> None:
        """Put a part under what is there."""
        self._content_column.addWidget(part, stretch)

    def add_action(
        self, text: str, on_click: Callable[[], object], *, main: bool = False, hint: str = ""
    ) -> Button:
        """Add an action to the header; the main one is filled and done by Ctrl+Enter too."""
        button = Button(text, on_click, look="main" if main else "plain", hint=hint)
        self.header.add_action(button)
        if main:
            self.set_main(button)
        return button

    def add_keys(self, keys: Mapping[str, Callable[[], object]]) -> None:
        """Give the page keys of its own; they work while it is on screen, wherever the focus is."""
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def set_main(self, button: QPushButton | None) -> None:
        """Name the button that Ctrl+Enter presses, wherever on the page it stands."""
        self._main = button
        if button is not None and not button.toolTip():
            button.setToolTip(f"{button.text()} (Ctrl+Enter)")

    def enter(self, **args: Any) -> None:
        """Come here with arguments; the page loads what they name."""
        self.args = args
        self._is_stale = True
        if self.notice.isHidden():
            self.notice.clear()
        if self.isVisible():
            self._reload()

    def place(self) -> dict[str, Any]:
        """Return the arguments that lead back here after unlocking."""
        return self.args

    def refresh(self) -> None:
        """Ask for what is shown; called only while the page is on screen."""

    def save_typed(self) -> None:
        """Put typed text away safely; called before the store is locked and before leaving."""

    def start_filter(self) -> None:
        """Go to the field that searches this list (Ctrl+F)."""

    def ask(
        self,
        call: Callable[[], Any],
        then: Callable[[Any], object],
        failed: Callable[[AppError], object] | None = None,
    ) -> None:
        """Read for this page; an answer to a question asked before the last `refresh` is dropped."""
        self._waiting.start()
        number = self._round
        self.context.ask(
            call, partial(self._answered, number, then), partial(self._refused, number, failed), owner=self
        )

    def save(
        self,
        call: Callable[[], Any],
        then: Callable[[Any], object] | None = None,
        failed: Callable[[AppError], object] | None = None,
    ) -> None:
        """Save for this page; its answer comes back as long as the page is there."""
        self.context.save(call, then, failed, owner=self)

    def after_writes(self, then: Callable[[], object]) -> None:
        """Go on once everything asked to be written so far is on disk, so that a reading finds it."""
        self.save(_nothing, lambda _done: then())

    def hide_names(self) -> None:
        """Hide in private mode what the page itself let through."""
        if self.context.private:
            hide_names(self, self.context.shown_sentence)

    def show_loading(self) -> None:
        """Show that something is being read, in place of the content."""
        self._stack.setCurrentIndex(1)

    def show_content(self) -> None:
        """Show the content."""
        self._waiting.stop()
        self._stack.setCurrentIndex(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Load what has become stale."""
        super().showEvent(event)
        if self._is_stale:
            self._reload()

    def _set_out(self, *, has_search: bool) -> None:
        content = QWidget()
        self._content_column = QVBoxLayout(content)
        self._content_column.setContentsMargins(0, 0, 0, 0)
        self._content_column.setSpacing(0)
        loading = label(tr(LOADING), "muted")
        loading.setAlignment(Qt.AlignmentFlag.AlignTop)
        loading.setContentsMargins(24, 24, 24, 24)
        self._stack = QStackedWidget()
        self._stack.addWidget(content)
        self._stack.addWidget(loading)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(LOADING_AFTER_MS)
        self._waiting.timeout.connect(self.show_loading)
        lines = QVBoxLayout()
        lines.setContentsMargins(24, 0, 24, 0)
        lines.setSpacing(8)
        for part in (self.notice, self.progress):
            lines.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(lines)
        column.addWidget(self._stack, 1)
        if has_search:
            self.header.add_part(SearchDoor(partial(self.context.go, "search")))
            lock = self.add_action("Zablokuj", self.context.lock_wanted.emit)
            lock.setToolTip("Zablokuj (Ctrl+L)")
        self.add_keys({"Ctrl+Return": self._press_main, "Ctrl+Enter": self._press_main})

    def _press_main(self) -> None:
        if self._main is not None and self._main.isEnabled() and self._main.isVisible():
            self._main.click()

    def _reload(self) -> None:
        self._is_stale = False
        self._round += 1
        self.refresh()

    def _on_changed(self, changes: Any) -> None:
        if self.SHOWS & changes.kinds:
            self._go_stale()

    def _on_private(self, _on: bool) -> None:
        self._go_stale()

    def _go_stale(self) -> None:
        self._is_stale = True
        if self.isVisible() and self.context.is_open:
            self._reload()

    def _answered(self, number: int, then: Callable[[Any], object], answer: Any) -> None:
        if number == self._round:
            self.show_content()
            then(answer)
            self.hide_names()
            give_back(self)

    def _refused(self, number: int, failed: Callable[[AppError], object] | None, problem: AppError) -> None:
        if number != self._round:
            return
        self.show_content()
        if failed is not None:
            failed(problem)
        else:
            self.notice.tell(tr(problem.sentence), "bad")


def _nothing() -> None:
    """Wait on the writer."""
