"""P5, the family support plan: scope of actions, their deadlines and expected effects, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from asystent_desktop.polish import short_date
from asystent_desktop.typeset import Column, OfficeHead, Sheet, Signer, open_kit
from asystent_desktop.typeset.text import Markup, bold, joined, known, plain

if TYPE_CHECKING:
    from asystent_desktop.typeset.kit import Flowable, Kit

__all__ = ["TITLE", "ActionPaper", "GoalPaper", "OfficeHead", "PlanPaper", "Signer", "build"]

TITLE = "Plan pracy z rodziną"
_NO_GOALS = "Ten szkic nie ma jeszcze celów. Ustal je razem z rodziną i wpisz przed podpisaniem planu."
_CONSENT = (
    "Znamy ten plan, braliśmy udział w jego układaniu i zgadzamy się z nim. "
    "Każda osoba dostaje swój egzemplarz."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPaper:
    """One action: what, who does it, by when („stale” for a lasting one), when it was done, as words."""

    text: str
    who: str
    deadline_words: str
    done_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalPaper:
    """One goal; `area` is its name alone, `state_words` such as „Osiągnięto 31.10.2026.”."""

    no: int
    text: str
    area: str
    actions: tuple[ActionPaper, ...]
    effect: str = ""
    measure: str = ""
    state_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPaper:
    """All that one version of a plan prints; empty parts are left out.

    `state` is a code of the version's states, of which only "draft" changes the print. `address` None prints
    „adres zastrzeżony” (a protected address). People's names stand as they are, never declined.
    """

    office: OfficeHead
    case_number: str
    version_no: int
    state: str
    made_on: date
    valid_from: date | None
    valid_to: date | None
    printed_on: date
    parents: tuple[str, ...]
    children: tuple[str, ...]
    address: str | None
    phone: str
    assistant: str
    social_worker: str
    strengths: tuple[str, ...]
    deficits: tuple[str, ...]
    goals: tuple[GoalPaper, ...]
    way_of_working: str
    family_remarks: str
    signers: tuple[Signer, ...]


def build(plan: PlanPaper, *, large: bool = False) -> bytes:
    """Return the plan as PDF; a draft says „szkic” on every page, `large` sets it in 14 points.

    Source of what it holds: ustawa o wspieraniu rodziny i systemie pieczy zastępczej, art. 15 ust. 3.
    """
    kit = open_kit(_sheet(plan), large=large)
    parts = kit.title(TITLE, _period(plan))
    parts.append(_people(kit, plan))
    parts += kit.boxed("Co już jest dobre", joined(*map(plain, plan.strengths)), words="mocne strony")
    parts += kit.boxed("Nad czym pracujemy", joined(*map(plain, plan.deficits)))
    for goal in plan.goals:
        parts += kit.part(f"cel {goal.no}", _goal(kit, goal))
    if not plan.goals:
        parts += kit.part("cele", _no_goals(kit, is_draft=plan.state == "draft"))
    parts += kit.boxed("Jak będziemy pracować", plain(plan.way_of_working), words="ustalenia")
    parts += kit.part("ustalenia", _remarks(kit, plan.family_remarks))
    if plan.signers:
        parts += kit.part("podpisy", _signatures(kit, plan.signers))
    return kit.pdf(parts)


def _sheet(plan: PlanPaper) -> Sheet:
    draft = " (szkic)" if plan.state == "draft" else ""
    version = Markup(f"wersja {bold(str(plan.version_no))}{draft}")
    printed = short_date(plan.printed_on)
    return Sheet(
        office=plan.office,
        title=TITLE,
        corner=(
            joined(plain("nr sprawy"), bold(plan.case_number)),
            version,
            plain(f"{plan.office.town}, {short_date(plan.made_on)}"),
        ),
        foot=f"{TITLE} · {plan.case_number} · wersja {plan.version_no}{draft} · wydruk {printed}",
        printed_on=plan.printed_on,
        is_draft=plan.state == "draft",
        initials=len(plan.signers),
    )


def _period(plan: PlanPaper) -> str:
    ends = (("od", plan.valid_from), ("do", plan.valid_to))
    words = [f"{word} {short_date(end)}" for word, end in ends if end is not None]
    return f"na czas {' '.join(words)}" if words else ""


def _people(kit: Kit, plan: PlanPaper) -> Flowable:
    address = "adres zastrzeżony" if plan.address is None else plan.address
    left = (
        ("Rodzice", ", ".join(plan.parents)),
        ("Dzieci", ", ".join(plan.children)),
        ("Adres", address),
    )
    right = (
        ("Telefon", plan.phone),
        ("Asystent", plan.assistant),
        ("Prac. socjalny", plan.social_worker),
    )
    return kit.facts(known(left), known(right))


def _goal(kit: Kit, goal: GoalPaper) -> list[Flowable]:
    parts = [kit.heading(f"Cel {goal.no}. {goal.text}", goal.area), _actions(kit, goal.actions)]
    closing = _closing(goal)
    return [*parts, kit.under_grid(closing)] if closing else parts


def _no_goals(kit: Kit, *, is_draft: bool) -> list[Flowable]:
    """Return what stands in the place of goals: the law wants them, so their lack is said."""
    if not is_draft:
        return [kit.heading("Cele i działania"), kit.paragraph(plain("Ta wersja planu nie ma celów."))]
    return [kit.heading("Cele i działania"), kit.paragraph(plain(_NO_GOALS)), kit.gap(6), kit.lines_box(4)]


def _actions(kit: Kit, actions: Sequence[ActionPaper]) -> Flowable:
    columns = (
        Column(head="Działanie"),
        Column(head="Kto", width=112.5),
        Column(head="Do kiedy", width=72),
        Column(head="Zrobione (data)", width=81),
    )
    rows = [
        (plain(action.text), plain(action.who), plain(action.deadline_words), plain(action.done_words))
        for action in actions
    ]
    return kit.grid(columns, rows)


def _closing(goal: GoalPaper) -> Markup:
    named = (
        ("Przewidywany efekt:", goal.effect),
        ("Po czym poznamy, że się udało:", goal.measure),
    )
    sentences = [joined(bold(label), plain(value)) for label, value in named if value]
    state = bold(goal.state_words)
    if sentences:
        sentences[-1] = joined(sentences[-1], state)
        return Markup("<br/>".join(sentences))
    return state


def _remarks(kit: Kit, remarks: str) -> list[Flowable]:
    return [kit.heading("Uwagi rodziny"), kit.box(plain(remarks)) if remarks else kit.lines_box()]


def _signatures(kit: Kit, signers: Sequence[Signer]) -> list[Flowable]:
    return [
        kit.heading("Zgoda i podpisy"),
        kit.paragraph(plain(_CONSENT)),
        kit.gap(7.5),
        *kit.signatures(signers),
        kit.tick_line("Ktoś nie podpisał. Kto i dlaczego:"),
    ]
