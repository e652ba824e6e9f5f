"""Przegląd: who they are, strengths and deficits, the plan, what is due, the last visit, what to check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from asystent_desktop.polish import counted
from asystent_desktop.records import Plan
from asystent_desktop.records.codes import area_words
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.ui.pages.family_tab import FamilyTab
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row, pair
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.flow import FlowLayout
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import GAP
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import due_words, tr

if TYPE_CHECKING:
    from asystent_desktop.records import PlanGoal
    from asystent_desktop.services.cases import FamilyPage as FamilyData
    from asystent_desktop.services.cases import MemberRow
    from asystent_desktop.ui.pages.family_tab import FamilyHost

MOST_DEADLINES = 6
_SIDE_WIDTH = 330
_LEAST_CARD = 300
_LEVELS = {"E": "bad", "W": "warn", "I": "info"}


class SideBySide(QWidget):
    """Two cards side by side, or under one another where the room is narrow."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(GAP)
        for part in parts:
            self._line.addWidget(part, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between side by side and one under another."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        fits = self.width() >= self._line.count() * theme().px(_LEAST_CARD) + GAP
        self._line.setDirection(ways.LeftToRight if fits else ways.TopToBottom)


class OverviewTab(FamilyTab):
    """The whole family at one look."""

    def __init__(self, host: FamilyHost) -> None:
        super().__init__(host, (0, _SIDE_WIDTH))

    def show_family(self, data: FamilyData) -> None:
        """Show the cards."""
        if Plan.INFO.is_for(data.row.kind):
            self.add(SideBySide(self._people(data), self._diagnosis(data)), 0)
            self.add(self._plan(data), 0)
        else:
            self.add(self._people(data), 0)
        if data.row.safety_note or "wizyta we dwoje" in data.row.marks:
            self.add(self._safety(data), 1)
        self.add(self._deadlines(data), 1)
        self.add(self._last_visit(data), 1)
        if data.findings:
            self.add(self._to_check(data), 1)

    def _people(self, data: FamilyData) -> Card:
        card = Card(tr("Osoby"), str(len(data.members)))
        for one in data.members:
            card.add_row(member_row(self, one))
        if not data.members:
            card.add(
                label(tr("Dopisz rodziców, dzieci i kto jeszcze mieszka z rodziną."), "second", wrap=True)
            )
            card.add(Button(tr("Dopisz osoby"), lambda: self.host.show_tab("people")))
        card.add_stretch()
        return card

    def _diagnosis(self, data: FamilyData) -> Card:
        dates = [one.noted_on for one in (*data.strengths, *data.deficits) if one.noted_on]
        card = Card(tr("Diagnoza"), f"{tr('zmieniona')} {max(dates):%d.%m.%Y}" if dates else "")
        for words, items in ((tr("Potencjały"), data.strengths), (tr("Deficyty"), data.deficits)):
            card.add(label(words, "caption"))
            text = "; ".join(self.context.shown_text(one.text.rstrip(".")) for one in items)
            card.add(label(text or tr("jeszcze nie opisano"), wrap=True))
        areas = sorted({one.area for one in data.deficits} | {goal.area for goal in data.goals})
        if areas:
            card.add(label(tr("Obszary pracy"), "caption"))
            holder = QWidget()
            flow = FlowLayout(holder)
            for area in areas:
                flow.addWidget(Chip(area_words(area)))
            card.add(holder)
        card.add_stretch()
        return card

    def _plan(self, data: FamilyData) -> Card:
        card = Card(tr("Plan pracy z rodziną"), _plan_words(data))
        for number, goal in enumerate(data.goals, 1):
            deadline = f"{goal.deadline:%d.%m.%Y}" if goal.deadline else tr("bez terminu")
            told = " · ".join(filter(None, (deadline, self.context.shown_text(goal.expected_effect))))
            card.add_row(Row(f"{number}. {self.context.shown_text(goal.text)}", told, _goal_chip(data, goal)))
        if not data.goals:
            card.add(
                label(tr("Nie ma jeszcze planu. Najpierw opisz potencjały i deficyty."), "second", wrap=True)
            )
        opens = Button(
            tr("Otwórz plan") if data.plan or data.draft_plan else tr("Zacznij plan"), self._open_plan
        )
        card.add(opens)
        return card

    def _safety(self, data: FamilyData) -> Note:
        fact = tr("Wizyta we dwoje.") if "wizyta we dwoje" in data.row.marks else tr("Bezpieczeństwo wizyty")
        return Note(fact, self.context.shown_text(data.row.safety_note), tone="warn")

    def _deadlines(self, data: FamilyData) -> Card:
        card, today = Card(tr("Najbliższe terminy")), self.context.clock.today()
        for one in data.deadlines[:MOST_DEADLINES]:
            card.add_row(Row(one.what, f"{one.due:%d.%m.%Y}", Chip(*due_words(one.due, today))))
        if not data.deadlines:
            card.add(label(tr("Żadnych terminów."), "second"))
        return card

    def _last_visit(self, data: FamilyData) -> Card:
        card, visit = Card(tr("Ostatnia wizyta")), data.last_visit
        if visit is None:
            card.add(label(tr("Nie było jeszcze wizyty."), "second"))
            return card
        card.fact.setText(f"{visit.day:%d.%m.%Y}")
        names = {one.person.id: one.role for one in data.members}
        present = ", ".join(names[one] for one in visit.present if one in names)
        if present:
            card.add(label(f"{tr('Obecni')}: {present}.", "second", wrap=True))
        card.add(label(self.context.shown_text(visit.course), wrap=True))
        return card

    def _to_check(self, data: FamilyData) -> Card:
        card = Card(tr("Do sprawdzenia"), str(len(data.findings)))
        words = {"E": tr("błąd"), "W": tr("sprawdź"), "I": tr("wskazówka")}
        for one in data.findings:
            sentence = self.context.shown_text(one.sentence) if self.context.private else tr(one.sentence)
            card.add_row(Row(sentence, "", Chip(words[one.level], _LEVELS[one.level])))
        return card

    def _open_plan(self) -> None:
        self.context.go("plan", family=self.host.args.get("family", ""))


def member_row(tab: FamilyTab, one: MemberRow, button: QWidget | None = None) -> Row:
    """Return a person's row: name, role, school or work, and the age at the right."""
    place = tr("mieszka osobno") if not one.member.lives_with and not one.member.in_care_since else ""
    work = tab.context.shown_text(one.person.school_or_work)
    told = " · ".join(
        filter(None, (one.role, work, place, tr("osoba wiodąca") if one.member.is_reference_person else ""))
    )
    age = label(counted(one.age, "rok", "lata", "lat") if one.age is not None else "", "second")
    right: QWidget = pair(Chip(tr("w pieczy"), "warn"), age) if one.member.in_care_since else age
    return Row(tab.context.shown_name(one.name), told, pair(right, button) if button else right)


def _plan_words(data: FamilyData) -> str:
    words = []
    if data.plan:
        state = code_label("plan_state", data.plan.state)
        words.append(f"{tr('wersja')} {data.plan.version_no} z {data.plan.made_on:%d.%m.%Y}, {state}")
    if data.draft_plan:
        words.append(f"{tr('wersja')} {data.draft_plan.version_no} {tr('w szkicu')}")
    return " · ".join(words)


def _goal_chip(data: FamilyData, goal: PlanGoal) -> Chip:
    state = code_label("goal_state", goal.state)
    if goal.state in {"achieved", "dropped", "partly"}:
        return Chip(state, "ok" if goal.state == "achieved" else "quiet")
    actions = [one for one in data.actions if one.goal == goal.id]
    done = sum(one.state == "done" for one in actions)
    share = f" · {done} z {counted(len(actions), 'działania', 'działań', 'działań')}" if actions else ""
    return Chip(f"{state}{share}", "info")
