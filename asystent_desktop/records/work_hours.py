"""The weekly working hours of an account."""

from __future__ import annotations

from datetime import date

from asystent_desktop.records.fields import Record, Scope, field, kind
from asystent_desktop.records.types import Day, Ref, WeekHours


@kind("work_hours", "Godziny pracy", "Godziny pracy", scope=Scope.ACCOUNT)
class WorkHours(Record):
    """The weekly working hours of one account, from a day on."""

    account: str = field("Kto", Ref(("account",)), index=True)
    hours: str = field("Godziny w tygodniu", WeekHours())
    since: date | None = field("Od", Day(), default=None)
