"""The sentences of the footer: who works, that data are encrypted, the last copy, the last bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.polish import counted, day_month
from asystent_desktop.ui.parts.strips import FooterSentence
from asystent_desktop.ui.words import moment_words, tr

if TYPE_CHECKING:
    from asystent_desktop.services.bundle import Services

_ROLES = {"assistant": "asystent rodziny", "coordinator": "koordynator", "office": "biuro ośrodka"}


def footer_sentences(services: Services) -> tuple[FooterSentence, ...]:
    """Return the footer's sentences, without names of families; read off the GUI thread.

    What a person has to see to weighs most: the copies, then the bundles, then whose store it is.
    """
    session = services.session()
    encrypted = tr("Dane zaszyfrowane")
    said = [
        FooterSentence(f"{session.name} · {tr(_ROLES.get(session.store, ''))}", session.name, 2),
        FooterSentence(encrypted, encrypted, 1),
        _copies(services),
    ]
    if not session.is_office:
        said.append(_bundles(services))
    return tuple(said)


def _copies(services: Services) -> FooterSentence:
    last = services.backup.last()
    reminder = _reminder_words(services)
    if last is None:
        return FooterSentence(
            f"{tr('Kopii zapasowej jeszcze nie było')}{reminder}", f"{tr('Nie ma kopii')}{reminder}", 4
        )
    made = f"{moment_words(last.astimezone(), services.clock.today())}{reminder}"
    return FooterSentence(f"{tr('Ostatnia kopia zapasowa')}: {made}", f"{tr('Kopia')}: {made}", 4)


def _reminder_words(services: Services) -> str:
    """Return what is missing to copies outside this computer, after a dot; nothing when all is well."""
    words = {"place": "wybierz miejsce na kopie", "copy": "zrób kopię na nośniku", "drill": "sprawdź kopię"}
    reminder = services.backup.reminder()
    return f" · {tr(words[reminder])}" if reminder in words else ""


def _bundles(services: Services) -> FooterSentence:
    waiting = services.exchange.waiting()
    waits = ""
    if waiting.changes:
        words = counted(waiting.changes, "zmiana czeka", "zmiany czekają", "zmian czeka")
        waits = f" ({words})"
    if waiting.last_made is None:
        return FooterSentence(
            f"{tr('Paczki do biura jeszcze nie było')}{waits}", f"{tr('Nie było paczki')}{waits}", 3
        )
    made = f"{day_month(waiting.last_made.astimezone().date())}{waits}"
    return FooterSentence(f"{tr('Ostatnia paczka do biura')}: {made}", f"{tr('Paczka')}: {made}", 3)
