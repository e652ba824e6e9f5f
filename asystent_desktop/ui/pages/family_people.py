"""Osoby: the members with their roles and numbers, those who left, and the forms on them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from asystent_desktop.records import FamilyMember, Person
from asystent_desktop.ui.pages.family_overview import member_row
from asystent_desktop.ui.pages.family_tab import FamilyTab
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.dialogs import ask_person
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.records.fields import Field
    from asystent_desktop.services.cases import FamilyPage as FamilyData
    from asystent_desktop.services.cases import MemberRow
    from asystent_desktop.ui.pages.family_tab import FamilyHost

PERSON = (
    *("last_name", "first_name", "name_pending", "birth_date", "expected_birth_date", "sex"),
    *("pesel", "pesel_checked", "pesel_missing_reason", "phone", "school_or_work", "language"),
)
MEMBER = ("role", "lives_with", "is_reference_person", "since", "in_care_since", "remark")


class PeopleTab(FamilyTab):
    """Everyone in the family."""

    def __init__(self, host: FamilyHost) -> None:
        super().__init__(host, (0,))

    def show_family(self, data: FamilyData) -> None:
        """Show the members, then those who left."""
        card = Card(tr("Osoby w rodzinie"), str(len(data.members)))
        for one in data.members:
            card.add_row(member_row(self, one, self._buttons(one)))
        if not data.members:
            card.add(label(tr("Nie ma tu jeszcze nikogo. Zacznij od osoby wiodącej."), "second", wrap=True))
        card.add(Button(tr("Dodaj osobę…"), self.add_person, hint="Ctrl+D"))
        self.add(card)
        if data.past_members:
            past = Card(tr("Dawniej w rodzinie"), str(len(data.past_members)))
            for one in data.past_members:
                until = f"{tr('do')} {one.member.until:%d.%m.%Y}" if one.member.until else ""
                told = " · ".join(filter(None, (one.role, until)))
                past.add_row(
                    Row(self.context.shown_name(one.name), told, self._button("Zmień…", one, self._edit))
                )
            self.add(past)

    def add_person(self) -> None:
        """Open the form of a new person with the place in the family."""
        family = str(self.host.args.get("family", ""))
        people = self.context.services.people
        self.form(
            tr("Nowa osoba w rodzinie"),
            fields(),
            lambda read: people.add(family, *_parted(read)),
            {"lives_with": True, "since": self.context.clock.today()},
        )

    def _buttons(self, one: MemberRow) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for words, act in (("Zmień…", self._edit), ("Odeszła…", self._leave), ("Usuń…", self._remove)):
            line.addWidget(self._button(words, one, act))
        return holder

    def _button(self, words: str, one: MemberRow, act: Any) -> Button:
        button = Button(tr(words), partial(act, one))
        button.setAccessibleName(f"{tr(words).rstrip('…')}: {self.context.shown_name(one.name)}")
        return button

    def _edit(self, one: MemberRow) -> None:
        people = self.context.services.people
        person = {name: getattr(one.person, name) for name in PERSON}
        member = {name: getattr(one.member, name) for name in (*MEMBER, "until")}
        shown = [*fields(), FamilyMember.INFO.by_name["until"]]
        change = partial(people.change, one.member.id)
        values = {**person, **member}
        title = tr("Osoba w rodzinie")
        self.form(title, shown, lambda read: change(*_parted(read)), values, one.member.id)

    def _leave(self, one: MemberRow) -> None:
        until = FamilyMember.INFO.by_name["until"]
        people = self.context.services.people
        self.form(
            tr("Od kiedy ta osoba nie należy do rodziny"),
            [until],
            lambda read: people.leave(one.member.id, read["until"] or self.context.clock.today()),
            {"until": self.context.clock.today()},
            f"{one.member.id}:until",
        )

    def _remove(self, one: MemberRow) -> None:
        fact = tr("Usunąć wpis o tej osobie w rodzinie?")
        more = tr("To dla wpisów pomyłkowych. Gdy ktoś się wyprowadził, wybierz „Odeszła”: wpis zostanie.")
        answers = (("no", tr("Zostaw wpis")), ("yes", tr("Usuń wpis")))
        if ask_person(self, fact, more, answers) == "yes":
            remove = partial(self.context.services.people.remove, one.member.id)
            self.host.save(remove, lambda _done: self.context.notice(tr("Usunięto wpis."), "ok"))


def fields() -> list[Field]:
    """Return the fields of a person and of the place in a family."""
    return [
        *(Person.INFO.by_name[one] for one in PERSON),
        *(FamilyMember.INFO.by_name[one] for one in MEMBER),
    ]


def _parted(read: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    person = {name: value for name, value in read.items() if name in PERSON}
    return person, {name: value for name, value in read.items() if name not in PERSON}
