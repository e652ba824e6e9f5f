"""Taking over an office's own list of families; nothing is written before a person agrees."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from asystent_desktop.checks.numbers import birth_date_of, sex_of
from asystent_desktop.polish import fold
from asystent_desktop.records import (
    KINDS,
    Account,
    Assignment,
    Contact,
    Family,
    FamilyMember,
    Person,
    SupportCase,
)
from asystent_desktop.services.files import read_file
from asystent_desktop.services.import_targets import FAMILY_NAME, PERSON_NAME, targets
from asystent_desktop.services.records import Saved
from asystent_desktop.services.register_reading import Address, Cell, PersonName, read_sheet, understand
from asystent_desktop.services.register_reading.cells import name_order_of
from asystent_desktop.services.register_reading.names import is_first_name
from asystent_desktop.storage.store import new_id
from asystent_desktop.storage.views import Unit, Write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from asystent_desktop.records.fields import Record
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.services.register_reading import Child, ColumnGuess, RowReading, Workbook
    from asystent_desktop.services.register_reading.values import Understanding
    from asystent_desktop.storage.repository import Reader

CREATED: Final = "created"
UPDATED: Final = "updated"
UNCHANGED: Final = "unchanged"
MOST_BYTES: Final = 20_000_000
_NUMBER: Final = "support_case.case_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportQuestion:
    """What could not be taken over by itself: row and heading as in the file, the sentence, a suggestion."""

    row: int
    column: str
    column_index: int
    problem: str
    raw: str = ""
    suggestion: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """One row of the list: the family's name and what becomes of it."""

    row: int
    name: str
    assistant: str
    state: str
    case_number: str = ""
    address: str = ""
    children: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What taking over a list would do; nothing of it is written yet.

    `problem` says in a sentence why the list as a whole can't be taken over yet.
    """

    columns: tuple[ColumnGuess, ...]
    rows: tuple[ImportRow, ...]
    questions: tuple[ImportQuestion, ...]
    skipped: tuple[tuple[int, str], ...]
    writes: tuple[Write, ...] = field(repr=False)
    problem: str = ""

    @property
    def created(self) -> int:
        """Return how many families are new."""
        return sum(row.state == CREATED for row in self.rows)

    @property
    def updated(self) -> int:
        """Return how many known families get something new."""
        return sum(row.state == UPDATED for row in self.rows)

    @property
    def unchanged(self) -> int:
        """Return how many families the list tells nothing new about."""
        return sum(row.state == UNCHANGED for row in self.rows)


class Importing:
    """The guide that takes over a list."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(
        self,
        file: Path,
        *,
        chosen: Mapping[int, str | None] | None = None,
        answers: Mapping[tuple[int, int], str] | None = None,
    ) -> ImportPlan:
        """Read a list without writing; UnreadableFileError when it is no spreadsheet.

        `chosen` gives columns (from 0) another target or none; `answers` replaces cells (row from 1, column
        from 0).
        """
        self._desk.refuse_unless_allowed(Family.INFO, frozenset(), is_new=True)
        book = _answered(read_sheet(read_file(file, MOST_BYTES), file.name), answers or {})
        found = understand(book, targets(), chosen)
        if found.missing:
            found = _by_family(book, found, dict(chosen or {}))
        with self._desk.store.reading() as reader:
            limit = self._desk.limits(reader).families_per_assistant
            work = _Work(reader, self._desk.today(), limit, found.columns)
            rows = tuple(work.take(row) for row in found.rows)
        return ImportPlan(
            columns=found.columns,
            rows=rows,
            questions=tuple(work.questions),
            skipped=tuple((one.row_no, one.why) for one in found.skipped),
            writes=tuple(work.writes) if rows else (),
            problem=_problem(found),
        )

    def choices(self) -> tuple[tuple[str, str], ...]:
        """Return what a column may be taken for, as (name, label)."""
        return tuple((one.name, one.label) for one in targets())

    def apply(self, plan: ImportPlan) -> Saved:
        """Write all that a plan holds in one save; the same list again changes nothing."""
        changes = self._desk.store.save(Unit(plan.writes, audit="IMPORT"))
        return Saved(id="", changes=changes)


