"""The description of fields: it drives table, form, merge, search, audience and spreadsheet column."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Final, TypeVar, dataclass_transform

from asystent_desktop.errors import InvalidValueError
from asystent_desktop.records.types import Code, FieldType, Many, Ref, ValueProblemError, Wire

Values = Mapping[str, Any]
Condition = Callable[[Values], bool]

_META: Final = "field"


class Audience(StrEnum):
    """Who may see a field: all of its scope, the worker and the head, or the office alone."""

    SCOPE = "scope"
    HEAD = "head"
    OFFICE = "office"


class Merge(StrEnum):
    """How two edits of one field meet: as whole values, as text by words, or as a set by members."""

    VALUE = "value"
    TEXT = "text"
    SET = "set"


class Scope(StrEnum):
    """Whose a record is: one household's, one account's, shared by links, known to all, or the office's."""

    FAMILY = "family"
    ACCOUNT = "account"
    SHARED = "shared"
    EVERYONE = "everyone"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of record. `required` is a fixed answer or depends on the other values."""

    name: str
    label: str
    type: FieldType
    required: bool | Condition = False
    search: bool = False
    index: bool = False
    audience: Audience = Audience.SCOPE
    merge: Merge = Merge.VALUE
    office_writes: bool = False
    import_as: tuple[str, ...] = ()
    hint: str = ""

    def is_required(self, values: Values) -> bool:
        """Tell whether the field must be filled in when the others hold `values`."""
        return self.required(values) if callable(self.required) else self.required


def field(
    label: str,
    type: FieldType,  # noqa: A002 - the word of the description
    *,
    default: Any = dataclasses.MISSING,
    required: bool | Condition | None = None,
    search: bool = False,
    index: bool = False,
    audience: Audience = Audience.SCOPE,
    merge: Merge | None = None,
    office_writes: bool = False,
    import_as: tuple[str, ...] = (),
    hint: str = "",
) -> Any:
    """Describe one field; without `default` it must always be filled in."""
    natural = {"note": Merge.TEXT, "many": Merge.SET}.get(type.name, Merge.VALUE)
    described = Field(
        name="",
        label=label,
        type=type,
        required=(default is dataclasses.MISSING) if required is None else required,
        search=search,
        index=index,
        audience=audience,
        merge=merge or natural,
        office_writes=office_writes,
        import_as=import_as,
        hint=hint,
    )
    return dataclasses.field(default=default, metadata={_META: described})


def when(**wanted: str | tuple[str, ...]) -> Condition:
    """Return the condition that each named field holds the code (or one of the codes) given."""
    sets = {name: (codes,) if isinstance(codes, str) else codes for name, codes in wanted.items()}
    return lambda values: all(values.get(name) in codes for name, codes in sets.items())


@dataclass(frozen=True, slots=True)
class KindInfo:
    """One kind of record: its code name, Polish names, fields, scope and who may create or write it."""

    name: str
    label: str
    plural: str
    cls: type[Record]
    scope: Scope
    creators: frozenset[str]
    writers: frozenset[str]
    fields: tuple[Field, ...]
    by_name: Mapping[str, Field]
    defaults: Mapping[str, Any]
    is_household: bool = False

    def is_for(self, household: str) -> bool:
        """Tell whether a household of this kind may have records of this one: a plan is of families alone."""
        named = self.by_name.get("family")
        return named is None or household in named.type.to  # type: ignore[attr-defined]

    @property
    def owner_field(self) -> str:
        """The field that names the household or account a record belongs to; empty when none does."""
        if self.scope is Scope.FAMILY:
            return "" if self.is_household else "family"
        return "account" if self.scope is Scope.ACCOUNT else ""

    def scope_of(self, record_id: str, values: Values) -> str:
        """Return the scope of a record as operations carry it, e.g. `family:<id>`."""
        if self.scope in {Scope.FAMILY, Scope.ACCOUNT}:
            return f"{self.scope.value}:{values[self.owner_field] if self.owner_field else record_id}"
        return self.scope.value


FIELD: Final = frozenset({"assistant", "coordinator"})
DESK: Final = frozenset({"clerk", "head"})
ALL_WRITERS: Final = FIELD | DESK

_R = TypeVar("_R", bound="Record")


@dataclass(frozen=True, kw_only=True)
class Record:
    """A saved, valid record; `id` is 32 hexadecimal digits, never reused."""

    INFO: ClassVar[KindInfo]
    id: str

    def values(self) -> dict[str, Any]:
        """Return the values of all fields by name."""
        return {one.name: getattr(self, one.name) for one in self.INFO.fields}


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def kind(
    name: str,
    label: str,
    plural: str,
    *,
    scope: Scope = Scope.FAMILY,
    creators: frozenset[str] = ALL_WRITERS,
    writers: frozenset[str] = ALL_WRITERS,
    is_household: bool = False,
) -> Callable[[type[_R]], type[_R]]:
    """Make a frozen record of a class whose attributes are described by `field`."""

    def describe(cls: type[_R]) -> type[_R]:
        made = dataclass(frozen=True, kw_only=True)(cls)
        fields = tuple(
            dataclasses.replace(one.metadata[_META], name=one.name)
            for one in dataclasses.fields(made)
            if _META in one.metadata
        )
        by_name = {one.name: one for one in fields}
        made.INFO = KindInfo(
            name=name,
            label=label,
            plural=plural,
            cls=made,
            scope=scope,
            creators=creators,
            writers=writers,
            fields=fields,
            by_name=by_name,
            defaults={
                one.name: one.default
                for one in dataclasses.fields(made)
                if _META in one.metadata and one.default is not dataclasses.MISSING
            },
            is_household=is_household,
        )
        return made

    return describe


def empty_values(info: KindInfo) -> dict[str, Any]:
    """Return the values of a record in which nothing is filled in."""
    return {one.name: one.type.empty for one in info.fields}


def to_wire(info: KindInfo, values: Values) -> dict[str, Wire]:
    """Return the canonical form of `values`; names unknown to the kind raise InvalidValueError."""
    wire: dict[str, Wire] = {}
    for name, value in values.items():
        described = info.by_name.get(name)
        if described is None:
            raise InvalidValueError(name, f"Rodzaj „{info.label}” nie ma pola {name}.")
        try:
            wire[name] = described.type.to_wire(
                value if value == described.type.empty else described.type.checked(value)
            )
        except ValueProblemError as problem:
            raise InvalidValueError(name, f"{described.label}: {problem}") from None
    return wire


def read_values(info: KindInfo, typed: Mapping[str, str]) -> dict[str, Any]:
    """Read values typed as text by field name; InvalidValueError names the first field that can't be read."""
    values: dict[str, Any] = {}
    for name, text in typed.items():
        described = info.by_name.get(name)
        if described is None:
            names = ", ".join(one.name for one in info.fields)
            raise InvalidValueError(name, f"Nie ma pola „{name}”. Pola tego rodzaju: {names}.")
        try:
            values[name] = described.type.read(text)
        except ValueProblemError as problem:
            raise InvalidValueError(name, f"{described.label}: {problem}") from None
    return values


def missing(info: KindInfo, values: Values) -> tuple[Field, ...]:
    """Return the fields that must be filled in and are not."""
    return tuple(
        one
        for one in info.fields
        if one.is_required(values) and values.get(one.name, one.type.empty) == one.type.empty
    )


def codes(of: str) -> Many:
    """Several codes of the list `of`."""
    return Many(Code(of))


def refs(*to: str) -> Many:
    """Several other records of the kinds `to`."""
    return Many(Ref(to))


HOUSEHOLD: Final = Ref(("family", "foster_family"))
"""A household of either kind, whose records stand in one scope."""
