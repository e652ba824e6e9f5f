"""Text for paper: what people typed is escaped, and short words stay with the next one."""

from __future__ import annotations

import re
from datetime import date
from typing import NewType
from xml.sax.saxutils import escape

Markup = NewType("Markup", str)
"""Text that is safe in a paragraph: made only by the functions of this module."""

NBSP = "\u00a0"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"[ \t]+")
_GLUED = re.compile(r"(?<![\w.’'-])((?:[^\W\d_]|p\.|nr|ul\.)) (?=\S)")
_MONEY = re.compile(r"(?<=\d) (?=(?:\d{3}(?!\d)|zł\b|%))")


def glue(text: str) -> str:
    """Return `text` with no-break spaces after one-letter words and inside amounts.

    A one-letter word at the end of a line is an error of Polish typesetting.
    """
    return _MONEY.sub(NBSP, _GLUED.sub(rf"\1{NBSP}", text))


def plain(text: str) -> Markup:
    """Return typed text as markup that prints literally; its line ends stay, control characters go."""
    lines = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip().split("\n")
    return Markup("<br/>".join(escape(glue(_BLANKS.sub(" ", line).strip())) for line in lines))


def bold(text: str) -> Markup:
    """Return typed text as bold markup."""
    return Markup(f"<b>{plain(text)}</b>")


def joined(*parts: Markup, by: str = " ") -> Markup:
    """Return the parts that are not empty as one markup; `by` is plain text."""
    return Markup(escape(by).join(part for part in parts if part))


def lines(*parts: Markup) -> Markup:
    """Return the parts that are not empty under each other."""
    return Markup("<br/>".join(part for part in parts if part))


def day(value: date) -> str:
    """Return the date as in tables: 23.11.2026."""
    return f"{value:%d.%m.%Y}"
