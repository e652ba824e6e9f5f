"""Lists in an office's own words: headings that offices write, and what must never be taken in silence."""

from __future__ import annotations

import pytest

from asystent_desktop.services.importing import ImportPlan
from asystent_desktop.services.register_reading.wording import same_word
from tests.world import World


def read(world: World, text: str) -> ImportPlan:
    file = world.folder / "wykaz.csv"
    file.write_text(text, encoding="utf-8")
    return world.office.importing.read(file)


def taken(plan: ImportPlan) -> dict[str, str | None]:
    return {one.heading: one.target for one in plan.columns}


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Nr akt", "support_case.case_number"),
        ("Przydzielono dn.", "support_case.work_start"),
        ("przydział", "support_case.work_start"),
        ("kom", "family.phone"),
        ("ile dzieci", "children"),
        ("Pracownik", "account.name"),
        ("Pracownik socjalny", "contact.name"),
    ],
)
def test_headings_that_offices_write_are_understood(world: World, heading: str, target: str) -> None:
    values = {
        "support_case.case_number": "AR.1.2026",
        "support_case.work_start": "12.03.2024 r.",
        "family.phone": "600 100 200",
        "children": "Ola 2015",
    }
    value = values.get(target, "Anna Nowak")
    plan = read(world, f"Nazwisko i imię;{heading}\nKowalska Ewa;{value}\n")
    assert taken(plan)[heading] == target


def test_first_names_in_a_column_of_their_own_join_the_surname(world: World) -> None:
    plan = read(world, "Nazwisko;Imię;Imię dziecka\nde Sousa Nowak;Źdźbła;Ola\nKowalska Ewa;Ewa;Jaś\nLis;;\n")
    assert [row.name for row in plan.rows] == ["de Sousa Nowak Źdźbła", "Kowalska Ewa", "Lis"]
    assert taken(plan)["Imię dziecka"] == "children"
    assert [one.row for one in plan.questions if one.column == "Nazwisko"] == [4]


def test_a_number_that_two_rows_share_is_written_once_and_asked_about(world: World) -> None:
    plan = read(world, "Nazwisko i imię;Nr akt\nKowalska Ewa;AR.1.2026\nNowak Jan;AR.1.2026\n")
    numbers = [write.values["case_number"] for write in plan.writes if write.values.get("case_number")]
    assert numbers == ["AR.1.2026"]
    [question] = plan.questions
    assert (question.row, question.column, question.raw) == (3, "Nr akt", "AR.1.2026")
    assert "wierszu 2" in question.problem
    world.office.importing.apply(plan)
    assert world.office.importing.read(world.folder / "wykaz.csv").writes == ()
    assert [row.name for row in world.office.cases.rows()] == ["Kowalska Ewa", "Nowak Jan"]


def test_a_pesel_column_full_of_slips_asks_and_is_not_dropped(world: World) -> None:
    plan = read(world, "Nazwisko i imię;PESEL\nKowalska Ewa;123\nNowak Jan;44051401350\n")
    assert taken(plan)["PESEL"] == "person.pesel"
    assert [(one.row, one.column) for one in plan.questions] == [(2, "PESEL"), (3, "PESEL")]


def test_a_family_column_that_holds_a_person_names_the_person(world: World) -> None:
    plan = read(world, "Rodzina (nazwisko, imię matki/ojca);PESEL\nKOWALSKA Ewa;44051401359\n")
    assert [row.name for row in plan.rows] == ["Kowalska Ewa"]
    assert any(write.values.get("pesel") == "44051401359" for write in plan.writes)


def test_the_split_that_is_suggested_can_be_taken_as_it_stands(world: World) -> None:
    file = world.folder / "wykaz.csv"
    file.write_text("Nazwisko i imię;Asystent\nKowalska Ewa;A. Wiśniewska\n", encoding="utf-8")
    [question] = world.office.importing.read(file).questions
    answers = {(question.row, question.column_index): question.suggestion or ""}
    plan = world.office.importing.read(file, answers=answers)
    assert (plan.questions, plan.rows[0].assistant) == ((), "A. Wiśniewska")


def test_children_are_suggested_with_what_is_known_of_their_birth(world: World) -> None:
    plan = read(world, "Nazwisko i imię;Dzieci\nKowalska Ewa;Ola 2015, Staś (5 l.)\n")
    assert [one.suggestion for one in plan.questions] == ["Ola 2015, Staś (5 l.)"]


def test_a_title_in_the_first_cell_is_no_part_of_the_headings(world: World) -> None:
    plan = read(world, "Wykaz;;\nNazwisko i imię;tel.;Pracownik\nŻółć Grażyna;600-100-300;Anna Nowak\n")
    assert list(taken(plan)) == ["Nazwisko i imię", "tel.", "Pracownik"]


def test_children_are_no_district() -> None:
    assert same_word("dzieci", "dzielnica") == 0


def test_a_column_left_out_says_why(world: World) -> None:
    plan = read(world, "Nazwisko i imię;tel.;Kolor\nKowalska Ewa;600100200;zielony\n")
    [left_out] = [one for one in plan.columns if one.target is None]
    assert (left_out.heading, left_out.why) == ("Kolor", "Nie rozpoznano nagłówka.")


@pytest.mark.parametrize("written", ["A. Wiśniewska", "Wiśniewska A.", "wisniewska", "A.Wiśniewska"])
@pytest.mark.parametrize("heading", ["Asystent", "Asystent (nazwisko i imię)"])
def test_a_worker_written_short_is_asked_about_by_the_name_that_is_known(
    world: World, written: str, heading: str
) -> None:
    world.account("Anna Wiśniewska")
    world.account("Adam Nowak")
    plan = read(world, f"Nazwisko i imię;{heading}\nKowalska Ewa;{written}\n")
    [question] = plan.questions
    assert (question.suggestion, question.column) == ("Anna Wiśniewska", heading)
    assert "Czy to Anna Wiśniewska?" in question.problem
    answered = world.office.importing.read(world.folder / "wykaz.csv", answers={(2, 1): "Anna Wiśniewska"})
    assert answered.questions == ()
    world.office.importing.apply(answered)
    names = [one.account.name for one in world.office.register.workers()]
    assert sorted(names) == ["Adam Nowak", "Anna Wiśniewska", "Grażyna Maj"]


def test_a_short_name_that_fits_two_workers_is_not_guessed(world: World) -> None:
    world.account("Anna Wiśniewska")
    world.account("Adam Wiśniewska")
    plan = read(world, "Nazwisko i imię;Asystent\nKowalska Ewa;A. Wiśniewska\n")
    assert not any("Czy to" in one.problem for one in plan.questions)
