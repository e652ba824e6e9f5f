"""Wrong passwords in a row, and the wait that grows with them; nothing is ever wiped."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from asystent_desktop.clock import Clock
from asystent_desktop.merge.canon import NotCanonicalError, canon, load_object
from asystent_desktop.storage.durable import write_durably
from asystent_desktop.storage.faults import TooSoonError, WrongPasswordError

NAME: Final = "vault.tries"
FREE_TRIES: Final = 5
LONGEST_WAIT: Final = 60
_MAX_BYTES: Final = 256

# Also kept in the process, because a read-only disk keeps no file; the larger count is believed.
_counted: dict[Path, tuple[int, int]] = {}


def wait_after(failures: int) -> int:
    """Return the seconds to wait after so many failures in a row: 0 below five, then 2, 4, 8 … 60."""
    if failures < FREE_TRIES:
        return 0
    return min(LONGEST_WAIT, 1 << min(failures - FREE_TRIES + 1, 6))


class Tries:
    """The count of one store's folder; call it only while holding the store's lock."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._path = (folder / NAME).absolute()
        self._clock = clock

    def check(self) -> None:
        """Raise TooSoonError while a wait runs; a clock set back starts the wait anew, never prolongs it."""
        failures, at_ms = self._load()
        wait = wait_after(failures)
        passed = (self._now_ms() - at_ms) / 1000
        if wait and passed < 0:
            self._save(failures)
            passed = 0.0
        if passed < wait:
            raise TooSoonError(wait - passed)

    def failed(self) -> WrongPasswordError:
        """Count one more failure; return the error to raise."""
        failures = self._load()[0] + 1
        self._save(failures)
        return WrongPasswordError(must_wait=wait_after(failures) > 0)

    def succeeded(self) -> int:
        """Forget the count; return how many failures there were."""
        failures = self._load()[0]
        _counted.pop(self._path, None)
        self._path.unlink(missing_ok=True)
        return failures

    def _now_ms(self) -> int:
        return int(self._clock.now().timestamp() * 1000)

    def _load(self) -> tuple[int, int]:
        counted = _counted.get(self._path, (0, 0))
        try:
            value = load_object(self._path.read_bytes(), max_bytes=_MAX_BYTES)
        except (FileNotFoundError, NotCanonicalError):
            return counted
        failures, at_ms = value.get("failures"), value.get("at_ms")
        if not isinstance(failures, int) or not isinstance(at_ms, int):
            return counted
        return max(counted, (failures, at_ms))

    def _save(self, failures: int) -> None:
        _counted[self._path] = (failures, self._now_ms())
        try:
            write_durably(self._path, canon({"failures": failures, "at_ms": self._now_ms()}))
        except OSError:
            # The process still counts; a full disk must not turn a wrong password into another error.
            return
