"""What an account has in its calendar besides visits: a meeting, a hearing, a training."""

from __future__ import annotations

from datetime import date, time

from asystent_desktop.records.fields import Record, Scope, field, kind
from asystent_desktop.records.types import Clock, Code, Day, Flag, Ref, Text


@kind("appointment", "Termin", "Terminy", scope=Scope.ACCOUNT)
class Appointment(Record):
    """A fixed time of one account on `day`; a weekly one returns each week up to `until` (None: always)."""

    account: str = field("Kto", Ref(("account",)), index=True)
    title: str = field("Co", Text(120), default="", search=True, hint="Np. narada zespołu, rozprawa.")
    type: str = field("Rodzaj", Code("appointment_kind"), default="meeting")
    day: date = field("Data", Day(), index=True)
    start: time = field("Od", Clock())
    end: time = field("Do", Clock())
    weekly: bool = field("Co tydzień", Flag(), default=False)
    until: date | None = field("Powtarzaj do", Day(), default=None, hint="Puste znaczy: bez końca.")
