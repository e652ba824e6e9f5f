"""Giving and taking bundles on a laptop: what waits, what was delivered, what came."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from asystent_desktop.polish import counted
from asystent_desktop.records import KINDS
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import moment_words, tr

if TYPE_CHECKING:
    from datetime import datetime

    from asystent_desktop.services.exchange import BundleRow, Exchange, Made, Taken, Waiting
    from asystent_desktop.ui.context import Context

BUNDLES = "Paczki (*.paczka);;Wszystkie pliki (*)"
_MOST_ROWS = 12


class ExchangePage(Page):
    """What this laptop exchanges with its office."""

    SHOWS = frozenset(KINDS)

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Wymiana z biurem"))
        self.take_button = self.add_action(tr("Wczytaj paczkę z biura"), self._take, hint="Ctrl+O")
        self.page = ScrollPage((400, 0))
        self.waiting = Card(tr("Czeka na wysłanie"))
        self.history = Card(tr("Historia"), tr("od najnowszej"))
        self.page.add(self.waiting, 0)
        self.page.add(self.history, 1)
        self.page.add(
            Note(
                tr("Dostarczona znaczy, że biuro przyjęło paczkę i odesłało pokwitowanie."),
                tr("Samo zapisanie pliku to jeszcze nie dostarczenie."),
            ),
            1,
        )
        self.save_button = Button("", self._make, look="main", hint="Ctrl+S")
        self.save_button.setAccessibleName(tr("Zapisz paczkę"))
        self.set_main(self.save_button)
        self.add(self.page, 1)

    def refresh(self) -> None:
        """Ask what waits and what was exchanged."""
        self.ask(partial(_state, self.context.services.exchange), self._show)

    def _show(self, found: tuple[Waiting, tuple[BundleRow, ...]]) -> None:
        waiting, bundles = found
        self._renew(self.waiting, self._waiting_rows(waiting))
        words = counted(waiting.changes, "zmiana", "zmiany", "zmian")
        self.save_button.set_words(f"{tr('Zapisz paczkę')} ({words})")
        self.waiting.add(self.save_button)
        self.save_button.show()
        self.waiting.add(
            label(tr("Dane zostają też u ciebie. Paczkę można zapisać jeszcze raz."), "second", wrap=True)
        )
        self._renew(self.history, [self._bundle_row(one) for one in bundles[:_MOST_ROWS]])
        if not bundles:
            self.history.add(label(tr("Nie było jeszcze żadnej paczki."), "second"))

    def _renew(self, card: Card, rows: list[Row]) -> None:
        """Take the rows of a card away and put others there."""
        self.save_button.setParent(None)
        card.clear()
        for row in rows:
            card.add_row(row)

    def _waiting_rows(self, waiting: Waiting) -> list[Row]:
        if not waiting.changes:
            self.waiting.fact.setText("")
            return [Row(tr("Biuro ma wszystko."))]
        since = f"{tr('od')} {waiting.since.astimezone():%d.%m.%Y}" if waiting.since else ""
        self.waiting.fact.setText(f"{tr('paczka nr')} {waiting.number} · {since}")
        return [
            Row(KINDS[kind].plural.lower() if kind in KINDS else kind, right=label(str(count), "strong"))
            for kind, count in waiting.by_kind
        ]

    def _bundle_row(self, one: BundleRow) -> Row:
        states = {
            "saved": ("zapisana", "warn"),
            "delivered": ("dostarczona", "ok"),
            "taken": ("wczytana", "info"),
        }
        words, tone = states.get(one.state, (one.state, "quiet"))
        name = (
            f"{tr('Paczka nr')} {one.number}"
            if one.direction == "out"
            else f"{tr('Z biura: paczka nr')} {one.number}"
        )
        when = moment_words(_local(one.at_ms), self.context.clock.today())
        return Row(
            name, f"{when} · {counted(one.changes, 'zmiana', 'zmiany', 'zmian')}", Chip(tr(words), tone)
        )

    def _make(self) -> None:
        place = self.context.files.save_place(self, tr("Zapisz paczkę dla biura"), "paczka.paczka", BUNDLES)
        if place is not None:
            self.save(partial(self.context.services.exchange.make, place.parent, file=place), self._made)

    def _made(self, made: tuple[Made, ...]) -> None:
        self.notice.tell(
            tr("Paczka zapisana. Biuro jeszcze nie potwierdziło. Możesz spokojnie wysłać ponownie."), "ok"
        )
        self.refresh()

    def _take(self) -> None:
        place = self.context.files.open_place(self, tr("Wczytaj paczkę z biura"), BUNDLES)
        if place is not None:
            self.save(partial(self.context.services.exchange.take, place), self._taken)

    def _taken(self, taken: Taken) -> None:
        self.notice.tell(tr(taken.sentence), "warn" if taken.conflicts or taken.set_aside else "ok")
        self.refresh()


def _state(exchange: Exchange) -> tuple[Waiting, tuple[BundleRow, ...]]:
    return exchange.waiting(), exchange.history()


def _local(at_ms: int) -> datetime:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone()
