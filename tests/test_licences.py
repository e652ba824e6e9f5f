"""Every installed library that the program needs may be used under the program's own licence."""

from __future__ import annotations

import re
from importlib.metadata import metadata
from pathlib import Path

import pytest

PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==", re.MULTILINE)
NEEDED = PINNED.findall((Path(__file__).parent.parent / "requirements" / "run.txt").read_text())
ALLOWED = re.compile(r"MIT|BSD|Apache|LGPL|Lesser General Public|PSF|Zlib|CC0", re.IGNORECASE)
SAYS_NOTHING = {
    # Their metadata names no licence; read in the sources: pyrage is MIT, sqlcipher3 zlib.
    "pyrage": "MIT",
    "sqlcipher3": "Zlib",
}


def licence_of(name: str) -> str:
    """What a library's own metadata say of its licence."""
    said = metadata(name)
    parts = [one.split("\n")[0] for key in ("License-Expression", "License") for one in said.get_all(key, [])]
    parts += [one for one in said.get_all("Classifier", []) if one.startswith("License")]
    return " | ".join(filter(None, parts)) or SAYS_NOTHING.get(name, "")


@pytest.mark.parametrize("name", NEEDED)
def test_licence_is_one_of_those_that_we_take(name: str) -> None:
    assert ALLOWED.search(licence_of(name)), (name, licence_of(name))


def test_the_list_is_read() -> None:
    assert {"sqlalchemy", "pyside6-essentials", "reportlab"} <= {one.lower() for one in NEEDED}
    assert not ALLOWED.search("GPL-3.0-only")
