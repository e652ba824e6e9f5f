"""Types of fields: what a value is in memory, on the wire, in typed text and in words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from asystent_desktop.records.codes import code_list, label

Wire = None | bool | int | str | list["Wire"] | dict[str, "Wire"]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")
_ID = re.compile(r"[0-9a-f]{32}")


class ValueProblemError(ValueError):
    """A value that its type does not allow; its text is the Polish sentence for the person."""


@dataclass(frozen=True, slots=True)
class FieldType:
    """Base of all types. `empty` is the value of a field that nobody has filled in."""

    name: ClassVar[str] = ""
    column: ClassVar[str] = "text"
    empty: ClassVar[Any] = None

    def to_wire(self, value: Any) -> Wire:
        """Return the canonical form of `value`; an empty value is null."""
        return None if value == self.empty else value

    def from_wire(self, wire: Wire) -> Any:
        """Read a canonical form back; ValueProblemError when it is not of this type."""
        return self.empty if wire is None else self.checked(wire)

    def checked(self, value: Any) -> Any:
        """Return `value` if it is of this type; ValueProblemError otherwise."""
        return value

    def read(self, text: str) -> Any:
        """Read what a person typed; ValueProblemError with a plain sentence when it can't be understood."""
        stripped = text.strip()
        return self.checked(stripped) if stripped else self.empty

    def words(self, value: Any) -> str:
        """Return `value` as a person reads it; empty text for an empty value."""
        return "" if value == self.empty else str(value)


@dataclass(frozen=True, slots=True)
class Text(FieldType):
    """One line of at most `limit` characters; in NFC, without control characters."""

    limit: int = 200
    name: ClassVar[str] = "text"
    empty: ClassVar[Any] = ""

    def checked(self, value: Any) -> str:
        """Return the line cleaned of control characters and outer spaces."""
        if not isinstance(value, str):
            raise ValueProblemError("To ma być tekst.")
        line = value if value.isascii() else unicodedata.normalize("NFC", value)
        if not line.isprintable():
            line = self.cleaned(line)
        if len(line) > self.limit:
            raise ValueProblemError(f"Ten tekst jest za długi. Skróć go do {self.limit} znaków.")
        return line

    def cleaned(self, line: str) -> str:
        """Return one line: breaks and control characters become spaces."""
        return _CONTROL.sub(" ", line).replace("\n", " ").replace("\t", " ").strip()


@dataclass(frozen=True, slots=True)
class Note(Text):
    """Text of several lines, at most `limit` characters."""

    limit: int = 20_000
    name: ClassVar[str] = "note"

    def cleaned(self, line: str) -> str:
        """Keep line breaks and tabs; other control characters become spaces."""
        return _CONTROL.sub(" ", line.replace("\r\n", "\n").replace("\r", "\n")).strip(" ")


