"""What goes into reading an office's list and what comes out of it, all frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, NamedTuple

from asystent_desktop.errors import AppError

Kind = Literal[
    "text",
    "note",
    "date",
    "pesel",
    "phone",
    "postcode",
    "address",
    "person",
    "first_name",
    "code",
    "codes",
    "number",
    "yes_no",
    "children",
]

CellValue = str | int | Decimal | date | datetime | None


class UnreadableFileError(AppError):
    """The file cannot be read as a spreadsheet; the sentence says what, why and what to do."""

    sentence = (
        "Nie udało się odczytać tego pliku. Zapisz listę w programie Excel jako .xlsx i spróbuj ponownie."
    )


class Option(NamedTuple):
    """One code of a list: its code, its label and other words that an office writes for it."""

    code: str
    label: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A place for a column's values: code name, Polish label, kind of value and other headings it goes by.

    `required` marks what no row may lack; `options` are the codes of the kinds `code` and `codes`.
    """

    name: str
    label: str
    kind: Kind
    synonyms: tuple[str, ...] = ()
    required: bool = False
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value, and the text that a person sees (empty for an empty cell)."""

    value: CellValue = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet; row 1 of the file is `rows[0]`, rows may differ in length."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """The visible sheets of one file that hold anything, in their order."""

    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A person's names; `first_name` holds all first names, either may be empty."""

    first_name: str
    last_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address in parts, "" for what is missing; `street` has no "ul." but keeps "al.", "os." and "pl.".

    `protected`: the cell says only that the address is kept secret.
    """

    street: str = ""
    house: str = ""
    flat: str = ""
    postcode: str = ""
    city: str = ""
    protected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A child named in a cell; of birth date, birth year and age in years the list gives one or none."""

    first_name: str
    last_name: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    age: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One cell understood: its value (None: nothing taken) and what a person is to be asked or told.

    `suggestion` is a value in words; `applied` says that the value is in already and only to be looked at.
    """

    value: object = None
    problem: str = ""
    suggestion: str | None = None
    applied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A Polish sentence about one cell of one row: row 1.., column 0.., `field` = the target's name.

    `suggestion` is what the program would write; with `applied` it stands in the row's values already.
    """

    row: int
    column: int
    field: str
    problem: str
    raw: str
    suggestion: str | None = None
    applied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnGuess:
    """What a column is taken for: `target` name or None, `confidence` 0..1, and the reason in Polish."""

    index: int
    heading: str
    target: str | None
    confidence: float
    examples: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReading:
    """One family's row: the values that are sure, by target name, and what must be asked."""

    row_no: int
    values: Mapping[str, object]
    problems: tuple[Question, ...] = ()


class SkippedRow(NamedTuple):
    """A row that holds no family, and why."""

    row_no: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """A list as understood; rows are numbered from 1 as in the file.

    `heading_row` is the (last) row of headings or None; `other_sheets` are sheets left aside that also look
    like lists; `missing` are the names of required targets that no column was found for.
    """

    sheet: str
    heading_row: int | None
    columns: tuple[ColumnGuess, ...]
    rows: tuple[RowReading, ...]
    skipped: tuple[SkippedRow, ...]
    other_sheets: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
