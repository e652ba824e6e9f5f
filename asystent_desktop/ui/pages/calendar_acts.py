"""What a wish of the calendar becomes: looked at by the checks, asked about, saved, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from asystent_desktop.errors import AppError
from asystent_desktop.polish import counted, short_day, weekday_short
from asystent_desktop.services.visits import NextVisit
from asystent_desktop.ui.parts.calendar_hand import KEEP
from asystent_desktop.ui.parts.dialogs import ask_later
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from asystent_desktop.checks.findings import Finding
    from asystent_desktop.records import Visit
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.visit_changes import Change
    from asystent_desktop.ui.page import Page

_KEPT_CHANGES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A visit at a time that a person asks for; `visit` is empty for a new one, `label` names the family."""

    family: str
    label: str
    wanted: NextVisit
    visit: str = ""
    keeps_hour: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What the checks said, and when the hour is taken the nearest free one (minutes)."""

    findings: tuple[Finding, ...]
    free: int | None = None


class CalendarActs(QObject):
    """Saves for one page; `said` carries what was done. The last changes can be taken back one by one."""

    said = Signal(str, str)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page, self._hide = page, page.context.shown_sentence
        self._done: list[Change] = []

    def move(self, visit: Visit, label: str, day: date, start: int, end: int) -> None:
        """Give a visit another day or hour; KEEP leaves the hour."""
        keeps = start == KEEP
        begun, ended = (visit.start, visit.end) if keeps else (_time(start), _time(end))
        wanted = NextVisit(day=day, start=begun, end=ended, place=visit.place)
        self.try_wish(Wish(family=visit.family, label=label, wanted=wanted, visit=visit.id, keeps_hour=keeps))

    def try_wish(self, wish: Wish, act: Callable[[Callable[[], Change]], object] | None = None) -> None:
        """Look at a wish and save it; `act` saves in another way, a dialog with its own form for instance."""
        then = partial(self._looked, wish, act or self.save)
        self._page.context.ask(partial(_look, self._services, wish), then, owner=self)

    def remove(self, visit: Visit) -> None:
        """Free the time of a planned visit."""
        self.save(partial(self._services.changes.remove, visit.id))

    def pin(self, visit: Visit, *, pinned: bool) -> None:
        """Say whether the time was agreed with the family."""
        self.save(partial(self._services.changes.pin, visit.id, pinned=pinned))

    def save(self, act: Callable[[], Change], where: str = "") -> None:
        """Save and say what was done; it can be taken back."""
        self._page.save(act, partial(self.keep, where=where), self._refused)

    def keep(self, change: Change, where: str = "") -> None:
        """Remember a change that was saved, and say it."""
        self._done = [*self._done[-_KEPT_CHANGES:], change]
        # What the checks warn of was asked about before, so it is not said a second time.
        self.said.emit(f"{tr(change.words)}{where}. {tr('Cofnij: Ctrl+Z.')}", "ok")

    def undo(self) -> None:
        """Take the last change back; when there is none since the start, offer the last accepted proposal."""
        if not self._done:
            ask = self._page.context.ask
            ask(self._services.planning.last_accepted, self._offer, self._refused, owner=self)
            return
        self._take_back(self._done.pop())

    @property
    def _services(self) -> Services:
        return self._page.context.services

    def _take_back(self, change: Change) -> None:
        take_back = partial(self._services.changes.take_back, change)
        self._page.save(take_back, self._taken_back, self._refused)

    def _offer(self, change: Change | None) -> None:
        if change is None:
            self.said.emit(tr("Nie ma czego cofnąć."), "info")
            return
        visits = counted(len(change.ids), "wizyty", "wizyt", "wizyt")
        ask_later(
            self._page,
            tr("Cofnąć propozycję przyjętą wcześniej?"),
            f"{tr('Dotyczy to')} {visits}.",
            (("back", tr("Zostaw, jak było")), ("undo", tr("Cofnij propozycję"))),
            lambda answer: self._take_back(change) if answer == "undo" else None,
        )

    def _taken_back(self, change: Change) -> None:
        self.said.emit(f"{tr(change.words)}.", "ok")

    def _refused(self, problem: AppError) -> None:
        self.said.emit(self._hide(tr(problem.sentence)), "bad")

    def _looked(self, wish: Wish, act: Callable[[Callable[[], Change]], object], looked: Looked) -> None:
        go = partial(self._go, wish, act)
        errors = [one for one in looked.findings if one.level == "E"]
        warnings = [one for one in looked.findings if one.level == "W"]
        if errors and looked.free is not None and act == self.save:
            at = _time(looked.free)
            answers = (("back", tr("Zostaw, jak było")), ("there", f"{tr('Wstaw na')} {at:%H:%M}"))
            ask_later(
                self._page,
                self._hide(errors[0].sentence),
                f"{tr('Najbliższa wolna godzina tego dnia')}: {at:%H:%M}.",
                answers,
                lambda answer: self._go(_at(wish, looked.free), act) if answer == "there" else None,
                main="there",
            )
        elif errors or not warnings:
            go()
        else:
            words = " ".join(dict.fromkeys(self._hide(one.sentence) for one in warnings))
            answers = (("back", tr("Zostaw, jak było")), ("anyway", tr("Zapisz mimo to")))
            ask_later(
                self._page,
                f"{wish.label}: {when_words(wish.wanted)}",
                words,
                answers,
                lambda answer: go() if answer == "anyway" else None,
            )

    def _go(self, wish: Wish, act: Callable[[Callable[[], Change]], object]) -> None:
        changes = self._services.changes
        call: Callable[[], Change]
        if wish.visit:
            call = partial(changes.move, wish.visit, wish.wanted)
        else:
            call = partial(changes.plan, wish.family, wish.wanted)
        if act == self.save:
            self.save(call, f": {wish.label}, {when_words(wish.wanted)}")
        else:
            act(call)


def when_words(wanted: NextVisit) -> str:
    """Return "pt. 27.11, 10:00–11:00"."""
    day = f"{weekday_short(wanted.day)} {short_day(wanted.day)}"
    return f"{day}, {wanted.start:%H:%M}–{wanted.end:%H:%M}"


def _look(services: Services, wish: Wish) -> Looked:
    """Ask the checks; not for the GUI thread."""
    wanted = wish.wanted
    found = services.visits.planned_findings(wish.family, wanted, wish.visit)
    taken = any(one.rule == "C26" and one.level == "E" for one in found)
    if not taken or not wish.keeps_hour:
        return Looked(findings=found)
    start, end = (one.hour * 60 + one.minute for one in (wanted.start, wanted.end))
    free = services.calendar_view.free_start(
        wanted.day, end - start, start, family_id=wish.family, visit_id=wish.visit
    )
    return Looked(findings=found, free=free)


def _at(wish: Wish, start: int | None) -> Wish:
    from dataclasses import replace

    if start is None:
        return wish
    old = wish.wanted
    minutes = (old.end.hour - old.start.hour) * 60 + old.end.minute - old.start.minute
    return replace(wish, wanted=replace(old, start=_time(start), end=_time(start + minutes)))


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)
