"""A gate for readers: many pass at a time, and it is closed only for an act that needs them all gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from asystent_desktop.storage.faults import VaultInUseError

LONGEST_WAIT_S: Final = 5.0


class Gate:
    """Counts who is inside. A thread that is inside already passes freely, also while the gate is closing."""

    def __init__(self, longest_wait_s: float = LONGEST_WAIT_S) -> None:
        self._longest_wait_s = longest_wait_s
        self._condition = threading.Condition()
        self._inside: dict[int, int] = {}
        self._closer: int | None = None

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Be inside for the block; waits while the gate is closed by another thread."""
        me = threading.get_ident()
        with self._condition:
            self._condition.wait_for(lambda: self._closer in {None, me} or me in self._inside)
            self._inside[me] = self._inside.get(me, 0) + 1
        try:
            yield
        finally:
            with self._condition:
                self._inside[me] -= 1
                if not self._inside[me]:
                    del self._inside[me]
                self._condition.notify_all()

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Keep others out for the block, once those inside have left; VaultInUseError when they don't."""
        me = threading.get_ident()
        with self._condition:
            self._condition.wait_for(lambda: self._closer is None)
            self._closer = me
            is_empty = self._condition.wait_for(lambda: not self._inside, self._longest_wait_s)
        try:
            if not is_empty:
                raise VaultInUseError(code="READERS")
            yield
        finally:
            with self._condition:
                self._closer = None
                self._condition.notify_all()
