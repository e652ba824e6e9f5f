"""The office's side of exchange: bundles from the field, and bundles for the laptops."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from asystent_desktop.polish import counted, day_month, plural, sort_key
from asystent_desktop.records import KINDS
from asystent_desktop.ui.arrivals import BUNDLES, Arrivals
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.exchange_rows import (
    ARRIVED_TONES,
    local_moment,
    noticed_row,
    receipt_words,
    tone_of,
    waiting_row,
)
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, EmptyState, Row
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.table import TableView
from asystent_desktop.ui.parts.text import label, set_shown, show_either
from asystent_desktop.ui.rows_model import Column, RowsModel
from asystent_desktop.ui.words import moment_words, tr

if TYPE_CHECKING:
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.conflict_views import Side
    from asystent_desktop.services.conflicts import Conflict
    from asystent_desktop.services.exchange import (
        Arrived,
        BundleRow,
        DeviceView,
        Made,
        Noticed,
        Taken,
        TakenAll,
    )
    from asystent_desktop.ui.context import Context

_LONG, _CONTEXT = 160, 60
_NOBODY = {"unknown": "nieznane urządzenie", "revoked": "odwołane urządzenie"}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the page shows, read together."""

    devices: tuple[DeviceView, ...]
    conflicts: tuple[Conflict, ...]
    held: int
    noticed: tuple[Noticed, ...]
    last: BundleRow | None
    last_sender: str
    watched: Path | None


