"""A visit through the real window, by keyboard alone."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from PySide6.QtWidgets import QDialog

from asystent_desktop.services.bundle import Services
from asystent_desktop.services.visits import NewAgreement, NextVisit
from asystent_desktop.ui.pages.today import TodayPage
from asystent_desktop.ui.pages.visit import VisitPage
from asystent_desktop.ui.parts.keyed_question import KeyedQuestion
from tests.journeys.conftest import Typist
from tests.journeys.keyboard import Keyboard
from tests.ui.finding import shown_words
from tests.world import World, held

TODAY = date(2026, 11, 23)
MOST_STROKES = 40


def visit_page(keyboard: Keyboard) -> VisitPage:
    page = keyboard.page()
    assert isinstance(page, VisitPage)
    return page


def question(keyboard: Keyboard) -> KeyedQuestion:
    found = [one for one in keyboard.window.findChildren(KeyedQuestion) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def with_plan(laptop: Services, family: str) -> str:
    plan = laptop.plans.begin(family).id
    goal = {"text": "Własny budżet", "area": "c", "expected_effect": "Zeszyt", "deadline": date(2027, 1, 31)}
    made = laptop.plans.save_goal(plan, goal).id
    laptop.plans.save_action(made, {"text": "Zeszyt", "deadline": date(2026, 12, 31), "by_family": True})
    laptop.plans.agree(plan, {"agreed_with_social_worker_on": TODAY})
    return made


def test_a_whole_visit_takes_few_keys_and_no_mouse(family: str, laptop: Services, typist: Typist) -> None:
    goal = with_plan(laptop, family)
    told = (NewAgreement(text="Zeszyt wydatków"), NewAgreement(text="Rachunek za prąd"))
    laptop.visits.record(held(laptop, family, date(2026, 11, 18), new_agreements=told))
    laptop.phrases.save("zak", "Wspólne zakupy z listą.")
    planned = laptop.visits.plan(family, NextVisit(day=TODAY, start=time(10), end=time(11))).id
    keyboard = typist.open(laptop)
    keyboard.press("Ctrl+N")
    page = visit_page(keyboard)
    assert page.course.hasFocus()
    keyboard.write(";zak Pani Ewa prowadzi zeszyt.")
    keyboard.press("F2", "c", "a", "F4", "1", "Down", "N")
    keyboard.write(": brak faktury")
    keyboard.press("F5", "1", "F8")
    keyboard.write("Zanieść wniosek")
    keyboard.press("Return")
    keyboard.write("p. Ewa")
    keyboard.press("Ctrl+Return")
    assert "Kiedy następna wizyta?" in shown_words(question(keyboard))
    keyboard.press("1")
    assert isinstance(keyboard.page(), TodayPage)
    visit = laptop.visits.of_family(family)[1]
    assert (visit.id, visit.state, visit.areas, visit.goals) == (planned, "held", ("c", "a"), (goal,))
    assert visit.course == "Wspólne zakupy z listą. Pani Ewa prowadzi zeszyt."
    assert {(one.text, one.who, one.outcome) for one in laptop.visits.agreements(family)} == {
        ("Rachunek za prąd", "", "niezrobione: brak faktury"),
        ("Zanieść wniosek", "p. Ewa", ""),
    }
    following = laptop.visits.form(family).next_planned
    assert following is not None
    assert (following.day, following.start) == (date(2026, 11, 30), time(10))
    assert laptop.drafts.all() == ()
    assert keyboard.strokes <= MOST_STROKES


def test_a_failed_visit_takes_two_keys(family: str, laptop: Services, typist: Typist) -> None:
    laptop.visits.plan(family, NextVisit(day=TODAY, start=time(10), end=time(11)))
    laptop.visits.plan(family, NextVisit(day=date(2026, 11, 26), start=time(10), end=time(11)))
    keyboard = typist.open(laptop)
    keyboard.press("Ctrl+N")
    before = keyboard.strokes
    keyboard.press("F7", "3")
    assert keyboard.strokes - before == 2
    recorded = [one for one in laptop.visits.of_family(family) if one.state == "failed"]
    assert [one.failed_reason for one in recorded] == ["not_opened"]


def test_without_a_visit_today_a_family_is_chosen_by_typing(
    world: World, family: str, laptop: Services, typist: Typist
) -> None:
    keyboard = typist.open(laptop)
    keyboard.press("Ctrl+N")
    assert visit_page(keyboard).chooser.field.hasFocus()
    keyboard.write("nowak")
    keyboard.press("Return")
    page = visit_page(keyboard)
    assert page.course.hasFocus()
    assert page.place()["family"] == family
    assert (page.start.text(), page.end.text()) == ("11:00", "12:00")


def test_the_open_familys_page_gives_the_family(world: World, laptop: Services, typist: Typist) -> None:
    other = world.family("Zielińscy", "Anna Wiśniewska")
    laptop.exchange.take(world.bundle(world.office, laptop))
    laptop.visits.plan(laptop.cases.rows()[0].id, NextVisit(day=TODAY, start=time(10), end=time(11)))
    keyboard = typist.open(laptop)
    keyboard.window.context.go("family", family=other)
    keyboard.settle()
    keyboard.press("Ctrl+N")
    assert visit_page(keyboard).place()["family"] == other


def test_a_visit_on_a_holiday_is_asked_about_and_esc_comes_back(
    world: World, family: str, laptop: Services, typist: Typist
) -> None:
    world.clock.at = datetime(2026, 11, 11, 12)
    keyboard = typist.open(laptop)
    keyboard.press("Ctrl+N", "Return")
    keyboard.write("Rozmowa.")
    keyboard.press("F2", "c", "Ctrl+Return")
    assert "11.11.2026 to dzień wolny" in shown_words(question(keyboard))
    keyboard.press("Esc")
    assert laptop.visits.of_family(family) == ()
    assert visit_page(keyboard).course.toPlainText() == "Rozmowa."
    keyboard.press("Ctrl+Return", "1", "0")
    assert [one.state for one in laptop.visits.of_family(family)] == ["held"]


def test_a_visit_that_lies_ahead_can_be_saved_as_planned_and_its_text_waits(
    family: str, laptop: Services, typist: Typist
) -> None:
    keyboard = typist.open(laptop)
    keyboard.press("Ctrl+N", "Return")
    keyboard.write("Zabrać formularz")
    page = visit_page(keyboard)
    page.start.set_value(time(15))
    page.end.set_value(time(16))
    keyboard.press("F2", "c", "Ctrl+Return", "1")
    assert [(one.state, one.start) for one in laptop.visits.of_family(family)] == [("planned", time(15))]
    assert [one.values["entry"]["course"] for one in laptop.drafts.all()] == ["Zabrać formularz"]
    visit = laptop.visits.of_family(family)[0].id
    assert laptop.drafts.all()[0].key == f"visit:{family}:{visit}"


@pytest.mark.parametrize(
    ("keys", "sentence", "field"),
    [((), "Wybierz obszar. Opisz przebieg wizyty.", "areas"), (("F2", "c"), "Opisz przebieg", "course")],
)
def test_an_error_says_what_is_missing_and_leads_there(
    family: str, laptop: Services, typist: Typist, keys: tuple[str, ...], sentence: str, field: str
) -> None:
    keyboard = typist.open(laptop)
    keyboard.press("Ctrl+N", "Return", *keys, "Ctrl+Return")
    page = visit_page(keyboard)
    assert sentence in page.notice.words()
    target = {"areas": page.areas.tags, "course": page.course}[field]
    focus = keyboard.target()
    assert focus is target or target.isAncestorOf(focus)


def test_drafts_of_several_families_wait_side_by_side(
    world: World, family: str, laptop: Services, typist: Typist
) -> None:
    world.family("Zielińscy", "Anna Wiśniewska")
    laptop.exchange.take(world.bundle(world.office, laptop))
    keyboard = typist.open(laptop)
    keyboard.press("Ctrl+N", "Return")
    keyboard.write("Pierwszy wpis")
    keyboard.press("Ctrl+N")
    keyboard.write("ziel")
    keyboard.press("Return")
    keyboard.write("Drugi wpis")
    keyboard.press("Ctrl+N", "Return")
    assert visit_page(keyboard).course.toPlainText() == "Pierwszy wpis"
    kept = {one.values["entry"]["course"] for one in laptop.drafts.all()}
    assert kept == {"Pierwszy wpis", "Drugi wpis"}


def test_a_half_typed_date_does_not_keep_the_note_from_the_disk(
    family: str, laptop: Services, typist: Typist
) -> None:
    keyboard = typist.open(laptop)
    keyboard.press("Ctrl+N", "Return")
    keyboard.write("Ważne zdanie")
    keyboard.press("F10")
    keyboard.write("2x")
    page = visit_page(keyboard)
    page.keep_draft()
    keyboard.settle()
    kept = laptop.drafts.all()[0].values
    assert (kept["entry"]["course"], kept["typed"]) == ("Ważne zdanie", {"day": "2x"})
    page.enter(choose=True)
    keyboard.settle()
    page.enter(family=family)
    keyboard.settle()
    assert (page.day.text(), page.course.toPlainText()) == ("2x", "Ważne zdanie")
    keyboard.press("Ctrl+Return")
    assert "To nie jest data" in page.notice.words()
    assert page.day.hasFocus()


def test_no_question_is_left_open_by_esc(family: str, laptop: Services, typist: Typist) -> None:
    keyboard = typist.open(laptop)
    keyboard.press("Ctrl+N", "Return", "F7", "Esc")
    assert not [one for one in keyboard.window.findChildren(QDialog) if one.isVisible()]
    assert laptop.visits.of_family(family) == ()
