"""The fact of a Blue Card procedure."""

from __future__ import annotations

from datetime import date

from asystent_desktop.records.fields import HOUSEHOLD, Record, field, kind
from asystent_desktop.records.types import Day, Text


@kind("blue_card", "Niebieska Karta", "Niebieskie Karty")
class BlueCard(Record):
    """The fact and the dates of a Blue Card procedure; its forms are not kept here.

    Source: rozporządzenie w sprawie procedury „Niebieskie Karty”, Dz.U. 2023 poz. 1870.
    """

    family: str = field("Rodzina", HOUSEHOLD, index=True)
    started_on: date = field("Data wypełnienia formularza A", Day())
    filled_by: str = field("Kto wypełnił", Text(80), default="")
    number: str = field("Numer", Text(40), default="")
    passed_to_team_on: date | None = field("Przekazano do zespołu", Day(), default=None)
    group_meeting_on: date | None = field("Posiedzenie grupy", Day(), default=None)
    ended_on: date | None = field("Zakończono", Day(), default=None)
