"""Visits: what is planned, what was recorded, what was agreed; one save for each of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from asystent_desktop.checks.counting import ATTEMPTS, counted_state
from asystent_desktop.errors import InvalidValueError, RefusedError
from asystent_desktop.merge.operation import DELETED
from asystent_desktop.polish import short_date
from asystent_desktop.records import Account, Agreement, Visit
from asystent_desktop.services.next_dates import next_dates
from asystent_desktop.services.records import Saved
from asystent_desktop.services.visit_checks import findings_of
from asystent_desktop.services.visit_entry import (
    FINISHED,
    NewAgreement,
    NextVisit,
    VisitEntry,
    VisitForm,
    VisitRow,
)
from asystent_desktop.services.visit_form import make_form, open_agreements
from asystent_desktop.storage import private_notes
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Changes, Unit, Write

if TYPE_CHECKING:
    from datetime import date

    from asystent_desktop.checks.findings import Finding
    from asystent_desktop.services.calendar import Calendar
    from asystent_desktop.services.cases import Cases
    from asystent_desktop.services.desk import Desk

__all__ = ["FINISHED", "NewAgreement", "NextVisit", "VisitEntry", "VisitForm", "VisitRow", "Visits"]


class Visits:
    """What a person does with visits."""

    def __init__(self, desk: Desk, cases: Cases, calendar: Calendar) -> None:
        self._desk = desk
        self._cases = cases
        self._calendar = calendar

    def between(self, first: date, last: date, *, state: str = "") -> tuple[VisitRow, ...]:
        """Return the visits of these days, both included, by time, of one state where it is named.

        Moved ones are left out. Whose they are is for the caller to see: asked for an account, the database
        would look through all of its years.
        """
        wanted: dict[str, Any] = {"state": state} if state else {}
        with self._desk.store.reading() as reader:
            found = reader.find(Visit, day=(first, last), **wanted)
            households = {one.id: one for one in self._desk.households(reader)}
            workers = {one.id: one.name for one in reader.find(Account)}
        rows = [
            VisitRow(
                visit=one,
                family_name=households[one.family].display_name,
                district=households[one.family].district,
                worker=workers.get(one.account, ""),
            )
            for one in found
            if one.state != "moved" and one.family in households
        ]
        return tuple(sorted(rows, key=lambda row: row.starts))

    def of_family(self, family_id: str) -> tuple[Visit, ...]:
        """Return all visits of a household, newest first."""
        with self._desk.store.reading() as reader:
            found = reader.find(Visit, family=family_id)
        return tuple(sorted(found, key=lambda one: (one.day, one.start), reverse=True))

    def agreements(self, *families: str) -> tuple[Agreement, ...]:
        """Return the open agreements of these households, the soonest due first."""
        with self._desk.store.reading() as reader:
            return open_agreements(reader, *families)

    def form(self, family_id: str, visit_id: str = "") -> VisitForm:
        """Return what the form begins with: the planned visit or the likely time now, people, goals."""
        return make_form(self._desk, self._cases, family_id, visit_id)

    def next_dates(self, entry: VisitEntry) -> tuple[NextVisit, ...]:
        """Return at most three free dates for the visit after this one, the best first."""
        with self._desk.store.reading() as reader:
            return next_dates(self._desk, reader, entry, self._calendar.hours_in_force(reader))

    def findings(self, entry: VisitEntry) -> tuple[Finding, ...]:
        """Return everything that the checks say about the entry: errors, warnings, hints."""
        with self._desk.store.reading() as reader:
            return tuple(findings_of(self._desk, reader, entry))

    def record(self, entry: VisitEntry) -> Saved:
        """Save a finished visit with its agreements and the next date, as one; InvalidValueError on an error.

        A finished visit is closed: RefusedError says to write an addition instead.
        """
        with self._desk.store.reading() as reader:
            found = tuple(findings_of(self._desk, reader, entry))
            known = reader.get(Visit, entry.id) if entry.id else None
        if known and known.state in FINISHED:
            raise RefusedError("Ten wpis jest już zamknięty. Dopisz uzupełnienie z datą.")
        _refuse(found)
        visit_id = entry.id or new_id()
        writes = [Write(Visit.INFO, visit_id, self._visit_values(entry))]
        writes += self._agreement_writes(entry, visit_id)
        if entry.next_visit:
            # Its time was just agreed at the family's table: planning again leaves it alone.
            values = {**self._planned_values(entry.family, entry.next_visit), "pinned": True}
            writes.append(Write(Visit.INFO, entry.next_id or new_id(), values))
        private = (visit_id, entry.private_note)
        changes = self._desk.store.save(Unit(tuple(writes), draft=entry.draft, private=private))
        return Saved(id=visit_id, changes=changes, findings=found)

    def keep_private_note(self, visit_id: str, text: str) -> None:
        """Keep the worker's own note of a visit in this store only; no operation is made of it."""
        with self._desk.store.writing() as connection:
            private_notes.put(connection, visit_id, text)

    def add_note(self, visit_id: str, text: str) -> Saved:
        """Add a dated sentence to a finished visit; what was written before stays as it was."""
        with self._desk.store.reading() as reader:
            visit = reader.one(Visit, visit_id)
        if not text.strip():
            raise InvalidValueError("addition", "Wpisz, co uzupełniasz.")
        stamp = f"{short_date(self._desk.today())}: {text.strip()}"
        whole = f"{visit.addition}\n{stamp}".strip()
        changes = self._desk.store.save(Unit((Write(Visit.INFO, visit_id, {"addition": whole}),)))
        return Saved(id=visit_id, changes=changes)

    def plan(self, family_id: str, wanted: NextVisit) -> Saved:
        """Add a planned visit; findings of the calendar come back, errors refuse."""
        found = self.findings(_planned_entry(family_id, wanted))
        _refuse(found)
        visit_id = new_id()
        values = self._planned_values(family_id, wanted)
        changes = self._desk.store.save(Unit((Write(Visit.INFO, visit_id, values),)))
        return Saved(id=visit_id, changes=changes, findings=found)

    def move(self, visit_id: str, wanted: NextVisit) -> Saved:
        """Give a planned visit another time; errors refuse, warnings come back."""
        with self._desk.store.reading() as reader:
            visit = reader.one(Visit, visit_id)
        if visit.state != "planned":
            raise RefusedError("Przesunąć można tylko wizytę zaplanowaną.")
        found = self.findings(replace(_planned_entry(visit.family, wanted), id=visit_id))
        _refuse(found)
        values = {"day": wanted.day, "start": wanted.start, "end": wanted.end, "place": wanted.place}
        changes = self._desk.store.save(Unit((Write(Visit.INFO, visit_id, values),)))
        return Saved(id=visit_id, changes=changes, findings=found)

    def planned_findings(self, family_id: str, wanted: NextVisit, visit_id: str = "") -> tuple[Finding, ...]:
        """Return what the checks would say about a planned visit at this time; nothing is saved."""
        return self.findings(replace(_planned_entry(family_id, wanted), id=visit_id))

    def call_off(self, visit_id: str, reason: str, note: str = "") -> Saved:
        """Mark a planned visit as called off beforehand; `reason` is a code of the list `failed_reason`."""
        with self._desk.store.reading() as reader:
            visit = reader.one(Visit, visit_id)
        if visit.state != "planned":
            raise RefusedError("Odwołać można tylko wizytę zaplanowaną.")
        if not reason or reason in ATTEMPTS:
            raise InvalidValueError("failed_reason", "Wybierz, dlaczego wizyta jest odwołana.")
        values = {"state": "cancelled", "failed_reason": reason, "failed_note": note.strip(), "pinned": False}
        changes = self._desk.store.save(Unit((Write(Visit.INFO, visit_id, values),)))
        return Saved(id=visit_id, changes=changes)

    def pin(self, visit_id: str, *, pinned: bool) -> Saved:
        """Say whether the time was agreed with the family: such a visit is not moved by planning again."""
        with self._desk.store.reading() as reader:
            visit = reader.one(Visit, visit_id)
        if visit.state != "planned":
            raise RefusedError("Ustalić termin można tylko dla wizyty zaplanowanej.")
        changes = self._desk.store.save(Unit((Write(Visit.INFO, visit_id, {"pinned": pinned}),)))
        return Saved(id=visit_id, changes=changes)

    def remove(self, visit_id: str) -> Changes:
        """Take a planned visit out of the calendar; a finished one stays (RefusedError)."""
        with self._desk.store.reading() as reader:
            visit = reader.one(Visit, visit_id)
        if visit.state != "planned":
            raise RefusedError("Usunąć można tylko wizytę zaplanowaną. Zapisana wizyta zostaje w historii.")
        return self._desk.store.save(Unit((Write(Visit.INFO, visit_id, life=DELETED),)))

    def _visit_values(self, entry: VisitEntry) -> dict[str, Any]:
        return {
            "family": entry.family,
            "account": self._desk.account,
            "state": _state_of(entry),
            "day": entry.day,
            "start": entry.start,
            "end": entry.end,
            "contact_kind": entry.contact_kind,
            "place": entry.place,
            "place_text": entry.place_text,
            "present": entry.present if entry.state == "held" else (),
            "contacts_present": entry.contacts_present,
            "others_present": entry.others_present,
            "areas": entry.areas,
            "goals": entry.goals,
            "course": entry.course,
            "family_did": entry.family_did,
            "failed_reason": entry.failed_reason,
            "failed_note": entry.failed_note,
            "travel_minutes": entry.travel_minutes,
            "second_worker": entry.second_worker or bool(entry.second_account),
            "second_account": entry.second_account,
            "intervention": entry.intervention,
        }

    def _agreement_writes(self, entry: VisitEntry, visit_id: str) -> list[Write]:
        told: dict[str, dict[str, Any]] = {one: {"done_on": entry.day} for one in entry.done_agreements}
        for one, outcome in entry.outcomes:
            told.setdefault(one, {})["outcome"] = outcome
        writes = [Write(Agreement.INFO, one, values) for one, values in told.items()]
        for number, new in enumerate(entry.new_agreements):
            values = {
                "family": entry.family,
                "visit": visit_id,
                "text": new.text,
                "who": new.who,
                "due": new.due,
            }
            writes.append(Write(Agreement.INFO, new_id(), {**values, "order": f"{number:06d}"}))
        return writes

    def _planned_values(self, family_id: str, wanted: NextVisit) -> dict[str, Any]:
        return {
            "family": family_id,
            "account": self._desk.account,
            "state": "planned",
            "day": wanted.day,
            "start": wanted.start,
            "end": wanted.end,
            "contact_kind": "home_visit" if wanted.place == "home" else "agreed_place",
            "place": wanted.place,
        }


def _planned_entry(family_id: str, wanted: NextVisit) -> VisitEntry:
    return VisitEntry(
        family=family_id,
        state="planned",
        day=wanted.day,
        start=wanted.start,
        end=wanted.end,
        place=wanted.place,
    )


def _state_of(entry: VisitEntry) -> str:
    """Return the state to keep: without the worker's coming a visit was called off, not failed."""
    return counted_state(entry.state, entry.failed_reason or None)


def _refuse(found: tuple[Finding, ...]) -> None:
    for one in found:
        if one.level == "E":
            raise InvalidValueError(one.field, one.sentence)
