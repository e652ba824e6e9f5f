"""The diagnosis and the plan of work with a family: versions, goals, actions, agreement and signatures.

Source: ustawa o wspieraniu rodziny i systemie pieczy zastępczej, art. 15 ust. 1 pkt 1 i ust. 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from asystent_desktop.checks.calendar import add_months
from asystent_desktop.checks.findings import ERROR, HINT, WARNING, Finding, Level
from asystent_desktop.errors import InvalidValueError, RefusedError
from asystent_desktop.merge.operation import DELETED
from asystent_desktop.records import (
    DiagnosisItem,
    FamilyMember,
    Plan,
    PlanAction,
    PlanGoal,
    PlanSignature,
)
from asystent_desktop.services.plan_help import PlanChange, StartingGoal, changes_between, starting_goals
from asystent_desktop.services.records import Saved
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Changes, Unit, Write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage.repository import Reader

LOCKED = frozenset({"agreed", "signed", "superseded"})
_PROGRESS = frozenset({"state", "done_on", "result", "evaluation", "evaluated_on"})
_STEP = 1000
_REVIEW_MONTHS = 6
_NO_GOALS = "Plan nie ma jeszcze celu. Dodaj choć jeden: z diagnozy albo własny."
_WAY_OF_WORKING = (
    "Asystent przychodzi w umówionych godzinach. Gdy termin nie pasuje, dzwonimy do siebie dzień wcześniej. "
    "Plan sprawdzamy razem co pół roku albo wcześniej, gdy coś ważnego się zmieni. "
    "Rodzina może w każdej chwili zgłosić zmianę planu."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalView:
    """A goal with its derived number and its actions in order."""

    no: int
    goal: PlanGoal
    actions: tuple[PlanAction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A version of a plan as its page shows it; `findings` say what keeps it from being agreed."""

    plan: Plan
    goals: tuple[GoalView, ...]
    signatures: tuple[PlanSignature, ...]
    findings: tuple[Finding, ...]

    @property
    def is_locked(self) -> bool:
        """Tell whether its text can't be changed any more."""
        return self.plan.state in LOCKED


