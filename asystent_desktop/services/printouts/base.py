"""What a paper is asked for, and what one gives: the values that every printout shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from asystent_desktop.records import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from asystent_desktop.checks.findings import Finding
    from asystent_desktop.services.cases import Cases
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.typeset import Document

Subject = Literal["family", "month", "record", "worker"]
"""What a paper is of: a household, a household's month, one record of a household, the worker's own time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be printed.

    `record` is the one record that the paper is of (a visit, a version of a plan), empty for the newest;
    `day` any day of the month or week that is printed (None: today). `areas` are letters of areas printed
    although papers for the family leave them off. `initials` prints initials in place of names.
    """

    family: str = ""
    child: str = ""
    record: str = ""
    day: date | None = None
    large: bool = False
    areas: frozenset[str] = frozenset()
    initials: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A paper as made: code name, neutral file name, title, PDF, the household it is of, what to look at.

    `signers` are (function, name) of those who sign it, name empty where the line is signed later; `papers`
    counts those in one file.
    """

    paper: str
    name: str
    title: str
    pdf: bytes
    pages: int
    family: str
    findings: tuple[Finding, ...] = ()
    signers: tuple[tuple[str, str], ...] = ()
    is_draft: bool = False
    papers: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a printout's `make` hands back: the PDF, a file name without any surname, whose it is (if any)."""

    pdf: bytes
    name: str
    family: str = ""
    findings: tuple[Finding, ...] = ()
    signers: tuple[tuple[str, str], ...] = ()
    is_draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where a printout reads its values from."""

    desk: Desk
    cases: Cases


@dataclass(frozen=True, slots=True, kw_only=True)
class Printout:
    """A paper that can be printed: the name and title of its layout in `papers`, and how it is made.

    `make` raises NotFoundError or RefusedError with a plain sentence when there is nothing to print.
    `batch` lays out all papers of one household in the month of `day`, for one file of many households,
    called by `batch_name` and the month.
    `kind` is the kind of the one record that it is of.
    `leaves_off` tells that area j stays off unless it is ticked for the paper; `has_initials` that it can be
    printed with initials in place of names.
    """

    name: str
    title: str
    code: str
    of: Subject
    make: Callable[[Sources, Wanted], Made]
    batch: Callable[[Sources, Wanted], Sequence[Document]] | None = None
    batch_name: str = ""
    kind: str = ""
    has_large: bool = True
    leaves_off: bool = False
    has_initials: bool = False

    def is_for(self, household: str) -> bool:
        """Tell whether a household of this kind has the paper."""
        return not self.kind or KINDS[self.kind].is_for(household)


def pages_of(pdf: bytes) -> int:
    """Return the number of pages of a PDF that ReportLab made."""
    return pdf.count(b"/Type /Page\n")
