"""What stands before the work: the guide, the door, the way back; and locking it all again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from asystent_desktop.polish import counted
from asystent_desktop.ui.idle import IdleLock
from asystent_desktop.ui.pages import load_each
from asystent_desktop.ui.pages.unlock import UnlockPage
from asystent_desktop.ui.session_lock import SessionLock
from asystent_desktop.ui.tasks import Task
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.errors import AppError
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.desk import Session
    from asystent_desktop.services.stores import Opened, Restored, StoreCard, Stores
    from asystent_desktop.ui.context import Context
    from asystent_desktop.ui.main_window import MainWindow
    from asystent_desktop.ui.pages.first_run import FirstRunPage

JOINED, REFUSED = "joined", "refused"
WARM_UP_MS = 300
STEP_MS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where an open store stands: whether its code waits to be typed back, its joining, whose it is."""

    wants_code: bool
    state: str
    session: Session
    folder: Path
    idle_minutes: int
    starts_private: bool


def standing_of(services: Services) -> Standing:
    """Read where a store stands; not for the GUI thread."""
    vault = services.desk.store.vault
    return Standing(
        wants_code=vault.wants_code,
        state=services.enrolment.state,
        session=services.session(),
        folder=vault.folder,
        idle_minutes=services.settings.idle_minutes(),
        starts_private=services.settings.starts_private(),
    )


