"""The cards beside the calendar: the proposal, the month of all families, the conditions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from asystent_desktop.polish import counted, short_day
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.ui.month_dots import dots_of
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.eight_dots import EightDots
from asystent_desktop.ui.parts.text import ElidedLabel, label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.checks.counting import MonthCount
    from asystent_desktop.records import DayOff
    from asystent_desktop.services.calendar_view import CalendarSheet
    from asystent_desktop.services.planning import MonthPlan

_SHORT_DAYS = ("pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz.")
_MOST_SHOWN = 12


class ProposalCard(Card):
    """What the program proposes, what did not fit and why; nothing is kept before a person accepts it."""

    accepted = Signal()
    rejected = Signal()
    conditions_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Propozycja miesiąca"))
        self.accept_button: Button | None = None

    def show_plan(self, plan: MonthPlan, count: MonthCount, name: Callable[[str], str]) -> None:
        """Show a proposal; `count` is the month as it is now."""
        self.clear()
        proposal = plan.proposal
        missing = sum(one.missing for one in proposal.unplaced)
        placed = max(count.target - missing, 0)
        of = counted(count.target, "wizyty", "wizyt", "wizyt")
        self.title.setText(tr("Plan od nowa") if plan.again else tr("Propozycja miesiąca"))
        self.add(label(f"{placed} {tr('z')} {of} {tr('ma termin')}", "strong", wrap=True))
        self.add(label(difference_words(plan), wrap=True))
        self.add(label(figures_words(plan), "second", wrap=True))
        self.add(label(tr(plan.quality), "second", wrap=True))
        for sentence in plan.warnings:
            self.add(label(tr(sentence), wrap=True))
        rows = []
        for one in proposal.unplaced:
            family = plan.families[one.family_id]
            fits = family.count.target - one.missing
            head = f"{name(family.name)}: {fits} {tr('z')} {family.count.target}"
            rows.append(Row(head, f"{one.reason} {one.helps}".strip()))
        self._add_rows(rows)
        self._add_buttons(can_accept=not plan.difference.is_empty)
        if plan.again:
            self._add_changes(plan, name)
        self.setAccessibleDescription(f"{placed} {tr('z')} {of}. {figures_words(plan)}")

    def _add_changes(self, plan: MonthPlan, name: Callable[[str], str]) -> None:
        """List what would change, one sentence a visit; the calendar shows the same places."""
        difference = plan.difference
        changed = (*difference.moved, *difference.removed, *difference.added)
        self._add_rows([Row(name(plan.families[one.family_id].name), one.sentence) for one in changed])

    def _add_rows(self, rows: Sequence[Row]) -> None:
        """Put rows under each other in a part of their own, so that the card keeps its distances."""
        if not rows:
            return
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for number, row in enumerate(rows):
            row.setProperty("first", "false" if number else "true")
            column.addWidget(row)
        self.add(holder)

    def _add_buttons(self, *, can_accept: bool) -> None:
        self.accept_button = None
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 6, 0, 4)
        column.setSpacing(8)
        if can_accept:
            self.accept_button = wide(Button(tr("Przyjmij propozycję"), self.accepted.emit, look="main"))
            column.addWidget(self.accept_button)
        column.addWidget(wide(Button(tr("Zmień warunki"), self.conditions_wanted.emit)))
        column.addWidget(wide(Button(tr("Odrzuć"), self.rejected.emit)))
        self.add(holder)


class MonthCard(Card):
    """The month counted once, and every family with its dots."""

    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Ten miesiąc"))

    def show_sheet(self, sheet: CalendarSheet, name: Callable[[str], str]) -> None:
        """Show the counts of the month of a sheet."""
        count = sheet.count
        rows = tuple((name(row.name), row.count) for row in sheet.families)
        if not self.renew(count, sheet.overload, rows, is_planned(sheet)):
            return
        if not sheet.families:
            words = tr("Nie masz jeszcze przydzielonych rodzin. Przyjdą w paczce z biura.")
            self.add(label(words, "second", wrap=True))
            return
        self.add(label(dots_of(count).sentence(), "strong", wrap=True))
        if count.cancelled:
            words = counted(count.cancelled, "odwołana", "odwołane", "odwołanych")
            self.add(label(f"{words}, {tr('bez wpływu na liczbę wizyt')}", "second", wrap=True))
        if sheet.overload:
            self.add(label(sheet.overload, "problem", wrap=True))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(0, 1)
        for line, (shown, month) in enumerate(rows):
            grid.addWidget(ElidedLabel(shown, "second"), line, 0)
            grid.addWidget(EightDots(dots_of(month)), line, 1)
        self.add(holder)
        if count.planned and not is_planned(sheet):
            self.add(wide(Button(tr("Zaplanuj od nowa"), self.again_wanted.emit)))


def is_planned(sheet: CalendarSheet) -> bool:
    """Tell whether planning can only mean planning again.

    So it is when every visit of the month has its time, or when planned visits stand on days off: after an
    illness those have to move, which adding what is missing would not do.
    """
    count = sheet.count
    stuck = any(row.visit.state == "planned" and row.visit.day in sheet.free for row in sheet.visits)
    return bool(count.planned) and (stuck or not count.missing)


def wide(button: Button) -> Button:
    """Return a button as wide as its card."""
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button


def difference_words(plan: MonthPlan) -> str:
    """Return what accepting would do: "nowe wizyty: 12, przesunięte: 3, bez zmian: 20"."""
    difference = plan.difference
    if difference.is_empty:
        return tr("Nic się nie zmieni.")
    parts = (
        (tr("nowe"), difference.added),
        (tr("przesunięte"), difference.moved),
        (tr("usunięte"), difference.removed),
        (tr("bez zmian"), difference.kept if plan.again else ()),
    )
    return f"{tr('Wizyty')} – " + ", ".join(f"{words}: {len(found)}" for words, found in parts if found)


def figures_words(plan: MonthPlan) -> str:
    """Return the plan's figures: "20 dni roboczych, od 4 do 5 wizyt dziennie, 33 przejazdy …"."""
    figures = plan.proposal.figures
    days = counted(figures.working_days, "dzień roboczy", "dni robocze", "dni roboczych")
    if figures.per_day_min == figures.per_day_max:
        a_day = counted(figures.per_day_max, "wizyta", "wizyty", "wizyt") + " dziennie"
    else:
        a_day = f"od {figures.per_day_min} do {figures.per_day_max} wizyt dziennie"
    drives = counted(
        figures.district_changes,
        "przejazd między rejonami",
        "przejazdy między rejonami",
        "przejazdów między rejonami",
    )
    return tr(f"{days}, {a_day}, {drives}, żadnych kolizji")


