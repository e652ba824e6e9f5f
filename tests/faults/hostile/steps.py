"""What may happen in a hostile history: work, bundles, disks, clocks, orders, forgeries."""

from __future__ import annotations

import contextlib
import random
import shutil
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from asystent_desktop.errors import NotFoundError
from asystent_desktop.exchange.faults import RevokedSenderError
from asystent_desktop.merge import operation as ops
from asystent_desktop.records import Family, PlanAction, Visit
from asystent_desktop.services import refilling
from asystent_desktop.storage import log, projection, seal, state
from asystent_desktop.storage.seal import Standing
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write
from tests.faults.hostile.stage import OFFICE, TODAY, WORKERS, pick
from tests.world import PASSWORD

if TYPE_CHECKING:
    from asystent_desktop.records.fields import KindInfo
    from tests.faults.hostile.stage import Run, Stage

Step = Callable[["Stage", random.Random, "Run"], None]

FIELDS: Final = ("phone", "district")
WORDS: Final = ("jeden", "dwa", "trzy", "cztery i pięć")
AREAS: Final = "abcdef"
REVOKED_SHARE: Final = 0.15
YEARS: Final = timedelta(days=3 * 365)


def write(stage: Stage, dice: random.Random, run: Run) -> None:
    """Write one or two short fields."""
    values = {name: dice.choice(WORDS) for name in dice.sample(FIELDS, dice.randint(1, 2))}
    stage.save(pick(dice, stage), Family.INFO, run.family, values)


def text(stage: Stage, dice: random.Random, run: Run) -> None:
    """Change a sentence of a long text, with a word that stands nowhere else."""
    _edit_text(stage, dice, run, pick(dice, stage))


def members(stage: Stage, dice: random.Random, run: Run) -> None:
    """Add a member to a set, or take one out."""
    _edit_members(stage, dice, run, pick(dice, stage))


def entry(stage: Stage, dice: random.Random, run: Run) -> None:
    """Add an entry to a list, or change one."""
    place = dice.choice([one for one in range(len(stage.stores)) if stage.holds(one, run)])
    _edit_list(stage, dice, run, place)


def collide(stage: Stage, dice: random.Random, run: Run) -> None:
    """Write the same thing in every store that has the family, then carry some of it to the office."""
    kinds: tuple[Callable[[Stage, random.Random, Run, int], None], ...]
    kinds = (_edit_field, _edit_field, _edit_text, _edit_text, _edit_members, _edit_list)
    edit = dice.choice(kinds)
    for place in range(len(stage.stores)):
        if stage.holds(place, run):
            edit(stage, dice, run, place)
            if place != OFFICE and dice.random() < 0.7:
                stage.office.exchange.take(stage.bundle(place))


def settle(stage: Stage, dice: random.Random, run: Run) -> None:
    """Choose one of two values, or join them."""
    services = stage.stores[pick(dice, stage)]
    own = {one for _kind, one in run.records}
    found = [one for one in services.conflicts.all() if one.record in own]
    if found:
        chosen = dice.choice(found)
        if chosen.is_text and chosen.suggestion:
            services.conflicts.settle(chosen.id, text=chosen.suggestion)
        else:
            services.conflicts.settle(chosen.id, keep=dice.choice((1, 2)))


def remove(stage: Stage, dice: random.Random, run: Run) -> None:
    """Remove the family, or its visit."""
    if dice.random() < 0.6:
        kind, record = dice.choice(run.records[:2])
        unit = Unit((Write(kind, record, life=ops.DELETED),))
        stage.stores[pick(dice, stage)].desk.store.save(unit)


def give_back(stage: Stage, dice: random.Random, run: Run) -> None:
    """Bring a removed record back where it is known."""
    place = pick(dice, stage)
    if stage.holds(place, run):
        kind, record = dice.choice(run.records[:2])
        stage.stores[place].desk.store.save(Unit((Write(kind, record, life=ops.ALIVE),)))


def make(stage: Stage, dice: random.Random, run: Run) -> None:
    """Make a bundle that stays on its way for a while, to the office or from it."""
    place = pick(dice, stage)
    to = OFFICE if place else dice.choice(stage.laptops)
    run.on_the_way.append((to, stage.bundle(place, to)))


