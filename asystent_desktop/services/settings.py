"""What a person sets: hours, days off, the lock; and, at the office, its heading and its limits."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from asystent_desktop.checks.limits import DEFAULTS, label_of, mark_of
from asystent_desktop.errors import InvalidValueError, RefusedError
from asystent_desktop.merge.operation import DELETED
from asystent_desktop.records import DayOff, Office, WorkHours
from asystent_desktop.records.office import LIMIT_FIELDS
from asystent_desktop.services.desk import DESK_ROLES
from asystent_desktop.services.records import Saved
from asystent_desktop.storage import state
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asystent_desktop.services.calendar import Calendar
    from asystent_desktop.services.desk import Desk, Session
    from asystent_desktop.storage import Connection
    from asystent_desktop.storage.repository import Reader

LEAST_MINUTES: Final = 2
MOST_MINUTES: Final = 15
USUAL_MINUTES: Final = 5
HEADING: Final = ("name", "type", "street", "postcode", "city", "unit", "phone", "head_name", "head_title")
DRAFT: Final = "settings"
_IDLE, _PRIVATE = "setting_idle_minutes", "setting_private"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit in force; `field` is the one of the office that may set it, or nothing."""

    name: str
    label: str
    mark: str
    value: int
    default: int
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Free:
    """Days off to be added; both ends included, `type` a code of the list `day_off`."""

    since: date
    until: date
    type: str = "leave"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsView:
    """All settings as saved now; `hours` in the form of the field type, `days_off` those not yet over."""

    session: Session
    idle_minutes: int
    starts_private: bool
    hours: str
    hours_since: date | None
    days_off: tuple[DayOff, ...]
    limits: tuple[Limit, ...]
    office: Office | None
    may_edit_office: bool
    made_on: date
    device: str
    password_on: date
    code_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsChange:
    """What is to be saved together; what is None or empty stays as it is."""

    idle_minutes: int | None = None
    hours: str | None = None
    hours_since: date | None = None
    days_added: tuple[Free, ...] = ()
    days_removed: tuple[str, ...] = ()
    office: Mapping[str, Any] = field(default_factory=dict)


