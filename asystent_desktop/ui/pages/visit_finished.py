"""A finished visit as it was written: closed, with additions by date."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asystent_desktop.polish import short_date, time_range, weekday
from asystent_desktop.records.codes import area_words
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, fact
from asystent_desktop.ui.parts.editors import NoteEdit
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.services.visit_entry import VisitForm
    from asystent_desktop.ui.context import Context


class FinishedVisit(QWidget):
    """What was written can't be changed; an addition is kept with its date."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._visit = ""
        self._page = ScrollPage((0, 340))
        self.addition, self.private = NoteEdit(3, limit=4000), NoteEdit(3, limit=20_000)
        self.addition.setAccessibleName(tr("Uzupełnienie"))
        self.private.setAccessibleName(tr("Notatka tylko dla ciebie"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._page)

    def show_visit(self, form: VisitForm) -> None:
        """Show a finished visit."""
        visit = form.finished
        assert visit is not None  # noqa: S101 - shown for a finished visit only
        self._visit = visit.id
        text = self._context.shown_text
        names = {one.person.id: self._context.shown_name(one.name) for one in form.members}
        range_words = time_range(f"{visit.start:%H:%M}", f"{visit.end:%H:%M}")
        when = f"{weekday(visit.day)}, {short_date(visit.day)}, {range_words}"
        state = code_label("visit_state", visit.state)
        reason = code_label("failed_reason", visit.failed_reason) if visit.failed_reason else ""
        said = [
            (tr("Wizyta"), ": ".join(filter(None, (state, reason)))),
            (tr("Kiedy"), when),
            (tr("Miejsce"), visit.place_text or code_label("place", visit.place)),
            (tr("Obecni"), ", ".join(names.get(one, "") for one in visit.present)),
            (tr("Obszary"), ", ".join(area_words(one) for one in visit.areas)),
            (tr("Przebieg"), text(visit.course)),
            (tr("Co zrobiła rodzina"), text(visit.family_did)),
            (tr("Ustalenia"), "\n".join(text(one.text) for one in form.agreed_then)),
            (tr("Uzupełnienie"), text(visit.addition)),
        ]
        card = Card(tr("Wpis zamknięty"))
        for caption, value in said:
            if value:
                card.add(fact(caption, value))
        self._page.clear()
        self._page.add(card, 0)
        self._page.add(self._addition_card(), 1)
        if not self._context.private:
            self._page.add(self._private_card(form.entry.private_note), 1)

    def _addition_card(self) -> Card:
        card = Card(tr("Uzupełnienie"))
        self.addition = NoteEdit(3, limit=4000)
        self.addition.setAccessibleName(tr("Uzupełnienie"))
        card.add(label(tr("Dopisze się z dzisiejszą datą. To, co było, zostaje."), "second", wrap=True))
        card.add(self.addition)
        card.add(Button(tr("Dopisz uzupełnienie"), self._add))
        return card

    def _private_card(self, note: str) -> Card:
        card = Card(tr("Notatka tylko dla ciebie"))
        self.private = NoteEdit(3, limit=20_000)
        self.private.setAccessibleName(tr("Notatka tylko dla ciebie"))
        self.private.set_value(note)
        words = tr("Zostaje na tym komputerze: nie idzie do biura i nie drukuje się.")
        card.add(self.private)
        card.add(label(words, "second", wrap=True))
        card.add(Button(tr("Zapisz notatkę"), self._keep))
        return card

    def _add(self) -> None:
        add = partial(self._context.services.visits.add_note, self._visit, self.addition.toPlainText())
        self._context.save(add, self._added, owner=self)

    def _added(self, _saved: object) -> None:
        self._context.go("visit", visit=self._visit, family=self._family())
        self._context.notice(tr("Dopisano uzupełnienie."), "ok")

    def _family(self) -> str:
        page = self.parentWidget()
        while page is not None and not hasattr(page, "args"):
            page = page.parentWidget()
        return str(page.args.get("family", "")) if page is not None else ""

    def _keep(self) -> None:
        keep = partial(
            self._context.services.visits.keep_private_note, self._visit, self.private.toPlainText()
        )
        self._context.save(keep, self._kept, owner=self)

    def _kept(self, _done: object) -> None:
        self._context.notice(tr("Zapisano notatkę na tym komputerze."), "ok")
