"""Tables: a bordered one whose grey head stands on each page, and a plain one of facts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable, Table

from asystent_desktop.typeset import fonts
from asystent_desktop.typeset.flow import text
from asystent_desktop.typeset.styles import Styles
from asystent_desktop.typeset.text import Markup, plain
from asystent_desktop.typeset.values import Column

_HEAD_FILL = HexColor("#e9e9e9")
_PAD_X, _PAD_Y = 5.6, 4.1
_EVERY = ((0, 0), (-1, -1))

_ROW_SPLITS_FROM = 420
"""Free height in points from which a row may break over a page: less means a page already begun."""

Cell = Markup | Flowable | tuple[Flowable, ...]


class _Grid(Table):
    """A table whose rows stay whole unless one is higher than a page.

    ReportLab tries the rest of a table on the page where its first rows stand, and there breaks a row
    that would fit on the next page.
    """

    def split(self, width: float, height: float, /) -> list[Flowable]:
        """Return the pieces for a page with `height` points left."""
        self.splitInRow = int(height >= _ROW_SPLITS_FROM)
        return super().split(width, height)


def grid(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], styles: Styles, width: float) -> Table:
    """Return a bordered table over the whole `width` in points; a row higher than a page splits within."""
    fixed = [None if column.width is None else column.width * styles.stretch for column in columns]
    rest = width - sum(value for value in fixed if value is not None)
    widths = [rest / fixed.count(None) if value is None else value for value in fixed]
    head = [_content(plain(column.head), column, styles, head=True) for column in columns]
    body = [
        [_content(cell, column, styles) for cell, column in zip(row, columns, strict=True)] for row in rows
    ]
    return _Grid(
        [head, *body],
        colWidths=widths,
        repeatRows=1,
        style=[
            ("FONTNAME", *_EVERY, fonts.REGULAR),  # else ReportLab names Helvetica in the file
            ("GRID", *_EVERY, 0.75, "black"),
            ("BACKGROUND", (0, 0), (-1, 0), _HEAD_FILL),
            ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
            ("VALIGN", (0, 1), (-1, -1), "TOP"),
            *_padding(_PAD_X, _PAD_Y),
        ],
    )


def cards(cells: Sequence[Cell], columns: int, width: float) -> Table:
    """Return cells in equal boxes, `columns` in a row, read row by row; their number is a multiple of it."""
    rows = [
        [_listed(cell) for cell in cells[start : start + columns]] for start in range(0, len(cells), columns)
    ]
    return Table(
        rows,
        colWidths=[width / columns] * columns,
        style=[
            ("FONTNAME", *_EVERY, fonts.REGULAR),
            ("GRID", *_EVERY, 0.75, "black"),
            *_padding(_PAD_X, 7),
        ],
    )


def steps(sentences: Sequence[Markup], styles: Styles, width: float) -> Table:
    """Return numbered sentences with their numbers in a column of their own."""
    number_width = 18 * styles.stretch
    rows = [
        [text(plain(f"{number}."), styles.body), text(sentence, styles.body)]
        for number, sentence in enumerate(sentences, start=1)
    ]
    return Table(
        rows,
        colWidths=[number_width, width - number_width],
        splitInRow=1,
        style=[("FONTNAME", *_EVERY, fonts.REGULAR), ("VALIGN", *_EVERY, "TOP"), *_padding(0, 1.5)],
    )


def facts(
    left: Sequence[tuple[str, Cell]], right: Sequence[tuple[str, Cell]], styles: Styles, width: float
) -> Table:
    """Return labels and bold values in two pairs of columns, without lines."""
    label_width, right_label, right_value = (points * styles.stretch for points in (72, 81, 94.5))
    rows: list[list[object]] = []
    blank = ("", Markup(""))
    for one, other in zip_longest(left, right, fillvalue=blank):
        row: list[object] = []
        for label, value in (one, other):
            row += [text(plain(label), styles.label), _value(value, styles)]
        rows.append(row)
    rest = width - label_width - (right_label + right_value if right else 0)
    widths = [label_width, rest, right_label, right_value] if right else [label_width, rest]
    return Table(
        [row[: len(widths)] for row in rows],
        colWidths=widths,
        splitInRow=1,
        style=[
            ("FONTNAME", *_EVERY, fonts.REGULAR),
            ("VALIGN", *_EVERY, "TOP"),
            *_padding(0, 1.2),
            ("RIGHTPADDING", (1, 0), (1, -1), 9),
        ],
    )


def _value(value: Cell, styles: Styles) -> object:
    return text(value, styles.value) if isinstance(value, str) else value


def _content(cell: Cell, column: Column, styles: Styles, *, head: bool = False) -> object:
    if isinstance(cell, str):
        style = styles.cell_centred if column.centred else styles.cell
        return text(cell, styles.cell_head if head else style)
    return _listed(cell)


def _listed(cell: Cell) -> object:
    return list(cell) if isinstance(cell, tuple) else cell


def _padding(x: float, y: float) -> list[tuple[str, tuple[int, int], tuple[int, int], float]]:
    return [
        ("LEFTPADDING", *_EVERY, x),
        ("RIGHTPADDING", *_EVERY, x),
        ("TOPPADDING", *_EVERY, y),
        ("BOTTOMPADDING", *_EVERY, y),
    ]
