from __future__ import annotations

from datetime import date

import pytest
import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from asystent_desktop.services.bundle import Services
from asystent_desktop.services.conflicts import LIFE
from asystent_desktop.ui.context import Context
from asystent_desktop.ui.pages.conflict import ConflictPage
from asystent_desktop.ui.parts.dialogs import Question
from asystent_desktop.ui.parts.versions import MarkedText
from tests.ui.finding import button, named, shown_words
from tests.world import World, held

BEFORE = "Mama prowadzi zeszyt wydatków."
AT_OFFICE = "Mama prowadzi zeszyt opłat."
IN_FIELD = "Mama prowadzi zeszyt i plan zakupów."


@pytest.fixture
def disputed(world: World) -> tuple[Services, Services, str]:
    """An office that has just met two edits of one note and of one telephone."""
    family = world.family("Nowakowie", "Anna Wiśniewska", phone="601 200 300", remarks=BEFORE)
    laptop = world.laptop()
    laptop.records.change(family, {"remarks": IN_FIELD})
    laptop.records.change(family, {"phone": "601 200 399"})
    world.office.records.change(family, {"remarks": AT_OFFICE})
    world.office.records.change(family, {"phone": "601 200 330"})
    world.office.exchange.take(world.bundle(laptop))
    return world.office, laptop, family


def opened(qtbot: QtBot, context: Context, services: Services, conflict: str = "") -> ConflictPage:
    context.open(services, services.session())
    page = ConflictPage(context)
    qtbot.addWidget(page)
    page.resize(1170, 720)
    page.enter(conflict=conflict)
    with qtbot.waitSignal(context.tasks.idle):
        page.show()
    drawn(qtbot)
    return page


def drawn(qtbot: QtBot) -> None:
    """Let Qt show the parts that were put into the page by the last answer."""
    later = QTimer()
    later.setSingleShot(True)
    with qtbot.waitSignal(later.timeout):
        later.start(0)


def settled(qtbot: QtBot, context: Context, act: object) -> None:
    with qtbot.waitSignal(context.tasks.idle):
        act()  # type: ignore[operator]
    qtbot.waitUntil(lambda: not context.tasks.is_busy())
    drawn(qtbot)


def remarks_of(services: Services) -> str:
    return next(one.id for one in services.conflicts.all() if one.field == "remarks")


def test_both_versions_are_shown_with_author_device_and_differences(
    qtbot: QtBot, context: Context, disputed: tuple[Services, Services, str]
) -> None:
    office = disputed[0]
    page = opened(qtbot, context, office, remarks_of(office))
    words = shown_words(page)
    for said in ("Anna Wiśniewska", "Grażyna Maj", "laptop w terenie", "ten komputer", "paczka nr 1", BEFORE):
        assert said in words
    texts = {one.accessibleName(): one for one in page.findChildren(MarkedText)}
    assert sorted(one.toPlainText() for one in texts.values()) == sorted([AT_OFFICE, IN_FIELD])
    marked = {mark for one in texts.values() for mark in one.marked()}
    assert "opłat" in marked
    assert "Mama" not in " ".join(marked)
    assert page.state.text().startswith("2 z 2")


def test_nothing_is_preselected_and_the_joined_version_is_empty(
    qtbot: QtBot, context: Context, disputed: tuple[Services, Services, str]
) -> None:
    office = disputed[0]
    page = opened(qtbot, context, office, remarks_of(office))
    assert named(page, QPlainTextEdit, "Uwagi").toPlainText() == ""
    assert not page.save_button.isEnabled()
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(office.conflicts.all()) == 2


def test_a_key_takes_one_version_and_the_next_question_comes(
    qtbot: QtBot, context: Context, disputed: tuple[Services, Services, str]
) -> None:
    office, _laptop, family = disputed
    conflict = remarks_of(office)
    second = next(one for one in office.conflicts.all() if one.id == conflict).sides[1].words
    page = opened(qtbot, context, office, conflict)
    page.activateWindow()
    settled(qtbot, context, lambda: QTest.keyClick(page, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier))
    assert office.records.view(family).values["remarks"] == second
    assert [one.field for one in office.conflicts.all()] == ["phone"]
    assert page.state.text().startswith("1 z 1")
    assert "rozstrzygnięte" in {one.accessibleName() for one in page.findChildren(type(page.state))}


