"""What a column of a list may mean: made from the descriptions of the fields themselves."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from asystent_desktop.records import Account, Contact, Family, Person, SupportCase
from asystent_desktop.services.register_reading import Option, Target

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asystent_desktop.records.fields import Field
    from asystent_desktop.records.types import FieldType

_KINDS = (Family, Person, SupportCase, Contact, Account)
_SPECIAL: Final[Mapping[str, Any]] = {
    "person.last_name": "person",
    "account.name": "person",
    "contact.name": "person",
    "family.street": "address",
    "family.postcode": "postcode",
    "family.phone": "phone",
    "person.pesel": "pesel",
    "person.first_name": "first_name",
}
_LEFT_OUT: Final = frozenset({"person.phone", "person.email", "account.roles"})
_BY_TYPE: Final[Mapping[str, Any]] = {
    "text": "text",
    "note": "note",
    "date": "date",
    "int": "number",
    "code": "code",
}
_SYNONYMS: Final[Mapping[str, tuple[str, ...]]] = {
    "court": ("sąd", "postanowienie", "sądowa"),
    "consent": ("zgoda", "dobrowolna", "dobrowolnie"),
}


PERSON_NAME: Final = "person.last_name"
FAMILY_NAME: Final = "family.display_name"


@cache
def targets(named_by: str = PERSON_NAME) -> tuple[Target, ...]:
    """Return the targets of all fields that a list may fill, and the cell with all children.

    `named_by` must have a column: the person's name, or the family's in a list that names no person.
    """
    found = [
        _target(f"{cls.INFO.name}.{one.name}", one, named_by)
        for cls in _KINDS
        for one in cls.INFO.fields
        if one.import_as and f"{cls.INFO.name}.{one.name}" not in _LEFT_OUT
    ]
    children: tuple[str, ...] = (
        "dzieci",
        "imiona dzieci",
        "dzieci imię data ur",
        "imiona i daty urodzenia dzieci",
    )
    children += ("ile dzieci", "liczba dzieci", "ilość dzieci")
    found.append(Target(name="children", label="Dzieci", kind="children", synonyms=children))
    return tuple(found)


def _target(name: str, described: Field, named_by: str) -> Target:
    kind: Any = _SPECIAL.get(name) or (
        "codes" if described.type.name == "many" else _BY_TYPE[described.type.name]
    )
    return Target(
        name=name,
        label=_LABELS.get(name, described.label),
        kind=kind,
        synonyms=described.import_as,
        required=name == named_by,
        options=_options(described.type),
    )


_LABELS: Final[Mapping[str, str]] = {
    "person.last_name": "Nazwisko i imię",
    "family.street": "Adres",
    "account.name": "Asystent",
    "contact.name": "Pracownik socjalny",
}


def _options(kind: FieldType) -> tuple[Option, ...]:
    listed = getattr(getattr(kind, "member", kind), "options", None)
    if listed is None:
        return ()
    return tuple(Option(code, words, _SYNONYMS.get(code, ())) for code, words in listed())
