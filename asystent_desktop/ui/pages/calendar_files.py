"""What leaves the calendar: the month as a file for other calendars, the week and the day on paper."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from asystent_desktop.polish import short_day, weekday_short
from asystent_desktop.ui.parts.dialogs import ask_later
from asystent_desktop.ui.parts.files import write_private
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from pathlib import Path

    from asystent_desktop.services.bundle import Services
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
        write = partial(_write, page.context.services, path, day, full)
        page.save(write, lambda _done: page.notice.tell(_said(full), "warn"))


def _write(services: Services, path: Path, day: date, full: bool) -> None:
    """Write the file and note that data left the program; not for the GUI thread."""
    write_private(path, services.calendar.ics(day.year, day.month, full_names=full))
    services.printing.note_export("", printed=False)


def _said(full: bool) -> str:
    names = tr("z pełnymi nazwami rodzin") if full else tr("z samymi inicjałami")
    return f"{tr('Kalendarz zapisany')}, {names}. {tr('Ten plik nie jest szyfrowany.')}"


def show_papers(page: Page, day: date) -> None:
    """Offer the papers of the chosen day and its week; each one is shown before it is printed."""
    first = day - timedelta(days=day.weekday())
    week = f"{short_day(first)}–{short_day(first + timedelta(days=6))}"
    answers = (
        ("back", tr("Wróć")),
        ("week", f"{tr('Tydzień')} {week}"),
        ("route-sheet", f"{tr('Trasa dnia')} {weekday_short(day)} {short_day(day)}"),
    )
    more = tr("Najpierw zobaczysz strony. Trasa ma adresy, telefony, ustalenia i to, na co uważać.")
    ask_later(page, tr("Co wydrukować?"), more, answers, partial(_preview, page, day), main="route-sheet")


def _preview(page: Page, day: date, paper: str) -> None:
    if paper == "back":
        return
    page.context.go(
        "print",
        paper=paper,
        day=day.isoformat(),
        initials=page.context.private,
        back="calendar",
        back_args=page.place(),
    )
