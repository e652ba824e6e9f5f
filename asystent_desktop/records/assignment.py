"""The allocation of a household to an account, from a day to a day."""

from __future__ import annotations

from datetime import date

from asystent_desktop.records.fields import DESK, HOUSEHOLD, Record, field, kind
from asystent_desktop.records.types import Code, Day, Ref, Text


@kind("assignment", "Przydział", "Przydziały", creators=DESK, writers=DESK)
class Assignment(Record):
    """Who works with which household.

    Source: ustawa o wspieraniu rodziny i systemie pieczy zastępczej, art. 11 (the head allocates),
    art. 15 ust. 4 and art. 77 ust. 4 (at most fifteen at a time).
    """

    family: str = field("Rodzina", HOUSEHOLD, index=True)
    account: str = field("Asystent", Ref(("account",)), index=True)
    since: date = field("Od", Day())
    until: date | None = field("Do", Day(), default=None)
    type: str = field("Rodzaj", Code("assignment_kind"), default="main")
    letter_no: str = field("Nr pisma", Text(40), default="")
    reason: str = field("Powód przekazania", Text(200), default="")
    over_limit_reason: str = field("Powód przekroczenia limitu", Text(200), default="")
