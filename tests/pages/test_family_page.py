"""One family's page through the program's window."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from asystent_desktop.errors import RefusedError
from asystent_desktop.services.bundle import Services
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.pages.family import FamilyPage
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from tests.pages.conftest import Windows
from tests.ui.finding import button, named, shown_words
from tests.world import World, held

ANNA = "Anna Wiśniewska"
_NO_FOCUS = Qt.FocusPolicy.NoFocus


@pytest.fixture
def laptop(world: World) -> Services:
    world.family("Nowakowie", ANNA, street="Żurawia", house="7")
    return world.laptop()


@pytest.fixture
def family(laptop: Services) -> str:
    return laptop.cases.rows()[0].id


def shown(windows: Windows, window: MainWindow, family: str, tab: str = "overview") -> FamilyPage:
    page = windows.go(window, "family", family=family, tab=tab)
    assert isinstance(page, FamilyPage)
    return page


def dialog(page: FamilyPage) -> RecordDialog:
    found = [one for one in page.findChildren(RecordDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def chips(page: FamilyPage) -> list[str]:
    return [one.text() for one in page.chips.findChildren(Chip)]


def click(windows: Windows, window: MainWindow, widget: object, words: str) -> None:
    QTest.mouseClick(button(widget, words), Qt.MouseButton.LeftButton)  # type: ignore[arg-type]
    windows.settle(window)


@pytest.fixture
def coordinator(world: World) -> Services:
    """A coordinator's laptop with one foster family, in which one visit a month is due and one was held."""
    account = world.account("Robert Sikorski", "coordinator")
    values = {"display_name": "Borkowscy", "type": "kinship", "visit_target": 1, "start_on": date(2026, 1, 1)}
    foster = world.office.records.create("foster_family", values).id
    carer = world.office.records.create("person", {"last_name": "Borkowska", "first_name": "Irena"}).id
    member = {"family": foster, "person": carer, "role": "other", "lives_with": True}
    world.office.records.create("family_member", member)
    world.office.register.allocate(foster, account, date(2026, 1, 1))
    laptop = world.laptop("Robert Sikorski")
    laptop.visits.record(held(laptop, foster, date(2026, 11, 19)))
    return laptop


def test_a_foster_family_has_only_what_there_is_for_it(windows: Windows, coordinator: Services) -> None:
    [row] = coordinator.cases.rows()
    window = windows.open(coordinator)
    page = shown(windows, window, row.id)
    shown_tabs = [place for place in range(page.tabs.count()) if page.tabs.isTabVisible(place)]
    tabs = [page.tabs.tabText(place).replace("\N{NO-BREAK SPACE}", " ") for place in shown_tabs]
    assert tabs == ["Przegląd", "Osoby", "Dom i otoczenie", "Wizyty", "Dokumenty", "Historia"]
    assert "Plan pracy" not in shown_words(page)
    page = shown(windows, window, row.id, "papers")
    assert "Karta wizyty" in shown_words(page)
    assert "Plan pracy" not in shown_words(page)
    with pytest.raises(RefusedError, match="Rodzina zastępcza go nie ma"):
        coordinator.plans.begin(row.id)


def test_a_visit_beyond_the_target_is_not_counted_against_it(windows: Windows, coordinator: Services) -> None:
    [row] = coordinator.cases.rows()
    page = windows.go(windows.open(coordinator), "visit", family=row.id)
    windows.qtbot.waitUntil(lambda: "2. w listopadzie" in shown_words(page.header))


def test_opening_is_audited_once_and_not_when_the_page_reloads(
    windows: Windows, laptop: Services, family: str
) -> None:
    window = windows.open(laptop)
    page = shown(windows, window, family)
    laptop_saves = laptop.visits.record(held(laptop, family, date(2026, 11, 20)))
    window.context.changed.emit(laptop_saves.changes)
    windows.settle(window)
    assert "1 z 8 wizyt" in page.dots.accessibleName()
    assert len(laptop.records.looks(family)) == 1
    windows.go(window, "families")
    shown(windows, window, family)
    assert len(laptop.records.looks(family)) == 2


def test_a_newborn_without_a_name_is_added_in_one_form(
    windows: Windows, laptop: Services, family: str
) -> None:
    window = windows.open(laptop)
    page = shown(windows, window, family, "people")
    click(windows, window, page, "Dodaj osobę…")
    form = dialog(page)
    form.show_values(
        {"last_name": "Nowak", "name_pending": True, "birth_date": date(2026, 11, 3), "role": "child"}
    )
    click(windows, window, form, "Zapisz")
    assert "dziecko, ur. 03.11.2026" in shown_words(page)
    assert [one.member.is_reference_person for one in laptop.cases.page(family).members] == [True, False]


def test_a_wrong_pesel_stays_in_the_form_with_its_sentence(
    windows: Windows, laptop: Services, family: str
) -> None:
    window = windows.open(laptop)
    page = shown(windows, window, family, "people")
    click(windows, window, page, "Zmień…")
    form = dialog(page)
    form.show_values({"pesel": "75831401233"})
    click(windows, window, form, "Zapisz")
    assert form.isVisible()
    assert "nie zgadza się cyfra kontrolna" in shown_words(form)
    form.show_values({"pesel": "75831401232"})
    click(windows, window, form, "Zapisz")
    assert laptop.cases.page(family).members[0].person.pesel == "75831401232"


