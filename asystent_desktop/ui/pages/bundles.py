"""The office's side of exchange: bundles from the field, and bundles for the laptops."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from asystent_desktop.polish import counted
from asystent_desktop.records import KINDS
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.exchange import BUNDLES
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.conflicts import Conflict
    from asystent_desktop.services.exchange import DeviceView, Made, Taken
    from asystent_desktop.services.taking import SetAside
    from asystent_desktop.ui.context import Context


class BundlesPage(Page):
    """Bundles that came, laptops that wait for theirs, and what a person has to decide."""

    SHOWS = frozenset(KINDS)

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Paczki z terenu"))
        self.add_action(tr("Zapisz paczki dla laptopów…"), self._make)
        self.add_action(tr("Wczytaj paczkę…"), self._take, main=True, hint="Ctrl+O")
        self.page = ScrollPage((0, 430))
        self.taken, self.devices = Card(tr("Wczytane teraz")), Card(tr("Laptopy"))
        self.conflicts, self.held = Card(tr("Do rozstrzygnięcia")), Card(tr("Zatrzymane zapisy"))
        for part in (self.taken, self.devices):
            self.page.add(part, 0)
        self.page.add(
            Note(
                tr("Odrzucona paczka nic nie zmienia w danych."),
                tr("Poproś nadawcę, żeby zapisał ją jeszcze raz."),
            ),
            0,
        )
        for part in (self.conflicts, self.held):
            self.page.add(part, 1)
        self.taken.setVisible(False)
        self.add(self.page, 1)

    def refresh(self) -> None:
        """Ask for laptops, open decisions and records set aside."""
        self.save(partial(_state, self.context.services), self._show)

    def _show(self, found: tuple[tuple[DeviceView, ...], tuple[Conflict, ...], tuple[SetAside, ...]]) -> None:
        devices, conflicts, held = found
        self.devices.clear()
        for one in devices:
            waiting = counted(one.waiting, "zapis czeka", "zapisy czekają", "zapisów czeka")
            state = Chip(tr("dołączony"), "ok") if one.state == "active" else Chip(tr("odwołany"), "bad")
            self.devices.add_row(Row(one.name, waiting, state))
        if not devices:
            self.devices.add(
                label(
                    tr("Żaden laptop jeszcze nie dołączył. Zaproszenie wystawisz na stronie Asystenci."),
                    "second",
                    wrap=True,
                )
            )
        self.conflicts.clear()
        self.conflicts.fact.setText(str(len(conflicts)))
        for conflict in conflicts:
            self._add_conflict(conflict)
        if not conflicts:
            self.conflicts.add(label(tr("Nie ma nic do rozstrzygnięcia."), "second"))
        self.held.clear()
        self.held.setVisible(bool(held))
        for one_held in held:
            self.held.add_row(Row(tr(one_held.words), one_held.op[:8]))

    def _add_conflict(self, conflict: Conflict) -> None:
        family = self.context.shown_name(conflict.family_name)
        self.conflicts.add(label(f"{conflict.field_label} · {family}", "strong", wrap=True))
        for number, side in enumerate(conflict.sides, 1):
            pick = Button(tr("Wybierz"), partial(self._settle, conflict.id, number))
            pick.setAccessibleName(f"{tr('Wybierz')}: {side.words}")
            who = f"{side.author}, {side.at.astimezone():%d.%m.%Y}" if side.at else ""
            self.conflicts.add_row(Row(self.context.shown_text(side.words) or tr("puste"), who, pick))

    def _settle(self, conflict: str, keep: int) -> None:
        settle = partial(self.context.services.conflicts.settle, conflict, keep=keep)
        self.save(settle, lambda _done: self.refresh())

    def _take(self) -> None:
        place = self.context.files.open_place(self, tr("Wczytaj paczkę z terenu"), BUNDLES)
        if place is not None:
            self.save(partial(self.context.services.exchange.take, place), self._show_taken)

    def _show_taken(self, taken: Taken) -> None:
        self.taken.setVisible(True)
        self.taken.add_row(Row(taken.sender, tr(taken.sentence), Chip(tr("przyjęta"), "ok")))
        self.notice.tell(tr(taken.sentence), "warn" if taken.conflicts or taken.set_aside else "ok")
        self.refresh()

    def _make(self) -> None:
        folder = self.context.files.folder(self, tr("Gdzie zapisać paczki dla laptopów"))
        if folder is not None:
            self.save(partial(self.context.services.exchange.make, folder), self._made)

    def _made(self, made: tuple[Made, ...]) -> None:
        words = counted(len(made), "paczkę", "paczki", "paczek")
        self.notice.tell(f"{tr('Zapisano')} {words}.", "ok")
        self.refresh()


def _state(services: Services) -> tuple[tuple[DeviceView, ...], tuple[Conflict, ...], tuple[SetAside, ...]]:
    return services.exchange.devices(), services.conflicts.all(), services.exchange.held()
