"""What happened: areas, the note with one's own phrases, what the family did, agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asystent_desktop.records import Visit
from asystent_desktop.ui.pages.visit_agreements import NewAgreements
from asystent_desktop.ui.pages.visit_areas import AreaPicker
from asystent_desktop.ui.pages.visit_when import keyed_caption
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, pair
from asystent_desktop.ui.parts.phrase_note import PhraseNote
from asystent_desktop.ui.parts.text import ElidedLabel
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from asystent_desktop.records import Phrase

LIMIT = 20_000


class CourseCard(Card):
    """The middle card on the page of a visit."""

    def __init__(self, today: Callable[[], date], edit_phrases: Callable[[], object]) -> None:
        super().__init__(tr("Przebieg"), tr("pisz swobodnie; szkic zapisuje się sam"))
        self.areas = AreaPicker()
        self.course, self.did = PhraseNote(7, limit=LIMIT), PhraseNote(2, limit=LIMIT)
        self.agreements = NewAgreements(today)
        self.course.setAccessibleName(tr("Notatka"))
        self.did.setAccessibleName(Visit.INFO.by_name["family_did"].label)
        self.areas.setAccessibleName(Visit.INFO.by_name["areas"].label)
        self._keys = ElidedLabel("", "second")
        phrases = Button(tr("Zwroty…"), edit_phrases, look="small", hint="Ctrl+J")
        for words, key, part in (
            (tr("Obszary"), tr("F2 i litera obszaru"), self.areas),
            (tr("Notatka"), "F3", self.course),
        ):
            self.add(keyed_caption(words, key))
            self.add(part)
        self.add(pair(phrases, self._keys))
        self.add(keyed_caption(tr("Co zrobiła rodzina"), ""))
        self.add(self.did)
        self.add(keyed_caption(tr("Ustalenia na następny raz"), "F8"))
        self.add(self.agreements)
        self.set_spacing(6)
        self.show_phrases(())

    def editors(self) -> Mapping[str, Any]:
        """Return the editors by the field of the entry that each one holds."""
        return {
            "areas": self.areas,
            "course": self.course,
            "family_did": self.did,
            "new_agreements": self.agreements,
        }

    def show_phrases(self, phrases: Sequence[Phrase]) -> None:
        """Give the notes the phrases, and say their keys."""
        known = {one.key: one.text for one in phrases}
        for note in (self.course, self.did):
            note.set_phrases(known)
        keys = "  ".join(f";{key}" for key in known)
        words = (
            tr("skrót i spacja") if keys else tr("własny skrót zamiast długiego zdania, np. ;zak i spacja")
        )
        self._keys.setText(f"{keys}  {words}".strip())
