"""Where files live on this machine."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """Return the path of a file that the program ships with."""
    return RESOURCES.joinpath(*parts)


def data_dir() -> Path:
    """Return the folder that holds this user's stores, one folder a store."""
    override = os.environ.get("ASYSTENT_DATA")
    return (
        Path(override) if override else Path(platformdirs.user_data_dir("asystent-rodziny", appauthor=False))
    )


def state_dir() -> Path:
    """Return the folder of the seals, on purpose outside the stores."""
    override = os.environ.get("ASYSTENT_STATE")
    return (
        Path(override) if override else Path(platformdirs.user_state_dir("asystent-rodziny", appauthor=False))
    )
