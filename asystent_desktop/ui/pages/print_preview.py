"""What comes out of the printer: the pages of a paper, who signs it, what may be chosen, "Drukuj"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from asystent_desktop.polish import month_title
from asystent_desktop.services.printing import Wanted
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, EmptyState, Row
from asystent_desktop.ui.parts.chip import Chip
from asystent_desktop.ui.parts.dialogs import ask_person
from asystent_desktop.ui.parts.editors import Tick
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.pdf_view import PdfView
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.theme import theme
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.errors import AppError
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.printing import Printed
    from asystent_desktop.services.printouts.base import Printout
    from asystent_desktop.ui.context import Context

_SIDE_WIDTH = 300
_LEAST_HEIGHT = 300


class PrintPreviewPage(Page):
    """One paper before it is printed. Arguments: `paper`; `family`, `record`, `day` (ISO), `all` as it needs.

    `initials` begins with initials in place of names. `back` and `back_args` lead to where the person came
    from (Esc).
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Podgląd wydruku"))
        self._printed: Printed | None = None
        self._chosen: frozenset[str] = frozenset()
        self._focus_on = ""
        self.state = Chip("")
        self.header.add_state(self.state)
        self.back_button = Button(tr("Wróć"), self._go_back, hint="Esc")
        self.header.add_action(self.back_button)
        self.add_keys({"Esc": self._go_back})
        self.preview = PdfView(context.files)
        self.preview.said.connect(self.notice.tell)
        self.preview.left_store.connect(self._left)
        self.preview.may_leave = self._may_leave
        self.preview.setMinimumHeight(theme().px(_LEAST_HEIGHT))
        self.body = ScrollPage((0, _SIDE_WIDTH))
        self.body.add(self.preview, 0, fills=True)
        self.add(self.body, 1)

    def enter(self, **args: Any) -> None:
        """Come here for another paper: what was chosen for the last one holds no more."""
        if args != self.args:
            self._chosen = frozenset({"initials"}) if args.get("initials") else frozenset()
        super().enter(**args)

    def refresh(self) -> None:
        """Have the paper made; many of them in one file with a way to stop."""
        wanted, paper = self._wanted(), str(self.args.get("paper", ""))
        self.header.set_words(tr("Podgląd wydruku"), tr("Przygotowuję strony…"))
        if self.args.get("all"):
            make = partial(_make_all, self.context.services, paper, wanted)
            self.context.run_long(
                make, self._show, self._not_made, title=tr("Przygotowuję strony…"), owner=self
            )
        else:
            self.ask(partial(_make, self.context.services, paper, wanted), self._show, self._not_made)

    def _wanted(self) -> Wanted:
        day = self.args.get("day")
        return Wanted(
            family=str(self.args.get("family", "")),
            record=str(self.args.get("record", "")),
            day=date.fromisoformat(day) if isinstance(day, str) and day else day or None,
            large="large" in self._chosen,
            areas=frozenset({"j"}) if "area" in self._chosen else frozenset(),
            initials="initials" in self._chosen,
        )

    def _show(self, found: tuple[Printout, Printed, str]) -> None:
        printout, printed, name = found
        self._printed = printed
        title = f"{tr('Podgląd wydruku')}: {tr(printed.title).lower()}"
        if name:
            title = f"{title}, {self.context.shown_name(name)}"
        day, by_month = self._wanted().day, printout.of == "month" or bool(self.args.get("all"))
        self.header.set_words(title, month_title(day.year, day.month) if day and by_month else "")
        self.state.show_words(tr("szkic") if printed.is_draft else "", "warn")
        self.preview.show()
        self.preview.show_pdf(printed.pdf, printed.name)
        self.preview.hide_pages(hidden=self.context.private)
        self._show_side(printout, printed)

    def _show_side(self, printout: Printout, printed: Printed) -> None:
        self.body.clear(1)
        has_choice = printout.has_large or printout.leaves_off or printout.has_initials
        if not self.args.get("all") and has_choice:
            self.body.add(self._options(printout), 1)
        if self.args.get("all"):
            more = tr("Każda karta ma własne numery stron i zaczyna się od nowej strony.")
            self.body.add(Note(f"{tr('Kart')}: {printed.papers}", more, tone="quiet"), 1)
        for finding in printed.findings:
            self.body.add(Note(tr(finding.sentence), tone="warn"), 1)
        if printed.is_draft:
            words = tr("Na każdej stronie jest napis „szkic”. Zniknie, gdy wydruk będzie ostateczny.")
            self.body.add(Note(tr("To szkic."), words, tone="warn"), 1)
        if printed.signers:
            card = Card(tr("Podpisy"), str(len(printed.signers)))
            for role, name in printed.signers:
                card.add_row(Row(self.context.shown_name(name) if name else tr("do podpisu"), role))
            self.body.add(card, 1)

    def _options(self, printout: Printout) -> Card:
        card = Card(tr("Wydruk"))
        if printout.has_large:
            card.add(self._tick(tr("Większe litery (14 pt)"), "large"))
        if printout.has_initials:
            card.add(self._tick(tr("Same inicjały"), "initials"))
            card.add(label(tr("Bez nazw rodzin i bez ustaleń; adresy zostają."), "second", wrap=True))
        if printout.leaves_off:
            card.add(self._tick(tr("Pokaż też obszar j"), "area"))
            card.add(label(tr("Bezpieczeństwo i przemoc domowa: rodzina przeczyta."), "second", wrap=True))
        return card

    def _tick(self, words: str, name: str) -> Tick:
        """Return a tick that has the paper made anew; it keeps the focus of the one before it."""
        tick = Tick(words)
        tick.setObjectName(name)
        tick.set_value(name in self._chosen)
        tick.edited.connect(partial(self._choose, name))
        if self._focus_on == name:
            QTimer.singleShot(0, tick, tick.setFocus)
            self._focus_on = ""
        return tick

    def _choose(self, name: str) -> None:
        self._chosen ^= {name}
        self._focus_on = name
        self.refresh()

    def _not_made(self, problem: AppError) -> None:
        self._printed = None
        self.header.set_words(tr("Podgląd wydruku"))
        self.state.show_words("")
        self.preview.hide()
        self.body.clear(1)
        self.body.add(EmptyState(tr(problem.sentence)), 1)

    def _may_leave(self) -> bool:
        """Ask before names go to paper while they are hidden on screen."""
        if not self.context.private or "initials" in self._chosen:
            return True
        fact = tr("Tryb prywatny jest włączony.")
        more = tr("Na wydruku będą pełne nazwiska. Wydrukować albo zapisać mimo to?")
        return ask_person(self, fact, more, (("no", tr("Zrezygnuj")), ("yes", tr("Zrób wydruk")))) == "yes"

    def _left(self, way: str) -> None:
        if self._printed is not None:
            note = partial(
                self.context.services.printing.note_export, self._printed.family, printed=way == "print"
            )
            self.save(note)

    def _go_back(self) -> None:
        page = str(self.args.get("back", "family" if self.args.get("family") else "families"))
        self.context.go(page, **self.args.get("back_args", {"family": self.args.get("family", "")}))


def _make(services: Services, paper: str, wanted: Wanted) -> tuple[Printout, Printed, str]:
    printed = services.printing.make(paper, wanted)
    name = services.cases.row(printed.family).name if printed.family else ""
    return services.printing.printout(paper), printed, name


def _make_all(
    services: Services, paper: str, wanted: Wanted, progress: Any, is_stopped: Any
) -> tuple[Printout, Printed, str]:
    printed = services.printing.make_all(paper, replace(wanted, areas=frozenset()), progress, is_stopped)
    name = services.cases.row(wanted.family).name if wanted.family else ""
    return services.printing.printout(paper), printed, name
