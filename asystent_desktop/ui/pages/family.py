"""One family's page: overview, people, diagnosis, visits, plan, history."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QWidget

from asystent_desktop.checks.counting import sentence
from asystent_desktop.polish import counted
from asystent_desktop.records import Contact, DiagnosisItem, FamilyMember, Person
from asystent_desktop.records.codes import area_words
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.ui.month_dots import dots_of
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.eight_dots import EightDots
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import due_words, tr

if TYPE_CHECKING:
    from asystent_desktop.records import Plan, Visit
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.cases import FamilyPage as FamilyData
    from asystent_desktop.services.cases import MemberRow
    from asystent_desktop.services.records import HistoryEntry
    from asystent_desktop.ui.context import Context

_PERSON = (
    "last_name",
    "first_name",
    "name_pending",
    "birth_date",
    "sex",
    "pesel",
    "pesel_checked",
    "phone",
    "school_or_work",
)
_MEMBER = ("role", "lives_with", "is_reference_person", "in_care_since", "until")
_ADDRESS = (
    "display_name",
    "street",
    "house",
    "flat",
    "postcode",
    "city",
    "district",
    "address_protected",
    "phone",
    "meeting_hours",
    "safety_note",
    "two_workers",
    "remarks",
)
_CONTACT = ("role", "name", "institution", "phone", "email", "remark")
_ITEM = ("kind", "area", "text", "weight")
MOST_VISITS = 300


class FamilyPage(Page):
    """Everything about one family."""

    SHOWS = frozenset(
        {
            "family",
            "foster_family",
            "person",
            "family_member",
            "contact",
            "visit",
            "agreement",
            "plan",
            "plan_goal",
            "plan_action",
            "diagnosis_item",
            "blue_card",
            "support_case",
            "family_assessment",
        }
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context, "", has_search=True)
        self._data: FamilyData | None = None
        self.dots, self.state = EightDots(), Chip("")
        self.header.add_state(self.state)
        self.header.add_state(self.dots)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(tr("Części strony rodziny"))
        self.tabs.tabBar().setAccessibleName(tr("Części strony rodziny"))
        self.parts = {
            name: ScrollPage(widths)
            for name, widths in (
                ("overview", (0, 348)),
                ("people", (0, 0)),
                ("diagnosis", (0, 0)),
                ("plan", (0,)),
                ("visits", (0,)),
                ("history", (0,)),
            )
        }
        titles = ("Przegląd", "Osoby", "Diagnoza", "Plan pracy", "Wizyty", "Historia")
        for part, title in zip(self.parts.values(), titles, strict=True):
            self.tabs.addTab(part, tr(title))
        self.record_button = Button(tr("Zapisz wizytę"), self._record, look="main")
        self.set_main(self.record_button)
        self.tabs.setCornerWidget(self.record_button)
        self.add(self.tabs, 1)

    def refresh(self) -> None:
        """Ask for the family with its visits, plans and history."""
        self.ask(partial(_read, self.context.services, self.args.get("family", "")), self._show)

    def _show(
        self, found: tuple[FamilyData, tuple[Visit, ...], tuple[Plan, ...], tuple[HistoryEntry, ...]]
    ) -> None:
        data, visits, plans, history = found
        self._data = data
        address = self.context.shown_text(data.row.address)
        number = self.context.shown_text(data.row.case_number)
        told = " · ".join(filter(None, (address, f"{tr('nr sprawy')} {number}" if number else "")))
        self.header.set_words(self.context.shown_name(data.row.name), told)
        self.state.show_words(data.row.state_words, "info")
        self.dots.show_month(dots_of(data.row.count))
        for part in self.parts.values():
            part.clear()
        self._show_overview(data)
        self._show_people(data)
        self._show_diagnosis(data)
        self._show_plans(plans)
        self._show_visits(visits)
        self._show_history(history)

    def _show_overview(self, data: FamilyData) -> None:
        page = self.parts["overview"]
        people = Card(tr("Osoby"), str(len(data.members)))
        for one in data.members:
            people.add_row(self._member_row(one))
        if not data.members:
            people.add(
                label(tr("Dopisz tu rodziców, dzieci i kto jeszcze mieszka z rodziną."), "second", wrap=True)
            )
        page.add(people, 0)
        diagnosis = Card(tr("Diagnoza"))
        for words, items in ((tr("Potencjały"), data.strengths), (tr("Deficyty"), data.deficits)):
            diagnosis.add(label(words, "caption"))
            text = "; ".join(self.context.shown_text(one.text) for one in items)
            diagnosis.add(label(text or tr("jeszcze nie opisano"), wrap=True))
        page.add(diagnosis, 0)
        goals = Card(tr("Plan pracy z rodziną"))
        for number, goal in enumerate(data.goals, 1):
            deadline = f"{goal.deadline:%d.%m.%Y}" if goal.deadline else ""
            chip = Chip(code_label("goal_state", goal.state), "ok" if goal.state == "achieved" else "info")
            goals.add_row(Row(f"{number}. {goal.text}", f"{deadline} {goal.expected_effect}".strip(), chip))
        if not data.goals:
            goals.add(label(tr("Nie ma jeszcze planu."), "second"))
        goals.add(Button(tr("Otwórz plan"), self._open_plan))
        page.add(goals, 0)
        self._add_side(data)

    def _add_side(self, data: FamilyData) -> None:
        page = self.parts["overview"]
        month = Card(tr("Ten miesiąc"))
        month.add(label(sentence(data.row.count), wrap=True))
        if data.row.safety_note:
            month.add(
                label(f"{tr('Uwaga')}: {self.context.shown_text(data.row.safety_note)}", "strong", wrap=True)
            )
        for mark in data.row.marks:
            month.add(Chip(mark, "warn"))
        if any(one.ended_on is None for one in data.blue_cards):
            month.add(Chip(tr("Niebieska Karta"), "bad"))
        deadlines = Card(tr("Najbliższe terminy"))
        today = self.context.clock.today()
        for one in data.deadlines[:6]:
            deadlines.add_row(Row(one.what, f"{one.due:%d.%m.%Y}", Chip(*due_words(one.due, today))))
        if not data.deadlines:
            deadlines.add(label(tr("Żadnych terminów."), "second"))
        last = Card(tr("Ostatnia wizyta"))
        if data.last_visit:
            last.fact.setText(f"{data.last_visit.day:%d.%m.%Y}")
            last.add(label(self.context.shown_text(data.last_visit.course), wrap=True))
        else:
            last.add(label(tr("Nie było jeszcze wizyty."), "second"))
        for card in (month, deadlines, last):
            page.add(card, 1)

    def _member_row(self, one: MemberRow, button: QWidget | None = None) -> Row:
        age = counted(one.age, "rok", "lata", "lat") if one.age is not None else ""
        care = tr("w pieczy zastępczej") if one.member.in_care_since else ""
        told = " · ".join(filter(None, (one.role, age, care, one.person.school_or_work)))
        return Row(self.context.shown_name(one.name), told, button)

    def _show_people(self, data: FamilyData) -> None:
        page = self.parts["people"]
        people = Card(tr("Osoby w rodzinie"))
        for one in data.members:
            holder = QWidget()
            line = QHBoxLayout(holder)
            line.setContentsMargins(0, 0, 0, 0)
            for words, act in (("Zmień", self._edit_person), ("Rola", self._edit_member)):
                button = Button(tr(words), partial(act, one))
                button.setAccessibleName(f"{tr(words)}: {self.context.shown_name(one.name)}")
                line.addWidget(button)
            people.add_row(self._member_row(one, holder))
        people.add(Button(tr("Dodaj osobę…"), self._add_person))
        page.add(people, 0)
        address = Card(tr("Adres, telefon, bezpieczeństwo"))
        house = data.household
        for caption, value in (
            (tr("Adres"), data.row.address),
            (tr("Telefon"), house.phone),
            (tr("Rejon"), house.district),
            (tr("Bezpieczeństwo wizyty"), house.safety_note),
        ):
            address.add(label(caption, "caption"))
            address.add(label(self.context.shown_text(value) or "–", wrap=True))
        address.add(Button(tr("Zmień dane rodziny…"), self._edit_family))
        contacts = Card(tr("Osoby i instytucje wokół rodziny"))
        for contact in data.contacts:
            button = Button(tr("Zmień"), partial(self._edit, contact, _CONTACT))
            button.setAccessibleName(f"{tr('Zmień')}: {contact.name or contact.institution}")
            told = " · ".join(
                filter(None, (code_label("contact_role", contact.role), contact.institution, contact.phone))
            )
            contacts.add_row(Row(self.context.shown_name(contact.name or contact.institution), told, button))
        contacts.add(Button(tr("Dodaj osobę albo instytucję…"), self._add_contact))
        for card in (address, contacts):
            page.add(card, 1)

    def _show_diagnosis(self, data: FamilyData) -> None:
        page = self.parts["diagnosis"]
        for place, (words, items, kind) in enumerate(
            ((tr("Potencjały"), data.strengths, "strength"), (tr("Deficyty"), data.deficits, "deficit"))
        ):
            card = Card(words, str(len(items)))
            for one in items:
                button = Button(tr("Zmień"), partial(self._edit, one, _ITEM))
                card.add_row(Row(area_words(one.area), self.context.shown_text(one.text), button))
            add = Button(tr("Dodaj wpis…"), partial(self._add_item, kind))
            add.setAccessibleName(f"{tr('Dodaj wpis')}: {words}")
            card.add(add)
            page.add(card, place)

    def _show_plans(self, plans: tuple[Plan, ...]) -> None:
        card = Card(tr("Wersje planu pracy"))
        for plan in plans:
            button = Button(tr("Otwórz"), partial(self.context.go, "plan", family=plan.family, plan=plan.id))
            button.setAccessibleName(f"{tr('Otwórz wersję')} {plan.version_no}")
            card.add_row(
                Row(
                    f"{tr('Wersja')} {plan.version_no}",
                    f"{code_label('plan_state', plan.state)} · {plan.made_on:%d.%m.%Y}",
                    button,
                )
            )
        if not plans:
            card.add(label(tr("Nie ma jeszcze planu."), "second"))
            card.add(Button(tr("Zacznij plan"), self._open_plan))
        self.parts["plan"].add(card)

    def _show_visits(self, visits: tuple[Visit, ...]) -> None:
        card = Card(tr("Wizyty"), counted(len(visits), "wizyta", "wizyty", "wizyt"))
        for one in visits[:MOST_VISITS]:
            tone = {"held": "ok", "failed": "bad", "planned": "info"}.get(one.state, "quiet")
            areas = ", ".join(area_words(area) for area in one.areas)
            told = self.context.shown_text(" ".join(filter(None, (one.course, one.addition))))
            when = f"{one.day:%d.%m.%Y}, {one.start:%H:%M}–{one.end:%H:%M}"
            card.add_row(Row(f"{when}  {areas}", told, Chip(code_label("visit_state", one.state), tone)))
        if not visits:
            card.add(label(tr("Nie było jeszcze wizyty."), "second"))
        self.parts["visits"].add(card)

    def _show_history(self, history: tuple[HistoryEntry, ...]) -> None:
        from datetime import UTC, datetime

        card = Card(tr("Historia danych rodziny"))
        for one in reversed(history):
            at = datetime.fromtimestamp(one.at_ms / 1000, UTC).astimezone()
            told = ", ".join(
                f"{name}: {self.context.shown_text(value)}" for name, value in one.values if value
            )
            card.add_row(Row(f"{at:%d.%m.%Y %H:%M}, {one.author}", told))
        self.parts["history"].add(card)

    def _record(self) -> None:
        self.context.go("visit", family=self.args.get("family", ""))

    def _open_plan(self) -> None:
        self.context.go("plan", family=self.args.get("family", ""))

    def _edit_family(self) -> None:
        if self._data is not None:
            self._edit(self._data.household, _ADDRESS)

    def _edit_person(self, one: MemberRow) -> None:
        self._edit(one.person, _PERSON)

    def _edit_member(self, one: MemberRow) -> None:
        self._edit(one.member, _MEMBER)

    def _edit(self, record: Any, names: tuple[str, ...]) -> None:
        """Open a form on some fields of a record; what is saved is only what was changed."""
        fields = [record.INFO.by_name[name] for name in names if name in record.INFO.by_name]
        dialog = RecordDialog(self, record.INFO.label, fields, self.context)
        dialog.show_values({one.name: getattr(record, one.name) for one in fields})
        dialog.wanted.connect(
            lambda values: dialog.save(partial(self.context.services.records.change, record.id, values))
        )
        dialog.open()

    def _add(self, title: str, kind: str, fields: list[Any], **given: Any) -> None:
        dialog = RecordDialog(self, title, fields, self.context)
        create = self.context.services.records.create
        dialog.wanted.connect(lambda values: dialog.save(partial(create, kind, {**values, **given})))
        dialog.open()

    def _add_contact(self) -> None:
        fields = [Contact.INFO.by_name[name] for name in _CONTACT]
        self._add(tr("Nowa osoba albo instytucja"), "contact", fields, family=self.args["family"])

    def _add_item(self, kind: str) -> None:
        fields = [DiagnosisItem.INFO.by_name[name] for name in _ITEM if name != "kind"]
        given = {"family": self.args["family"], "kind": kind, "noted_on": self.context.clock.today()}
        self._add(tr("Wpis diagnozy"), "diagnosis_item", fields, **given)

    def _add_person(self) -> None:
        fields = [Person.INFO.by_name[name] for name in _PERSON]
        fields += [FamilyMember.INFO.by_name[name] for name in _MEMBER if name != "until"]
        dialog = RecordDialog(self, tr("Nowa osoba w rodzinie"), fields, self.context)
        family = self.args["family"]
        dialog.wanted.connect(
            lambda values: dialog.save(partial(_add_member, self.context.services, family, values))
        )
        dialog.open()


def _add_member(services: Services, family: str, values: dict[str, Any]) -> Any:
    """Save a person and its place in the family."""
    person = {name: value for name, value in values.items() if name in _PERSON}
    member = {name: value for name, value in values.items() if name in _MEMBER}
    return services.records.create_member(family, person, member)


def _read(
    services: Services, family: str
) -> tuple[FamilyData, tuple[Visit, ...], tuple[Plan, ...], tuple[HistoryEntry, ...]]:
    page = services.cases.page(family)
    return (
        page,
        services.visits.of_family(family),
        services.plans.versions(family),
        services.records.history(family),
    )
