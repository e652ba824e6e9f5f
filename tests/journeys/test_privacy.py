"""Private mode over every page: no name, street or case number is left in anything seen or heard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from asystent_desktop.services.bundle import Services
from asystent_desktop.services.visits import NewAgreement, NextVisit
from asystent_desktop.ui.pages import PAGES
from asystent_desktop.ui.pages.visit import VisitPage
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.pdf_view import PdfView
from tests.journeys.conftest import Typist
from tests.journeys.keyboard import Keyboard
from tests.world import World, held

TODAY = date(2026, 11, 23)
STREET, PHONE = "Pchlarzewska", "501 777 333"
NAMES = ("Brzęczyszczykiewicz", "Chrząszczyżewoszyce", "Dzierżęcińska", "Grzmiława")
SECRET = ("Tajemnica powierzona",)
ROLES = tuple(range(Qt.ItemDataRole.UserRole + 8))


@pytest.fixture
def family(world: World) -> str:
    more = {"street": STREET, "house": "7", "phone": PHONE, "safety_note": "Pies."}
    return world.family("Brzęczyszczykiewicz", "Anna Wiśniewska", **more)


@pytest.fixture
def laptop(world: World, family: str) -> Services:
    world.family("Chrząszczyżewoszyce", "Anna Wiśniewska", street=STREET)
    made = world.laptop()
    contact = {"family": family, "role": "social_worker", "name": "Zenobia Dzierżęcińska"}
    made.records.create("contact", contact)
    person = made.records.create("person", {"last_name": "Grzmiława", "first_name": "Świętosława"}).id
    made.records.create("family_member", {"family": family, "person": person, "role": "daughter"})
    told = (NewAgreement(text="Rachunek", who="Świętosława Grzmiława"),)
    made.visits.record(held(made, family, date(2026, 11, 18), new_agreements=told, course=SECRET[0]))
    made.visits.plan(family, NextVisit(day=TODAY, start=time(14), end=time(15)))
    plan = made.plans.begin(family).id
    made.plans.save_goal(plan, {"text": "Cel", "area": "c", "deadline": date(2027, 1, 31)})
    return made


def seen(root: QWidget) -> Iterator[tuple[str, str]]:
    """Everything that a person sees, points at or hears in visible parts of a window."""
    for one in (root, *root.findChildren(QWidget)):
        if is_shown(one, root):
            for text in (*said(one), *shown(one)):
                yield type(one).__name__, text


def is_shown(one: QWidget | None, root: QWidget) -> bool:
    """Whether nothing on the way to `root` was hidden; a part just added counts before Qt has shown it."""
    hidden = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
    while one is not None and one is not root:
        if one.isHidden() and one.testAttribute(hidden):
            return False
        one = one.parentWidget()
    return True


def said(one: QWidget) -> Iterator[str]:
    yield from (one.toolTip(), one.accessibleName(), one.accessibleDescription())
    yield from (one.windowTitle(), one.statusTip())


def shown(one: QWidget) -> Iterator[str]:
    if isinstance(one, QLabel | QAbstractButton | QLineEdit | Chip):
        yield one.text()
    if isinstance(one, QLineEdit):
        yield one.placeholderText()
    if isinstance(one, QPlainTextEdit):
        yield one.toPlainText()
    if isinstance(one, QComboBox):
        yield from (one.itemText(place) for place in range(one.count()))
    if isinstance(one, PdfView) and one.shows_pages():
        yield one.text()
    if isinstance(one, QAbstractItemView) and one.model() is not None:
        yield from listed(one.model())


def listed(model: QAbstractItemModel, parent: QModelIndex | None = None) -> Iterator[str]:
    at = parent or QModelIndex()
    for row in range(model.rowCount(at)):
        # Qt hides the number of columns of a list model: it is one.
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(at)):
            index = model.index(row, column, at)
            yield from (str(model.data(index, role) or "") for role in ROLES)


def leaks(root: QWidget, secrets: tuple[str, ...]) -> set[tuple[str, str]]:
    return {(where, text) for where, text in seen(root) if any(secret in text for secret in secrets)}


def private(keyboard: Keyboard) -> None:
    keyboard.press("F9")
    assert keyboard.window.context.private


@pytest.mark.parametrize("store", ["laptop", "office"])
def test_no_page_tells_who_somebody_is(
    world: World, family: str, laptop: Services, typist: Typist, store: str
) -> None:
    world.office.exchange.take(world.bundle(laptop))
    services = laptop if store == "laptop" else world.office
    keyboard = typist.open(services)
    session = services.session()
    number = services.cases.row(family).case_number
    secrets = (*NAMES, STREET, PHONE, number, *SECRET)
    found = {}
    for entry in PAGES:
        if not entry.roles & session.roles or (entry.stores and session.store not in entry.stores):
            continue
        args = {"family": family} | ({"paper": "support-plan"} if entry.name == "print" else {})
        keyboard.window.context.go(entry.name, **args)
        keyboard.settle()
        if entry.name == PAGES[0].name or not keyboard.window.context.private:
            assert leaks(keyboard.window, secrets) or entry.name in {"bundles", "today"}
            private(keyboard)
        keyboard.settle()
        if left := leaks(keyboard.window, secrets):
            found[entry.name] = left
    assert found == {}


def test_names_come_back_with_the_same_key(family: str, laptop: Services, typist: Typist) -> None:
    keyboard = typist.open(laptop)
    keyboard.window.context.go("family", family=family)
    keyboard.settle()
    before = leaks(keyboard.window, NAMES)
    assert before
    private(keyboard)
    assert leaks(keyboard.window, NAMES) == set()
    keyboard.press("F9")
    assert leaks(keyboard.window, NAMES) == before


def test_what_is_being_typed_survives_private_mode(family: str, laptop: Services, typist: Typist) -> None:
    keyboard = typist.open(laptop)
    keyboard.press("Ctrl+N")
    keyboard.write("Zdanie w połowie")
    keyboard.press("F2", "c")
    private(keyboard)
    page = keyboard.page()
    assert isinstance(page, VisitPage)
    assert (page.course.toPlainText(), page.areas.value()) == ("Zdanie w połowie", ("c",))
    assert leaks(keyboard.window, NAMES) == set()
    assert not page.private_card.isVisible()


def test_at_a_familys_table_other_families_are_not_in_any_list(
    world: World, family: str, laptop: Services, typist: Typist
) -> None:
    keyboard = typist.open(laptop)
    keyboard.press("Ctrl+N")
    private(keyboard)
    other = "C."
    for page in ("today", "families", "calendar", "deadlines"):
        keyboard.window.context.go(page)
        keyboard.settle()
        assert [text for _where, text in seen(keyboard.page()) if text.startswith(other)] == [], page


def test_a_question_about_another_familys_visit_does_not_name_it(
    world: World, family: str, laptop: Services, typist: Typist
) -> None:
    other = next(row.id for row in laptop.cases.rows() if row.id != family)
    laptop.visits.plan(other, NextVisit(day=TODAY, start=time(11), end=time(12)))
    keyboard = typist.open(laptop)
    private(keyboard)
    keyboard.window.context.go("visit", family=family)
    keyboard.settle()
    page = keyboard.page()
    assert isinstance(page, VisitPage)
    page.start.set_value(time(11, 0))
    page.end.set_value(time(12, 0))
    keyboard.press("F3")
    keyboard.write("Rozmowa.")
    keyboard.press("F2", "c", "Ctrl+Return")
    assert "W tych godzinach jest już wizyta: C." in page.notice.words().replace("\u00a0", " ")
    assert leaks(keyboard.window, NAMES) == set()
