"""The officers of the office: who opens a store together with whom, and naming one with a key file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.new_password import NewPassword
from asystent_desktop.ui.pages.recovery_by_file import REQUESTS
from asystent_desktop.ui.pages.recovery_code import words_grid
from asystent_desktop.ui.pages.recovery_officers import KEYS, OfficerRow
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.dialogs import ask_later
from asystent_desktop.ui.parts.editors import Choice
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label, set_shown
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.escrow import OfficerView
    from asystent_desktop.ui.context import Context

    Pairs = tuple[tuple[str, str], ...]


class RequestCard(Card):
    """A locked laptop asks by file: its words, one officer's key and password, the answer."""

    def __init__(self, page: Page) -> None:
        super().__init__(tr("Prośba z zamkniętego laptopa"))
        self._page, self._request = page, Path()
        self.set_spacing(8)
        self.add(
            label(tr("Gdy uprawnieni nie mogą do niego pójść, każde odpowiada swoim plikiem."), wrap=True)
        )
        self.add(Button(tr("Wczytaj prośbę…"), self._read))
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        self._words = QVBoxLayout()
        column.addWidget(
            label(
                tr("Zadzwoń: laptop musi pokazywać te same słowa. Choć jedno inne? Nie odpowiadaj."),
                wrap=True,
            )
        )
        column.addLayout(self._words)
        self.key = OfficerRow(1, self._choose)
        self.key.edited.connect(self._check)
        column.addWidget(self.key)
        self.button = Button(tr("Zapisz odpowiedź…"), self._answer)
        column.addWidget(self.button)
        self.add(self._inside)
        set_shown(self._inside, False)

    def _read(self) -> None:
        place = self._page.context.files.open_place(self, tr("Wczytaj prośbę"), REQUESTS)
        if place is not None:
            look = partial(self._page.context.services.escrow.look_at_request, place)
            self._page.ask(look, partial(self._show, place))

    def _show(self, place: Path, words: tuple[str, ...]) -> None:
        self._request = place
        while (item := self._words.takeAt(0)) is not None:
            part = item.widget()
            if part is not None:
                part.deleteLater()
        self._words.addWidget(words_grid(words))
        set_shown(self._inside, True)
        self._check()

    def _choose(self) -> Path | None:
        return self._page.context.files.open_place(self, tr("Wczytaj plik klucza"), KEYS)

    def _check(self) -> None:
        self.button.setEnabled(self.key.is_complete())
        missing = "" if self.key.is_complete() else tr("Wczytaj plik klucza i wpisz hasło tej osoby")
        self.button.setAccessibleDescription(missing)

    def _answer(self) -> None:
        context = self._page.context
        place = context.files.save_place(self, tr("Zapisz odpowiedź"), "odpowiedz.otwarcie", REQUESTS)
        if place is not None:
            call = partial(context.services.escrow.answer_request, self._request, self.key.key(), place)
            self._page.save(call, self._answered)

    def _answered(self, _nothing: object) -> None:
        self.key.password.clear()
        self._check()
        self._page.notice.tell(
            tr("Odpowiedź zapisana. Sama nie otworzy niczego; potrzebna jest też druga osoba."), "ok"
        )


class OfficersListPage(Page):
    """Two of them open any store of the office together; one alone opens none."""

    SHOWS = frozenset({"account"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Uprawnieni do otwierania sejfów"))
        self.page = ScrollPage((0, 430))
        self.list, self.new = Card(tr("Uprawnieni")), Card(tr("Wyznacz osobę"))
        self.person, self.state = Choice(()), Note()
        self.person.setAccessibleName(tr("Kogo wyznaczasz"))
        stores = context.stores
        assert stores is not None  # noqa: S101 - a page lives only in a window, which has them
        self.password = NewPassword(stores.password_problems, stores.suggest_password)
        self.button = Button(tr("Zapisz plik klucza…"), self._name, look="main", hint="Ctrl+Enter")
        self._arrange()
        self.set_main(self.button)

    def refresh(self) -> None:
        """Ask for officers and people."""
        self.ask(partial(_state, self.context.services), self._show)

    def _arrange(self) -> None:
        self.page.add(self.state, 0)
        self.page.add(self.list, 0)
        self.new.add(label(tr("Kogo wyznaczasz"), "caption"))
        self.new.add(self.person)
        self.new.add(label(tr("Hasło do klucza wpisuje ta osoba sama."), "second", wrap=True))
        self.new.add(self.password)
        self.new.add(self.button)
        self.page.add(self.new, 1)
        self.page.add(RequestCard(self), 0)
        self.page.add(
            Note(
                tr("Plik klucza zapisz na pendrive tej osoby."),
                tr("Osobny pendrive, osobna szafa. Laptopy uznają ją po następnej wymianie paczek."),
            ),
            1,
        )
        self.add(self.page, 1)

    def _show(self, found: tuple[tuple[OfficerView, ...], Pairs]) -> None:
        officers, people = found
        self.list.clear()
        for one in officers:
            button = Button(tr("Odwołaj…"), partial(self._dismiss, one))
            button.setAccessibleName(f"{tr('Odwołaj')}: {one.name}")
            self.list.add_row(Row(one.name, right=button))
        if not officers:
            self.list.add(label(tr("Nikogo jeszcze nie wyznaczono."), "second"))
        if len(officers) >= 2:
            self.state.say(
                tr("Dwie z tych osób razem otworzą każdy sejf ośrodka, gdy ktoś zapomni hasła."),
                tr("Jedna sama nie otworzy żadnego."),
                "ok",
            )
        else:
            self.state.say(
                tr("Sejfu z zapomnianym hasłem i bez kodu nikt nie otworzy."),
                tr("Wyznacz co najmniej dwie osoby, np. kierownika i inspektora ochrony danych."),
                "warn",
            )
        self.person.set_options(people)

    def _name(self) -> None:
        account, missing = self.person.value(), self.password.missing()
        if not account or missing:
            self.notice.tell(tr("Wybierz osobę.") if not account else f"{missing}.", "warn")
            return
        place = self.context.files.save_place(self, tr("Zapisz plik klucza"), "klucz.klucz", KEYS)
        if place is not None:
            name = partial(self.context.services.escrow.name, account, self.password.password(), place)
            self.save(name, lambda _done: self._named())

    def _named(self) -> None:
        self.password.forget()
        self.person.set_value("")
        self.notice.tell(tr("Wyznaczono. Plik klucza zapisany: oddaj go tej osobie."), "ok")
        self.refresh()

    def _dismiss(self, one: OfficerView) -> None:
        fact = f"{tr('Odwołać osobę')}: {one.name}?"
        more = tr("Jej klucz przestanie otwierać sejfy. Laptopy dowiedzą się z następną paczką z biura.")
        answers = (("back", tr("Wróć")), ("dismiss", tr("Odwołaj osobę")))
        ask_later(self, fact, more, answers, partial(self._answered_on, one))

    def _answered_on(self, one: OfficerView, answer: str) -> None:
        if answer == "dismiss":
            dismiss = partial(self.context.services.escrow.dismiss, one.account)
            self.save(dismiss, lambda _done: self._dismissed(one))

    def _dismissed(self, one: OfficerView) -> None:
        self.notice.tell(f"{tr('Odwołano')}: {one.name}. {tr('Zapisz paczki dla laptopów.')}", "ok")
        self.refresh()


def _state(services: Services) -> tuple[tuple[OfficerView, ...], Pairs]:
    return services.escrow.officers(), services.auditing.people()
