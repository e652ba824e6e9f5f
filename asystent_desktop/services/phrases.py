"""A worker's own phrases: a short key that becomes a longer text while writing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from asystent_desktop.errors import InvalidValueError, RefusedError
from asystent_desktop.merge.operation import DELETED
from asystent_desktop.polish import sort_key
from asystent_desktop.records import Phrase
from asystent_desktop.services.records import Saved
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Changes, Unit, Write

if TYPE_CHECKING:
    from asystent_desktop.services.desk import Desk

_KEY: Final = re.compile(r"[^\W_]{1,20}")


class Phrases:
    """What a person keeps for writing faster."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> tuple[Phrase, ...]:
        """Return this account's phrases by their keys, in Polish order."""
        with self._desk.store.reading() as reader:
            found = reader.find(Phrase, account=self._desk.account)
        return tuple(sorted(found, key=lambda one: sort_key(one.key)))

    def save(self, key: str, text: str, phrase_id: str = "") -> Saved:
        """Keep a new phrase or change one; InvalidValueError for a key that can't be typed or is taken."""
        short = key.strip().removeprefix(";").casefold()
        if not _KEY.fullmatch(short):
            raise InvalidValueError("key", "Skrót to od 1 do 20 liter i cyfr, bez odstępów, np. zak.")
        if not text.strip():
            raise InvalidValueError("text", "Wpisz tekst, który ma się pojawić zamiast skrótu.")
        if any(one.key == short and one.id != phrase_id for one in self.all()):
            raise InvalidValueError("key", f"Skrót ;{short} już jest. Zmień tamten albo wybierz inny.")
        record_id = phrase_id or new_id()
        values = {"account": self._desk.account, "key": short, "text": text.strip()}
        changes = self._desk.store.save(Unit((Write(Phrase.INFO, record_id, values),)))
        return Saved(id=record_id, changes=changes)

    def remove(self, phrase_id: str) -> Changes:
        """Forget a phrase; RefusedError when it is another account's."""
        with self._desk.store.reading() as reader:
            phrase = reader.one(Phrase, phrase_id)
        if phrase.account != self._desk.account:
            raise RefusedError("Ten zwrot należy do innej osoby.")
        return self._desk.store.save(Unit((Write(Phrase.INFO, phrase_id, life=DELETED),)))
