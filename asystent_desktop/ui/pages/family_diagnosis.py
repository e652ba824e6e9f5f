"""Diagnoza: strengths beside deficits, by area, each with its day and weight."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from asystent_desktop.records import DiagnosisItem
from asystent_desktop.records.codes import area_words
from asystent_desktop.ui.pages.family_tab import FamilyTab
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.services.cases import FamilyPage as FamilyData
    from asystent_desktop.ui.pages.family_tab import FamilyHost

_NEW = ("area", "text", "weight")
_OLD = ("area", "text", "weight", "noted_on", "gone_on")
_WEIGHTS = {1: "lekkie", 2: "wyraźne", 3: "ciężkie"}


class DiagnosisTab(FamilyTab):
    """What the family can, and what it has trouble with."""

    OF = "diagnosis_item"

    def __init__(self, host: FamilyHost) -> None:
        super().__init__(host, (0, 0))

    def show_family(self, data: FamilyData) -> None:
        """Show both kinds side by side."""
        kinds = (
            (
                tr("Potencjały"),
                data.strengths,
                "strength",
                tr("Co rodzina już umie i ma: więzi, praca, pomoc bliskich."),
            ),
            (tr("Deficyty"), data.deficits, "deficit", tr("Fakty, nie oceny: „w kuchni nie było jedzenia”.")),
        )
        for place, (words, items, kind, hint) in enumerate(kinds):
            card = Card(words, str(len(items)))
            ordered = sorted(items, key=lambda one: (one.area, str(one.noted_on or "")))
            for area, listed in groupby(ordered, key=lambda one: one.area):
                caption = label(area_words(area), "caption")
                caption.setContentsMargins(0, 10, 0, 0)
                card.add(caption)
                for place_in_area, one in enumerate(listed):
                    row = self._row(one)
                    card.add_row(row)
                    if (
                        not place_in_area
                    ):  # the line parts entries of one area, never a caption from its entry
                        row.setProperty("first", "true")
            if not items:
                card.add(label(hint, "second", wrap=True))
            given = {"family": data.row.id, "kind": kind, "noted_on": self.context.clock.today()}
            add = Button(tr("Dodaj wpis…"), partial(self.add_record, words, DiagnosisItem, _NEW, given))
            add.setAccessibleName(f"{tr('Dodaj wpis')}: {words}")
            card.add(add)
            self.add(card, place)

    def _row(self, one: DiagnosisItem) -> Row:
        button = Button(tr("Zmień…"), partial(self.edit, one, _OLD, tr("Wpis diagnozy")))
        button.setAccessibleName(f"{tr('Zmień wpis')}: {self.context.shown_text(one.text)}")
        noted = f"{one.noted_on:%d.%m.%Y}" if one.noted_on else ""
        weight = tr(_WEIGHTS[one.weight]) if one.weight in _WEIGHTS and one.kind == "deficit" else ""
        return Row(self.context.shown_text(one.text), " · ".join(filter(None, (weight, noted))), button)
