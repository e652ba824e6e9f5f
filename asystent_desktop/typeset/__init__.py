"""The shared look of what is printed; ReportLab is loaded when the first sheet is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.typeset.values import Column, Dot, Dots, OfficeHead, Sheet, Signer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

    from asystent_desktop.typeset.kit import Kit

    Document = tuple[Kit, Sequence[Flowable]]

__all__ = ["Column", "Dot", "Dots", "OfficeHead", "Sheet", "Signer", "bind", "open_kit"]


def open_kit(sheet: Sheet, *, large: bool = False) -> Kit:
    """Return the parts to lay out one document; `large` sets its reading text in 14 points."""
    from asystent_desktop.typeset.kit import Kit  # ReportLab would double the program's start

    return Kit(sheet, large=large)


def bind(documents: Sequence[Document]) -> bytes:
    """Return laid-out documents in one PDF, each with its own frame and page numbers."""
    from asystent_desktop.typeset.kit import bound

    return bound(documents)
