"""Text being typed: kept within seconds, offered again after anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from asystent_desktop.storage import drafts
from asystent_desktop.storage.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asystent_desktop.services.desk import Desk

__all__ = ["FORM", "Draft", "Drafts"]

FORM: Final = "form"


class Drafts:
    """Drafts of this device; they never leave it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def keep(self, key: str, form: str, entity: str, values: Mapping[str, Any]) -> Draft:
        """Keep what is being typed (plain JSON values) in a short transaction; return it with its time."""
        draft = Draft(key=key, form=form, entity=entity, values=values, at_ms=self._desk.store.now_ms())
        with self._desk.store.writing() as connection:
            drafts.put(connection, draft)
        return draft

    def drop(self, key: str) -> None:
        """Forget a draft that the person threw away."""
        with self._desk.store.writing() as connection:
            drafts.drop(connection, key)

    def rename(self, key: str, new_key: str) -> None:
        """Give a draft another key; a missing one is fine."""
        with self._desk.store.writing() as connection:
            drafts.rename(connection, key, new_key)

    def get(self, key: str) -> Draft | None:
        """Return the draft with that key, or None."""
        with self._desk.store.reading() as reader:
            return drafts.get(reader.connection, key)

    def all(self) -> tuple[Draft, ...]:
        """Return all drafts, newest first."""
        with self._desk.store.reading() as reader:
            return drafts.listed(reader.connection)

    def of_forms(self) -> tuple[Draft, ...]:
        """Return the drafts of forms in dialogs, newest first."""
        return tuple(one for one in self.all() if one.form == FORM)
