"""Code lists: fixed ASCII codes with their Polish labels, read from the files that the program ships."""

from __future__ import annotations

import csv
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from asystent_desktop.paths import resource

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def code_list(name: str) -> Mapping[str, str]:
    """Return the labels of the list `name` by their codes, in the order in which a person sees them."""
    with resource("lists", "codes", f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["code"]: row["label"] for row in csv.DictReader(file)})


def label(name: str, code: str) -> str:
    """Return the label of `code` in the list `name`; a code that this version doesn't know stays as it is."""
    return code_list(name).get(code, code)


def area_words(code: str) -> str:
    """Return an area of support as screens show it: its letter and its name."""
    return f"{code} · {label('area', code)}"
