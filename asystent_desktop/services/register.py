"""The office's register: accounts, new families, allocation within the limit of the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from asystent_desktop.checks.allocation import check_assistant_limit, check_coordinator_limit
from asystent_desktop.errors import InvalidValueError, RefusedError
from asystent_desktop.polish import counted, sort_key
from asystent_desktop.records import Account, Assignment, Family, FosterFamily, SupportCase
from asystent_desktop.services.desk import FIELD_ROLES
from asystent_desktop.services.records import Saved
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from asystent_desktop.checks.findings import Finding
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.services.records import Records
    from asystent_desktop.storage.repository import Reader


ENDED = frozenset({"closed", "monitoring", "archived", "rejected"})
BEFORE_WORK = frozenset({"referred", "interview", "applied", "waiting_consent", "allocated"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """An account with the households it works with today."""

    account: Account
    families: tuple[str, ...]
    limit: int

    @property
    def room(self) -> int:
        """Return how many more households the law allows; never below zero."""
        return max(0, self.limit - len(self.families))


class Register:
    """What an office does with people and families."""

    def __init__(self, desk: Desk, records: Records) -> None:
        self._desk = desk
        self._records = records

    def workers(self) -> tuple[Worker, ...]:
        """Return all open accounts in Polish order, with the households of today."""
        with self._desk.store.reading() as reader:
            limit = self._desk.limits(reader).families_per_assistant
            assigned: dict[str, list[str]] = {}
            for family, one in self._desk.assignments(reader, self._desk.today()).items():
                assigned.setdefault(one.account, []).append(family)
            accounts = [one for one in reader.find(Account) if not one.closed]
        rows = [
            Worker(account=one, families=tuple(assigned.get(one.id, ())), limit=limit) for one in accounts
        ]
        return tuple(sorted(rows, key=lambda row: _surname_first(row.account.name)))

    def add_worker(self, name: str, roles: Sequence[str], **other: Any) -> Saved:
        """Open an account for a person; InvalidValueError without a name or a role."""
        if not name.strip():
            raise InvalidValueError("name", "Wpisz imię i nazwisko.")
        if not roles:
            raise InvalidValueError("roles", "Wybierz rolę, np. asystent rodziny.")
        return self._records.create("account", {"name": name.strip(), "roles": tuple(roles), **other})

    def close_worker(self, account_id: str) -> Saved:
        """Close an account; RefusedError while it works with families or is the one in use."""
        with self._desk.store.reading() as reader:
            account = reader.one(Account, account_id)
            today = self._desk.today()
            held = [
                one for one in self._desk.assignments(reader, today).values() if one.account == account_id
            ]
        if account_id == self._desk.account:
            raise RefusedError("To konto jest teraz w użyciu. Zamknąć może je inna osoba z biura.")
        if held:
            words = counted(len(held), "rodzinę", "rodziny", "rodzin")
            raise RefusedError(f"{account.name} prowadzi jeszcze {words}. Najpierw je przekaż.")
        return self._records.change(account_id, {"closed": True})

    def add_family(self, family: Mapping[str, Any], case: Mapping[str, Any]) -> Saved:
        """Enter a family with its first spell of work in one save; what a rule finds comes with the answer.

        InvalidValueError for a value that a rule refuses, RefusedError for a used case number.
        """
        self._desk.refuse_unless_allowed(Family.INFO, frozenset(family), is_new=True)
        number = case.get("case_number") or ""
        with self._desk.store.reading() as reader:
            if number and reader.find(SupportCase, case_number=number):
                raise RefusedError(f"Sprawa o numerze {number} już istnieje. Sprawdź numer.")
        family_id = new_id()
        found = self._records.findings(Family.INFO, family_id, family)
        found += self._records.findings(SupportCase.INFO, "", case)
        for one in found:
            if one.level == "E":
                raise InvalidValueError(one.field, one.sentence)
        writes = [Write(Family.INFO, family_id, family)]
        if case:
            writes.append(Write(SupportCase.INFO, new_id(), {**case, "family": family_id}))
        changes = self._desk.store.save(Unit(tuple(writes)))
        return Saved(id=family_id, changes=changes, findings=tuple(found))

    def allocate(self, family_id: str, account_id: str, since: date, *, over_limit_reason: str = "") -> Saved:
        """Allocate a household to a worker from a day on; an earlier allocation ends the day before.

        RefusedError for the sixteenth family without a reason (art. 15 ust. 4, art. 77 ust. 4), for a closed
        account and for one that works with no families.
        """
        self._desk.refuse_unless_allowed(Assignment.INFO, frozenset(), is_new=True)
        with self._desk.store.reading() as reader:
            account = reader.one(Account, account_id)
            household = self._desk.household(reader, family_id)
            if account.closed or not FIELD_ROLES & set(account.roles):
                raise RefusedError(f"{account.name}: to konto nie pracuje z rodzinami. Wybierz asystenta.")
            found = self._limit_findings(reader, account, family_id, since, over_limit_reason)
            for one in found:
                if one.level == "E":
                    raise RefusedError(one.sentence, rule=one.rule)
            current = self._current(reader, family_id, since)
        if current and current.account == account_id:
            raise RefusedError(f"{household.display_name}: tę rodzinę prowadzi już {account.name}.")
        writes = [
            Write(Assignment.INFO, new_id(), self._values(family_id, account_id, since, over_limit_reason))
        ]
        if current:
            writes.insert(0, ending(current, since))
        assignment_id = writes[-1].id
        writes += self._case_writes(family_id, since)
        return Saved(
            id=assignment_id,
            changes=self._desk.store.save(Unit(tuple(writes), audit="GRANT")),
            findings=found,
        )

    def release(self, family_id: str, last_day: date) -> Saved:
        """End the allocation of a household; RefusedError when it has none."""
        with self._desk.store.reading() as reader:
            current = self._current(reader, family_id, last_day)
        if current is None:
            raise RefusedError("Ta rodzina nie ma teraz asystenta.")
        unit = Unit((Write(Assignment.INFO, current.id, {"until": last_day}),), audit="GRANT")
        return Saved(id=current.id, changes=self._desk.store.save(unit))

    def _limit_findings(
        self, reader: Reader, account: Account, family_id: str, since: date, reason: str
    ) -> tuple[Finding, ...]:
        limits = self._desk.limits(reader)
        counted_families = _counted(reader)
        held = {
            family
            for family, one in self._desk.assignments(reader, since).items()
            if one.account == account.id and family != family_id and family in counted_families
        }
        if "assistant" in account.roles:
            found = check_assistant_limit(
                len(held), limit=limits.families_per_assistant, office_reason=reason
            )
        else:
            found = check_coordinator_limit(
                len(held), limit=limits.foster_families_per_coordinator, office_reason=reason
            )
        return tuple(found)

    def _current(self, reader: Reader, family_id: str, day: date) -> Assignment | None:
        return self._desk.assignments(reader, day).get(family_id)

    def _values(self, family_id: str, account_id: str, since: date, reason: str) -> dict[str, Any]:
        return {"family": family_id, "account": account_id, "since": since, "over_limit_reason": reason}

    def _case_writes(self, family_id: str, since: date) -> list[Write]:
        """Let a waiting case begin with the allocation; one without a first day begins on it."""
        with self._desk.store.reading() as reader:
            cases = reader.find(SupportCase, family=family_id)
        waiting = [one for one in cases if one.state in BEFORE_WORK]
        return [
            Write(SupportCase.INFO, one.id, {"state": "active", "work_start": one.work_start or since})
            for one in waiting[:1]
        ]


def _counted(reader: Reader) -> frozenset[str]:
    """Return the households that count to the limit: foster ones, and families in work or suspended.

    A case not yet begun counts too, for its family is allocated to begin; a closed or monitored one does not.
    """
    latest: dict[str, tuple[str, str]] = {}
    for family, state, start in reader.columns(SupportCase, ("family", "state", "work_start")):
        key = (start.isoformat() if start else "9", state)
        latest[family] = max(latest.get(family, ("", "")), key)
    foster = {family for (family,) in reader.columns(FosterFamily, ("id",))}
    bare = {family for (family,) in reader.columns(Family, ("id",)) if family not in latest}
    at_work = {family for family, (_start, state) in latest.items() if state not in ENDED}
    return frozenset(foster | bare | at_work)


def ending(current: Assignment, since: date) -> Write:
    """End an allocation on the day before `since`.

    One that is handed on again on its first day ends before it began: it was never in force, and the
    household is at once with the last of the workers alone.
    """
    return Write(Assignment.INFO, current.id, {"until": since - timedelta(days=1)})


def _surname_first(name: str) -> str:
    first, _, last = name.rpartition(" ")
    return sort_key(f"{last} {first}")
