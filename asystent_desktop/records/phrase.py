"""A worker's own phrase: a short key that stands for a longer text while writing."""

from __future__ import annotations

from asystent_desktop.records.fields import Record, Scope, field, kind
from asystent_desktop.records.types import Note, Ref, Text


@kind("phrase", "Własny zwrot", "Własne zwroty", scope=Scope.ACCOUNT)
class Phrase(Record):
    """One phrase of one account: typed as `;key` and a space, it becomes its text."""

    account: str = field("Kto", Ref(("account",)), index=True)
    key: str = field("Skrót", Text(20))
    text: str = field("Tekst", Note(2000))