def test_the_joined_version_is_saved_travels_and_ends_the_question_on_the_other_side(
    qtbot: QtBot, context: Context, disputed: tuple[Services, Services, str], world: World
) -> None:
    office, laptop, family = disputed
    page = opened(qtbot, context, office, remarks_of(office))
    button(page, "Wstaw podpowiedź").click()
    joined = named(page, QPlainTextEdit, "Uwagi").toPlainText()
    assert "opłat" in joined
    assert "plan zakupów" in joined
    settled(qtbot, context, page.save_button.click)
    phone = office.conflicts.all()[0].id
    office.conflicts.settle(phone, keep=1)
    laptop.exchange.take(world.bundle(office, laptop))
    assert laptop.records.view(family).values["remarks"] == joined
    assert laptop.conflicts.all() == ()


def test_what_was_typed_stays_when_the_decision_is_put_off_and_when_the_other_side_decides(
    qtbot: QtBot, context: Context, disputed: tuple[Services, Services, str]
) -> None:
    office = disputed[0]
    conflict = remarks_of(office)
    page = opened(qtbot, context, office, conflict)
    named(page, QPlainTextEdit, "Uwagi").setPlainText("Wspólny tekst")
    settled(qtbot, context, page.later_button.click)
    assert page.header.title.text().startswith("Telefon")
    settled(qtbot, context, page.before_button.click)
    assert named(page, QPlainTextEdit, "Uwagi").toPlainText() == "Wspólny tekst"
    changes = office.conflicts.settle(conflict, keep=1)
    settled(qtbot, context, lambda: context.changed.emit(changes))
    assert "rozstrzygnęła już druga strona" in page.notice.words()
    assert page.header.title.text().startswith("Telefon")


def test_removing_against_editing_asks_and_says_what_was_changed(
    qtbot: QtBot, context: Context, world: World
) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    visit = laptop.visits.record(held(laptop, family, date(2026, 11, 20))).id
    world.office.exchange.take(world.bundle(laptop))
    world.office.records.remove(visit)
    laptop.records.change(visit, {"course": "Mama prowadzi zeszyt."})
    world.office.exchange.take(world.bundle(laptop))
    question = world.office.conflicts.all()[0]
    assert question.field == LIFE
    assert [one.author for one in question.sides] == ["Grażyna Maj", "Anna Wiśniewska"]
    page = opened(qtbot, context, world.office)
    assert "usunęła ten zapis" in shown_words(page)
    assert any("Mama prowadzi zeszyt." in one.toPlainText() for one in page.findChildren(MarkedText))
    settled(qtbot, context, button(page, "Zostaw zapis").click)
    assert world.office.conflicts.all() == ()
    assert [one.id for one in world.office.visits.of_family(family)] == [visit]
    assert "Nie ma nic do rozstrzygnięcia." in shown_words(page)


def test_private_mode_shows_neither_text_nor_family(
    qtbot: QtBot, context: Context, disputed: tuple[Services, Services, str]
) -> None:
    office = disputed[0]
    page = opened(qtbot, context, office, remarks_of(office))
    settled(qtbot, context, lambda: context.set_private(True))
    shown = shown_words(page) + " ".join(one.toPlainText() for one in page.findChildren(MarkedText))
    assert "zeszyt" not in shown
    assert "Nowakowie" not in shown


