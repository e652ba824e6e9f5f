"""What every page is given: the open store's services, work off the GUI thread, navigation, private mode."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from asystent_desktop.clock import Clock, SystemClock
from asystent_desktop.errors import AppError
from asystent_desktop.ui.look import Looks
from asystent_desktop.ui.parts.files import Files
from asystent_desktop.ui.privacy import DOTS, Initials
from asystent_desktop.ui.recent import Recent
from asystent_desktop.ui.tasks import Job, Task, Tasks
from asystent_desktop.ui.words import CRASH, STOPPED, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.desk import Session
    from asystent_desktop.services.naming import Names
    from asystent_desktop.services.stores import Stores


class Context(QObject):
    """One for the window. Pages live only while a store is open, so `services` is always there for them.

    `changed` carries what a save changed (an object with `kinds` and `ids`); `noticed` a sentence and its
    tone; `went` the name of a page and its arguments; `job_started` a `Job` for the progress strip;
    `locking` that what is typed must be put away now, `locked` that the store is gone;
    `idle_changed` after how many minutes without a move to lock; `restore_wanted` a copy and its password;
    `copies_changed` that copies or their place have changed; `exchanged` that a bundle was made or taken.
    """

    changed = Signal(object)
    noticed = Signal(str, str)
    went = Signal(str, dict)
    private_changed = Signal(bool)
    names_met = Signal()
    job_started = Signal(object)
    day_changed = Signal()
    opened = Signal()
    locking = Signal()
    locked = Signal()
    lock_wanted = Signal()
    idle_changed = Signal(int)
    restore_wanted = Signal(object, str)
    copies_changed = Signal()
    exchanged = Signal()
    _stop_all = Signal()

    def __init__(self, clock: Clock | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clock: Clock = clock or SystemClock()
        self.stores: Stores | None = None
        self._services: Services | None = None
        self._session: Session | None = None
        self.tasks = Tasks(self)
        self.names = Initials()
        self.files = Files()
        self.looks = Looks()
        self.recent = Recent()
        self._is_private, self._at_table = False, ""
        self._day = self.clock.today()

    @property
    def is_open(self) -> bool:
        """Tell whether a store is open."""
        return self._services is not None

    @property
    def services(self) -> Services:
        """Return the services of the open store; RuntimeError while it is locked."""
        if self._services is None:
            raise RuntimeError("locked")
        return self._services

    @property
    def session(self) -> Session:
        """Return whose session it is; RuntimeError while the store is locked."""
        if self._session is None:
            raise RuntimeError("locked")
        return self._session

    def open(self, services: Services, session: Session) -> None:
        """Begin to work on an opened store; its clock becomes the window's."""
        self._services, self._session = services, session
        self.clock = services.clock
        self._day = self.clock.today()
        self.opened.emit()

    def lock(self) -> Services | None:
        """Let the store go and drop answers on their way; returns the services, for the caller to close."""
        services, self._services, self._session = self._services, None, None
        self._at_table = ""
        self.recent.forget()
        self.tasks.drop_answers()
        self.locked.emit()
        return services

    def go(self, page: str, **args: object) -> None:
        """Go to a page by its name."""
        self.recent.note(page, args)
        self.went.emit(page, args)

    def notice(self, sentence: str, tone: str = "ok") -> None:
        """Say in one line what happened; tones are ok, info, warn, bad."""
        self.noticed.emit(sentence, tone)

    def ask(
        self,
        call: Callable[[], Any],
        then: Callable[[Any], object],
        failed: Callable[[AppError], object] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Read off the GUI thread and hand the answer to `then`; dropped when its owner is gone.

        The owner is the object of the bound method `then` unless one is named.
        """
        self.tasks.read(self._task(call, then, failed, owner))

    def save(
        self,
        call: Callable[[], Any],
        then: Callable[[Any], object] | None = None,
        failed: Callable[[AppError], object] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Write on the one writer thread; what changed is told to all pages, then `then` gets the answer."""
        task = self._task(call, then or _nothing, failed, owner)
        told = Task(call=call, then=partial(self._tell_and_hand, task), failed=task.failed, owner=self)
        self.tasks.write(told)

    def run_long(
        self,
        call: Callable[[Callable[[str, float], None], Callable[[], bool]], Any],
        then: Callable[[Any], object],
        failed: Callable[[AppError], object] | None = None,
        *,
        title: str,
        writes: bool = False,
        owner: QObject | None = None,
    ) -> Job:
        """Run `call(progress, is_stopped)` with a progress strip and a way to stop it.

        A failure after stopping is said as "Przerwano."; an answer given all the same is handed over.
        """
        job = Job(title)
        self._stop_all.connect(job.stop)
        task = self._task(_nothing, then, failed, owner)
        ends = Task(
            call=partial(call, job.moved.emit, job.is_stopped),
            then=partial(self._end_job, job, task),
            failed=partial(self._job_failed, job, task),
            owner=self,
        )
        self.job_started.emit(job)
        self.tasks.run_long(ends, writes=writes)
        return job

    @property
    def private(self) -> bool:
        """Tell whether names are hidden."""
        return self._is_private

    @property
    def sight(self) -> tuple[bool, str]:
        """Return what may be seen now; while it is equal, equal values are shown alike."""
        return self._is_private, self._at_table

    def set_private(self, on: bool) -> None:
        """Hide or show names everywhere in the window; the rest once all names are met."""
        if on == self._is_private:
            return
        self._is_private = on
        self.private_changed.emit(on)
        if on and self.is_open:
            self.ask(self.services.naming.all, self._meet, owner=self)

    def _meet(self, found: Names) -> None:
        self.names.know(found.names, found.telling)
        self.names_met.emit()

    def shown_name(self, name: str) -> str:
        """Return a name as it may be shown now: itself, or its initials in private mode."""
        return self.names.of(name) if self._is_private else name

    def shown_text(self, text: str) -> str:
        """Return a street, a case number or a note as it may be shown now: itself, or dots."""
        return DOTS if self._is_private and text else text

    def shown_sentence(self, sentence: str) -> str:
        """Return a sentence as it may be shown now: every known name in it becomes its initials."""
        return self.names.hidden_in(sentence) if self._is_private else sentence

    def hides_family(self, family: str) -> bool:
        """Tell whether a family is left out of lists now: in private mode, at another family's table."""
        return self._is_private and bool(self._at_table) and family not in {"", self._at_table}

    def sit_down_with(self, family: str) -> None:
        """Say at whose table a visit is being written; an empty family gets up from the table."""
        if family != self._at_table:
            self._at_table = family
            if self._is_private:
                self.private_changed.emit(True)

    def look_at_day(self) -> None:
        """Tell the pages when another day has begun: at midnight, after sleep, after a changed clock."""
        today = self.clock.today()
        if today != self._day:
            self._day = today
            if self.is_open:
                self.day_changed.emit()

    def close(self) -> None:
        """Ask long work to stop, then end the threads after the last write."""
        self._stop_all.emit()
        self.tasks.close()

    def _task(
        self,
        call: Callable[..., Any],
        then: Callable[[Any], object],
        failed: Callable[[AppError], object] | None,
        owner: QObject | None,
    ) -> Task:
        found = owner or _owner_of(then)
        return Task(call=call, then=then, failed=partial(self._failed, failed), owner=found)

    def _failed(self, failed: Callable[[AppError], object] | None, problem: BaseException) -> None:
        shown = problem if isinstance(problem, AppError) else AppError(CRASH)
        if failed is not None:
            failed(shown)
        else:
            self.notice(tr(shown.sentence), "bad")

    def _tell_and_hand(self, task: Task, answer: Any) -> None:
        # What only changed something answers with the changes themselves.
        is_change = hasattr(answer, "kinds") and hasattr(answer, "ids")
        changes = answer if is_change else getattr(answer, "changes", None)
        if changes is not None:
            self.changed.emit(changes)
        if _is_alive(task.owner):
            task.then(answer)

    def _end_job(self, job: Job, task: Task, answer: Any) -> None:
        job.ended.emit()
        self._tell_and_hand(task, answer)

    def _job_failed(self, job: Job, task: Task, problem: BaseException) -> None:
        job.ended.emit()
        if job.is_stopped() and isinstance(problem, AppError):
            self.notice(tr(STOPPED), "info")
        elif _is_alive(task.owner):
            task.failed(problem)


def _owner_of(call: Callable[..., object]) -> QObject | None:
    target = call.func if isinstance(call, partial) else call
    found = getattr(target, "__self__", None)
    return found if isinstance(found, QObject) else None


def _is_alive(owner: QObject | None) -> bool:
    import shiboken6

    return owner is None or shiboken6.isValid(owner)


def _nothing(*_answer: object) -> None:
    """Do nothing with the answer."""
