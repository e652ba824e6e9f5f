"""Paragraphs, and the notes that the layout leaves about each page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, cast

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, Paragraph

from asystent_desktop.polish import NBSP
from asystent_desktop.typeset.text import Markup

_MIDDLE = 0.305
"""Lato's middle between ascender and descender, above the baseline, in ems."""


class Text(Paragraph):
    """A paragraph whose lines stand in the middle of their leading and copy with usual spaces."""

    blPara: Any  # noqa: N815 - the broken lines, untyped in the stubs

    def draw(self) -> None:
        """Draw the lines; a no-break space has done its work by now, and search should not stumble on it."""
        for number, line in enumerate(self.blPara.lines):
            if self.blPara.kind == 0:
                spare, words = line
                self.blPara.lines[number] = (spare, [word.replace(NBSP, " ") for word in words])
            else:
                for fragment in line.words:
                    fragment.text = fragment.text.replace(NBSP, " ")
        style = self.style
        self.canv.translate(0, style.fontSize * (1 - _MIDDLE) - style.leading / 2)
        super().draw()


class PageNotes:
    """What came to stand on which page (pages count from 1); filled while the pages are laid out."""

    def __init__(self) -> None:
        self.starts: defaultdict[int, list[str]] = defaultdict(list)
        self.signed: set[int] = set()
        self._ends: dict[int, float] = {}

    def started(self, page: int, words: str) -> None:
        """Note that a part named `words` begins on `page`."""
        if words not in self.starts[page]:
            self.starts[page].append(words)
        self._ends.pop(page, None)

    def ended(self, page: int, y: float) -> None:
        """Note that a part is complete on `page`, at `y` points above the paper's edge."""
        self._ends[page] = y

    def end_of(self, page: int) -> float | None:
        """Return where the last part on `page` ends, or None if it goes on over the page."""
        return self._ends.get(page)


class _Mark(Flowable):
    """Takes no room; writes a note when it is drawn."""

    def __init__(self, notes: PageNotes) -> None:
        super().__init__()
        self.notes = notes

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 0, 0


class Start(_Mark):
    """A part of the document begins here."""

    def __init__(self, notes: PageNotes, words: str) -> None:
        super().__init__(notes)
        self.words = words

    def draw(self) -> None:
        """Note the page."""
        self.notes.started(self.canv.getPageNumber(), self.words)


class End(_Mark):
    """A part of the document is complete here."""

    def draw(self) -> None:
        """Note the page and the height."""
        _, y = self.canv.absolutePosition(0, 0)
        self.notes.ended(self.canv.getPageNumber(), y)


def text(markup: Markup, style: ParagraphStyle) -> Text:
    """Return a paragraph; only markup from `typeset.text` fits its type."""
    return Text(markup, style)


def height_of(parts: Sequence[Flowable], width: float) -> float:
    """Return the room in points that the parts take under each other in a column of `width` points."""
    total = 0.0
    gap = 0.0
    for part in parts:
        total += max(gap, part.getSpaceBefore()) + part.wrap(width, 1e6)[1]
        gap = part.getSpaceAfter()
    return total


def together(parts: Sequence[Flowable], *, width: float, page_height: float, least: float) -> list[Flowable]:
    """Return the parts with a page break before them where it is needed to keep them on one page.

    Parts higher than a page flow on, starting where at least `least` points are free.
    """
    need = height_of(parts, width)
    room = need if need <= page_height else least
    return [cast(Flowable, CondPageBreak(room)), *parts]
