"""Text to be read: Markdown in the program's own type, links within it, found words marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from asystent_desktop.polish import fold
from asystent_desktop.ui.theme import FAMILY, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock

_LINE_PERCENT = 138.0
_HEADINGS = {1: ("title", 0.0), 2: ("lead", 16.0), 3: ("card", 10.0)}


class Reading(QTextBrowser):
    """A page of text. Links are carried by `followed`; nothing is ever fetched, opened or run."""

    followed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("part", "reading")
        self.anchorClicked.connect(lambda link: self.followed.emit(link.toString()))

    def loadResource(self, _kind: int, _name: QUrl | str) -> None:  # noqa: N802 - Qt's name
        """Load nothing: all that is shown comes with the text."""

    def show_markdown(self, text: str) -> None:
        """Show a text from its beginning."""
        self._text = text
        self.document().setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        _dress(self.document())
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.mark("")

    def mark(self, phrase: str) -> int:
        """Mark every place of the words of a phrase, go to the first, and return how many there are."""
        marks: list[QTextEdit.ExtraSelection] = []
        block = self.document().begin()
        while block.isValid():
            for start, length in places(block.text(), phrase):
                marks.append(self._marked(block.position() + start, length))
            block = block.next()
        self.setExtraSelections(marks)
        if marks:
            cursor = QTextCursor(marks[0].cursor)
            cursor.clearSelection()
            self.setTextCursor(cursor)
        return len(marks)

    def changeEvent(self, event: QEvent) -> None:
        """Set the text anew in another size of type."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self._text:
            self.show_markdown(self._text)

    def _marked(self, start: int, length: int) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        shape = QTextCharFormat()
        shape.setBackground(theme().colour("warn_soft"))
        shape.setFontUnderline(True)
        mark.cursor, mark.format = cursor, shape
        return mark


def places(text: str, phrase: str) -> list[tuple[int, int]]:
    """Return where the words of a phrase stand in a text, as start and length, Polish marks left aside."""
    folded, origin = "", []
    for place, letter in enumerate(text):
        plain = fold(letter)
        folded += plain
        origin += [place] * len(plain)
    found = []
    for word in fold(phrase).split():
        start = folded.find(word)
        while start >= 0:
            last = origin[start + len(word) - 1]
            found.append((origin[start], last - origin[start] + 1))
            start = folded.find(word, start + len(word))
    return sorted(found)


def _dress(document: QTextDocument) -> None:
    look = theme()
    document.setDocumentMargin(look.px(8))
    document.setIndentWidth(look.px(22))
    block = document.begin()
    while block.isValid():
        _dress_block(document, block)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)


def _dress_block(document: QTextDocument, block: QTextBlock) -> None:
    look = theme()
    level = block.blockFormat().headingLevel()
    role, above = _HEADINGS.get(level, ("body", 4.0))
    in_list = block.textList() is not None
    shape = QTextBlockFormat()
    shape.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    shape.setTopMargin(look.px(above))
    shape.setBottomMargin(look.px(4 if in_list or level else 8))
    cursor = QTextCursor(block)
    cursor.mergeBlockFormat(shape)
    # The pieces are noted first: setting a format changes the block that is walked through.
    walk, pieces = block.begin(), []
    while not walk.atEnd():
        piece = walk.fragment()
        pieces.append((piece.position(), piece.length(), piece.charFormat()))
        walk += 1
    for start, length, had in pieces:
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(_char(had, role, is_heading=bool(level)))


def _char(had: QTextCharFormat, role: str, *, is_heading: bool) -> QTextCharFormat:
    """Return the format of a piece: the program's type, keys on a soft field, links as links."""
    look = theme()
    is_bold = is_heading or had.fontWeight() > QFont.Weight.Medium
    made = QTextCharFormat()
    made.setFont(look.font(role, bold=is_bold))
    if had.fontItalic():
        made.setFontItalic(True)
    if had.fontFixedPitch():
        made.setFont(look.font("second", half_bold=True))
        made.setFontFamilies([FAMILY])
        made.setBackground(look.colour("quiet"))
    if had.isAnchor():
        made.setAnchor(True)
        made.setAnchorHref(had.anchorHref())
        made.setForeground(look.colour("info"))
        made.setFontUnderline(True)
    return made


def _dress_table(table: QTextTable) -> None:
    look = theme()
    shape = table.format()
    shape.setBorder(0)
    shape.setCellSpacing(0)
    shape.setCellPadding(look.px(5))
    shape.setTopMargin(look.px(6))
    shape.setBottomMargin(look.px(10))
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(shape)
    edge = look.colour("line")
    for row in range(table.rows()):
        for column in range(table.columns()):
            _underline(table, row, column, edge)


def _underline(table: QTextTable, row: int, column: int, edge: QColor) -> None:
    cell = table.cellAt(row, column)
    shape = cell.format().toTableCellFormat()
    shape.setProperty(QTextFormat.Property.TableCellBottomBorder, 1.0)
    shape.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBottomBorderBrush(edge)
    cell.setFormat(shape)