def test_two_laptops_of_one_person_and_the_office_stand_side_by_side_with_every_difference_marked(
    qtbot: QtBot, context: Context, world: World
) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska", remarks="Zeszyt w poniedziałek.")
    first, second = world.laptop(), world.laptop()
    first.records.change(family, {"remarks": "Lista w poniedziałek."})
    second.records.change(family, {"remarks": "Zeszyt w środę."})
    world.office.records.change(family, {"remarks": "Zeszyt w piątek."})
    for one in (first, second):
        world.office.exchange.take(world.bundle(one))
    page = opened(qtbot, context, world.office)
    words = shown_words(page)
    assert "To samo pole zmieniono w 3 miejscach." in words
    for one in (first, second):
        assert f"laptop w terenie · {one.desk.store.identity.device[:8]}" in words
    parts = page.sides.parts()
    qtbot.waitUntil(lambda: len({part.y() for part in parts}) == 1 and len({part.x() for part in parts}) == 3)
    marked = {one.toPlainText(): "|".join(one.marked()) for one in page.findChildren(MarkedText)}
    assert marked["Lista w poniedziałek."] == "Lista"
    assert "środę" in marked["Zeszyt w środę."]
    assert "piątek" in marked["Zeszyt w piątek."]


def test_a_removal_says_what_it_removes_and_which_field_was_emptied(
    qtbot: QtBot, context: Context, world: World
) -> None:
    family = world.family("Nowakowie", "Anna Wiśniewska")
    laptop = world.laptop()
    member = laptop.cases.page(family).members[0].member.id
    laptop.records.change(member, {"is_reference_person": False})
    world.office.records.remove(member)
    world.office.exchange.take(world.bundle(laptop))
    page = opened(qtbot, context, world.office)
    assert "Czego dotyczy" in shown_words(page)
    assert "Osoba: Ewa Nowakowie" in shown_words(page)
    assert any("Osoba wiodąca: nie" in one.toPlainText() for one in page.findChildren(MarkedText))


def test_the_next_question_begins_at_the_top_and_what_is_settled_names_its_family(
    qtbot: QtBot, context: Context, world: World
) -> None:
    note = "\n".join(f"Wiersz {number}." for number in range(60))
    families = [world.family(name, "Anna Wiśniewska", remarks=note) for name in ("Nowakowie", "Zielińscy")]
    laptop = world.laptop()
    for family in families:
        laptop.records.change(family, {"remarks": f"{note} W terenie."})
        world.office.records.change(family, {"remarks": f"{note} W biurze."})
    world.office.exchange.take(world.bundle(laptop))
    page = opened(qtbot, context, world.office)
    bar = page.page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    settled(qtbot, context, lambda: QTest.keyClick(page, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier))
    qtbot.waitUntil(lambda: "Zielińscy" in page.header.title.text())
    qtbot.waitUntil(lambda: bar.value() < page.what.height() < bar.maximum())
    assert "Nowakowie" in shown_words(page.others)


def test_a_version_does_not_push_away_what_was_typed_without_a_question(
    qtbot: QtBot, context: Context, disputed: tuple[Services, Services, str]
) -> None:
    office = disputed[0]
    page = opened(qtbot, context, office, remarks_of(office))
    named(page, QPlainTextEdit, "Uwagi").setPlainText("Wspólny tekst")
    for words in ("Pisz dalej", "Weź wersję A"):
        assert office.conflicts.count() == 1
        QTest.keyClick(page, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
        [question] = [one for one in page.findChildren(Question) if one.isVisible()]
        assert named(page, QPlainTextEdit, "Uwagi").toPlainText() == "Wspólny tekst"
        button(question, words).click()
        qtbot.waitUntil(lambda question=question: not is_visible(question))  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(office.conflicts.all()) == 1)


def is_visible(one: QWidget) -> bool:
    return shiboken6.isValid(one) and one.isVisible()


def test_the_button_of_a_long_version_stands_above_its_text(
    qtbot: QtBot, context: Context, world: World
) -> None:
    note = "\n".join(f"Wiersz {number}." for number in range(200))
    family = world.family("Nowakowie", "Anna Wiśniewska", remarks=note)
    laptop = world.laptop()
    laptop.records.change(family, {"remarks": f"{note} W terenie."})
    world.office.records.change(family, {"remarks": f"{note} W biurze."})
    world.office.exchange.take(world.bundle(laptop))
    page = opened(qtbot, context, world.office)
    [card, _other] = page.sides.parts()
    take = next(one for one in card.findChildren(QAbstractButton) if "Weź wersję" in one.text())
    [text] = card.findChildren(MarkedText)
    qtbot.waitUntil(lambda: take.y() < text.y())