class BundlesPage(Page):
    """Bundles that came, laptops that wait for theirs, and what a person has to decide."""

    SHOWS = frozenset(KINDS)

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Paczki z terenu"))
        self.add_action(tr("Zapisz paczki dla laptopów…"), self._make)
        self.add_action(tr("Wskaż plik…"), self._choose, hint="Ctrl+O")
        self.take_button = self.add_action(tr("Przyjmij poprawne"), self._take, main=True)
        self._ticked: set[Path] = set()
        self._results: dict[str, Taken] = {}
        self._made_for: dict[str, list[str]] = {}
        self._arrived: tuple[Arrived, ...] = ()
        self.rows: RowsModel[Arrived] = RowsModel(self._columns(), lambda one: one.file, parent=self)
        self._set_out_page()
        self.arrivals = Arrivals(context, self)
        self._kept: set[Path] = set()
        self.arrivals.changed.connect(self._show_arrived)
        self.arrivals.taken.connect(self._taken)
        self.add_keys({"Ctrl+O": self._choose})
        for key, act in {"Space": self._tick, "Ctrl+A": self._tick_all}.items():
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def enter(self, **args: Any) -> None:
        """Come here, maybe with files that a person dropped or double-clicked."""
        files = args.pop("files", ())
        super().enter(**args)
        if files:
            self.arrivals.add([Path(one) for one in files])

    def refresh(self) -> None:
        """Ask for laptops, open decisions and records set aside; look into the folder again."""
        self.save(partial(_read, self.context.services), self._show)

    def _set_out_page(self) -> None:
        self.page = ScrollPage((0, 430))
        self.list = Card()
        self.list.set_margins(10, 6, 10, 10)
        self.table: TableView[Arrived] = TableView(
            self.rows, tr("Paczki do przyjęcia"), grows=True, sorts=False
        )
        self.table.chosen.connect(self._show_content)
        self.table.opened.connect(self._tick_row)
        self.empty = EmptyState()
        self.list.add(self.table)
        self.list.add(self.empty)
        self.page.add(self.list, 0)
        self.page.add(
            Note(
                tr("Odrzucona paczka nic nie zmienia w danych."),
                tr("Plik zostaje tam, gdzie był. Poproś nadawcę, żeby zapisał paczkę jeszcze raz."),
            ),
            0,
        )
        self.devices = Card(tr("Laptopy"))
        self.page.add(self.devices, 0)
        self.told, self.content = Card(tr("Zauważono")), Card(tr("Paczka"), " ")
        self.conflicts, self.held = Card(tr("Do rozstrzygnięcia"), " "), Card(tr("Zatrzymane zapisy"), " ")
        for part in (self.told, self.content, self.conflicts, self.held):
            self.page.add(part, 1)
        set_shown(self.content, False)
        self.add(self.page, 1)

    def _columns(self) -> list[Column[Arrived]]:
        return [
            Column(
                title=tr("Od kogo"),
                text=lambda one: one.sender or tr(_NOBODY.get(one.state, "nieznany plik")),
                context=lambda one: tr("zaznaczona") if one.file in self._ticked else self._file_words(one),
                bold=True,
                stretch=True,
                width=150,
            ),
            Column(
                title=tr("Zakres"),
                text=_span,
                context=lambda one: f"{tr('paczka nr')} {one.number}" if one.number else "",
                width=130,
                drop=1,
            ),
            Column(
                title=tr("Zmiany"),
                text=lambda one: str(one.changes) if one.number else "–",
                right=True,
                width=70,
            ),
            Column(title=tr("Stan"), text=lambda _one: "", chips=self._chips, width=245),
        ]

    def _file_words(self, one: Arrived) -> str:
        """Return the file, and of which laptop it is when its person has sent from several."""
        laptops = {other.device for other in self._arrived if other.sender == one.sender}
        return " · ".join(filter(None, (one.device[:8] if len(laptops) > 1 else "", one.file.name)))

    def _chips(self, one: Arrived) -> tuple[tuple[str, str], ...]:
        result = self._results.get(one.file.name) if one.state == "known" else None
        if result is not None:
            waits = plural(len(result.set_aside), "zatrzymany", "zatrzymane", "zatrzymanych")
            found = (
                (f"{result.conflicts} {tr('do rozstrzygnięcia')}", result.conflicts),
                (f"{len(result.set_aside)} {waits}", len(result.set_aside)),
            )
            chips = tuple((words, "warn") for words, count in found if count)
            if result.parked:
                chips = (*chips, (f"{result.parked} {tr('po aktualizacji')}", "info"))
            return chips or ((tr("przyjęta"), "ok"),)
        chips = ((tr(one.words), ARRIVED_TONES.get(one.state, "bad")),)
        missing = self._missing_of(one)
        return (*chips, (_missing(missing), "quiet")) if missing else chips

    def _missing_of(self, one: Arrived) -> list[int]:
        """Return the numbers before this one that neither came nor lie here."""
        lying = {other.number for other in self._arrived if other.device == one.device}
        return [number for number in one.missing if number not in lying]

    def _show(self, found: State) -> None:
        if found.watched != self.arrivals.folder:
            self.arrivals.watch(found.watched)
        self.arrivals.look()
        folder = f"{tr('folder')}: {found.watched.name}" if found.watched else ""
        self.header.set_words(tr("Paczki z terenu"), folder)
        self._show_last(found)
        self._show_devices(found.devices)
        self._show_conflicts(found.conflicts)
        self._show_rest(found)
        self._show_arrived(self._arrived)

    def _show_last(self, found: State) -> None:
        said = tr("Nowe paczki pokażą się tutaj: z folderu, przeciągnięte albo wskazane.")
        if found.last is not None:
            words = moment_words(local_moment(found.last.at_ms), self.context.clock.today())
            said = f"{tr('Ostatnia')}: {found.last_sender}, {words}."
        self.empty.say(tr("Wszystkie paczki przyjęte."), said, Button(tr("Wskaż plik…"), self._choose))

    def _show_devices(self, devices: tuple[DeviceView, ...]) -> None:
        self.devices.clear()
        for one in devices:
            owners = sum(other.account == one.account for other in devices)
            told = (
                one.short if owners > 1 else "",
                *(_standing(one) if one.state == "active" else ()),
                ", ".join(self._made_for.get(one.id, ())),
            )
            state = Chip(tr("dołączony"), "ok") if one.state == "active" else Chip(tr("odwołany"), "bad")
            self.devices.add_row(Row(one.name, " · ".join(filter(None, told)), state))
        if not devices:
            words = tr("Żaden laptop jeszcze nie dołączył. Zaproszenie wystawisz na stronie Asystenci.")
            self.devices.add(label(words, "second", wrap=True))
        act = tr("Zmień folder na paczki…") if self.arrivals.folder else tr("Wybierz folder na paczki…")
        self.devices.add(Button(act, self._choose_folder, look="link"))

    def _show_conflicts(self, conflicts: tuple[Conflict, ...]) -> None:
        self.conflicts.clear()
        self.conflicts.fact.setText(f"1 z {len(conflicts)}" if conflicts else "")
        if not conflicts:
            self.conflicts.add(label(tr("Nie ma nic do rozstrzygnięcia."), "second"))
            return
        first = conflicts[0]
        family = self.context.shown_name(first.family_name)
        self.conflicts.add(label(f"{first.field_label} · {family}", "strong", wrap=True))
        is_long = any(len(side.words) > _LONG for side in first.sides)
        for number, side in enumerate(first.sides, 1):
            pick = Button(tr("Wybierz"), partial(self._settle, first.id, number))
            pick.setAccessibleName(f"{tr('Wybierz')}: {self.context.shown_text(side.words)}")
            when = f"{side.at.astimezone():%d.%m.%Y}" if side.at else ""
            who = ", ".join(filter(None, (side.author, when, tr(side.device))))
            words = self.context.shown_text(_excerpt(side) if is_long else side.words) or tr("(puste)")
            self.conflicts.add_row(Row(words, who, None if is_long else pick))
        all_stay = tr("Obie wartości zostają") if len(first.sides) == 2 else tr("Wszystkie wersje zostają")
        stays = f"{all_stay} {tr('w historii, cokolwiek wybierzesz.')}"
        self.conflicts.add(label(stays, "second", wrap=True))
        words = tr("Pokaż obok siebie") if len(conflicts) == 1 else tr("Pokaż wszystkie obok siebie")
        go = partial(self.context.go, "office-conflicts", conflict=first.id)
        # A long text is not chosen by its beginning: the whole of it is read first.
        self.conflicts.add(Button(words, go, look="plain" if is_long else "link"))

    def _show_rest(self, found: State) -> None:
        self.held.clear()
        words = plural(found.held, "zapis czeka", "zapisy czekają", "zapisów czeka")
        go = Button(tr("Obejrzyj"), partial(self.context.go, "held"))
        self.held.add_row(Row(f"{found.held} {words} {tr('na decyzję')}", tr("Reszta jest bezpieczna."), go))
        set_shown(self.held, bool(found.held))
        self.told.clear()
        for one in found.noticed:
            read = Button(tr("Rozumiem"), partial(self._read_notice, one.number), look="small")
            self.told.add_row(noticed_row(one, read if one.number else None))
        set_shown(self.told, bool(found.noticed))

    def _put_aside(self, arrived: tuple[Arrived, ...]) -> None:
        """Keep what revoked devices still send, sealed for the head; nothing of it is taken."""
        fresh = [one.file for one in arrived if one.state == "revoked" and one.file not in self._kept]
        if fresh:
            self._kept |= set(fresh)
            self.arrivals.take(fresh)

    def _show_arrived(self, arrived: tuple[Arrived, ...]) -> None:
        self._arrived = arrived
        self._put_aside(arrived)
        good = {one.file for one in arrived if one.is_good}
        self._ticked &= good
        self.rows.set_rows(arrived)
        show_either(self.table, self.empty, is_first=bool(arrived))
        if self._ticked:
            words = f"{tr('Przyjmij zaznaczone')} ({len(self._ticked)})"
        else:
            words = f"{tr('Przyjmij poprawne')} ({len(good)})"
        self.take_button.set_words(words)
        self.take_button.setEnabled(bool(good) and not self.arrivals.is_taking)
        if arrived:
            self.table.choose_first()
        self._show_content(self.table.current() if arrived else None)

    def _show_content(self, one: Arrived | None) -> None:
        set_shown(self.content, one is not None)
        if one is None:
            return
        self.content.clear()
        self.content.title.setText(f"{tr('Paczka nr')} {one.number}" if one.number else one.file.name)
        changes = counted(one.changes, "zmiana", "zmiany", "zmian")
        self.content.fact.setText(" · ".join(filter(None, (one.sender, changes if one.number else ""))))
        for kind, count in one.kinds:
            self.content.add_row(waiting_row(kind, count))
        result = self._results.get(one.file.name) if one.state == "known" else None
        words = result.sentence if result is not None else one.sentence
        self.content.add(label(tr(words), "second", wrap=True))
        if missing := self._missing_of(one):
            numbers = ", ".join(str(number) for number in missing)
            more = tr("Jej zapisy są w tej paczce albo przyjdą z następną. Nie trzeba o nią prosić.")
            self.content.add(label(f"{tr('Nie dotarła')}: nr {numbers}. {more}", "second", wrap=True))

    def _tick(self) -> None:
        self._tick_row(self.table.current())

    def _tick_row(self, one: Arrived | None) -> None:
        if one is not None and one.is_good:
            self._ticked ^= {one.file}
            self._show_arrived(self._arrived)

    def _tick_all(self) -> None:
        good = {one.file for one in self._arrived if one.is_good}
        self._ticked = set() if self._ticked == good else good
        self._show_arrived(self._arrived)

    def _take(self) -> None:
        wanted = [
            one.file
            for one in self._arrived
            if one.is_good and (not self._ticked or one.file in self._ticked)
        ]
        if wanted:
            self.arrivals.take(wanted)
            self.take_button.setEnabled(False)

    def _taken(self, done: TakenAll) -> None:
        self._results |= {one.file: one for one in done.taken}
        self._ticked = set()
        receipts = tr("Pokwitowania zaniosą laptopom paczki z biura: „Zapisz paczki dla laptopów”.")
        self.notice.tell(
            f"{tr(done.sentence)} {receipts}" if done.taken else tr(done.sentence), tone_of(done)
        )
        self.refresh()

    def _choose(self) -> None:
        place = self.context.files.open_place(self, tr("Wskaż paczkę z terenu"), BUNDLES)
        if place is not None:
            self.arrivals.add([place])

    def _choose_folder(self) -> None:
        folder = self.context.files.folder(self, tr("Gdzie szukać paczek z terenu"))
        if folder is not None:
            watch = partial(self.context.services.exchange.watch_folder, folder)
            self.save(watch, lambda _done: self.refresh())

    def _settle(self, conflict: str, keep: int) -> None:
        settle = partial(self.context.services.conflicts.settle, conflict, keep=keep)
        self.save(settle, lambda _done: self.refresh())

    def _read_notice(self, number: int) -> None:
        self.save(partial(self.context.services.exchange.mark_noticed, number), lambda _done: self.refresh())

    def _make(self) -> None:
        folder = self.context.files.folder(self, tr("Gdzie zapisać paczki dla laptopów"))
        if folder is not None:
            self.save(partial(self.context.services.exchange.make, folder), self._made)

    def _made(self, made: tuple[Made, ...]) -> None:
        words = counted(len(made), "paczkę", "paczki", "paczek")
        self._made_for = {}
        for one in made:
            self._made_for.setdefault(one.device, []).append(one.file.name)
        told = tr("Przy laptopach stoi, która jest dla kogo. Cudzej żaden nie otworzy.")
        self.notice.tell(f"{tr('Zapisano')} {words}. {told if len(made) > 1 else ''}".strip(), "ok")
        self.refresh()


