"""What must hold when a hostile history has ended and everything was exchanged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from asystent_desktop.exchange import scope
from asystent_desktop.merge import operation as ops
from asystent_desktop.records import KINDS
from asystent_desktop.storage import log, projection, quarantine, tables
from tests.faults.hostile.stage import OFFICE, OWNERS, edits, known, records_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asystent_desktop.merge.heads import Edit
    from asystent_desktop.storage.views import View
    from tests.faults.hostile.stage import Run, Stage

_WORD = re.compile(r"\w+")


def faults_of(stage: Stage, run: Run) -> list[str]:
    """Name everything that does not hold."""
    found = [*run.faults]
    for place in stage.laptops:
        if stage.stores[place].exchange.waiting().changes:
            found.append("I11: not everything was delivered")
    with stage.office.desk.store.reading() as reader:
        aside = quarantine.records(reader.connection)
        parked = {operation.id for operation, _payload in log.parked(reader.connection, [*KINDS])}
    held = {one.id: one.reason for one in aside}
    found += _lost_writings(stage, run, held, {one.id for one in aside if one.values is None})
    worker = stage.worker(run)
    places = [OFFICE, *(place for place in stage.laptops if OWNERS[place] == worker)]
    for place in stage.laptops:
        if place not in places and stage.holds(place, run):
            found.append(f"the family was handed on and the laptop {place} still has it")
    for place in places:
        found += _faults_in(stage, run, place)
    for place in places[1:]:
        found += _differences(stage, run, place, held.keys() | parked | run.orphaned)
    return found


def _lost_writings(stage: Stage, run: Run, held: Mapping[str, str], empty: set[str]) -> list[str]:
    """Check I4 of the whole: what anybody saved is at the office, or set aside there with all it says."""
    missing = run.written - run.burnt - run.orphaned - (held.keys() - empty)
    missing -= known(stage.office, missing)
    found = [f"I4: the office lacks {len(missing)} edits"] if missing else []
    # Work on a family that the laptop knew to be handed on is for the office to decide; nothing else is.
    honest = {held[one] for one in (run.written - run.forged) & held.keys()} - {scope.SCOPE}
    if honest:
        found.append(f"honest work was set aside: {sorted(honest)}")
    return found


def _faults_in(stage: Stage, run: Run, place: int) -> list[str]:
    found = []
    with stage.stores[place].desk.store.reading() as reader:
        records = {
            record: kind
            for record, kind in records_of(reader, run).items()
            if not edits(reader, record).keys() <= run.forged
        }
        for record, kind in records.items():
            edited, view = edits(reader, record), reader.view(record, kind)
            found += _lost_edits(edited, view.heads)
            found += _unasked(edited, view)
            found += _swallowed(edited, view)
            found += _hidden_unseen(edited, view)
    with stage.stores[place].desk.store.writing() as connection:
        before = _rows(connection, records)
        projection.apply(connection, records)
        if _rows(connection, records) != before:
            found.append(f"I14: the projection of store {place} is not what its log says")
    return found


def _lost_edits(edited: Mapping[str, Edit], heads: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Check I4 of a record: each edit is a head of what it wrote, or an edit that is there names it."""
    named = {(name, one) for edit in edited.values() for name, seen in edit.parents.items() for one in seen}
    return [
        f"I4: an edit of {name} is neither a head nor seen by a later one"
        for edit in edited.values()
        for name in edit.parents
        if name != ops.LIFE_FIELD and (name, edit.id) not in named and edit.id not in heads.get(name, ())
    ]


def _unasked(edited: Mapping[str, Edit], view: View) -> list[str]:
    """Check I5: every head of every field is shown as long as they differ."""
    found = []
    for name in view.info.by_name:
        values = [edited[one].values.get(name) for one in view.heads.get(name, ())]
        if len(set(map(str, values))) > 1 and name not in view.conflicts and name not in view.merged:
            found.append(f"I5: {name} has several values and nobody is asked")
    return found


def _hidden_unseen(edited: Mapping[str, Edit], view: View) -> list[str]:
    """Check I8: a removed record is hidden only when who removed it had seen all that was written."""
    if view.hidden != "yes":
        return []
    seen = {one for head in view.life_heads for one in edited[head].seen}
    unseen = {head for heads in view.heads.values() for head in heads} - seen
    return [f"I8: a removal hides {len(unseen)} edits that it had not seen"] if unseen else []


def _swallowed(edited: Mapping[str, Edit], view: View) -> list[str]:
    """Check I15: what was joined by itself holds every word or member that either side put in."""
    found = []
    for name in view.merged:
        heads = [edited[one] for one in view.heads[name]]
        common = set.intersection(*(set(one.parents[name]) for one in heads))
        before = {word for one in common for word in _words(edited[one].values.get(name))}
        written = {word for one in heads for word in _words(one.values.get(name))}
        if lost := written - before - _words(view.values[name]):
            found.append(f"I15: joining {name} lost {len(lost)} of what was put in")
    return found


def _words(value: Any) -> set[str]:
    """The words of a text, or the members of a set."""
    return set(_WORD.findall(value)) if isinstance(value, str) else set(map(str, value or ()))


def _differences(stage: Stage, run: Run, place: int, unread: set[str]) -> list[str]:
    """Check I2: a laptop that has the family ends like the office, operation by operation, row by row.

    What the office set aside or parked is `unread` there, and in force where it was written.
    """
    found = []
    ours, theirs = stage.operations(OFFICE, run) - unread, stage.operations(place, run) - unread
    if ours != theirs:
        lacks, more = len(ours - theirs), len(theirs - ours)
        found.append(f"I2: laptop {place} lacks {lacks} operations of the office's and has {more} more")
    with (
        stage.office.desk.store.reading() as reader,
        stage.stores[place].desk.store.reading() as other,
    ):
        records = {
            record: kind
            for record, kind in records_of(reader, run).items()
            if kind not in {"support_case", "assignment"} and not edits(other, record).keys() & unread
        }
        if _rows(reader.connection, records) != _rows(other.connection, records):
            found.append(f"I2: laptop {place} shows other values than the office")
    return found


def _rows(connection: Any, records: Mapping[str, str]) -> dict[str, tuple[Any, ...]]:
    """The projected rows of records, with what is open and what is hidden."""
    found = {}
    for kind in set(records.values()) & KINDS.keys():
        table = tables.records[kind]
        for part in log.chunks([record for record, own in records.items() if own == kind]):
            for row in connection.execute(table.select().where(table.c["id"].in_(part))):
                found[row.id] = tuple(row)
    return found
