"""The copies that lie in a folder, told by their names; nothing of them is opened."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

NAME: Final = re.compile(r"kopia-(\d{8}T\d{6})Z(-v\d+)?")
STAMP: Final = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A copy found in a folder; `before_version`: made before a change of the database's form."""

    path: Path
    made_at: datetime
    before_version: bool


def copies_in(target: Path) -> tuple[Copy, ...]:
    """Return the copies of a folder, newest first; unfinished ones don't count."""
    if not target.is_dir():
        return ()
    found = []
    for path in target.iterdir():
        match = NAME.fullmatch(path.name)
        if match and path.is_dir():
            made_at = datetime.strptime(match[1], STAMP).replace(tzinfo=UTC)
            found.append(Copy(path=path, made_at=made_at, before_version=match[2] is not None))
    return tuple(sorted(found, key=lambda copy: (copy.made_at, copy.path.name), reverse=True))
