"""Settings in cards: what waits is counted at the top and saved together; the look works at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from asystent_desktop.errors import InvalidValueError
from asystent_desktop.polish import counted, fold, joined
from asystent_desktop.services.settings import DRAFT, SettingsChange, SettingsView
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.settings_about import AboutCard
from asystent_desktop.ui.pages.settings_account import AccountCard
from asystent_desktop.ui.pages.settings_copies import CopiesCard
from asystent_desktop.ui.pages.settings_hours import HoursCard
from asystent_desktop.ui.pages.settings_look import LookCard
from asystent_desktop.ui.pages.settings_papers import PapersCard
from asystent_desktop.ui.pages.settings_work import WorkCard
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.header import SearchLine
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import announce, set_property
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.errors import AppError
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.drafts import Draft
    from asystent_desktop.ui.context import Context
    from asystent_desktop.ui.parts.settings_card import SettingsCard

_WIDTHS = (316, 0, 316)
_LEAST_MAIN = 340
_ROOMY = 900


class SettingsPage(Page):
    """Account, hours, limits, papers, copies, look. `card` in its arguments names a card to go to."""

    SHOWS = frozenset({"office", "account", "work_hours", "day_off"})

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Ustawienia"))
        self.waiting = Chip("", "warn")
        self.header.add_state(self.waiting)
        self.waiting.hide()
        self.field = SearchLine(tr("Znajdź ustawienie"), "Ctrl+F")
        self.field.textChanged.connect(self._find)
        self.field.returnPressed.connect(self._go_to_found)
        self.header.add_part(self.field)
        self.undo_button = self.add_action(tr("Cofnij zmiany"), self._undo)
        self.save_button = self.add_action(tr("Zapisz ustawienia"), self._save, main=True, hint="Ctrl+Enter")
        self.page = ScrollPage(_WIDTHS, least_main=_LEAST_MAIN)
        self.account, self.hours = AccountCard(context), HoursCard(context)
        self.work, self.papers = WorkCard(context), PapersCard(context)
        self.copies = CopiesCard(context)
        self.look, self.about = LookCard(context), AboutCard(context)
        self._cards: tuple[tuple[SettingsCard, int], ...] = (
            (self.account, 0),
            (self.hours, 0),
            (self.work, 1),
            # At the office the heading is a form: it stands where hours would, not under all the limits.
            (self.papers, 0 if context.session.is_office else 1),
            (self.copies, 2),
            (self.look, 2),
            (self.about, 2),
        )
        for card, column in self._cards:
            card.edited.connect(self._tell)
            self.page.add(card, column)
        self._kept: dict[str, Any] | None = None
        self._found: QWidget | None = None
        self.add(self.page, 1)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say in fewer words what waits where there is little room."""
        super().resizeEvent(event)
        self._tell()

    def start_filter(self) -> None:
        """Go to the field that finds a setting."""
        self.waiting.setVisible(self.width() >= theme().px(_ROOMY) and bool(self.waiting.text()))
        self.field.setVisible(True)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def refresh(self) -> None:
        """Ask for what is saved; what waits here is kept."""
        self._kept = self.args.pop("typed", None) or self._typed() or None
        self.ask(partial(_read, self.context.services), self._show)

    def place(self) -> dict[str, Any]:
        """Return the card with the focus and what was typed."""
        return {"card": self._card_in_focus(), "typed": self._typed()}

    def save_typed(self) -> None:
        """Keep what waits as a draft."""
        typed = self._typed()
        drafts = self.context.services.drafts
        self.context.save(
            partial(drafts.keep, DRAFT, DRAFT, "", typed) if typed else partial(drafts.drop, DRAFT),
            owner=self,
        )

    def _show(self, found: tuple[SettingsView, Draft | None]) -> None:
        view, draft = found
        typed = self._kept or (dict(draft.values) if draft is not None else {})
        self._kept = None
        self.hours.setVisible(view.session.is_field)
        for card, _column in self._cards:
            card.show_view(view)
            if card.NAME in typed:
                card.retype(typed[card.NAME])
        self._tell()
        self._go_to_card(str(self.args.pop("card", "")))

    def _typed(self) -> dict[str, Any]:
        found = {card.NAME: dict(card.typed()) for card, _column in self._cards}
        return {name: typed for name, typed in found.items() if typed}

    def _tell(self) -> None:
        words = [word for card, _column in self._cards for word in card.waiting()]
        said = counted(len(words), "zmiana niezapisana", "zmiany niezapisane", "zmian niezapisanych")
        whole = f"{said}: {joined(dict.fromkeys(words))}"
        is_narrow = self.width() < theme().px(_ROOMY)
        short = counted(len(words), "zmiana", "zmiany", "zmian")
        self.waiting.show_words((short if is_narrow else whole) if words else "", "warn")
        self.waiting.setAccessibleName(whole if words else "")
        self.waiting.setToolTip(whole if is_narrow else "")
        self.field.setVisible(not (is_narrow and words) or self.field.hasFocus() or bool(self.field.text()))
        self.undo_button.setVisible(bool(words))
        self.save_button.setEnabled(bool(words))

    def _save(self) -> None:
        values: dict[str, Any] = {}
        for card, _column in self._cards:
            card.say_problem("")
            try:
                change = dict(card.change())
            except ValueError as problem:
                self._say_wrong(card, str(problem))
                return
            values["office"] = {**values.get("office", {}), **change.pop("office", {})}
            values |= change
        self.save_button.setEnabled(False)
        call = partial(self.context.services.settings.save, SettingsChange(**values))
        self.save(call, partial(self._saved, values.get("idle_minutes")), self._save_refused)

    def _saved(self, minutes: int | None, _saved: object) -> None:
        if minutes is not None:
            self.context.idle_changed.emit(minutes)
        self._kept = None
        self.ask(partial(_read, self.context.services), self._show_saved)

    def _show_saved(self, found: tuple[SettingsView, Draft | None]) -> None:
        for card, _column in self._cards:
            card.show_view(found[0])
        self._tell()
        self.notice.tell(tr("Ustawienia zapisane."), "ok")

    def _save_refused(self, problem: AppError) -> None:
        self._tell()
        wrong = {"since": self.hours, "until": self.hours, "hours": self.hours, "idle_minutes": self.account}
        if isinstance(problem, InvalidValueError):
            self._say_wrong(wrong.get(problem.field, self.work), problem.sentence)
        else:
            self.notice.tell(tr(problem.sentence), "bad")

    def _say_wrong(self, card: SettingsCard, sentence: str) -> None:
        card.say_problem(tr(sentence))
        self.notice.tell(tr(sentence), "bad")
        self.page.ensureWidgetVisible(card.problem)

    def _undo(self) -> None:
        self._kept = None
        self.ask(partial(_read, self.context.services), self._show_undone)

    def _show_undone(self, found: tuple[SettingsView, Draft | None]) -> None:
        for card, _column in self._cards:
            card.show_view(found[0])
        self._tell()
        self.context.save(partial(self.context.services.drafts.drop, DRAFT), owner=self)

    def _find(self, typed: str) -> None:
        if self._found is not None:
            set_property(self._found, "found", "false")
        self._found = self._place_of(fold(typed.strip()))
        if self._found is not None:
            set_property(self._found, "found", "true")
            self.page.ensureWidgetVisible(self._found, 0, 80)
        elif typed.strip():
            announce(self, f"{tr('Nic nie pasuje do')} „{typed}”.")
        set_property(self.field, "problem", "true" if typed.strip() and self._found is None else "false")

    def _place_of(self, wanted: str) -> QWidget | None:
        if not wanted:
            return None
        texts = [one for one in self.page.findChildren(QWidget) if isinstance(one, QLabel | QAbstractButton)]
        shown = [
            one for one in texts if one.isVisible() and wanted in fold(one.text().replace("\u00a0", " "))
        ]
        return next(iter(sorted(shown, key=lambda one: not isinstance(one, QLabel))), None)

    def _go_to_found(self) -> None:
        """Go to the control nearest to what was found: in its own row first, then in its card."""
        place = self._found
        while place is not None and place is not self.page:
            if place.focusPolicy() & Qt.FocusPolicy.TabFocus and place.isEnabled():
                place.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            control = _first_control(place)
            if control is not None:
                control.setFocus(Qt.FocusReason.OtherFocusReason)
                return
            place = place.parentWidget()

    def _card_in_focus(self) -> str:
        focus = self.focusWidget()
        return next(
            (card.NAME for card, _column in self._cards if focus is not None and card.isAncestorOf(focus)), ""
        )

    def _go_to_card(self, name: str) -> None:
        for card, _column in self._cards:
            control = _first_control(card) if name and name == card.NAME else None
            if control is not None:
                self.page.ensureWidgetVisible(card)
                control.setFocus(Qt.FocusReason.OtherFocusReason)


def _first_control(place: QWidget) -> QWidget | None:
    controls = (
        one
        for one in place.findChildren(QWidget)
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    )
    return next(controls, None)


def _read(services: Services) -> tuple[SettingsView, Draft | None]:
    return services.settings.view(), services.drafts.get(DRAFT)
