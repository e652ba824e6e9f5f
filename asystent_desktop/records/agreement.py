"""What was agreed for the next time; carried to each next visit until it is ticked."""

from __future__ import annotations

from datetime import date

from asystent_desktop.records.fields import HOUSEHOLD, Record, field, kind
from asystent_desktop.records.types import Day, Ref, Text


@kind("agreement", "Ustalenie", "Ustalenia")
class Agreement(Record):
    """One thing agreed during a visit."""

    family: str = field("Rodzina", HOUSEHOLD, index=True)
    visit: str = field("Wizyta", Ref(("visit",)), index=True)
    text: str = field("Co", Text(300), search=True)
    who: str = field("Kto", Text(80), default="")
    due: date | None = field("Do kiedy", Day(), default=None)
    done_on: date | None = field("Zrobione", Day(), default=None)
    outcome: str = field("Z jakim skutkiem", Text(300), default="")
    order: str = field("Kolejność", Text(40), default="")
