"""The page's frame: office head, foot with „strona 1 z 2”, initials, what follows on the next page."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from asystent_desktop.typeset import fonts
from asystent_desktop.typeset.boxes import dotted
from asystent_desktop.typeset.flow import PageNotes, Text, text
from asystent_desktop.typeset.styles import Styles
from asystent_desktop.typeset.text import bold, lines, plain
from asystent_desktop.typeset.values import Sheet

LEFT, RIGHT, TOP = 57.0, 45.0, 39.75
_FOOT_BOTTOM = 25.5
_INITIALS_ROOM = 24.0
_HEAD_GAP = 13.0
_LONGEST_INITIALS = 78.0
_DRAFT_SIZE = 190
_DRAFT_GREY = (0.5, 0.16)


class PageFrame:
    """Measures and draws all that stands around the text of one document; lengths in points."""

    def __init__(self, sheet: Sheet, styles: Styles, notes: PageNotes) -> None:
        self.sheet, self.styles, self.notes = sheet, styles, notes
        self.size = (A4[1], A4[0]) if sheet.lies else A4
        self.width = self.size[0] - LEFT - RIGHT
        office = sheet.office
        left = lines(bold(office.name), *map(plain, office.address_lines), plain(office.unit))
        self._office = _wrapped(text(left, styles.head), self.width * 0.62)
        self._corner = _wrapped(text(lines(*sheet.corner), styles.corner), self.width * 0.36)
        self._foot = _wrapped(text(plain(sheet.foot), styles.foot), self.width - 70 * styles.stretch)
        self._head_line = self.size[1] - TOP - max(self._office.height, self._corner.height) - 6
        self._foot_line = _FOOT_BOTTOM + self._foot.height + 4.5
        self.top = self._head_line - _HEAD_GAP
        self.bottom = self._foot_line + _INITIALS_ROOM

    def draw(self, canvas: Canvas, page: int, pages: int, before: int = 0) -> None:
        """Draw the frame of page number `page` of `pages`; `before` pages stand before them in the file."""
        if self.sheet.is_draft:
            self._draw_draft(canvas)
        self._draw_head(canvas)
        self._draw_foot(canvas, f"strona {page} z {pages}")
        if pages > 1 and before + page not in self.notes.signed and self.sheet.initials:
            self._draw_initials(canvas)
        if page < pages:
            self._draw_next(canvas, page, before)

    def _draw_draft(self, canvas: Canvas) -> None:
        """Write the word across the page, so light that the text over it stays readable on any printer."""
        canvas.saveState()
        canvas.setFillGray(*_DRAFT_GREY)
        canvas.setFont(fonts.BOLD, _DRAFT_SIZE)
        canvas.translate(self.size[0] / 2, self.size[1] / 2)
        canvas.rotate(52)
        canvas.drawCentredString(0, -_DRAFT_SIZE / 3, "szkic")
        canvas.restoreState()

    def _draw_head(self, canvas: Canvas) -> None:
        top = self.size[1] - TOP
        self._office.drawOn(canvas, LEFT, top - self._office.height)
        self._corner.drawOn(canvas, self.size[0] - RIGHT - self._corner.width, top - self._corner.height)
        canvas.setLineWidth(0.9)
        canvas.line(LEFT, self._head_line, self.size[0] - RIGHT, self._head_line)

    def _draw_foot(self, canvas: Canvas, number: str) -> None:
        canvas.setLineWidth(0.75)
        canvas.line(LEFT, self._foot_line, self.size[0] - RIGHT, self._foot_line)
        self._foot.drawOn(canvas, LEFT, _FOOT_BOTTOM)
        page = _wrapped(text(bold(number), self.styles.foot), self.width)
        shift = canvas.stringWidth(number, fonts.BOLD, self.styles.foot.fontSize)
        page.drawOn(canvas, self.size[0] - RIGHT - shift, _FOOT_BOTTOM + self._foot.height - page.height)

    def _draw_initials(self, canvas: Canvas) -> None:
        count = self.sheet.initials
        style = self.styles.foot
        label = canvas.stringWidth("parafy:", style.fontName, style.fontSize)
        gap = 13.5 if count <= 6 else 6.0
        length = min(_LONGEST_INITIALS, (self.width - label) / count - gap)
        y = self._foot_line + 10
        right = self.size[0] - RIGHT
        for number in range(count):
            edge = right - number * (length + gap)
            dotted(canvas, edge - length, edge, y)
        canvas.setFont(style.fontName, style.fontSize)
        canvas.drawRightString(right - count * (length + gap), y + 2.5, "parafy:")

    def _draw_next(self, canvas: Canvas, page: int, before: int) -> None:
        end, following = self.notes.end_of(before + page), self.notes.starts.get(before + page + 1)
        if end is None or not following:
            return
        named = ", ".join(following[:-1]) + (" i " if len(following) > 1 else "") + following[-1]
        sentence = f"{named[:1].upper()}{named[1:]}: na stronie {page + 1}."
        note = _wrapped(text(plain(sentence), self.styles.small), self.width)
        y = end - 10.5 - note.height
        if y >= self.bottom:
            note.drawOn(canvas, LEFT, y)


class SheetCanvas(Canvas):
    """A canvas that holds its pages back until their number is known, then draws the frame on each."""

    def __init__(self, *args: Any, frame: PageFrame, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.frame = frame
        self._held: list[tuple[PageFrame, dict[str, object]]] = []
        made = f"D:{frame.sheet.printed_on:%Y%m%d}000000Z"
        self.setDateFormatter(lambda *_now: made)

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Hold the finished page back with the frame that it belongs to."""
        self._held.append((self.frame, dict(self.__dict__)))
        self._startPage()  # type: ignore[attr-defined]  # missing in the stubs

    def save(self) -> None:
        """Draw the frames, each document numbered by itself, and write the file."""
        before = 0
        held = list(self._held)
        for _frame, pages in groupby(held, key=lambda one: id(one[0])):
            document = list(pages)
            for number, (frame, state) in enumerate(document, start=1):
                self.__dict__.update(state)
                frame.draw(self, number, len(document), before)
                super().showPage()
            before += len(document)
        super().save()


def _wrapped(part: Text, width: float) -> Text:
    part.wrap(width, A4[1])
    return part
