"""The periodic assessment of a family."""

from __future__ import annotations

from datetime import date

from asystent_desktop.records.fields import Record, field, kind, refs
from asystent_desktop.records.types import Code, Day, Note, Ref


@kind("family_assessment", "Okresowa ocena sytuacji rodziny", "Oceny okresowe")
class FamilyAssessment(Record):
    """The assessment of a family's situation, at least every six months.

    Source: ustawa o wspieraniu rodziny i systemie pieczy zastępczej, art. 15 ust. 1 pkt 15.
    """

    family: str = field("Rodzina", Ref(("family",)), index=True)
    made_on: date = field("Data oceny", Day(), index=True)
    period_from: date | None = field("Okres od", Day(), default=None)
    period_to: date | None = field("Okres do", Day(), default=None)
    children_situation: str = field("Sytuacja dzieci", Note(), default="")
    cooperation: str = field("Współpraca rodziny", Code("cooperation"), default="")
    cooperation_note: str = field("Jak przebiega współpraca", Note(), default="")
    risk_level: str = field("Zagrożenie umieszczeniem", Code("risk"), default="")
    conclusion: str = field("Wniosek", Code("conclusion"), default="")
    conclusions: str = field("Wnioski", Note(), default="")
    passed_to_head_on: date | None = field("Przekazano kierownikowi", Day(), default=None)
    persons: tuple[str, ...] = field("Uczestniczyli", refs("person"), default=())
