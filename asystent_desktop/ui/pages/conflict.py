"""Two people changed one field: both versions side by side, and a person's choice. Nothing is preselected."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QHBoxLayout, QWidget

from asystent_desktop.polish import counted, day_month
from asystent_desktop.records import KINDS
from asystent_desktop.services.conflict_views import LIFE
from asystent_desktop.ui.form import FieldBox, make_editor
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, EmptyState, Row
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.dialogs import ask_later
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label, set_shown, show_either
from asystent_desktop.ui.parts.versions import MarkedText, SideBySide, VersionCard
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.errors import AppError
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.conflicts import Conflict
    from asystent_desktop.services.drafts import Draft
    from asystent_desktop.ui.context import Context
    from asystent_desktop.ui.form import Editor

LETTERS = "ABCDEFGHI"
_TONES = ("info", "warn", "ok", "bad", "edge")
_NOT_WRITTEN = frozenset({"ref", "many", "week_hours"})
_DRAFT = "conflict"
_NOTE_HEIGHT = 190
_LONG = 1_500
_TAKE = "take"
_LIFE_ACTS = ("Usuń zapis", "Zostaw zapis")


class ConflictPage(Page):
    """The queue of decisions, one at a time."""

    SHOWS = frozenset(KINDS)

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Do rozstrzygnięcia"))
        self.state = Chip("", "warn")
        self.header.add_state(self.state)
        self.before_button = self.add_action(tr("‹ Poprzednia"), partial(self._step, -1), hint="Alt+←")
        self.later_button = self.add_action(tr("Odłóż na później"), partial(self._step, 1), hint="Alt+→")
        self.save_button = self.add_action(
            tr("Zapisz wspólną wersję"), self._save_joined, main=True, hint="Ctrl+Enter"
        )
        self._queue: tuple[Conflict, ...] = ()
        self._shown, self._settled = "", {}  # type: str, dict[str, tuple[str, str]]
        self._kept: dict[str, str] = {}
        self._editor: Editor | None = None
        self._set_out_page()
        self._add_keys()

    def refresh(self) -> None:
        """Ask for all open decisions and for what was being typed."""
        self.after_writes(self._ask_state)

    def place(self) -> dict[str, Any]:
        """Return to the same decision after unlocking."""
        return {"conflict": self._shown}

    def save_typed(self) -> None:
        """Put the joined text away that was begun."""
        typed, shown = self._typed(), self._shown
        if typed and shown:
            self._kept[shown] = typed
            keep = self.context.services.drafts.keep
            self.context.save(partial(keep, f"{_DRAFT}:{shown}", _DRAFT, shown, {"text": typed}), owner=self)

    def _set_out_page(self) -> None:
        self.page = ScrollPage((0, 270))
        self.what = Note()
        self.page.add(self.what, 0)
        self.sides = SideBySide()
        self.page.add(self.sides, 0)
        self.joined = Card(tr("Wspólna wersja"), " ")
        self.page.add(self.joined, 0)
        self.before = Card(tr("Przed zmianami"))
        self.page.add(self.before, 1)
        self.marks = Note(
            more=tr("Miejsca, które różnią wersje, są podkreślone i wyróżnione tłem."), tone="warn"
        )
        self.page.add(self.marks, 1)
        self.others = Card(tr("Pozostałe sprawy"))
        self.page.add(self.others, 1)
        self.empty = EmptyState(
            tr("Nie ma nic do rozstrzygnięcia."),
            tr("Gdy dwie osoby zmienią to samo pole, obie wersje pokażą się tutaj."),
        )
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(24, 12, 24, 12)
        line.addWidget(self.empty)
        self.empty_holder = holder
        self.add(holder)
        self.add(self.page, 1)
        holder.hide()

    def _add_keys(self) -> None:
        keys = {f"Ctrl+{number}": partial(self._take, number) for number in range(1, len(LETTERS) + 1)}
        keys |= {"Alt+Left": partial(self._step, -1), "Alt+Right": partial(self._step, 1)}
        self.add_keys(keys)

    def _ask_state(self) -> None:
        self.ask(partial(_state, self.context.services), self._show)

    def _show(self, found: tuple[tuple[Conflict, ...], dict[str, Draft]]) -> None:
        queue, drafts = found
        typed, before = self._typed(), self._shown
        is_new = self._editor is None
        gone = before and before not in {one.id for one in queue} and before not in self._settled
        self._queue = queue
        if gone:
            self.notice.tell(tr("Tę sprawę rozstrzygnęła już druga strona."), "info")
        wanted = before or str(self.args.get("conflict") or "")
        current = next((one for one in queue if one.id == wanted), queue[0] if queue else None)
        show_either(self.page, self.empty_holder, is_first=current is not None)
        for button in (self.before_button, self.later_button):
            button.setEnabled(len(queue) > 1)
        if current is None:
            self._shown, self._editor = "", None
            self.header.set_words(tr("Do rozstrzygnięcia"))
            self.state.show_words("")
            self.save_button.setEnabled(False)
            return
        draft = drafts.get(current.id)
        put_away = self._kept.get(current.id) or (str(draft.values.get("text", "")) if draft else "")
        kept = typed if current.id == before and not is_new else put_away
        self._show_one(current, kept)
        if is_new and self._editor is not None:
            cast("QWidget", self._editor).setFocus()
        if is_new:
            # The field below has the keyboard; what the question is about is read first.
            self.page.show_from(self.what)

    def _show_one(self, one: Conflict, typed: str = "") -> None:
        self._shown = one.id
        family = self.context.shown_name(one.family_name)
        self.header.set_words(" · ".join(filter(None, (one.field_label, family))))
        place = self._queue.index(one) + 1
        self.state.show_words(f"{place} z {len(self._queue)} {tr('do rozstrzygnięcia')}", "warn")
        self._say_what(one)
        self.sides.show_parts([self._side_card(one, number) for number in range(len(one.sides))])
        self._show_before(one)
        self._show_joined(one, typed)
        self._show_others()

    def _say_what(self, one: Conflict) -> None:
        is_life = one.field == LIFE
        if is_life:
            self.what.say(
                tr("Jedna osoba usunęła ten zapis, a druga go zmieniła."),
                tr("Wybierz, co ma zostać. Usunięty zapis zostaje w historii i można go przywrócić."),
            )
        else:
            self.what.say(
                _how_many(one),
                tr("Wybierz jedną wersję albo napisz wspólną. ")
                + tr("Wszystkie zostają w historii i można do nich wrócić."),
            )
        self.before.title.setText(tr("Czego dotyczy") if is_life else tr("Przed zmianami"))
        set_shown(self.marks, not is_life)

    def _side_card(self, one: Conflict, number: int) -> VersionCard:
        side = one.sides[number]
        letter = LETTERS[number % len(LETTERS)]
        name = f"{tr('Wersja')} {letter}"
        moment = f"{side.at.astimezone():%d.%m.%Y, %H:%M}" if side.at else ""
        facts = [
            (tr("Kto"), side.author or tr("nieznana osoba")),
            (tr("Urządzenie"), tr(side.device)),
            (tr("Dotarła"), tr(side.came)),
        ]
        parts = side.parts or ((side.words or tr("(puste)"), False),)
        if self.context.private:
            parts = ((self.context.shown_text(side.words), False),)
        act = f"{tr('Weź wersję')} {letter}" if one.field != LIFE else tr(_LIFE_ACTS[number])
        take = Button(act, partial(self._take, number + 1), hint=f"Ctrl+{number + 1}")
        take.setAccessibleName(f"{act}: {self.context.shown_text(side.words)}")
        tone = _TONES[number % len(_TONES)]
        text, is_long = MarkedText(name, parts), len(side.words) > _LONG
        return VersionCard(name, moment, facts, text, take, tone=tone, is_long=is_long)

    def _show_before(self, one: Conflict) -> None:
        self.before.clear()
        self.before.fact.setText(f"{one.before_at.astimezone():%d.%m.%Y}" if one.before_at else "")
        words = (
            tr("Nie ma wspólnej wcześniejszej wersji.") if one.before is None else one.before or tr("(puste)")
        )
        shown = words if one.before is None else self.context.shown_text(words)
        self.before.add(label(shown, "second", wrap=True))

    def _show_joined(self, one: Conflict, typed: str) -> None:
        self.joined.clear()
        info = KINDS[one.kind]
        described = info.by_name.get(one.field)
        can_write = described is not None and described.type.name not in _NOT_WRITTEN
        set_shown(self.joined, can_write)
        hint = tr("podpowiedź: treść wspólna i wszystkie różnice; zmień, co trzeba")
        self.joined.fact.setText(hint if one.suggestion else "")
        self._editor = None
        self.save_button.setEnabled(False)
        if described is None or not can_write:
            return
        widget = make_editor(described, self.context.clock.today)
        box = FieldBox(described.label, widget)
        self._editor = cast("Editor", widget)
        if one.suggestion:
            widget.setMinimumHeight(theme().px(_NOTE_HEIGHT))
        if typed:
            self._editor.set_value(typed)
        self._editor.edited.connect(self._typed_something)
        self.box = box
        self.joined.add(box)
        self.joined.add(self._joined_line(one))
        self.save_button.setEnabled(bool(typed))

    def _joined_line(self, one: Conflict) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        if one.is_text:
            line.addWidget(Button(tr("Wyczyść"), partial(self._put, "")))
        if one.suggestion:
            suggest = Button(tr("Wstaw podpowiedź"), partial(self._put, one.suggestion))
            suggest.setToolTip(tr("Treść wspólna i wszystkie różnice. Zmień, co trzeba."))
            line.addWidget(suggest)
        today = day_month(self.context.clock.today())
        who = f"{tr('Zapisze się jako')}: {self.context.session.name}, {today}"
        said = f"{who}, {tr('na podstawie wszystkich wersji')}"
        line.addWidget(label(said, "second", wrap=True), 1)
        return holder

    def _show_others(self) -> None:
        self.others.clear()
        for one in self._queue:
            if one.id != self._shown:
                go = Button(tr("Pokaż"), partial(self._go_to, one.id), look="link")
                go.setAccessibleName(f"{tr('Pokaż')}: {one.field_label}")
                self.others.add_row(Row(one.field_label, self.context.shown_name(one.family_name), go))
        for words, family in self._settled.values():
            more = self.context.shown_name(family)
            self.others.add_row(Row(words, more, Chip(tr("rozstrzygnięte"), "ok")))
        set_shown(self.others, len(self._queue) > 1 or bool(self._settled))

    def _typed(self) -> str:
        if self._editor is None:
            return ""
        try:
            value = self._editor.value()
        except ValueError:
            return ""
        return value if isinstance(value, str) else ""

    def _typed_something(self) -> None:
        self.save_button.setEnabled(True)
        self.box.show_problem("")

    def _put(self, words: str) -> None:
        if self._editor is not None:
            self._editor.set_value(words)
            cast("QWidget", self._editor).setFocus()
            self.save_button.setEnabled(bool(words))

    def _current(self) -> Conflict | None:
        return next((one for one in self._queue if one.id == self._shown), None)

    def _step(self, by: int) -> None:
        current = self._current()
        if current is not None and len(self._queue) > 1:
            self.save_typed()
            place = (self._queue.index(current) + by) % len(self._queue)
            self._go_to(self._queue[place].id)

    def _go_to(self, conflict: str) -> None:
        self._shown, self._editor = conflict, None
        self.args = {"conflict": conflict}
        self.refresh()

    def _take(self, number: int) -> None:
        current = self._current()
        if current is None or number > len(current.sides):
            return
        typed = self._typed()
        if not typed or typed == current.suggestion:
            self._keep_side(current.id, number, _TAKE)
            return
        letter = LETTERS[number - 1]
        ask_later(
            self,
            f"{tr('Zaczęta wspólna wersja nie jest zapisana.')} {tr('Wziąć zamiast niej wersję')} {letter}?",
            tr("Tekstu, który piszesz, nie będzie w historii."),
            (("", tr("Pisz dalej")), (_TAKE, f"{tr('Weź wersję')} {letter}")),
            partial(self._keep_side, current.id, number),
        )

    def _keep_side(self, conflict: str, number: int, answer: str) -> None:
        if answer == _TAKE and conflict == self._shown:
            self._settle(partial(self.context.services.conflicts.settle, conflict, keep=number))

    def _save_joined(self) -> None:
        current = self._current()
        if current is None or self._editor is None:
            return
        try:
            value = self._editor.value()
        except ValueError as problem:
            self.box.show_problem(tr(str(problem)))
            return
        self._settle(partial(self.context.services.conflicts.settle, current.id, value=value))

    def _settle(self, act: Any) -> None:
        current = self._current()
        if current is not None:
            place = self._queue.index(current)
            following = self._queue[(place + 1) % len(self._queue)].id if len(self._queue) > 1 else ""
            self._settled[current.id] = (current.field_label, current.family_name)
            self.save(act, partial(self._done, following), partial(self._not_settled, current.id))

    def _done(self, following: str, _changes: object) -> None:
        self.notice.tell(tr("Zapisano. Decyzja pojedzie z następną paczką."), "ok")
        self._go_to(following)

    def _not_settled(self, conflict: str, problem: AppError) -> None:
        self._settled.pop(conflict, None)
        self.notice.tell(tr(problem.sentence), "bad")
        self.refresh()


def _how_many(one: Conflict) -> str:
    """Return where the versions come from: two people, or more places of whoever."""
    authors = {side.author for side in one.sides}
    if len(one.sides) == len(authors) == 2:
        return tr("Dwie osoby zmieniły to samo pole.")
    places = counted(len(one.sides), "miejscu", "miejscach", "miejscach")
    return f"{tr('To samo pole zmieniono w')} {places}."


def _state(services: Services) -> tuple[tuple[Conflict, ...], dict[str, Draft]]:
    drafts = {one.entity: one for one in services.drafts.all() if one.form == _DRAFT}
    return services.conflicts.all(), drafts
