"""Taking over an office's own list, step by step; nothing is written before the person agrees at the end."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.import_columns import columns_card
from asystent_desktop.ui.pages.import_preview import counts_words, preview_card
from asystent_desktop.ui.pages.import_questions import MOST_QUESTIONS, question_card
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card, EmptyState
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.errors import AppError
    from asystent_desktop.services.importing import ImportPlan, ImportQuestion
    from asystent_desktop.ui.context import Context

LISTS = "Arkusze (*.xlsx *.csv *.txt);;Wszystkie pliki (*)"
STEPS = ("Plik", "Kolumny", "Podgląd", "Pytania", "Wpisanie")
_FILE, _COLUMNS, _PREVIEW, _QUESTIONS, _WRITE = range(len(STEPS))


class ImportGuidePage(Page):
    """The guide: file, columns, rows as they will be, questions, writing."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Wczytaj wykaz rodzin"))
        self.file: Path | None = None
        self.plan: ImportPlan | None = None
        self.step = _FILE
        self.chosen: dict[int, str | None] = {}
        self.answers: dict[tuple[int, int], str] = {}
        self.postponed: set[tuple[int, int]] = set()
        self._was_written = False
        self.cancel_button = self.add_action(tr("Zrezygnuj"), self.cancel, hint="Esc")
        self.back_button = self.add_action(tr("Wstecz"), self.back, hint="Alt+←")
        self.next_button = self.add_action(tr("Dalej"), self.next, main=True, hint="Ctrl+Enter")
        self.add_keys({"Esc": self.cancel, "Alt+Left": self.back})
        self.body = ScrollPage((0,))
        self.add(self.body, 1)

    def enter(self, **args: Any) -> None:
        """Come here; a list that was written is done with, and the guide begins anew."""
        if self._was_written:
            self._begin()
        super().enter(**args)

    def refresh(self) -> None:
        """Show the step; a list already chosen is read again, for the store may have changed."""
        if self.file is None or self._was_written:
            self._show_step()
        else:
            self.read_again()

    def choose_file(self) -> None:
        """Ask for the file and read it."""
        place = self.context.files.open_place(self, tr("Wczytaj wykaz rodzin"), LISTS)
        if place is not None:
            self.take_file(place)

    def take_file(self, place: Path) -> None:
        """Begin with a file; what was chosen and answered for another one is forgotten."""
        self.file, self.plan, self._was_written = place, None, False
        self.chosen, self.answers, self.postponed = {}, {}, set()
        self.step = _COLUMNS
        self.read_again()

    def read_again(self) -> None:
        """Read the file as it is understood now, off the GUI thread."""
        assert self.file is not None  # noqa: S101 - called only with a file
        importing = self.context.services.importing
        read = partial(importing.read, self.file, chosen=dict(self.chosen), answers=dict(self.answers))
        self.ask(read, self._read, self._unreadable)

    def choose_column(self, index: int, target: str) -> None:
        """Take a column for another field, or leave it out."""
        before = self.chosen.get(index)
        self.chosen[index] = target or None
        assert self.file is not None  # noqa: S101 - its columns are on screen
        importing = self.context.services.importing
        read = partial(importing.read, self.file, chosen=dict(self.chosen), answers=dict(self.answers))
        self.ask(read, self._read, partial(self._column_refused, index, before))

    def answer(self, question: ImportQuestion, text: str) -> None:
        """Put a person's answer in the place of the cell."""
        self.answers[(question.row, question.column_index)] = text
        self.read_again()

    def postpone(self, question: ImportQuestion) -> None:
        """Leave a cell out for now; the rest of its row goes in."""
        self.postponed.add((question.row, question.column_index))
        self._show_step()

    def next(self) -> None:
        """Go to the next step; the last one writes."""
        if self._was_written:
            self.context.go("families")
        elif self.step == _FILE:
            self.choose_file()
        elif self.step == _WRITE:
            self._write()
        elif self.plan is not None and not (self.plan.problem and self.step == _COLUMNS):
            self.step += 1
            if self.step == _QUESTIONS and not self.open_questions():
                self.step += 1
            self._show_step()

    def back(self) -> None:
        """Go one step back; nothing chosen or answered is lost."""
        if self.step > _FILE and not self._was_written:
            self.step -= 1
            if self.step == _QUESTIONS and not self.open_questions():
                self.step -= 1
            self._show_step()

    def cancel(self) -> None:
        """Leave without writing; what was understood stays here until the program is locked."""
        self.context.go("families")

    def open_questions(self) -> tuple[ImportQuestion, ...]:
        """Return the questions that wait for an answer."""
        questions = self.plan.questions if self.plan else ()
        return tuple(one for one in questions if (one.row, one.column_index) not in self.postponed)

    def _read(self, plan: ImportPlan) -> None:
        self.plan = plan
        self._show_step()

    def _unreadable(self, problem: AppError) -> None:
        self.file, self.plan, self.step = None, None, _FILE
        self._show_step()
        self.notice.tell(tr(problem.sentence), "bad")

    def _column_refused(self, index: int, before: str | None, problem: AppError) -> None:
        self.chosen.pop(index, None)
        if before is not None:
            self.chosen[index] = before
        self._show_step()
        self.notice.tell(tr(problem.sentence), "warn")

    def _show_step(self) -> None:
        self.body.clear()
        name = self.file.name if self.file else ""
        words = f"{tr('Krok')} {self.step + 1} z {len(STEPS)}: {tr(STEPS[self.step])}"
        self.header.set_words(tr("Wczytaj wykaz rodzin"), " · ".join(filter(None, (words, name))))
        self.back_button.setEnabled(self.step > _FILE and not self._was_written)
        self.next_button.setEnabled(True)
        self.next_button.set_words(tr("Dalej"))
        if self._was_written:
            return
        shows = (
            self._show_file,
            self._show_columns,
            self._show_preview,
            self._show_questions,
            self._show_writing,
        )
        shows[self.step]()

    def _show_file(self) -> None:
        self.next_button.set_words(tr("Wybierz plik…"))
        card = Card(tr("Twój wykaz, taki jak jest"))
        for sentence in (
            tr("Plik xlsx albo csv. Nagłówki mogą być własne: „Nazwisko i imię”, „Tel”, „Data przydz.”."),
            tr("Program pokaże, co zrozumiał z każdej kolumny, i zapyta o to, czego nie jest pewien."),
            tr("Niczego nie wpisze, zanim się zgodzisz. Ten sam plik drugi raz niczego nie zmienia."),
        ):
            card.add(label(sentence, wrap=True))
        self.body.add(card)

    def _show_columns(self) -> None:
        if self.plan is None:
            return
        if self.plan.problem:
            self.body.add(Note(tr(self.plan.problem), tone="warn"))
        self.next_button.setEnabled(not self.plan.problem)
        choices = self.context.services.importing.choices()
        self.body.add(columns_card(self.plan, choices, self.choose_column, self.context))

    def _show_preview(self) -> None:
        if self.plan is not None:
            self.body.add(preview_card(self.plan, self.context), fills=True)

    def _show_questions(self) -> None:
        found = self.open_questions()
        if not found:
            self.body.add(EmptyState(tr("Nie ma więcej pytań."), tr("Możesz iść dalej.")))
            return
        more = tr("Odpowiedz albo odłóż: reszta wiersza i tak się wpisze, a to pole uzupełnisz później.")
        self.body.add(Note(f"{tr('Pytania')}: {len(found)}", more, tone="info"))
        for one in found[:MOST_QUESTIONS]:
            self.body.add(question_card(one, self.answer, self.postpone, self.context))
        if len(found) > MOST_QUESTIONS:
            self.body.add(label(f"{tr('I jeszcze')}: {len(found) - MOST_QUESTIONS}", "second"))

    def _show_writing(self) -> None:
        if self.plan is None:
            return
        card = Card(tr("Wpisać do wykazu?"))
        card.add(label(counts_words(self.plan), "strong", wrap=True))
        if self.plan.questions:
            waits = f"{tr('Pól bez odpowiedzi')}: {len(self.plan.questions)}."
            card.add(label(f"{waits} {tr('Uzupełnisz je na stronie rodziny.')}", wrap=True))
        if self.plan.writes:
            self.next_button.set_words(tr("Wpisz do wykazu"))
        else:
            card.add(label(tr("Ten plik nie wnosi nic nowego: wszystko już jest w wykazie."), wrap=True))
            self.next_button.setEnabled(False)
        self.body.add(card)

    def _write(self) -> None:
        if self.plan is not None and self.plan.writes:
            self.next_button.setEnabled(False)
            self.save(
                partial(self.context.services.importing.apply, self.plan), self._written, self._not_written
            )

    def _written(self, _saved: Any) -> None:
        assert self.plan is not None  # noqa: S101 - it was just written
        words = counts_words(self.plan)
        self._was_written = True
        self._show_step()
        self.next_button.set_words(tr("Otwórz listę rodzin"))
        self.cancel_button.setEnabled(False)
        self.body.add(Note(tr("Wpisano do wykazu."), words, tone="ok"))
        again = Button(tr("Wczytaj następny plik…"), self._again)
        self.body.add(again)

    def _not_written(self, problem: AppError) -> None:
        self.next_button.setEnabled(True)
        self.notice.tell(tr(problem.sentence), "bad")

    def _again(self) -> None:
        self._begin()
        self._show_step()
        self.choose_file()

    def _begin(self) -> None:
        self.cancel_button.setEnabled(True)
        self._was_written, self.file, self.plan, self.step = False, None, None, _FILE
