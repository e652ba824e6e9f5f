"""From the one count of a month to the dots that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.ui.parts.eight_dots import MonthDots

if TYPE_CHECKING:
    from asystent_desktop.checks.counting import MonthCount


def dots_of(count: MonthCount) -> MonthDots:
    """Return the dots of a counted month."""
    return MonthDots(
        target=count.target,
        held=count.held,
        planned=count.planned,
        failed=count.failed,
        lacking=count.missing,
    )
