"""What a paper hands over to be printed: the frame of its pages, columns, signers, dots."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from asystent_desktop.typeset.text import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeHead:
    """The office as it stands at the head of each page; `town` goes before a date."""

    name: str
    address_lines: tuple[str, ...]
    unit: str
    town: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A person asked to sign: `role` in lower case, `name` empty where the line is signed later."""

    role: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One document's frame.

    `title` is the only title in the file's properties, so it names no person; `corner` holds the lines at the
    top right; `foot` the line at the bottom left; `printed_on` the day given as the file's date; `initials`
    how many people put their initials on each page without signatures; `is_draft` writes „szkic” across each;
    `lies` turns the page on its long side.
    """

    office: OfficeHead
    title: str
    corner: tuple[Markup, ...]
    foot: str
    printed_on: date
    initials: int = 0
    is_draft: bool = False
    lies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table; `width` in points at the usual size, None takes what is left."""

    head: str
    width: float | None = None
    centred: bool = False


Dot = Literal["held", "planned", "free", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots:
    """A row of dots: the places of the month, then the failed visits, which take no place."""

    places: tuple[Dot, ...]
    failed: int = 0

    def all(self) -> tuple[Dot, ...]:
        """Return every dot from the left."""
        crossed: Dot = "failed"
        return self.places + (crossed,) * self.failed
