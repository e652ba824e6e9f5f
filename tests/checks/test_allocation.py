"""Limits of families and overlapping allocations; the order of a case's dates."""

from __future__ import annotations

from datetime import date

import pytest

from asystent_desktop.checks.allocation import (
    check_assistant_limit,
    check_coordinator_limit,
    check_overlap,
)
from asystent_desktop.checks.dates_order import check_case_dates

MARCH, JUNE, JULY = date(2026, 3, 1), date(2026, 6, 30), date(2026, 7, 1)


def test_the_fifteenth_family_is_allowed_the_sixteenth_is_not() -> None:
    assert check_assistant_limit(14) == []
    [found] = check_assistant_limit(15)
    assert (found.rule, found.level) == ("C20", "E")
    assert found.sentence == (
        "Ten asystent pracuje już z 15 rodzinami. Ustawa nie pozwala na więcej w tym samym czasie."
    )


def test_an_office_may_go_over_with_a_reason() -> None:
    assert check_assistant_limit(15, office_reason="zastępstwo do końca miesiąca")[0].level == "W"
    assert check_assistant_limit(15, office_reason="  ")[0].level == "E"


def test_an_office_limit_is_not_called_law() -> None:
    [found] = check_assistant_limit(12, limit=12)
    assert found.sentence == "Ten asystent pracuje już z 12 rodzinami. To limit przyjęty w ośrodku."


def test_the_limit_of_a_coordinator() -> None:
    assert check_coordinator_limit(14) == []
    [found] = check_coordinator_limit(15)
    assert found.rule == "C21"
    assert found.sentence == "Ten koordynator ma już 15 rodzin zastępczych i rodzinnych domów dziecka."


def test_main_allocations_do_not_overlap() -> None:
    [found] = check_overlap(JUNE, None, [(MARCH, JUNE)])
    assert found.sentence == "W tym czasie rodzina ma już innego asystenta: 01.03.2026–30.06.2026."
    assert check_overlap(JULY, None, [(MARCH, JUNE)]) == []


@pytest.mark.parametrize(("end", "overlaps"), [(date(2026, 2, 28), False), (MARCH, True), (None, True)])
def test_an_open_allocation_overlaps_all_that_follows(end: date | None, overlaps: bool) -> None:
    found = check_overlap(date(2026, 1, 1), end, [(MARCH, None)])
    assert bool(found) is overlaps
    assert all("od 01.03.2026" in finding.sentence for finding in found)


def test_dates_of_a_case_follow_one_another() -> None:
    good = {"received_on": MARCH, "interview_on": MARCH, "decision_on": JUNE, "work_start": JULY}
    assert check_case_dates(dict(good)) == []
    [found] = check_case_dates({**good, "work_start": MARCH, "work_end": None})
    assert (found.rule, found.level, found.field) == ("C14", "E", "work_start")
    assert found.sentence == "Data „początek pracy” nie może być wcześniejsza niż „decyzja”."


def test_a_missing_date_does_not_hide_the_order() -> None:
    found = check_case_dates({"received_on": JULY, "interview_on": None, "work_end": JUNE})
    assert [finding.field for finding in found] == ["work_end"]
