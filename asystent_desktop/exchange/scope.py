"""Whose an operation may be and who may see it: one set of rules for both directions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asystent_desktop.merge.operation import DELETED, LIFE, LIFE_FIELD
from asystent_desktop.records import KINDS
from asystent_desktop.records.fields import Audience, Scope
from asystent_desktop.records.types import ValueProblemError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asystent_desktop.merge.canon import Json
    from asystent_desktop.merge.operation import Operation
    from asystent_desktop.records.fields import KindInfo

AUTHOR = "AUTHOR"
ROLE = "ROLE"
SCOPE = "SCOPE"
MOVE = "MOVE"
VALUE = "VALUE"

REASON_WORDS: Mapping[str, str] = {
    AUTHOR: "zapis nie pochodzi od nadawcy paczki",
    ROLE: "nadawca nie może zmieniać takich danych",
    SCOPE: "rodzina nie jest przydzielona nadawcy",
    MOVE: "zapis należy do innej rodziny",
    VALUE: "wartość nie pasuje do pola",
    "FORM": "zapis jest uszkodzony",
    "TYPE": "zapis nieznanego rodzaju, prawdopodobnie z nowszej wersji programu",
    "REVOKED": "urządzenie nadawcy zostało odwołane",
    "GAP": "brakuje wcześniejszego zapisu; przyjdzie z następną paczką",
    "PARKED": "zapis czeka na aktualizację programu w biurze",
    "REFUSED": "biuro odmówiło przyjęcia",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sends; `families` holds the grant number at which each was withdrawn, None while it is held.

    `former` are the devices whose place this one took: it may still deliver what they wrote.
    """

    device: str
    account: str
    roles: frozenset[str]
    families: Mapping[str, int | None]
    former: tuple[str, ...] = ()


@dataclass(slots=True)
class Surroundings:
    """What the receiver knows: scopes of known records, shared ones that the sender's families link."""

    scopes: dict[str, str]
    linked: set[str] = field(default_factory=set)


def fault_of(
    operation: Operation,
    values: Mapping[str, Json] | None,
    sender: Sender,
    around: Surroundings,
    *,
    is_readable: bool = True,
) -> str | None:
    """Return why an operation may not take effect, or None; the order of checks is part of the contract.

    Of one that is not `is_readable` (its kind or type is not known yet) the origin and the scope are checked
    now, role and values once it can be read.
    """
    is_own = operation.origin.device in {sender.device, *sender.former}
    if not is_own or operation.origin.author != sender.account:
        return AUTHOR
    info = KINDS.get(operation.kind)
    known_scope = around.scopes.get(operation.entity)
    if known_scope is not None and known_scope != operation.scope:
        return MOVE
    if operation.audience == Audience.OFFICE:
        return ROLE
    role_fault = _role_fault(operation, info, sender, is_new=known_scope is None) if info else None
    if role_fault:
        return role_fault
    if not _is_within(operation, info.scope if info else None, sender, around):
        return SCOPE
    if is_readable and (values is None or not _fits(operation, values)):
        return VALUE
    return None


def fault_of_fields(operation: Operation, values: Mapping[str, Json], names: frozenset[str]) -> str | None:
    """Return why these fields of a taken operation, unread until now, may not take effect, or None.

    Origin, scope and kind were checked when it came.
    """
    info = KINDS[operation.kind]
    if any(info.by_name[one].office_writes or info.by_name[one].audience is Audience.OFFICE for one in names):
        return ROLE
    return None if all(_fits_field(info, one, values.get(one)) for one in names) else VALUE


def is_late(operation: Operation, sender: Sender) -> bool:
    """Tell whether the family was withdrawn from the sender; its earlier work is taken and marked."""
    family = operation.scope.removeprefix("family:")
    return sender.families.get(family) is not None


def _role_fault(operation: Operation, info: KindInfo, sender: Sender, *, is_new: bool) -> str | None:
    allowed = info.creators if is_new else info.writers
    if not sender.roles & allowed:
        return ROLE
    reserved = {one.name for one in info.fields if one.office_writes or one.audience is Audience.OFFICE}
    return ROLE if reserved & operation.parents.keys() else None


def _is_within(operation: Operation, kind_scope: Scope | None, sender: Sender, around: Surroundings) -> bool:
    """Tell whether the scope is the sender's; `kind_scope` None: any that a field worker may write."""
    name, _, own = operation.scope.partition(":")
    if kind_scope is not None and name != kind_scope.value:
        return False
    if name == Scope.FAMILY.value:
        if own not in sender.families:
            return False
        withdrawn = sender.families[own]
        return withdrawn is None or operation.origin.grant < withdrawn
    if name == Scope.ACCOUNT.value:
        return own == sender.account
    if name == Scope.SHARED.value:
        return operation.entity not in around.scopes or operation.entity in around.linked
    return False


def _fits(operation: Operation, values: Mapping[str, Json]) -> bool:
    """Tell whether the values are those of the named fields and of their types."""
    if values.keys() != operation.parents.keys():
        return False
    if operation.type == LIFE:
        return values.get(LIFE_FIELD) in {DELETED, "alive"}
    info = KINDS[operation.kind]
    for name, wire in values.items():
        if not _fits_field(info, name, wire):
            return False
        if name == "family" and f"family:{wire}" != operation.scope:
            return False
        if name == "account" and info.scope is Scope.ACCOUNT and f"account:{wire}" != operation.scope:
            return False
    return True


def _fits_field(info: KindInfo, name: str, wire: Json) -> bool:
    """Tell whether a value is one of its field; a field that this version does not know takes any."""
    described = info.by_name.get(name)
    if described is None:
        return True
    try:
        described.type.from_wire(wire)
    except (ValueProblemError, TypeError, AttributeError):
        return False
    return True
