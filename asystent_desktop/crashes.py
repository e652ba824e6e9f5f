"""What is written of an unexpected error: when, which class, where; never its text or values."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

SENTENCE: Final = (
    "Coś poszło nie tak i to nie twoja wina. Zapisane dane są bezpieczne. "
    "Uruchom program jeszcze raz; jeśli to się powtarza, zgłoś to osobie, która opiekuje się programem."
)
_LOG = logging.getLogger("asystent_desktop")
_MEGABYTE: Final = 1 << 20


class _OwnWordsOnly(logging.Filter):
    """Lets the program's own records through as they are, and of any other library only where it spoke."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Strip arguments and tracebacks, which may hold personal data."""
        record.exc_info, record.exc_text, record.stack_info = None, None, None
        if not record.name.startswith("asystent_desktop"):
            record.msg, record.args = f"{record.filename}:{record.lineno}", ()
        return True


class _LateFile(logging.Handler):
    """Opens the log when there is something to write: a day without errors needs no file."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._handler: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Hand the record to the file, opened at the first one."""
        if self._handler is None:
            from logging.handlers import RotatingFileHandler

            self._handler = RotatingFileHandler(
                self._file, maxBytes=_MEGABYTE, backupCount=2, encoding="utf-8"
            )
            self._handler.setFormatter(self.formatter)
        self._handler.emit(record)


def keep_log(file: Path) -> None:
    """Write the log to `file`, at most three times 1 MiB, readable by this user only."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = _LateFile(file)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(_OwnWordsOnly())
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.WARNING)


def tell_plainly() -> None:
    """Let unexpected errors end in one plain sentence instead of a stack trace."""
    sys.excepthook = _say
    threading.excepthook = lambda found: note(found.exc_value) if found.exc_value else None


def note(problem: BaseException) -> None:
    """Log an unexpected error by its class and place in this program's code."""
    frames = traceback.extract_tb(problem.__traceback__)
    own = [frame for frame in frames if "asystent_desktop" in frame.filename]
    place = f"{own[-1].filename.rsplit('asystent_desktop', 1)[-1]}:{own[-1].lineno}" if own else "?"
    _LOG.error("unexpected %s at %s", type(problem).__name__, place)


def _say(_kind: type[BaseException], problem: BaseException, _trace: TracebackType | None) -> None:
    if isinstance(problem, KeyboardInterrupt):
        return
    note(problem)
    sys.stderr.write(f"{SENTENCE}\n")
