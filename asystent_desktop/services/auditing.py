"""The audit as people read it: who saw, changed, exported, printed or imported what and when; is it whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from asystent_desktop.errors import NotFoundError, RefusedError
from asystent_desktop.exchange import receipt
from asystent_desktop.exchange.faults import BadReceiptError
from asystent_desktop.polish import counted, sort_key
from asystent_desktop.records import KINDS, Account, Assignment
from asystent_desktop.services import journal_keeping, keys
from asystent_desktop.storage import anchors, audit, devices, exchange_log, former, giving_up, looks, state
from asystent_desktop.storage.repository import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage import Connection
    from asystent_desktop.storage.anchors import Anchor
    from asystent_desktop.storage.audit import AuditRow

_SAVINGS: Final = frozenset({"SAVE", "CONFLICT_RESOLVED", "RELEASED"})
LOOKS: Final = frozenset({"VIEW", "PRINT", "EXPORT"})
CHANGES: Final = frozenset({"SAVE", "CONFLICT_RESOLVED", "IMPORT", "GRANT", "PLAN", "TAKEN_BACK", "PURGE"})
BUNDLES: Final = frozenset({"BUNDLE_IN", "BUNDLE_OUT", "HELD", "RELEASED", "ENROL", "REVOKED"})
WORDS: Final[Mapping[str, str]] = {
    "UNLOCK": "otwarcie sejfu",
    "UNLOCK_FAIL": "nieudane otwarcie sejfu",
    "LOCK": "zamknięcie sejfu",
    "VIEW": "podgląd rodziny",
    "SAVE": "zapis",
    "CONFLICT_RESOLVED": "rozstrzygnięcie dwóch wersji",
    "EXPORT": "zapis do pliku",
    "PRINT": "wydruk",
    "IMPORT": "wczytanie wykazu",
    "BUNDLE_OUT": "paczka zapisana",
    "BUNDLE_IN": "paczka wczytana",
    "HELD": "zatrzymanie",
    "RELEASED": "decyzja o zatrzymanym",
    "GRANT": "przydział",
    "PURGE": "oddanie rodziny",
    "ENROL": "dołączanie laptopa",
    "REVOKED": "odwołanie laptopa",
    "CLOCK_ODD": "zegar się nie zgadza",
    "BACKUP": "kopia zapasowa",
    "RESTORE": "odtworzenie z kopii",
    "NEW_EPOCH": "nowa numeracja po kopii",
    "RECOVERED": "odzyskanie kodem",
    "ESCROW_OPEN": "otwarcie przez dwoje uprawnionych",
    "PASSWORD": "zmiana hasła",
    "REKEY": "wymiana klucza",
    "MODE_FIXED": "naprawa praw do plików",
    "PLAN": "propozycja miesiąca",
    "TAKEN_BACK": "cofnięcie zmiany",
    "CUT": "usunięcie wpisów starszych niż dwa lata",
    audit.UNREADABLE: "wpis nieczytelny, zmieniony poza programem",
}
_DETAILS: Final[Mapping[str, str]] = {
    "address": "chroniony adres",
    "blue_card": "Niebieska Karta",
    "WITHDRAWN": "odebranie",
    "GIVEN_UP": "z tego laptopa",
    "FACTS": "karta zdarzenia",
    "AUDIT": "dziennik laptopa się nie zgadza",
    "LOOKS": "wykaz dla rodziny",
    "ANSWERED": "odpowiedź na prośbę",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditCheck:
    """What checking the chain found.

    `broken_at` is the first row that does not fit, or None; `cut_at` is the row at which older ones were cut
    off, 0 for none; up to row `anchored_to` another store has
    vouched, last at `anchored_at`; rows after it are only as safe as this store.
    """

    entries: int
    broken_at: int | None
    anchored_to: int
    anchored_at: datetime | None
    cut_at: int = 0

    @property
    def is_whole(self) -> bool:
        """Tell whether everything fits."""
        return self.broken_at is None

    @property
    def fact(self) -> str:
        """Say whether the journal is whole."""
        if not self.is_whole:
            return f"Dziennik nie zgadza się od wpisu {self.broken_at}."
        return f"Dziennik jest nienaruszony: {counted(self.entries, 'wpis', 'wpisy', 'wpisów')}."

    @property
    def more(self) -> str:
        """Say who has vouched for it, or what to do."""
        if not self.is_whole:
            return "Ktoś zmieniał go poza programem. Niczego nie usuwaj, zawiadom kierownika."
        if self.anchored_at is None:
            return "Nikt go jeszcze nie potwierdził."
        return f"Do wpisu {self.anchored_to} potwierdzony dnia {self.anchored_at.astimezone():%d.%m.%Y}."

    @property
    def cut(self) -> str:
        """Say what of it was cut off; empty for nothing."""
        if not self.cut_at:
            return ""
        return f"Wpisy do {self.cut_at} usunięto po dwóch latach; ogniwo łańcucha zostało."


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the journal in words; `families` are the names of households that it was about.

    `key` tells it from every other line, of this store and of the laptops.
    """

    number: int
    at: datetime
    code: str
    words: str
    who: str
    families: tuple[str, ...]
    device: str

    @property
    def key(self) -> str:
        """Return its place in the journal that it stands in."""
        return f"{self.device}:{self.number}:{self.at.timestamp()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which lines: of a household, of an account, from a day to a day, of these codes; empty means all."""

    family: str = ""
    account: str = ""
    since: date | None = None
    until: date | None = None
    codes: frozenset[str] = frozenset()
    most: int = 2000


