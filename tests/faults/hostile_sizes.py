"""Files that claim more than they hold, or hold nothing but size, opened under a hard limit of memory.

The known sender itself is hostile here: whatever it claims is signed and sealed as it should be. Each file is
opened and read in a process of its own that may not grow by more than `LIMIT_MIB`; what does not come out as
records or as a refusal is a fault. `python -m tests.faults.hostile_sizes`
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from asystent_desktop.errors import AppError
from asystent_desktop.exchange import agebox, frame, padding
from asystent_desktop.exchange.head import HEAD_BYTES, SIGNED_BYTES
from asystent_desktop.exchange.records import MAX_COUNT, MAX_RECORD, ObjectRecord, OperationRecord, RecordType
from asystent_desktop.exchange.signed import signature
from asystent_desktop.merge import labels
from asystent_desktop.merge import operation as ops
from asystent_desktop.merge.canon import NotCanonicalError
from asystent_desktop.services.taking import read_operations
from tests.exchange.world import World, new_secrets, work, world_of

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT_MIB: Final = 320
"""Five times the largest file: the file, what it holds, the sealing library's own copy, the records."""
MIB: Final = 1024 * 1024
BODY_LENGTH, COUNT, PADDING, BODY_HASH = (144, 8), (152, 4), (156, 4), (160, 32)


class Maker:
    """Makes the files; `claimed` signs any numbers in the head of a true frame."""

    def __init__(self) -> None:
        self.world: World = world_of(new_secrets())
        self.plain = frame.write(self.world.to_office(work(40)))

    def seal(self, plain: bytes) -> bytes:
        """Seal to the office."""
        return agebox.seal(plain, self.world.key_set.recipients)

    def claimed(self, claims: dict[tuple[int, int], int], rest: bytes | None = None) -> bytes:
        """Put numbers into the head, sign it and seal it with any body."""
        signed = bytearray(self.plain[:SIGNED_BYTES])
        for (offset, size), value in claims.items():
            signed[offset : offset + size] = value.to_bytes(size)
        mark = signature(labels.FRAME, bytes(signed), self.world.secrets.device)
        return self.seal(bytes(signed) + mark + (self.plain[HEAD_BYTES:] if rest is None else rest))

    def whole(self, body: bytes, count: int, fill: int = 0) -> bytes:
        """Return a frame whose head fits its body in everything."""
        digest = int.from_bytes(sha256(body).digest())
        claims = {BODY_LENGTH: len(body), COUNT: count, PADDING: fill, BODY_HASH: digest}
        return self.claimed(claims, body + bytes(fill))

    def work(self, body: bytes) -> bytes:
        """Return a frame of one operation with this content."""
        return self.seal(frame.write(self.world.to_office([OperationRecord(body)])))


def deep(size: int) -> bytes:
    """Return JSON that is nothing but depth."""
    return b"[" * (size // 2) + b"]" * (size // 2)


def many_records(maker: Maker) -> bytes:
    """Return the largest frame full of the largest number of records, all different."""
    share = (padding.LARGEST - HEAD_BYTES) // MAX_COUNT
    fill = share - 5 - 7
    prefix = (share - 5).to_bytes(4) + int(RecordType.OPERATION).to_bytes(1)
    return maker.whole(b"".join(prefix + b"%07d" % one + b"x" * fill for one in range(MAX_COUNT)), MAX_COUNT)


FILES: Final[dict[str, Callable[[Maker], bytes]]] = {
    "64 MiB of zeros": lambda _maker: bytes(padding.LARGEST),
    "64 MiB of zeros, sealed": lambda maker: maker.seal(bytes(padding.LARGEST)),
    "a GiB that is too large": lambda _maker: b"",
    "the largest count": lambda maker: maker.claimed({COUNT: 2**32 - 1}),
    "the largest count and length": lambda maker: maker.claimed({COUNT: 2**32 - 1, BODY_LENGTH: 2**64 - 1}),
    "the largest length": lambda maker: maker.claimed({BODY_LENGTH: 2**64 - 1}),
    "the largest padding": lambda maker: maker.claimed({PADDING: 2**32 - 1}),
    "64 MiB of padding": lambda maker: maker.whole(b"", 0, padding.LARGEST - HEAD_BYTES),
    "a record of 4 GiB": lambda maker: maker.whole(b"\xff" * 5, 1),
    "as many records as there may be": many_records,
    "a deep operation": lambda maker: maker.work(deep(60_000)),
    "a deep object": lambda maker: maker.seal(
        frame.write(maker.world.to_office([ObjectRecord(RecordType.RECEIPT, deep(MAX_RECORD - 2))]))
    ),
}

OUTCOMES: Final = {
    "64 MiB of zeros": "NotABundleError",
    "64 MiB of zeros, sealed": "NotABundleError",
    "a GiB that is too large": "TooLargeError",
    "64 MiB of padding": "0 operations, 0 set aside, 0 others",
    "as many records as there may be": f"{MAX_COUNT} operations, {MAX_COUNT} set aside, 0 others",
    "a deep operation": "1 operations, 1 set aside, 0 others",
    "a deep object": "0 operations, 0 set aside, 1 others",
}
"""What must come of each: with too little memory the sealing library would call a whole file altered."""


def opened(maker: Maker, file: Path) -> str:
    """Open and read a file as the office does; return what came of it."""
    try:
        data = maker.world.office_opens(file)
        found, rest = read_operations(data.records())
    except AppError as refused:
        return type(refused).__name__
    unread = 0
    for body, _payload in found.values():
        try:
            ops.read(body)
        except (ops.BadOperationError, NotCanonicalError):
            unread += 1
    return f"{len(found)} operations, {unread} set aside, {len(rest)} others"


def measured(act: Callable[[], str]) -> tuple[str, int]:
    """Run in a child that may grow by the limit; return what it said and how many MiB it grew at its most."""
    reading, writing = os.pipe()
    if not (child := os.fork()):
        before = _status("VmRSS")
        limit = _status("VmSize") * 1024 + LIMIT_MIB * MIB
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        try:
            said = act()
        except BaseException as fault:  # noqa: BLE001 - whatever comes out is the finding
            said = f"FAULT {type(fault).__name__}"
        os.write(writing, f"{(_status('VmHWM') - before) // 1024} {said}".encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        answer = told.read().decode()
    os.waitpid(child, 0)
    grown, _, said = answer.partition(" ")
    return said or "FAULT no answer", int(grown or LIMIT_MIB)


def _status(name: str) -> int:
    """Return a figure of this process in KiB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(one for one in lines if one.startswith(f"{name}:")).split()[1])


def run() -> dict[str, tuple[str, int]]:
    """Open every file; return by its name what came of it and the MiB that it took."""
    maker = Maker()
    found = {}
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "wroga.paczka"
        for name, make in FILES.items():
            file.write_bytes(make(maker))
            if name == "a GiB that is too large":
                os.truncate(file, 1024 * MIB)
            found[name] = measured(lambda: opened(maker, file))
    return found


def main() -> int:
    """Print every file with what came of it."""
    found = run()
    for name, (said, grown) in found.items():
        sys.stdout.write(f"{name}: {said}, {grown} MiB\n")
    bad = [name for name, (said, _grown) in found.items() if said != OUTCOMES.get(name, "AlteredBundleError")]
    sys.stdout.write(f"{len(found)} hostile files, {len(bad)} with a fault, bar 0, limit {LIMIT_MIB} MiB\n")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
