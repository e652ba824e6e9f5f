"""A version of the family support plan; once agreed its text is locked.

Source: ustawa o wspieraniu rodziny i systemie pieczy zastępczej, art. 15 ust. 1 pkt 1 i ust. 3:
the plan is made with the family and the social worker; it holds actions, deadlines and expected effects.
"""

from __future__ import annotations

from datetime import date

from asystent_desktop.records.fields import Record, field, kind, refs
from asystent_desktop.records.types import Code, Day, Note, Number, Ref


@kind("plan", "Plan pracy z rodziną", "Plany pracy")
class Plan(Record):
    """One version of a plan; `version_no` is given when the version is begun."""

    family: str = field("Rodzina", Ref(("family",)), index=True)
    version_no: int = field("Wersja", Number(1, 999))
    state: str = field("Stan", Code("plan_state"), default="draft")
    made_on: date = field("Data", Day())
    valid_from: date | None = field("Obowiązuje od", Day(), default=None)
    valid_to: date | None = field("Obowiązuje do", Day(), default=None)
    change_reason: str = field(
        "Powód zmiany",
        Note(2000),
        default="",
        required=lambda values: (values.get("version_no") or 1) > 1 and values.get("state") != "draft",
    )
    strengths: str = field("Co już jest dobre", Note(), default="", search=True)
    deficits: str = field("Nad czym pracujemy", Note(), default="", search=True)
    way_of_working: str = field("Jak będziemy pracować", Note(), default="")
    family_remarks: str = field("Uwagi rodziny", Note(), default="")
    made_with: tuple[str, ...] = field("Ułożono z", refs("person"), default=())
    agreed_with_social_worker_on: date | None = field(
        "Uzgodniono z pracownikiem socjalnym", Day(), default=None
    )
    agreed_with_coordinator_on: date | None = field("Uzgodniono z koordynatorem", Day(), default=None)
    previous: str = field("Poprzednia wersja", Ref(("plan",)), default="")
