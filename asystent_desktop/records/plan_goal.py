"""A goal of a plan, with its expected effect."""

from __future__ import annotations

from datetime import date

from asystent_desktop.records.fields import Record, field, kind, when
from asystent_desktop.records.types import Code, Day, Note, Ref, Text


@kind("plan_goal", "Cel", "Cele")
class PlanGoal(Record):
    """One goal; goals are shown by `order`, their numbers are derived."""

    family: str = field("Rodzina", Ref(("family",)), index=True)
    plan: str = field("Plan", Ref(("plan",)), index=True)
    order: str = field("Kolejność", Text(40), default="")
    text: str = field("Cel", Text(300), search=True)
    area: str = field("Obszar", Code("area"))
    expected_effect: str = field("Przewidywany efekt", Note(2000), default="")
    measure: str = field("Po czym poznamy", Note(2000), default="")
    deadline: date | None = field("Termin", Day(), default=None)
    state: str = field("Stan", Code("goal_state"), default="not_started")
    evaluation: str = field(
        "Ocena", Note(2000), default="", required=when(state=("achieved", "partly", "dropped"))
    )
    evaluated_on: date | None = field("Data oceny", Day(), default=None)
    previous: str = field("Cel w poprzedniej wersji", Ref(("plan_goal",)), default="")
