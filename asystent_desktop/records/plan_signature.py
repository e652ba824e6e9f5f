"""A signature put on paper under a version of a plan, or its refusal."""

from __future__ import annotations

from datetime import date

from asystent_desktop.records.fields import Record, field, kind
from asystent_desktop.records.types import Code, Day, Flag, Ref, Text


@kind("plan_signature", "Podpis", "Podpisy")
class PlanSignature(Record):
    """Who signed a plan, as whom and when; a refusal keeps its reason."""

    family: str = field("Rodzina", Ref(("family",)), index=True)
    plan: str = field("Plan", Ref(("plan",)), index=True)
    role: str = field("Jako kto", Code("signer_role"))
    name: str = field("Imię i nazwisko", Text(120))
    signed_on: date | None = field("Data podpisu", Day(), default=None)
    refused: bool = field("Odmowa podpisu", Flag(), default=False)
    remark: str = field("Uwaga", Text(300), default="")
