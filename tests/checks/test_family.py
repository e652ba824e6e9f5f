from __future__ import annotations

from datetime import date

import pytest

from asystent_desktop.checks.family import (
    KnownPerson,
    check_birth_date,
    check_ground,
    check_people,
    suspended_words,
)

TODAY = date(2026, 11, 23)


def person(name: str, role: str, born: date | None = None, **more: object) -> KnownPerson:
    given: dict[str, object] = {
        "name": name,
        "role": role,
        "birth_date": born,
        "is_reference_person": role == "mother",
        "has_pesel": True,
        "pesel_missing_reason": "",
    }
    return KnownPerson(**{**given, **more})  # type: ignore[arg-type]


def rules(*people: KnownPerson) -> list[str]:
    return [one.rule for one in check_people(people, TODAY)]


@pytest.mark.parametrize(
    ("born", "levels"),
    [
        (date(2026, 11, 24), ["E"]),
        (TODAY, []),
        (date(1915, 11, 24), []),
        (date(1915, 11, 22), ["W"]),
        (None, []),
    ],
)
def test_a_birth_date_lies_in_the_past_and_within_a_life(born: date | None, levels: list[str]) -> None:
    assert [one.level for one in check_birth_date(born, TODAY)] == levels


def test_a_usual_family_has_nothing_to_check() -> None:
    assert rules(person("Ewa", "mother", date(1990, 1, 1)), person("Ola", "daughter", date(2015, 1, 1))) == []


def test_a_newborn_waits_three_months_for_a_number() -> None:
    mother = person("Ewa", "mother", date(1990, 1, 1))
    assert rules(mother, person("dziecko", "child", date(2026, 11, 3), has_pesel=False)) == []
    assert rules(mother, person("Ola", "daughter", date(2026, 5, 3), has_pesel=False)) == ["C7"]
    given = person("Ola", "daughter", date(2026, 5, 3), has_pesel=False, pesel_missing_reason="pending")
    assert rules(mother, given) == []


def test_a_grown_child_and_a_too_young_parent_are_named() -> None:
    assert rules(person("Ewa", "mother", date(1980, 1, 1)), person("Jan", "son", date(2008, 11, 23))) == [
        "C15"
    ]
    assert rules(person("Ewa", "mother", date(2000, 1, 1)), person("Jan", "son", date(2012, 6, 1))) == ["C16"]


def test_a_family_needs_an_adult_and_one_reference_person() -> None:
    alone = person("Ola", "daughter", date(2015, 1, 1), is_reference_person=True)
    assert rules(alone) == ["C17"]
    assert rules(person("Ewa", "mother", is_reference_person=False)) == ["C17a"]
    assert rules(person("Ewa", "mother"), person("Jan", "father", is_reference_person=True)) == ["C17a"]


def test_work_stands_on_a_consent_or_on_a_court() -> None:
    day = date(2026, 3, 1)
    assert [(one.rule, one.level) for one in check_ground("consent", None, None)] == [("C18", "E")]
    assert [(one.rule, one.level) for one in check_ground("court", day, None)] == [("C19", "E")]
    assert [one.level for one in check_ground("for_life", None, day, taken_over=True)] == ["W"]
    assert check_ground("consent", day, None) == check_ground("court", None, day) == []


def test_a_suspension_says_from_when_and_until_when() -> None:
    assert suspended_words(date(2026, 10, 1), None) == "zawieszona od 01.10.2026"
    assert suspended_words(date(2026, 10, 1), date(2026, 11, 30)).endswith(", przewidziana do 30.11.2026")
    assert suspended_words(None, None) == ""
