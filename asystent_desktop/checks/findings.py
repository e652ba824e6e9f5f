"""What a check says about a value: how grave it is, which field it names, and the sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

Level = Literal["E", "W", "I"]

ERROR: Final = "E"
WARNING: Final = "W"
HINT: Final = "I"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding: `rule` is its number (C24), `level` E stops saving, W may be saved, I only advises."""

    rule: str
    level: Level
    field: str
    sentence: str


def is_refused(findings: Iterable[Finding]) -> bool:
    """Return whether any finding forbids saving."""
    return any(finding.level == ERROR for finding in findings)
