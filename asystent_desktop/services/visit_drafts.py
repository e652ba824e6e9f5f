"""The draft of a visit: what is being typed, as plain JSON and back."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date, time
from typing import TYPE_CHECKING, Any, Final

from asystent_desktop.services.visit_entry import NewAgreement, NextVisit, VisitEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FORM: Final = "visit"
NOTE_FORM: Final = "visit_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDraft:
    """An entry as far as it could be read; `typed` holds, by field, text that is no value (yet)."""

    entry: VisitEntry
    typed: Mapping[str, str] = field(default_factory=dict)


def visit_key(family: str, visit: str) -> str:
    """Return the key of the draft of a visit; an empty `visit` is one that was not planned."""
    return f"visit:{family}:{visit or 'new'}"


def note_key(visit: str) -> str:
    """Return the key of the draft of an addition to a finished visit."""
    return f"visit-note:{visit}"


def draft_values(draft: VisitDraft) -> dict[str, Any]:
    """Return the draft as values that JSON can hold."""
    entry = draft.entry
    values = {one.name: _plain(getattr(entry, one.name)) for one in fields(entry)}
    values["new_agreements"] = [
        {"text": one.text, "who": one.who, "due": _plain(one.due)} for one in entry.new_agreements
    ]
    following = entry.next_visit
    values["next_visit"] = following and {
        "day": _plain(following.day),
        "start": _plain(following.start),
        "end": _plain(following.end),
        "place": following.place,
    }
    return {"entry": values, "typed": dict(draft.typed)}


def read_draft(values: Mapping[str, Any], begun: VisitEntry) -> VisitDraft:
    """Return the draft that JSON holds; fields that it doesn't name stay as the form began, `begun`."""
    found = values.get("entry", {})
    read = {name: reader(found[name]) for name, reader in _READERS.items() if name in found}
    return VisitDraft(entry=replace(begun, **read), typed=dict(values.get("typed", {})))


def _plain(value: Any) -> Any:
    if isinstance(value, date | time):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _same(value: Any) -> Any:
    return value


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _agreements(found: list[dict[str, Any]]) -> tuple[NewAgreement, ...]:
    return tuple(NewAgreement(text=one["text"], who=one["who"], due=_day(one["due"])) for one in found)


def _next(found: dict[str, Any] | None) -> NextVisit | None:
    if not found:
        return None
    return NextVisit(
        day=date.fromisoformat(found["day"]),
        start=time.fromisoformat(found["start"]),
        end=time.fromisoformat(found["end"]),
        place=found["place"],
    )


_READERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    **{one.name: _same for one in fields(VisitEntry)},
    "day": date.fromisoformat,
    "start": time.fromisoformat,
    "end": time.fromisoformat,
    **dict.fromkeys(("present", "contacts_present", "areas", "goals", "done_agreements"), tuple),
    "outcomes": lambda found: tuple((one, outcome) for one, outcome in found),
    "new_agreements": _agreements,
    "next_visit": _next,
}
