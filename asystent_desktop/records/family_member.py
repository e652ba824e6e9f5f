"""A person's place in a household."""

from __future__ import annotations

from datetime import date

from asystent_desktop.records.fields import HOUSEHOLD, Record, field, kind
from asystent_desktop.records.types import Code, Day, Flag, Ref, Text


@kind("family_member", "Osoba w rodzinie", "Osoby w rodzinie")
class FamilyMember(Record):
    """A person's place in a household, from a day to a day."""

    family: str = field("Rodzina", HOUSEHOLD, index=True)
    person: str = field("Osoba", Ref(("person",)), index=True)
    role: str = field("Rola", Code("relation"))
    is_reference_person: bool = field("Osoba wiodąca", Flag(), default=False)
    lives_with: bool = field("Mieszka z rodziną", Flag(), default=False)
    since: date | None = field("W rodzinie od", Day(), default=None)
    until: date | None = field("W rodzinie do", Day(), default=None)
    in_care_since: date | None = field("W pieczy zastępczej od", Day(), default=None)
    remark: str = field("Uwaga", Text(200), default="")
