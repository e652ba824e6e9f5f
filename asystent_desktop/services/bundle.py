"""The services of one open store, as window and commands call them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from asystent_desktop.services.auditing import Auditing
from asystent_desktop.services.backup import Backup
from asystent_desktop.services.briefing import Briefings
from asystent_desktop.services.calendar import Calendar
from asystent_desktop.services.calendar_view import CalendarView
from asystent_desktop.services.case_life import CaseLife
from asystent_desktop.services.cases import Cases
from asystent_desktop.services.conflicts import Conflicts
from asystent_desktop.services.desk import Desk, Session
from asystent_desktop.services.devices import Devices
from asystent_desktop.services.drafts import Drafts
from asystent_desktop.services.enrolment import Enrolment
from asystent_desktop.services.escrow import Escrow
from asystent_desktop.services.exchange import Exchange
from asystent_desktop.services.handover import Handover
from asystent_desktop.services.held import HeldRecords
from asystent_desktop.services.importing import Importing
from asystent_desktop.services.leaving import Leaving
from asystent_desktop.services.naming import Naming
from asystent_desktop.services.people import People
from asystent_desktop.services.phrases import Phrases
from asystent_desktop.services.planning import Planning
from asystent_desktop.services.plans import Plans
from asystent_desktop.services.printing import Printing
from asystent_desktop.services.records import Records
from asystent_desktop.services.register import Register
from asystent_desktop.services.replacing import Replacing
from asystent_desktop.services.searching import Searching
from asystent_desktop.services.settings import Settings
from asystent_desktop.services.today import Today
from asystent_desktop.services.visit_changes import VisitChanges
from asystent_desktop.services.visits import Visits

if TYPE_CHECKING:
    from asystent_desktop.clock import Clock
    from asystent_desktop.exchange.onetime import CodeCost
    from asystent_desktop.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything that a person can do in one open store."""

    desk: Desk
    records: Records
    cases: Cases
    people: People
    case_life: CaseLife
    visits: Visits
    changes: VisitChanges
    calendar: Calendar
    calendar_view: CalendarView
    planning: Planning
    plans: Plans
    phrases: Phrases
    drafts: Drafts
    today: Today
    briefings: Briefings
    naming: Naming
    search: Searching
    conflicts: Conflicts
    held: HeldRecords
    leaving: Leaving
    register: Register
    importing: Importing
    exchange: Exchange
    enrolment: Enrolment
    replacing: Replacing
    devices: Devices
    escrow: Escrow
    auditing: Auditing
    handover: Handover
    printing: Printing
    backup: Backup
    settings: Settings

    @property
    def clock(self) -> Clock:
        """Return the injected clock."""
        return self.desk.clock

    def session(self) -> Session:
        """Return whose session it is."""
        return self.desk.session()

    def close(self) -> None:
        """Close the store with its line in the journal; a fault in writing that closes it all the same."""
        store = self.desk.store
        try:
            if not store.vault.is_closed:
                with store.writing() as connection:
                    store.note(connection, "LOCK")
        finally:
            store.close()


def services_of(store: Store, code_cost: CodeCost, key_work: int) -> Services:
    """Return the services of an open store; the work of an enrolment code and of an officer's key file."""
    desk = Desk(store)
    cases = Cases(desk)
    calendar = Calendar(desk, cases)
    exchange = Exchange(desk)
    records = Records(desk)
    visits = Visits(desk, cases, calendar)
    drafts = Drafts(desk)
    changes = VisitChanges(desk, visits)
    return Services(
        desk=desk,
        records=records,
        cases=cases,
        people=People(desk, records),
        case_life=CaseLife(desk),
        visits=visits,
        changes=changes,
        calendar=calendar,
        calendar_view=CalendarView(desk, cases, visits, calendar),
        planning=Planning(desk, cases, calendar, changes),
        plans=Plans(desk),
        phrases=Phrases(desk),
        drafts=drafts,
        today=Today(desk, cases, visits, drafts),
        briefings=Briefings(desk, cases, visits),
        naming=Naming(desk),
        search=Searching(desk),
        conflicts=Conflicts(desk),
        held=HeldRecords(desk),
        leaving=Leaving(desk, exchange),
        register=Register(desk, records),
        importing=Importing(desk),
        exchange=exchange,
        enrolment=Enrolment(desk, exchange, code_cost),
        replacing=Replacing(desk, exchange),
        devices=Devices(desk),
        escrow=Escrow(desk, key_work),
        auditing=Auditing(desk),
        handover=Handover(desk),
        printing=Printing(desk, cases),
        backup=Backup(desk),
        settings=Settings(desk, calendar),
    )
