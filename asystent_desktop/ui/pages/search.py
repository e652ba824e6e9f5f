"""Search anywhere: families, people, notes, and what can be done; the part found is underlined."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout

from asystent_desktop.errors import NotFoundError
from asystent_desktop.polish import counted, fold
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.parts.card import Card, EmptyState
from asystent_desktop.ui.parts.header import SearchLine
from asystent_desktop.ui.parts.marked import MarkedText
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import announce, label, set_property
from asystent_desktop.ui.recent import WORDS, Place
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.searching import Found
    from asystent_desktop.ui.context import Context

_GROUPS = {
    "recent": "Ostatnie miejsca",
    "families": "Rodziny",
    "people": "Osoby",
    "notes": "Notatki i dokumenty",
    "do": "Zrób",
}
_COMMANDS = (
    ("Zaplanuj miesiąc", "calendar", frozenset({"assistant", "coordinator"})),
    ("Zapisz wizytę", "visit", frozenset({"assistant", "coordinator"})),
    ("Terminy", "deadlines", frozenset({"assistant", "coordinator", "clerk", "head"})),
    ("Wymiana z biurem", "exchange", frozenset({"assistant", "coordinator"})),
    ("Wczytaj wykaz rodzin", "import", frozenset({"clerk", "head"})),
    ("Asystenci i przydziały", "workers", frozenset({"clerk", "head"})),
    ("Ustawienia", "settings", frozenset({"assistant", "coordinator", "clerk", "head"})),
    ("Pomoc", "help", frozenset({"assistant", "coordinator", "clerk", "head"})),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the answer: what it is, a quieter line, what stands at the right, where it leads."""

    group: str
    title: str
    more: str
    right: str
    page: str
    args: dict[str, Any] = field(default_factory=dict)


