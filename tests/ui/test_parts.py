from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor, QImage, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, EmptyState, Row
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.flow import FlowLayout
from asystent_desktop.ui.parts.header import Header
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.notice import Meter, Notice
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.steps import steps
from asystent_desktop.ui.parts.strips import Footer, FooterSentence, Strip
from asystent_desktop.ui.parts.text import ElidedLabel, label, show_either
from asystent_desktop.ui.theme import apply_theme


def test_text_of_people_is_never_markup(qtbot: QtBot) -> None:
    made = label("<b>Nowak</b>")
    qtbot.addWidget(made)
    plain = label("Nowak")
    qtbot.addWidget(plain)
    assert made.sizeHint().width() > plain.sizeHint().width()


def test_button_says_its_key_and_leaves_room_for_it(qtbot: QtBot) -> None:
    plain, keyed = Button("Zakończ wizytę…"), Button("Zakończ wizytę…", hint="Ctrl+Enter")
    for one in (plain, keyed):
        qtbot.addWidget(one)
    assert plain.accessibleName() == "Zakończ wizytę"
    assert keyed.accessibleDescription() == "Klawisz Ctrl+Enter"
    assert keyed.sizeHint().width() > plain.sizeHint().width()


def test_targets_are_large_enough(qtbot: QtBot) -> None:
    for look in ("plain", "main", "big", "small", "link", "pick", "tag"):
        made = Button("Zapisz", look=look)
        qtbot.addWidget(made)
        made.ensurePolished()
        assert made.sizeHint().height() >= 24, look


def test_a_card_is_made_anew_only_for_other_values(qtbot: QtBot) -> None:
    card = Card("Terminy")
    qtbot.addWidget(card)
    assert card.renew("plan", 3)
    row = Row("Plan")
    card.add_row(row)
    assert not card.renew("plan", 3)
    assert row in card.findChildren(Row)
    assert card.renew("plan", 4)
    assert not row.isVisibleTo(card)
    card.clear()
    assert card.renew("plan", 4)


def test_a_line_of_things_asks_them_anew_when_one_has_changed(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, gap=10, line_gap=4)
    first, second = Button("Zapisz"), Button("Zrezygnuj")
    flow.addWidget(first)
    holder.show()
    alone = flow.sizeHint().width()
    flow.addWidget(second)
    second.show()
    both = flow.sizeHint().width()
    assert both == alone + 10 + second.sizeHint().width()
    second.setText("Zrezygnuj z tego wpisu")
    assert flow.sizeHint().width() > both
    second.hide()
    assert flow.sizeHint().width() == alone


