"""The window: it places the rail, the pages and the footer, and knows the keys that work everywhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from asystent_desktop.ui.keys import add_keys
from asystent_desktop.ui.page_stack import PageStack
from asystent_desktop.ui.parts.focus_ring import FocusRing
from asystent_desktop.ui.parts.rail import WIDTH, Rail, RailEntry
from asystent_desktop.ui.parts.strips import Footer, Strip
from asystent_desktop.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asystent_desktop.services.bundle import Services
    from asystent_desktop.ui.context import Context
    from asystent_desktop.ui.page import Page
    from asystent_desktop.ui.pages import PageEntry
    from asystent_desktop.ui.parts.strips import FooterSentence
    from asystent_desktop.ui.tasks import Job

TITLE = "Asystent rodziny"
LEAST_SIZE = (1280, 720)
_NARROW = 5 * WIDTH


class MainWindow(QMainWindow):
    """The shell. `show_front` sets what stands while the store is locked; `footer` makes its sentences.

    `locked` carries the services that were let go, for whoever opened them to close.
    """

    locked = Signal(object)

    def __init__(
        self,
        context: Context,
        entries: Sequence[PageEntry],
        footer: Callable[[Services], tuple[FooterSentence, ...]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self._entries = {entry.name: entry for entry in entries}
        self._footer_of = footer
        self._pages = PageStack(context)
        self._back: tuple[str, dict[str, Any]] | None = None
        self.rail, self.footer = Rail(), Footer()
        self.demo = Strip("Dane pokazowe: te rodziny są zmyślone. Nie wpisuj tu prawdziwych danych.")
        self.private = Strip(
            "Tryb prywatny: inicjały zamiast nazwisk", "Wyłącz", partial(context.set_private, False)
        )
        self._set_out()
        self._connect()
        add_keys(self)

    def page(self) -> Page | None:
        """Return the page on screen."""
        return self._pages.page()

    @property
    def place_name(self) -> str:
        """Return the name of the page on screen; empty while the store is locked."""
        return self._pages.name

    def show_front(self, front: QWidget) -> None:
        """Show what stands in front of a locked store; the one before it goes away."""
        old = self._whole.widget(1)
        if old is not None:
            self._whole.removeWidget(old)
            old.deleteLater()
        self._whole.addWidget(front)
        self._whole.setCurrentIndex(1)
        self.setWindowTitle(TITLE)

    def go(self, name: str, args: dict[str, Any]) -> None:
        """Show a page, made when first needed."""
        entry = self._entries.get(name)
        if entry is None or not self.context.is_open:
            return
        self._pages.enter(entry, args)
        self.rail.choose(entry.under or name)

    def lock(self) -> None:
        """Put typed text away, clear window and clipboard, let the store go; the place is kept in mind."""
        if not self.context.is_open:
            return
        self.context.locking.emit()
        for dialog in self.findChildren(QDialog):
            if dialog.isVisible():
                dialog.done(QDialog.DialogCode.Rejected)
        self._back = self._pages.put_away() or self._back
        QGuiApplication.clipboard().clear()
        self.locked.emit(self.context.lock())

    def rebuild(self) -> None:
        """Make what is shown anew, in another size of type; the place and typed text are kept."""
        self.fit_rail()
        place = self._pages.put_away()
        if place is not None:
            self.go(*place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the rail where there is little room."""
        super().resizeEvent(event)
        self.fit_rail()

    def fit_rail(self) -> None:
        """Fold the rail at a large type or in a narrow window, unfold it otherwise."""
        self.rail.fold(folded=theme().scale >= 200 or self.width() < theme().px(_NARROW))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put typed text away and let the store go before the end."""
        self.lock()
        super().closeEvent(event)

    def _opened(self) -> None:
        session = self.context.session
        shown = [
            one
            for one in self._entries.values()
            if not one.under and one.roles & session.roles and (not one.stores or session.store in one.stores)
        ]
        # As they stand: Alt and a digit counts from the top, the foot last.
        shown.sort(key=lambda one: one.at_foot)
        rail = [RailEntry(name=one.name, label=one.label, key=one.key, at_foot=one.at_foot) for one in shown]
        self.rail.show_entries(session.name, rail)
        self.demo.setVisible(session.is_demo)
        self._whole.setCurrentIndex(0)
        name, args = self._back or (shown[0].name if shown else "", {})
        self._back = None
        self.go(name, args)
        self._refresh_edges()

    def _refresh_edges(self, _changes: object = None) -> None:
        if not self.context.is_open:
            return
        services = self.context.services
        self.context.ask(partial(self._footer_of, services), self.footer.show_sentences, owner=self.footer)
        for item in self.rail.entries():
            badge = self._entries[item.entry.name].badge
            if badge is not None:
                self.context.ask(partial(badge, services), item.set_count, owner=item)

    def _notice(self, sentence: str, tone: str) -> None:
        if (page := self.page()) is not None:
            page.notice.tell(sentence, tone)

    def _follow(self, job: Job) -> None:
        if (page := self.page()) is not None:
            page.progress.follow(job)

    def _set_out(self) -> None:
        self._whole = QStackedWidget()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        for part in (self.demo, self.private):
            right.addWidget(part)
        right.addWidget(self._pages, 1)
        right.addWidget(self.footer)
        inside = QWidget()
        line = QHBoxLayout(inside)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addLayout(right, 1)
        self._whole.addWidget(inside)
        self.setCentralWidget(self._whole)
        self.setWindowTitle(TITLE)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            FocusRing(app, self)
        self.resize(1366, 768)

    def _connect(self) -> None:
        self.rail.picked.connect(self.context.go)
        self.context.went.connect(self.go)
        self.context.opened.connect(self._opened)
        self.context.changed.connect(self._refresh_edges)
        self.context.copies_changed.connect(self._refresh_edges)
        self.context.exchanged.connect(self._refresh_edges)
        self.context.day_changed.connect(self._refresh_edges)
        self.context.noticed.connect(self._notice)
        self.context.job_started.connect(self._follow)
        self.context.private_changed.connect(self.private.setVisible)
        self.context.lock_wanted.connect(self.lock)
        # Queued: what asked for another size of type is itself made anew.
        self.context.looks.changed.connect(self.rebuild, Qt.ConnectionType.QueuedConnection)
