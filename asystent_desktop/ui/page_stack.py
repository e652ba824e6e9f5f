"""The pages of the open store: each is made when it is first gone to, all go when the store is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget

if TYPE_CHECKING:
    from asystent_desktop.ui.context import Context
    from asystent_desktop.ui.page import Page
    from asystent_desktop.ui.pages import PageEntry


class PageStack(QStackedWidget):
    """One page at a time; `name` is that of the page on screen, empty while there is none."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._pages: dict[str, Page] = {}
        self.name = ""

    def page(self) -> Page | None:
        """Return the page on screen."""
        return self._pages.get(self.name)

    def enter(self, entry: PageEntry, args: dict[str, Any]) -> None:
        """Show a page; what is typed on the one before is put away first."""
        if entry.name != self.name and (left := self.page()) is not None:
            left.save_typed()
        known = self._pages.get(entry.name)
        page = self._pages[entry.name] = known or entry.factory(self._context)
        self.name = entry.name
        page.enter(**args)
        if known is None:
            # Only now: the first page in the stack is shown at once, and would load twice.
            self.addWidget(page)
        self.setCurrentWidget(page)

    def put_away(self) -> tuple[str, dict[str, Any]] | None:
        """Keep what is typed and let all pages go; returns the place that was on screen."""
        page = self.page()
        place = None
        if page is not None:
            page.save_typed()
            place = (self.name, page.place())
        for one in self._pages.values():
            self.removeWidget(one)
            one.deleteLater()
        self._pages, self.name = {}, ""
        return place