class Auditing:
    """Reading and checking the journal of this store."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def verify(self) -> AuditCheck:
        """Walk the chain and hold it against every anchor: change, removal, insertion, cutting, rewriting."""
        with self._desk.store.reading() as reader:
            return self.verify_in(reader.connection)

    def verify_in(self, connection: Connection) -> AuditCheck:
        """Check the chain as the caller's transaction sees it."""
        device = self._desk.store.identity.device
        entries, broken = audit.verify(connection)
        own = (device, *former.of(connection, device))
        cut_at = audit.cut_place(connection)[0]
        seen = [
            anchor for one in own for anchor in anchors.of_device(connection, one) if anchor.number >= cut_at
        ]
        odd = [one.number for one in seen if not self._holds(connection, one)]
        claimed = state.number(connection, f"audit_odd:{device}")
        faults = sorted(one for one in (broken, *odd, claimed) if one)
        good = [one for one in seen if not faults or one.number < faults[0]]
        last = max(good, key=lambda one: one.number, default=None)
        return AuditCheck(
            entries=entries,
            broken_at=faults[0] if faults else None,
            anchored_to=last.number if last else 0,
            anchored_at=_moment(last.at_ms) if last else None,
            cut_at=cut_at,
        )

    def cut(self) -> tuple[int, date | None]:
        """Cut off what is older than two years and vouched for; return how many rows went, until which day.

        RefusedError while the journal is not whole: nothing of it may go then.
        """
        if not self.verify().is_whole:
            raise RefusedError(
                "Dziennik nie zgadza się, dlatego nic z niego nie usuwam. Zawiadom kierownika."
            )
        with self._desk.store.writing() as connection:
            return journal_keeping.cut(self._desk, connection)

    def entries(self, wanted: Wanted) -> tuple[Entry, ...]:
        """Return the wanted lines, newest first; names are resolved for the screen only."""
        with self._desk.store.reading() as reader:
            times = _start(wanted.since), _end(wanted.until)
            rows = audit.rows(reader.connection, *times)
            if not wanted.codes or wanted.codes & LOOKS:
                told = looks.rows(reader.connection, *times)
                rows = tuple(sorted((*rows, *told), key=lambda one: (-one.at_ms, -one.number)))
            about = set(giving_up.sent_for(reader.connection, wanted.family)) if wanted.family else set()
            about |= {wanted.family} if wanted.family else set()
            rows = tuple(row for row in rows if _is_wanted(row, wanted, about))[: wanted.most]
            return tuple(_entries(self._desk, reader, rows))

    def looked(self, wanted: Wanted) -> tuple[str, ...]:
        """Return who opened, printed or took out a household in that time, each once, in Polish order."""
        looks = Wanted(
            family=wanted.family, since=wanted.since, until=wanted.until, codes=LOOKS, most=100_000
        )
        return tuple(sorted({one.who for one in self.entries(looks) if one.who}, key=sort_key))

    def extract(self, wanted: Wanted) -> bytes:
        """Return who looked at a household as a PDF for its right to know (art. 15 RODO); noted as EXPORT.

        NotFoundError without a household.
        """
        from asystent_desktop.papers import audit_extract

        lines = self.entries(
            Wanted(
                family=wanted.family,
                since=wanted.since,
                until=wanted.until,
                codes=LOOKS | CHANGES,
                most=100_000,
            )
        )
        with self._desk.store.writing() as connection:
            reader = Reader(connection)
            household = self._desk.household(reader, wanted.family)
            office = self._desk.office(reader)
            holders = self._holders(reader, wanted.family)
            self._desk.store.note(connection, "EXPORT", wanted.family, detail="LOOKS")
        return audit_extract.build(
            audit_extract.Extract(
                office=(office.name if office else "", _address(office)),
                family=household.display_name,
                since=wanted.since,
                until=wanted.until or self._desk.today(),
                printed_at=self._desk.clock.local(),
                holders=holders,
                lines=tuple((one.at.astimezone(), one.who, one.words) for one in lines),
            )
        )

    def families(self) -> tuple[tuple[str, str], ...]:
        """Return (number, name) of the households of this store, in Polish order."""
        with self._desk.store.reading() as reader:
            found = [(one.id, one.display_name) for one in self._desk.households(reader)]
        return tuple(sorted(found, key=lambda one: sort_key(one[1])))

    def people(self) -> tuple[tuple[str, str], ...]:
        """Return (number, name) of all accounts, closed ones too, in Polish order."""
        with self._desk.store.reading() as reader:
            found = [(one.id, one.name) for one in reader.find(Account)]
        return tuple(sorted(found, key=lambda one: sort_key(one[1])))

    def _holds(self, connection: Connection, anchor: Anchor) -> bool:
        """Tell whether the chain still has an anchored row, and whether the office signed its proof."""
        if audit.hash_at(connection, anchor.number) != anchor.hash:
            return False
        if anchor.proof is None:
            return True
        try:
            said = receipt.read(anchor.proof, keys.required(connection), anchor.device).audit
        except BadReceiptError:
            return False
        return said is not None and (said.number, said.hash) == (anchor.number, anchor.hash)

    def _holders(
        self, reader: Reader, family: str
    ) -> tuple[tuple[str, date, date | None, datetime | None], ...]:
        names = {one.id: one.name for one in reader.find(Account)}
        came = _last_bundles(reader.connection)
        found = reader.find(Assignment, family=family)
        if not found and not names:
            raise NotFoundError
        return tuple(
            (names.get(one.account, ""), one.since, one.until, came.get(one.account))
            for one in sorted(found, key=lambda one: (one.since, one.account))
            if one.until is None or one.until >= one.since
        )


