"""Settings: limits and deadlines, each with its mark; the office sets those it may, a laptop reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from asystent_desktop.polish import NBSP, counted, hours, plural
from asystent_desktop.records.types import Hours, ValueProblemError
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.editors import LineEdit
from asystent_desktop.ui.parts.letting_go import let_go
from asystent_desktop.ui.parts.settings_card import SettingsCard
from asystent_desktop.ui.parts.text import label, line, set_property
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asystent_desktop.services.settings import Limit, SettingsView
    from asystent_desktop.ui.context import Context

MARKS: Final = {"ustawa": "info", "praktyka": "ok", "program": "quiet"}
HOURS: Final = "godz."
"""The unit of a limit that is kept in minutes and typed as hours: 10 or 7:30."""
_UNIT = re.compile(r"^(?P<name>.*?)(?: \((?P<unit>dni|dni robocze|miesiące|lata|min|godz\.)\))?$")
_UNITS: Final = {
    "dni": ("dzień", "dni", "dni"),
    "dni robocze": ("dzień roboczy", "dni robocze", "dni roboczych"),
    "miesiące": ("miesiąc", "miesiące", "miesięcy"),
    "lata": ("rok", "lata", "lat"),
    "min": ("min", "min", "min"),
    HOURS: ("godz.", "godz.", "godz."),
}
_DAY: Final = 24 * 60
_COORDINATOR: Final = frozenset(
    {
        *("foster_families_per_coordinator", "child_plan_days", "child_assessment_young_months"),
        *("child_assessment_months", "young_child_years", "court_letter_months", "motion_months"),
        *("motion_first_reminder_months", "motion_second_reminder_months", "adoption_notice_days"),
        *("foster_first_months", "foster_second_months", "foster_next_months", "emergency_months"),
        *("guardian_months", "programme_months"),
    }
)
_ASSISTANT: Final = frozenset(
    {
        *("families_per_assistant", "first_plan_days", "assessment_months", "assessment_to_head_days"),
        *("opinion_days", "monitoring_months", "monitoring_every_months"),
    }
)


class WorkCard(SettingsCard):
    """Praca: limity i terminy."""

    NAME = "work"

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Praca: limity i terminy"))
        self._editors: dict[str, LineEdit] = {}
        self._limits: dict[str, Limit] = {}
        self._holder = QWidget()
        self.add(self._holder)
        self.add(self.problem)
        told = tr("ustawa: granica z prawa · praktyka: zwyczaj ośrodków · program: wartość na początek.")
        self._told = label(told, "second", wrap=True)
        self.add(self._told)

    def show_view(self, view: SettingsView) -> None:
        """Show the limits that concern this role, once each."""
        shown = [one for one in view.limits if _concerns(one.name, view)]
        self.fact.setText(tr("biuro je zmienia") if view.may_edit_office else tr("ustala biuro"))
        self._limits = {one.name: one for one in shown}
        self._editors = {}
        old, self._holder = self._holder, QWidget()
        self._fill(shown, may_edit=view.may_edit_office)
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(old, self._holder)
        let_go(old)
        self.say_problem("")

    def waiting(self) -> tuple[str, ...]:
        """Return each limit that waits."""
        return tuple(tr("limit") for name in self._editors if self._differs(name))

    def change(self) -> Mapping[str, Any]:
        """Return the office's fields that wait; ValueError with a sentence for what is no number."""
        changed: dict[str, Any] = {}
        for name, editor in self._editors.items():
            if self._differs(name):
                changed[self._limits[name].field] = self._read(name, editor.text())
        return {"office": changed} if changed else {}

    def typed(self) -> Mapping[str, Any]:
        """Return what waits, as text."""
        return {name: editor.text() for name, editor in self._editors.items() if self._differs(name)}

    def retype(self, typed: Mapping[str, Any]) -> None:
        """Type limits again."""
        for name, text in typed.items():
            if name in self._editors:
                self._editors[name].setText(text)
        self.edited.emit()

    def _differs(self, name: str) -> bool:
        limit = self._limits[name]
        return self._editors[name].text().strip() != typed_words(limit.value, _words(limit.label)[1])

    def _read(self, name: str, text: str) -> int | None:
        """Return the number; an empty field gives the default of the program back."""
        if not text.strip():
            return None
        caption, unit = _words(self._limits[name].label)
        try:
            if unit == HOURS:
                return Hours(most=_DAY).read(text)
            if text.strip().isascii() and text.strip().isdigit():
                return int(text)
        except ValueProblemError as problem:
            told = str(problem)
        else:
            told = tr("wpisz liczbę całkowitą.")
        set_property(self._editors[name], "problem", "true")
        raise ValueError(f"{caption}: {told[0].lower()}{told[1:]}")

    def _fill(self, shown: list[Limit], *, may_edit: bool) -> None:
        grid = QGridLayout(self._holder)
        grid.setContentsMargins(8, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(theme().px(4))
        grid.setColumnStretch(0, 1)
        for column, words in enumerate(("Co", "Ile", "Skąd")):
            grid.addWidget(label(tr(words), "caption"), 0, column)
        for place, one in enumerate(shown, start=1):
            grid.addWidget(line(), 2 * place - 1, 0, 1, 3)
            name, unit = _words(one.label)
            grid.addWidget(label(name, wrap=True), 2 * place, 0)
            edits = may_edit and bool(one.field)
            value = self._editor(one, name, unit) if edits else label(value_words(one.value, unit), "strong")
            if not edits:
                value.setAccessibleName(f"{name}: {value_words(one.value, unit)}, {one.mark}")
            grid.addWidget(value, 2 * place, 1)
            chip = Chip(one.mark, MARKS.get(one.mark, "quiet"))
            grid.addWidget(chip, 2 * place, 2, Qt.AlignmentFlag.AlignVCenter)

    def _editor(self, one: Limit, name: str, unit: str) -> QWidget:
        editor = LineEdit(limit=5)
        editor.setText(typed_words(one.value, unit))
        editor.setAccessibleName(f"{name}, {unit}" if unit else name)
        default = typed_words(one.default, unit)
        editor.setAccessibleDescription(f"{one.mark}; {tr('na początek')} {default}")
        editor.setToolTip(f"{tr('Na początek')}: {default}. {tr('Puste pole wraca do tej wartości.')}")
        editor.setProperty("look", "small")
        editor.setFixedWidth(theme().px(58))
        editor.edited.connect(self._on_edited)
        self._editors[one.name] = editor
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(6)
        across.addWidget(editor)
        across.addWidget(label(_UNITS[unit][2] if unit else "", "second"))
        across.addStretch(1)
        return holder

    def _on_edited(self) -> None:
        self.say_problem("")
        for editor in self._editors.values():
            set_property(editor, "problem", "false")
        self.edited.emit()


def value_words(value: int, unit: str) -> str:
    """Return a limit in words: "30 dni", "6 miesięcy", "15"."""
    if not unit:
        return str(value)
    if unit in {"min", HOURS}:
        return hours(value)
    if unit == "dni robocze":
        return f"{value}{NBSP}{plural(value, *_UNITS[unit])}"
    return counted(value, *_UNITS[unit])


def typed_words(value: int, unit: str) -> str:
    """Return a limit as it stands in its field: a number, hours as 10 or 7:30."""
    if unit != HOURS:
        return str(value)
    return str(value // 60) if value % 60 == 0 else Hours().words(value)


def _words(full: str) -> tuple[str, str]:
    match = _UNIT.match(full)
    return (match["name"], match["unit"] or "") if match else (full, "")


def _concerns(name: str, view: SettingsView) -> bool:
    if view.may_edit_office:
        return True
    roles = view.session.roles
    if name in _COORDINATOR:
        return "coordinator" in roles
    return name not in _ASSISTANT or "assistant" in roles
