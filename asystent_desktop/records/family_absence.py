"""Days on which a household cannot be visited."""

from __future__ import annotations

from datetime import date

from asystent_desktop.records.fields import HOUSEHOLD, Record, field, kind
from asystent_desktop.records.types import Day, Text


@kind("family_absence", "Nieobecność rodziny", "Nieobecności rodziny")
class FamilyAbsence(Record):
    """A spell away, both ends included: a stay in hospital, a journey, a sanatorium."""

    family: str = field("Rodzina", HOUSEHOLD, index=True)
    since: date = field("Od", Day(), index=True)
    until: date = field("Do", Day())
    reason: str = field("Powód", Text(120), default="")
