"""What stands around the goals of a plan: what is missing, what changed, signatures, goals to begin with."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from asystent_desktop.polish import short_date
from asystent_desktop.records.codes import area_words
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from asystent_desktop.checks.findings import Finding
    from asystent_desktop.records import PlanSignature
    from asystent_desktop.services.plan_help import PlanChange, StartingGoal
    from asystent_desktop.ui.pages.plan_goals import Hides

_CHANGES = {"added": ("dodano", "ok"), "changed": ("zmieniono", "info"), "dropped": ("usunięto", "warn")}
_TONES = {"E": "bad", "W": "warn", "I": "info"}


def missing_notes(findings: Sequence[Finding], hides: Hides, lead: Callable[[Finding], object]) -> list[Note]:
    """Return a note for each thing to mend; those with a field have a button that leads to it."""
    notes = []
    for one in findings:
        if one.field.startswith("agreed_"):
            continue
        fact, _quote, own = one.sentence.partition("„")
        shown = f"{fact}„{hides(own.rstrip('”.'))}”." if own else one.sentence
        note = Note(tr(shown), tone=_TONES[one.level])
        if one.field:
            button = Button(tr("Uzupełnij"), partial(lead, one), look="small")
            button.setAccessibleName(f"{tr('Uzupełnij')}: {shown}")
            note.add_button(button)
        notes.append(note)
    return notes


def changes_card(changes: Sequence[PlanChange], version: int, hides: Hides) -> Card:
    """Return what changed since a version."""
    card = Card(f"{tr('Zmiany od wersji')} {version}", str(len(changes)))
    for one in changes:
        was = f"{tr('było')}: {hides(one.was)}" if one.was else ""
        now = f"{tr('jest')}: {hides(one.now)}" if one.now else ""
        words, tone = _CHANGES[one.kind]
        card.add_row(Row(one.what, "\n".join(filter(None, (was, now))), Chip(tr(words), tone)))
    if not changes:
        card.add(label(tr("Nic się jeszcze nie zmieniło."), "second"))
    return card


def starts_card(starts: Sequence[StartingGoal], hides: Hides, take: Callable[[StartingGoal], object]) -> Card:
    """Return goals to begin with, each with the deficit that it answers."""
    card = Card(tr("Cele na początek"), tr("z diagnozy"))
    for one in starts:
        button = Button(tr("Dodaj cel"), partial(take, one), look="small")
        button.setAccessibleName(f"{tr('Dodaj cel')}: {one.text}")
        told = f"{area_words(one.area)} · {hides(one.because)}"
        card.add_row(Row(one.text, told, button))
    return card


def signatures_card(
    signatures: Sequence[PlanSignature], shown_name: Callable[[str], str], sign: Callable[[], object]
) -> Card:
    """Return the signatures put on paper, and the way to note one more."""
    card = Card(tr("Podpisy na papierze"), str(len(signatures)) if signatures else "")
    for one in signatures:
        when = short_date(one.signed_on) if one.signed_on else ""
        words = tr("odmowa podpisu") if one.refused else when
        card.add_row(Row(shown_name(one.name), f"{code_label('signer_role', one.role)} · {words}"))
    card.add(Button(tr("Dopisz podpis…"), sign))
    return card
