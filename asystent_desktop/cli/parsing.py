"""The parser of commands: what it refuses is one plain Polish sentence, not a page of usage."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, HelpFormatter
from typing import TYPE_CHECKING, Any, Final, NoReturn

if TYPE_CHECKING:
    from argparse import Action
    from collections.abc import Iterable

USAGE, BAD_VALUE = 2, 1
_MISSING: Final = re.compile(r"the following arguments are required: (?P<what>.+)")
_VALUE: Final = re.compile(r"argument (?P<what>.+?): invalid (?P<kind>\S+) value: '(?P<value>.*)'")
_CHOICE: Final = re.compile(
    r"argument (?P<what>.+?): invalid choice: '(?P<value>.*)' \(choose from (?P<known>.+)\)"
)
_UNKNOWN: Final = re.compile(r"unrecognized arguments: (?P<what>.+)")
_NO_VALUE: Final = re.compile(r"argument (?P<what>.+?): expected .*argument")
_BOTH: Final = re.compile(r"argument (?P<what>.+?): not allowed with argument (?P<other>.+)")
_KINDS: Final = {
    "int": "liczbą całkowitą",
    "float": "liczbą",
    "date.fromisoformat": "datą. Napisz np. 2026-12-01",
    "fromisoformat": "datą. Napisz np. 2026-12-01",
}

_HEADINGS: Final = {"positional arguments": "polecenia i argumenty", "options": "opcje"}


class PolishHelp(HelpFormatter):
    """The help of argparse with its headings in Polish."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """Begin the line that shows how a command is written."""
        super().add_usage(usage, actions, groups, "Użycie: " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """Begin a section under its Polish heading."""
        super().start_section(_HEADINGS.get(heading or "", heading))

    def add_argument(self, action: Action) -> None:
        """Add an argument; that of the help itself is told in Polish too."""
        if action.dest == "help":
            action.help = "pokaż tę pomoc"
        super().add_argument(action)


class PolishParser(ArgumentParser):
    """Argparse, with its refusals in words: a bad value ends with 1 as any bad input, a wrong use with 2."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("formatter_class", PolishHelp)
        super().__init__(**given)

    def error(self, message: str) -> NoReturn:
        """Say in one sentence what was wrong and what to do; the program ends."""
        bad = _VALUE.fullmatch(message)
        if bad is not None:
            kind = _KINDS.get(bad["kind"], "poprawną wartością")
            sentence = f"{bad['what']}: „{bad['value']}” nie jest {kind}."
        else:
            sentence = f"{_told(message)} Pomoc: {self.prog} --help."
        print(sentence, file=sys.stderr)
        sys.exit(BAD_VALUE if bad is not None else USAGE)


def _told(message: str) -> str:
    if found := _MISSING.fullmatch(message):
        return f"Brakuje: {found['what']}."
    if found := _CHOICE.fullmatch(message):
        return f"Nie ma „{found['value']}”. Możliwe: {found['known'].replace(chr(39), '')}."
    if found := _UNKNOWN.fullmatch(message):
        return f"Nie wiadomo, co znaczy: {found['what']}."
    if found := _NO_VALUE.fullmatch(message):
        return f"Po {found['what']} brakuje wartości."
    if found := _BOTH.fullmatch(message):
        return f"{found['what']} i {found['other']} wykluczają się."
    return "Tego polecenia nie da się odczytać."
