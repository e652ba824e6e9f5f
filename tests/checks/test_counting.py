"""The month's count: target, places, sums, sentences, overload."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asystent_desktop.checks.counting import (
    CountedVisit,
    MonthCount,
    Spell,
    Workload,
    counted_state,
    dots,
    month_count,
    month_target,
    overload,
    sentence,
    summed,
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


def test_overload_by_hours() -> None:
    load = Workload(visits=120, working_days=20, minutes_needed=170 * 60, minutes_at_hand=160 * 60)
    found = overload(2026, 11, load)
    assert found is not None
    assert found.sentence == (
        f"Listopad 2026: wizyty z dojazdami zajmą 170{NBSP}h, a czasu pracy jest 160{NBSP}h."
    )
