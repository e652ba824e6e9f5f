from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from asystent_desktop.ui.parts.files import UNPROTECTED
from asystent_desktop.ui.parts.pdf_view import PdfView
from tests.ui.conftest import ChosenFiles
from tests.ui.finding import button, named


def pdf(pages: int) -> bytes:
    data = BytesIO()
    canvas = Canvas(data)
    for page in range(pages):
        canvas.drawString(100, 700, f"Strona {page + 1}")
        canvas.showPage()
    canvas.save()
    return data.getvalue()


@pytest.fixture
def view(qtbot: QtBot, tmp_path: Path) -> PdfView:
    made = PdfView(ChosenFiles(tmp_path / "plan.pdf"))
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    return made


def test_nothing_can_be_printed_before_there_is_a_paper(view: PdfView) -> None:
    assert not view.print_button.isEnabled()
    assert not view.save_button.isEnabled()


def test_pages_come_from_memory(qtbot: QtBot, view: PdfView) -> None:
    view.show_pdf(pdf(3))
    assert view.page_count() == 3
    assert view.count_words.text().replace("\u00a0", " ") == "3 strony"
    pages = named(view, QListWidget, "Strony")
    assert pages.count() == 3
    qtbot.waitUntil(lambda: not pages.item(2).icon().isNull())
    view.show_pdf(pdf(1))
    assert view.page_count() == pages.count() == 1


def test_saved_pdf_is_the_same_and_is_said_to_be_unprotected(
    qtbot: QtBot, view: PdfView, tmp_path: Path
) -> None:
    data = pdf(2)
    view.show_pdf(data)
    with qtbot.waitSignal(view.said) as said, qtbot.waitSignal(view.left_store) as left:
        button(view, "Zapisz PDF…").click()
    assert (tmp_path / "plan.pdf").read_bytes() == data
    assert said.args == [UNPROTECTED, "warn"]
    assert left.args == ["export"]


def test_without_a_printer_a_pdf_is_offered(
    qtbot: QtBot, view: PdfView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    view.show_pdf(pdf(1))
    with qtbot.waitSignal(view.said) as said:
        view.print_button.click()
    assert said.args is not None
    assert said.args[0].startswith("Nie ma drukarki.")


def test_without_a_printer_what_must_not_be_saved_is_copied_by_hand(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    view = PdfView(ChosenFiles(None), can_save=False)
    qtbot.addWidget(view)
    view.show_pdf(pdf(1))
    with qtbot.waitSignal(view.said) as said:
        view.print_button.click()
    assert said.args is not None
    assert "PDF" not in said.args[0]
    assert "przepisz" in said.args[0]


def test_place_that_cannot_be_written_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    view = PdfView(ChosenFiles(tmp_path / "gone" / "plan.pdf"))
    qtbot.addWidget(view)
    view.show_pdf(pdf(1))
    with qtbot.waitSignal(view.said) as said, qtbot.assertNotEmitted(view.left_store):
        view.save_as()
    assert said.args is not None
    assert said.args[0].startswith("Nie udało się zapisać pliku.")


@pytest.mark.parametrize("height", [200, 2000])
def test_width_of_the_page_does_not_hang_on_its_height(qtbot: QtBot, view: PdfView, height: int) -> None:
    view.resize(400, height)
    view.show_pdf(pdf(1))
    [shown] = view.findChildren(QPdfView)
    qtbot.waitUntil(shown.verticalScrollBar().isVisible)
