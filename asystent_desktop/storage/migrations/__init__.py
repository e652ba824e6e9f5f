"""Steps from one schema of the store to the next; STEPS is their registry.

The first schema is made whole when a store is created, so its step has nothing to do. Tables that are made
from the log are not migrated: they are dropped and built anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection

from asystent_desktop.storage.migrations import (
    m0001_first,
    m0002_devices,
    m0003_answers,
    m0004_private_notes,
    m0005_waiting_work,
    m0006_looks,
)

STEPS: Final[tuple[Callable[[Connection], None], ...]] = (
    m0001_first.step,
    m0002_devices.step,
    m0003_answers.step,
    m0004_private_notes.step,
    m0005_waiting_work.step,
    m0006_looks.step,
)
