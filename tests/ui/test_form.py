from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QScrollArea
from pytestqt.qtbot import QtBot

from asystent_desktop.records import KINDS, Visit, WorkHours
from asystent_desktop.records.fields import Field
from asystent_desktop.ui.form import MISSING, Form, make_editor
from asystent_desktop.ui.parts.editors import Choice, DayEdit, LineEdit, NoteEdit, Tick, TimeEdit
from asystent_desktop.ui.parts.ticks import TagPicker, TickList
from asystent_desktop.ui.parts.week_hours import WeekHoursEdit

TODAY = date(2026, 11, 23)
NAMES = ("state", "day", "start", "end", "place", "place_text", "areas", "course", "travel_minutes")
ANNA, EWA = "a" * 32, "e" * 32


def people(_field: Field) -> list[tuple[str, str]]:
    return [(ANNA, "Anna"), (EWA, "Ewa")]


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form([Visit.INFO.by_name[name] for name in NAMES], lambda: TODAY, people, columns=2)
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_field_of_every_record_has_an_editor_with_a_name(qtbot: QtBot) -> None:
    for info in KINDS.values():
        made = Form(info.fields, lambda: TODAY, people)
        qtbot.addWidget(made)
        for one in info.fields:
            assert made.box(one.name).editor.accessibleName() == one.label


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("day", DayEdit),
        ("start", TimeEdit),
        ("state", Choice),
        ("course", NoteEdit),
        ("areas", TagPicker),
        ("present", TickList),
        ("second_worker", Tick),
        ("travel_minutes", LineEdit),
        ("others_present", LineEdit),
        ("family", Choice),
    ],
)
def test_editor_fits_the_type(qtbot: QtBot, name: str, kind: type) -> None:
    editor = make_editor(Visit.INFO.by_name[name], lambda: TODAY, people)
    qtbot.addWidget(editor)
    assert type(editor) is kind


def test_values_shown_are_read_back(form: Form) -> None:
    values = {
        "state": "held",
        "day": TODAY,
        "start": time(10),
        "end": time(11, 5),
        "place": "home",
        "place_text": "",
        "areas": ("a", "c"),
        "course": "Rozmowa.\nDrugi wiersz.",
        "travel_minutes": 25,
    }
    form.show_values(values)
    answer = form.read()
    assert answer.problems == {}
    assert answer.values == values


def test_missing_and_wrong_fields_are_named_in_place(qtbot: QtBot, form: Form) -> None:
    with qtbot.waitActive(form):
        form.activateWindow()
    form.show_values({"state": "held", "day": TODAY, "end": time(11)})
    travel = form.box("travel_minutes").editor
    assert isinstance(travel, LineEdit)
    travel.setText("pół godziny")
    answer = form.read()
    assert set(answer.problems) == {"start", "travel_minutes"}
    assert form.box("start").problem() == MISSING
    assert form.box("start").editor.accessibleDescription() == MISSING
    assert form.box("start").editor.hasFocus()


def test_problem_goes_away_when_the_field_is_edited(qtbot: QtBot, form: Form) -> None:
    form.read()
    assert form.box("start").problem()
    with qtbot.waitSignal(form.edited, check_params_cb=lambda name: name == "start"):
        QTest.keyClicks(form.box("start").editor, "10")
    assert not form.box("start").problem()


def test_field_required_under_a_condition_appears_with_it(form: Form) -> None:
    assert form.box("place_text").isHidden()
    form.show_values({"place": "other"})
    assert not form.box("place_text").isHidden()
    assert form.read().problems["place_text"] == MISSING


def test_label_leads_to_its_editor(form: Form) -> None:
    place = form.box("place")
    assert isinstance(place.editor, QComboBox)
    assert place.caption.buddy() is place.editor
    assert place.caption.text() == "Miejsce"


def test_week_hours_are_read_back_and_checked(qtbot: QtBot) -> None:
    hours = next(one for one in WorkHours.INFO.fields if one.type.name == "week_hours")
    editor = make_editor(hours, lambda: TODAY)
    assert isinstance(editor, WeekHoursEdit)
    qtbot.addWidget(editor)
    value = "1 08:00-16:00; 2 08:00-10:00; 2 12:00-16:00"
    editor.set_value(value)
    assert editor.value() == value
    editor.set_value("3 16:00-08:00")
    with pytest.raises(ValueError, match="środa"):
        editor.value()


def test_what_is_wrong_is_scrolled_into_sight(qtbot: QtBot) -> None:
    form = Form([Visit.INFO.by_name[name] for name in NAMES], lambda: TODAY, people)
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    area.setWidget(form)
    area.resize(400, 160)
    area.show()
    form.show_problems({"travel_minutes": MISSING})
    box = form.box("travel_minutes")
    # All of it: the sentence stands under the field.
    qtbot.waitUntil(lambda: box.visibleRegion().boundingRect() == box.rect())
