"""What every service works with: the open store, the clock, whose session it is and the office's limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from asystent_desktop.checks.calendar import days_between, holiday_name
from asystent_desktop.checks.limits import DEFAULTS, Limits
from asystent_desktop.errors import RefusedError
from asystent_desktop.records import Account, Assignment, DayOff, Family, FosterFamily, Office
from asystent_desktop.records.office import LIMIT_FIELDS

if TYPE_CHECKING:
    from asystent_desktop.clock import Clock
    from asystent_desktop.records.fields import KindInfo
    from asystent_desktop.storage.repository import Reader
    from asystent_desktop.storage.store import Store

Household = Family | FosterFamily

DESK_ROLES = frozenset({"clerk", "head"})
FIELD_ROLES = frozenset({"assistant", "coordinator"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Whose store is open: `store` is office, assistant or coordinator; `roles` are those of the account."""

    store: str
    account: str
    name: str
    roles: frozenset[str]
    office_name: str
    is_demo: bool

    @property
    def is_office(self) -> bool:
        """Tell whether this is the office's store."""
        return self.store == "office"

    @property
    def is_field(self) -> bool:
        """Tell whether the account works with families itself."""
        return bool(self.roles & FIELD_ROLES)


class Desk:
    """The open store with the rules of its office."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @property
    def clock(self) -> Clock:
        """Return the injected clock."""
        return self.store.clock

    def today(self) -> date:
        """Return the local date."""
        return self.clock.today()

    @property
    def account(self) -> str:
        """Return the account of this session."""
        return self.store.account

    def session(self) -> Session:
        """Return whose session it is, as saved now."""
        identity = self.store.identity
        with self.store.reading() as reader:
            account = reader.get(Account, identity.account)
            office = self.office(reader)
        roles = frozenset(account.roles) if account else frozenset({identity.role})
        return Session(
            store=identity.role,
            account=identity.account,
            name=account.name if account else "",
            roles=roles,
            office_name=office.name if office else "",
            is_demo=identity.is_demo,
        )

    def day_of(self, year: int, month: int) -> date:
        """Return the day on which a month is looked at: today within it, its first day otherwise."""
        today = self.today()
        return today if (today.year, today.month) == (year, month) else date(year, month, 1)

    def office(self, reader: Reader) -> Office | None:
        """Return the office's record, or None before it has come."""
        found = reader.find(Office)
        return found[0] if found else None

    def limits(self, reader: Reader) -> Limits:
        """Return the limits in force: the office's own where it set them, the defaults elsewhere."""
        office = self.office(reader)
        if office is None:
            return DEFAULTS
        own = {name: getattr(office, field) for name, field in LIMIT_FIELDS.items()}
        return replace(DEFAULTS, **{name: value for name, value in own.items() if value})

    def households(self, reader: Reader) -> tuple[Household, ...]:
        """Return all households of this store."""
        return (*reader.find(Family), *reader.find(FosterFamily))

    def household(self, reader: Reader, family_id: str) -> Household:
        """Return one household; NotFoundError when this store has none with that number."""
        return reader.get(Family, family_id) or reader.one(FosterFamily, family_id)

    def assignments(self, reader: Reader, day: date) -> dict[str, Assignment]:
        """Return the main assignment in force on `day` by household."""
        return {
            one.family: one
            for one in reader.find(Assignment, type="main", since=(None, day))
            if one.until is None or one.until >= day
        }

    def days_off(self, reader: Reader, first: date, last: date) -> dict[date, str]:
        """Return the free days from `first` to `last`: public holidays by name, own days off in a word."""
        free: dict[date, str] = {}
        for one in reader.find(DayOff, account=self.account, until=(first, None)):
            for day in days_between(max(one.since, first), min(one.until, last)):
                free[day] = "urlop" if one.type == "leave" else "wolne"
        for day in days_between(first, last):
            name = holiday_name(day)
            if name:
                free[day] = name
        return free

    def refuse_unless_allowed(self, info: KindInfo, fields: frozenset[str], *, is_new: bool) -> None:
        """Refuse a write that the roles of this session don't allow; RefusedError says who may."""
        roles = self.session().roles
        if is_new and not roles & info.creators:
            raise RefusedError(f"{info.label}: nowy zapis dodaje biuro. Poproś o niego w biurze.")
        if not roles & info.writers:
            raise RefusedError(f"{info.label}: ten zapis zmienia tylko biuro. Poproś o zmianę w biurze.")
        if not roles & DESK_ROLES:
            closed = [one.label for one in info.fields if one.office_writes and one.name in fields]
            if closed:
                raise RefusedError(f"Pole „{closed[0]}” zmienia tylko biuro. Poproś o zmianę w biurze.")
