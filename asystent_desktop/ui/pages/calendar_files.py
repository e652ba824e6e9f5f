"""What leaves the calendar: the month as a file for other calendars, the week and the day on paper."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from asystent_desktop.polish import short_day, weekday_short
from asystent_desktop.ui.parts.dialogs import ask_later
from asystent_desktop.ui.parts.files import write_private
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from pathlib import Path

    from asystent_desktop.ui.page import Page

ICS = "Kalendarz (*.ics)"


def save_ics(page: Page, day: date) -> None:
    """Ask how families are to be named, then where the month of `day` is to be saved."""
    answers = (
        ("back", tr("Wróć")),
        ("full", tr("Pełne nazwy rodzin")),
        ("initials", tr("Same inicjały")),
    )
    more = tr(
        "Pliku nie chroni hasło, a kalendarz w telefonie może wysłać go do swojej chmury. "
        "Z samymi inicjałami nikt obcy nie pozna rodzin. Adresów w pliku nie ma nigdy."
    )
    ask_later(
        page,
        tr("Jak nazwać rodziny w pliku kalendarza?"),
        more,
        answers,
        partial(_save, page, day),
        main="initials",
    )


def _save(page: Page, day: date, answer: str) -> None:
    if answer == "back":
        return
    name = f"wizyty-{day:%Y-%m}.ics"
    path = page.context.files.save_place(page, tr("Zapisz kalendarz"), name, ICS, is_protected=False)
    if path is not None:
        full = answer == "full"
        read = partial(page.context.services.calendar.ics, day.year, day.month, full_names=full)
        page.ask(read, partial(_write, page, path, full))


def _write(page: Page, path: Path, full: bool, data: bytes) -> None:
    write_private(path, data)
    said = tr("z pełnymi nazwami rodzin") if full else tr("z samymi inicjałami")
    page.notice.tell(f"{tr('Kalendarz zapisany')}, {said}. {tr('Ten plik nie jest szyfrowany.')}", "warn")


def show_papers(page: Page, button: QWidget, day: date) -> None:
    """Offer the papers of the chosen day and its week; each one is shown before it is printed."""
    first = day - timedelta(days=day.weekday())
    week = f"{short_day(first)}–{short_day(first + timedelta(days=6))}"
    menu = QMenu(button)
    for paper, words in (
        ("route-sheet", f"{tr('Trasa dnia')}: {weekday_short(day)} {short_day(day)}"),
        ("week", f"{tr('Tydzień')}: {week}"),
    ):
        menu.addAction(words).triggered.connect(partial(_preview, page, paper, day))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))


def _preview(page: Page, paper: str, day: date, _checked: bool = False) -> None:
    page.context.go(
        "print",
        paper=paper,
        day=day.isoformat(),
        initials=page.context.private,
        back="calendar",
        back_args=page.place(),
    )
