"""Dom i otoczenie: address, hours, cautions, people and institutions around, a Blue Card, the case."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from asystent_desktop.records import BlueCard, Contact, Family, SupportCase
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.ui.pages.family_tab import FamilyTab
from asystent_desktop.ui.pages.family_times import times_card
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row, fact
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from datetime import date

    from asystent_desktop.errors import AppError
    from asystent_desktop.services.cases import FamilyPage as FamilyData
    from asystent_desktop.services.desk import Household
    from asystent_desktop.ui.pages.family_tab import FamilyHost

_STREET = ("street", "house", "flat", "postcode", "city", "gmina")
_HOME = (
    *("district", "travel_minutes", "address_protected", "phone"),
    *("housing", "debts", "remarks"),
)
_SAFETY = ("safety_note", "two_workers")
_CONTACT = ("role", "name", "institution", "institution_kind", "phone", "email", "remark")
_CARD = ("started_on", "filled_by", "number", "passed_to_team_on", "group_meeting_on", "ended_on")
_CASE = (
    *("case_number", "entry_route", "received_on", "referral_source", "reasons"),
    *("consent_on", "court_signature", "court_order_on"),
)
_DESK = frozenset({"clerk", "head"})


class HomeTab(FamilyTab):
    """Where the family lives and who is around it."""

    def __init__(self, host: FamilyHost) -> None:
        super().__init__(host, (0, 0))
        self._address = ""
        self._of = ""

    def show_family(self, data: FamilyData) -> None:
        """Show the cards; a protected address stays hidden until it is asked for."""
        if data.row.id != self._of:
            self._address, self._of = "", data.row.id
        self.add(self._home(data), 0)
        self.add(times_card(self, data), 0)
        self.add(self._safety(data), 0)
        self.add(self._contacts(data), 1)
        if data.case:
            self.add(self._case(data, data.case), 1)
        if self._may_see(data):
            self.add(self._blue_cards(data), 1)

    def _home(self, data: FamilyData) -> Card:
        house, card = data.household, Card(tr("Adres i dom"))
        hidden = house.address_protected and not self._address
        address = self._address or data.row.address
        rows = [
            (tr("Adres"), tr("adres zastrzeżony") if hidden else self.context.shown_text(address)),
            (tr("Rejon"), house.district),
            (tr("Telefon"), self.context.shown_text(house.phone)),
            (tr("Mieszkanie"), _housing(house)),
            (tr("Uwagi"), self.context.shown_text(house.remarks)),
        ]
        for caption, value in rows:
            if value or caption == tr("Adres"):
                card.add(fact(caption, value or tr("nie wpisano")))
        if hidden:
            card.add(Button(tr("Pokaż adres"), self._reveal))
            card.add(
                label(
                    tr("Każde spojrzenie na zastrzeżony adres zapisuje się w historii."), "second", wrap=True
                )
            )
        names = ("display_name", *_HOME) if hidden else ("display_name", *_STREET, *_HOME)
        card.add(Button(tr("Zmień dane rodziny…"), lambda: self.edit(house, names, tr("Dane rodziny"))))
        return card

    def _safety(self, data: FamilyData) -> Card:
        house, card = data.household, Card(tr("Bezpieczeństwo wizyty"))
        if house.two_workers:
            card.add(Chip(tr("wizyta we dwoje"), "warn"))
        note = self.context.shown_text(house.safety_note)
        card.add(label(note or tr("Nie wpisano żadnych uwag, np. pies, wejście od podwórza."), wrap=True))
        card.add(Button(tr("Zmień uwagi…"), lambda: self.edit(house, _SAFETY, tr("Bezpieczeństwo wizyty"))))
        return card

    def _contacts(self, data: FamilyData) -> Card:
        card = Card(tr("Osoby i instytucje wokół rodziny"), str(len(data.contacts)))
        for one in data.contacts:
            name = self.context.shown_name(one.name or one.institution)
            button = Button(tr("Zmień…"), partial(self.edit, one, _CONTACT))
            button.setAccessibleName(f"{tr('Zmień')}: {name}")
            told = (code_label("contact_role", one.role), one.institution if one.name else "", one.phone)
            card.add_row(Row(name, " · ".join(filter(None, told)), button))
        if not data.contacts:
            card.add(label(tr("Pracownik socjalny, kurator, szkoła, przychodnia."), "second", wrap=True))
        add = partial(
            self.add_record, tr("Nowa osoba albo instytucja"), Contact, _CONTACT, {"family": data.row.id}
        )
        card.add(Button(tr("Dodaj osobę albo instytucję…"), add))
        return card

    def _case(self, data: FamilyData, case: SupportCase) -> Card:
        card = Card(tr("Okres pracy"), self.context.shown_text(case.case_number))
        rows = (
            (tr("Stan"), data.row.state_words),
            (tr("Droga wejścia"), code_label("entry_route", case.entry_route)),
            (tr("Zgoda rodziny"), _day(case.consent_on)),
            (
                tr("Postanowienie sądu"),
                " ".join(filter(None, (case.court_signature, _day(case.court_order_on)))),
            ),
            (tr("Początek pracy"), _day(case.work_start)),
            (tr("Zawieszenie"), "–".join(filter(None, (_day(case.suspended_from), _day(case.suspended_to))))),
            (tr("Koniec pracy"), _day(case.work_end)),
        )
        for caption, value in rows:
            if value:
                card.add(fact(caption, value))
        if self.context.session.roles & _DESK:
            for state, words in self.context.services.case_life.steps(case):
                button = Button(f"{tr('Przejdź do')}: {words}…", partial(self._move, case, state))
                card.add(button)
            card.add(Button(tr("Zmień dane sprawy…"), partial(self.edit, case, _CASE, tr("Okres pracy"))))
        else:
            card.add(
                Button(
                    tr("Wpisz datę zgody…"), partial(self.edit, case, ("consent_on",), tr("Zgoda rodziny"))
                )
            )
            card.add(label(tr("Stan okresu pracy zmienia biuro."), "second", wrap=True))
        return card

    def _move(self, case: SupportCase, state: str) -> None:
        """Open the small form of a step with what it asks for."""
        from asystent_desktop.services.case_life import ASKS

        fields = [SupportCase.INFO.by_name[name] for name in ASKS[state]]
        words = code_label("case_state", state)
        move = partial(self.context.services.case_life.move, case.id, state)
        values = {one.name: getattr(case, one.name) for one in fields if one.name != "remark"}
        self.form(f"{tr('Stan')}: {words}", fields, move, values)

    def _may_see(self, data: FamilyData) -> bool:
        session = self.context.session
        return data.row.assistant_id == session.account or "head" in session.roles

    def _blue_cards(self, data: FamilyData) -> Card:
        card = Card(tr("Niebieska Karta"))
        for one in data.blue_cards:
            button = Button(tr("Zmień…"), partial(self.edit, one, _CARD))
            state = f"{tr('zakończona')} {_day(one.ended_on)}" if one.ended_on else tr("trwa")
            name = f"{tr('Formularz A')}: {_day(one.started_on)}"
            card.add_row(Row(name, " · ".join(filter(None, (one.number, state))), button))
        more = tr("Tu są tylko fakt i daty, bez formularzy. Nie trafia na listy ani na pisma dla rodziny.")
        card.add(label(more, "second", wrap=True))
        add = partial(self.add_record, tr("Niebieska Karta"), BlueCard, _CARD, {"family": data.row.id})
        card.add(Button(tr("Zapisz wszczęcie procedury…"), add))
        return card

    def _reveal(self) -> None:
        reveal = partial(self.context.services.cases.reveal_address, self._of)
        self.host.save(reveal, self._revealed, self._refused)

    def _revealed(self, address: str) -> None:
        self._address = address or tr("nie wpisano")
        self.host.show_again(self)

    def _refused(self, problem: AppError) -> None:
        self.context.notice(tr(problem.sentence), "warn")


def _housing(house: Household) -> str:
    return code_label("housing", house.housing) if isinstance(house, Family) and house.housing else ""


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
