"""A paper on screen: pages of a PDF held in memory, never in a file, with its printing and saving."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QListView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from asystent_desktop.polish import counted
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.files import PDF, UNPROTECTED, Files, UnwritableError, write_private
from asystent_desktop.ui.parts.text import label, set_shown
from asystent_desktop.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter
    from PySide6.QtPrintSupport import QPrinter

_THUMBNAIL = QSize(84, 119)
_ZOOM_STEP = 1.2
_LEAST_WITH_THUMBNAILS = 520
_PRINT_DPI = 300
NO_PRINTER: Final = "Nie ma drukarki. Możesz zapisać PDF i wydrukować go gdzie indziej."
NO_PRINTER_BY_HAND: Final = "Nie ma drukarki. Podłącz ją albo przepisz wszystko ręcznie na kartkę."


class PdfView(QWidget):
    """Page thumbnails, the pages, zoom, "Drukuj" and "Zapisz PDF…".

    `said` carries a sentence and a tone for the page's notice; `left_store` tells after a copy went out
    ("print" or "export"), so that the page can have it written down. `may_leave` is asked before it goes out.
    """

    said = Signal(str, str)
    left_store = Signal(str)

    def __init__(self, files: Files, *, can_save: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files, self._data, self._name = files, b"", "dokument.pdf"
        self.may_leave: Callable[[], bool] = _always
        self._bytes, self._buffer = QByteArray(), QBuffer(self)
        self._document = QPdfDocument(self)
        self._view = QPdfView(self)
        self._view.setAccessibleName("Podgląd strony")
        self._view.setPageMode(QPdfView.PageMode.MultiPage)
        self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        # A bar that comes and goes changes the width that the page is fitted to: at some heights of the
        # window each calls for the other for ever, and the program never rests.
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._view.setDocument(self._document)
        self._pages = QListWidget()
        self._pages.setAccessibleName("Strony")
        self._pages.setViewMode(QListView.ViewMode.IconMode)
        self._pages.setFlow(QListView.Flow.TopToBottom)
        self._pages.setWrapping(False)
        self._pages.setMovement(QListView.Movement.Static)
        self._pages.currentRowChanged.connect(self.show_page)
        self.count_words = label("", "second")
        self._is_hidden = False
        self._hidden_words = label("Strony są ukryte w trybie prywatnym. Pokaże je F9.", "muted", wrap=True)
        self._hidden_words.hide()
        self._can_save = can_save
        self._set_out()
        keys = {"Ctrl++": 1.0, "Ctrl+=": 1.0, "Ctrl+-": -1.0}
        for key, step in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.zoom, step))

    def show_pdf(self, data: bytes, name: str = "dokument.pdf") -> None:
        """Show a PDF; `name` is offered when it is saved, without any surname in it."""
        self._document.close()
        self._buffer.close()
        self._data, self._name, self._bytes = data, name, QByteArray(data)
        self._buffer.setBuffer(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self.count_words.setText(counted(self.page_count(), "strona", "strony", "stron"))
        self._pages.clear()
        for page in range(self.page_count()):
            item = QListWidgetItem(str(page + 1))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"Strona {page + 1}")
            item.setSizeHint(self._thumbnail_room())
            self._pages.addItem(item)
        self._pages.setIconSize(_THUMBNAIL * (theme().scale / 100))
        QTimer.singleShot(0, self, partial(self._draw_thumbnail, 0))
        for button in (self.print_button, self.save_button):
            button.setEnabled(bool(self.page_count()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the thumbnails go where the page itself has little room."""
        super().resizeEvent(event)
        wide = self.width() >= theme().px(_LEAST_WITH_THUMBNAILS)
        self._pages.setVisible(wide and not self._is_hidden)

    def hide_pages(self, *, hidden: bool) -> None:
        """Hide the pages themselves, as private mode wants; printing and saving stay."""
        self._is_hidden = hidden
        self._view.setVisible(not hidden)
        self._pages.setVisible(not hidden and self.width() >= theme().px(_LEAST_WITH_THUMBNAILS))
        set_shown(self._hidden_words, hidden)

    def shows_pages(self) -> bool:
        """Tell whether the pages can be seen."""
        return not self._is_hidden

    def page_count(self) -> int:
        """Return the number of pages."""
        return self._document.pageCount()

    def text(self) -> str:
        """Return the words of all pages in one line."""
        pages = (self._document.getAllText(page).text() for page in range(self.page_count()))
        return " ".join(" ".join(pages).split())

    def show_page(self, page: int) -> None:
        """Go to a page, counted from 0."""
        if 0 <= page < self.page_count():
            self._view.pageNavigator().jump(page, QPointF(), 0)

    def zoom(self, step: float) -> None:
        """Enlarge (1) or make smaller (-1)."""
        now = self._view.zoomFactor()
        if self._view.zoomMode() is not QPdfView.ZoomMode.Custom:
            width = self._document.pagePointSize(0).width() * self._view.logicalDpiX() / 72
            now = self._view.viewport().width() / width if width else 1.0
        self._view.setZoomMode(QPdfView.ZoomMode.Custom)
        self._view.setZoomFactor(min(max(now * _ZOOM_STEP**step, 0.3), 4.0))

    def print_out(self) -> None:
        """Ask for a printer and print; the printing system is first touched here, never before."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            self.said.emit(NO_PRINTER if self._can_save else NO_PRINTER_BY_HAND, "warn")
            return
        if not self.may_leave():
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        printer.setFromTo(1, self.page_count())
        if QPrintDialog(printer, self).exec():
            paint_pages(self._document, printer)
            self.left_store.emit("print")
            self.said.emit("Wysłano do drukarki. System może przez chwilę trzymać kopię wydruku.", "info")

    def save_as(self) -> None:
        """Ask for a place and write the PDF there, readable by this user alone."""
        if not self.may_leave():
            return
        path = self._files.save_place(self, "Zapisz PDF", self._name, PDF, is_protected=False)
        if path is None:
            return
        try:
            write_private(path, self._data)
        except UnwritableError as problem:
            self.said.emit(problem.sentence, "bad")
            return
        self.left_store.emit("export")
        self.said.emit(UNPROTECTED, "warn")

    def _set_out(self) -> None:
        self.print_button = Button("Drukuj", self.print_out, look="main", hint="Ctrl+P")
        self.save_button = Button("Zapisz PDF…", self.save_as)
        shortcut = QShortcut(QKeySequence("Ctrl+P"), self)
        shortcut.activated.connect(self.print_button.click)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.count_words)
        bar.addStretch(1)
        for words, step, name in (("−", -1.0, "Pomniejsz (Ctrl+minus)"), ("+", 1.0, "Powiększ (Ctrl+plus)")):
            button = Button(words, partial(self.zoom, step), look="small")
            button.setAccessibleName(name)
            button.setToolTip(name)
            bar.addWidget(button)
        bar.addWidget(self.save_button)
        set_shown(self.save_button, self._can_save)
        bar.addWidget(self.print_button)
        self._pages.setFixedWidth(theme().px(_THUMBNAIL.width()) + 40)
        across = QHBoxLayout()
        across.addWidget(self._pages)
        across.addWidget(self._view, 1)
        across.addWidget(self._hidden_words, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(bar)
        column.addLayout(across, 1)
        for one in (self.print_button, self.save_button):
            one.setEnabled(False)

    def _thumbnail_room(self) -> QSize:
        """Return the room of one thumbnail with its number, known before it is drawn."""
        look = theme()
        number = QFontMetrics(look.font()).height()
        return QSize(look.px(_THUMBNAIL.width()) + 16, look.px(_THUMBNAIL.height()) + number + 14)

    def _draw_thumbnail(self, page: int) -> None:
        """Draw one page small, then leave the turn to others before the next."""
        if page >= min(self.page_count(), self._pages.count()):
            return
        size = self._pages.iconSize()
        self._pages.item(page).setIcon(QIcon(QPixmap.fromImage(self._document.render(page, size))))
        QTimer.singleShot(0, self, partial(self._draw_thumbnail, page + 1))


def _always() -> bool:
    return True


def paint_pages(document: QPdfDocument, printer: QPrinter) -> None:
    """Draw the pages from memory on a printer, those of its range, at 300 dots an inch."""
    from PySide6.QtGui import QPainter

    painter = QPainter(printer)
    last = printer.toPage() or document.pageCount()
    for page in range(max(printer.fromPage() - 1, 0), min(last, document.pageCount())):
        if page > max(printer.fromPage() - 1, 0):
            printer.newPage()
        _paint_page(painter, document, printer, page)
    painter.end()


def _paint_page(painter: QPainter, document: QPdfDocument, printer: QPrinter, page: int) -> None:
    points = document.pagePointSize(page)
    size = QSize(round(points.width() * _PRINT_DPI / 72), round(points.height() * _PRINT_DPI / 72))
    image = document.render(page, size)
    dots = printer.resolution() / 72
    painter.drawImage(QRect(0, 0, round(points.width() * dots), round(points.height() * dots)), image)
