"""Handing families on from one worker to another; what still has to leave a laptop stands beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from asystent_desktop.polish import counted
from asystent_desktop.services.handover import HandoverPlan
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.editors import Choice, DayEdit, LineEdit
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.steps import steps
from asystent_desktop.ui.parts.text import label, set_shown
from asystent_desktop.ui.parts.ticks import TickList
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from asystent_desktop.errors import AppError
    from asystent_desktop.records import Account
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.handover import HandoverStep, Holding
    from asystent_desktop.services.records import Saved
    from asystent_desktop.ui.context import Context

_STATES: Final = {
    "told": ("czeka na paczkę z laptopa", "warn"),
    "known": ("odda przy następnej wymianie", "info"),
}


class HandoverPage(Page):
    """From whom, which families, to whom, from which day and why; then what happens on the laptops."""

    SHOWS = frozenset({"account", "assignment", "family", "foster_family"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Przekazanie rodzin"))
        self.page = ScrollPage((0, 430))
        self.source, self.target = Choice(()), Choice(())
        self.families = TickList()
        self.since, self.reason, self.over_limit = DayEdit(context.clock.today), LineEdit(), LineEdit()
        self.since.set_value(context.clock.today())
        self.problem = Note(tone="bad")
        self.button = Button(tr("Przekaż rodziny"), self.hand_on, look="main", hint="Ctrl+Enter")
        self.source.currentIndexChanged.connect(lambda _place: self._ask_families())
        self.families.edited.connect(self._count)
        self.leaving = Card(tr("W drodze z laptopów"))
        self._holdings: tuple[Holding, ...] = ()
        self.page.add(self._form(), 0)
        self.page.add(self._what_follows(), 1)
        self.page.add(self.leaving, 1)
        self.add(self.page, 1)
        self.set_main(self.button)

    def refresh(self) -> None:
        """Ask for the workers and what is under way."""
        self.ask(partial(_state, self.context.services), self._show)

    def hand_on(self) -> None:
        """Hand the ticked families on; typed text stays when it is refused."""
        plan = HandoverPlan(
            families=self.families.value(),
            account=self.target.value(),
            since=self.since.value() or self.context.clock.today(),
            reason=self.reason.value(),
            over_limit_reason=self.over_limit.value(),
        )
        if not plan.account:
            self.problem.say(tr("Wybierz, komu przekazujesz rodziny."))
            return
        self.save(partial(self.context.services.handover.hand_on, plan), self._handed_on, self._not_handed_on)

    def _form(self) -> Card:
        card = Card(tr("Kto, komu, które"))
        fields: list[tuple[str, QWidget]] = [
            (tr("Od kogo"), self.source),
            (tr("Rodziny"), self.families),
            (tr("Komu"), self.target),
            (tr("Od dnia"), self.since),
            (tr("Powód przekazania"), self.reason),
            (tr("Powód przekroczenia limitu (tylko gdy trzeba)"), self.over_limit),
        ]
        for words, editor in fields:
            caption = label(words, "caption")
            caption.setBuddy(editor)
            caption.setContentsMargins(0, 6, 0, 0)
            editor.setAccessibleName(words)
            card.add(caption)
            if editor is self.families:
                self.all_button = Button(tr("Zaznacz wszystkie"), self._tick_all, look="link")
                self.none = label("", "second", wrap=True)
                card.add(self.all_button)
                card.add(self.none)
            card.add(editor)
        card.add(self.problem)
        card.add(self.button)
        return card

    def _what_follows(self) -> Card:
        card = Card(tr("Co się stanie"))
        told = steps(
            (
                tr("Nowa osoba dostanie rodzinę z całą historią w najbliższej paczce z biura."),
                tr("Dotychczasowa dowie się o tym w swojej. Zapisy, których nie wysłała, przyjdą najpierw."),
                tr("Przyjdą z dopiskiem „po przekazaniu rodziny”."),
                tr("Dopiero potem jej laptop oddaje rodzinę: dane znikają z niego na stałe."),
            )
        )
        card.add(told)
        return card

    def _show(self, found: tuple[tuple[Account, ...], tuple[HandoverStep, ...]]) -> None:
        workers, steps = found
        listed = [(one.id, one.name) for one in workers]
        wanted = self.args.get("account") or self.source.value()
        self.source.set_options(listed)
        self.target.set_options(listed)
        if wanted:
            self.source.set_value(wanted)
        self.args = {}
        self._ask_families()
        self.leaving.clear()
        for one in steps:
            words, tone = _STATES.get(one.state, (one.state, "quiet"))
            name = self.context.shown_name(one.name)
            self.leaving.add_row(Row(name, one.worker, Chip(tr(words), tone)))
        if not steps:
            self.leaving.add(label(tr("Nic nie jest w drodze."), "second"))

    def _ask_families(self) -> None:
        account = self.source.value()
        if account:
            self.ask(partial(self.context.services.handover.holdings, account), self._show_families)
        else:
            self._show_families(())

    def _show_families(self, holdings: tuple[Holding, ...]) -> None:
        self._holdings = holdings
        self.families.set_options(
            [
                (one.id, f"{self.context.shown_name(one.name)}, {tr('od')} {one.since:%d.%m.%Y}")
                for one in holdings
            ]
        )
        set_shown(self.all_button, bool(holdings))
        set_shown(self.none, not holdings)
        is_chosen = bool(self.source.value())
        self.none.setText(
            tr("Ta osoba nie prowadzi żadnej rodziny.") if is_chosen else tr("Najpierw wybierz osobę.")
        )
        self._count()

    def _tick_all(self) -> None:
        self.families.set_value([one.id for one in self._holdings])
        self._count()

    def _count(self) -> None:
        count = len(self.families.value())
        words = counted(count, "rodzinę", "rodziny", "rodzin")
        self.button.set_words(f"{tr('Przekaż')} {words}" if count else tr("Przekaż rodziny"))

    def _handed_on(self, saved: Saved) -> None:
        self.problem.say("")
        self.reason.set_value("")
        self.over_limit.set_value("")
        said: list[Any] = [tr("Przekazano. Zapisz paczki dla laptopów: z nimi wszyscy się dowiedzą.")]
        said += [one.sentence for one in saved.findings]
        self.notice.tell(" ".join(said), "warn" if saved.findings else "ok")
        self.refresh()

    def _not_handed_on(self, problem: AppError) -> None:
        self.problem.say(tr(problem.sentence), tr("To, co wpisano, zostaje."), "bad")


def _state(services: Services) -> tuple[tuple[Account, ...], tuple[HandoverStep, ...]]:
    return services.handover.workers(), services.handover.under_way()
