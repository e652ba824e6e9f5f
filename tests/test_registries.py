"""A file that stands in no registry is a thing that nobody can reach."""

from __future__ import annotations

import re
from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path

import pytest

import asystent_desktop
from asystent_desktop import cli
from asystent_desktop.papers import PAPERS
from asystent_desktop.paths import resource
from asystent_desktop.records import KINDS
from asystent_desktop.records.fields import Record
from asystent_desktop.records.types import Code, Many
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages import PAGES

PACKAGE = Path(asystent_desktop.__file__).parent


def files(folder: str) -> list[str]:
    return sorted(one.stem for one in (PACKAGE / folder).glob("*.py") if one.stem != "__init__")


def classes(folder: str, file: str, base: type) -> list[type]:
    """The classes of a kind that a file itself defines."""
    module = import_module(f"asystent_desktop.{folder.replace('/', '.')}.{file}")
    found = (one for _name, one in getmembers(module, isclass))
    return [one for one in found if issubclass(one, base) and one.__module__ == module.__name__]


@pytest.mark.parametrize("file", files("records"))
def test_each_kind_of_record_is_registered(file: str) -> None:
    known = {info.cls for info in KINDS.values()}
    made = [one for one in classes("records", file, Record) if one is not Record]
    assert set(made) <= known


@pytest.mark.parametrize("file", files("ui/pages"))
def test_each_page_is_registered(file: str) -> None:
    text = (PACKAGE / "ui" / "pages" / "__init__.py").read_text(encoding="utf-8")
    for page in classes("ui/pages", file, Page):
        assert re.search(rf'"{file}",\s*"{page.__name__}"', text), page.__name__


def test_each_page_has_a_name_of_its_own() -> None:
    names = [one.name for one in PAGES]
    assert len(names) == len(set(names))
    assert {one.under for one in PAGES} - {""} <= set(names)


@pytest.mark.parametrize("file", files("papers"))
def test_each_paper_is_registered(file: str) -> None:
    module = import_module(f"asystent_desktop.papers.{file}")
    builds = {one.build for one in PAPERS}
    assert not hasattr(module, "build") or module.build in builds


@pytest.mark.parametrize("file", [one for one in files("cli") if one != "base"])
def test_each_command_is_registered(file: str) -> None:
    module = import_module(f"asystent_desktop.cli.{file}")
    assert not hasattr(module, "add_to") or module in cli.COMMANDS


def test_each_code_list_is_used_by_a_field_or_by_name() -> None:
    lists = {one.stem for one in resource("lists", "codes").glob("*.csv")}
    types = [field.type for info in KINDS.values() for field in info.fields]
    inner = [one.member if isinstance(one, Many) else one for one in types]
    used = {one.of for one in inner if isinstance(one, Code)}
    assert used <= lists
    source = "\n".join(one.read_text(encoding="utf-8") for one in PACKAGE.rglob("*.py"))
    assert [one for one in lists - used if f'"{one}"' not in source] == []