class Plans:
    """What a person does with diagnoses and plans."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def diagnosis(self, family_id: str) -> tuple[DiagnosisItem, ...]:
        """Return the strengths and deficits that hold today, by area."""
        with self._desk.store.reading() as reader:
            return _diagnosis(reader, family_id)

    def versions(self, family_id: str) -> tuple[Plan, ...]:
        """Return all versions of a family's plan, newest first."""
        with self._desk.store.reading() as reader:
            found = reader.find(Plan, family=family_id)
        return tuple(sorted(found, key=lambda one: one.version_no, reverse=True))

    def view(self, plan_id: str) -> PlanView:
        """Return one version with its goals; NotFoundError when this store has none with that number."""
        with self._desk.store.reading() as reader:
            return _view(reader, plan_id)

    def starting_goals(self, plan_id: str) -> tuple[StartingGoal, ...]:
        """Return up to three goals to begin with, for deficits whose area has none in this version."""
        with self._desk.store.reading() as reader:
            view = _view(reader, plan_id)
            return starting_goals(_diagnosis(reader, view.plan.family), view.goals)

    def changes(self, plan_id: str) -> tuple[PlanChange, ...]:
        """Return what this version changed in the one before it; nothing for a first version."""
        with self._desk.store.reading() as reader:
            view = _view(reader, plan_id)
            if not view.plan.previous or reader.get(Plan, view.plan.previous) is None:
                return ()
            return changes_between(_view(reader, view.plan.previous), view)

    def begin(self, family_id: str) -> Saved:
        """Begin the next version: the first from the diagnosis, a later one copied from the last.

        RefusedError while another draft is open, and for a household of a kind that has no such plan.
        """
        with self._desk.store.reading() as reader:
            if not Plan.INFO.is_for(self._desk.household(reader, family_id).INFO.name):
                raise RefusedError("Plan pracy układa asystent z rodziną. Rodzina zastępcza go nie ma.")
            plans = sorted(reader.find(Plan, family=family_id), key=lambda one: one.version_no)
            if plans and plans[-1].state == "draft":
                raise RefusedError(
                    f"Wersja {plans[-1].version_no} jest jeszcze szkicem. Najpierw ją zatwierdź."
                )
            last = _view(reader, plans[-1].id) if plans else None
            items = _diagnosis(reader, family_id)
        plan_id = new_id()
        values = self._first_values(family_id, items) if last is None else self._next_values(last.plan)
        writes = [Write(Plan.INFO, plan_id, values)]
        for goal in last.goals if last else ():
            writes += _copied(goal, plan_id)
        return Saved(id=plan_id, changes=self._desk.store.save(Unit(tuple(writes))))

    def change(
        self, plan_id: str, values: Mapping[str, Any], base: Mapping[str, tuple[str, ...]] | None = None
    ) -> Saved:
        """Change fields of a draft version; RefusedError once it is locked."""
        with self._desk.store.reading() as reader:
            self._refuse_locked(reader.one(Plan, plan_id))
        return Saved(
            id=plan_id, changes=self._desk.store.save(Unit((Write(Plan.INFO, plan_id, values, base),)))
        )

    def save_goal(self, plan_id: str, values: Mapping[str, Any], goal_id: str = "") -> Saved:
        """Add a goal (empty `goal_id`) or change one; in a locked version only its progress."""
        with self._desk.store.reading() as reader:
            view = _view(reader, plan_id)
        if view.is_locked and (not goal_id or not set(values) <= _PROGRESS):
            self._refuse_locked(view.plan)
        whole = dict(values)
        if not goal_id:
            last = view.goals[-1].goal.order if view.goals else "0"
            whole |= {"family": view.plan.family, "plan": plan_id, "order": _after(last)}
        return self._save(PlanGoal, goal_id, whole)

    def save_action(self, goal_id: str, values: Mapping[str, Any], action_id: str = "") -> Saved:
        """Add an action (empty `action_id`) or change one; in a locked version only its progress."""
        with self._desk.store.reading() as reader:
            goal = reader.one(PlanGoal, goal_id)
            plan = reader.one(Plan, goal.plan)
            actions = sorted(reader.find(PlanAction, goal=goal_id), key=lambda one: one.order)
        if plan.state in LOCKED and (not action_id or not set(values) <= _PROGRESS):
            self._refuse_locked(plan)
        whole = dict(values)
        if not action_id:
            last = actions[-1].order if actions else "0"
            whole |= {"family": goal.family, "goal": goal_id, "order": _after(last)}
        return self._save(PlanAction, action_id, whole)

    def remove(self, record: PlanGoal | PlanAction) -> Changes:
        """Take a goal with its actions, or an action, out of a draft version."""
        with self._desk.store.reading() as reader:
            goal = record if isinstance(record, PlanGoal) else reader.one(PlanGoal, record.goal)
            self._refuse_locked(reader.one(Plan, goal.plan))
            actions = reader.find(PlanAction, goal=record.id) if isinstance(record, PlanGoal) else ()
        writes = tuple(Write(one.INFO, one.id, life=DELETED) for one in (record, *actions))
        return self._desk.store.save(Unit(writes))

    def swap(self, first: PlanGoal | PlanAction, second: PlanGoal | PlanAction) -> Changes:
        """Exchange the places of two goals, or of two actions of one goal, in a draft version."""
        writes = (
            Write(first.INFO, first.id, {"order": second.order}),
            Write(second.INFO, second.id, {"order": first.order}),
        )
        return self._desk.store.save(Unit(writes))

    def agree(self, plan_id: str, agreed: Mapping[str, Any]) -> Saved:
        """Lock a draft as agreed with the family and the social worker; `agreed` holds the dates of that.

        InvalidValueError names the first thing that is missing.
        """
        with self._desk.store.reading() as reader:
            view = _view(reader, plan_id, agreed)
            self._refuse_locked(view.plan)
            earlier = [
                one
                for one in reader.find(Plan, family=view.plan.family)
                if one.id != plan_id and one.state in {"agreed", "signed"}
            ]
        for finding in view.findings:
            if finding.level == "E":
                raise InvalidValueError(finding.field, finding.sentence)
        writes = [Write(Plan.INFO, plan_id, {**agreed, "state": "agreed"})]
        writes += [Write(Plan.INFO, one.id, {"state": "superseded"}) for one in earlier]
        return Saved(id=plan_id, changes=self._desk.store.save(Unit(tuple(writes))), findings=view.findings)

    def sign(self, plan_id: str, signatures: Sequence[Mapping[str, Any]]) -> Saved:
        """Note signatures put on paper (role, name, signed_on or refused); the version is then in force."""
        with self._desk.store.reading() as reader:
            plan = reader.one(Plan, plan_id)
        if plan.state not in {"agreed", "signed"}:
            raise RefusedError("Podpisy dopisuje się do wersji uzgodnionej. Najpierw zatwierdź wersję.")
        writes = [
            Write(PlanSignature.INFO, new_id(), {**one, "family": plan.family, "plan": plan_id})
            for one in signatures
        ]
        writes.append(Write(Plan.INFO, plan_id, {"state": "signed"}))
        return Saved(id=plan_id, changes=self._desk.store.save(Unit(tuple(writes))))

    def _save(self, cls: type[PlanGoal | PlanAction], record_id: str, values: Mapping[str, Any]) -> Saved:
        own = record_id or new_id()
        return Saved(id=own, changes=self._desk.store.save(Unit((Write(cls.INFO, own, values),))))

    def _refuse_locked(self, plan: Plan) -> None:
        if plan.state in LOCKED:
            raise RefusedError(
                f"Wersja {plan.version_no} jest uzgodniona i jej tekst jest zamknięty. "
                "Zmianę zapisz w nowej wersji."
            )

    def _first_values(self, family_id: str, items: Sequence[DiagnosisItem]) -> dict[str, Any]:
        return {
            **self._dates(),
            "family": family_id,
            "version_no": 1,
            "state": "draft",
            "strengths": "\n".join(one.text for one in items if one.kind == "strength"),
            "deficits": "\n".join(one.text for one in items if one.kind == "deficit"),
            "way_of_working": _WAY_OF_WORKING,
        }

    def _next_values(self, last: Plan) -> dict[str, Any]:
        kept = ("family", "strengths", "deficits", "way_of_working", "made_with")
        return {
            **self._dates(),
            **{name: getattr(last, name) for name in kept},
            "version_no": last.version_no + 1,
            "state": "draft",
            "previous": last.id,
        }

    def _dates(self) -> dict[str, date]:
        today = self._desk.today()
        return {"made_on": today, "valid_from": today, "valid_to": add_months(today, _REVIEW_MONTHS)}


