"""Giving and taking bundles on a laptop: what waits, where to save it, what came, what was delivered."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QSizePolicy

from asystent_desktop.polish import day_month, plural
from asystent_desktop.records import KINDS
from asystent_desktop.services.files import NotWrittenError
from asystent_desktop.services.held import REFUSED
from asystent_desktop.ui.arrivals import BUNDLES, Arrivals
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.closing import ClosingDialog
from asystent_desktop.ui.pages.exchange_rows import (
    answer_row,
    arrived_row,
    bundle_row,
    changes_words,
    local_moment,
    next_bundle_row,
    noticed_row,
    number_words,
    tone_of,
    waiting_row,
)
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.drives import Drive, DriveWatch, removable_drives
from asystent_desktop.ui.parts.editors import Choice
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label, set_shown
from asystent_desktop.ui.words import moment_words, tr

if TYPE_CHECKING:
    from datetime import date

    from asystent_desktop.errors import AppError
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.exchange import (
        Arrived,
        BundleRow,
        Exchange,
        Made,
        Noticed,
        TakenAll,
        Waiting,
    )
    from asystent_desktop.services.held import Answered
    from asystent_desktop.services.leaving import Farewell
    from asystent_desktop.ui.context import Context

ELSEWHERE = "elsewhere"
_SHOWN = 7
_NUMBERED_ANEW = (
    "Dawna numeracja: numery paczek liczą się od nowa, "
    "gdy sejf tu albo w biurze przywrócono z kopii lub przeniesiono na inny komputer."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the page shows, read together."""

    waiting: Waiting
    bundles: tuple[BundleRow, ...]
    left: frozenset[str]
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
        self.place_choice = Choice((), may_be_empty=False)
        self.drives, self._is_place_named = DriveWatch(context, self), False
        self.drives.changed.connect(self._offer_places)
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
        self._show_answers(found)
        self._show_inbox(self._arrived)

    def _show_answers(self, found: State) -> None:
        if not self.answers.renew(found.answers, self._today(), self.context.sight):
            return
        self.answers.fact.setText(str(len(found.answers)))
        for one in found.answers:
            read = Button(tr("Rozumiem"), partial(self._read_answer, one.op), look="small")
            self.answers.add_row(answer_row(self.context, one, read if one.reason == REFUSED else None))
        set_shown(self.answers, bool(found.answers))

    def _show_waiting(self, found: State) -> None:
        waiting, last = found.waiting, _last_delivered(found)
        chosen = self.place_choice.value()
        if not self.waiting.renew(waiting, last, found.drives, self.context.sight):
            return
        self.waiting.fact.setText("")
        if waiting.changes:
            since = f"{tr('od')} {day_month(waiting.since.astimezone().date())}" if waiting.since else ""
            number = f"{tr('paczka nr')} {waiting.number}"
            self.waiting.fact.setText(" · ".join(filter(None, (number, since))))
        else:
            self.waiting.add_row(Row(tr("Biuro ma wszystko."), last))
        for kind, count in waiting.by_kind:
            self.waiting.add_row(waiting_row(kind, count))
        is_all_saved = bool(waiting.changes and not waiting.unsaved)
        if is_all_saved:
            told = tr("Wszystko to jest w zapisanej paczce. Biuro jeszcze jej nie potwierdziło.")
            self.waiting.add(label(told, "second", wrap=True))
        self._add_places(found.drives, chosen)
        act = tr("Zapisz paczkę jeszcze raz") if is_all_saved else tr("Zapisz paczkę")
        self.save_button = Button(
            f"{act} ({changes_words(waiting.changes)})",
            self._make,
            look="main" if waiting.changes else "plain",
            hint="Ctrl+S",
        )
        self.save_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_main(self.save_button)
        self.waiting.add(self.save_button)
        if not is_all_saved:
            stays = tr("Dane zostają też u ciebie. Paczkę można zapisać jeszcze raz.")
            self.waiting.add(label(stays, "second", wrap=True))

    def _add_places(self, drives: tuple[Drive, ...], chosen: str) -> None:
        self.place_choice = Choice((), may_be_empty=False)
        self.place_choice.setAccessibleName(tr("Gdzie zapisać"))
        self.place_choice.edited.connect(self._name_place)
        self._offer_places(drives, chosen)
        caption = label(tr("Gdzie zapisać"), "caption")
        caption.setContentsMargins(0, 6, 0, 0)
        caption.setBuddy(self.place_choice)
        self.waiting.add(caption)
        self.waiting.add(self.place_choice)
        more = label(tr("Plik otworzy tylko biuro; możesz go też wysłać pocztą."), "second", wrap=True)
        self.waiting.add(more)

    def _name_place(self) -> None:
        self._is_place_named = True

    def _offer_places(self, drives: tuple[Drive, ...], chosen: str = "") -> None:
        """Offer the drives that are there; the first one, unless a person has named a place that still is."""
        wanted = chosen or self.place_choice.value()
        codes = [str(one.folder) for one in drives] + [ELSEWHERE]
        self.place_choice.clear()
        self.place_choice.set_options(
            [*zip(codes, [one.words for one in drives], strict=False), (ELSEWHERE, tr("Inne miejsce…"))]
        )
        stays = wanted in codes and (self._is_place_named or wanted != ELSEWHERE)
        self.place_choice.set_value(wanted if stays else codes[0])

    def _show_inbox(self, arrived: tuple[Arrived, ...]) -> None:
        self._arrived = arrived
        last = next((one for one in self._bundles() if one.direction == "in"), None)
        folder = self.arrivals.folder
        is_there = folder is not None and folder.is_dir()
        shown = (arrived, last, self._left(), folder, is_there)
        if not self.inbox.renew(*shown, self._today(), self.context.sight):
            return
        for one in arrived:
            take = Button(tr("Wczytaj"), partial(self.arrivals.take, [one.file])) if one.is_good else None
            self.inbox.add_row(arrived_row(one, take))
        if not arrived and last is not None:
            moment = f"{tr('Ostatnia')}: {tr('paczka')} {number_words(last, self._left())}"
            brought = changes_words(last.changes) if last.changes else tr("pokwitowanie")
            when = moment_words(local_moment(last.at_ms), self._today())
            self.inbox.add_row(Row(moment, f"{when} · {brought}"))
        words = tr("Nowych paczek szukam tylko w plikach, które wskażesz.")
        if folder is not None:
            there = tr("Nie ma w nim nowej paczki.") if not arrived else ""
            gone = tr("Tego folderu teraz nie ma: włóż nośnik.") if not is_there else there
            words = " ".join(filter(None, (f"{tr('Folder na paczki')}: {folder.name}.", gone)))
        self.inbox.add(label(words, "second", wrap=True))
        act = tr("Zmień folder na paczki…") if folder else tr("Wybierz folder na paczki…")
        self.inbox.add(Button(act, self._choose_folder, look="link"))

    def _show_history(self, found: State) -> None:
        shown = (found.waiting, found.bundles, found.names, found.left, self._all_shown)
        if not self.history.renew(*shown, self._today(), self.context.sight):
            return
        if found.waiting.unsaved:
            self.history.add(next_bundle_row(found.waiting))
        listed = found.bundles[: None if self._all_shown else _SHOWN]
        for one in listed:
            self.history.add(bundle_row(self.context, one, found.names, found.left))
        if not found.bundles and not found.waiting.changes:
            self.history.add(label(tr("Nie było jeszcze żadnej paczki."), "second"))
        if not self._all_shown and len(found.bundles) > _SHOWN:
            self.history.add(Button(tr("Pokaż starsze"), self._show_all))
        note = Note(
            tr("Dostarczona znaczy, że biuro przyjęło paczkę i odesłało pokwitowanie."),
            tr("Samo zapisanie pliku to jeszcze nie dostarczenie."),
        )
        self.history.add(note)
        if any(one.epoch in found.left for one in listed):
            self.history.add(label(tr(_NUMBERED_ANEW), "second", wrap=True))

    def _show_told(self, found: State) -> None:
        if not self.told.renew(found.noticed, found.conflicts, self.context.sight):
            return
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

    def _today(self) -> date:
        return self.context.clock.today()

    def _bundles(self) -> tuple[BundleRow, ...]:
        return self._state.bundles if self._state else ()

    def _left(self) -> frozenset[str]:
        return self._state.left if self._state else frozenset()

    def _drives(self) -> tuple[Drive, ...]:
        return self._state.drives if self._state else ()

    def _read_answer(self, op: str) -> None:
        self.save(partial(self.context.services.held.mark_read, op), lambda _done: self.refresh())

    def _read_notice(self, number: int) -> None:
        self.save(partial(self.context.services.exchange.mark_noticed, number), lambda _done: self.refresh())

    def _make(self) -> None:
        exchange = self.context.services.exchange
        chosen = self.place_choice.value()
        if chosen and chosen != ELSEWHERE:
            self.save(partial(_make_on_drive, exchange, Path(chosen)), self._made, self._not_made)
            return
        place = self.context.files.save_place(self, tr("Zapisz paczkę dla biura"), "paczka.paczka", BUNDLES)
        if place is not None:
            self.save(partial(exchange.make, place.parent, file=place), self._made, self._not_made)

    def _made(self, made: tuple[Made, ...]) -> None:
        drive = next((one.name for one in self._drives() if one.folder == made[0].file.parent), "")
        names = ", ".join(one.file.name for one in made) + (f" ({drive})" if drive else "")
        more = tr("Biuro jeszcze nie potwierdziło. Możesz spokojnie wysłać ponownie.")
        if not any(one.changes for one in made):
            more = tr("Nie ma w niej zmian, więc nic nie czeka na potwierdzenie.")
        self.notice.tell(f"{tr('Zapisano')}: {names}. {more}", "ok")
        self.context.exchanged.emit()
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


def _make_on_drive(exchange: Exchange, folder: Path) -> tuple[Made, ...]:
    """Make a bundle on a drive; one that was pulled out may have left an empty folder of its name behind."""
    if not os.path.ismount(folder):
        raise NotWrittenError(reason="NO_DRIVE")
    return exchange.make(folder)


def _last_delivered(found: State) -> str:
    for one in found.bundles:
        if one.direction == "out" and one.state == "delivered":
            when = local_moment(one.confirmed_at_ms)
            taken = f", {tr('przyjęta')} {when:%d.%m.%Y}" if one.confirmed_at_ms else ""
            return f"{tr('Ostatnia paczka')}: {number_words(one, found.left)}{taken}."
    return ""


def _read(services: Services) -> State:
    exchange = services.exchange
    return State(
        waiting=exchange.waiting(),
        bundles=exchange.history(),
        left=exchange.left_epochs(),
        names={one.account.id: one.account.name for one in services.register.workers()},
        answers=services.held.answers(),
        noticed=exchange.noticed(),
        conflicts=services.conflicts.count(),
        watched=exchange.watched_folder,
        drives=removable_drives(),
    )
