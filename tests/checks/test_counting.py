"""The month's count: target, places, sums, sentences, overload."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from math import floor
from random import Random
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asystent_desktop.checks.counting import (
    CountedVisit,
    MonthCount,
    Spell,
    Workload,
    common,
    counted_state,
    counted_visit,
    dots,
    held_in,
    month_count,
    month_target,
    overload,
    sentence,
    summed,
    workload,
)
from asystent_desktop.polish import NBSP

LONG_AGO = date(2025, 1, 1)
ALWAYS: list[Spell] = [(LONG_AGO, None)]
STATES = st.sampled_from(["held", "planned", "failed", "cancelled", "moved"])
VISITS = st.lists(
    st.builds(
        CountedVisit, day=st.dates(date(2026, 10, 25), date(2026, 12, 5)), state=STATES, counts=st.booleans()
    ),
    max_size=20,
)


def november(*states: str) -> MonthCount:
    visits = [CountedVisit(day=date(2026, 11, 3), state=state) for state in states]
    return month_count(2026, 11, visits, active=ALWAYS)


def test_a_usual_month() -> None:
    count = november(*["held"] * 4, *["planned"] * 3, "failed", "cancelled", "moved")
    assert count == MonthCount(target=8, held=4, planned=3, missing=1, over=0, failed=1, cancelled=1)
    assert sentence(count) == "4 z 8 wizyt, 3 zaplanowane, 1 bez terminu, 1 nieodbyta"
    assert dots(count) == ("held",) * 4 + ("planned",) * 3 + ("free", "failed")


def test_more_than_the_target() -> None:
    count = november(*["held"] * 7, *["planned"] * 2, "failed")
    assert (count.over, count.missing) == (1, 0)
    assert dots(count) == ("held",) * 7 + ("planned", "+1", "failed")


def test_visits_of_other_months_and_kinds_do_not_count() -> None:
    visits = [
        CountedVisit(day=date(2026, 10, 31), state="held"),
        CountedVisit(day=date(2026, 12, 1), state="held"),
        CountedVisit(day=date(2026, 11, 30), state="held", counts=False),
        CountedVisit(day=date(2026, 11, 1), state="held"),
        CountedVisit(day=date(2026, 11, 30), state="held"),
    ]
    assert month_count(2026, 11, visits, active=ALWAYS).held == 2


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ([], "0 z 8 wizyt, 8 bez terminu"),
        (["held"] * 8, "8 z 8 wizyt"),
        (["planned"] * 5 + ["held"] * 3, "3 z 8 wizyt, 5 zaplanowanych"),
        (["held"] * 8 + ["failed"] * 2, "8 z 8 wizyt, 2 nieodbyte"),
        (["planned"] + ["held"] * 7 + ["failed"] * 5, "7 z 8 wizyt, 1 zaplanowana, 5 nieodbytych"),
    ],
)
def test_words(states: list[str], words: str) -> None:
    assert sentence(november(*states)) == words


def test_words_of_small_targets() -> None:
    one = month_count(2026, 11, [], active=ALWAYS, default_target=1)
    assert sentence(one) == "0 z 1 wizyty, 1 bez terminu"
    none = month_count(2026, 11, [CountedVisit(day=date(2026, 11, 2), state="held")], active=[])
    assert (none.target, none.over) == (0, 1)
    assert sentence(none) == "bez wymaganych wizyt, 1 odbyta"


@pytest.mark.parametrize(
    ("first", "last", "target"),
    [
        (1, 30, 8),
        (1, 15, 4),
        (17, 30, 4),  # 14 of 30 days: 3.73
        (25, 30, 2),  # 1.6
        (30, 30, 1),  # 0.27, but at least one
        (1, 13, 3),  # 3.47
    ],
)
def test_part_of_a_month(first: int, last: int, target: int) -> None:
    spell = (date(2026, 11, first), date(2026, 11, last))
    assert month_target(2026, 11, active=[spell]) == target


def test_a_half_is_rounded_up() -> None:
    spell = (date(2026, 11, 1), date(2026, 11, 15))
    assert month_target(2026, 11, active=[spell], default_target=5) == 3


def test_no_active_day_no_target() -> None:
    assert month_target(2026, 11, active=[]) == 0
    assert month_target(2026, 11, active=ALWAYS, suspensions=[(LONG_AGO, None)]) == 0
    assert month_target(2026, 11, active=ALWAYS, default_target=0) == 0


def test_suspended_days_are_not_active() -> None:
    suspension = (date(2026, 11, 16), date(2026, 12, 3))
    assert month_target(2026, 11, active=ALWAYS, suspensions=[suspension]) == 4


def test_a_target_changed_within_the_month_is_weighed_by_days() -> None:
    targets = [(LONG_AGO, 8), (date(2026, 11, 16), 4)]
    assert month_target(2026, 11, active=ALWAYS, targets=targets) == 6
    assert month_target(2026, 12, active=ALWAYS, targets=targets[::-1]) == 4


def test_before_the_first_target_the_default_holds() -> None:
    assert month_target(2026, 11, active=ALWAYS, targets=[(date(2027, 1, 1), 4)]) == 8


@given(VISITS, st.randoms(use_true_random=False))
def test_the_order_of_visits_does_not_matter(visits: list[CountedVisit], random: Random) -> None:
    mixed = list(visits)
    random.shuffle(mixed)
    assert month_count(2026, 11, mixed, active=ALWAYS) == month_count(2026, 11, visits, active=ALWAYS)


@given(VISITS, st.integers(0, 12))
def test_places_and_sums_agree(visits: list[CountedVisit], target: int) -> None:
    count = month_count(2026, 11, visits, active=ALWAYS, default_target=target)
    assert count.held + count.planned + count.missing - count.over == count.target
    assert not (count.missing and count.over)
    signs = dots(count)
    assert sum(sign in ("held", "planned", "free") for sign in signs) == target
    assert signs.count("failed") == count.failed
    assert summed([count, count]).held == 2 * count.held


@given(st.integers(0, 29), st.integers(0, 29), st.integers(0, 20))
def test_a_spell_in_two_parts_counts_as_one(start: int, length: int, target: int) -> None:
    first = date(2026, 11, 1) + timedelta(days=start)
    last = first + timedelta(days=length)
    middle = first + timedelta(days=length // 2)
    whole: list[Spell] = [(first, last)]
    parts: list[Spell] = [(first, middle), (middle + timedelta(days=1), last)]
    overlapping: list[Spell] = [(first, last), (middle, last)]
    found = month_target(2026, 11, active=whole, default_target=target)
    assert month_target(2026, 11, active=parts, default_target=target) == found
    assert month_target(2026, 11, active=overlapping, default_target=target) == found
    assert min(1, target) <= found <= target


def test_nothing_sums_to_nothing() -> None:
    assert summed([]) == MonthCount(target=0, held=0, planned=0, missing=0, over=0, failed=0, cancelled=0)


@pytest.mark.parametrize(
    ("state", "reason", "counted"),
    [
        ("failed", "not_opened", "failed"),
        ("failed", "ill_family", "cancelled"),
        ("cancelled", "cancelled_family", "cancelled"),
        ("failed", None, "failed"),
        ("held", None, "held"),
    ],
)
def test_only_an_attempt_counts_as_failed(state: str, reason: str | None, counted: str) -> None:
    assert counted_state(state, reason) == counted


def test_overload_by_days() -> None:
    found = overload(2026, 11, Workload(visits=121, working_days=20))
    assert found is not None
    assert found.sentence == (
        "Listopad 2026: potrzebne wizyty 121, dni robocze 20. To więcej niż 6 dziennie."
    )
    assert overload(2026, 11, Workload(visits=120, working_days=20)) is None


def test_a_workload_counts_drives_and_the_contract() -> None:
    days = [480, 480, 0, 480]
    load = workload(12, days, visit_minutes=60, drive_minutes=10)
    assert (load.working_days, load.minutes_needed, load.minutes_at_hand) == (3, 12 * 60 + 9 * 10, 1440)
    assert overload(2026, 11, load) is None
    short = workload(12, days, visit_minutes=60, drive_minutes=10, most=800)
    found = overload(2026, 11, short)
    assert found is not None
    assert found.rule == "C23"
    assert workload(2, days, visit_minutes=60, drive_minutes=10).minutes_needed == 120


def test_overload_by_hours() -> None:
    load = Workload(visits=120, working_days=20, minutes_needed=170 * 60, minutes_at_hand=160 * 60)
    found = overload(2026, 11, load)
    assert found is not None
    assert found.sentence == (
        f"Listopad 2026: wizyty z dojazdami zajmą 170{NBSP}h, a czasu pracy jest 160{NBSP}h."
    )


DAYS = st.dates(date(2026, 10, 20), date(2026, 12, 10))
SPELLS = st.lists(
    st.tuples(DAYS, st.none() | st.integers(0, 40)).map(
        lambda pair: (pair[0], None if pair[1] is None else pair[0] + timedelta(days=pair[1]))
    ),
    max_size=3,
)
TARGETS = st.lists(st.tuples(DAYS, st.integers(0, 12)), max_size=3, unique_by=lambda pair: pair[0])


def holds(spells: list[Spell], day: date) -> bool:
    return any(start <= day and (end is None or day <= end) for start, end in spells)


def by_hand(active: list[Spell], away: list[Spell], targets: list[tuple[date, int]], usual: int) -> int:
    """The target written a second time, in exact fractions: each active day is a part of its target."""
    worth = Fraction(0)
    for number in range(1, 31):
        day = date(2026, 11, number)
        if holds(active, day) and not holds(away, day):
            past = [value for start, value in sorted(targets) if start <= day]
            worth += Fraction(past[-1] if past else usual, 30)
    return 0 if worth == 0 else max(1, floor(worth + Fraction(1, 2)))


@given(SPELLS, SPELLS, TARGETS, st.integers(0, 12))
def test_the_target_is_the_sum_of_its_days(
    active: list[Spell], away: list[Spell], targets: list[tuple[date, int]], usual: int
) -> None:
    found = month_target(2026, 11, active=active, suspensions=away, targets=targets, default_target=usual)
    assert found == by_hand(active, away, targets, usual)


@given(SPELLS, SPELLS)
def test_common_spells_hold_on_the_days_of_both(first: list[Spell], second: list[Spell]) -> None:
    both = common(first, second)
    for number in range(80):
        day = date(2026, 10, 1) + timedelta(days=number)
        assert holds(both, day) == (holds(first, day) and holds(second, day))


@given(st.integers(1, 29), st.integers(0, 12), TARGETS)
def test_the_shares_of_two_workers_make_up_the_family(
    handed_over: int, usual: int, targets: list[tuple[date, int]]
) -> None:
    """One hands the family over to the other: their shares differ from its target by rounding alone."""
    last_day = date(2026, 11, handed_over)
    first: list[Spell] = [(LONG_AGO, last_day)]
    second: list[Spell] = [(last_day + timedelta(days=1), None)]
    whole = month_target(2026, 11, active=ALWAYS, targets=targets, default_target=usual)
    shares = [
        month_target(2026, 11, active=common(ALWAYS, spell), targets=targets, default_target=usual)
        for spell in (first, second)
    ]
    assert whole - 1 <= sum(shares) <= whole + 2


@given(VISITS, st.integers(0, 12), st.integers(0, 40))
def test_one_more_held_visit_fills_a_place_or_goes_over(
    visits: list[CountedVisit], target: int, later: int
) -> None:
    before = month_count(2026, 11, visits, active=ALWAYS, default_target=target)
    more = [*visits, CountedVisit(day=date(2026, 11, 1) + timedelta(days=later % 30), state="held")]
    after = month_count(2026, 11, more, active=ALWAYS, default_target=target)
    assert after.held == before.held + 1
    assert (after.missing, after.over) == (
        (before.missing - 1, 0) if before.missing else (0, before.over + 1)
    )


@given(VISITS, st.integers(0, 12), st.sampled_from(["failed", "cancelled", "moved"]))
def test_what_did_not_take_place_fills_no_place(visits: list[CountedVisit], target: int, state: str) -> None:
    before = month_count(2026, 11, visits, active=ALWAYS, default_target=target)
    more = [*visits, CountedVisit(day=date(2026, 11, 9), state=state)]
    after = month_count(2026, 11, more, active=ALWAYS, default_target=target)
    assert (after.held, after.planned, after.missing, after.over) == (
        before.held,
        before.planned,
        before.missing,
        before.over,
    )


@given(VISITS, DAYS, DAYS)
def test_a_moved_visit_counts_once_in_the_month_it_goes_to(
    visits: list[CountedVisit], old: date, new: date
) -> None:
    """A visit that is moved leaves a mark of its old day (`moved`) and is planned on the new one."""
    stays = [*visits, CountedVisit(day=old, state="planned")]
    moved = [*visits, CountedVisit(day=old, state="moved"), CountedVisit(day=new, state="planned")]
    for month in (10, 11, 12):
        before = month_count(2026, month, stays, active=ALWAYS)
        after = month_count(2026, month, moved, active=ALWAYS)
        assert after.planned == before.planned - (old.month == month) + (new.month == month)
        assert after.held == before.held


@given(st.lists(st.tuples(VISITS, st.integers(0, 12)), max_size=4))
def test_dots_sentence_and_sums_say_the_same(families: list[tuple[list[CountedVisit], int]]) -> None:
    counts = [
        month_count(2026, 11, visits, active=ALWAYS, default_target=target) for visits, target in families
    ]
    for count in (*counts, summed(counts)):
        signs = dots(count)
        assert count.held + count.planned + count.missing - count.over == count.target
        assert signs[: count.target].count("free") == count.missing
        assert len([sign for sign in signs if sign in ("held", "planned", "free")]) == count.target
        assert (f"+{count.over}" in signs) == bool(count.over)
        words = sentence(count)
        assert (f"{count.missing} bez terminu" in words) == bool(count.missing)
        assert words.startswith(f"{count.held} z {count.target} " if count.target else "bez wymaganych")


@given(VISITS)
def test_held_visits_are_numbered_without_gaps(visits: list[CountedVisit]) -> None:
    count = month_count(2026, 11, visits, active=ALWAYS)
    november_visits = [visit for visit in visits if visit.day.month == 11]
    numbers = [
        held_in(november_visits[:at]) + 1
        for at, visit in enumerate(november_visits)
        if visit.counts and visit.state == "held"
    ]
    assert numbers == list(range(1, count.held + 1))


@pytest.mark.parametrize(("kind", "counts"), [("home_visit", True), ("phone", False), ("online", False)])
def test_a_call_is_no_visit(kind: str, counts: bool) -> None:
    visit = SimpleNamespace(day=date(2026, 11, 2), state="held", failed_reason="", contact_kind=kind)
    assert counted_visit(visit).counts is counts
