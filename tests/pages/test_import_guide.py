"""The guide that takes over an office's list, through the program's window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from asystent_desktop.paths import resource
from asystent_desktop.ui.main_window import MainWindow
from asystent_desktop.ui.pages.import_guide import ImportGuidePage
from asystent_desktop.ui.parts.editors import Choice
from tests.pages.conftest import Windows
from tests.ui.finding import button, named, shown_words
from tests.world import World

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EXAMPLE = "wykaz-rodzin.csv"
SMALL = (
    "Nazwisko i imię;Ulica i nr;Tel;Rejon prowadzącego\n"
    "Łęcka Ewa;Polna 3;601 200 300;Centrum\n"
    "Nowak Jan;Żurawia 7;12;Zachód\n"
)


def guide(windows: Windows, window: MainWindow, file: Path) -> ImportGuidePage:
    page = windows.go(window, "import")
    assert isinstance(page, ImportGuidePage)
    page.take_file(file)
    windows.settle(window)
    return page


def go_on(windows: Windows, window: MainWindow, page: ImportGuidePage) -> None:
    page.next()
    windows.settle(window)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "lista.csv"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_a_list_goes_in_only_after_the_last_step_and_a_second_time_changes_nothing(
    world: World, windows: Windows, tmp_path: Path
) -> None:
    office = world.office
    window = windows.open(office)
    file = resource("example", EXAMPLE)
    page = guide(windows, window, file)
    assert "Krok 2 z 5: Kolumny" in page.header.context.text()
    assert page.plan is not None
    expected = page.plan.created
    for _step in range(5):
        if "Wpisanie" in page.header.context.text():
            break
        assert office.cases.rows() == ()
        go_on(windows, window, page)
    assert office.cases.rows() == ()
    QTest.mouseClick(button(page, "Wpisz do wykazu"), Qt.MouseButton.LeftButton)
    windows.settle(window)
    assert len(office.cases.rows()) == expected > 10
    assert f"Nowych rodzin: {expected}" in shown_words(page)
    again = guide(windows, window, file)
    again.step = 4
    again.read_again()
    windows.settle(window)
    assert "nie wnosi nic nowego" in shown_words(again)
    assert not again.next_button.isEnabled()


def test_the_guide_begins_anew_when_one_comes_back_after_writing(
    world: World, windows: Windows, small: Path
) -> None:
    window = windows.open(world.office)
    page = guide(windows, window, small)
    page.step = 4
    page.next()
    windows.settle(window)
    assert "Wpisano do wykazu." in shown_words(page)
    windows.go(window, "families")
    back = windows.go(window, "import")
    assert isinstance(back, ImportGuidePage)
    assert "Krok 1 z 5: Plik" in back.header.context.text()
    assert "Twój wykaz, taki jak jest" in shown_words(back)
    assert back.cancel_button.isEnabled()


def test_the_window_and_the_command_understand_the_same(world: World, windows: Windows) -> None:
    file = resource("example", EXAMPLE)
    page = guide(windows, windows.open(world.office), file)
    told = world.office.importing.read(file)
    assert page.plan is not None
    assert page.plan.rows == told.rows
    assert page.plan.questions == told.questions


def test_a_column_is_given_another_field_or_left_out(world: World, windows: Windows, small: Path) -> None:
    window = windows.open(world.office)
    page = guide(windows, window, small)
    choice = named(page, Choice, "Pole dla kolumny: Tel")
    assert choice.value() == "family.phone"
    page.choose_column(2, "")
    windows.settle(window)
    assert page.plan is not None
    assert [one.target for one in page.plan.columns if one.heading == "Tel"] == [None]
    assert not page.plan.questions
    page.choose_column(3, "family.district")
    windows.settle(window)
    assert page.chosen == {2: None, 3: "family.district"}
    for _step in range(2):
        go_on(windows, window, page)
    assert "Wpisanie" in page.header.context.text()
    assert [row.district for row in world.office.cases.rows()] == []
    go_on(windows, window, page)
    assert sorted(row.district for row in world.office.cases.rows()) == ["Centrum", "Zachód"]


def test_a_question_is_answered_or_put_off(world: World, windows: Windows, small: Path) -> None:
    window = windows.open(world.office)
    page = guide(windows, window, small)
    go_on(windows, window, page)
    assert "Łęcka Ewa" in [row.name for row in page.plan.rows] if page.plan else False
    go_on(windows, window, page)
    assert "Wiersz 3, Tel" in shown_words(page)
    field = named(page, QLineEdit, "Odpowiedź: Wiersz 3, Tel")
    field.setText("601 555 010")
    QTest.keyClick(field, Qt.Key.Key_Return)
    windows.settle(window)
    assert page.open_questions() == ()
    assert "Nie ma więcej pytań." in shown_words(page)
    go_on(windows, window, page)
    go_on(windows, window, page)
    phones = {row.name: row.phone for row in world.office.cases.rows()}
    assert phones["Nowak Jan"].replace(" ", "") == "601555010"


def test_putting_off_leaves_the_rest_of_the_row_in(world: World, windows: Windows, small: Path) -> None:
    window = windows.open(world.office)
    page = guide(windows, window, small)
    go_on(windows, window, page)
    go_on(windows, window, page)
    QTest.mouseClick(button(page, "Odłóż"), Qt.MouseButton.LeftButton)
    windows.settle(window)
    go_on(windows, window, page)
    go_on(windows, window, page)
    assert {row.name: row.phone for row in world.office.cases.rows()}["Nowak Jan"] == ""


def test_giving_up_writes_nothing_and_keeps_what_was_chosen(
    world: World, windows: Windows, small: Path
) -> None:
    window = windows.open(world.office)
    page = guide(windows, window, small)
    page.choose_column(2, "")
    windows.settle(window)
    page.cancel()
    windows.settle(window)
    assert world.office.cases.rows() == ()
    back = windows.go(window, "import")
    assert back is page
    assert page.chosen == {2: None}
    assert "Krok 2 z 5" in page.header.context.text()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("pusty.csv", b"", "pusty"),
        (
            "zaszyfrowany.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0" * 9,
            "hasł",
        ),
        ("obraz.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, ""),
    ],
)
def test_a_bad_file_gets_one_plain_sentence(
    world: World, windows: Windows, tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    window = windows.open(world.office)
    page = guide(windows, window, file)
    assert words in page.notice.words().lower()
    assert page.notice.words()
    assert "Krok 1 z 5" in page.header.context.text()
    assert page.plan is None


def test_a_list_without_headings_asks_for_the_column_of_names(
    world: World, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "liczby.csv"
    file.write_text("1;2;3\n4;5;6\n", encoding="utf-8")
    window = windows.open(world.office)
    page = guide(windows, window, file)
    assert "Nie wiadomo, w której kolumnie jest nazwisko." in shown_words(page)
    assert not page.next_button.isEnabled()
    assert page.findChildren(QComboBox)


def test_a_hundred_columns_and_five_thousand_rows_are_read(
    world: World, windows: Windows, tmp_path: Path
) -> None:
    file = tmp_path / "duzy.csv"
    head = ";".join(["Nazwisko i imię", "Ulica i nr", "Telefon", *(f"Kolumna {n}" for n in range(97))])
    rows = [
        ";".join([f"Nowak{n % 26 * 'a'} Ewa", f"Polna {n}", "601200300", *["x"] * 97]) for n in range(5000)
    ]
    file.write_text("\n".join([head, *rows]), encoding="utf-8")
    window = windows.open(world.office)
    page = guide(windows, window, file)
    assert page.plan is not None
    assert len(page.plan.columns) == 100
    assert len(page.plan.rows) == 5000