def plan_findings(plan: Plan, goals: Sequence[GoalView], *, child_in_care: bool) -> list[Finding]:
    """Return what keeps a plan from being agreed (errors) and what is worth a thought (warnings, hints)."""
    found = [finding for view in goals for finding in _goal_findings(view)]
    if not goals:
        found.append(_finding("C35", ERROR, "goals", _NO_GOALS))
    if plan.agreed_with_social_worker_on is None:
        sentence = "Plan wymaga uzgodnienia z pracownikiem socjalnym."
        found.append(_finding("C36", ERROR, "agreed_with_social_worker_on", sentence))
    if child_in_care and plan.agreed_with_coordinator_on is None:
        sentence = "Plan wymaga uzgodnienia z koordynatorem."
        found.append(_finding("C36", ERROR, "agreed_with_coordinator_on", sentence))
    actions = [one for view in goals for one in view.actions]
    if actions and not any(one.by_family for one in actions):
        found.append(_finding("C38", HINT, "who", "Wszystkie działania wykonuje asystent. Co zrobi rodzina?"))
    if not plan.strengths:
        sentence = "Nie zapisano żadnego potencjału. Co już jest dobre w tej rodzinie?"
        found.append(_finding("C35", WARNING, "strengths", sentence))
    return found


def _goal_findings(view: GoalView) -> list[Finding]:
    goal = view.goal
    found = []
    if not goal.expected_effect:
        sentence = f"Cel {view.no}: brakuje przewidywanego efektu."
        found.append(_finding("C35", ERROR, f"goal:{goal.id}:expected_effect", sentence))
    if goal.deadline is None:
        found.append(_finding("C35", ERROR, f"goal:{goal.id}:deadline", f"Cel {view.no}: brakuje terminu."))
    if not view.actions:
        found.append(_finding("C35", ERROR, f"goal:{goal.id}", f"Cel {view.no}: brakuje działania."))
    for action in view.actions:
        field = f"action:{action.id}:deadline"
        if action.deadline is None and not action.continuous:
            sentence = f"Cel {view.no}: brakuje terminu działania „{action.text}”."
            found.append(_finding("C35", ERROR, field, sentence))
        elif action.deadline and goal.deadline and action.deadline > goal.deadline:
            found.append(_finding("C37", WARNING, field, "Termin działania jest późniejszy niż termin celu."))
    return found


def _finding(rule: str, level: Level, field: str, sentence: str) -> Finding:
    return Finding(rule=rule, level=level, field=field, sentence=sentence)


def _diagnosis(reader: Reader, family_id: str) -> tuple[DiagnosisItem, ...]:
    found = [one for one in reader.find(DiagnosisItem, family=family_id) if one.gone_on is None]
    return tuple(sorted(found, key=lambda one: (one.kind != "strength", one.area, one.id)))


def _view(reader: Reader, plan_id: str, agreed: Mapping[str, Any] | None = None) -> PlanView:
    plan = reader.one(Plan, plan_id)
    actions: dict[str, list[PlanAction]] = {}
    for action in sorted(reader.find(PlanAction, family=plan.family), key=lambda one: (one.order, one.id)):
        actions.setdefault(action.goal, []).append(action)
    goals = sorted(reader.find(PlanGoal, plan=plan_id), key=lambda one: (one.order, one.id))
    views = tuple(
        GoalView(no=number, goal=goal, actions=tuple(actions.get(goal.id, ())))
        for number, goal in enumerate(goals, 1)
    )
    members = reader.find(FamilyMember, family=plan.family)
    in_care = any(one.in_care_since and one.until is None for one in members)
    checked = Plan(**{"id": plan.id, **plan.values(), **(agreed or {})})
    return PlanView(
        plan=plan,
        goals=views,
        signatures=reader.find(PlanSignature, plan=plan_id),
        findings=tuple(plan_findings(checked, views, child_in_care=in_care)),
    )


def _copied(view: GoalView, plan_id: str) -> list[Write]:
    """Return the writes that carry a goal and its actions into a new version."""
    if view.goal.state == "dropped":
        return []
    goal_id = new_id()
    values = {**view.goal.values(), "plan": plan_id, "previous": view.goal.id}
    writes = [Write(PlanGoal.INFO, goal_id, values)]
    for action in view.actions:
        writes.append(Write(PlanAction.INFO, new_id(), {**action.values(), "goal": goal_id}))
    return writes


def _after(order: str) -> str:
    return f"{int(order or 0) + _STEP:08d}"
