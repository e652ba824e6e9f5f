"""From what the services read to what the calendar draws: names as they may be shown, colours, words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from asystent_desktop.polish import clock, counted, day_month, weekday
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.services.calendar_view import appointment_key
from asystent_desktop.ui.parts.calendar_blocks import BANDS, Block, DaySheet, letters_of
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.checks.day_order import Clash
    from asystent_desktop.records import Appointment
    from asystent_desktop.services.calendar_view import CalendarSheet
    from asystent_desktop.services.planning import MonthPlan
    from asystent_desktop.services.visits import VisitRow

_BUSY = frozenset({"planned", "held", "failed"})
PROPOSED = "+"
"""The first letter of the key of a proposed visit; visits have hexadecimal keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """What a colour and a letter mean: the district, or in the colours of families the family."""

    words: str
    mark: str
    band: int


class DayMaker:
    """Makes the days of a sheet; `by` is "district" or "family", `name` and `text` hide what is private."""

    def __init__(
        self, sheet: CalendarSheet, by: str, name: Callable[[str], str], text: Callable[[str], str]
    ) -> None:
        self._sheet, self._by, self._name, self._text = sheet, by, name, text
        self._rows = {row.id: row for row in sheet.families}
        districts = {row.district for row in sheet.families} | {row.district for row in sheet.visits}
        named = sorted(filter(None, districts))
        self._marks = letters_of(named)
        order = named if by == "district" else [row.id for row in sheet.families]
        self._bands = {key: number for number, key in enumerate(order)}

    def legend(self) -> tuple[Legend, ...]:
        """Return the meaning of the colours in use."""
        if self._by == "district":
            return tuple(
                Legend(words=one, mark=self._marks[one], band=self._bands[one]) for one in self._marks
            )
        return tuple(
            Legend(words=self._name(row.name), mark="", band=self._bands[row.id])
            for row in self._sheet.families
        )

    def days(self, first: date, last: date, plan: MonthPlan | None = None) -> dict[date, DaySheet]:
        """Return the days from `first` to `last` with the visits, and with those that a plan proposes."""
        blocks: dict[date, list[Block]] = defaultdict(list)
        leaving = _leaving(plan)
        for row in self._sheet.visits:
            block = self._block(row)
            if block.key in leaving:
                block = replace(block, kind="gone", notes=(), spoken=f"{block.spoken}, {leaving[block.key]}")
            blocks[row.visit.day].append(block)
        for day, appointment in self._sheet.appointments:
            blocks[day].append(self._busy(day, appointment))
        for one in self._proposed(plan) if plan else ():
            blocks[one.day].append(one)
        count = (last - first).days + 1
        return {
            day: self._day(day, tuple(sorted(blocks[day], key=lambda one: (one.start, one.end, one.key))))
            for day in (first + timedelta(days=number) for number in range(count))
        }

    def _day(self, day: date, blocks: tuple[Block, ...]) -> DaySheet:
        sheet = self._sheet
        off = sheet.free.get(day, "")
        visits = [one for one in blocks if one.kind in {"visit", "proposed"} and one.state in _BUSY]
        most = sheet.limits.max_visits_per_day
        fact = counted(len(visits), "wizyta", "wizyty", "wizyt") if visits else ""
        alarm = f"{fact}, {tr('limit')} {most}" if len(visits) > most and day >= sheet.today else ""
        head = f"{weekday(day)} {day_month(day)}"
        words = ", ".join(filter(None, (head, tr("dziś") if day == sheet.today else "", off)))
        said = [f"{clock(one.start)} {one.name}" for one in blocks]
        told = f"{alarm or fact}: {', '.join(said)}" if said else ("" if off else tr("nic"))
        return DaySheet(
            day=day,
            off=off,
            off_short=tr("święto") if day in sheet.holidays else off,
            hours=() if off else sheet.hours.get(day.weekday(), ()),
            blocks=blocks,
            fact=fact,
            alarm=alarm,
            is_today=day == sheet.today,
            spoken=f"{words}. {told}".strip(" .") + ".",
        )

    def _block(self, row: VisitRow) -> Block:
        visit = row.visit
        start, end = (one.hour * 60 + one.minute for one in (visit.start, visit.end))
        state = code_label("visit_state", visit.state)
        if visit.failed_reason:
            state += f": {code_label('failed_reason', visit.failed_reason)}"
        clashes = self._sheet.clashes.get(visit.id, ())
        notes = [self._note(one) for one in clashes]
        if visit.state == "planned" and visit.day < self._sheet.today:
            notes.append((tr("czeka na zapis"), tr("czeka na zapis")))
        is_own = visit.account == self._sheet.account
        made = self._made(visit.family, visit.id, (visit.day, start, end), row.family_name, row.district)
        extra = (
            state,
            tr("termin ustalony z rodziną") if visit.pinned else "",
            "" if is_own else f"{tr('z')} {self._name(row.worker)}",
            *(whole for _short, whole in notes),
        )
        return replace(
            made,
            kind="visit" if is_own else "busy",
            state=visit.state,
            pinned=visit.pinned,
            notes=tuple(dict.fromkeys(short for short, _whole in notes)),
            spoken=", ".join(filter(None, (made.spoken, *extra))),
        )

    def _busy(self, day: date, one: Appointment) -> Block:
        """Return a fixed time; what a person typed about it is hidden like a note."""
        kind = code_label("appointment_kind", one.type)
        name = one.title if one.title and self._text(one.title) == one.title else kind
        start, end = (at.hour * 60 + at.minute for at in (one.start, one.end))
        key = appointment_key(day, one)
        made = Block(key=key, day=day, start=start, end=end, name=name, state="planned", kind="busy")
        notes = [self._note(clash) for clash in self._sheet.clashes.get(key, ())]
        told = (whole for _short, whole in notes)
        words = (f"{weekday(day)} {day_month(day)}", made.times, name, tr("termin stały"), *told)
        return replace(
            made, notes=tuple(dict.fromkeys(short for short, _whole in notes)), spoken=", ".join(words)
        )

    def _made(
        self, family: str, key: str, at: tuple[date, int, int], family_name: str, district: str
    ) -> Block:
        day, start, end = at
        name = self._name(family_name)
        row = self._rows.get(family)
        address = self._text(row.address) if row else ""
        where = f"{tr('rejon')} {district}" if district else ""
        block = Block(
            key=key,
            day=day,
            start=start,
            end=end,
            name=name,
            state="planned",
            mark=self._marks.get(district, ""),
            band=self._bands.get(district if self._by == "district" else family, len(BANDS) - 1),
            address=address,
        )
        spoken = ", ".join(filter(None, (f"{weekday(day)} {day_month(day)}", block.times, name, where)))
        return replace(block, spoken=spoken)

    def _note(self, clash: Clash) -> tuple[str, str]:
        """Return what is wrong in a few words, and in a whole sentence with the name of the other visit."""
        other = next((row for row in self._sheet.visits if row.visit.id == clash.other), None)
        name = f"{other.visit.start:%H:%M} {self._name(other.family_name)}" if other else tr("termin stały")
        if clash.kind == "overlap":
            return tr("kolizja"), f"{tr('kolizja')}: {name}"
        short = f"{tr('dojazd')} {clash.have} {tr('z')} {clash.need} min"
        return short, f"{tr('za mało czasu na dojazd')} ({clash.have} {tr('z')} {clash.need} min): {name}"

    def _proposed(self, plan: MonthPlan) -> list[Block]:
        found = []
        for number, change in enumerate((*plan.difference.moved, *plan.difference.added)):
            one = change.after
            if one is not None:
                row = plan.families[change.family_id]
                at = (one.day, one.start, one.end)
                made = self._made(one.family_id, f"{PROPOSED}{number}", at, row.name, row.district)
                words = f"{tr('propozycja')}: {change.sentence}"
                found.append(replace(made, kind="proposed", spoken=f"{made.spoken}, {words}"))
        return found


def _leaving(plan: MonthPlan | None) -> dict[str, str]:
    """Return the visits that a plan would take from their place, with the sentence that says so."""
    if plan is None:
        return {}
    changed = (*plan.difference.moved, *plan.difference.removed)
    return {one.id: f"{tr('propozycja')}: {one.sentence}" for one in changed}


def bounds_of(mode: str, anchor: date) -> tuple[date, date]:
    """Return the first and the last day that a view shows around a day."""
    if mode == "day":
        return anchor, anchor
    if mode == "week":
        first = anchor - timedelta(days=anchor.weekday())
        return first, first + timedelta(days=6)
    from asystent_desktop.checks.calendar import month_bounds

    return month_bounds(anchor.year, anchor.month)
