"""Looking into bundles that lie in a folder: whose they are and what they hold, before one is taken."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from asystent_desktop.errors import AppError
from asystent_desktop.exchange import faults, frame
from asystent_desktop.merge import operation as ops
from asystent_desktop.merge.canon import NotCanonicalError
from asystent_desktop.services import arrivals, taking
from asystent_desktop.services.exchange_views import ALREADY_TAKEN, Arrived
from asystent_desktop.services.files import read_file
from asystent_desktop.storage import exchange_log

if TYPE_CHECKING:
    from pathlib import Path

    from asystent_desktop.exchange.frame import OpenFrame
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.storage.repository import Reader

_MOST_MISSING = 20
_FAULTS: tuple[tuple[type[AppError], str, str], ...] = (
    (faults.UnknownSenderError, "unknown", "odrzucona: nieznane urządzenie"),
    (faults.RevokedSenderError, "revoked", "odłożona: urządzenie odwołane"),
    (faults.NotABundleError, "cut", "plik urwany: poproś o nowy"),
    (faults.AlteredBundleError, "altered", "zmieniona po drodze: poproś o nową"),
    (faults.NotForMeError, "foreign", "odrzucona: dla kogoś innego"),
    (faults.NewerFrameError, "newer", "czeka na aktualizację programu"),
    (faults.TooLargeError, "large", "plik za duży"),
)


def look(desk: Desk, reader: Reader, file: Path) -> Arrived:
    """Return what a file is; a fault is said, never raised."""
    try:
        opened = arrivals.open_bundle(desk, reader.connection, read_file(file, frame.MAX_FILE))
    except faults.RevokedSenderError as fault:
        # What it sent before it was revoked lies here still: nobody has to decide on that again.
        if exchange_log.has_bundle(reader.connection, str(fault.details["hash"])):
            return Arrived(file=file, state="known", words="już wczytana", sentence=ALREADY_TAKEN)
        return _faulty(file, fault)
    except AppError as fault:
        return _faulty(file, fault)
    head = opened.head
    kinds, moments = _content(opened)
    is_known = exchange_log.has_bundle(reader.connection, head.hash)
    return Arrived(
        file=file,
        state="known" if is_known else "good",
        words="już wczytana" if is_known else "poprawna",
        sentence=ALREADY_TAKEN if is_known else "Paczka jest cała i pochodzi od znanego urządzenia.",
        sender=arrivals.sender_name(desk, reader, head.sender),
        device=head.sender,
        number=head.number,
        changes=sum(kinds.values()),
        kinds=tuple(sorted(kinds.items())),
        first=min(moments, default=None),
        last=max(moments, default=None),
        missing=_missing(reader, opened),
    )


def _faulty(file: Path, fault: AppError) -> Arrived:
    for kind, code, words in _FAULTS:
        if isinstance(fault, kind):
            return Arrived(file=file, state=code, words=words, sentence=fault.sentence)
    return Arrived(file=file, state="unreadable", words="nie da się odczytać", sentence=fault.sentence)


def _content(opened: OpenFrame) -> tuple[Counter[str], list[datetime]]:
    kinds: Counter[str] = Counter()
    moments = []
    for body, _payload in taking.read_operations(opened.records())[0].values():
        try:
            operation = ops.read(body)
        except (ops.BadOperationError, NotCanonicalError):
            continue
        kinds[operation.kind] += 1
        moments.append(datetime.fromtimestamp(operation.origin.clock[0] / 1000, UTC))
    return kinds, moments


def _missing(reader: Reader, opened: OpenFrame) -> tuple[int, ...]:
    """Return the numbers that did not come between the newest earlier bundle and this one."""
    head = opened.head
    came = exchange_log.bundle_numbers(reader.connection, head.sender, head.epoch)
    before = max((number for number in came if number < head.number), default=0)
    return tuple(range(before + 1, head.number))[-_MOST_MISSING:]
