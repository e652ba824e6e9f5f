"""Forms from the description of fields: a label above each editor, and under it what is wrong, in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from asystent_desktop.records.codes import area_words
from asystent_desktop.records.types import Code, Many, Number, Text
from asystent_desktop.ui.parts.editors import Choice, DayEdit, LineEdit, NoteEdit, Tick, TimeEdit
from asystent_desktop.ui.parts.retyping import retype, typed_in
from asystent_desktop.ui.parts.text import announce, label, set_property, set_shown
from asystent_desktop.ui.parts.ticks import TagPicker, TickList
from asystent_desktop.ui.parts.week_hours import WeekHoursEdit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from PySide6.QtCore import SignalInstance

    from asystent_desktop.records.fields import Field

MISSING = "Uzupełnij to pole."
_MOST_TICKS = 8


class Editor(Protocol):
    """What every editor of a value can do; `value` raises ValueError with a sentence."""

    @property
    def edited(self) -> SignalInstance:
        """Return the signal of a change made by a person."""

    def value(self) -> Any:
        """Return the value."""

    def set_value(self, value: Any) -> None:
        """Show a value."""


class FieldBox(QWidget):
    """One editor with its label and the line that says what is wrong."""

    def __init__(self, words: str, editor: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        self.caption, self._problem = label(words, "caption"), label("", "problem", wrap=True)
        self.caption.setBuddy(editor)
        editor.setAccessibleName(words)
        editor.setAccessibleDescription(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        if not isinstance(editor, QCheckBox):
            column.addWidget(self.caption)
        column.addWidget(editor)
        if hint:
            column.addWidget(label(hint, "second", wrap=True))
        column.addWidget(self._problem)
        self._problem.hide()

    def show_problem(self, sentence: str) -> None:
        """Say the problem in words, never by colour alone; an empty sentence clears it."""
        self._problem.setText(sentence)
        set_shown(self._problem, bool(sentence))
        self.editor.setAccessibleDescription(sentence or self._hint)
        if isinstance(self.editor, QLineEdit | QPlainTextEdit | Choice):
            set_property(self.editor, "problem", "true" if sentence else "false")

    def problem(self) -> str:
        """Return the sentence shown."""
        return self._problem.text()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAnswer:
    """What a form holds: the values that could be read, and a sentence for each field that is wrong."""

    values: Mapping[str, Any]
    problems: Mapping[str, str]


class Form(QWidget):
    """Editors for described fields in one or more columns; long ones take the whole width.

    `choices` gives the codes and words of fields that name other records. A field that is required only
    under a condition is shown while the condition holds or while it has a value.
    """

    edited = Signal(str)

    def __init__(
        self,
        fields: Sequence[Field],
        today: Callable[[], date],
        choices: Callable[[Field], Sequence[tuple[str, str]]] | None = None,
        *,
        columns: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fields = {one.name: one for one in fields}
        self._boxes: dict[str, FieldBox] = {}
        for one in fields:
            editor = make_editor(one, today, choices)
            box = self._boxes[one.name] = FieldBox(one.label, editor, one.hint)
            cast("Editor", editor).edited.connect(lambda name=one.name: self._on_edited(name))
            box.setObjectName(one.name)
        self._set_out(columns)
        self._show_wanted()

    def start(self) -> None:
        """Put the focus into the first field that is shown."""
        first = next((box for box in self._boxes.values() if not box.isHidden()), None)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def box(self, name: str) -> FieldBox:
        """Return the box of a field."""
        return self._boxes[name]

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show values by field name; fields that are not named stay as they are."""
        for name, value in values.items():
            if name in self._boxes:
                self._editor(name).set_value(value)
        self._show_wanted()

    def values(self) -> dict[str, Any]:
        """Return the values that can be read, empty ones for others; nothing is said about problems."""
        return self._read_all()[0]

    def typed(self) -> dict[str, Any]:
        """Return what stands in every field, readable or not, as plain JSON values."""
        return {name: typed_in(self._editor(name)) for name in self._boxes}

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Put back what `typed` gave; fields that are not named stay as they are."""
        for name, one in typed.items():
            retype(self._editor(name), one)
        self._show_wanted()

    def read(self) -> FormAnswer:
        """Read all fields, mark what is wrong at its field, and return both."""
        values, problems = self._read_all()
        for name, one in self._fields.items():
            if name not in problems and one.is_required(values) and values[name] == one.type.empty:
                problems[name] = MISSING
        self.show_problems(problems)
        return FormAnswer(values=values, problems=problems)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say problems at their fields, clear the others, and go to the first that is wrong."""
        for name, box in self._boxes.items():
            box.show_problem(problems.get(name, ""))
        first = next((name for name in self._boxes if problems.get(name)), None)
        if first is not None:
            self._boxes[first].show()
            self._boxes[first].editor.setFocus(Qt.FocusReason.OtherFocusReason)
            # Once the sentence has its place: a form in a small window scrolls.
            QTimer.singleShot(0, self._boxes[first], partial(_reveal, self._boxes[first]))
            announce(self, f"{self._fields[first].label}: {problems[first]}")

    def _read_all(self) -> tuple[dict[str, Any], dict[str, str]]:
        values: dict[str, Any] = {}
        problems: dict[str, str] = {}
        for name, one in self._fields.items():
            try:
                value = self._editor(name).value()
                values[name] = one.type.empty if value == one.type.empty else one.type.checked(value)
            except ValueError as problem:
                values[name] = one.type.empty
                problems[name] = str(problem)
        return values, problems

    def _editor(self, name: str) -> Editor:
        return cast("Editor", self._boxes[name].editor)

    def _on_edited(self, name: str) -> None:
        self._boxes[name].show_problem("")
        self._show_wanted()
        self.edited.emit(name)

    def _show_wanted(self) -> None:
        values, problems = self._read_all()
        for name, one in self._fields.items():
            if callable(one.required):
                wanted = one.is_required(values) or values[name] != one.type.empty or name in problems
                set_shown(self._boxes[name], wanted)

    def _set_out(self, columns: int) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        row = column = 0
        for name, one in self._fields.items():
            wide = one.type.name in {"note", "many", "week_hours"}
            if wide and column:
                row, column = row + 1, 0
            span = columns if wide else 1
            grid.addWidget(self._boxes[name], row, column, 1, span, Qt.AlignmentFlag.AlignTop)
            column += span
            if column >= columns:
                row, column = row + 1, 0
        for place in range(columns):
            grid.setColumnStretch(place, 1)
        grid.setRowStretch(row + 1, 1)


