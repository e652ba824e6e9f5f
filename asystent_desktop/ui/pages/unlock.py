"""Getting in: the password, what state the data are in, and the ways back for a forgotten password."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, Row
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.dialogs import ask_later
from asystent_desktop.ui.parts.editors import Choice, PasswordEdit
from asystent_desktop.ui.parts.front_frame import BrandDots, FrontFrame
from asystent_desktop.ui.parts.letting_go import empty
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label, set_shown
from asystent_desktop.ui.words import moment_words, size_words, tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from asystent_desktop.errors import AppError
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.stores import StoreCard, Stores
    from asystent_desktop.ui.context import Context

READY = "ready"
OLD_BACKUP_DAYS = 7
ENOUGH_BYTES = 1_000_000_000
FOOT = "Program działa bez internetu. Dane są tylko na tym komputerze i w paczkach dla biura."
CHECK_CAPS = (
    "Sprawdź Caps Lock i wielkie litery. Po pięciu złych próbach trzeba poczekać, za każdym razem dłużej."
)


class UnlockPage(FrontFrame):
    """The door of one store, or of one chosen from several. `unlocked` carries the services."""

    unlocked = Signal(object)
    forgot = Signal(object)
    new_store_wanted = Signal()
    restored = Signal()
    removed = Signal()

    def __init__(
        self,
        context: Context,
        stores: Stores,
        cards: Sequence[StoreCard],
        who: str = "",
        demo_folder: Path | None = None,
    ) -> None:
        super().__init__(tr("Asystent rodziny"), tr(FOOT))
        self._context, self._stores = context, stores
        self._cards = {str(card.folder): card for card in cards}
        self._who, self._demo_folder = who, demo_folder
        self.add_to_panel(BrandDots())
        self.add_to_panel(label("Osiem wizyt w miesiącu,\nkażda zapisana od razu.", "lead", wrap=True))
        self._page = ScrollPage((440, 340))
        self._page.set_margins(60, 72, 60, 24)
        self.set_page(self._page)
        self._page.add(self._door())
        self._facts = QVBoxLayout()
        self._page.add_layout(self._facts, 1)
        self._show_card()

    def start(self) -> None:
        """Go to the password."""
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def card(self) -> StoreCard:
        """Return the store that is chosen."""
        return self._cards[self._choice.value()]

    def unlock(self) -> None:
        """Try the password, off the GUI thread."""
        if not self.button.isEnabled():
            return
        if not self.password.text():
            self._problem.say(tr("Wpisz hasło."), tone="info")
            return
        self._set_busy(busy=True)
        call = partial(self._stores.unlock, self.card().folder, self.password.text())
        self._context.save(call, self._opened, self._refused, owner=self)

    def _door(self) -> Card:
        card = Card()
        card.set_margins(32, 28, 32, 24)
        card.set_spacing(6)
        card.add(label(tr("Dzień dobry"), "hero"))
        card.add(label(self._who, "muted", wrap=True))
        self._choice = Choice(
            [(folder, one.label) for folder, one in self._cards.items()], may_be_empty=False
        )
        self._choice.setAccessibleName(tr("Sejf"))
        self._choice.setCurrentIndex(0)
        set_shown(self._choice, len(self._cards) > 1)
        self._choice.edited.connect(self._show_card)
        card.add(self._choice)
        caption = label(tr("Hasło"), "caption")
        caption.setContentsMargins(0, 12, 0, 0)
        card.add(caption)
        card.add(self._password_line())
        self._caps = Note(tr("Caps Lock jest włączony."), tone="warn")
        self._caps.hide()
        self._problem = Note(tone="bad")
        self.password.caps_lock.connect(self._caps.setVisible)
        self.button = Button(tr("Odblokuj"), self.unlock, look="big", hint="Enter")
        self.button.setSizePolicy(self._choice.sizePolicy())
        card.add(self._caps)
        card.add(self._problem)
        card.add_layout(_spaced(self.button))
        forgot = Button(tr("Nie pamiętam hasła"), lambda: self.forgot.emit(self.card()), look="link")
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(forgot)
        below.addStretch(1)
        card.add_layout(below)
        return card

    def _password_line(self) -> QWidget:
        self.password = PasswordEdit()
        self.password.setProperty("look", "big")
        self.password.setAccessibleName(tr("Hasło"))
        self.password.returnPressed.connect(self.unlock)
        show = Button(tr("Pokaż"), look="small", parent=self.password)
        show.setCheckable(True)
        show.toggled.connect(self.password.show_letters)
        show.toggled.connect(lambda on: show.set_words(tr("Ukryj") if on else tr("Pokaż")))
        line = QHBoxLayout(self.password)
        line.setContentsMargins(0, 0, 10, 0)
        line.addStretch(1)
        line.addWidget(show)
        self.password.setTextMargins(0, 0, show.sizeHint().width() + 12, 0)
        return self.password

    def _show_card(self) -> None:
        empty(self._facts)
        card = self.card()
        self._facts.addWidget(facts_card(card, self._context.clock.today()))
        is_ready = card.state == READY
        if not is_ready:
            self._facts.addWidget(self._damage(card))
        self.button.setEnabled(is_ready)
        if card.folder.parent == self._demo_folder:
            self._facts.addWidget(self._demo_note())
        other = Button(tr("Załóż inny sejf"), self.new_store_wanted.emit, look="link")
        self._facts.addWidget(other, 0, Qt.AlignmentFlag.AlignLeft)

    def _demo_note(self) -> Note:
        from asystent_desktop.ui.pages.first_run_demo import PASSWORD_WORDS

        note = Note(tr("To są dane pokazowe."), tr(PASSWORD_WORDS), tone="warn")
        note.add_button(Button(tr("Usuń…"), self._ask_to_remove_demo))
        return note

    def _ask_to_remove_demo(self) -> None:
        ask_later(
            self,
            tr("Usunąć dane pokazowe?"),
            tr("Zniknie całe zmyślone biuro z laptopami. Prawdziwych danych to nie dotyczy."),
            (("keep", tr("Zostaw")), ("remove", tr("Usuń dane pokazowe"))),
            self._remove_demo,
        )

    def _remove_demo(self, answer: str) -> None:
        if answer != "remove" or self._demo_folder is None:
            return
        self._set_busy(busy=True)
        call = partial(self._stores.remove_demo, self._demo_folder)
        self._context.save(call, lambda _done: self.removed.emit(), self._refused, owner=self)

    def _damage(self, card: StoreCard) -> Note:
        note = Note(
            tr("Część danych jest uszkodzona. Nie usuwaj niczego."),
            tr("Przywróć ostatnią dobrą kopię: program pokaże, czego w niej brakuje."),
            tone="bad",
        )
        if card.last_backup is not None:
            moment = moment_words(card.last_backup.astimezone(), self._context.clock.today())
            newest = partial(self._restore, card, card.folder / "backup")
            note.add_button(Button(f"{tr('Otwórz kopię')}: {moment}", newest))
        note.add_button(Button(tr("Wskaż kopię…"), partial(self._choose_copy, card)))
        return note

    def tell(self, fact: str, more: str = "", tone: str = "info") -> None:
        """Say something above the button, such as what came of a restore."""
        self._problem.say(fact, more, tone)

    def _choose_copy(self, card: StoreCard) -> None:
        copy = self._context.files.folder(self, tr("Wskaż folder kopii"))
        if copy is not None:
            self._restore(card, copy)

    def _restore(self, card: StoreCard, copy: Path) -> None:
        self._set_busy(busy=True)
        call = partial(self._stores.restore, copy, card.folder)
        self._context.save(call, lambda _restored: self.restored.emit(), self._refused, owner=self)

    def _opened(self, services: Services) -> None:
        self.password.clear()
        self._set_busy(busy=False)
        self.unlocked.emit(services)

    def _refused(self, problem: AppError) -> None:
        self._set_busy(busy=False)
        fact, _dot, more = problem.sentence.partition(". ")
        is_wrong = "must_wait" in problem.details
        if is_wrong:
            fact, more = tr("To nie jest właściwe hasło"), tr(CHECK_CAPS)
        self._problem.say(f"{fact.rstrip('.')}.", more, tone="bad")
        self.password.selectAll()
        self.start()
        seconds = problem.details.get("seconds")
        if isinstance(seconds, int | float):
            self.button.setEnabled(False)
            QTimer.singleShot(round(seconds * 1000) + 200, self, self._may_try_again)

    def _may_try_again(self) -> None:
        self.button.setEnabled(True)
        self._problem.say(tr("Możesz spróbować ponownie."), tone="info")

    def _set_busy(self, *, busy: bool) -> None:
        self.button.setEnabled(not busy)
        self.password.setReadOnly(busy)
        self._problem.say(tr("Sprawdzam dane…") if busy else "", tone="info")


def facts_card(card: StoreCard, today: date) -> Card:
    """Return what may be said of a store before it is unlocked."""
    made = Card(tr("Dane na tym komputerze"))
    ready = card.state == READY
    since = f"założony {card.created_on:%d.%m.%Y}" if card.created_on else "data założenia nieznana"
    state = Chip("w porządku", "ok") if ready else Chip("uszkodzony", "bad")
    made.add_row(Row(tr("Plik danych"), since, state))
    copy = card.last_backup.astimezone().replace(tzinfo=None) if card.last_backup else None
    made.add_row(Row(tr("Kopia zapasowa"), _copy_words(copy, today), _copy_chip(copy, today)))
    roomy = card.free_bytes >= ENOUGH_BYTES
    free = Chip(size_words(card.free_bytes), "quiet" if roomy else "warn")
    made.add_row(Row(tr("Wolne miejsce"), "wystarczy na lata" if roomy else "zwolnij miejsce na dysku", free))
    return made


def _copy_words(copy: datetime | None, today: date) -> str:
    return moment_words(copy, today) if copy else "jeszcze nie zrobiona"


def _copy_chip(copy: datetime | None, today: date) -> Chip:
    if copy is None:
        return Chip("brak", "warn")
    fresh = (today - copy.date()).days <= OLD_BACKUP_DAYS
    return Chip("aktualna", "ok") if fresh else Chip("dawna", "warn")


def _spaced(part: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 8, 0, 8)
    column.addWidget(part)
    return column
