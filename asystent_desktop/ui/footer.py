"""The sentences of the footer: who works, that data are encrypted, the last copy, the last bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.polish import counted, day_month
from asystent_desktop.ui.words import moment_words, tr

if TYPE_CHECKING:
    from asystent_desktop.services.bundle import Services

_ROLES = {"assistant": "asystent rodziny", "coordinator": "koordynator", "office": "biuro ośrodka"}


def footer_sentences(services: Services) -> tuple[str, ...]:
    """Return the footer's sentences, without names of families; read off the GUI thread."""
    session = services.session()
    said = [f"{session.name} · {tr(_ROLES.get(session.store, ''))}", tr("Dane zaszyfrowane")]
    last = services.backup.last()
    copied = moment_words(last.astimezone(), services.clock.today()) if last else tr("jeszcze nie było")
    said.append(f"{tr('Ostatnia kopia zapasowa')}: {copied}{_reminder_words(services)}")
    if not session.is_office:
        said.append(_bundle_words(services))
    return tuple(said)


def _reminder_words(services: Services) -> str:
    """Return what is missing to copies outside this computer, after a dot; nothing when all is well."""
    words = {"place": "wybierz miejsce na kopie", "copy": "zrób kopię na nośniku", "drill": "sprawdź kopię"}
    reminder = services.backup.reminder()
    return f" · {tr(words[reminder])}" if reminder in words else ""


def _bundle_words(services: Services) -> str:
    waiting = services.exchange.waiting()
    waits = ""
    if waiting.changes:
        words = counted(waiting.changes, "zmiana czeka", "zmiany czekają", "zmian czeka")
        waits = f" ({words})"
    if waiting.last_made is None:
        return f"{tr('Paczki do biura jeszcze nie było')}{waits}"
    return f"{tr('Ostatnia paczka do biura')}: {day_month(waiting.last_made.astimezone().date())}{waits}"