def _standing(device: DeviceView) -> tuple[str, ...]:
    """Return what of the office's work and of its receipts a laptop is known to have."""
    if device.waiting:
        has = counted(device.waiting, "zapis czeka", "zapisy czekają", "zapisów czeka")
    else:
        has = tr("zapisy z biura ma wszystkie") if device.receipt else tr("ma wszystko")
    return (has, f"{tr('pokwitowanie')} {receipt_words(device.receipt)}" if device.receipt else "")


def _excerpt(side: Side) -> str:
    """Return the first stretch in which a long text differs, with a few words before it."""
    before = ""
    for words, differs in side.parts:
        if differs:
            start = before[-_CONTEXT:].partition(" ")[2] if len(before) > _CONTEXT else before
            return _shortened(f"{'… ' if len(before) > _CONTEXT else ''}{start}{words}")
        before += words
    return _shortened(side.words)


def _shortened(words: str) -> str:
    return words if len(words) <= _LONG else f"{words[:_LONG].rpartition(' ')[0]} …"


def _missing(numbers: list[int]) -> str:
    """Return which numbers did not come: what they held comes along with the next bundle."""
    said = ", ".join(str(number) for number in numbers[:2])
    if len(numbers) == 1:
        return f"nr {said} {tr('przyjdzie z następną')}"
    return f"nr {said}{' …' if len(numbers) > 2 else ''}: {tr('z następną')}"


def _span(one: Arrived) -> str:
    """Return the days from the first to the last change of a bundle."""
    if one.first is None or one.last is None:
        return "–"
    first, last = one.first.astimezone().date(), one.last.astimezone().date()
    if first == last:
        return day_month(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_month(last)}"
    if first.year != last.year:
        return f"{tr('do')} {last:%d.%m.%Y}"
    return f"{first:%d.%m}–{last:%d.%m.%Y}"


def _read(services: Services) -> State:
    exchange = services.exchange
    devices = tuple(sorted(exchange.devices(), key=lambda one: sort_key(one.name)))
    last = next((one for one in exchange.history() if one.direction == "in"), None)
    names = {one.id: one.name for one in devices}
    return State(
        devices=devices,
        conflicts=services.conflicts.all(),
        held=len(exchange.held()),
        noticed=exchange.noticed(),
        last=last,
        last_sender=names.get(last.device, "") if last else "",
        watched=exchange.watched_folder,
    )