class FoundRow(QFrame):
    """One thing found, opened by a click or by Enter."""

    opened = Signal()

    def __init__(self, line: Line, words: list[str]) -> None:
        super().__init__()
        self.line = line
        self.setProperty("part", "row")
        self.setProperty("first", "true")
        self.setAccessibleName(", ".join(filter(None, (line.title, line.more, line.right))))
        across = QHBoxLayout(self)
        across.setContentsMargins(10, 8, 10, 8)
        across.setSpacing(10)
        across.addWidget(MarkedText(line.title, words, bold=True))
        across.addWidget(MarkedText(line.more, words), 1)
        across.addWidget(label(line.right, "second"))

    def choose(self, *, chosen: bool) -> None:
        """Show whether Enter opens this row."""
        set_property(self, "chosen", "true" if chosen else "false")

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Open it."""
        self.opened.emit()


class SearchPage(Page):
    """What a person looks for; nothing typed is kept."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Szukaj"))
        self.field = SearchLine(tr("Nazwisko, ulica, telefon, słowo z notatki"), "Ctrl+F")
        self.field.textChanged.connect(self.refresh)
        self.field.returnPressed.connect(self.open_chosen)
        self.header.add_part(self.field)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, step in (("Down", 1), ("Up", -1)):
            QShortcut(QKeySequence(key), self, partial(self.step_by, step), context=here)
        self.add_keys({"Esc": self.leave})
        self.page = ScrollPage((0,))
        self.rows: list[FoundRow] = []
        self.chosen = 0
        self.add(self.page, 1)

    def enter(self, **args: Any) -> None:
        """Come here with an empty field."""
        self.field.clear()
        super().enter(**args)

    def start_filter(self) -> None:
        """Go to the field."""
        self.field.setFocus()
        self.field.selectAll()

    def refresh(self) -> None:
        """Search for what is typed."""
        self.field.setFocus()
        typed = self.field.text()
        if typed.strip():
            self.ask(partial(self.context.services.search.find, typed), partial(self._show, typed))
        else:
            places = self.context.recent.places()
            self.ask(partial(_named, self.context.services, places), self._show_places)

    def step_by(self, step: int) -> None:
        """Choose the next or the previous row."""
        if self.rows:
            self._choose((self.chosen + step) % len(self.rows))

    def open_chosen(self) -> None:
        """Open the chosen row."""
        if self.rows:
            self._open(self.rows[self.chosen].line)

    def leave(self) -> None:
        """Empty the field, or leave when it is empty."""
        if self.field.text():
            self.field.clear()
        else:
            self.context.go("families")

    def _show(self, asked: str, found: tuple[Found, ...]) -> None:
        """Show an answer, unless more was typed since: answers may come in another order than questions."""
        if asked != self.field.text():
            return
        self.page.clear()
        typed = asked.strip()
        kept = [one for one in found if not self.context.hides_family(one.family)]
        lines = [self._line(one) for one in kept] + self._commands(typed, kept)
        self.rows = []
        count = counted(len(kept), "wynik", "wyniki", "wyników")
        self.header.set_words(tr("Szukaj"), count if typed else "")
        if typed and not lines:
            said = f"{tr('Nic nie pasuje do')} „{typed}”."
            more = tr("Sprawdź litery. Wystarczy początek słowa, bez polskich znaków.")
            self.page.add(EmptyState(said, more))
            announce(self, said)
            return
        self._show_groups(lines, fold(typed).split())
        self._choose(0)

    def _show_places(self, found: tuple[tuple[Place, str], ...]) -> None:
        """Show where one has been, for nothing is typed."""
        if self.field.text().strip():
            return
        lines = [
            Line(
                group="recent",
                title=self.context.shown_name(name) or tr(WORDS[place.page]),
                more=tr(WORDS[place.page]) if name else "",
                right=tr("wróć"),
                page=place.page,
                args={"family": place.family} if place.family else {},
            )
            for place, name in found
            if not self.context.hides_family(place.family)
        ]
        self.page.clear()
        self.rows = []
        self._show_groups(lines + self._commands("", []), [])
        self.header.set_words(tr("Szukaj"), "")
        self._choose(0)

    def _show_groups(self, lines: list[Line], words: list[str]) -> None:
        card = Card()
        card.set_spacing(0)
        group = ""
        for line in lines:
            if line.group != group:
                group = line.group
                caption = label(tr(_GROUPS[group]), "caption")
                caption.setContentsMargins(10, 10, 0, 2)
                card.add(caption)
            row = FoundRow(line, words)
            row.opened.connect(partial(self._open, line))
            self.rows.append(row)
            card.add(row)
        keys = tr("Strzałki wybierają, Enter otwiera, Esc zamyka. „zielinscy” znajdzie Zielińscy.")
        hint = label(keys, "second", wrap=True)
        hint.setContentsMargins(10, 12, 0, 0)
        card.add(hint)
        self.page.add(card)

    def _line(self, one: Found) -> Line:
        is_name = one.group in {"families", "people"}
        return Line(
            group=one.group,
            title=self.context.shown_name(one.title) if is_name else one.title,
            more=self.context.shown_text(one.line),
            right="" if one.group == "families" else self.context.shown_name(one.family_name),
            page="visit" if one.kind == "visit" else "plan" if one.kind == "plan" else "family",
            args={"family": one.family, **({one.kind: one.id} if one.kind in {"visit", "plan"} else {})},
        )

    def _commands(self, typed: str, found: list[Found]) -> list[Line]:
        roles, words = self.context.session.roles, fold(typed).split()
        listed = [
            Line(group="do", title=tr(name), more="", right=tr("otwórz"), page=page)
            for name, page, who in _COMMANDS
            if who & roles and all(word in fold(name) for word in words)
        ]
        first = next((one for one in found if one.group == "families"), None)
        if typed and first is not None and roles & {"assistant", "coordinator"}:
            name = self.context.shown_name(first.family_name)
            title = f"{tr('Zapisz wizytę')}: {name}"
            args = {"family": first.family}
            listed.insert(0, Line(group="do", title=title, more="", right="Ctrl+N", page="visit", args=args))
        return listed

    def _choose(self, place: int) -> None:
        self.chosen = place
        for number, row in enumerate(self.rows):
            row.choose(chosen=number == place)
        if self.rows:
            row = self.rows[place]
            self.page.ensureWidgetVisible(row)
            announce(self, row.accessibleName())

    def _open(self, line: Line) -> None:
        if line.page != "family" or line.args.get("family"):
            self.context.go(line.page, **line.args)


def _named(services: Services, places: tuple[Place, ...]) -> tuple[tuple[Place, str], ...]:
    """Return the places with their family's name; one that this store no longer holds is left out."""
    named = []
    for place in places:
        try:
            named.append((place, services.cases.row(place.family).name if place.family else ""))
        except NotFoundError:
            continue
    return tuple(named)
