"""The plan of work with a family: goals, actions, who, by when, expected effect; its print beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from asystent_desktop.errors import AppError, NotFoundError
from asystent_desktop.records import Plan, PlanAction, PlanGoal, PlanSignature
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.services.printing import Wanted
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.plan_goals import GoalCard
from asystent_desktop.ui.pages.plan_side import changes_card, missing_notes, signatures_card, starts_card
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, EmptyState, Row, pair
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.dialogs import ask_person
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.pdf_view import PdfView
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.checks.findings import Finding
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.plan_help import PlanChange, StartingGoal
    from asystent_desktop.services.plans import PlanView
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
_PREVIEW_WIDTH = 430
_LEAST_GOALS = 560


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A version with its paper, its changes, goals to begin with, and all versions of the family."""

    name: str
    view: PlanView | None = None
    printed: Printed | None = None
    changes: tuple[PlanChange, ...] = ()
    starts: tuple[StartingGoal, ...] = ()
    versions: tuple[Plan, ...] = ()


class PlanPage(Page):
    """One version of a plan. Arguments: `family`, `plan` (the newest when none is named)."""

    SHOWS = frozenset({"plan", "plan_goal", "plan_action", "plan_signature", "person", "family", "contact"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Plan pracy z rodziną"))
        self._found: Read | None = None
        self._compares = False
        self.state = Chip("")
        self.header.add_state(self.state)
        self.compare_button = self.add_action(tr("Porównaj"), self._compare)
        self.print_button = self.add_action(tr("Podgląd wydruku"), self._print)
        self.main_button = self.add_action(tr("Zatwierdź wersję…"), self._main_act, main=True)
        self.page = ScrollPage((0,))
        self.preview = PdfView(context.files)
        self.preview.setMinimumWidth(theme().px(_PREVIEW_WIDTH))
        self.preview.said.connect(self.notice.tell)
        self.preview.left_store.connect(self._left)
        self.preview.may_leave = self._may_leave
        holder = QWidget()
        self._line = QHBoxLayout(holder)
        self._line.setContentsMargins(0, 0, 24, 12)
        self._line.addWidget(self.page, 1)
        right = QVBoxLayout()
        right.addSpacing(16)
        right.addWidget(self.preview, 1)
        self._line.addLayout(right)
        self.add(holder, 1)
        self._add_keys()

    @property
    def view(self) -> PlanView | None:
        """Return the version on screen."""
        return self._found.view if self._found else None

    def refresh(self) -> None:
        """Ask for the version; its paper is made after it, off the GUI thread."""
        read = partial(_read, self.context.services, self.args.get("family", ""), self.args.get("plan", ""))
        self.ask(read, self._show)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the print go where the goals need the room."""
        super().resizeEvent(event)
        self._fit_preview()

    def _show(self, found: Read) -> None:
        self._found = found
        view = found.view
        self.page.clear()
        self.header.set_words(f"{tr('Plan pracy z rodziną')}: {self.context.shown_name(found.name)}")
        self.print_button.setVisible(view is not None)
        self.compare_button.setVisible(view is not None and bool(view.plan.previous))
        self._fit_preview()
        self._take_focus()
        if view is None or found.printed is None:
            self.state.show_words("")
            self.main_button.set_words(tr("Zacznij plan"))
            fact, more = tr("Ta rodzina nie ma jeszcze planu."), tr("„Zacznij plan” weźmie opisy z diagnozy.")
            self.page.add(EmptyState(fact, more))
            return
        self.main_button.set_words(tr("Nowa wersja") if view.is_locked else tr("Zatwierdź wersję…"))
        words = f"{tr('wersja')} {view.plan.version_no}, {code_label('plan_state', view.plan.state)}"
        self.state.show_words(words, "ok" if view.is_locked else "warn")
        self.compare_button.set_words(f"{tr('Porównaj z wersją')} {view.plan.version_no - 1}")
        self.preview.show_pdf(found.printed.pdf, found.printed.name)
        self.preview.hide_pages(hidden=self.context.private)
        self._show_parts(found, view)

    def _take_focus(self) -> None:
        """Come to the page with the keyboard when it is not there yet, so that Ctrl+Enter works at once."""
        now = QApplication.focusWidget()
        if self.isVisible() and (now is None or not self.isAncestorOf(now)):
            self.main_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_parts(self, found: Read, view: PlanView) -> None:
        hides, today = self.context.shown_text, self.context.clock.today()
        if self._compares and view.plan.previous:
            self.page.add(changes_card(found.changes, view.plan.version_no - 1, hides))
        if not view.is_locked:
            for note in missing_notes(view.findings, hides, self._lead):
                self.page.add(note)
        elif not view.goals:
            self.page.add(
                Note(
                    tr("Ta wersja nie ma celów."), tr("Dopisz je w nowej wersji: „Nowa wersja”."), tone="warn"
                )
            )
        if not view.goals and found.starts:
            self.page.add(starts_card(found.starts, hides, self._take_start))
        for goal in view.goals:
            self.page.add(GoalCard(self, view, goal, today, hides))
        if not view.is_locked:
            add = Button(tr("+ Dodaj cel"), self._add_goal, hint="Ctrl+G")
            self.page.add(pair(add, Button(tr("Opisy i daty…"), self._edit_texts)))
            if view.goals and found.starts:
                self.page.add(starts_card(found.starts, hides, self._take_start))
        else:
            self.page.add(signatures_card(view.signatures, self.context.shown_name, self._sign))
        if len(found.versions) > 1:
            self.page.add(self._versions(found, view))

    def _versions(self, found: Read, view: PlanView) -> Card:
        card = Card(tr("Wersje"), str(len(found.versions)))
        for one in found.versions:
            go = partial(self.context.go, "plan", family=one.family, plan=one.id)
            button = Button(tr("Pokaż"), go, look="small")
            button.setAccessibleName(f"{tr('Pokaż wersję')} {one.version_no}")
            button.setEnabled(one.id != view.plan.id)
            state = code_label("plan_state", one.state)
            told = " · ".join(filter(None, (state, self.context.shown_text(one.change_reason))))
            card.add_row(Row(f"{tr('Wersja')} {one.version_no} z {one.made_on:%d.%m.%Y}", told, button))
        return card

    def _fit_preview(self) -> None:
        """Show the print beside the plan where both have room; it is one key away otherwise."""
        has_print = self._found is not None and self._found.printed is not None
        wide = self.width() >= theme().px(_PREVIEW_WIDTH + _LEAST_GOALS)
        self.preview.setVisible(has_print and wide)

    def _add_keys(self) -> None:
        keys: dict[str, Any] = {
            "Ctrl+G": self._add_goal,
            "Alt+Up": partial(self._move_current, -1),
            "Alt+Down": partial(self._move_current, 1),
        }
        self.add_keys(keys)

    def _main_act(self) -> None:
        if self.view is not None and not self.view.is_locked:
            self._agree()
        else:
            self._begin()

    def _compare(self) -> None:
        self._compares = not self._compares
        self.refresh()

    def _print(self) -> None:
        if self.view is not None:
            plan, family = self.view.plan.id, self.view.plan.family
            back = {"family": family, "plan": plan}
            self.context.go(
                "print", paper="support-plan", family=family, record=plan, back="plan", back_args=back
            )

    def _dialog(
        self,
        title: str,
        cls: Any,
        names: tuple[str, ...],
        act: Any,
        values: dict[str, Any] | None = None,
        about: str = "",
    ) -> RecordDialog:
        dialog = RecordDialog(self, title, [cls.INFO.by_name[name] for name in names], self.context)
        if values:
            dialog.show_values(values)
        family = self.view.plan.family if self.view else ""
        dialog.keep_as(f"{family}:{title}:{about}")
        dialog.wanted.connect(lambda read: dialog.save(partial(act, read)))
        dialog.open()
        return dialog

    def _add_goal(self) -> None:
        if self.view is not None and not self.view.is_locked:
            save = partial(self.context.services.plans.save_goal, self.view.plan.id)
            self._dialog(tr("Nowy cel"), PlanGoal, _GOAL[:5], save)

    def _take_start(self, start: StartingGoal) -> None:
        if self.view is not None:
            save = partial(self.context.services.plans.save_goal, self.view.plan.id)
            names = ("text", "area", "expected_effect")
            self._dialog(
                tr("Nowy cel"), PlanGoal, _GOAL[:5], save, {name: getattr(start, name) for name in names}
            )

    def edit_goal(self, goal: PlanGoal, problem: dict[str, str] | None = None) -> None:
        """Open a goal; in a locked version only its progress."""
        if self.view is None:
            return
        names = _PROGRESS_GOAL if self.view.is_locked else _GOAL
        save = self.context.services.plans.save_goal
        plan = self.view.plan.id
        values = {name: getattr(goal, name) for name in names}
        dialog = self._dialog(
            tr("Cel"), PlanGoal, names, lambda read: save(plan, read, goal.id), values, goal.id
        )
        dialog.form.show_problems(problem or {})

    def add_step(self, goal: PlanGoal) -> None:
        """Add an action; a person of the family does it unless one says otherwise."""
        save = partial(self.context.services.plans.save_action, goal.id)
        self._dialog(tr("Nowe działanie"), PlanAction, _ACTION[:5], save, {"by_family": True}, goal.id)

    def edit_action(self, action: PlanAction, problem: dict[str, str] | None = None) -> None:
        """Open an action; in a locked version only its progress."""
        if self.view is None:
            return
        names = _PROGRESS_ACTION if self.view.is_locked else _ACTION
        save = self.context.services.plans.save_action
        values = {name: getattr(action, name) for name in names}
        dialog = self._dialog(
            tr("Działanie"),
            PlanAction,
            names,
            lambda read: save(action.goal, read, action.id),
            values,
            action.id,
        )
        dialog.form.show_problems(problem or {})

    def remove_goal(self, goal: PlanGoal) -> None:
        """Take a goal out of a draft; the page follows the change."""
        self.save(partial(self.context.services.plans.remove, goal), self._changed)

    def move_goal(self, goal: PlanGoal, step: int) -> None:
        """Exchange a goal with its neighbour."""
        goals = [one.goal for one in self.view.goals] if self.view else []
        place = next((number for number, one in enumerate(goals) if one.id == goal.id), -1)
        if place >= 0 and 0 <= place + step < len(goals):
            swap = partial(self.context.services.plans.swap, goal, goals[place + step])
            self.save(swap, self._changed)

    def _move_current(self, step: int) -> None:
        focus = QApplication.focusWidget()
        cards = self.page.findChildren(GoalCard)
        if self.view is None or self.view.is_locked or focus is None:
            return
        for card in cards:
            if card.isAncestorOf(focus):
                self.move_goal(card.goal, step)
                return

    def _changed(self, _changes: object) -> None:
        self.refresh()

    def _lead(self, finding: Finding) -> None:
        """Go to the field that a finding names."""
        kind, _colon, rest = finding.field.partition(":")
        number, _colon, field = rest.partition(":")
        goals = {one.goal.id: one for one in self.view.goals} if self.view else {}
        actions = {one.id: one for view in goals.values() for one in view.actions}
        problem = {field: finding.sentence} if field else None
        if kind == "goal" and number in goals and field:
            self.edit_goal(goals[number].goal, problem)
        elif kind == "goal" and number in goals:
            self.add_step(goals[number].goal)
        elif kind == "action" and number in actions:
            self.edit_action(actions[number], problem)
        elif finding.field == "goals":
            self._add_goal()
        else:
            self._edit_texts()

    def _edit_texts(self) -> None:
        if self.view is None:
            return
        plan = self.view.plan
        save = partial(self.context.services.plans.change, plan.id)
        values = {name: getattr(plan, name) for name in _TEXTS}
        self._dialog(tr("Opisy i daty planu"), Plan, _TEXTS, save, values)

    def _agree(self) -> None:
        if self.view is None:
            return
        plan = self.view.plan
        agree = partial(self.context.services.plans.agree, plan.id)
        values = {name: getattr(plan, name) for name in _AGREED}
        self._dialog(tr("Z kim uzgodniono plan"), Plan, _AGREED, agree, values)

    def _sign(self) -> None:
        if self.view is None:
            return
        plan = self.view.plan.id
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

    def _may_leave(self) -> bool:
        """Ask before names go to paper while they are hidden on screen."""
        if not self.context.private:
            return True
        fact = tr("Tryb prywatny jest włączony.")
        more = tr("Na wydruku będą pełne nazwiska. Wydrukować albo zapisać mimo to?")
        return ask_person(self, fact, more, (("no", tr("Zrezygnuj")), ("yes", tr("Zrób wydruk")))) == "yes"

    def _left(self, way: str) -> None:
        family = self.args.get("family", "")
        note = partial(self.context.services.printing.note_export, family, printed=way == "print")
        self.save(note)


def _read(services: Services, family: str, plan: str) -> Read:
    """Read a version (the newest when none is named) with its paper; not for the GUI thread."""
    name = services.cases.row(family).name
    versions = services.plans.versions(family)
    wanted = plan or (versions[0].id if versions else "")
    if not wanted:
        return Read(name=name)
    try:
        view = services.plans.view(wanted)
    except NotFoundError:
        return Read(name=name, versions=versions)
    return Read(
        name=name,
        view=view,
        printed=services.printing.make("support-plan", Wanted(family=family, record=wanted)),
        changes=services.plans.changes(wanted),
        starts=() if view.is_locked else services.plans.starting_goals(wanted),
        versions=versions,
    )
