"""A disk rebuilt from the system calls of a program: what it holds after a power cut at any of them.

`strace` without its `-f` sees the main thread alone: `Disk.live` after the last call is to be compared with
the real files, so that a write from elsewhere does not go unnoticed.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

SECTOR: Final = 512
CALLS: Final = (
    "openat,close,write,pwrite64,lseek,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat"
)
STRACE: Final = ("strace", "-qq", "-xx", "-s", "33554432", "-e", f"trace={CALLS}")
UNSAFE: Final = ("-shm",)
"""Files that are shared memory: what is left of them after a cut is thrown away by the next program."""
_LINE: Final = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")
_TEXT: Final = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True, slots=True)
class Call:
    """One system call that ended well: its name, its texts and its bare arguments, what it returned."""

    name: str
    texts: tuple[bytes, ...]
    numbers: tuple[str, ...]
    result: int


@dataclass
class File:
    """One file: what the disk holds for certain, and what was written since its last flush, in order."""

    safe: bytes = b""
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)
    """(place, bytes) of a write, (length, None) of a cut to a length."""

    def live(self) -> bytes:
        """Return what the program reads."""
        return _written(self.safe, self.waiting)

    def after_cut(self, dice: random.Random) -> bytes:
        """Return what a power cut leaves: of each unflushed write any of its sectors, or none."""
        share = dice.choice((0.0, 0.5, 0.9, 1.0))
        kept: list[tuple[int, bytes | None]] = []
        for place, data in self.waiting:
            if data is None:
                kept += [(place, None)] if dice.random() < share else []
                continue
            for start in range(0, len(data), SECTOR):
                if dice.random() < share:
                    kept.append((place + start, data[start : start + SECTOR]))
        return _written(self.safe, kept)


class Disk:
    """The files under some folders, and the names by which they are certain to be found again.

    A flush of a file saves its bytes, a flush of its folder its name. With `is_lying` the flush of a
    write-ahead log saves nothing, as on a disk that pretends: what was promised must be seen to be lost.
    """

    def __init__(self, folders: list[Path], *, is_lying: bool = False) -> None:
        self.folders = [str(one) for one in folders]
        self.is_lying = is_lying
        self.names: dict[str, File] = {}
        for folder in folders:
            for path in folder.rglob("*"):
                if path.is_file() and self._is_here(str(path)):
                    self.names[str(path)] = File(path.read_bytes())
        self.safe_names = dict(self.names)
        self._moves: list[tuple[str, File | None]] = []
        self._open: dict[int, tuple[str, File | None]] = {}
        self._places: dict[int, int] = {}

    def _is_here(self, path: str) -> bool:
        return path.startswith(tuple(f"{one}/" for one in self.folders)) and not path.endswith(UNSAFE)

    def take(self, call: Call) -> None:
        """Do what one call did."""
        if call.name == "openat":
            self._opened(call)
        elif call.name == "close":
            self._open.pop(int(call.numbers[0]), None)
        elif call.name.startswith("rename"):
            old, new = (os.fsdecode(one) for one in call.texts[:2])
            inside = [path for path in self.names if path == old or path.startswith(f"{old}/")]
            for path in inside:
                self._name(new + path.removeprefix(old), self.names[path])
                self._name(path, None)
        elif call.name.startswith("unlink"):
            path = self._path(call)
            if path in self.names:
                self._name(path, None)
        elif int(call.numbers[0]) in self._open:
            self._used(int(call.numbers[0]), call)

    def _path(self, call: Call) -> str:
        """The path that a call names, also when it names it from an open folder on."""
        path, begin = os.fsdecode(call.texts[0]), call.numbers[0] if call.numbers else ""
        if begin.isdigit() and int(begin) in self._open:
            return os.path.join(self._open[int(begin)][0], path)
        return path

    def _opened(self, call: Call) -> None:
        path, flags = self._path(call), call.numbers[1]
        if "O_DIRECTORY" in flags or any(name.startswith(f"{path}/") for name in self.names):
            self._open[call.result] = (path, None)
            return
        if not self._is_here(path):
            return
        if path not in self.names:
            self._name(path, File())
        elif "O_TRUNC" in flags:
            self.names[path].waiting.append((0, None))
        self._open[call.result] = (path, self.names[path])
        self._places[call.result] = len(self.names[path].live()) if "O_APPEND" in flags else 0

    def _used(self, number: int, call: Call) -> None:
        path, file = self._open[number]
        if call.name in {"fsync", "fdatasync"}:
            self._flushed(path, file)
        elif file is None:
            return
        elif call.name == "write":
            file.waiting.append((self._places[number], call.texts[0][: call.result]))
            self._places[number] += call.result
        elif call.name == "pwrite64":
            file.waiting.append((int(call.numbers[-1]), call.texts[0][: call.result]))
        elif call.name == "ftruncate":
            file.waiting.append((int(call.numbers[-1]), None))
        elif call.name == "lseek":
            self._places[number] = call.result

    def _flushed(self, path: str, file: File | None) -> None:
        if file is None:
            own = [move for move in self._moves if os.path.dirname(move[0]) == path]
            self._moves = [move for move in self._moves if move not in own]
            for name, moved in own:
                _put(self.safe_names, name, moved)
        elif not (self.is_lying and path.endswith("-wal")):
            file.safe, file.waiting = file.live(), []

    def _name(self, path: str, file: File | None) -> None:
        _put(self.names, path, file)
        self._moves.append((path, file))

    def live(self) -> dict[str, bytes]:
        """Return every file as the program reads it."""
        return {path: file.live() for path, file in self.names.items()}

    def after_cut(self, dice: random.Random) -> dict[str, bytes]:
        """Return every file that a power cut now leaves, by its path; names change in their order, or not."""
        names = dict(self.safe_names)
        for path, file in self._moves[: dice.randint(0, len(self._moves))]:
            _put(names, path, file)
        held = {id(file): file.after_cut(dice) for file in names.values()}
        return {path: held[id(file)] for path, file in names.items()}


def calls_in(trace: Path) -> Iterator[Call]:
    """Read the calls of a trace that ended well."""
    with trace.open(encoding="ascii", errors="replace") as lines:
        for line in lines:
            found = _LINE.match(line)
            if found is None or int(found[3]) < 0:
                continue
            texts = tuple(bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(found[2]))
            bare = [one.strip() for one in _TEXT.sub("", found[2]).split(",")]
            yield Call(found[1], texts, tuple(one for one in bare if one), int(found[3]))


def _written(start: bytes, writes: list[tuple[int, bytes | None]]) -> bytes:
    if not writes:
        return start
    held = bytearray(start)
    for place, data in writes:
        end = place if data is None else place + len(data)
        if len(held) < end:
            held.extend(bytes(end - len(held)))
        if data is None:
            del held[place:]
        else:
            held[place:end] = data
    return bytes(held)


def _put(names: dict[str, File], path: str, file: File | None) -> None:
    if file is None:
        names.pop(path, None)
    else:
        names[path] = file