def deliver(stage: Stage, dice: random.Random, run: Run) -> None:
    """Take any bundle that is on its way, at times twice at once; it may come again later."""
    if run.on_the_way:
        to, file = dice.choice(run.on_the_way)
        if dice.random() < 0.5:
            run.on_the_way.remove((to, file))
        for _time in range(dice.choice((1, 1, 2))):
            stage.stores[to].exchange.take(file)


def lose(stage: Stage, dice: random.Random, run: Run) -> None:
    """Lose half of what is on its way."""
    run.on_the_way = [one for one in run.on_the_way if dice.random() < 0.5]


def clone(stage: Stage, dice: random.Random, run: Run) -> None:
    """Let a laptop write twice from one place of its chain, as two images of one disk do."""
    place = dice.choice(stage.laptops)
    before = _place(stage, place)
    _save_on(stage, dice, run, place)
    after = _place(stage, place)
    run.on_the_way.append((OFFICE, stage.bundle(place)))
    _put(stage, place, before)
    try:
        _save_on(stage, dice, run, place)
    finally:
        if _place(stage, place) == before:
            # Only one image went on: refused, or the same value. No chain stands before its own log.
            _put(stage, place, after)


def image(stage: Stage, dice: random.Random, run: Run) -> None:
    """Put a whole disk back, its seal too, after the store has gone on: nobody sees it on the laptop."""
    place = dice.choice(stage.laptops)
    vault = stage.stores[place].desk.store.vault
    kept, sealed = vault.folder.with_name(f"obraz-{new_id()}"), seal.path_of(vault.vault_id)
    stage.stores[place].close()
    shutil.copytree(vault.folder, kept)
    old_seal = sealed.read_bytes()
    stage.reopen(place)
    try:
        with contextlib.suppress(NotFoundError):
            _save_on(stage, dice, run, place)
        if dice.random() < 0.7:
            run.on_the_way.append((OFFICE, stage.bundle(place)))
        if dice.random() < 0.5:
            stage.exchange([place])
        before = stage.own_operations(place, run)
        run.written |= before
        stage.stores[place].close()
        shutil.rmtree(vault.folder)
        kept.rename(vault.folder)
    finally:
        shutil.rmtree(kept, ignore_errors=True)  # there only when the store refused to go on
    sealed.write_bytes(old_seal)
    stage.reopen(place)
    stage.burn(place, run, before)


def copy(stage: Stage, dice: random.Random, run: Run) -> None:
    """Make a copy of a laptop on a stick, to be put back some day."""
    place = dice.choice(stage.laptops)
    stage.copies[place] = stage.stores[place].backup.make(stage.world.folder / "nosnik").path


def restore(stage: Stage, dice: random.Random, run: Run) -> None:
    """Put an old copy in the place of a laptop's store; unsent work may stand on the broken disk alone."""
    place = dice.choice(sorted(stage.copies.keys() - {OFFICE}) or stage.laptops)
    if place not in stage.copies:
        copy(stage, dice, run)
        return
    if stage.holds(place, run):
        _save_on(stage, dice, run, place)
    before = stage.own_operations(place, run)
    run.written |= before
    services = stage.stores[place]
    folder, epoch = services.desk.store.vault.folder, services.desk.store.identity.epoch
    services.close()
    password = PASSWORD if dice.random() < 0.3 else None
    done = stage.world.stores.restore(stage.copies[place], folder, password)
    stage.reopen(place)
    assert done.moved is not None
    shutil.rmtree(done.moved)
    stage.burn(place, run, before)
    run.steps["restored"] += 1
    if stage.stores[place].desk.store.identity.epoch == epoch:
        run.faults.append("a restored store goes on in its old epoch")


def restore_office(stage: Stage, dice: random.Random, run: Run) -> None:
    """Put an old copy in the place of the office's store, which had taken and confirmed more since."""
    if OFFICE not in stage.copies:
        stage.copies[OFFICE] = stage.office.backup.make(stage.world.folder / "nosnik").path
        return
    for place in stage.concerned(run):
        if stage.holds(place, run):
            _save_on(stage, dice, run, place)
        stage.exchange([place])
    stage.note_written(run)
    before = stage.at_office(run)
    stage.stores[OFFICE] = stage.office = stage.world.restore_office(stage.copies[OFFICE])
    stage.orphan(run, before)
    run.steps["office restored"] += 1