class _Work:
    """One reading of a list against the store as it is now."""

    def __init__(self, reader: Reader, today: date, limit: int, columns: Sequence[ColumnGuess]) -> None:
        self.writes: list[Write] = []
        self.questions: list[ImportQuestion] = []
        self._today, self._limit = today, limit
        self._headings = {one.index: one.heading for one in columns}
        self._places = {one.target: one.index for one in columns if one.target}
        self._numbered: dict[str, int] = {}
        self._families = {one.id: one for one in reader.find(Family)}
        self._cases = {one.case_number: one for one in reader.find(SupportCase) if one.case_number}
        self._case_of = {one.family: one for one in reader.find(SupportCase)}
        self._by_place = {
            _place(one.display_name, one.street, one.house): one for one in self._families.values()
        }
        self._workers = [one.name for one in reader.find(Account)]
        self._accounts = {fold(one.name): one.id for one in reader.find(Account)}
        self._assigned = {one.family: one.account for one in reader.find(Assignment) if one.until is None}
        self._load = Counter(self._assigned.values())
        self._persons = {one.id: one for one in reader.find(Person)}
        self._by_pesel = {one.pesel: one.id for one in self._persons.values() if one.pesel}
        self._members: dict[str, list[FamilyMember]] = {}
        for member in reader.find(FamilyMember):
            self._members.setdefault(member.family, []).append(member)
        self._contacts = {(one.family, one.role): one for one in reader.find(Contact)}

    def take(self, row: RowReading) -> ImportRow:
        """Note the writes of one row; say what becomes of its family."""
        values = dict(row.values)
        for one in row.problems:
            is_worker = one.column == self._places.get("account.name")
            if is_worker and (worker := _shortened(one.raw, self._workers)):
                self._ask(row, one.column, _is_it(worker), raw=one.raw, suggestion=worker)
                values.pop("account.name", None)
            else:
                self._ask(row, one.column, one.problem, raw=one.raw, suggestion=one.suggestion)
        self._refuse_second_number(row, values)
        before = len(self.writes)
        family_values = _of_kind(values, "family")
        person = values.get("person.last_name")
        name = str(family_values.get("display_name") or _display_name(person))
        family_values["display_name"] = name
        known = self._known(values, family_values)
        family = known.id if known else new_id()
        self._write(Family, family, family_values, known)
        self._case(row, family, values)
        self._reference_person(row, family, person, _of_kind(values, "person"))
        for child in values.get("children") or ():  # type: ignore[attr-defined]
            self._child(family, child, person)
        self._social_worker(family, values.get("contact.name"))
        assistant = self._allocate(row, family, values)
        changed = len(self.writes) > before
        state = CREATED if known is None else UPDATED if changed else UNCHANGED
        return ImportRow(
            row=row.row_no,
            name=name,
            assistant=assistant,
            state=state,
            case_number=str(values.get("support_case.case_number") or ""),
            address=_address_words(family_values),
            children=len(values.get("children") or ()),  # type: ignore[arg-type]
        )

    def _refuse_second_number(self, row: RowReading, values: dict[str, object]) -> None:
        """Ask about a case number that a row above has too; it is written for that one alone."""
        number = str(values.get(_NUMBER) or "")
        first = self._numbered.setdefault(number, row.row_no)
        if number and first != row.row_no:
            sentence = f"Ten numer sprawy jest już w wierszu {first}. Tu go nie wpisano: sprawdź, czyj jest."
            self._ask(row, self._places.get(_NUMBER), sentence, raw=number)
            del values[_NUMBER]

    def _known(self, values: Mapping[str, object], family: Mapping[str, Any]) -> Family | None:
        case = self._cases.get(str(values.get("support_case.case_number") or ""))
        if case is not None:
            return self._families.get(case.family)
        return self._by_place.get(
            _place(family["display_name"], family.get("street", ""), family.get("house", ""))
        )

    def _write(
        self, cls: type[Record], record_id: str, values: Mapping[str, Any], known: Record | None
    ) -> None:
        """Note what the list adds to a record; an empty cell never clears a value."""
        told = {name: value for name, value in values.items() if value not in (None, "", ())}
        if known is not None:
            told = {name: value for name, value in told.items() if getattr(known, name) != value}
        if told:
            self.writes.append(Write(cls.INFO, record_id, told))

    def _case(self, row: RowReading, family: str, values: Mapping[str, object]) -> None:
        told = _of_kind(values, "support_case")
        known = self._case_of.get(family)
        if known is None:
            start, end = told.get("work_start"), told.get("work_end")
            state = "closed" if end else "active" if start else "referred"
            told = {"family": family, "state": state, "entry_route": "consent", **told}
        elif told.get("case_number") and known.case_number and told["case_number"] != known.case_number:
            self._ask(row, None, f"Ta rodzina ma już sprawę {known.case_number}. Numer z listy pominięto.")
            told.pop("case_number")
        self._write(SupportCase, known.id if known else new_id(), told, known)

    def _reference_person(self, row: RowReading, family: str, name: object, told: dict[str, Any]) -> None:
        if not isinstance(name, PersonName):
            return
        members = self._members.get(family, [])
        member = next((one for one in members if one.is_reference_person), None)
        known = self._persons.get(member.person) if member else None
        person = known.id if known else new_id()
        pesel = told.get("pesel") or ""
        if pesel and self._by_pesel.get(pesel, person) != person:
            self._ask(row, None, "Osoba z tym numerem PESEL już jest w wykazie. Numer pominięto.", raw=pesel)
            told.pop("pesel")
        elif pesel:
            self._by_pesel[pesel] = person
            told.setdefault("birth_date", birth_date_of(pesel))
            told.setdefault("sex", sex_of(pesel))
        told |= {"last_name": name.last_name, "first_name": name.first_name}
        if not name.first_name:
            told["name_pending"] = True
        self._write(Person, person, told, known)
        if member is None:
            role = "father" if told.get("sex") == "M" else "mother"
            self._add_member(family, person, role, is_reference_person=True)

    def _child(self, family: str, child: Child, parent: object) -> None:
        """Add a child that the family doesn't have yet, known by its first name."""
        first = fold(child.first_name)
        for member in self._members.get(family, []):
            person = self._persons.get(member.person)
            if person is not None and fold(person.first_name) == first:
                return
        last_name = child.last_name or (parent.last_name if isinstance(parent, PersonName) else "")
        year = child.birth_year or (self._today.year - child.age if child.age is not None else None)
        born = child.birth_date or (self._today.replace(year=year, month=1, day=1) if year else None)
        person_id = new_id()
        told = {
            "last_name": last_name or child.first_name,
            "first_name": child.first_name,
            "birth_date": born,
            "birth_date_approx": child.birth_date is None and born is not None,
        }
        self._write(Person, person_id, told, None)
        self._add_member(family, person_id, "child")

    def _add_member(self, family: str, person: str, role: str, **more: Any) -> None:
        told = {"family": family, "person": person, "role": role, "lives_with": True, **more}
        self.writes.append(Write(FamilyMember.INFO, new_id(), told))

    def _social_worker(self, family: str, name: object) -> None:
        if not isinstance(name, PersonName):
            return
        known = self._contacts.get((family, "social_worker"))
        told = {
            "family": family,
            "role": "social_worker",
            "name": f"{name.first_name} {name.last_name}".strip(),
        }
        self._write(Contact, known.id if known else new_id(), told, known)

    def _allocate(self, row: RowReading, family: str, values: Mapping[str, object]) -> str:
        """Allocate the family to the assistant named in the row, within the limit of the law."""
        named = values.get("account.name")
        if not isinstance(named, PersonName):
            return ""
        name = f"{named.first_name} {named.last_name}".strip()
        account = self._accounts.get(fold(name))
        if account is None and (known := _shortened(name, self._workers)):
            self._ask(row, self._places["account.name"], _is_it(known), raw=name, suggestion=known)
            return ""
        if account is None:
            account = self._accounts[fold(name)] = new_id()
            self.writes.append(Write(Account.INFO, account, {"name": name, "roles": ("assistant",)}))
        held = self._assigned.get(family)
        if held == account:
            return name
        if held is not None:
            self._ask(
                row, None, "Ta rodzina ma już innego asystenta. Przydział zmienisz na stronie „Asystenci”."
            )
        elif self._load[account] >= self._limit:
            sentence = f"{name}: już {self._limit} rodzin. Ustawa nie pozwala na więcej w tym samym czasie."
            self._ask(row, None, f"{sentence} Rodzina wpisana bez przydziału.")
        else:
            self._assigned[family] = account
            self._load[account] += 1
            since = values.get("support_case.work_start") or self._today
            told = {"family": family, "account": account, "since": since, "type": "main"}
            self.writes.append(Write(Assignment.INFO, new_id(), told))
        return name

    def _ask(
        self,
        row: RowReading,
        column: int | None,
        problem: str,
        *,
        raw: str = "",
        suggestion: str | None = None,
    ) -> None:
        index = -1 if column is None else column
        heading = self._headings.get(index, "")
        self.questions.append(
            ImportQuestion(
                row=row.row_no,
                column=heading,
                column_index=index,
                problem=problem,
                raw=raw,
                suggestion=suggestion,
            )
        )


