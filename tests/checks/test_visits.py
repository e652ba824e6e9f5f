"""Checks of one visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest

from asystent_desktop.checks.visits import (
    BusyTime,
    Surroundings,
    VisitFacts,
    check_failures_in_a_row,
    check_visit,
)

DAY = date(2026, 11, 24)
NOW = datetime.combine(DAY, time(18))
HELD = VisitFacts(
    day=DAY, start=600, end=660, state="held", present=2, areas=1, course="Rozmowa o planie dnia."
)
AROUND = Surroundings(now=NOW, work_spells=[(date(2026, 3, 12), None)])


def found(
    visit: VisitFacts = HELD, around: Surroundings = AROUND, **changes: Any
) -> list[tuple[str, str, str]]:
    return [
        (finding.rule, finding.level, finding.sentence)
        for finding in check_visit(replace(visit, **changes), around)
    ]


def test_a_good_record_has_no_finding() -> None:
    assert found() == []


def test_a_held_visit_has_begun() -> None:
    assert found(start=18 * 60 + 1, end=19 * 60) == [
        ("C24", "E", "Ta wizyta jeszcze się nie zaczęła. Zapisz ją jako zaplanowaną.")
    ]
    assert found(start=18 * 60, end=19 * 60) == []


@pytest.mark.parametrize(
    ("end", "level", "words"),
    [
        (600, "E", "Godzina końca jest taka sama jak początek."),
        (599, "E", "Godzina końca jest wcześniejsza niż początek."),
        (841, "W", "Wizyta trwa ponad 4 godziny. Sprawdź godziny."),
    ],
)
def test_length(end: int, level: str, words: str) -> None:
    assert found(end=end) == [("C25", level, words)]


def test_another_visit_in_these_hours() -> None:
    busy = BusyTime(family="Lewandowscy", day=DAY, start=570, end=630)
    assert found(around=replace(AROUND, others=[busy])) == [
        ("C26", "E", "W tych godzinach jest już wizyta: Lewandowscy, 09:30–10:30.")
    ]
    assert found(around=replace(AROUND, others=[replace(busy, day=date(2026, 11, 23))])) == []
    assert found(around=replace(AROUND, others=[busy]), state="cancelled") == []


@pytest.mark.parametrize(("end", "tight"), [(590, True), (580, False)])
def test_time_for_the_drive(end: int, tight: bool) -> None:
    busy = BusyTime(family="Lewandowscy", day=DAY, start=520, end=end, travel_minutes=20)
    expected = [("C26", "W", "Między wizytami brakuje czasu na dojazd.")] if tight else []
    assert found(around=replace(AROUND, others=[busy])) == expected


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 11, 21), "sobota"),
        (date(2026, 11, 22), "niedziela"),
        (date(2026, 11, 11), "Narodowe Święto Niepodległości"),
        (date(2026, 11, 20), "urlop"),
    ],
)
def test_a_free_day_is_named(day: date, name: str) -> None:
    around = replace(AROUND, days_off={date(2026, 11, 20): "urlop"})
    assert found(around=around, day=day) == [
        ("C27", "W", f"{day:%d.%m.%Y} to dzień wolny: {name}. Zapisać mimo to?")
    ]


@pytest.mark.parametrize(("start", "end"), [(359, 420), (1230, 1261)])
def test_unusual_hours(start: int, end: int) -> None:
    assert found(day=date(2026, 11, 23), start=start, end=end) == [("C28", "W", "Nietypowa godzina wizyty.")]


def test_outside_the_work_with_the_family() -> None:
    spells = [(date(2025, 1, 1), date(2025, 6, 30)), (date(2026, 3, 12), date(2026, 10, 31))]
    assert found(around=replace(AROUND, work_spells=spells)) == [
        ("C29", "E", "Wizyta jest poza okresem pracy z rodziną (12.03.2026–31.10.2026).")
    ]
    assert found(around=replace(AROUND, work_spells=[])) == [
        ("C29", "E", "Praca z rodziną jeszcze się nie zaczęła.")
    ]
    assert found(around=replace(AROUND, work_spells=None)) == []


def test_a_finished_record_is_full() -> None:
    assert found(present=0, areas=0, course=" ") == [
        ("C30", "E", "Zaznacz, kto był obecny."),
        ("C30", "E", "Wybierz obszar."),
        ("C30", "E", "Opisz przebieg wizyty."),
    ]


def test_a_failed_visit_has_a_reason() -> None:
    assert found(state="failed", present=0) == [("C31", "E", "Podaj, dlaczego wizyta się nie odbyła.")]
    assert found(state="failed", present=0, failed_reason="absent") == []


@pytest.mark.parametrize(
    ("states", "hint"),
    [
        (["held", "failed", "failed", "failed"], True),
        (["failed", "failed", "cancelled", "failed", "planned"], True),
        (["failed", "failed", "held"], False),
        (["failed", "failed"], False),
    ],
)
def test_three_failures_in_a_row(states: list[str], hint: bool) -> None:
    rules = [finding.rule for finding in check_failures_in_a_row(states)]
    assert rules == (["C32"] if hint else [])


def test_a_past_plan_waits_for_its_record() -> None:
    assert found(state="planned") == [("C33", "I", "Wizyta z 24.11.2026 czeka na zapis.")]
    assert found(state="planned", start=17 * 60, end=18 * 60) == []


@pytest.mark.parametrize(("recorded", "late"), [(date(2026, 12, 1), False), (date(2026, 12, 2), True)])
def test_a_late_record(recorded: date, late: bool) -> None:
    expected = [("C34", "I", "Zapis powstał 8 dni po wizycie.")] if late else []
    assert found(recorded_on=recorded) == expected


def test_an_attempt_has_begun_and_a_call_off_may_lie_ahead() -> None:
    ahead: dict[str, Any] = {"start": 18 * 60 + 1, "end": 19 * 60, "present": 0, "areas": 0, "course": ""}
    assert [one[0] for one in found(**ahead, state="failed", failed_reason="absent")] == ["C24"]
    assert found(**ahead, state="cancelled", failed_reason="ill_family") == []


def test_a_first_meeting_and_a_visit_before_the_allocation_are_asked_about() -> None:
    first = replace(AROUND, work_spells=None, waits_to_begin=True)
    assert found(around=first) == [
        ("C29", "W", "Praca z tą rodziną jeszcze się nie zaczęła. Zapisać jako pierwsze spotkanie?")
    ]
    later = replace(AROUND, allocated_since=date(2026, 11, 25))
    assert found(around=later) == [
        ("C29", "W", "Rodzina jest przydzielona dopiero od 25.11.2026. Zapisać mimo to?")
    ]
    assert found(around=replace(AROUND, allocated_since=DAY)) == []
