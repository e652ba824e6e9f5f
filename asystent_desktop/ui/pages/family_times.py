"""When a family can be visited: its hours and wishes, what it agreed to, spells away, how many visits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from asystent_desktop.polish import WEEKDAYS_SHORT, clock, short_date
from asystent_desktop.records import FamilyAbsence
from asystent_desktop.records.types import week_hours
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row, fact
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.services.cases import FamilyPage as FamilyData
    from asystent_desktop.services.desk import Household
    from asystent_desktop.ui.pages.family_tab import FamilyTab

FIELDS: Final = (
    *("meeting_hours", "favourite_hours", "evening_ok", "weekend_ok"),
    *("visit_target", "visit_target_since", "visit_target_before"),
)
_ABSENCE: Final = ("since", "until", "reason")


def times_card(tab: FamilyTab, data: FamilyData) -> Card:
    """Return the card of what the planning of a month takes from the family."""
    house, card = data.household, Card(tr("Pory spotkań"))
    for caption, value in (
        (tr("Godziny rodziny"), hours_words(house.meeting_hours) or tr("każda godzina pracy")),
        (tr("Ulubiona pora"), hours_words(house.favourite_hours)),
        (tr("Zgoda na spotkania"), _agreed(house)),
        (tr("Wizyt w miesiącu"), _target(house)),
    ):
        if value:
            card.add(fact(caption, value))
    edit = partial(tab.edit, house, FIELDS, tr("Pory spotkań"))
    card.add(Button(tr("Zmień pory spotkań…"), edit))
    for one in sorted(data.absences, key=lambda one: one.since):
        spell = f"{short_date(one.since)}–{short_date(one.until)}"
        button = Button(tr("Zmień…"), partial(tab.edit, one, _ABSENCE))
        button.setAccessibleName(f"{tr('Zmień')}: {tr('nieobecność')} {spell}")
        reason = tab.context.shown_text(one.reason)
        card.add_row(Row(f"{tr('Nieobecność')}: {spell}", reason, button))
    add = partial(tab.add_record, tr("Nieobecność rodziny"), FamilyAbsence, _ABSENCE, {"family": data.row.id})
    card.add(Button(tr("Dodaj nieobecność…"), add))
    return card


def hours_words(value: str) -> str:
    """Return hours of a week as a person reads them: "wt. 15:00–18:00, czw. 09:00–12:00"."""
    return ", ".join(
        f"{WEEKDAYS_SHORT[weekday]} {clock(start)}–{clock(end)}"
        for weekday, spans in week_hours(value).items()
        for start, end in spans
    )


def _agreed(house: Household) -> str:
    agreed = [(house.evening_ok, tr("wieczory")), (house.weekend_ok, tr("soboty i niedziele"))]
    return ", ".join(words for is_agreed, words in agreed if is_agreed)


def _target(house: Household) -> str:
    now = tr("tyle, ile przyjęto w ośrodku") if house.visit_target is None else str(house.visit_target)
    if house.visit_target_since is None:
        return now
    before = "" if house.visit_target_before is None else f", {tr('wcześniej')} {house.visit_target_before}"
    return f"{now} {tr('od')} {short_date(house.visit_target_since)}{before}"
