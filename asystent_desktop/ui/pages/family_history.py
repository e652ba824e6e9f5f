"""Historia: who changed what and when, record by record, and who opened or printed the family."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from asystent_desktop.records import Family
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.ui.pages.family_tab import FamilyTab
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.editors import Choice
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import moment_words, tr

if TYPE_CHECKING:
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.cases import FamilyPage as FamilyData
    from asystent_desktop.services.records import HistoryEntry, Look
    from asystent_desktop.ui.pages.family_tab import FamilyHost

MOST_ROWS = 100
_LOOKS = {"VIEW": "otwarto stronę", "PRINT": "wydrukowano", "EXPORT": "zapisano wydruk do pliku"}
_DETAILS = {"address": "pokazano zastrzeżony adres", "blue_card": "pokazano Niebieską Kartę"}


class HistoryTab(FamilyTab):
    """The history of one chosen record, and of looks."""

    def __init__(self, host: FamilyHost) -> None:
        super().__init__(host, (0, 360))
        self._record = ""
        self._hides: frozenset[str] = frozenset()

    def show_family(self, data: FamilyData) -> None:
        """Ask for the edits of the chosen record and for the looks."""
        records = self._records(data)
        if self._record not in dict(records):
            self._record = data.row.id
        read = partial(_read, self.context.services, data.row.id, self._record)
        self._hides = _address_labels() if data.household.address_protected else frozenset()
        self.host.ask(read, partial(self._show, records))

    def _records(self, data: FamilyData) -> list[tuple[str, str]]:
        shown = self.context.shown_name
        found = [(data.row.id, tr("Dane rodziny"))]
        found += [
            (one.id, f"{tr('Okres pracy')} {self.context.shown_text(one.case_number)}") for one in data.cases
        ]
        for one in (*data.members, *data.past_members):
            found.append((one.person.id, f"{tr('Osoba')}: {shown(one.name)}"))
            found.append((one.member.id, f"{tr('Miejsce w rodzinie')}: {shown(one.name)}"))
        found += [
            (one.id, f"{code_label('contact_role', one.role)}: {shown(one.name or one.institution)}")
            for one in data.contacts
        ]
        return found

    def _show(
        self, records: list[tuple[str, str]], found: tuple[tuple[HistoryEntry, ...], tuple[Look, ...]]
    ) -> None:
        self.clear()
        edits, looks = found
        card = Card(tr("Zmiany"), str(len(edits)))
        choice = Choice(records, may_be_empty=False)
        choice.setAccessibleName(tr("Historia którego zapisu"))
        choice.set_value(self._record)
        choice.edited.connect(lambda: self._choose(str(choice.value())))
        card.add(choice)
        for one in list(reversed(edits))[:MOST_ROWS]:
            told = [f"{name}: {self._value(name, value)}" for name, value in one.values]
            card.add_row(Row(f"{self._when(one.at_ms)}, {one.author}", "\n".join(told)))
        self.add(card, 0)
        seen = Card(tr("Kto otwierał i drukował"), str(len(looks)))
        for look in looks[:MOST_ROWS]:
            words = _DETAILS.get(look.detail) or _LOOKS[look.code]
            seen.add_row(Row(f"{self._when(look.at_ms)}, {look.author}", tr(words)))
        if not looks:
            seen.add(label(tr("Nikt jeszcze nie otwierał tej strony."), "second"))
        self.add(seen, 1)

    def _value(self, name: str, value: str) -> str:
        if name in self._hides and value:
            return tr("zastrzeżone")
        return self.context.shown_text(value) or tr("puste")

    def _when(self, at_ms: int) -> str:
        moment = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone()
        return moment_words(moment, self.context.clock.today())

    def _choose(self, record: str) -> None:
        self._record = record
        self.host.show_again(self)


def _address_labels() -> frozenset[str]:
    """Return the labels of what a protected address is made of: history tells only that they changed."""
    names = ("street", "house", "flat", "postcode", "city", "gmina", "district")
    return frozenset(Family.INFO.by_name[name].label for name in names)


def _read(services: Services, family: str, record: str) -> tuple[tuple[HistoryEntry, ...], tuple[Look, ...]]:
    return services.records.history(record), services.records.looks(family)