def _reveal(box: QWidget) -> None:
    above = box.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(box, 0, 8)
        above = above.parentWidget()


def make_editor(
    one: Field,
    today: Callable[[], date],
    choices: Callable[[Field], Sequence[tuple[str, str]]] | None = None,
) -> QWidget:
    """Return the editor of a field's type; KeyError for a type that has none."""
    kind = one.type
    if isinstance(kind, Many):
        return _many_editor(one, kind, choices)
    if kind.name == "code":
        return Choice(_options(one, kind, choices), may_be_empty=one.required is not True)
    if kind.name == "ref":
        return Choice(_options(one, kind, choices))
    if isinstance(kind, Number):
        return LineEdit(kind.read, kind.words)
    if kind.name == "note" and isinstance(kind, Text):
        return NoteEdit(limit=kind.limit)
    if isinstance(kind, Text):
        return LineEdit(kind.read, limit=kind.limit)
    plain: dict[str, Callable[[], QWidget]] = {
        "date": lambda: DayEdit(today),
        "time": TimeEdit,
        "flag": lambda: Tick(one.label),
        "week_hours": WeekHoursEdit,
    }
    return plain[kind.name]()


def _many_editor(
    one: Field, kind: Many, choices: Callable[[Field], Sequence[tuple[str, str]]] | None
) -> QWidget:
    options = _options(one, kind.member, choices)
    if isinstance(kind.member, Code) and kind.member.of == "area":
        return TagPicker([(code, area_words(code)) for code, _words in options], "+ Dodaj obszar")
    return TickList(options) if len(options) <= _MOST_TICKS else TagPicker(options)


def _options(
    one: Field, kind: object, choices: Callable[[Field], Sequence[tuple[str, str]]] | None
) -> Sequence[tuple[str, str]]:
    if isinstance(kind, Code):
        return kind.options()
    return choices(one) if choices is not None else ()