def _by_family(book: Workbook, found: Understanding, chosen: dict[int, str | None]) -> Understanding:
    """Understand a list that names no person by its families; "Rodzina (nazwisko, imię)" names a person."""
    by_family = understand(book, targets(FAMILY_NAME), chosen)
    if by_family.missing:
        return found
    column = next(one for one in by_family.columns if one.target == FAMILY_NAME)
    if column.index not in chosen and name_order_of(column.heading) is not None:
        named = understand(book, targets(), {**chosen, column.index: PERSON_NAME})
        told = replace(column, target=PERSON_NAME)
        columns = tuple(told if one.index == told.index else one for one in named.columns)
        return replace(named, columns=columns)
    return by_family


def _of_kind(values: Mapping[str, object], kind: str) -> dict[str, Any]:
    """Return the values of one kind by field name; an address is told apart into its fields."""
    told: dict[str, Any] = {}
    for name, value in values.items():
        owner, _, field_name = name.partition(".")
        if owner != kind or isinstance(value, PersonName):
            continue
        if isinstance(value, Address):
            told |= {
                "street": value.street,
                "house": value.house,
                "flat": value.flat,
                "postcode": value.postcode,
                "city": value.city,
                "address_protected": value.protected or None,
            }
        elif field_name in KINDS[kind].by_name:
            told[field_name] = value
    return told


