"""The plan of work with a family: goals, actions, who, by when, expected effect; its print beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from asystent_desktop.errors import AppError, NotFoundError
from asystent_desktop.records import Plan, PlanAction, PlanGoal, PlanSignature
from asystent_desktop.records.codes import area_words
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row, pair
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.pdf_view import PdfView
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import due_words, tr

if TYPE_CHECKING:
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.plans import GoalView, PlanView
    from asystent_desktop.services.printing import Printed
    from asystent_desktop.ui.context import Context

_GOAL = ("text", "area", "expected_effect", "measure", "deadline", "state", "evaluation", "evaluated_on")
_ACTION = ("text", "who", "by_family", "deadline", "continuous", "state", "done_on", "result")
_TEXTS = (
    "valid_from",
    "valid_to",
    "strengths",
    "deficits",
    "way_of_working",
    "family_remarks",
    "change_reason",
)
_AGREED = ("agreed_with_social_worker_on", "agreed_with_coordinator_on", "change_reason")
_SIGNATURE = ("role", "name", "signed_on", "refused", "remark")
_PROGRESS_GOAL = ("state", "evaluation", "evaluated_on")
_PROGRESS_ACTION = ("state", "done_on", "result")
_PREVIEW_WIDTH = 470


class PlanPage(Page):
    """One version of a plan."""

    SHOWS = frozenset({"plan", "plan_goal", "plan_action", "plan_signature", "person", "family", "contact"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Plan pracy z rodziną"))
        self._view: PlanView | None = None
        self.state = Chip("")
        self.header.add_state(self.state)
        self.texts_button = self.add_action(tr("Opisy i daty…"), self._edit_texts)
        self.next_button = self.add_action(tr("Nowa wersja"), self._begin)
        self.agree_button = self.add_action(tr("Zatwierdź wersję…"), self._agree, main=True)
        self.page = ScrollPage((0,))
        self.preview = PdfView(context.files)
        self.preview.setMinimumWidth(theme().px(_PREVIEW_WIDTH))
        self.preview.said.connect(self.notice.tell)
        self.preview.left_store.connect(self._left)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 24, 12)
        line.addWidget(self.page, 1)
        right = QVBoxLayout()
        right.addSpacing(16)
        right.addWidget(self.preview, 1)
        line.addLayout(right)
        self.add(holder, 1)
        shortcut = QShortcut(QKeySequence("Ctrl+G"), self)
        shortcut.activated.connect(self._add_goal)

    def refresh(self) -> None:
        """Ask for the version; its paper is made after it, off the GUI thread."""
        read = partial(_read, self.context.services, self.args.get("family", ""), self.args.get("plan", ""))
        self.ask(read, self._show)

    def _show(self, found: tuple[PlanView | None, Printed | None, str]) -> None:
        view, printed, name = found
        self._view = view
        self.page.clear()
        self.header.set_words(f"{tr('Plan pracy z rodziną')}: {self.context.shown_name(name)}")
        is_draft = view is not None and not view.is_locked
        for button, shown in (
            (self.texts_button, is_draft),
            (self.agree_button, is_draft),
            (self.next_button, not is_draft),
        ):
            button.setVisible(shown)
        self.preview.setVisible(printed is not None)
        if view is None or printed is None:
            self.next_button.set_words(tr("Zacznij plan"))
            self.page.add(
                Note(tr("Ta rodzina nie ma jeszcze planu."), tr("„Zacznij plan” weźmie opisy z diagnozy."))
            )
            return
        self.next_button.set_words(tr("Nowa wersja"))
        words = f"{tr('wersja')} {view.plan.version_no}, {code_label('plan_state', view.plan.state)}"
        self.state.show_words(words, "warn" if is_draft else "ok")
        self.preview.show_pdf(printed.pdf, printed.name)
        self.preview.hide_pages(hidden=self.context.private)
        for number, goal in enumerate(view.goals):
            self.page.add(self._goal_card(view, number, goal))
        if is_draft:
            add = Button(tr("+ Dodaj cel"), self._add_goal, hint="Ctrl+G")
            self.page.add(add)
        self._show_findings(view)
        self._show_signatures(view)

    def _goal_card(self, view: PlanView, place: int, goal: GoalView) -> Card:
        card = Card(f"{tr('Cel')} {goal.no}. {goal.goal.text}", area_words(goal.goal.area))
        today = self.context.clock.today()
        for action in goal.actions:
            change = Button(tr("Zmień"), partial(self._edit_action, action))
            change.setAccessibleName(f"{tr('Zmień działanie')}: {action.text}")
            when = (
                tr("stale")
                if action.continuous
                else f"{action.deadline:%d.%m.%Y}"
                if action.deadline
                else tr("bez terminu")
            )
            chip = Chip(code_label("action_state", action.state), "ok" if action.state == "done" else "info")
            if action.deadline and action.state in {"not_started", "in_progress"}:
                chip = Chip(*due_words(action.deadline, today))
            card.add_row(Row(action.text, f"{action.who} · {when}", pair(chip, change)))
        effect = goal.goal.expected_effect or tr("nie wpisano")
        card.add_row(Row(tr("Przewidywany efekt"), effect))
        buttons = [(tr("Zmień cel"), partial(self._edit_goal, goal.goal))]
        if not view.is_locked:
            buttons.append((tr("+ Działanie"), partial(self._add_action, goal.goal)))
            buttons.append((tr("Usuń cel"), partial(self._remove, goal.goal)))
            if place:
                buttons.append((tr("Wyżej"), partial(self._swap, goal.goal, view.goals[place - 1].goal)))
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 6, 0, 0)
        for words, act in buttons:
            button = Button(words, act)
            button.setAccessibleName(f"{words}: {goal.no}")
            line.addWidget(button)
        line.addStretch(1)
        card.add(holder)
        return card

    def _show_findings(self, view: PlanView) -> None:
        if view.is_locked:
            return
        for finding in view.findings:
            if not finding.field.startswith("agreed_"):
                tone = {"E": "bad", "W": "warn", "I": "info"}[finding.level]
                self.page.add(Note(tr(finding.sentence), tone=tone))

    def _show_signatures(self, view: PlanView) -> None:
        if not view.is_locked:
            return
        card = Card(tr("Podpisy na papierze"))
        for one in view.signatures:
            when = f"{one.signed_on:%d.%m.%Y}" if one.signed_on else ""
            words = tr("odmowa podpisu") if one.refused else when
            card.add_row(
                Row(self.context.shown_name(one.name), f"{code_label('signer_role', one.role)} · {words}")
            )
        card.add(Button(tr("Dopisz podpis…"), self._sign))
        self.page.add(card)

    def _dialog(
        self, title: str, cls: Any, names: tuple[str, ...], act: Any, values: dict[str, Any] | None = None
    ) -> None:
        dialog = RecordDialog(self, title, [cls.INFO.by_name[name] for name in names], self.context)
        if values:
            dialog.show_values(values)
        dialog.wanted.connect(lambda read: dialog.save(partial(act, read)))
        dialog.open()

    def _add_goal(self) -> None:
        if self._view is not None and not self._view.is_locked:
            save = partial(self.context.services.plans.save_goal, self._view.plan.id)
            self._dialog(tr("Nowy cel"), PlanGoal, _GOAL[:5], save)

    def _edit_goal(self, goal: PlanGoal) -> None:
        assert self._view is not None  # noqa: S101 - its button is on a shown goal
        names = _PROGRESS_GOAL if self._view.is_locked else _GOAL
        save = self.context.services.plans.save_goal
        plan = self._view.plan.id
        values = {name: getattr(goal, name) for name in names}
        self._dialog(tr("Cel"), PlanGoal, names, lambda read: save(plan, read, goal.id), values)

    def _add_action(self, goal: PlanGoal) -> None:
        save = partial(self.context.services.plans.save_action, goal.id)
        self._dialog(tr("Nowe działanie"), PlanAction, _ACTION[:5], save, {"by_family": True})

    def _edit_action(self, action: PlanAction) -> None:
        assert self._view is not None  # noqa: S101 - its button is on a shown action
        names = _PROGRESS_ACTION if self._view.is_locked else _ACTION
        save = self.context.services.plans.save_action
        values = {name: getattr(action, name) for name in names}
        self._dialog(
            tr("Działanie"), PlanAction, names, lambda read: save(action.goal, read, action.id), values
        )

    def _remove(self, goal: PlanGoal) -> None:
        self.save(partial(self.context.services.plans.remove, goal), lambda _done: self.refresh())

    def _swap(self, goal: PlanGoal, other: PlanGoal) -> None:
        self.save(partial(self.context.services.plans.swap, goal, other), lambda _done: self.refresh())

    def _edit_texts(self) -> None:
        assert self._view is not None  # noqa: S101 - its button is shown for a draft
        plan = self._view.plan
        save = partial(self.context.services.plans.change, plan.id)
        self._dialog(
            tr("Opisy i daty planu"), Plan, _TEXTS, save, {name: getattr(plan, name) for name in _TEXTS}
        )

    def _agree(self) -> None:
        assert self._view is not None  # noqa: S101 - its button is shown for a draft
        plan = self._view.plan
        agree = partial(self.context.services.plans.agree, plan.id)
        self._dialog(
            tr("Z kim uzgodniono plan"), Plan, _AGREED, agree, {name: getattr(plan, name) for name in _AGREED}
        )

    def _sign(self) -> None:
        assert self._view is not None  # noqa: S101 - its button is shown for a locked version
        plan = self._view.plan.id
        sign = self.context.services.plans.sign
        self._dialog(tr("Podpis na papierze"), PlanSignature, _SIGNATURE, lambda read: sign(plan, [read]))

    def _begin(self) -> None:
        begin = partial(self.context.services.plans.begin, self.args.get("family", ""))
        self.save(begin, self._begun, self._not_begun)

    def _begun(self, _saved: object) -> None:
        self.args = {"family": self.args.get("family", "")}
        self.refresh()

    def _not_begun(self, problem: AppError) -> None:
        self.notice.tell(tr(problem.sentence), "warn")

    def _left(self, way: str) -> None:
        family = self.args.get("family", "")
        note = partial(self.context.services.printing.note_export, family, printed=way == "print")
        self.save(note)


def _read(services: Services, family: str, plan: str) -> tuple[PlanView | None, Printed | None, str]:
    """Read a version (the newest when none is named) with its paper; not for the GUI thread."""
    name = services.cases.row(family).name
    versions = services.plans.versions(family)
    wanted = plan or (versions[0].id if versions else "")
    if not wanted:
        return None, None, name
    try:
        return services.plans.view(wanted), services.printing.plan(wanted), name
    except NotFoundError:
        return None, None, name
