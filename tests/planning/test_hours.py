"""Which hour: order by districts, free stretches, quarters, families that cannot share a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from asystent_desktop.planning import FamilyNeed, FixedVisit, MonthProblem
from asystent_desktop.planning.ground import Ground, is_near, without
from asystent_desktop.planning.hours import Hours
from tests.planning.checking import BEFORE, WEEK, families

TUESDAY = date(2026, 12, 1)


def hours_of(*needs: FamilyNeed, fixed: tuple[FixedVisit, ...] = ()) -> Hours:
    problem = MonthProblem(
        year=2026, month=12, families=needs, hours=WEEK, today=BEFORE, fixed=fixed, max_per_day=8
    )
    return Hours(Ground(problem))


def test_districts_stay_together_and_visits_start_on_a_quarter() -> None:
    needs = families(4, districts=2)
    visits = hours_of(*needs).arrange(TUESDAY, range(4))
    assert visits is not None
    by_id = {need.id: need.district for need in needs}
    order = [by_id[visit.family_id] for visit in visits]
    assert (order[0], order[2]) == (order[1], order[3])
    assert [visit.start for visit in visits] == [480, 555, 645, 720]


def test_a_full_day_gives_up_quarters() -> None:
    visits = hours_of(*families(7, districts=1)).arrange(TUESDAY, range(7))
    assert visits is not None
    assert [visit.start for visit in visits] == [480 + 70 * number for number in range(7)]


def test_a_family_with_narrow_hours_decides_the_order() -> None:
    early, late = families(2, districts=1)
    narrow = replace(early, possible={1: ((900, 960),)})
    visits = hours_of(narrow, late).arrange(TUESDAY, [0, 1])
    assert visits is not None
    assert [(visit.family_id, visit.start) for visit in visits] == [(late.id, 480), (narrow.id, 900)]


def test_an_appointment_is_driven_round() -> None:
    [need] = families(1)
    meeting = FixedVisit(family_id=None, day=TUESDAY, start=500, end=600)
    visits = hours_of(need, fixed=(meeting,)).arrange(TUESDAY, [0])
    assert visits is not None
    assert visits[0].start == 630  # 10:00 and a drive of 25 minutes, then the next quarter


def test_those_who_cannot_share_a_day_are_named() -> None:
    plain = families(4, districts=1)
    narrow = [replace(need, possible={1: ((480, 600),)}) for need in plain[:2]]
    hours = hours_of(*narrow, *plain[2:])
    assert hours.arrange(TUESDAY, range(4)) is None
    assert hours.conflict(TUESDAY, range(4)) == [0, 1]
    assert hours.arrange(TUESDAY, [0, 2, 3]) is not None


def test_working_time_of_a_day_holds_drives() -> None:
    hours = hours_of(*families(2, districts=1))
    assert hours.minutes(TUESDAY, [0, 1]) == 60 + 60 + 25 + 10


def test_cutting_out_a_stretch() -> None:
    assert without([(480, 960)], (600, 660)) == [(480, 600), (660, 960)]
    assert without([(480, 600), (700, 960)], (500, 720)) == [(480, 500), (720, 960)]
    assert without([(480, 600)], (600, 660)) == [(480, 600)]


def test_near_means_fewer_days_apart() -> None:
    assert is_near(date(2026, 12, 2), [TUESDAY], 2)
    assert not is_near(date(2026, 12, 3), [TUESDAY], 2)
    assert is_near(TUESDAY, [TUESDAY], 0)