def test_note_goes_away_without_words(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    note = Note("Zapisano.", "Nic nie trzeba robić.", tone="ok", parent=page)
    assert note.words() == "Zapisano. Nic nie trzeba robić."
    note.say("")
    assert note.isHidden()
    note.say("Uwaga.", tone="warn")
    assert not note.isHidden()
    assert note.property("tone") == "warn"


def test_bad_notice_stays_until_closed(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    notice = Notice(page)
    notice.tell("Nie udało się zapisać.", "bad")
    assert not notice.isHidden()
    notice.clear()
    assert notice.isHidden()


@dataclass
class Told:
    """A page that has just told good news; the pointer may stand on what is below."""

    qtbot: QtBot

    def __post_init__(self) -> None:
        self.page, self.below = QWidget(), QPushButton("Przydziel")
        self.qtbot.addWidget(self.page)
        self.column = QVBoxLayout(self.page)
        self.notice = Notice(stays_ms=0)
        for part in (self.notice, self.below):
            self.column.addWidget(part)
        self.column.addStretch(1)
        with self.qtbot.waitExposed(self.page):
            self.page.show()
        self.before = self.below.y()

    def point(self, widget: QWidget, place: QPoint) -> None:
        QCursor.setPos(widget.mapToGlobal(place))

    def tell(self) -> None:
        self.notice.tell("Zapisano.")
        self.qtbot.waitUntil(self.notice.isHidden)

    def is_back(self) -> bool:
        return self.below.y() == self.before


@pytest.fixture
def told(qtbot: QtBot) -> Told:
    return Told(qtbot)


def test_good_news_that_goes_by_itself_leaves_no_empty_band(told: Told) -> None:
    told.point(told.page, QPoint(-5, -5))
    told.tell()
    told.qtbot.waitUntil(told.is_back)


@pytest.mark.parametrize("does", ["leaves", "types", "turns the wheel", "closes it"])
def test_good_news_that_goes_moves_nothing_under_the_hand_until_it_does_something_else(
    told: Told, does: str
) -> None:
    told.point(told.page, told.page.rect().center())
    told.tell()
    window = told.page.windowHandle()
    QTest.keyPress(window, Qt.Key.Key_Control)
    QTest.mouseMove(window, told.page.rect().bottomLeft())
    told.column.activate()
    assert not told.is_back()
    if does == "leaves":
        told.point(told.page, QPoint(-5, -5))
    elif does == "types":
        QTest.keyClick(window, Qt.Key.Key_A)
    elif does == "turns the wheel":
        middle = told.page.rect().center()
        QTest.wheelEvent(window, middle, QPoint(0, 120))
    else:
        told.notice.clear()
    told.qtbot.waitUntil(told.is_back)


def test_the_footer_stays_one_line_and_leaves_out_the_lightest_first(qtbot: QtBot) -> None:
    footer = Footer()
    qtbot.addWidget(footer)
    said = [
        FooterSentence("Anna Wiśniewska · asystent rodziny", "Anna Wiśniewska", 2),
        FooterSentence("Dane zaszyfrowane", "Dane zaszyfrowane", 1),
        FooterSentence("Ostatnia kopia zapasowa: dziś 16:00", "Kopia: dziś 16:00", 4),
        FooterSentence("Ostatnia paczka do biura: 22 listopada", "Paczka: 22 listopada", 3),
    ]
    footer.show_sentences(said)
    footer.show()
    heard = ". ".join(one.whole for one in said)

    def shown_at(width: int) -> str:
        footer.resize(width, footer.sizeHint().height())
        assert footer.accessibleName() == heard
        assert bool(footer.toolTip()) == (width < 2000)
        return " | ".join(one.text() for one in footer.findChildren(ElidedLabel) if one.isVisibleTo(footer))

    assert shown_at(2000) == " | ".join(one.whole for one in said)
    one_line = footer.sizeHint().height()
    seen = {shown_at(width) for width in range(100, 800)}
    assert footer.sizeHint().height() == one_line
    brief = [one.brief for one in said]
    some_brief = [*brief[:2], said[2].whole, brief[3]]
    for words in (some_brief, brief, [brief[0], *brief[2:]], brief[2:], brief[2:3]):
        assert " | ".join(words) in seen


def test_card_parts_its_rows_by_lines(qtbot: QtBot) -> None:
    card = Card("Terminy", "3 pilne")
    qtbot.addWidget(card)
    rows = [Row("Ocena", "Lewandowscy", Chip("2 dni po terminie", "bad")), Row("Opinia")]
    for row in rows:
        card.add_row(row)
    assert [row.property("first") for row in rows] == ["true", "false"]
    assert rows[0].accessibleName() == "Ocena, Lewandowscy"
    assert card.accessibleName() == "Terminy"


def test_chip_without_words_is_not_there(qtbot: QtBot) -> None:
    chip = Chip("szkic")
    qtbot.addWidget(chip)
    wide = chip.sizeHint().width()
    chip.show_words("dziecko w pieczy zastępczej", "warn")
    assert chip.sizeHint().width() > wide
    assert chip.accessibleName() == chip.text() == "dziecko w pieczy zastępczej"
    chip.show_words("")
    assert chip.isHidden()


def test_one_part_takes_the_place_of_another_without_growing_the_window(qtbot: QtBot) -> None:
    page, table, nothing = QWidget(), QWidget(), EmptyState("Nic tu nie ma.")
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    for part in (table, nothing):
        part.setMinimumHeight(200)
        column.addWidget(part)
    show_either(table, nothing, is_first=True)
    page.resize(300, 250)
    page.show()
    for is_first in (False, True, False):
        show_either(table, nothing, is_first=is_first)
        assert (table.isVisible(), nothing.isVisible()) == (is_first, not is_first)
    assert page.height() == 250


def test_empty_state_says_what_will_be_here(qtbot: QtBot) -> None:
    made = EmptyState("Tu będą twoje rodziny.", "Przyjdą w paczce z biura.", Button("Wczytaj paczkę z biura"))
    qtbot.addWidget(made)
    assert made.accessibleName() == "Tu będą twoje rodziny. Przyjdą w paczce z biura."


def test_flow_begins_a_new_line_where_the_width_ends(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, gap=10, line_gap=4)
    for _ in range(3):
        part = QLabel()
        part.setFixedSize(100, 20)
        flow.addWidget(part)
    assert flow.heightForWidth(320) == 20
    assert flow.heightForWidth(210) == 44
    assert flow.heightForWidth(50) == 68
    flow.setContentsMargins(5, 6, 5, 6)
    assert flow.heightForWidth(330) == 32


@pytest.mark.parametrize(
    ("width", "scale", "narrow"), [(1170, 100, False), (760, 100, True), (1170, 200, True)]
)
def test_side_cards_fall_under_the_main_column(
    qtbot: QtBot, own_look: QApplication, width: int, scale: int, narrow: bool
) -> None:
    apply_theme(own_look, scale, high_contrast=False)
    page = ScrollPage((0, 340))
    qtbot.addWidget(page)
    main, side = Card("Wizyty"), Card("Uwaga")
    page.add(main)
    page.add(side, 1)
    page.resize(width, 500)
    page.show()
    assert page.is_narrow() is narrow
    below = side.mapTo(page, side.rect().topLeft()).y() > main.mapTo(page, main.rect().bottomLeft()).y()
    assert below is narrow
    assert page.horizontalScrollBar().maximum() == 0


def test_label_that_gives_way_shows_the_whole_in_its_tooltip(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    made = ElidedLabel("ul. Żeromskiego 61/2, 50-312 Wrocław")
    QVBoxLayout(holder).addWidget(made)
    holder.resize(120, 60)
    holder.grab()
    assert made.toolTip() == made.text()
    holder.resize(600, 60)
    holder.grab()
    assert made.toolTip() == ""


def test_meter_says_number_and_limit(qtbot: QtBot) -> None:
    meter = Meter(17, 15, "17 z najwyżej 15 rodzin")
    qtbot.addWidget(meter)
    assert meter.value() == meter.maximum() == 15
    assert meter.accessibleName() == "17 z najwyżej 15 rodzin"


def test_a_long_title_gives_way_to_the_actions_beside_it(qtbot: QtBot) -> None:
    header = Header("Bardzo długa nazwa rodziny zastępczej zawodowej pod wezwaniem czegoś jeszcze dłuższego")
    qtbot.addWidget(header)
    header.add_action(Button("Zapisz wizytę", lambda: None))
    assert header.minimumSizeHint().width() < 400
    header.resize(400, 60)
    header.grab()
    assert header.title.toolTip() == header.title.text()


def test_steps_are_heard_with_their_numbers(qtbot: QtBot) -> None:
    made = steps(("Zadzwoń.", "Odwołaj laptop."))
    qtbot.addWidget(made)
    assert [one.accessibleName() for one in made.findChildren(QLabel)] == [
        "1. Zadzwoń.",
        "2. Odwołaj laptop.",
    ]


def test_rows_of_a_card_lie_as_far_from_its_title_whether_one_or_two(qtbot: QtBot) -> None:
    tops = []
    for names in (("Anna",), ("Anna", "Marek")):
        card = Card("Laptopy")
        qtbot.addWidget(card)
        for name in names:
            card.add_row(Row(name))
        card.resize(300, 300)
        card.show()
        first = card.findChildren(Row)[0]
        tops.append(first.mapTo(card, first.rect().topLeft()).y())
        card.clear()
        assert not first.isVisibleTo(card)
    assert tops[0] == tops[1]


def inked_rows(one: QWidget) -> int:
    """In how many rows of a widget in its own size there is something drawn."""
    one.resize(one.sizeHint())
    drawn = QImage(one.size(), QImage.Format.Format_ARGB32)
    drawn.fill(0)
    one.render(drawn, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    columns = range(drawn.width())
    return sum(any(drawn.pixelColor(x, y).alpha() for x in columns) for y in range(drawn.height()))


@pytest.mark.parametrize("scale", [100, 200])
@pytest.mark.parametrize("role", ["hero", "title", "card", "body", "second", "caption", "problem"])
def test_accents_of_capitals_are_whole(qtbot: QtBot, own_look: QApplication, role: str, scale: int) -> None:
    apply_theme(own_look, scale, high_contrast=False)
    made, roomy = label("ĆŚŹŻ", role), label("ĆŚŹŻ", role)
    roomy.setContentsMargins(0, 40, 0, 0)
    for one in (made, roomy):
        qtbot.addWidget(one)
    assert inked_rows(made) == inked_rows(roomy)


def test_a_strip_asks_for_one_line_however_long_its_sentence_is(qtbot: QtBot) -> None:
    heights = {Strip(words).minimumSizeHint().height() for words in ("Tryb prywatny", "Dane pokazowe: " * 12)}
    assert len(heights) == 1
