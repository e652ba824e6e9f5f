"""Hostile histories of one record, made by seeded dice, and what must hold after each of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from asystent_desktop.merge.heads import Edit, Hidden, State, fold
from asystent_desktop.merge.operation import ALIVE, DELETED, LIFE_FIELD

RULES = {"name": "value", "note": "text", "areas": "set"}
FIELDS = tuple(RULES)
NOTES = (
    "Mama prowadzi zeszyt.",
    "Mama prowadzi zeszyt wydatków.",
    "Tata pracuje. Mama prowadzi zeszyt.",
    "Inny tekst",
)
Fold = Callable[[Iterable[Edit], dict[str, str]], State]


@dataclass
class Device:
    """One copy of the record: the edits it holds, its clock's error, its chain."""

    name: str
    skew: int
    held: dict[str, Edit] = field(default_factory=dict)
    number: int = 0


@dataclass
class History:
    """Devices after a run, with what the run contained."""

    devices: list[Device]
    written: dict[str, Edit]
    steps: set[str]


def play(seed: int, fold_edits: Fold = fold, steps: int = 24) -> History:
    """Run one history: edits, removals, returns, partial exchange, clones, restores, odd clocks."""
    dice = random.Random(seed)
    devices = [Device(f"d{n}", dice.choice((0, 0, -(10**11), 10**11))) for n in range(dice.randint(2, 4))]
    run = History(devices, {}, set())
    for moment in range(steps):
        device = dice.choice(devices)
        step = dice.choice(("write", "write", "write", "sync", "sync", "delete", "alive", "clone", "restore"))
        run.steps.add(step)
        if step == "sync":
            _sync(dice, device, dice.choice(devices))
        elif step == "clone":
            devices.append(Device(device.name, device.skew, dict(device.held), device.number))
        elif step == "restore":
            kept = dict(list(device.held.items())[: len(device.held) // 2])
            device.held = kept
        else:
            _write(run, dice, device, step, moment, fold_edits)
    for edit in list(run.written.values()):
        for device in devices:
            device.held.setdefault(edit.id, edit)
    return run


def _write(
    run: History, dice: random.Random, device: Device, step: str, moment: int, fold_edits: Fold
) -> None:
    state = fold_edits(device.held.values(), RULES)
    if step in {"delete", "alive"}:
        if not state.fields:
            return
        values: dict[str, object] = {LIFE_FIELD: DELETED if step == "delete" else ALIVE}
        parents = {LIFE_FIELD: state.life_heads}
        seen = tuple(head for one in state.fields.values() for head in one.heads) if step == "delete" else ()
    else:
        chosen = dice.sample(FIELDS, dice.randint(1, 2))
        values = {name: _value(dice, name) for name in chosen}
        parents = {name: state.fields[name].heads if name in state.fields else () for name in chosen}
        seen = ()
    device.number += 1
    edit = Edit(
        id=f"{dice.getrandbits(64):016x}",
        parents=parents,
        values=values,  # type: ignore[arg-type]
        seen=seen,
        clock=(10**12 + moment + device.skew, 0),
        author=device.name,
        device=device.name,
    )
    device.held[edit.id] = edit
    run.written[edit.id] = edit


def _value(dice: random.Random, name: str) -> object:
    if name == "areas":
        return dice.sample(["a", "b", "c", "d"], dice.randint(0, 3))
    return dice.choice(NOTES) if name == "note" else dice.choice(("A", "B", "C"))


def _sync(dice: random.Random, source: Device, target: Device) -> None:
    """Hand over a random part, shuffled, some of it twice."""
    edits = list(source.held.values())
    dice.shuffle(edits)
    for edit in edits[: dice.randint(0, len(edits))] + edits[:1]:
        target.held.setdefault(edit.id, edit)


def broken(run: History, fold_edits: Fold, seed: int = 0) -> list[str]:
    """Return the names of the invariants that do not hold after a history."""
    dice = random.Random(seed)
    edits = list(run.written.values())
    state = fold_edits(edits, RULES)
    found = []
    shuffled = edits[:]
    dice.shuffle(shuffled)
    if fold_edits(shuffled + edits, RULES) != state or any(
        fold_edits(one.held.values(), RULES) != state for one in run.devices
    ):
        found.append("I1-I3: the same set gives the same state, in any order, any number of times")
    for name in FIELDS:
        found += _lost(edits, state, name)
    seen = {one for edit in edits for one in edit.seen}
    heads = {head for one in state.fields.values() for head in one.heads}
    if state.hidden is Hidden.YES and not heads <= seen:
        found.append("I8: a deletion hides an edit that it had not seen")
    if _without_clock(edits, fold_edits) != _values(state):
        found.append("I7: a clock decided")
    return found


def _lost(edits: list[Edit], state: State, name: str) -> list[str]:
    """Check I4 and I5 for one field: each edit is a head or was seen by a later one, and all heads show."""
    found = []
    writers = [edit for edit in edits if name in edit.parents]
    superseded = {parent for edit in writers for parent in edit.parents[name]}
    expected = {edit.id for edit in writers} - superseded
    held = state.fields.get(name)
    if held is None:
        return ["I4: a written field is gone"] if writers else []
    if set(held.heads) != expected:
        found.append("I4: an edit is neither a head nor superseded by one that saw it")
    differing = {repr(edit.values.get(name)) for edit in writers if edit.id in expected}
    if (
        len(differing) > 1
        and not held.merged
        and {repr(one.values.get(name)) for one in held.versions} != differing
    ):
        found.append("I5: a concurrent value is not shown")
    if held.merged and name == "note":
        found += _swallowed(writers, expected, str(held.value))
    return found


def _swallowed(writers: list[Edit], heads: set[str], joined: str) -> list[str]:
    words = {word for edit in writers if edit.id in heads for word in str(edit.values["note"]).split()}
    base = {word for edit in writers for word in str(edit.values["note"]).split() if edit.id not in heads}
    return ["I15: an inserted word is lost"] if any(word not in joined for word in words - base) else []


def _without_clock(edits: list[Edit], fold_edits: Fold) -> dict[str, object]:
    turned = [
        Edit(edit.id, edit.parents, edit.values, edit.seen, (-edit.clock[0], 0), edit.author, edit.device)
        for edit in edits
    ]
    return _values(fold_edits(turned, RULES))


def _values(state: State) -> dict[str, object]:
    return {
        name: sorted(repr(edit.values.get(name)) for edit in one.versions) or repr(one.value)
        for name, one in state.fields.items()
    }