class Settings:
    """The settings of one open store; they lie in it, and only the size of type lies outside."""

    def __init__(self, desk: Desk, calendar: Calendar) -> None:
        self._desk, self._calendar = desk, calendar

    def view(self) -> SettingsView:
        """Return all settings as saved now."""
        session, today = self._desk.session(), self._desk.today()
        made_on = self._desk.store.vault.created_on
        with self._desk.store.reading() as reader:
            days = reader.find(DayOff, account=self._desk.account, until=(today, None))
            limits = self._desk.limits(reader)
            return SettingsView(
                session=session,
                idle_minutes=_number(reader.connection, _IDLE, USUAL_MINUTES),
                starts_private=state.number(reader.connection, _PRIVATE) == 1,
                hours=self._calendar.hours_in_force(reader),
                hours_since=self._hours_since(reader),
                days_off=tuple(sorted(days, key=lambda one: (one.since, one.until, one.id))),
                limits=tuple(_limit(one.name, getattr(limits, one.name)) for one in fields(DEFAULTS)),
                office=self._desk.office(reader),
                may_edit_office=bool(session.roles & DESK_ROLES),
                made_on=made_on,
                device=self._desk.store.identity.device,
                password_on=_day(reader.connection, "password_on", made_on),
                code_on=_day(reader.connection, "code_on", made_on),
            )

    def idle_minutes(self) -> int:
        """Return after how many minutes without a move the store is locked, 2 to 15."""
        with self._desk.store.reading() as reader:
            return _number(reader.connection, _IDLE, USUAL_MINUTES)

    def starts_private(self) -> bool:
        """Tell whether work begins in private mode."""
        with self._desk.store.reading() as reader:
            return state.number(reader.connection, _PRIVATE) == 1

    def start_private(self, on: bool) -> None:
        """Begin work in private mode from now on, or no longer."""
        with self._desk.store.writing() as connection:
            state.put(connection, _PRIVATE, int(on))

    def note_secrets(
        self, *, password: bool = False, code: bool = False, audit: str = "", detail: str = ""
    ) -> None:
        """Keep today as the day on which password or recovery code were changed, with an audit row."""
        today = self._desk.today().isoformat()
        with self._desk.store.writing() as connection:
            for key, changed in (("password_on", password), ("code_on", code)):
                if changed:
                    state.put(connection, key, today)
            if audit:
                self._desk.store.note(connection, audit, detail=detail)

    def save(self, change: SettingsChange) -> Saved:
        """Save all of a change in one transaction; InvalidValueError names the field, nothing is saved then.

        RefusedError when the office's limits or heading are changed without being the office.
        """
        minutes = change.idle_minutes
        if minutes is not None and not LEAST_MINUTES <= minutes <= MOST_MINUTES:
            sentence = (
                f"Blokada bez ruchu może trwać od {LEAST_MINUTES} do {MOST_MINUTES} minut. Wybierz inną."
            )
            raise InvalidValueError("idle_minutes", sentence)
        writes = (*self._hours_writes(change), *self._days_writes(change), *self._office_writes(change))

        def keep(connection: Connection) -> None:
            if minutes is not None:
                state.put(connection, _IDLE, minutes)

        changes = self._desk.store.save(Unit(writes, draft=DRAFT), also=keep)
        return Saved(id=writes[0].id if writes else "", changes=changes)

    def _hours_since(self, reader: Reader) -> date | None:
        days = [
            one.since
            for one in reader.find(WorkHours, account=self._desk.account)
            if one.since is not None and one.since <= self._desk.today()
        ]
        return max(days, default=None)

    def _hours_writes(self, change: SettingsChange) -> tuple[Write, ...]:
        if change.hours is None:
            return ()
        since = change.hours_since or self._desk.today()
        with self._desk.store.reading() as reader:
            same = [
                one.id for one in reader.find(WorkHours, account=self._desk.account) if one.since == since
            ]
        values = {"account": self._desk.account, "hours": change.hours, "since": since}
        return (Write(WorkHours.INFO, max(same, default=new_id()), values),)

    def _days_writes(self, change: SettingsChange) -> tuple[Write, ...]:
        with self._desk.store.reading() as reader:
            held = {one.id: one for one in reader.find(DayOff, account=self._desk.account)}
        spans = [(one.since, one.until) for one in held.values() if one.id not in change.days_removed]
        writes = [Write(DayOff.INFO, one, life=DELETED) for one in change.days_removed if one in held]
        for free in change.days_added:
            if free.until < free.since:
                raise InvalidValueError(
                    "until", "Koniec wolnego jest wcześniejszy niż początek. Popraw daty."
                )
            if any(since <= free.until and free.since <= until for since, until in spans):
                raise InvalidValueError(
                    "since", "W tych dniach masz już wolne. Popraw daty albo usuń tamten wpis."
                )
            spans.append((free.since, free.until))
            values = {
                "account": self._desk.account,
                "since": free.since,
                "until": free.until,
                "type": free.type,
            }
            writes.append(Write(DayOff.INFO, new_id(), values))
        return tuple(writes)

    def _office_writes(self, change: SettingsChange) -> tuple[Write, ...]:
        if not change.office:
            return ()
        self._desk.refuse_unless_allowed(Office.INFO, frozenset(change.office), is_new=False)
        with self._desk.store.reading() as reader:
            office = self._desk.office(reader)
        if office is None:
            raise RefusedError("Nie ma jeszcze danych ośrodka. Przyjdą w paczce z biura.")
        values = {name: _checked(name, value) for name, value in change.office.items()}
        return (Write(Office.INFO, office.id, values),)


def _checked(name: str, value: Any) -> Any:
    """Return a value of the office's field; InvalidValueError names the field in words."""
    described = Office.INFO.by_name[name]
    try:
        return described.type.empty if value == described.type.empty else described.type.checked(value)
    except ValueError as problem:
        raise InvalidValueError(name, f"{described.label}: {problem}") from None


def _limit(name: str, value: int) -> Limit:
    return Limit(
        name=name,
        label=label_of(name),
        mark=mark_of(name),
        value=value,
        default=getattr(DEFAULTS, name),
        field=LIMIT_FIELDS.get(name, ""),
    )


def _day(connection: Connection, key: str, usual: date) -> date:
    kept = state.get(connection, key)
    return date.fromisoformat(kept) if kept else usual


def _number(connection: Connection, key: str, usual: int) -> int:
    return state.number(connection, key) or usual
