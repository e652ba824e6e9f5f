"""Handing households on: one, several or all from one worker to another, in one save, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from asystent_desktop.checks.allocation import check_assistant_limit, check_coordinator_limit
from asystent_desktop.errors import InvalidValueError, RefusedError
from asystent_desktop.polish import sort_key
from asystent_desktop.records import Account, Assignment, Family
from asystent_desktop.services.desk import FIELD_ROLES
from asystent_desktop.services.records import Saved
from asystent_desktop.services.register import ending
from asystent_desktop.storage import exchange_log, withdrawals
from asystent_desktop.storage.repository import Reader
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asystent_desktop.checks.findings import Finding
    from asystent_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A household that a worker works with, since when; `is_foster` tells whose law it comes under."""

    id: str
    name: str
    since: date
    is_foster: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverStep:
    """How far a handed-on household has left the laptops of the one who had it before."""

    family: str
    name: str
    worker: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverPlan:
    """What is to be handed on: households, to which account, from which day, why.

    `over_limit_reason` lets the office go over the limit of the law.
    """

    families: Sequence[str]
    account: str
    since: date
    reason: str
    over_limit_reason: str = ""


class Handover:
    """What an office does when a worker leaves, is away or loses a laptop."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def holdings(self, account: str) -> tuple[Holding, ...]:
        """Return the households that a worker works with today, in Polish order."""
        with self._desk.store.reading() as reader:
            households = {one.id: one for one in self._desk.households(reader)}
            current = self._desk.assignments(reader, self._desk.today()).items()
        found = [
            Holding(
                id=family,
                name=households[family].display_name,
                since=one.since,
                is_foster=not isinstance(households[family], Family),
            )
            for family, one in current
            if one.account == account and family in households
        ]
        return tuple(sorted(found, key=lambda one: sort_key(one.name)))

    def workers(self) -> tuple[Account, ...]:
        """Return the open accounts that work with households, in Polish order."""
        with self._desk.store.reading() as reader:
            found = [one for one in reader.find(Account) if not one.closed and FIELD_ROLES & set(one.roles)]
        return tuple(sorted(found, key=lambda one: sort_key(one.name)))

    def hand_on(self, plan: HandoverPlan) -> Saved:
        """End the allocations and make the new ones in one save: all of them or none.

        InvalidValueError without households or a reason; RefusedError above the limit without its own reason
        (ustawa o wspieraniu rodziny i systemie pieczy zastępczej, art. 15 ust. 4, art. 77 ust. 4), for a
        closed account, one that works with no families, or one that has the household already.
        """
        self._desk.refuse_unless_allowed(Assignment.INFO, frozenset(), is_new=True)
        if not plan.families:
            raise InvalidValueError("families", "Zaznacz rodziny, które przekazujesz.")
        if not plan.reason.strip():
            raise InvalidValueError("reason", "Wpisz powód przekazania, np. urlop albo zmiana rejonu.")
        with self._desk.store.reading() as reader:
            account = reader.one(Account, plan.account)
            if account.closed or not FIELD_ROLES & set(account.roles):
                raise RefusedError(f"{account.name}: to konto nie pracuje z rodzinami. Wybierz asystenta.")
            found = self._limits(reader, account, plan)
            writes = [write for family in plan.families for write in self._writes(reader, family, plan)]
        saved = self._desk.store.save(Unit(tuple(writes), audit="GRANT"))
        return Saved(id=plan.account, changes=saved, findings=found)

    def under_way(self) -> tuple[HandoverStep, ...]:
        """Return the households that still have to leave a laptop, by worker and name."""
        with self._desk.store.reading() as reader:
            names = {one.id: one.display_name for one in self._desk.households(reader)}
            accounts = {one.id: one.name for one in reader.find(Account)}
            steps = [
                HandoverStep(
                    family=one.family,
                    name=names.get(one.family, ""),
                    worker=accounts.get(device.account, ""),
                    state=one.state,
                )
                for device in exchange_log.devices(reader.connection)
                if device.state == "active"
                for one in withdrawals.of_device(reader.connection, device.id).values()
                if one.state != withdrawals.DONE
            ]
        return tuple(sorted(steps, key=lambda one: (sort_key(one.worker), sort_key(one.name))))

    def _writes(self, reader: Reader, family: str, plan: HandoverPlan) -> list[Write]:
        household = self._desk.household(reader, family)
        current = self._desk.assignments(reader, plan.since).get(family)
        if current and current.account == plan.account:
            raise RefusedError(f"{household.display_name}: tę rodzinę prowadzi już ta osoba.")
        values = {
            "family": family,
            "account": plan.account,
            "since": plan.since,
            "over_limit_reason": plan.over_limit_reason,
            "reason": plan.reason.strip(),
        }
        begins = Write(Assignment.INFO, new_id(), values)
        if current is None:
            return [begins]
        return [ending(current, plan.since), begins]

    def _limits(self, reader: Reader, account: Account, plan: HandoverPlan) -> tuple[Finding, ...]:
        """Hold the last of the households against the limit: the one before it fits if that one does."""
        limits = self._desk.limits(reader)
        held = {
            family
            for family, one in self._desk.assignments(reader, plan.since).items()
            if one.account == account.id
        }
        before_last = len(held | set(plan.families)) - 1
        if "assistant" in account.roles:
            found = check_assistant_limit(
                before_last, limit=limits.families_per_assistant, office_reason=plan.over_limit_reason
            )
        else:
            found = check_coordinator_limit(
                before_last,
                limit=limits.foster_families_per_coordinator,
                office_reason=plan.over_limit_reason,
            )
        for one in found:
            if one.level == "E":
                raise RefusedError(one.sentence)
        return tuple(found)