@dataclass(frozen=True, slots=True)
class Day(FieldType):
    """A calendar date without time zone; ISO on the wire."""

    name: ClassVar[str] = "date"

    def to_wire(self, value: date | None) -> Wire:
        """Return the ISO date."""
        return None if value is None else value.isoformat()

    def checked(self, value: Any) -> date:
        """Return the date of an ISO text or a date."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise ValueProblemError(
                "To nie jest data. Wpisz ją jako dzień.miesiąc.rok, np. 23.11.2026."
            ) from None

    def read(self, text: str) -> date | None:
        """Read an ISO date or the Polish order with dots: 23.11.2026."""
        stripped = text.strip()
        polish = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", stripped)
        if polish:
            stripped = f"{polish[3]}-{polish[2]:0>2}-{polish[1]:0>2}"
        return self.checked(stripped) if stripped else None

    def words(self, value: date | None) -> str:
        """Return the date as 23.11.2026."""
        return "" if value is None else f"{value:%d.%m.%Y}"


@dataclass(frozen=True, slots=True)
class Clock(FieldType):
    """A local wall time of hours and minutes; HH:MM on the wire."""

    name: ClassVar[str] = "time"

    def to_wire(self, value: time | None) -> Wire:
        """Return HH:MM."""
        return None if value is None else f"{value:%H:%M}"

    def checked(self, value: Any) -> time:
        """Return the time of a text HH:MM or a time without seconds."""
        if isinstance(value, time):
            return value.replace(second=0, microsecond=0, tzinfo=None)
        match = re.fullmatch(r"(\d{1,2}):(\d{2})", value) if isinstance(value, str) else None
        if not match or int(match[1]) > 23 or int(match[2]) > 59:
            raise ValueProblemError("To nie jest godzina. Wpisz ją jako 10:30.")
        return time(int(match[1]), int(match[2]))

    def words(self, value: time | None) -> str:
        """Return the time as 08:30."""
        return "" if value is None else f"{value:%H:%M}"


@dataclass(frozen=True, slots=True)
class Number(FieldType):
    """A whole number between `least` and `most`."""

    least: int = 0
    most: int = 1_000_000
    name: ClassVar[str] = "int"
    column: ClassVar[str] = "integer"

    def checked(self, value: Any) -> int:
        """Return the number; digits as text are read too."""
        if isinstance(value, str) and re.fullmatch(r"-?\d{1,12}", value):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueProblemError("To ma być liczba całkowita.")
        if not self.least <= value <= self.most:
            raise ValueProblemError(f"To ma być liczba od {self.least} do {self.most}.")
        return value


@dataclass(frozen=True, slots=True)
class Minutes(Number):
    """A length of time in minutes."""

    most: int = 1440
    name: ClassVar[str] = "minutes"


@dataclass(frozen=True, slots=True)
class Hours(Minutes):
    """A length of time kept in minutes, typed and shown in hours: 160 or 7:30."""

    def read(self, text: str) -> int | None:
        """Read hours, with minutes after a colon where there are any."""
        plain = re.sub(r"[\s\u00a0]|h$", "", text)
        if not plain:
            return None
        match = re.fullmatch(r"(\d{1,4})(?::([0-5]\d))?", plain)
        if match is None:
            raise ValueProblemError("To nie jest liczba godzin. Wpisz ją jako 160 albo 7:30.")
        minutes = int(match[1]) * 60 + int(match[2] or 0)
        if not self.least <= minutes <= self.most:
            words = f"{self.words(self.least)} do {self.words(self.most)}"
            raise ValueProblemError(f"To ma być czas od {words} (godziny i minuty).")
        return minutes

    def words(self, value: int | None) -> str:
        """Return the time as 160:00."""
        return "" if value is None else f"{value // 60}:{value % 60:02d}"


@dataclass(frozen=True, slots=True)
class Money(Number):
    """An amount in whole grosze."""

    least: int = -(10**13)
    most: int = 10**13
    name: ClassVar[str] = "money"

    def read(self, text: str) -> int | None:
        """Read an amount in złoty as a person types it: 1 086,20."""
        plain = re.sub(r"[\s\u00a0]|zł", "", text).replace(",", ".")
        if not plain:
            return None
        try:
            grosze = Decimal(plain) * 100
        except InvalidOperation:
            grosze = Decimal("0.5")
        if grosze != grosze.to_integral_value():
            raise ValueProblemError("To nie jest kwota. Wpisz ją jako 1086,20.")
        return self.checked(int(grosze))

    def words(self, value: int | None) -> str:
        """Return the amount as 1086,20 zł."""
        return "" if value is None else f"{value // 100},{value % 100:02d} zł"


@dataclass(frozen=True, slots=True)
class Flag(FieldType):
    """Yes or no; no is the empty value."""

    name: ClassVar[str] = "flag"
    column: ClassVar[str] = "integer"
    empty: ClassVar[Any] = False

    def checked(self, value: Any) -> bool:
        """Return the truth value; `true` and `false` as text are read too."""
        if value in {"true", "tak"}:
            return True
        if value in {"false", "nie"}:
            return False
        if not isinstance(value, bool):
            raise ValueProblemError("Wpisz „tak” albo „nie”.")
        return value

    def words(self, value: bool) -> str:
        """Return tak or nie."""
        return "tak" if value else "nie"


@dataclass(frozen=True, slots=True)
class Code(FieldType):
    """One code of the list `of`."""

    of: str = ""
    name: ClassVar[str] = "code"
    empty: ClassVar[Any] = ""

    def checked(self, value: Any) -> str:
        """Return the code if it has the form of one; unknown codes of newer versions are kept."""
        if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9_]{1,40}", value):
            raise ValueProblemError("Wybierz pozycję z listy.")
        return value

    def read(self, text: str) -> str:
        """Read a code of the list; ValueProblemError names the allowed ones."""
        code = text.strip()
        if code and code not in code_list(self.of):
            raise ValueProblemError(
                f"Nie ma takiej pozycji. Wybierz jedną z: {', '.join(code_list(self.of))}."
            )
        return code

    def options(self) -> tuple[tuple[str, str], ...]:
        """Return the codes with their labels, in order."""
        return tuple(code_list(self.of).items())

    def words(self, value: str) -> str:
        """Return the label."""
        return label(self.of, value) if value else ""


@dataclass(frozen=True, slots=True)
class Many(FieldType):
    """Several members, each of the type `member`, in the order of choosing, each once."""

    member: FieldType = FieldType()
    name: ClassVar[str] = "many"
    empty: ClassVar[Any] = ()

    def to_wire(self, value: tuple[Any, ...]) -> Wire:
        """Return the list of members; an empty one is null."""
        return [self.member.to_wire(one) for one in value] or None

    def checked(self, value: Any) -> tuple[Any, ...]:
        """Return the members as a tuple, each once."""
        if not isinstance(value, list | tuple) or len(value) > 200:
            raise ValueProblemError("Wybierz pozycje z listy.")
        return tuple(dict.fromkeys(self.member.checked(one) for one in value))

    def read(self, text: str) -> tuple[Any, ...]:
        """Read members parted by commas."""
        return tuple(dict.fromkeys(self.member.read(part) for part in text.split(",") if part.strip()))

    def words(self, value: tuple[Any, ...]) -> str:
        """Return the members in words, parted by commas."""
        return ", ".join(self.member.words(one) for one in value)


@dataclass(frozen=True, slots=True)
class Ref(FieldType):
    """The number of another record of one of the kinds `to` (32 hexadecimal digits)."""

    to: tuple[str, ...] = ()
    name: ClassVar[str] = "ref"
    empty: ClassVar[Any] = ""

    def checked(self, value: Any) -> str:
        """Return the number if it has the form of one."""
        if not isinstance(value, str) or not _ID.fullmatch(value):
            raise ValueProblemError("To nie jest numer zapisu.")
        return value


@dataclass(frozen=True, slots=True)
class WeekHours(FieldType):
    """Hours by day of the week, written `1 08:00-16:00; 2 11:00-19:00` (1 is Monday)."""

    name: ClassVar[str] = "week_hours"
    empty: ClassVar[Any] = ""

    def checked(self, value: Any) -> str:
        """Return the hours in one normal form; ValueProblemError when a part can't be understood."""
        if not isinstance(value, str):
            raise ValueProblemError("To mają być godziny.")
        parts = [part.strip() for part in value.split(";") if part.strip()]
        return "; ".join(f"{day} {start}-{end}" for day, start, end in sorted(map(_day_hours, parts)))


def week_hours(value: str) -> dict[int, tuple[tuple[int, int], ...]]:
    """Return the hours of each weekday (0 is Monday) as pairs of minutes from midnight."""
    found: dict[int, list[tuple[int, int]]] = {}
    for part in filter(None, value.split("; ")):
        day, start, end = _day_hours(part)
        found.setdefault(int(day) - 1, []).append((_minute(start), _minute(end)))
    return {day: tuple(spans) for day, spans in found.items()}


def _day_hours(part: str) -> tuple[str, str, str]:
    match = re.fullmatch(r"([1-7]) (\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})", part)
    if not match:
        raise ValueProblemError("Wpisz godziny jako: 1 08:00-16:00; 2 11:00-19:00 (1 to poniedziałek).")
    start, end = f"{Clock().checked(match[2]):%H:%M}", f"{Clock().checked(match[3]):%H:%M}"
    if start >= end:
        raise ValueProblemError("Godzina końca jest wcześniejsza niż początek.")
    return match[1], start, end


def _minute(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])
