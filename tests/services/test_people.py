"""Members of a family and the life of its case, over real stores."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from asystent_desktop.errors import InvalidValueError, RefusedError
from tests.world import World

ANNA = "Anna Wiśniewska"


def leads(world: World, family: str) -> list[str]:
    return [one.name for one in world.office.cases.page(family).members if one.member.is_reference_person]


def test_the_first_person_leads_and_naming_another_ends_that(world: World) -> None:
    family = world.office.register.add_family({"display_name": "Nowakowie"}, {}).id
    people = world.office.people
    people.add(family, {"last_name": "Nowak", "first_name": "Ewa"}, {"role": "mother"})
    assert leads(world, family) == ["Ewa Nowak"]
    jan = {"last_name": "Nowak", "first_name": "Jan"}
    people.add(family, jan, {"role": "father", "is_reference_person": True})
    assert leads(world, family) == ["Jan Nowak"]
    ewa = next(one for one in world.office.cases.page(family).members if one.name == "Ewa Nowak")
    people.change(ewa.member.id, {"phone": "601 200 300"}, {"is_reference_person": True})
    assert leads(world, family) == ["Ewa Nowak"]
    with pytest.raises(InvalidValueError, match="Najpierw wskaż inną osobę wiodącą"):
        people.leave(ewa.member.id, date(2026, 11, 1))
    with pytest.raises(RefusedError, match="Najpierw wskaż"):
        people.remove(ewa.member.id)


def test_a_person_alone_may_leave(world: World) -> None:
    family = world.family("Nowakowie", ANNA)
    member = world.office.cases.page(family).members[0].member
    world.office.people.leave(member.id, date(2026, 11, 1))
    assert world.office.cases.page(family).members == ()


def test_numbers_and_dates_of_a_person_are_checked(world: World) -> None:
    family = world.family("Nowakowie", ANNA)
    add = world.office.people.add
    base: dict[str, Any] = {"last_name": "Nowak", "first_name": "Adam"}
    with pytest.raises(InvalidValueError, match="z przyszłości"):
        add(family, {**base, "birth_date": date(2027, 1, 1)}, {"role": "son"})
    born = {**base, "birth_date": date(2015, 5, 5)}
    assert add(family, {**born, "phone": "12"}, {"role": "son"}).findings[0].rule == "C10"
    assert [one.rule for one in add(family, born, {"role": "son"}).findings] == ["C48"]
    add(family, {**base, "first_name": "Ewa", "pesel": "75831401249"}, {"role": "grandmother"})
    with pytest.raises(RefusedError, match="Osoba z tym numerem PESEL już jest: Ewa Nowak"):
        add(family, {**base, "pesel": "75831401249"}, {"role": "son"})


def _case(world: World, **values: object) -> str:
    case = {"case_number": "AR.9.2026", "state": "referred", "received_on": date(2026, 10, 1), **values}
    family = world.office.register.add_family({"display_name": "Nowakowie"}, case).id
    found = world.office.cases.page(family).case
    assert found is not None
    return found.id


def test_a_case_goes_the_way_of_the_law(world: World) -> None:
    move, case = world.office.case_life.move, _case(world)
    with pytest.raises(RefusedError, match="Po stanie „zgłoszona” nie może być „praca w toku”"):
        move(case, "active", {"work_start": date(2026, 10, 1)})
    with pytest.raises(InvalidValueError, match="Podaj datę wywiadu"):
        move(case, "interview", {})
    with pytest.raises(InvalidValueError, match="Data „wywiad” nie może być wcześniejsza niż „zgłoszenie”"):
        move(case, "interview", {"interview_on": date(2026, 9, 1)})
    move(case, "interview", {"interview_on": date(2026, 10, 5)})
    move(case, "applied", {"application_on": date(2026, 10, 7)})
    with pytest.raises(InvalidValueError, match="Brak zgody rodziny"):
        move(case, "allocated", {"decision_on": date(2026, 10, 9)})
    with pytest.raises(InvalidValueError, match="Brak postanowienia sądu"):
        move(case, "allocated", {"decision_on": date(2026, 10, 9), "entry_route": "court"})
    move(case, "allocated", {"decision_on": date(2026, 10, 9), "consent_on": date(2026, 10, 8)})
    move(case, "active", {"work_start": date(2026, 10, 12)})
    span = {"suspended_from": date(2026, 11, 2), "suspended_to": date(2026, 11, 1)}
    with pytest.raises(InvalidValueError, match="wcześniejszy niż początek"):
        move(case, "suspended", {**span, "remark": "Szpital."})
    move(case, "suspended", {"suspended_from": date(2026, 11, 2), "remark": "Szpital."})
    move(case, "active", {})
    record = world.office.records.view(case).record().values()
    assert (record["state"], record["suspended_to"]) == ("active", date(2026, 11, 23))


def test_the_state_of_a_case_is_the_offices(world: World) -> None:
    family = world.family("Nowakowie", ANNA)
    laptop = world.laptop()
    case = laptop.cases.page(family).case
    assert case is not None
    with pytest.raises(RefusedError, match="zmienia tylko biuro"):
        laptop.case_life.move(case.id, "suspended", {"suspended_from": date(2026, 11, 1), "remark": "x"})


def test_dates_and_numbers_of_a_case_are_checked_on_every_way_in(world: World) -> None:
    case, change = _case(world), world.office.records.change
    with pytest.raises(InvalidValueError, match="Data „wywiad” nie może być wcześniejsza niż „zgłoszenie”"):
        change(case, {"interview_on": date(2026, 9, 1)})
    assert [one.rule for one in change(case, {"court_signature": "214"}).findings] == ["C13"]
    assert change(case, {"court_signature": "III Nsm 214/26"}).findings == ()
    family = world.office.cases.rows()[0].id
    assert [one.rule for one in change(family, {"phone": "12"}).findings] == ["C10"]
    with pytest.raises(InvalidValueError, match="00-000"):
        change(family, {"postcode": "5000"})
