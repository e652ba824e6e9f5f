"""Printed papers, one file a paper; PAPERS is their registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from asystent_desktop.papers import (
    audit_extract,
    briefing,
    device_facts,
    monthly_card,
    recovery_code,
    route_sheet,
    support_plan,
    visit_card,
    week,
)

__all__ = ["PAPERS", "Paper"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper: name on the command line, Polish title, code in the office's list (empty: not in it).

    `build` takes the frozen value that the paper's own file defines and returns a PDF.
    """

    name: str
    title: str
    code: str
    build: Callable[..., bytes]


PAPERS = (
    Paper(name="support-plan", title=support_plan.TITLE, code="P5", build=support_plan.build),
    Paper(name="visit-card", title=visit_card.TITLE, code="P7", build=visit_card.build),
    Paper(name="monthly-card", title=monthly_card.TITLE, code="P8", build=monthly_card.build),
    Paper(name="briefing", title=briefing.TITLE, code="", build=briefing.build),
    Paper(name="week", title=week.TITLE, code="", build=week.build),
    Paper(name="route-sheet", title=route_sheet.TITLE, code="", build=route_sheet.build),
    Paper(name="device-facts", title=device_facts.TITLE, code="", build=device_facts.build),
    Paper(name="audit-extract", title=audit_extract.TITLE, code="", build=audit_extract.build),
    Paper(name="recovery-code", title=recovery_code.TITLE, code="", build=recovery_code.build),
)
