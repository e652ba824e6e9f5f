"""Allocating families on the office's page: whom, to whom, from when; over the limit only with a reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from asystent_desktop.polish import counted
from asystent_desktop.records import Assignment
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.editors import Choice, DayEdit
from asystent_desktop.ui.parts.flow import FlowLayout
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.record_dialog import RecordDialog
from asystent_desktop.ui.parts.text import label, set_shown
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.errors import AppError
    from asystent_desktop.services.cases import FamilyRow
    from asystent_desktop.services.records import Saved
    from asystent_desktop.services.register import Worker
    from asystent_desktop.ui.page import Page

_FIELD = frozenset({"assistant", "coordinator"})


class AllocationCard(Card):
    """A family, a worker, a day; what the law says about one too many stands here with the field for why."""

    def __init__(self, host: Page) -> None:
        super().__init__(tr("Przydziel rodzinę"))
        self._host, self._context = host, host.context
        self.family, self.worker = Choice(()), Choice(())
        self.since, self.reason = DayEdit(host.context.clock.today), QLineEdit()
        self.reason_words = label(tr("Powód przekroczenia limitu"), "caption")
        self.problem = Note(tone="warn")
        self.allocate_button = Button(tr("Przydziel"), self._allocate)
        self.withdraw_button = Button(tr("Cofnij przydział…"), self._withdraw)
        for words, editor in (
            (tr("Rodzina"), self.family),
            (tr("Asystent albo koordynator"), self.worker),
            (tr("Od dnia"), self.since),
        ):
            self.add(label(words, "caption"))
            self.add(editor)
            editor.setAccessibleName(words)
        self.reason.setAccessibleName(tr("Powód przekroczenia limitu"))
        acts = QWidget()
        side_by_side = FlowLayout(acts)
        for button in (self.allocate_button, self.withdraw_button):
            side_by_side.addWidget(button)
        for part in (self.problem, self.reason_words, self.reason, acts):
            self.add(part)
        self.since.set_value(host.context.clock.today())
        self._ask_reason("")

    def show_choices(self, workers: tuple[Worker, ...], families: tuple[FamilyRow, ...]) -> None:
        """Show who may be chosen: families without a worker first, workers with their number of families."""
        kept = self.family.value(), self.worker.value()
        shown = self._context.shown_name
        listed = sorted(families, key=lambda row: (bool(row.assistant), row.order))
        self.family.set_options(
            [(row.id, f"{shown(row.name)} ({row.assistant or tr('bez asystenta')})") for row in listed]
        )
        self.worker.set_options(
            [
                (one.account.id, f"{one.account.name} ({len(one.families)} z {one.limit})")
                for one in workers
                if _FIELD & set(one.account.roles)
            ]
        )
        for choice, value in zip((self.family, self.worker), kept, strict=True):
            if value:
                choice.set_value(value)
        free = sum(not row.assistant for row in families)
        self.fact.setText(f"{counted(free, 'rodzina', 'rodziny', 'rodzin')} {tr('bez asystenta')}")

    def _allocate(self) -> None:
        family, worker = self.family.value(), self.worker.value()
        if not family or not worker:
            self._host.notice.tell(tr("Wybierz rodzinę i osobę, której ją przydzielasz."), "warn")
            return
        try:
            since = self.since.value() or self._context.clock.today()
        except ValueError as problem:
            self._host.notice.tell(str(problem), "warn")
            return
        allocate = partial(
            self._context.services.register.allocate,
            family,
            worker,
            since,
            over_limit_reason=self.reason.text().strip(),
        )
        self._host.save(allocate, self._allocated, self._refused)

    def _allocated(self, saved: Saved) -> None:
        self._ask_reason("")
        told = " ".join(one.sentence for one in saved.findings)
        self._host.notice.tell(f"{tr('Przydzielono.')} {tr(told)}".strip(), "warn" if told else "ok")

    def _refused(self, problem: AppError) -> None:
        """Say the sentence; where it is the limit, ask for the office's reason."""
        if problem.details.get("rule") in {"C20", "C21"}:
            self._ask_reason(tr(problem.sentence))
            self.reason.setFocus()
        else:
            self._host.notice.tell(tr(problem.sentence), "warn")

    def _ask_reason(self, sentence: str) -> None:
        more = tr("Biuro może zapisać więcej tylko z powodem, np. zastępstwo do końca miesiąca.")
        self.problem.say(sentence, more if sentence else "", "warn")
        for part in (self.reason_words, self.reason):
            set_shown(part, bool(sentence))
        if not sentence:
            self.reason.clear()

    def _withdraw(self) -> None:
        family = self.family.value()
        if not family:
            self._host.notice.tell(tr("Wybierz rodzinę, której przydział cofasz."), "warn")
            return
        until = Assignment.INFO.by_name["until"]
        dialog = RecordDialog(self, tr("Ostatni dzień przydziału"), [until], self._context)
        dialog.show_values({"until": self._context.clock.today()})
        dialog.keep_as(f"{family}:until")
        release = self._context.services.register.release
        dialog.wanted.connect(
            lambda read: dialog.save(partial(release, family, read["until"] or self._context.clock.today()))
        )
        dialog.open()
