"""An action of a goal: what, who, by when, its state."""

from __future__ import annotations

from datetime import date

from asystent_desktop.records.fields import Record, field, kind
from asystent_desktop.records.types import Code, Day, Flag, Note, Ref, Text


@kind("plan_action", "Działanie", "Działania")
class PlanAction(Record):
    """One action; `deadline` is empty only for a continuous one."""

    family: str = field("Rodzina", Ref(("family",)), index=True)
    goal: str = field("Cel", Ref(("plan_goal",)), index=True)
    order: str = field("Kolejność", Text(40), default="")
    text: str = field("Działanie", Text(300), search=True)
    who: str = field("Kto", Text(120), default="")
    by_family: bool = field("Wykonuje ktoś z rodziny", Flag(), default=False)
    deadline: date | None = field("Termin", Day(), default=None)
    continuous: bool = field("Stale", Flag(), default=False)
    state: str = field("Stan", Code("action_state"), default="not_started")
    done_on: date | None = field("Zrobione", Day(), default=None)
    result: str = field("Wynik", Note(2000), default="")
