"""Values in words where a field names another record: its name in place of its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asystent_desktop.errors import NotFoundError
from asystent_desktop.records import KINDS
from asystent_desktop.records.types import ValueProblemError

if TYPE_CHECKING:
    from asystent_desktop.records.fields import Field
    from asystent_desktop.storage.repository import Reader

UNKNOWN = "zapis, którego tu nie ma"
_NAMES = ("display_name", "name", "title", "text")


def value_words(reader: Reader, field: Field, wire: Any) -> str:
    """Return a value (canonical form) in words; of a value that is not of the field's type nothing."""
    try:
        value = field.type.from_wire(wire)
    except (ValueProblemError, TypeError, AttributeError, ValueError):
        return ""
    if field.type.name == "ref":
        return name_of(reader, str(value)) if value else ""
    if field.type.name == "many" and getattr(getattr(field.type, "member", None), "name", "") == "ref":
        return ", ".join(name_of(reader, str(one)) for one in value)
    return field.type.words(value)


def name_of(reader: Reader, record_id: str) -> str:
    """Return the name of a record for a person."""
    try:
        kind = reader.kind_of(record_id)
    except NotFoundError:
        return UNKNOWN
    found = reader.get(KINDS[kind].cls, record_id) if kind in KINDS else None
    if found is None:
        return UNKNOWN
    values = found.values()
    if "last_name" in values:
        return f"{values.get('first_name') or ''} {values['last_name']}".strip()
    named = next((str(values[name]) for name in _NAMES if values.get(name)), "")
    return named or KINDS[kind].label
