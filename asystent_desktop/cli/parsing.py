"""The parser of commands: what it refuses is one plain Polish sentence, not a page of usage."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser
from typing import Final, NoReturn

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


class PolishParser(ArgumentParser):
    """Argparse, with its refusals in words: a bad value ends with 1 as any bad input, a wrong use with 2."""

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
