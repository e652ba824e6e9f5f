"""A strength or a deficit of a family in one area of support."""

from __future__ import annotations

from datetime import date

from asystent_desktop.records.fields import Record, field, kind
from asystent_desktop.records.types import Code, Day, Note, Number, Ref


@kind("diagnosis_item", "Wpis diagnozy", "Diagnoza")
class DiagnosisItem(Record):
    """One strength or deficit; `weight` 1 (slight) to 3 (heavy)."""

    family: str = field("Rodzina", Ref(("family",)), index=True)
    kind: str = field("Potencjał czy deficyt", Code("diagnosis_kind"))
    area: str = field("Obszar", Code("area"))
    text: str = field("Opis", Note(2000), search=True)
    weight: int | None = field("Waga", Number(1, 3), default=None)
    noted_on: date | None = field("Data", Day(), default=None)
    person: str = field("Osoba", Ref(("person",)), default="")
    gone_on: date | None = field("Nieaktualne od", Day(), default=None)
