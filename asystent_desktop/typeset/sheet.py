"""What stands around the text of a printed document: office, case, foot, initials."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
    how many people put their initials on each page without signatures.
    """

    office: OfficeHead
    title: str
    corner: tuple[Markup, ...]
    foot: str
    printed_on: date
    initials: int = 0
