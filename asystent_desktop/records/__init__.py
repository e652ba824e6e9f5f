"""Kinds of records with the description of their fields; KINDS is their registry."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from asystent_desktop.records.account import Account
from asystent_desktop.records.agreement import Agreement
from asystent_desktop.records.appointment import Appointment
from asystent_desktop.records.assignment import Assignment
from asystent_desktop.records.blue_card import BlueCard
from asystent_desktop.records.contact import Contact
from asystent_desktop.records.day_off import DayOff
from asystent_desktop.records.diagnosis_item import DiagnosisItem
from asystent_desktop.records.family import Family
from asystent_desktop.records.family_absence import FamilyAbsence
from asystent_desktop.records.family_assessment import FamilyAssessment
from asystent_desktop.records.family_member import FamilyMember
from asystent_desktop.records.foster_family import FosterFamily
from asystent_desktop.records.office import Office
from asystent_desktop.records.person import Person
from asystent_desktop.records.phrase import Phrase
from asystent_desktop.records.plan import Plan
from asystent_desktop.records.plan_action import PlanAction
from asystent_desktop.records.plan_goal import PlanGoal
from asystent_desktop.records.plan_signature import PlanSignature
from asystent_desktop.records.support_case import SupportCase
from asystent_desktop.records.visit import Visit
from asystent_desktop.records.work_hours import WorkHours

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asystent_desktop.records.fields import KindInfo

_CLASSES = (
    Office,
    Account,
    Assignment,
    Family,
    FosterFamily,
    Person,
    FamilyMember,
    SupportCase,
    Contact,
    BlueCard,
    Visit,
    Agreement,
    DiagnosisItem,
    Plan,
    PlanGoal,
    PlanAction,
    PlanSignature,
    FamilyAssessment,
    WorkHours,
    DayOff,
    Phrase,
    Appointment,
    FamilyAbsence,
)

KINDS: Final[Mapping[str, KindInfo]] = MappingProxyType({cls.INFO.name: cls.INFO for cls in _CLASSES})

__all__ = [
    "KINDS",
    "Account",
    "Agreement",
    "Appointment",
    "Assignment",
    "BlueCard",
    "Contact",
    "DayOff",
    "DiagnosisItem",
    "Family",
    "FamilyAbsence",
    "FamilyAssessment",
    "FamilyMember",
    "FosterFamily",
    "Office",
    "Person",
    "Phrase",
    "Plan",
    "PlanAction",
    "PlanGoal",
    "PlanSignature",
    "SupportCase",
    "Visit",
    "WorkHours",
]