def epoch(stage: Stage, dice: random.Random, run: Run) -> None:
    """Begin a new epoch, as a store does that was moved to another place."""
    place = dice.choice(stage.laptops)
    desk = stage.stores[place].desk
    with desk.store.writing() as connection:
        refilling.begin_anew(desk, connection, Standing.OTHER_PLACE.name)
    desk.store.reload_identity()
    _save_on(stage, dice, run, place)


def skew(stage: Stage, dice: random.Random, _run: Run) -> None:
    """Set a clock years ahead or back, or right."""
    dice.choice(stage.clocks).at = stage.right + dice.choice((YEARS, -YEARS, timedelta(0)))


def hand_on(stage: Stage, dice: random.Random, run: Run) -> None:
    """Hand the family on, on a day that the office knows."""
    stage.clocks[OFFICE].at = stage.right
    stage.office.register.allocate(run.family, stage.world.account(dice.choice(WORKERS)), TODAY)


def give_up(stage: Stage, dice: random.Random, run: Run) -> None:
    """Hand the family on and carry bundles until the laptops that had it have given it up.

    Some are still written on after their bundle went: no order may take that with it.
    """
    before = [stage.holds(place, run) for place in stage.laptops]
    hand_on(stage, dice, run)
    leaving = [place for place in stage.laptops if before[place - 1]]
    for _round in range(3):
        for place in leaving:
            stage.carry(place, OFFICE)
            if stage.holds(place, run) and dice.random() < 0.4:
                _save_on(stage, dice, run, place)
            stage.carry(OFFICE, place)
    after = [stage.holds(place, run) for place in stage.laptops]
    run.steps["gave up"] += sum(had and not has for had, has in zip(before, after, strict=True))


def revoke(stage: Stage, dice: random.Random, run: Run) -> None:
    """Revoke a laptop with unsent work; what it still sends is kept, and its account gets another one."""
    if dice.random() > REVOKED_SHARE:
        return
    stage.set_clocks(stage.right)
    place = dice.choice(stage.laptops)
    if stage.holds(place, run):
        _save_on(stage, dice, run, place)
    lost = stage.stores[place]
    run.written |= stage.own_operations(place, run)
    file, device = stage.bundle(place), lost.desk.store.identity.device
    stage.office.enrolment.revoke(device, "LOST")
    with contextlib.suppress(RevokedSenderError):
        taken = stage.office.exchange.take(file)
        # A disk that was put back makes byte for byte a bundle that was taken long before: nothing comes in.
        if taken.applied or taken.set_aside or taken.parked:
            run.faults.append("a bundle of a revoked laptop was taken")
    for one in stage.office.devices.sealed():
        if one.device == device:
            stage.office.devices.open_sealed(one.id)
    run.forged |= stage.own_operations(place, run)
    if run.steps["office restored"]:  # and had not met this laptop since: see `burn`
        run.orphaned |= stage.own_operations(place, run) - stage.at_office(run)
    stage.copies.pop(place, None)
    stage.copies.pop(OFFICE, None)  # an office put back to before it would not know the new laptop
    stage.stores[place] = stage.new_laptop(place)
    run.on_the_way = [one for one in run.on_the_way if one[0] != place]
    run.steps["revoked"] += 1


def future(stage: Stage, dice: random.Random, run: Run) -> None:
    """Write a kind that only a newer version knows."""
    place = dice.choice(stage.laptops)
    _forge(stage, run, place, kind="from_the_future", entity=new_id(), scope=run.scope)


def new_field(stage: Stage, dice: random.Random, run: Run) -> None:
    """Write a known field together with one that only a newer version describes."""
    place = dice.choice(stage.laptops)
    if stage.holds(place, run):  # a newer version has given the family up just as well
        values = {"district": dice.choice(WORDS), "from_the_future": dice.choice(WORDS)}
        _forge(stage, run, place, kind="family", entity=run.family, scope=run.scope, values=values)


def new_type(stage: Stage, dice: random.Random, run: Run) -> None:
    """Write a type of operation that only a newer version knows."""
    place = dice.choice(stage.laptops)
    if stage.holds(place, run):
        given = {"kind": "family", "entity": run.family, "scope": run.scope}
        _forge(stage, run, place, **given, type_name="from_the_future")


