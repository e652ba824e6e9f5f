"""The cards of a plan's goals: actions as a table, the expected effect, and what may be done with a goal."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from asystent_desktop.polish import short_date
from asystent_desktop.records.codes import area_words
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import due_words, tr

if TYPE_CHECKING:
    from datetime import date

    from asystent_desktop.records import PlanAction, PlanGoal
    from asystent_desktop.services.plans import GoalView, PlanView

_WHO, _WHEN, _STATE, _TITLE = 132, 92, 128, 380
_OPEN = frozenset({"not_started", "in_progress"})
_TONES = {"done": "ok", "in_progress": "info", "ongoing": "info", "partly": "ok", "not_done": "bad"}


class GoalActs(Protocol):
    """What the page does when something of a goal is chosen."""

    def edit_goal(self, goal: PlanGoal) -> None:
        """Open a goal."""

    def edit_action(self, action: PlanAction) -> None:
        """Open an action."""

    def add_step(self, goal: PlanGoal) -> None:
        """Add an action."""

    def move_goal(self, goal: PlanGoal, step: int) -> None:
        """Move a goal up (-1) or down (1)."""

    def remove_goal(self, goal: PlanGoal) -> None:
        """Take a goal out."""


class ActionLine(QFrame):
    """One action in four columns; Enter or a click opens it."""

    def __init__(self, acts: GoalActs, action: PlanAction, today: date, shown: tuple[str, str]) -> None:
        super().__init__()
        self._acts, self._action = acts, action
        text, who = shown
        when = _when(action)
        chip = _chip(action, today)
        self.setProperty("part", "row")
        self.setProperty("first", "false")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(", ".join(filter(None, (text, who, when, chip.text()))))
        self.setToolTip(tr("Otwórz działanie (Enter)"))
        line = _columns(self, 8)
        line.addWidget(label(text, wrap=True), 1)
        for words, width in ((who, _WHO), (when, _WHEN)):
            cell = label(words, wrap=True)
            cell.setFixedWidth(theme().px(width))
            line.addWidget(cell)
        line.addWidget(_held(chip))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        if Qt.Key(event.key()) in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._acts.edit_action(self._action)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open with a click."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._acts.edit_action(self._action)


class GoalCard(Card):
    """One goal. `hides` turns a person's own words into dots in private mode."""

    def __init__(self, acts: GoalActs, view: PlanView, one: GoalView, today: date, hides: Hides) -> None:
        super().__init__(f"{tr('Cel')} {one.no}. {hides(one.goal.text)}", area_words(one.goal.area))
        self._acts, self._one = acts, one
        self.goal = goal = one.goal
        self.title.setWordWrap(True)
        self.title.setMinimumWidth(_TITLE)
        if goal.state in {"achieved", "partly", "dropped"}:
            self._show_state(goal)
        if one.actions:
            self.add(_head())
        for action in one.actions:
            self.add(ActionLine(acts, action, today, (hides(action.text), hides(action.who))))
        effect = hides(goal.expected_effect) if goal.expected_effect else tr("jeszcze nie wpisano")
        due = f" · {tr('do')} {short_date(goal.deadline)}" if goal.deadline else f" · {tr('bez terminu')}"
        words = label(f"{tr('Przewidywany efekt')}: {effect}{due}", "small", wrap=True)
        words.setContentsMargins(8, 8, 8, 4)
        self.add(words)
        self.add(self._buttons(view, goal))
        self.set_spacing(0)

    def _show_state(self, goal: PlanGoal) -> None:
        when = f" {short_date(goal.evaluated_on)}" if goal.evaluated_on else ""
        tone = "quiet" if goal.state == "dropped" else "ok"
        self.add(_held(Chip(f"{code_label('goal_state', goal.state)}{when}", tone), width=0))

    def _buttons(self, view: PlanView, goal: PlanGoal) -> QWidget:
        acts, last = self._acts, len(view.goals)
        offered = [
            (tr("Zmień cel") if not view.is_locked else tr("Postęp celu"), partial(acts.edit_goal, goal))
        ]
        if not view.is_locked:
            offered.append((tr("+ Działanie"), partial(acts.add_step, goal)))
            if self._one.no > 1:
                offered.append((tr("Wyżej"), partial(acts.move_goal, goal, -1)))
            if self._one.no < last:
                offered.append((tr("Niżej"), partial(acts.move_goal, goal, 1)))
            offered.append((tr("Usuń cel"), partial(acts.remove_goal, goal)))
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(8, 2, 0, 0)
        line.setSpacing(8)
        for words, act in offered:
            button = Button(words, act, look="small")
            button.setAccessibleName(f"{words}: {tr('cel')} {self._one.no}")
            line.addWidget(button)
        line.addStretch(1)
        return holder


class Hides(Protocol):
    """Turns a text into what may be shown now."""

    def __call__(self, text: str) -> str:
        """Return the text, or dots."""


def _head() -> QWidget:
    holder = QWidget()
    line = _columns(holder, 2)
    line.addWidget(label(tr("Działanie"), "caption"), 1)
    for words, width in ((tr("Kto"), _WHO), (tr("Termin"), _WHEN), (tr("Stan"), _STATE)):
        cell = label(words, "caption")
        cell.setFixedWidth(theme().px(width))
        line.addWidget(cell)
    return holder


def _columns(parent: QWidget, height: int) -> QHBoxLayout:
    line = QHBoxLayout(parent)
    line.setContentsMargins(8, height, 8, height)
    line.setSpacing(10)
    return line


def _held(chip: Chip, width: int = _STATE) -> QWidget:
    holder = QWidget()
    if width:
        holder.setFixedWidth(theme().px(width))
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(chip)
    line.addStretch(1)
    return holder


def _when(action: PlanAction) -> str:
    if action.continuous:
        return tr("stale")
    return short_date(action.deadline) if action.deadline else tr("bez terminu")


def _chip(action: PlanAction, today: date) -> Chip:
    near = action.deadline is not None and (action.deadline - today).days <= 14
    if near and action.deadline and action.state in _OPEN:
        return Chip(*due_words(action.deadline, today))
    return Chip(code_label("action_state", action.state), _TONES.get(action.state, "quiet"))
