"""What can be printed, one file a paper: where its values come from; PRINTOUTS is the registry.

A paper is its layout in `papers`, a file here and a line below; window, command line and batches follow.
"""

from __future__ import annotations

from typing import Final

from asystent_desktop.services.printouts import (
    briefing,
    monthly_card,
    route_sheet,
    support_plan,
    visit_card,
    week,
)
from asystent_desktop.services.printouts.base import Printout

__all__ = ["PRINTOUTS"]

PRINTOUTS: Final[tuple[Printout, ...]] = (
    support_plan.PRINTOUT,
    visit_card.PRINTOUT,
    monthly_card.PRINTOUT,
    briefing.PRINTOUT,
    week.PRINTOUT,
    route_sheet.PRINTOUT,
)