def hours_words(hours: Mapping[int, tuple[tuple[int, int], ...]]) -> str:
    """Return weekly hours in words, equal days together: "pon., śr. 8–16, wt. 11–19"."""
    if not hours:
        return tr("nie wpisano")
    groups: dict[str, list[int]] = {}
    for day in sorted(hours):
        groups.setdefault(", ".join(_span(span) for span in hours[day]), []).append(day)
    return ", ".join(f"{_days_words(days)} {span}" for span, days in groups.items())


def free_words(sheet: CalendarSheet) -> Iterable[str]:
    """Return the worker's own days off and the holidays on working days, in order."""
    found = [(one.since, own_words(one)) for one in sheet.own_days]
    found += [
        (day, f"{short_day(day)} {sheet.free[day]}") for day in sheet.holidays if day.weekday() in sheet.hours
    ]
    return [words for _day, words in sorted(found)][:_MOST_SHOWN]


def own_words(one: DayOff) -> str:
    """Return a spell of days off: "urlop wypoczynkowy 28.12–31.12"."""
    kind = code_label("day_off", one.type)
    until = f"–{short_day(one.until)}" if one.until != one.since else ""
    return f"{kind} {short_day(one.since)}{until}"


def _span(span: tuple[int, int]) -> str:
    return "–".join(
        f"{minute // 60}" if minute % 60 == 0 else f"{minute // 60}:{minute % 60:02}" for minute in span
    )


def _days_words(days: Sequence[int]) -> str:
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{_SHORT_DAYS[days[0]]}–{_SHORT_DAYS[days[-1]]}"
    return ", ".join(_SHORT_DAYS[day] for day in days)
