"""When, where and who: the left card on the page of a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from asystent_desktop.polish import counted, hours
from asystent_desktop.records import Visit
from asystent_desktop.records.codes import code_list
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.editors import Choice, DayEdit, LineEdit, Tick, TimeEdit
from asystent_desktop.ui.parts.numbered import NumberedTicks, Option
from asystent_desktop.ui.parts.text import label, set_shown
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from asystent_desktop.services.cases import MemberRow
    from asystent_desktop.services.visit_entry import VisitForm

_CONTACT = "contact:"


class WhenCard(Card):
    """Date, hours with their length, place, kind, who was there and who else worked."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(tr("Kiedy i gdzie"), "F10")
        self.day, self.start, self.end = DayEdit(today), TimeEdit(), TimeEdit()
        self.where = Choice(tuple(code_list("place").items()), may_be_empty=False)
        self.where_text, self.others = LineEdit(limit=120), LineEdit(limit=200)
        self.kind = Choice(tuple(code_list("contact_kind").items()), may_be_empty=False)
        self.people = NumberedTicks()
        self.two, self.second = Tick(tr("Wizyta we dwoje")), Choice(())
        self.intervention = Tick(tr("Interwencja"))
        self.length = label("", "second")
        self._second_caption = label(tr("Z kim"), "caption")
        self._arrange()
        for editor in (self.start, self.end):
            editor.textChanged.connect(self._show_length)
        self.where.currentIndexChanged.connect(self._show_wanted)
        self.two.toggled.connect(self._show_wanted)

    def editors(self) -> Mapping[str, Any]:
        """Return the editors by the field of the entry that each one holds, people apart."""
        return {
            "day": self.day,
            "start": self.start,
            "end": self.end,
            "place": self.where,
            "place_text": self.where_text,
            "contact_kind": self.kind,
            "others_present": self.others,
            "second_worker": self.two,
            "second_account": self.second,
            "intervention": self.intervention,
        }

    def show_form(self, form: VisitForm, shown_name: Callable[[str], str]) -> None:
        """Offer the people of a family, those around it, and the workers who could come along."""
        options = [Option(code=one.person.id, words=_member(one, shown_name)) for one in form.members]
        options += [
            Option(
                code=f"{_CONTACT}{one.id}",
                words=code_label("contact_role", one.role),
                context=shown_name(one.name),
            )
            for one in form.contacts
        ]
        self.people.set_options(options)
        self.second.set_options([(code, shown_name(name)) for code, name in form.workers])
        self._show_wanted()

    def present(self) -> tuple[str, ...]:
        """Return the persons of the family who were there."""
        return tuple(one for one in self.people.value() if not one.startswith(_CONTACT))

    def contacts(self) -> tuple[str, ...]:
        """Return those around the family who were there."""
        return tuple(one.removeprefix(_CONTACT) for one in self.people.value() if one.startswith(_CONTACT))

    def set_people(self, present: tuple[str, ...], contacts: tuple[str, ...]) -> None:
        """Tick who was there."""
        self.people.set_value((*present, *(f"{_CONTACT}{one}" for one in contacts)))

    def _arrange(self) -> None:
        names = Visit.INFO.by_name
        for editor, name in self._named(names).items():
            editor.setAccessibleName(name)
        self.people.setAccessibleName(names["present"].label)
        self._add(tr("Data"), self.day)
        self.add(_two(tr("Od"), self.start, tr("Do"), self.end))
        self.add(self.length)
        self._add(tr("Miejsce"), self.where)
        self.add(self.where_text)
        self.where_text.setPlaceholderText(tr("jakie miejsce"))
        self._add(tr("Rodzaj"), self.kind)
        self.add(keyed_caption(tr("Obecni"), "F11"))
        self.add(self.people)
        self.others.setPlaceholderText(tr("ktoś inny"))
        self.add(self.others)
        self.add(self.two)
        self.add(self._second_caption)
        self.add(self.second)
        self.add(self.intervention)
        self.set_spacing(6)

    def _named(self, names: Mapping[str, Any]) -> dict[QWidget, str]:
        return {
            self.day: names["day"].label,
            self.start: names["start"].label,
            self.end: names["end"].label,
            self.where: names["place"].label,
            self.where_text: names["place_text"].label,
            self.kind: names["contact_kind"].label,
            self.others: names["others_present"].label,
            self.second: names["second_account"].label,
        }

    def _add(self, words: str, editor: QWidget) -> None:
        self.add(label(words, "caption"))
        self.add(editor)

    def _show_wanted(self, _changed: object = None) -> None:
        set_shown(self.where_text, self.where.value() == "other")
        wanted = self.two.isChecked() and self.second.count() > 1
        set_shown(self.second, wanted)
        set_shown(self._second_caption, wanted)

    def _show_length(self, _text: str = "") -> None:
        try:
            start, end = self.start.value(), self.end.value()
        except ValueError:
            start = end = None
        minutes = (end.hour - start.hour) * 60 + end.minute - start.minute if start and end else 0
        self.length.setText(f"{tr('Czas')}: {hours(minutes)}" if minutes > 0 else "")


def _member(row: MemberRow, shown_name: Callable[[str], str]) -> str:
    if row.age is not None and row.age < 18:
        first = row.person.first_name or row.name
        return f"{shown_name(first)}, {counted(row.age, 'rok', 'lata', 'lat')}"
    return f"{shown_name(row.name)} ({row.role})"


def keyed_caption(words: str, key: str) -> QWidget:
    """Return a caption with its key at the right end."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 4, 0, 0)
    line.addWidget(label(words, "caption"))
    line.addStretch(1)
    line.addWidget(label(key, "caption"))
    return holder


def _two(first: str, left: QWidget, second: str, right: QWidget) -> QWidget:
    """Return two fields side by side, each under its caption."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(5)
    for column, (words, editor) in enumerate(((first, left), (second, right))):
        grid.addWidget(label(words, "caption"), 0, column)
        grid.addWidget(editor, 1, column)
        grid.setColumnStretch(column, 1)
    return holder
