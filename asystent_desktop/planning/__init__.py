"""The month of visits as an optimisation problem."""

from asystent_desktop.planning.month import plan_month
from asystent_desktop.planning.problem import (
    FamilyNeed,
    FixedVisit,
    KeptVisit,
    MonthProblem,
    PlanFigures,
    PlannedVisit,
    Proposal,
    Unplaced,
    Way,
)

__all__ = [
    "FamilyNeed",
    "FixedVisit",
    "KeptVisit",
    "MonthProblem",
    "PlanFigures",
    "PlannedVisit",
    "Proposal",
    "Unplaced",
    "Way",
    "plan_month",
]