def _problem(found: Understanding) -> str:
    """Return why the list can't be taken over as it was understood; nothing when it can."""
    if found.missing:
        return (
            "Nie wiadomo, w której kolumnie jest nazwisko. Dopisz w pliku wiersz z nagłówkami, np. „Nazwisko "
            "i imię”, albo wskaż tę kolumnę."
        )
    if not found.rows:
        return "W tym pliku nie ma ani jednego wiersza z rodziną. Wybierz inny plik albo inny arkusz."
    return ""


def _address_words(values: Mapping[str, Any]) -> str:
    if values.get("address_protected"):
        return "adres zastrzeżony"
    number = "/".join(str(values[name]) for name in ("house", "flat") if values.get(name))
    street = " ".join(part for part in (str(values.get("street") or ""), number) if part)
    return ", ".join(part for part in (street, str(values.get("city") or "")) if part)


def _display_name(person: object) -> str:
    return f"{person.last_name} {person.first_name}".strip() if isinstance(person, PersonName) else ""


def _place(name: str, street: str, house: str) -> tuple[str, str, str]:
    return (fold(name), fold(street), fold(house))


def _shortened(text: str, workers: Iterable[str]) -> str:
    """Return the one worker whose name a list may have shortened: "A. Wiśniewska" or the surname alone."""
    words = fold(text).replace(".", " ").split()
    found = [name for name in workers if _fits(words, fold(name).split())]
    return found[0] if len(found) == 1 else ""


def _fits(words: list[str], name: list[str]) -> bool:
    """Tell whether each word is one of the name, or its first letter; at least one is whole, not all."""
    whole = [word for word in words if word in name]
    initials = [word for word in words if word not in name]
    rest = [one for one in name if one not in whole]
    return (
        bool(whole)
        and len(words) <= len(name)
        and len(whole) < len(name)
        and all(len(one) == 1 and any(part.startswith(one) for part in rest) for one in initials)
        and not any(is_first_name(one) for one in whole)
    )


def _is_it(name: str) -> str:
    return f"Czy to {name}? W wykazie jest skrót nazwiska."


def _answered(book: Workbook, answers: Mapping[tuple[int, int], str]) -> Workbook:
    """Return the workbook with a person's answers in the place of cells."""
    if not answers:
        return book
    sheets = []
    for sheet in book.sheets:
        rows = [list(row) for row in sheet.rows]
        for (row, column), text in answers.items():
            if 0 < row <= len(rows) and 0 <= column < len(rows[row - 1]):
                rows[row - 1][column] = Cell(value=text, text=text)
        sheets.append(replace(sheet, rows=tuple(tuple(row) for row in rows)))
    return replace(book, sheets=tuple(sheets))
