"""Changes of the calendar that can be taken back: each one remembers its visits before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from asystent_desktop.errors import RefusedError
from asystent_desktop.merge.operation import ALIVE, DELETED
from asystent_desktop.records import Visit
from asystent_desktop.storage import audit
from asystent_desktop.storage.views import Changes, Unit, Write

if TYPE_CHECKING:
    from collections.abc import Collection

    from asystent_desktop.checks.findings import Finding
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.services.records import Saved
    from asystent_desktop.services.visits import NextVisit, Visits

Snapshot = dict[str, Visit | None]

CHANGED_SINCE: Final = (
    "Tej zmiany nie da się już cofnąć, bo wizytę zmieniono później. Popraw ją w kalendarzu."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of planned visits: what was done in words, each visit before and after (None: not there)."""

    words: str
    before: Snapshot
    after: Snapshot
    changes: Changes
    findings: tuple[Finding, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """Return the visits that it touched."""
        return frozenset(self.before)


class VisitChanges:
    """Planning, moving and freeing visits by hand, and taking the last of it back."""

    def __init__(self, desk: Desk, visits: Visits) -> None:
        self._desk = desk
        self._visits = visits

    def plan(self, family_id: str, wanted: NextVisit) -> Change:
        """Add a planned visit; InvalidValueError when a check refuses the time."""
        saved = self._visits.plan(family_id, wanted)
        return self._change("Dodano wizytę", {saved.id: None}, saved)

    def move(self, visit_id: str, wanted: NextVisit) -> Change:
        """Give a planned visit another time; InvalidValueError or RefusedError as `Visits.move`."""
        before = self._snapshot({visit_id})
        return self._change("Przesunięto wizytę", before, self._visits.move(visit_id, wanted))

    def pin(self, visit_id: str, *, pinned: bool) -> Change:
        """Say whether the time was agreed with the family; RefusedError for a recorded visit."""
        before = self._snapshot({visit_id})
        words = "Termin ustalony z rodziną" if pinned else "Termin nie jest już ustalony z rodziną"
        return self._change(words, before, self._visits.pin(visit_id, pinned=pinned))

    def call_off(self, visit_id: str, reason: str, note: str = "") -> Change:
        """Call a planned visit off; InvalidValueError without a reason."""
        before = self._snapshot({visit_id})
        return self._change("Odwołano wizytę", before, self._visits.call_off(visit_id, reason, note))

    def remove(self, visit_id: str) -> Change:
        """Take a planned visit out of the calendar; RefusedError for a recorded one."""
        before = self._snapshot({visit_id})
        changes = self._visits.remove(visit_id)
        return Change(words="Usunięto wizytę", before=before, after={visit_id: None}, changes=changes)

    def save(self, words: str, writes: Collection[Write]) -> Change:
        """Save several visits (a whole month) in one save and remember it as one change."""
        ids = {write.id for write in writes}
        before = self._snapshot(ids)
        changes = self._desk.store.save(Unit(tuple(writes), audit="PLAN"))
        return Change(words=words, before=before, after=self._snapshot(ids), changes=changes)

    def last_saved(self, words: str) -> Change | None:
        """Return the last change made by `save`, read from the store; None when there is none.

        Any later edit of one of its visits makes it differ from what stands, so that it is not taken back.
        """
        with self._desk.store.reading() as reader:
            row = audit.newest(reader.connection, "PLAN")
            undone = audit.newest(reader.connection, "TAKEN_BACK")
            if row is None or (
                undone and undone.number > row.number and set(undone.subjects) == set(row.subjects)
            ):
                return None
            past = {one: reader.before_save(Visit, one, row.detail) for one in row.subjects}
        if not all(is_last for _, is_last in past.values()):
            raise RefusedError(CHANGED_SINCE)
        changes = Changes(frozenset({Visit.INFO.name}), frozenset(past))
        before = {one: record for one, (record, _) in past.items()}
        return Change(words=words, before=before, after=self._snapshot(past), changes=changes)

    def take_back(self, change: Change) -> Change:
        """Put the visits back as they were before, as one new edit; the answer can be taken back as well.

        RefusedError when one of them was changed since then, and nothing is written.
        """
        if self._snapshot(change.ids) != change.after:
            raise RefusedError(CHANGED_SINCE)
        writes = [
            _back(record_id, before, change.after[record_id]) for record_id, before in change.before.items()
        ]
        changes = self._desk.store.save(Unit(tuple(writes), audit="TAKEN_BACK"))
        return Change(
            words=f"Cofnięto: {change.words[:1].lower()}{change.words[1:]}",
            before=change.after,
            after=change.before,
            changes=changes,
        )

    def _change(self, words: str, before: Snapshot, saved: Saved) -> Change:
        after = self._snapshot(before)
        return Change(words=words, before=before, after=after, changes=saved.changes, findings=saved.findings)

    def _snapshot(self, ids: Collection[str]) -> Snapshot:
        with self._desk.store.reading() as reader:
            found = {one.id: one for one in reader.find(Visit, id=set(ids))}
        return {one: found.get(one) for one in ids}


def _back(record_id: str, before: Visit | None, after: Visit | None) -> Write:
    if before is None:
        return Write(Visit.INFO, record_id, life=DELETED)
    if after is None:
        return Write(Visit.INFO, record_id, life=ALIVE)
    names = [one.name for one in Visit.INFO.fields]
    values = {name: getattr(before, name) for name in names if getattr(before, name) != getattr(after, name)}
    return Write(Visit.INFO, record_id, values)