class Front(QObject):
    """Leads from the start of the program to an open store, and back after locking.

    `demo_folder` is where demonstration stores live, apart from real ones.
    """

    def __init__(self, window: MainWindow, context: Context, stores: Stores, demo_folder: Path) -> None:
        super().__init__(window)
        self._window, self._context, self._stores = window, context, stores
        self._demo_folder = demo_folder
        self._held: Services | None = None
        self._last: Path | None = None
        self._who, self._told = "", ("", "", "")
        self._expected = 0
        self.idle, self._session_lock = IdleLock(parent=self), SessionLock(self)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._warm_up)
        self._pages = load_each()
        self._steps = QTimer(self, interval=STEP_MS)
        self._steps.timeout.connect(self._load_page)
        window.locked.connect(self._locked)
        context.opened.connect(self.idle.begin)
        context.locked.connect(self.idle.end)
        context.idle_changed.connect(self.idle.set_minutes)
        context.restore_wanted.connect(self._restore)
        self.idle.timed_out.connect(window.lock)
        self._session_lock.locked.connect(window.lock)

    def start(self) -> None:
        """Show the door when this machine has a store, the guide when it has none."""
        self._context.ask(self._cards, self._show_door, self._no_cards, owner=self)

    def expect(self, count: int) -> None:
        """Say at the door that so many opened bundles wait behind it."""
        self._expected = count
        for door in self._window.findChildren(UnlockPage) if count else ():
            door.tell(*self._waiting_words())

    def show_first_run(self, *, way: str = "", can_leave: bool = False) -> FirstRunPage:
        """Show the guide of the first run, at a way when one is named."""
        page = self._new_guide(can_leave=can_leave)
        if way:
            page.choose(way)
        self._window.show_front(page)
        page.start()
        return page

    def close(self) -> None:
        """Let a store go that was made or unlocked but not yet worked on; then end the threads."""
        self._soon.stop()
        self._steps.stop()
        self.close_held()
        self._context.close()

    def _cards(self) -> tuple[StoreCard, ...]:
        found = (*self._stores.cards(), *self._stores.cards(self._demo_folder))
        return tuple(sorted(found, key=lambda card: card.folder != self._last))

    def _show_door(self, cards: tuple[StoreCard, ...]) -> None:
        if not cards:
            self.show_first_run()
            return
        page = UnlockPage(self._context, self._stores, cards, self._who, self._demo_folder)
        page.unlocked.connect(self._unlocked)
        page.forgot.connect(self._show_recovery)
        page.new_store_wanted.connect(lambda: self.show_first_run(can_leave=True))
        page.restored.connect(self.start)
        page.removed.connect(self.start)
        self._window.show_front(page)
        page.tell(*(self._told if any(self._told) or not self._expected else self._waiting_words()))
        self._told = ("", "", "")
        page.start()
        self._soon.start(WARM_UP_MS)

    def _warm_up(self) -> None:
        """Load what opening needs while the password is being typed, after the door has been drawn."""
        self._context.tasks.run_long(
            Task(call=self._stores.warm_up, then=self._load_pages, failed=_nothing, owner=self), writes=False
        )

    def _load_pages(self, _done: object) -> None:
        """Load the pages' files too, one at a time: a first click then waits only for the page itself."""
        self._steps.start()

    def _load_page(self) -> None:
        if next(self._pages, None) is None:
            self._steps.stop()

    def _waiting_words(self) -> tuple[str, str, str]:
        words = counted(self._expected, "paczka czeka", "paczki czekają", "paczek czeka")
        return f"{words}.", tr("Pokażę ją po odblokowaniu. Sama się nie wczyta."), "info"

    def _no_cards(self, _problem: AppError) -> None:
        self.show_first_run()

    def _show_recovery(self, card: StoreCard) -> None:
        from asystent_desktop.ui.pages.first_run_steps import JOIN
        from asystent_desktop.ui.pages.recover import RecoverPage

        page = RecoverPage(self._context, self._stores, card)
        page.recovered.connect(self._recovered)
        page.went_back.connect(self.start)
        page.invitation_wanted.connect(lambda: self.show_first_run(way=JOIN, can_leave=True))
        page.officers_wanted.connect(partial(self._show_officers, card))
        self._window.show_front(page)
        page.start()

    def _show_officers(self, card: StoreCard) -> None:
        from asystent_desktop.ui.pages.recovery_officers import OfficersPage

        page = OfficersPage(self._context, self._stores, card)
        page.recovered.connect(self._recovered)
        page.went_back.connect(partial(self._show_recovery, card))
        self._window.show_front(page)
        page.start()

    def _new_guide(self, *, can_leave: bool) -> FirstRunPage:
        from asystent_desktop.ui.pages.first_run import FirstRunPage

        page = FirstRunPage(self._context, self._stores, self._demo_folder, can_leave=can_leave)
        page.opened.connect(self._open)
        page.held.connect(self._hold)
        page.went_back.connect(self.start)
        return page

    def _recovered(self, opened: Opened) -> None:
        self._hold(opened.services)
        standing = partial(standing_of, opened.services)
        self._context.ask(standing, partial(self._show_code, opened), self._stop_waiting, owner=self)

    def _show_code(self, opened: Opened, standing: Standing) -> None:
        page = self._new_guide(can_leave=False)
        page.resume_code(opened, is_joining=standing.state != JOINED)
        self._window.show_front(page)
        page.start()

    def _unlocked(self, services: Services) -> None:
        self._hold(services)
        then = partial(self._go_on, services)
        self._context.ask(partial(standing_of, services), then, self._stop_waiting, owner=self)

    def _go_on(self, services: Services, standing: Standing) -> None:
        """Go on where the store stands: a code to type back, an office to wait for, or the work itself."""
        if standing.wants_code:
            renew = services.desk.store.vault.new_recovery_code
            self._context.save(renew, self._code_renewed, self._stop_waiting, owner=self)
        elif standing.state != JOINED:
            page = self._new_guide(can_leave=False)
            page.resume_joining(services, is_refused=standing.state == REFUSED)
            self._window.show_front(page)
        else:
            self._enter(services, standing)

    def _code_renewed(self, code: str) -> None:
        from asystent_desktop.services.stores import Opened

        if self._held is not None:
            self._recovered(Opened(self._held, code))

    def _hold(self, services: Services) -> None:
        self._held = services

    def _open(self, services: Services) -> None:
        then = partial(self._enter, services)
        self._context.ask(partial(standing_of, services), then, self._stop_waiting, owner=self)

    def _enter(self, services: Services, standing: Standing) -> None:
        self._held = None
        self._who, self._last = standing.session.name, standing.folder
        self.idle.set_minutes(standing.idle_minutes)
        if standing.starts_private:
            self._context.set_private(True)
        self._context.open(services, standing.session)

    def _stop_waiting(self, _problem: AppError) -> None:
        """Close a store that could not be read after all, and show the door again."""
        self.close_held()
        self.start()

    def _locked(self, services: Services | None) -> None:
        self._who = " · ".join(
            filter(
                None,
                (self._who.split(" · ")[0], f"program zablokowany o {self._context.clock.local():%H:%M}"),
            )
        )
        if services is not None:
            self._close_store(services)
        self.start()

    def _restore(self, copy: Path, password: str) -> None:
        """Lock, put a copy in the place of the store that was open, and say at the door what came of it."""
        folder = self._last
        self._window.lock()
        if folder is not None:
            call = partial(self._stores.restore, copy, folder, password)
            self._context.save(call, self._restored, self._not_restored, owner=self)

    def _restored(self, restored: Restored) -> None:
        moved = restored.moved.name if restored.moved is not None else ""
        more = f"{tr('Poprzedni sejf leży obok, w folderze')} {moved}. " if moved else ""
        self._told = (tr("Sejf odtworzony z kopii."), more + tr("Otwórz go hasłem tej kopii."), "ok")
        self.start()

    def _not_restored(self, problem: AppError) -> None:
        self._told = (tr("Nie odtworzono. Sejf jest taki, jak był."), tr(problem.sentence), "bad")
        self.start()

    def close_held(self) -> None:
        """Close a store that was made or unlocked but not yet worked on."""
        services, self._held = self._held, None
        if services is not None:
            self._close_store(services)

    def _close_store(self, services: Services) -> None:
        """Close a store after the last write, on the writer."""
        self._context.tasks.write(Task(call=services.close, then=_nothing, failed=_nothing))


def _nothing(_answer: object) -> None:
    """Need nothing more."""
