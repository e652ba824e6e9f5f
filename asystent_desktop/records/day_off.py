"""Days on which an account does not work."""

from __future__ import annotations

from datetime import date

from asystent_desktop.records.fields import Record, Scope, field, kind
from asystent_desktop.records.types import Code, Day, Ref


@kind("day_off", "Dzień wolny", "Dni wolne", scope=Scope.ACCOUNT)
class DayOff(Record):
    """Days on which one account doesn't work; both ends included."""

    account: str = field("Kto", Ref(("account",)), index=True)
    since: date = field("Od", Day(), index=True)
    until: date = field("Do", Day())
    type: str = field("Rodzaj", Code("day_off"), default="leave")