def test_the_only_reference_person_may_leave_only_when_another_is_named(
    windows: Windows, laptop: Services, family: str
) -> None:
    laptop.people.add(family, {"last_name": "Nowak", "first_name": "Jan"}, {"role": "father"})
    window = windows.open(laptop)
    page = shown(windows, window, family, "people")
    mother = laptop.cases.page(family).members[0]
    found = [one for one in page.findChildren(type(button(page, "Dodaj osobę…"))) if one.text() == "Odeszła…"]
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)
    click(windows, window, dialog(page), "Zapisz")
    assert "Najpierw wskaż inną osobę wiodącą" in shown_words(dialog(page))
    assert laptop.cases.page(family).members[0].member.id == mother.member.id


def test_a_protected_address_is_asked_for_and_the_look_is_kept(world: World, windows: Windows) -> None:
    family = world.family("Mazur Beata", ANNA, street="Ukryta", house="9", address_protected=True)
    laptop = world.laptop()
    window = windows.open(laptop)
    page = shown(windows, window, family, "home")
    assert "Ukryta" not in shown_words(page)
    assert "Ukryta" not in page.header.context.text()
    click(windows, window, page, "Pokaż adres")
    assert "Ukryta 9" in shown_words(page)
    assert [one.detail for one in laptop.records.looks(family)] == ["address", ""]
    page.show_tab("history")
    windows.settle(window)
    assert "Ukryta" not in shown_words(page.parts["history"])


def test_a_protected_address_that_nobody_wrote_down_is_said_so(world: World, windows: Windows) -> None:
    family = world.family("Mazur Beata", ANNA, address_protected=True)
    window = windows.open(world.office)
    page = shown(windows, window, family, "home")
    click(windows, window, page, "Pokaż adres")
    assert "nie wpisano" in shown_words(page)


def test_a_blue_card_stands_only_inside_the_page_of_who_may_see_it(world: World, windows: Windows) -> None:
    family = world.family("Nowakowie", ANNA)
    office = world.office
    office.records.create("blue_card", {"family": family, "started_on": date(2026, 11, 2)})
    window = windows.open(office)
    assert "Niebieska Karta" in chips(shown(windows, window, family))
    assert "Niebieska" not in shown_words(windows.go(window, "families"))
    office.records.change(office.desk.account, {"roles": ("clerk",)})
    other = windows.open(office)
    page = shown(windows, other, family, "home")
    assert "Niebieska" not in shown_words(page)
    assert "Niebieska Karta" not in chips(page)
    assert "wizyta we dwoje" in chips(page)


def test_the_office_brings_a_case_to_its_next_state_with_what_it_asks_for(
    world: World, windows: Windows
) -> None:
    family = world.family("Nowakowie", ANNA)
    window = windows.open(world.office)
    page = shown(windows, window, family, "home")
    click(windows, window, page, "Przejdź do: zakończona…")
    form = dialog(page)
    form.show_values({"work_end": date(2026, 11, 20), "closing_reason": "goals"})
    click(windows, window, form, "Zapisz")
    assert "Napisz krótkie podsumowanie pracy." in shown_words(form)
    form.show_values({"remark": "Cele osiągnięte."})
    click(windows, window, form, "Zapisz")
    assert "Praca z tą rodziną jest zakończona od 20.11.2026." in shown_words(page)


def test_a_paper_opens_in_the_preview_and_leads_back_to_the_papers(
    windows: Windows, laptop: Services, family: str
) -> None:
    laptop.visits.record(held(laptop, family, date(2026, 11, 20)))
    window = windows.open(laptop)
    page = shown(windows, window, family, "papers")
    card = named(page, QPushButton, "Podgląd wydruku: Miesięczna karta pracy z rodziną")
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    windows.settle(window)
    preview = window.page()
    assert preview is not None
    assert "miesięczna karta" in preview.header.title.text()
    click(windows, window, preview, "Wróć")
    assert page.place()["tab"] == "papers"


def test_no_name_is_left_in_private_mode_on_any_tab(windows: Windows, laptop: Services, family: str) -> None:
    laptop.visits.record(held(laptop, family, date(2026, 11, 20)))
    window = windows.open(laptop)
    window.context.set_private(True)
    page = shown(windows, window, family)
    for name in page.parts:
        page.show_tab(name)
        windows.settle(window)
        words = shown_words(page)
        assert "Nowakowie" not in words, name
        assert "Żurawia" not in words, name
        assert "wydatkach" not in words, name


def test_every_control_has_a_name(windows: Windows, laptop: Services, family: str) -> None:
    window = windows.open(laptop)
    page = shown(windows, window, family)
    for name in page.parts:
        page.show_tab(name)
        windows.settle(window)
    asked = page.findChildren(QWidget)
    silent = [one for one in asked if one.focusPolicy() != _NO_FOCUS and not one.accessibleName()]
    assert not [type(one).__name__ for one in silent if one.isVisibleTo(page)]
    assert QApplication.activeModalWidget() is None
