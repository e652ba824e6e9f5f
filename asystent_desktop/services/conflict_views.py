"""What a person sees of two edits of one field: each side in words, the text before, a suggestion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from asystent_desktop.merge.operation import ALIVE, DELETED, LIFE_FIELD
from asystent_desktop.merge.text import differences, differing, joined
from asystent_desktop.records import Account, Family, FosterFamily, Person
from asystent_desktop.records.types import ValueProblemError
from asystent_desktop.services import keys
from asystent_desktop.services.value_words import value_words
from asystent_desktop.storage import exchange_log, former, log

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from asystent_desktop.merge.heads import Edit
    from asystent_desktop.records.fields import Field, KindInfo
    from asystent_desktop.storage.exchange_log import Arrival
    from asystent_desktop.storage.repository import Reader
    from asystent_desktop.storage.state import Identity
    from asystent_desktop.storage.views import View

LIFE = "_life"
_MOST_LINES = 8
_TEXTS = frozenset({"text", "note"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the values: in words, by whom, when (shown only), on which device, in which bundle it came.

    `parts` are the words cut where they differ from the other side: (text, differs).
    """

    value: Any
    words: str
    author: str
    at: datetime | None
    device: str
    came: str = ""
    parts: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A field in which a person has to choose; `id` is `record:field`, `before` the value both began with."""

    id: str
    record: str
    kind: str
    kind_label: str
    field: str
    field_label: str
    family: str
    family_name: str
    is_text: bool
    sides: tuple[Side, ...]
    before: str | None = None
    before_at: datetime | None = None
    suggestion: str = ""


class Sides:
    """Says of edits who made them, on which device and how they came here."""

    def __init__(self, reader: Reader, identity: Identity) -> None:
        self.reader = reader
        self._own = identity.device
        self._former = former.of(reader.connection, identity.device)
        self._names = {one.id: one.name for one in reader.find(Account)}
        self._laptops = {one.id: one.account for one in exchange_log.devices(reader.connection)}
        pinned = keys.pinned(reader.connection)
        self._machines = {one.id for one in pinned.machines} if pinned else set()
        self._came: tuple[Arrival, ...] | None = None

    def of(self, edit: Edit, value: Any, words: str) -> Side:
        """Return an edit as one side."""
        return Side(
            value=value,
            words=words,
            author=self._names.get(edit.author, ""),
            at=_moment(edit.clock[0]),
            device=self._device_words(edit.device),
            came=self._came_words(edit),
        )

    def _device_words(self, device: str) -> str:
        if device == self._own:
            return "ten komputer"
        if device in self._former:
            return "poprzedni laptop"
        if device in self._machines:
            return "komputer w biurze"
        account = self._laptops.get(device)
        if account is None:
            return "inny laptop"
        is_only = sum(one == account for one in self._laptops.values()) == 1
        return "laptop w terenie" if is_only else f"laptop w terenie · {device[:8]}"

    def _came_words(self, edit: Edit) -> str:
        if edit.device == self._own:
            return "zapisana na miejscu"
        if self._came is None:
            self._came = exchange_log.arrivals(self.reader.connection)
        bundle = exchange_log.arrival_of(self.reader.connection, self._came, edit.id)
        if bundle is None:
            return "z pierwszą paczką"
        return f"paczka nr {bundle.number}, {_moment(bundle.at_ms):%d.%m.%Y}"


def conflicts_of(sides: Sides, view: View) -> list[Conflict]:
    """Return the open conflicts of one record."""
    edits = {one.id: one for one in log.edits(sides.reader.connection, [view.id]).get(view.id, [])}
    family = view.id if view.info.is_household else str(view.values.get("family") or "")
    household = sides.reader.get(Family, family) or sides.reader.get(FosterFamily, family)
    name = household.display_name if household else _person_name(view)
    found = [
        _of_field(
            sides, view, view.info.by_name[field], [edits[one.op] for one in versions], edits, (family, name)
        )
        for field, versions in view.conflicts.items()
    ]
    if view.hidden == "disputed":
        found.append(_life_conflict(sides, view, edits, (family, name)))
    return found


def _person_name(view: View) -> str:
    """Return whose record it is: a person may belong to several families."""
    if view.info.name != Person.INFO.name:
        return ""
    return " ".join(filter(None, (str(view.values.get(one) or "") for one in ("first_name", "last_name"))))


def _of_field(
    sides: Sides,
    view: View,
    field: Field,
    heads: Sequence[Edit],
    edits: Mapping[str, Edit],
    family: tuple[str, str],
) -> Conflict:
    shown = tuple(
        sides.of(
            one,
            _value(field, one.values.get(field.name)),
            value_words(sides.reader, field, one.values.get(field.name)),
        )
        for one in heads
    )
    base = _common(heads, edits, field.name)
    before = value_words(sides.reader, field, base.values.get(field.name)) if base else None
    is_text = field.type.name in _TEXTS
    return Conflict(
        id=f"{view.id}:{field.name}",
        record=view.id,
        kind=view.info.name,
        kind_label=view.info.label,
        field=field.name,
        field_label=field.label,
        family=family[0],
        family_name=family[1],
        is_text=is_text,
        sides=_with_parts(shown, before),
        before=before,
        before_at=_moment(base.clock[0]) if base else None,
        suggestion=joined(before or "", [one.words for one in shown]) if field.type.name == "note" else "",
    )


def _life_conflict(sides: Sides, view: View, edits: Mapping[str, Edit], family: tuple[str, str]) -> Conflict:
    """Return the question of a record that one side removed while the other changed it."""
    removals = [
        one
        for one in (edits.get(head) for head in view.life_heads)
        if one and one.values.get(LIFE_FIELD) == DELETED
    ]
    seen = {head for one in removals for head in one.seen}
    unseen = [
        edit
        for edit in edits.values()
        if LIFE_FIELD not in edit.parents and edit.id not in seen and edit.id in _all_heads(view)
    ]
    removed = sides.of(removals[0], DELETED, "Usunąć cały zapis") if removals else _nobody(DELETED)
    if unseen:
        newest = max(unseen, key=lambda edit: edit.order)
        kept = sides.of(newest, ALIVE, _change_words(sides.reader, view.info, unseen))
    else:
        kept = _nobody(ALIVE)
    return Conflict(
        id=f"{view.id}:{LIFE}",
        record=view.id,
        kind=view.info.name,
        kind_label=view.info.label,
        field=LIFE,
        field_label=f"{view.info.label}: usunięcie",
        family=family[0],
        family_name=family[1],
        is_text=False,
        sides=(removed, kept),
        before=_record_words(sides.reader, view),
    )


def _record_words(reader: Reader, view: View) -> str:
    """Return what the record says that is to stay or to go."""
    said = (
        (one, value_words(reader, one, one.type.to_wire(view.values[one.name])))
        for one in view.info.fields
        if one.name != "family" and view.values.get(one.name) not in (None, "", False, ())
    )
    return "\n".join([f"{one.label}: {words}" for one, words in said if words][:_MOST_LINES])


def _nobody(value: str) -> Side:
    words = "Usunąć cały zapis" if value == DELETED else "Zostawić zapis"
    return Side(value=value, words=words, author="", at=None, device="")


def _all_heads(view: View) -> set[str]:
    return {head for heads in view.heads.values() for head in heads}


def _change_words(reader: Reader, info: KindInfo, edits: Sequence[Edit]) -> str:
    """Return what the changes wrote that the removal had not seen."""
    lines = [
        f"{info.by_name[name].label}: {value_words(reader, info.by_name[name], value) or 'puste'}"
        for edit in sorted(edits, key=lambda one: one.order)
        for name, value in edit.values.items()
        if name in info.by_name and (value is not None or edit.parents.get(name))
    ]
    return "\n".join(["Zostawić zapis ze zmianami:", *lines])


def _with_parts(shown: tuple[Side, ...], before: str | None) -> tuple[Side, ...]:
    """Cut two sides where they differ from each other.

    More of them are cut where each changed the text that all began with, or, where they began with none,
    where each differs from any of the others.
    """
    if len(shown) == 1:
        return shown
    if len(shown) > 2 and before:
        cut = [differences(before, one.words)[1] for one in shown]
    else:
        words = [one.words for one in shown]
        cut = [differing(one, words[:place] + words[place + 1 :]) for place, one in enumerate(words)]
    return tuple(replace(side, parts=parts) for side, parts in zip(shown, cut, strict=True))


def _common(heads: Sequence[Edit], edits: Mapping[str, Edit], field: str) -> Edit | None:
    """Return the one edit that all sides began with, or None when they did not begin with one."""
    parents = [set(one.parents.get(field, ())) for one in heads]
    common = set.intersection(*parents) if parents else set()
    return edits.get(next(iter(common))) if len(common) == 1 else None


def _value(field: Field, wire: Any) -> Any:
    try:
        return field.type.from_wire(wire)
    except (ValueProblemError, TypeError, AttributeError):
        return field.type.empty


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)
