"""Work off the GUI thread: readers side by side, one writer, and answers that come back to the window."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from asystent_desktop import crashes
from asystent_desktop.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Callable

READERS: Final = 3
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One piece of work: the call, what to do with its answer on the GUI thread, and with its failure.

    `owner` is the object that wants the answer; when it is gone, so is the answer.
    """

    call: Callable[[], Any]
    then: Callable[[Any], object]
    failed: Callable[[BaseException], object]
    owner: QObject | None = None


class Job(QObject):
    """Long work on screen: its title, how far it is (0..1, below 0 unknown), and the way to stop it."""

    moved = Signal(str, float)
    ended = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self._stop = threading.Event()

    def stop(self) -> None:
        """Ask the work to stop; it does so at its next look."""
        self._stop.set()

    def is_stopped(self) -> bool:
        """Tell whether the work was asked to stop; may be called from any thread."""
        return self._stop.is_set()


@dataclass(slots=True)
class _Round:
    """The time from opening a store to locking it; answers of an earlier round are dropped."""

    number: int = 0
    waiting: int = 0
    threads: list[ThreadPoolExecutor] = field(default_factory=list)


class Tasks(QObject):
    """The threads of the window, in Python's own pools: their answers have no lifetime of Qt's to mind."""

    _arrived = Signal(object, object, int)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._long = ThreadPoolExecutor(1, thread_name_prefix="long")
        self._round, self._is_ended = _Round(), False
        # Always queued: a call that is over at once must not answer before `read` or `write` has returned.
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def read(self, task: Task) -> None:
        """Run a task beside others; it must not write. After the end nobody waits for its answer."""
        if not self._is_ended:
            self._submit(self._readers, task)

    def write(self, task: Task) -> None:
        """Run a task on the one writer, after those that came before it."""
        self._submit(self._writer, task)

    def run_long(self, task: Task, *, writes: bool) -> None:
        """Run a task that takes seconds: on the writer when it writes, otherwise apart from short readers."""
        self._submit(self._writer if writes else self._long, task)

    def in_turn(self, call: Callable[[], T]) -> T:
        """Do one step of long work on the writer, after what waits there; not to be called from a GUI thread.

        Between two steps others may save.
        """
        return self._writer.submit(call).result()

    def drop_answers(self) -> None:
        """Forget the answers still on their way: the store was locked. Writing goes on to its end."""
        self._round.number += 1

    def is_busy(self) -> bool:
        """Tell whether anything is running or waiting."""
        return self._round.waiting > 0

    def close(self) -> None:
        """End the threads: what waits to be written is written, what waits to be read is dropped."""
        self._is_ended = True
        self.drop_answers()
        self._readers.shutdown(wait=False, cancel_futures=True)
        self._long.shutdown(wait=False, cancel_futures=True)
        self._writer.shutdown(wait=True)

    def _submit(self, pool: ThreadPoolExecutor, task: Task) -> None:
        number = self._round.number
        self._round.waiting += 1
        pool.submit(task.call).add_done_callback(lambda done: self._send(done, task, number))

    def _send(self, done: Future[Any], task: Task, number: int) -> None:
        if shiboken6.isValid(self):
            self._arrived.emit(done, task, number)

    def _deliver(self, done: Future[Any], task: Task, number: int) -> None:
        self._round.waiting -= 1
        if not done.cancelled():
            self._hand_over(done, task, is_wanted=number == self._round.number)
        if not self._round.waiting:
            self.idle.emit()

    def _hand_over(self, done: Future[Any], task: Task, *, is_wanted: bool) -> None:
        problem = done.exception()
        if problem is not None and not isinstance(problem, AppError):
            crashes.note(problem)
        if not is_wanted or (task.owner is not None and not shiboken6.isValid(task.owner)):
            return
        if problem is None:
            task.then(done.result())
        else:
            task.failed(problem)
