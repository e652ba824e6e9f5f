"""Help with a plan: starting goals out of the diagnosis, and what changed since the version before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from asystent_desktop.records import DiagnosisItem, PlanAction
    from asystent_desktop.services.plans import GoalView, PlanView

ChangeKind = Literal["added", "changed", "dropped"]

MOST_GOALS: Final = 3
_STARTS: Final[Mapping[str, tuple[str, str]]] = {
    "a": ("Stały rytm dnia dzieci", "dzieci wstają, jedzą i kładą się o stałych porach przez 6 tygodni"),
    "b": ("Zdrowie i higiena na co dzień", "dzieci są po bilansie i szczepieniach, posiłki są regularne"),
    "c": ("Własny budżet miesięczny", "zeszyt wydatków prowadzony 3 miesiące, opłaty w terminie"),
    "d": ("Podział obowiązków w domu", "każdy wie, co robi, a plan wisi na lodówce przez 6 tygodni"),
    "e": ("Rodzina wśród ludzi", "dzieci chodzą na zajęcia, rodzice znają miejsca, w których jest pomoc"),
    "f": ("Praca albo nauka zawodu", "rodzic jest zarejestrowany i był na trzech rozmowach o pracę"),
    "g": ("Spokojne stawianie granic", "rodzice mają trzy wspólne zasady i trzymają się ich przez 6 tygodni"),
    "h": ("Sprawy urzędowe załatwione w terminie", "wszystkie pisma są otwarte, a odpowiedzi wysłane"),
    "i": ("Wsparcie psychologiczne", "rodzic był na czterech spotkaniach u specjalisty"),
    "j": ("Bezpieczny dom", "rodzina zna plan bezpieczeństwa i z niego korzysta"),
    "k": ("Kontakt z dzieckiem i jego powrót", "odwiedziny odbywają się co tydzień przez 3 miesiące"),
    "l": ("Zdrowie i opieka lekarska", "wizyty kontrolne odbyte, leki i zalecenia są w jednym miejscu"),
    "m": ("Mieszkanie na dłużej", "umowa albo ugoda podpisana, opłaty za mieszkanie w terminie"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StartingGoal:
    """A goal to begin with: its area, words and effect to be changed, and the deficit that it answers."""

    area: str
    text: str
    expected_effect: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """One difference between two versions: what it concerns, what was, what is (empty where it is not)."""

    kind: ChangeKind
    what: str
    was: str
    now: str


def starting_goals(items: Sequence[DiagnosisItem], goals: Sequence[GoalView]) -> tuple[StartingGoal, ...]:
    """Return up to three goals for the heaviest deficits in areas that have no goal yet."""
    taken = {one.goal.area for one in goals}
    deficits = [one for one in items if one.kind != "strength" and one.area in _STARTS]
    found: dict[str, StartingGoal] = {}
    for one in sorted(deficits, key=lambda item: (-(item.weight or 0), item.area)):
        if one.area not in taken and one.area not in found:
            text, effect = _STARTS[one.area]
            found[one.area] = StartingGoal(area=one.area, text=text, expected_effect=effect, because=one.text)
    return tuple(found.values())[:MOST_GOALS]


def changes_between(before: PlanView, after: PlanView) -> tuple[PlanChange, ...]:
    """Return what the later version added, changed and dropped, goal by goal in its order."""
    old = {one.goal.id: one for one in before.goals}
    found: list[PlanChange] = []
    for view in after.goals:
        former = old.pop(view.goal.previous, None)
        what = f"Cel {view.no}"
        if former is None:
            found.append(PlanChange(kind="added", what=what, was="", now=view.goal.text))
            continue
        found += _field_changes(what, former, view)
        found += _action_changes(what, former.actions, view.actions)
    for left in old.values():
        found.append(PlanChange(kind="dropped", what=f"Cel {left.no}", was=left.goal.text, now=""))
    return tuple(found)


def _field_changes(what: str, before: GoalView, after: GoalView) -> list[PlanChange]:
    info = after.goal.INFO
    return [
        PlanChange(
            kind="changed",
            what=f"{what}: {info.by_name[name].label.lower()}",
            was=info.by_name[name].type.words(getattr(before.goal, name)),
            now=info.by_name[name].type.words(getattr(after.goal, name)),
        )
        for name in ("text", "area", "expected_effect", "measure", "deadline", "state")
        if getattr(before.goal, name) != getattr(after.goal, name)
    ]


def _action_changes(what: str, before: Sequence[PlanAction], after: Sequence[PlanAction]) -> list[PlanChange]:
    """Compare actions by their place in the goal: a copied action keeps it, whatever its words."""
    old = {one.order: one for one in before}
    found: list[PlanChange] = []
    for one in after:
        former = old.pop(one.order, None)
        if former is None:
            found.append(PlanChange(kind="added", what=f"{what}: działanie", was="", now=_action_words(one)))
        elif _action_words(former) != _action_words(one):
            found.append(
                PlanChange(
                    kind="changed",
                    what=f"{what}: działanie",
                    was=_action_words(former),
                    now=_action_words(one),
                )
            )
    for left in old.values():
        found.append(PlanChange(kind="dropped", what=f"{what}: działanie", was=_action_words(left), now=""))
    return found


def _action_words(action: PlanAction) -> str:
    when = "stale" if action.continuous else f"{action.deadline:%d.%m.%Y}" if action.deadline else ""
    return ", ".join(filter(None, (action.text, action.who, when)))