def _entries(desk: Desk, reader: Reader, rows: tuple[AuditRow, ...]) -> list[Entry]:
    people = {one.id: one.name for one in reader.find(Account)}
    own, laptops = (
        desk.store.identity.device,
        {one.id for one in exchange_log.devices(reader.connection)},
    )
    households = {one.id: one.display_name for one in desk.households(reader)}
    subjects = list({one for row in rows for one in row.subjects})
    scopes = exchange_log.scopes_of(reader.connection, subjects)
    kinds = exchange_log.kinds_of(reader.connection, subjects)
    found = []
    for row in rows:
        families = {scopes.get(one, "").removeprefix("family:") for one in row.subjects}
        families |= set(row.subjects) & households.keys()
        words = WORDS.get(row.code, row.code)
        if row.device != own and row.device in laptops:
            words = f"{words} na laptopie"
        detail = _DETAILS.get(row.detail, "") or _kinds_words(row, kinds)
        found.append(
            Entry(
                number=row.number,
                at=_moment(row.at_ms),
                code=row.code,
                words=f"{words}: {detail}" if detail else words,
                who=people.get(row.actor, ""),
                families=tuple(
                    sorted((households[one] for one in families if one in households), key=sort_key)
                ),
                device=row.device,
            )
        )
    return found


def _kinds_words(row: AuditRow, kinds: Mapping[str, str]) -> str:
    """Return which kinds of records a saving was about, each once."""
    if row.code not in _SAVINGS:
        return ""
    found = dict.fromkeys(kinds.get(one, "") for one in row.subjects)
    return ", ".join(KINDS[one].label.lower() for one in found if one in KINDS)


def _is_wanted(row: AuditRow, wanted: Wanted, about: set[str]) -> bool:
    return (
        (not wanted.codes or row.code in wanted.codes)
        and (not wanted.account or row.actor == wanted.account)
        and (not about or bool(about & set(row.subjects)))
    )


def _last_bundles(connection: Connection) -> dict[str, datetime]:
    """Return when the last bundle of each account's laptops came, in local time."""
    found: dict[str, datetime] = {}
    for one in exchange_log.devices(connection):
        last = devices.traffic(connection, one.id, "in").last_ms
        if last:
            moment = _moment(last).astimezone()
            found[one.account] = max(moment, found.get(one.account, moment))
    return found


def _start(day: date | None) -> int:
    return _ms(day) if day else 0


def _end(day: date | None) -> int | None:
    return _ms(day + timedelta(days=1)) if day else None


def _ms(day: date) -> int:
    """Return the beginning of a local day, in milliseconds."""
    return int(datetime.combine(day, time()).astimezone().timestamp() * 1000)


def _moment(at_ms: int) -> datetime:
    return datetime.fromtimestamp(at_ms / 1000, UTC)


def _address(office: object) -> str:
    street, city = getattr(office, "street", ""), getattr(office, "city", "")
    return ", ".join(filter(None, (street, f"{getattr(office, 'postcode', '')} {city}".strip())))
