"""The guide of the first run: one step after another, none of which is lost once it is done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, Protocol, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from asystent_desktop.services.stores import Opened
from asystent_desktop.ui.pages.first_run_demo import DemoPanel
from asystent_desktop.ui.pages.first_run_join import DonePanel, RefusedPanel, RequestPanel, WordsPanel
from asystent_desktop.ui.pages.first_run_steps import (
    DEMO,
    JOIN,
    OFFICE,
    InvitationPanel,
    OfficePanel,
    WhoPanel,
)
from asystent_desktop.ui.pages.new_password import NewPassword
from asystent_desktop.ui.pages.recovery_code import RecoveryCode
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.front_frame import FrontFrame, Step, StepList
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label, set_shown
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtCore import SignalInstance

    from asystent_desktop.errors import AppError
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.enrolment import Joined
    from asystent_desktop.services.stores import Stores
    from asystent_desktop.ui.context import Context

CODE_ONLY: Final = "code-only"
_WHO = Step(title="Kim jesteś", hint="biuro, pracownik czy rozejrzenie się")
_PASSWORD = Step(title="Hasło", hint="ustal i powtórz")
_CODE = Step(title="Kod odzyskiwania", hint="wydrukuj i schowaj")

WAYS: Final = {
    OFFICE: {
        "who": _WHO,
        "office": Step(title="Ośrodek", hint="nazwa, adres i ty"),
        "password": _PASSWORD,
        "code": _CODE,
    },
    JOIN: {
        "who": _WHO,
        "invitation": Step(title="Zaproszenie i kod", hint="wskaż plik i wpisz kod"),
        "password": _PASSWORD,
        "code": _CODE,
        "request": Step(title="Prośba do biura", hint="zapisz plik na nośnik albo wyślij pocztą"),
        "words": Step(
            title="Osiem słów", hint="porównaj z biurem przez telefon", after_wait="po odpowiedzi biura"
        ),
        "done": Step(title="Rodziny wczytane", hint="przyjdą z odpowiedzią biura"),
    },
    DEMO: {"who": _WHO, "demo": Step(title="Dane pokazowe", hint="zmyślone biuro i rodziny")},
    CODE_ONLY: {"code": _CODE},
}
FOOT = {
    OFFICE: "Od kroku 4 możesz przerwać w każdej chwili; program wróci do tego samego miejsca.",
    JOIN: "Od kroku 4 możesz przerwać w każdej chwili. Po kroku 5 poczekasz na odpowiedź biura; "
    "program wróci do tego samego miejsca.",
    DEMO: "Dane pokazowe są osobno. Nigdy nie mieszają się z prawdziwymi.",
    CODE_ONLY: "Program działa bez internetu. Dane są tylko na tym komputerze i w paczkach dla biura.",
}
_TITLES: Final = {OFFICE: "Zaczynamy", JOIN: "Zaczynamy", DEMO: "Zaczynamy", CODE_ONLY: "Nowy kod"}
_NO_WAY_BACK: Final = frozenset({"code", "request", "words", "done"})


class Panel(Protocol):
    """A step's panel: what is missing before going on, and where the keyboard starts.

    A panel that asks for nothing has neither; the keyboard then starts at the button that goes on.
    """

    @property
    def edited(self) -> SignalInstance:
        """Return the signal of a change that may alter `missing`."""

    def missing(self) -> str:
        """Return what is missing in one sentence; nothing when the step is complete."""

    def start(self) -> None:
        """Put the focus where the step begins."""


class FirstRunPage(QWidget):
    """The guide. `opened` carries the services when it is through; `held` those of a store just made."""

    opened = Signal(object)
    held = Signal(object)
    went_back = Signal()

    def __init__(
        self, context: Context, stores: Stores, demo_folder: Path, *, can_leave: bool = False
    ) -> None:
        super().__init__()
        self._context, self._stores, self._demo_folder = context, stores, demo_folder
        self._can_leave = can_leave
        self._way, self._now = JOIN, 0
        self._opened: Opened | None = None
        self._services: Services | None = None
        self._panels: dict[str, QWidget] = {}
        self._frame: FrontFrame | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(self._press_next)
        self._make_first_panels()
        self._show()

    def choose(self, way: str) -> None:
        """Choose a way: `office`, `join` or `demo`."""
        cast("WhoPanel", self._panels["who"]).choose(way)

    def resume_code(self, opened: Opened, *, is_joining: bool) -> None:
        """Go on with a recovery code that has not been typed back yet."""
        self._opened, self._services = opened, opened.services
        self._way = JOIN if is_joining else CODE_ONLY
        self._make_code_panel(opened)
        self._go("code")

    def resume_joining(self, services: Services, *, is_refused: bool = False) -> None:
        """Go on with a store that waits for the office, or whose invitation was refused."""
        self._services, self._way = services, JOIN
        if is_refused:
            self._words_refused()
        else:
            self._begin_request(is_waiting=True)

    def step(self) -> str:
        """Return the name of the step on screen."""
        return tuple(WAYS[self._way])[self._now]

    def panel(self) -> QWidget:
        """Return the panel of the step on screen."""
        return self._panels[self.step()]

    def start(self) -> None:
        """Put the focus where the step begins."""
        begin = getattr(self.panel(), "start", None)
        if begin is not None:
            begin()
        else:
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def next(self) -> None:
        """Finish this step and go on."""
        acts: dict[str, Callable[[], object]] = {
            "password": self._create,
            "code": self._check_code,
            "done": self._finish,
            "demo": cast("DemoPanel", self._panels["demo"]).open_chosen,
        }
        acts.get(self.step(), self._go_next)()

    def back(self) -> None:
        """Go one step back; what was filled in stays."""
        if self._now == 0:
            self.went_back.emit()
        else:
            self._now -= 1
            self._show()
            self.start()

    def _press_next(self) -> None:
        if self.next_button.isEnabled() and self.next_button.isVisible():
            self.next()

    def _make_first_panels(self) -> None:
        who = WhoPanel()
        who.edited.connect(self._way_chosen)
        who.copy_wanted.connect(self._choose_copy)
        password = NewPassword(self._password_problems, self._stores.suggest_password)
        panels: dict[str, QWidget] = {
            "who": who,
            "office": OfficePanel(),
            "invitation": InvitationPanel(self._context, self._stores),
            "password": password,
            "demo": DemoPanel(self._context, self._stores, self._demo_folder),
        }
        for name, panel in panels.items():
            self._add_panel(name, panel)
        cast("DemoPanel", panels["demo"]).opened.connect(self.opened)

    def _choose_copy(self) -> None:
        """Put a copy from another machine in place; the door then asks for its password."""
        copy = self._context.files.folder(self, tr("Wskaż folder kopii zapasowej"))
        if copy is not None:
            restore = partial(self._stores.restore, copy)
            self._context.save(restore, lambda _done: self.went_back.emit(), self._failed, owner=self)

    def _add_panel(self, name: str, panel: QWidget) -> None:
        self._panels[name] = panel
        if hasattr(panel, "edited"):
            cast("Panel", panel).edited.connect(self._check)

    def _password_problems(self, password: str) -> tuple[str, ...]:
        office = cast("OfficePanel", self._panels["office"]).office()
        names = [office.office_name, office.person_name] if self._way == OFFICE else []
        return self._stores.password_problems(password, [name for name in names if name])

    def _way_chosen(self) -> None:
        self._way = cast("WhoPanel", self._panels["who"]).chosen()
        self._show()
        self.start()

    def _go(self, step: str) -> None:
        self._now = tuple(WAYS[self._way]).index(step)
        self._show()
        self.start()

    def _go_next(self) -> None:
        self._go(tuple(WAYS[self._way])[self._now + 1])

    def _show(self) -> None:
        """Build the frame anew around the panel of this step; panels themselves are kept."""
        steps = WAYS[self._way]
        for panel in self._panels.values():
            panel.setParent(None)
        old, self._frame = self._frame, FrontFrame(tr(_TITLES[self._way]), tr(FOOT[self._way]))
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        if len(steps) > 1:
            self._frame.add_to_panel(label(f"Krok {self._now + 1} z {len(steps)}"))
        rail = StepList(tuple(steps.values()))
        rail.show_step(self._now)
        self._frame.add_to_panel(rail)
        page = ScrollPage((0,))
        page.set_margins(60, 36, 60, 24, widest=900)
        self._fill(page)
        self._frame.set_page(page)
        self._column.addWidget(self._frame)
        self._frame.setVisible(True)
        self._check()

    def _fill(self, page: ScrollPage) -> None:
        step, number = self.step(), self._now + 1
        if step in {"who", "office", "invitation", "demo"}:
            page.add(label(tr("1. Kim jesteś w tym programie?"), "hero", wrap=True))
            page.add(self._panels["who"])
            set_shown(self._panels["who"], True)
        if step != "who":
            title = WAYS[self._way][step].title
            card = Card(f"{number}. {title}" if len(WAYS[self._way]) > 1 else title)
            card.set_margins(24, 18, 24, 20)
            card.set_spacing(12)
            card.add(self.panel())
            set_shown(self.panel(), True)
            page.add(card)
        self._said = Note(tone="info")
        page.add(self._said)
        page.add_layout(self._bar())

    def _bar(self) -> QHBoxLayout:
        self.back_button = Button(tr("Wstecz"), self.back)
        self.next_button = Button(tr("Dalej"), self.next, look="main")
        self.next_button.setToolTip(tr("Dalej (Ctrl+Enter)"))
        if self.step() == "done":
            self.next_button.set_words(tr("Zacznij pracę"))
        elif self.step() == "demo":
            self.next_button.set_words(tr("Otwórz"))
        self._missing = label("", "second", wrap=True)
        self._missing.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        may_go_back = self.step() not in _NO_WAY_BACK and (self._now > 0 or self._can_leave)
        line = QHBoxLayout()
        line.setSpacing(10)
        for part, stretch in ((self.back_button, 0), (self._missing, 1), (self.next_button, 0)):
            line.addWidget(part, stretch)
        set_shown(self.back_button, may_go_back)
        set_shown(self.next_button, self.step() not in {"request", "words"})
        return line

    def _check(self) -> None:
        missing = getattr(self.panel(), "missing", str)()
        self._missing.setText(missing)
        self.next_button.setEnabled(not missing)
        self.next_button.setAccessibleDescription(missing)

    def _create(self) -> None:
        password = cast("NewPassword", self._panels["password"]).password()
        if self._way == OFFICE:
            office = cast("OfficePanel", self._panels["office"]).office()
            call = partial(self._stores.create_office, office, password)
        else:
            invited = cast("InvitationPanel", self._panels["invitation"])
            call = partial(self._stores.create_joining, invited.invitation, invited.code.text(), password)
        self._wait(tr("Zakładam sejf…"))
        self._context.save(call, self._created, self._failed, owner=self)

    def _created(self, opened: Opened) -> None:
        cast("NewPassword", self._panels["password"]).forget()
        cast("InvitationPanel", self._panels["invitation"]).code.clear()
        self._opened, self._services = opened, opened.services
        self.held.emit(opened.services)
        self._make_code_panel(opened)
        self._go_next()

    def _make_code_panel(self, opened: Opened) -> None:
        asked = self._stores.asked_groups()
        paper = partial(self._stores.recovery_paper, label=opened.label)
        panel = RecoveryCode(self._context, opened.recovery_code, asked, paper)
        self._add_panel("code", panel)

    def _check_code(self) -> None:
        if self._opened is None:
            return
        groups = cast("RecoveryCode", self.panel()).groups()
        call = partial(self._stores.check_code_back, self._opened, groups)
        self._context.save(call, self._code_checked, self._failed, owner=self)

    def _code_checked(self, fits: bool) -> None:
        if not fits:
            cast("RecoveryCode", self.panel()).say_wrong()
        elif self._way == JOIN:
            self._panels.pop("code").deleteLater()
            self._opened = None
            self._begin_request(is_waiting=False)
        else:
            self._finish()

    def _begin_request(self, *, is_waiting: bool) -> None:
        if self._services is None:
            return
        panel = RequestPanel(self._context, self._services.enrolment, is_waiting=is_waiting)
        panel.answered.connect(self._answered)
        self._add_panel("request", panel)
        self._go("request")

    def _answered(self, file: Path, words: tuple[str, ...]) -> None:
        if self._services is None:
            return
        panel = WordsPanel(self._context, self._services.enrolment, file, words)
        panel.joined.connect(self._joined)
        panel.refused.connect(self._words_refused)
        self._add_panel("words", panel)
        self._go("words")

    def _joined(self, joined: Joined) -> None:
        self._add_panel("done", DonePanel(joined))
        self._go("done")

    def _words_refused(self) -> None:
        self._add_panel("words", RefusedPanel())
        self._go("words")

    def _finish(self) -> None:
        self.opened.emit(self._services)

    def _wait(self, words: str) -> None:
        self.next_button.setEnabled(False)
        self.back_button.setEnabled(False)
        self._said.say(words, tone="info")

    def _failed(self, problem: AppError) -> None:
        fact, _dot, more = problem.sentence.partition(". ")
        self.back_button.setEnabled(True)
        self._check()
        self._said.say(f"{fact.rstrip('.')}.", more, tone="bad")