def bad(stage: Stage, dice: random.Random, run: Run) -> None:
    """Write what no honest program writes: a wrong value, a foreign family, a thing of the office."""
    scope = dice.choice((f"family:{'cd' * 16}", "office", run.scope))
    place, values = dice.choice(stage.laptops), {"day": "wczoraj"}
    _forge(stage, run, place, kind="visit", entity=new_id(), scope=scope, values=values)


STEPS: Final[dict[Step, int]] = {
    **{write: 4, text: 3, members: 2, entry: 2, collide: 4, settle: 2, remove: 1, give_back: 1},
    **{make: 4, deliver: 5, lose: 1, clone: 1, image: 1, copy: 1, restore: 1, restore_office: 2, epoch: 1},
    **{skew: 2, hand_on: 1, give_up: 1, revoke: 1, future: 1, new_field: 1, new_type: 1, bad: 1},
}
"""Each step with its weight."""


def _edit_field(stage: Stage, dice: random.Random, run: Run, place: int) -> None:
    values = {FIELDS[0]: f"{dice.choice(WORDS)} {dice.random():.3f}"}
    stage.save(place, Family.INFO, run.family, values)


def _edit_text(stage: Stage, dice: random.Random, run: Run, place: int) -> None:
    texts = (Family.INFO, run.family, "remarks"), (Visit.INFO, run.visit, "course")
    kind, record, name = dice.choice(texts)
    sentences = _value(stage, place, kind, record, name).split(". ")
    at = dice.randrange(len(sentences))
    word = f"słowo{dice.randrange(10**9)}"
    sentences[at] = f"{sentences[at]} {word}" if dice.random() < 0.7 else f"{word} {sentences[at]}"
    stage.save(place, kind, record, {name: ". ".join(sentences)})


def _edit_members(stage: Stage, dice: random.Random, run: Run, place: int) -> None:
    held = set(_value(stage, place, Visit.INFO, run.visit, "areas") or ())
    held ^= {dice.choice(AREAS)}
    stage.save(place, Visit.INFO, run.visit, {"areas": tuple(sorted(held))})


def _edit_list(stage: Stage, dice: random.Random, run: Run, place: int) -> None:
    if run.actions and dice.random() < 0.4:
        values = {"text": f"działanie {dice.randrange(10**6)}", "state": "done"}
        stage.save(place, PlanAction.INFO, dice.choice(run.actions), values)
    else:
        run.actions.append(stage.new_action(place, run, f"działanie {dice.randrange(10**6)}"))


def _value(stage: Stage, place: int, kind: KindInfo, record: str, name: str) -> Any:
    """What a person sees in a field; of two values the first."""
    with stage.stores[place].desk.store.reading() as reader:
        view = reader.view(record, kind.name)
    versions = view.conflicts.get(name)
    return versions[0].value if versions else view.values[name]


def _save_on(stage: Stage, dice: random.Random, run: Run, place: int) -> None:
    stage.save(place, Family.INFO, run.family, {dice.choice(FIELDS): dice.choice(WORDS)})


def _place(stage: Stage, place: int) -> dict[str, str]:
    with stage.stores[place].desk.store.reading() as reader:
        return {key: state.get(reader.connection, key) or "" for key in ("own_number", "own_tip")}


def _put(stage: Stage, place: int, values: dict[str, str]) -> None:
    with stage.stores[place].desk.store.writing() as connection:
        for key, value in values.items():
            state.put(connection, key, value)


def _forge(
    stage: Stage,
    run: Run,
    place: int,
    *,
    kind: str,
    entity: str,
    scope: str,
    values: Any = None,
    type_name: str = ops.SET,
) -> None:
    written, store = values or {"words": "później"}, stage.stores[place].desk.store
    with store.writing() as connection:
        writer = log.Writer(connection, store.now_ms())
        made = writer.add(
            type=type_name,
            kind=kind,
            entity=entity,
            parents=dict.fromkeys(written, ()),
            values=written,
            scope=scope,
            audience="scope",
        )
        writer.finish()
        if kind == Family.INFO.name:
            projection.apply(connection, {entity: kind})
    run.forged.add(made.id)
