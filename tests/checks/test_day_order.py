from __future__ import annotations

from datetime import date

from asystent_desktop.checks.day_order import Clash, Stop, clashes, drive_between
from asystent_desktop.checks.limits import DEFAULTS

DAY = date(2026, 11, 24)


def stop(key: str, start: int, district: str = "Ołbin", state: str = "planned", **more: object) -> Stop:
    given = {"id": key, "family": key, "day": DAY, "start": start * 60, "end": start * 60 + 60}
    return Stop(**{**given, "state": state, "district": district, **more})  # type: ignore[arg-type]


def test_visits_at_the_same_hour_overlap_and_both_say_so() -> None:
    found = clashes([stop("a", 10), stop("b", 10)], DEFAULTS)
    assert found == {
        "a": (Clash(kind="overlap", other="b"),),
        "b": (Clash(kind="overlap", other="a"),),
    }


def test_the_drive_to_another_district_needs_its_minutes() -> None:
    first, second = stop("a", 9), stop("b", 10, "Nadodrze")
    assert clashes([second, first], DEFAULTS)["a"] == (Clash(kind="travel", other="b", need=25, have=0),)
    later = stop("b", 11, "Nadodrze")
    assert clashes([first, later], DEFAULTS) == {}


def test_visits_that_are_over_and_those_called_off_are_left_alone() -> None:
    assert clashes([stop("a", 9, state="held"), stop("b", 9, state="held")], DEFAULTS) == {}
    assert clashes([stop("a", 9), stop("b", 9, state="cancelled")], DEFAULTS) == {}
    assert set(clashes([stop("a", 9, state="held"), stop("b", 9)], DEFAULTS)) == {"a", "b"}


def test_a_family_far_away_keeps_its_own_drive() -> None:
    assert drive_between(("", 40), ("Ołbin", None), DEFAULTS) == 40
    assert drive_between(("Ołbin", 40), ("Ołbin", None), DEFAULTS) == DEFAULTS.travel_same_minutes
