"""Text for paper: what people typed is escaped, and short words stay with the next one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NewType
from xml.sax.saxutils import escape

from asystent_desktop.polish import glue

Markup = NewType("Markup", str)
"""Text that is safe in a paragraph: made only by the functions of this module."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"[ \t]+")


def plain(text: str) -> Markup:
    """Return typed text as markup that prints literally; its line ends stay, control characters go."""
    lines = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip().split("\n")
    return Markup("<br/>".join(escape(glue(_BLANKS.sub(" ", line).strip())) for line in lines))


def known(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, Markup]]:
    """Return labels with their typed texts as markup; a label without text is left out."""
    return [(label, plain(text)) for label, text in pairs if text]


def bold(text: str) -> Markup:
    """Return typed text as bold markup; nothing stays nothing."""
    return Markup(f"<b>{plain(text)}</b>" if text.strip() else "")


def joined(*parts: Markup, by: str = " ") -> Markup:
    """Return the parts that are not empty as one markup; `by` is plain text."""
    return Markup(escape(by).join(part for part in parts if part))


def lines(*parts: Markup) -> Markup:
    """Return the parts that are not empty under each other."""
    return Markup("<br/>".join(part for part in parts if part))
