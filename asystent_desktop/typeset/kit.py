"""The parts that papers and reports are laid out from, and the PDF made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO
from typing import Any, cast

from reportlab.lib.pagesizes import A4
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
)

from asystent_desktop.typeset import boxes, flow, fonts, tables
from asystent_desktop.typeset.dots import DotCell, DotsLine
from asystent_desktop.typeset.page import LEFT, PageFrame, SheetCanvas
from asystent_desktop.typeset.styles import styles
from asystent_desktop.typeset.tables import Cell
from asystent_desktop.typeset.text import Markup, plain
from asystent_desktop.typeset.values import Column, Dot, Dots, Sheet, Signer

__all__ = ["Cell", "Flowable", "Kit", "bound"]


class Kit:
    """One document in the making: each method returns parts for `pdf`; lengths are points."""

    def __init__(self, sheet: Sheet, *, large: bool = False) -> None:
        self.styles = styles(large=large)
        self.sheet = sheet
        self._notes = flow.PageNotes()
        self._frame = PageFrame(sheet, self.styles, self._notes)

    def title(self, words: str, under: str = "") -> list[Flowable]:
        """Return the document's title with a line under it."""
        parts: list[Flowable] = [Spacer(0, 1.5), flow.text(plain(words), self.styles.title)]
        if under:
            parts.append(flow.text(plain(under), self.styles.under_title))
        return [*parts, Spacer(0, 10)]

    def heading(self, words: str, note: str = "") -> Flowable:
        """Return a bold heading with an optional note in brackets in usual weight."""
        markup = plain(words)
        if note:
            size = self.styles.small.fontSize
            markup = Markup(f'{markup} <font name="{fonts.REGULAR}" size="{size}">({plain(note)})</font>')
        return flow.text(markup, self.styles.heading)

    def paragraph(self, markup: Markup) -> Flowable:
        """Return text under a heading."""
        return flow.text(markup, self.styles.small)

    def note(self, markup: Markup) -> Flowable:
        """Return a note in the smallest print."""
        return flow.text(markup, self.styles.note)

    def cell_note(self, words: str) -> Flowable:
        """Return small centred words for a table's cell."""
        return flow.text(plain(words), self.styles.cell_note)

    def gap(self, points: float) -> Flowable:
        """Return free room."""
        return Spacer(0, points)

    def facts(self, left: Sequence[tuple[str, Cell]], right: Sequence[tuple[str, Cell]] = ()) -> Flowable:
        """Return labels with bold values in one or two pairs of columns."""
        return tables.facts(left, right, self.styles, self._frame.width)

    def grid(self, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Flowable:
        """Return a bordered table; its head stands on each page."""
        return tables.grid(columns, rows, self.styles, self._frame.width)

    def cards(self, cells: Sequence[Cell], columns: int) -> Flowable:
        """Return cells in equal boxes, `columns` in a row; their number is a multiple of it."""
        return tables.cards(cells, columns, self._frame.width)

    def code_group(self, number: int, characters: str) -> Cell:
        """Return one numbered group of a code in large bold letters."""
        return (self.cell_note(str(number)), flow.text(plain(characters), self.styles.code))

    def steps(self, sentences: Sequence[Markup]) -> Flowable:
        """Return numbered sentences."""
        return tables.steps(sentences, self.styles, self._frame.width)

    def box(self, markup: Markup) -> Flowable:
        """Return text in a border."""
        return boxes.TextBox(flow.text(markup, self.styles.boxed), pad_x=9.4, pad_y=6.4)

    def boxed(self, heading: str, markup: Markup, *, note: str = "", words: str = "") -> list[Flowable]:
        """Return a heading and text in a border as one part, named `words` (else as headed), or nothing."""
        parts = [self.heading(heading, note), self.box(markup)]
        return self.part(words or heading.lower(), parts) if markup else []

    def under_grid(self, markup: Markup) -> Flowable:
        """Return text in a border that closes the table above it."""
        return boxes.TextBox(flow.text(markup, self.styles.cell), pad_x=5.6, pad_y=4.1)

    def lines_box(self, count: int = 2) -> Flowable:
        """Return an empty box with dotted lines to write on."""
        return boxes.LinesBox(count)

    def signatures(self, signers: Sequence[Signer], *, columns: int = 2, low: bool = False) -> list[Flowable]:
        """Return boxes to sign, `columns` in a row; pages with them carry no initials."""
        look = boxes.SignatureLook(columns=columns, height=52.5 if low else 63)
        return [
            boxes.SignatureRow(signers[start : start + columns], look, self.styles, self._notes)
            for start in range(0, len(signers), columns)
        ]

    def tick_line(self, words: str) -> Flowable:
        """Return a square to tick with words and a dotted line."""
        return boxes.TickLine(words, self.styles)

    def dots_line(self, parts: Sequence[Dots | str], *, bold: bool = False) -> Flowable:
        """Return dots and words on one line."""
        return DotsLine(parts, self.styles, bold=bold)

    def dot_cell(self, dot: Dot) -> Flowable:
        """Return one dot for a table's cell."""
        return DotCell(dot)

    def part(self, words: str, parts: Sequence[Flowable], *, flows: bool = False) -> list[Flowable]:
        """Return the parts kept on one page if a page can hold them, unless they are to flow.

        If they begin a page, the end of the page before names them by `words` (lower case, nominative).
        """
        marked = [flow.Start(self._notes, words), *parts, flow.End(self._notes)]
        height = 0.0 if flows else self._frame.top - self._frame.bottom
        return flow.together(
            marked, width=self._frame.width, page_height=height, least=90 * self.styles.stretch
        )

    def pdf(self, parts: Sequence[Flowable]) -> bytes:
        """Return the document; equal input gives equal bytes, and nothing touches the disk."""
        return bound([(self, parts)])

    def template(self, name: str) -> PageTemplate:
        """Return the page of this document, under a name of its own in the file."""
        frame = self._frame
        area = Frame(
            LEFT,
            frame.bottom,
            self._frame.width,
            frame.top - frame.bottom,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        return PageTemplate(name, [area], onPage=self._begin_page, pagesize=frame.size)

    def canvas(self) -> Callable[..., SheetCanvas]:
        """Return what makes the canvas of a file that begins with this document."""
        return partial(SheetCanvas, frame=self._frame)

    def _begin_page(self, canvas: Any, _document: object) -> None:
        canvas.frame = self._frame


def bound(documents: Sequence[tuple[Kit, Sequence[Flowable]]]) -> bytes:
    """Return documents one after another in one file, each numbered by itself; the first names the file."""
    first = documents[0][0]
    stream = BytesIO()
    document = BaseDocTemplate(
        stream,
        pagesize=A4,
        title=first.sheet.title,
        author="",
        subject="",
        creator="Asystent rodziny",
        producer="Asystent rodziny",
        lang="pl",
        invariant=1,
        initialFontName=fonts.REGULAR,
        displayDocTitle=1,
        printScaling="None",
    )
    story: list[Flowable] = []
    for number, (kit, parts) in enumerate(documents):
        document.addPageTemplates(kit.template(f"document-{number}"))
        if number:
            story += [cast(Flowable, NextPageTemplate(f"document-{number}")), PageBreak()]
        story += parts
    document.build(story, canvasmaker=first.canvas())
    return stream.getvalue()
