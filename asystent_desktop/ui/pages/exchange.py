"""Giving and taking bundles on a laptop: what waits, where to save it, what came, what was delivered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QSizePolicy

from asystent_desktop.polish import counted, day_month, plural
from asystent_desktop.records import KINDS
from asystent_desktop.ui.arrivals import BUNDLES, Arrivals
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.closing import ClosingDialog
from asystent_desktop.ui.pages.exchange_rows import (
    answer_row,
    arrived_row,
    bundle_row,
    noticed_row,
    tone_of,
    waiting_row,
)
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.drives import Drive, removable_drives
from asystent_desktop.ui.parts.editors import Choice
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label, set_shown
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.errors import AppError
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.exchange import Arrived, BundleRow, Made, Noticed, TakenAll, Waiting
    from asystent_desktop.services.held import Answered
    from asystent_desktop.services.leaving import Farewell
    from asystent_desktop.ui.context import Context

ELSEWHERE = "elsewhere"
_SHOWN = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the page shows, read together."""

    waiting: Waiting
    bundles: tuple[BundleRow, ...]
    names: dict[str, str]
    answers: tuple[Answered, ...]
    noticed: tuple[Noticed, ...]
    conflicts: int
    watched: Path | None
    drives: tuple[Drive, ...]


class ExchangePage(Page):
    """What this laptop exchanges with its office."""

    SHOWS = frozenset(KINDS)

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Wymiana z biurem"), context.session.office_name)
        self.take_button = self.add_action(tr("Wczytaj paczkę z biura"), self._choose, hint="Ctrl+O")
        self.page = ScrollPage((400, 0))
        self.waiting, self.inbox = Card(tr("Czeka na wysłanie"), " "), Card(tr("Z biura do ciebie"))
        self.decisions, self.told = Card(tr("Do rozstrzygnięcia"), " "), Card(tr("Zauważono"))
        self.answers = Card(tr("Zatrzymane w biurze"), " ")
        self.history = Card(tr("Historia"), tr("od najnowszej"))
        self.leaving = Card(tr("Oddajesz laptop albo odchodzisz?"))
        for card in (self.told, self.decisions, self.waiting, self.inbox, self.leaving):
            self.page.add(card, 0)
        self.page.add(self.answers, 1)
        self.page.add(self.history, 1)
        self.add(self.page, 1)
        self._set_out_leaving()
        self.place_choice = Choice(())
        self.save_button = Button("", self._make, look="main", hint="Ctrl+S")
        self.set_main(self.save_button)
        self.add_keys({"Ctrl+S": self._make, "Ctrl+O": self._choose})
        self._all_shown, self._state, self._arrived = False, None, ()  # type: bool, State | None, tuple[Arrived, ...]
        self.arrivals = Arrivals(context, self)
        self.arrivals.changed.connect(self._show_inbox)
        self.arrivals.taken.connect(self._taken)

    def enter(self, **args: Any) -> None:
        """Come here, maybe with files that a person dropped or double-clicked."""
        files = args.pop("files", ())
        super().enter(**args)
        if files:
            self.arrivals.add([Path(one) for one in files])

    def refresh(self) -> None:
        """Ask what waits, what was exchanged and what is to be known."""
        self.ask(partial(_read, self.context.services), self._show)

    def _set_out_leaving(self) -> None:
        self.farewell = label(
            tr("Najpierw oddaj biuru wszystko i wczytaj jego odpowiedź. Potem zamknij sejf na zawsze."),
            "second",
            wrap=True,
        )
        self.leaving.add(self.farewell)
        self.close_button = Button(tr("Zamknij sejf na zawsze…"), self._ask_to_close)
        self.leaving.add(self.close_button)

    def _ask_to_close(self) -> None:
        self.ask(self.context.services.leaving.farewell, self._confirm_close)

    def _confirm_close(self, farewell: Farewell) -> None:
        dialog = ClosingDialog(self, farewell, self.context)
        dialog.closed.connect(self.context.lock_wanted.emit)
        dialog.open()

    def _show(self, found: State) -> None:
        self._state = found
        if found.watched != self.arrivals.folder:
            self.arrivals.watch(found.watched)
            self.arrivals.look()
        self._show_waiting(found)
        self._show_history(found)
        self._show_told(found)
        self.answers.clear()
        self.answers.fact.setText(str(len(found.answers)))
        for one in found.answers:
            self.answers.add_row(answer_row(self.context, one))
        set_shown(self.answers, bool(found.answers))
        self._show_inbox(self._arrived)

    def _show_waiting(self, found: State) -> None:
        waiting = found.waiting
        chosen = str(self.place_choice.value()) if self.place_choice.count() else ""
        self.waiting.clear()
        self.waiting.fact.setText("")
        words = counted(waiting.changes, "zmiana", "zmiany", "zmian")
        if waiting.changes:
            since = f"{tr('od')} {day_month(waiting.since.astimezone().date())}" if waiting.since else ""
            number = f"{tr('paczka nr')} {waiting.number}"
            self.waiting.fact.setText(" · ".join(filter(None, (number, since))))
        else:
            self.waiting.add_row(Row(tr("Biuro ma wszystko."), _last_delivered(found)))
        for kind, count in waiting.by_kind:
            self.waiting.add_row(waiting_row(kind, count))
        self._add_places(found.drives, chosen)
        self.save_button = Button(
            f"{tr('Zapisz paczkę')} ({words})",
            self._make,
            look="main" if waiting.changes else "plain",
            hint="Ctrl+S",
        )
        self.save_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_main(self.save_button)
        self.waiting.add(self.save_button)
        stays = label(tr("Dane zostają też u ciebie. Paczkę można zapisać jeszcze raz."), "second", wrap=True)
        stays.setContentsMargins(0, 8, 0, 0)
        self.waiting.add(stays)

    def _add_places(self, drives: tuple[Drive, ...], chosen: str) -> None:
        options = [(str(one.folder), one.name) for one in drives] + [(ELSEWHERE, tr("Inne miejsce…"))]
        self.place_choice = Choice(options)
        self.place_choice.setAccessibleName(tr("Gdzie zapisać"))
        if chosen in {code for code, _words in options}:
            self.place_choice.set_value(chosen)
        else:
            self.place_choice.set_value(options[0][0])
        caption = label(tr("Gdzie zapisać"), "caption")
        caption.setContentsMargins(0, 12, 0, 4)
        caption.setBuddy(self.place_choice)
        self.waiting.add(caption)
        self.waiting.add(self.place_choice)
        more = label(tr("Plik otworzy tylko biuro; możesz go też wysłać pocztą."), "second", wrap=True)
        more.setContentsMargins(0, 6, 0, 8)
        self.waiting.add(more)

    def _show_inbox(self, arrived: tuple[Arrived, ...]) -> None:
        self._arrived = arrived
        self.inbox.clear()
        for one in arrived:
            take = Button(tr("Wczytaj"), partial(self.arrivals.take, [one.file])) if one.is_good else None
            self.inbox.add_row(arrived_row(one, take))
        last = next((one for one in self._bundles() if one.direction == "in"), None)
        if not arrived and last is not None:
            moment = f"{tr('Ostatnia')}: {tr('paczka nr')} {last.number}"
            brought = counted(last.changes, "zmiana", "zmiany", "zmian")
            self.inbox.add_row(Row(moment, brought))
        folder = self.arrivals.folder
        words = tr("Nowych paczek szukam tylko w plikach, które wskażesz.")
        if folder is not None:
            there = tr("Nie ma w nim nowej paczki.") if not arrived else ""
            gone = tr("Tego folderu teraz nie ma: włóż nośnik.") if not folder.is_dir() else there
            words = " ".join(filter(None, (f"{tr('Folder na paczki')}: {folder.name}.", gone)))
        self.inbox.add(label(words, "second", wrap=True))
        act = tr("Zmień folder na paczki…") if folder else tr("Wybierz folder na paczki…")
        self.inbox.add(Button(act, self._choose_folder, look="link"))

    def _show_history(self, found: State) -> None:
        self.history.clear()
        if found.waiting.changes:
            self.history.add(bundle_row(self.context, None, found.names, waiting=found.waiting))
        most = None if self._all_shown else _SHOWN
        for one in found.bundles[:most]:
            self.history.add(bundle_row(self.context, one, found.names))
        if not found.bundles and not found.waiting.changes:
            self.history.add(label(tr("Nie było jeszcze żadnej paczki."), "second"))
        if not self._all_shown and len(found.bundles) > _SHOWN:
            self.history.add(Button(tr("Pokaż starsze"), self._show_all))
        note = Note(
            tr("Dostarczona znaczy, że biuro przyjęło paczkę i odesłało pokwitowanie."),
            tr("Samo zapisanie pliku to jeszcze nie dostarczenie."),
        )
        self.history.add(note)

    def _show_told(self, found: State) -> None:
        self.told.clear()
        for one in found.noticed:
            read = Button(tr("Rozumiem"), partial(self._read_notice, one.number), look="small")
            self.told.add_row(noticed_row(one, read if one.number else None))
        set_shown(self.told, bool(found.noticed))
        self.decisions.clear()
        words = plural(found.conflicts, "pole czeka", "pola czekają", "pól czeka")
        go = Button(tr("Rozstrzygnij"), partial(self.context.go, "conflicts"))
        self.decisions.fact.setText("")
        self.decisions.add_row(Row(f"{found.conflicts} {words} {tr('na twoją decyzję')}", right=go))
        set_shown(self.decisions, bool(found.conflicts))

    def _show_all(self) -> None:
        self._all_shown = True
        if self._state is not None:
            self._show_history(self._state)

    def _bundles(self) -> tuple[BundleRow, ...]:
        return self._state.bundles if self._state else ()

    def _read_notice(self, number: int) -> None:
        self.save(partial(self.context.services.exchange.mark_noticed, number), lambda _done: self.refresh())

    def _make(self) -> None:
        exchange = self.context.services.exchange
        chosen = str(self.place_choice.value())
        if chosen and chosen != ELSEWHERE:
            self.save(partial(exchange.make, Path(chosen)), self._made, self._not_made)
            return
        place = self.context.files.save_place(self, tr("Zapisz paczkę dla biura"), "paczka.paczka", BUNDLES)
        if place is not None:
            self.save(partial(exchange.make, place.parent, file=place), self._made, self._not_made)

    def _made(self, made: tuple[Made, ...]) -> None:
        names = ", ".join(one.file.name for one in made)
        more = tr("Biuro jeszcze nie potwierdziło. Możesz spokojnie wysłać ponownie.")
        self.notice.tell(f"{tr('Zapisano')}: {names}. {more}", "ok")
        self.refresh()

    def _not_made(self, problem: AppError) -> None:
        self.notice.tell(tr(problem.sentence), "bad")
        self.refresh()

    def _choose_folder(self) -> None:
        folder = self.context.files.folder(self, tr("Gdzie szukać paczek z biura"))
        if folder is not None:
            watch = partial(self.context.services.exchange.watch_folder, folder)
            self.save(watch, lambda _done: self.refresh())

    def _taken(self, done: TakenAll) -> None:
        self.notice.tell(tr(done.sentence), tone_of(done))
        names = {one.file for one in done.taken}
        self._arrived = tuple(one for one in self._arrived if one.file.name not in names)
        self.arrivals.forget(names)
        self.refresh()

    def _choose(self) -> None:
        place = self.context.files.open_place(self, tr("Wczytaj paczkę z biura"), BUNDLES)
        if place is not None:
            self.arrivals.take([place])


def _last_delivered(found: State) -> str:
    for one in found.bundles:
        if one.direction == "out" and one.state == "delivered":
            return f"{tr('Ostatnia paczka')}: nr {one.number}."
    return ""


def _read(services: Services) -> State:
    exchange = services.exchange
    return State(
        waiting=exchange.waiting(),
        bundles=exchange.history(),
        names={one.account.id: one.account.name for one in services.register.workers()},
        answers=services.held.answers(),
        noticed=exchange.noticed(),
        conflicts=services.conflicts.count(),
        watched=exchange.watched_folder,
        drives=removable_drives(),
    )
