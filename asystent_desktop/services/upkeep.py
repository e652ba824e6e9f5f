"""What a store sees to right after it was opened: what an update can read now, a clock that went back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.services import journal_keeping, rechecking, taking
from asystent_desktop.storage import alerts, log

if TYPE_CHECKING:
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage.store import Store


def after_opening(store: Store) -> None:
    """Take what an earlier version parked, and note a wall clock that is behind the store's own by a day."""
    with store.writing() as connection:
        now_ms = store.now_ms()
        taking.wake(connection, is_office=store.identity.role == "office", now_ms=now_ms)
        rechecking.check_new_fields(connection, is_office=store.identity.role == "office", now_ms=now_ms)
        days = (log.clock(connection)[0] - now_ms) // log.DAY_MS
        subject = store.clock.today().isoformat()
        if days >= 1 and alerts.add(connection, alerts.CLOCK_BACK, subject, now_ms, days=days):
            store.note(connection, "CLOCK_ODD", detail="BACK")


def keep_journal(desk: Desk) -> None:
    """Cut off what the journal holds from before two years, when it is time."""
    with desk.store.writing() as connection:
        journal_keeping.cut_when_due(desk, connection)
