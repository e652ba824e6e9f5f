"""Recording a visit in about a minute, from the keyboard; what is typed is safe within two seconds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QStackedWidget, QWidget

from asystent_desktop.polish import month_in, short_date
from asystent_desktop.records.codes import label as code_label
from asystent_desktop.services.visit_drafts import VisitDraft, draft_values, read_draft, visit_key
from asystent_desktop.ui.month_dots import dots_of
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.pages.phrases import PhrasesDialog
from asystent_desktop.ui.pages.visit_agreements import OldAgreements
from asystent_desktop.ui.pages.visit_choose import FamilyChooser
from asystent_desktop.ui.pages.visit_course import CourseCard
from asystent_desktop.ui.pages.visit_finish import Finish
from asystent_desktop.ui.pages.visit_finished import FinishedVisit
from asystent_desktop.ui.pages.visit_loading import Loaded, load
from asystent_desktop.ui.pages.visit_next import NextCard
from asystent_desktop.ui.pages.visit_when import WhenCard
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.editors import NoteEdit
from asystent_desktop.ui.parts.eight_dots import EightDots
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.numbered import NumberedTicks, Option
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label, set_property
from asystent_desktop.ui.words import moment_words, tr

if TYPE_CHECKING:
    from asystent_desktop.errors import AppError
    from asystent_desktop.records import Agreement, PlanGoal
    from asystent_desktop.services.drafts import Draft
    from asystent_desktop.services.visit_entry import VisitEntry, VisitForm
    from asystent_desktop.ui.context import Context

SAVE_AFTER_MS = 1000
RETRY_AFTER_MS = 5000
_FORM, _CHOOSER, _FINISHED = range(3)
_GOAL_TONES = {"in_progress": "info", "achieved": "ok", "partly": "ok"}


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the editors: what could be read, the sentence and the text of what could not."""

    entry: VisitEntry
    problems: dict[str, str]
    raw: dict[str, str]


class VisitPage(Page):
    """One visit being written, the choice of a family for it, or a finished one as it was written."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Zapis wizyty"))
        self._loaded: Loaded | None = None
        self._entry: VisitEntry | None = None
        self._is_loading = self._is_dirty = False
        self.dots, self.saved_words = EightDots(), label("", "second")
        self.header.add_state(self.dots)
        self.header.add_part(self.saved_words)
        self._finish = Finish(self)
        self.failed_button = self.add_action(tr("Nie odbyła się…"), self._finish.ask_reason, hint="F7")
        self.finish_button = self.add_action(tr("Zakończ wizytę"), self.finish, main=True, hint="Ctrl+Enter")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.keep_draft)
        self._make_parts()
        self._arrange()
        self._add_keys()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    @property
    def draft_key(self) -> str:
        """Return the key of this visit's draft."""
        entry = self._entry
        return visit_key(entry.family, entry.id) if entry else ""

    def enter(self, **args: Any) -> None:
        """Come here for a visit; what is typed about another one is put away first."""
        self.save_typed()
        self._is_dirty = False
        super().enter(**args)

    def place(self) -> dict[str, Any]:
        """Return what leads back to this visit and to the cursor in its note."""
        if self._entry is None:
            return self.args
        cursor = self.course.textCursor().position()
        return {"family": self._entry.family, "visit": self._entry.id, "cursor": cursor}

    def refresh(self) -> None:
        """Ask for the family's form and for a draft of it, after what is still being written."""
        if self._is_dirty:
            self._show_words()
            return
        self.after_writes(self._load)

    def save_typed(self) -> None:
        """Put the draft away before the page is left or the store locked."""
        if self._is_dirty:
            self.keep_draft()

    def keep_draft(self) -> None:
        """Write what is typed as a draft, also what can't be read as a date or an hour yet."""
        if self._entry is None:
            return
        self._timer.stop()
        typed = self.typed()
        values = draft_values(VisitDraft(entry=typed.entry, typed=typed.raw))
        keep = partial(self.context.services.drafts.keep, self.draft_key, "visit", self._entry.family, values)
        self.save(keep, partial(self._kept, self.draft_key), self._not_kept)

    def typed(self) -> Typed:
        """Return what stands in the editors; what can't be read keeps its value of before in the entry."""
        assert self._entry is not None  # noqa: S101 - the page shows a form
        values: dict[str, Any] = {}
        problems: dict[str, str] = {}
        raw: dict[str, str] = {}
        for name, editor in self._editors.items():
            try:
                found = editor.value()
            except ValueError as problem:
                problems[name], raw[name] = str(problem), _raw(editor)
                continue
            if found is not None or name == "next_visit":
                values[name] = found
        values |= {
            "present": self.when.present(),
            "contacts_present": self.when.contacts(),
            "outcomes": self.agreed.outcomes(),
        }
        return Typed(replace(self._entry, **values), problems, raw)

    def whole_entry(self) -> VisitEntry | None:
        """Return the entry when all of it can be read; otherwise lead to the first field that can't."""
        typed = self.typed()
        for name, sentence in typed.problems.items():
            self.show_problem(name, sentence)
            return None
        moved = self.next.planned_id() if typed.entry.next_visit is not None else ""
        return replace(typed.entry, next_id=moved)

    def has_next(self) -> bool:
        """Tell whether a next visit is planned already."""
        return (
            self._loaded is not None
            and self._loaded.form is not None
            and self._loaded.form.next_planned is not None
        )

    def finish(self) -> None:
        """Save the visit as held."""
        self._finish.start("held")

    def show_problem(self, field: str, sentence: str) -> None:
        """Say what is wrong and go to its field."""
        self.notice.tell(sentence, "bad")
        editor = {**self._editors, "date": self.day, "present": self.when.people}.get(field)
        if editor is not None:
            self._go_to(editor)
            set_property(editor, "problem", "true")
            editor.setAccessibleDescription(sentence)

    def stop_draft(self) -> None:
        """Keep no draft while the visit is being saved, or the draft would outlive it."""
        self._timer.stop()
        self._is_dirty = False

    def resume_draft(self) -> None:
        """Keep the draft again: the visit was not saved."""
        self._touched()

    def forget(self) -> None:
        """Leave the visit behind: it is saved."""
        self.context.sit_down_with("")
        self._entry = self._loaded = None
        self._is_dirty = False
        self.saved_words.setText("")

    def hideEvent(self, event: QHideEvent) -> None:
        """Put typed text away with the page."""
        if self.context.is_open:
            self.save_typed()
        super().hideEvent(event)

    def _load(self) -> None:
        self.ask(partial(load, self.context.services, dict(self.args)), self._show)

    def _show(self, found: Loaded) -> None:
        self._loaded = found
        form = found.form
        self._is_loading = True
        self._clear_problems()
        is_form = form is not None and form.finished is None
        for part in (self.failed_button, self.finish_button):
            part.setVisible(is_form)
        self.dots.setVisible(form is not None)
        self.saved_words.setText("")
        if form is None:
            self._entry = None
            self._views.setCurrentIndex(_CHOOSER)
            self.chooser.offer(found.choosable(self.context.shown_name, self.context.shown_text))
        elif form.finished is not None:
            self._entry = None
            self._views.setCurrentIndex(_FINISHED)
            self.finished.show_visit(form)
        else:
            self._views.setCurrentIndex(_FORM)
            self._show_form(form, found.draft)
        self._show_words()
        self._is_loading = False

    def _show_form(self, form: VisitForm, draft: Draft | None) -> None:
        self.next.show_planned(form.next_planned)
        self.plan_hint.setVisible(not form.has_plan)
        self._show_people(form)
        restored = read_draft(draft.values, form.entry) if draft else VisitDraft(entry=form.entry)
        self._entry = replace(restored.entry, id=form.entry.id, family=form.entry.family)
        self.context.sit_down_with(form.entry.family)
        for name, editor in self._editors.items():
            editor.set_value(getattr(self._entry, name))
        self.when.set_people(self._entry.present, self._entry.contacts_present)
        self.agreed.set_outcomes(self._entry.outcomes)
        for name, text in restored.typed.items():
            _set_raw(self._editors[name], text)
        self._show_restored(draft)
        self.course_card.show_phrases(self._loaded.phrases if self._loaded else ())
        self._go_to(self.course)
        cursor = self.course.textCursor()
        cursor.setPosition(min(self.args.get("cursor", 10**6), len(self.course.toPlainText())))
        self.course.setTextCursor(cursor)
        # Once the parts have found their places: at a large type the note stands far below.
        QTimer.singleShot(0, self, self._see_focus)

    def _show_restored(self, draft: Draft | None) -> None:
        self.again.setVisible(draft is not None)
        if draft is None:
            self.restored.say("")
            return
        when = moment_words(draft.at_local, self.context.clock.today())
        self.restored.say(
            f"{tr('To jest twój niedokończony wpis')} ({when}).",
            tr("Możesz pisać dalej albo zacząć od nowa."),
            "info",
        )

    def _show_words(self) -> None:
        """Show everything that holds a name, as it may be shown now."""
        form = self._loaded.form if self._loaded else None
        if form is None:
            self.header.set_words(tr("Zapis wizyty"))
            return
        name = self.context.shown_name(form.family_name)
        entry = self._entry or form.entry
        row = self._loaded.row if self._loaded else None
        if row is not None:
            # More visits than the target are no mistake: then the target is left out.
            of_all = f" {tr('z')} {row.count.target}" if form.number <= row.count.target else ""
            nth = f"{form.number}.{of_all} {month_in(entry.day.month)}"
            self.header.set_words(f"{tr('Zapis wizyty')}: {name}", nth)
            self.dots.show_month(dots_of(row.count))
        if self._is_dirty:
            ticked, people = self.agreed.value(), (self.when.present(), self.when.contacts())
            outcomes, goals = self.agreed.outcomes(), self.goals.value()
            self._show_people(form)
            self.when.set_people(*people)
            self.agreed.set_value(ticked)
            self.agreed.set_outcomes(outcomes)
            self.goals.set_value(goals)
        self.private_card.setVisible(not self.context.private)

    def _show_people(self, form: VisitForm) -> None:
        shown = self.context.shown_sentence
        self.when.show_form(form, self.context.shown_name)
        self.agreed.set_options([_agreement(one, shown) for one in form.open_agreements])
        self.goals.set_options([_goal(number, one, shown) for number, one in enumerate(form.goals, 1)])
        self.agreed_card.setVisible(bool(form.open_agreements))
        self.goals_card.setVisible(bool(form.goals))
        since = f" {tr('z')} {short_date(form.agreed_on)}" if form.agreed_on else ""
        self.agreed_card.title.setText(f"{tr('Ustalenia')}{since}")
        self._count_agreed()

    def _count_agreed(self) -> None:
        done, whole = len(self.agreed.value()), len(self.agreed.ticks.codes())
        self.agreed_card.fact.setText(f"{done} {tr('z')} {whole} {tr('zrobione')} · F4")

    def _make_parts(self) -> None:
        self.when, self.next = WhenCard(self._today), NextCard(self._today)
        self.course_card = CourseCard(self._today, self._edit_phrases)
        self.agreed, self.goals = OldAgreements(), NumberedTicks()
        self.private_note = NoteEdit(2, limit=20_000)
        self.private_note.setAccessibleName(tr("Notatka tylko dla ciebie"))
        self.restored = Note()
        self.again = Button(tr("Zacznij od nowa"), self._begin_again)
        self.restored.add_button(self.again)
        self.day, self.start, self.end = self.when.day, self.when.start, self.when.end
        self.course, self.areas = self.course_card.course, self.course_card.areas
        self.agreements = self.course_card.agreements
        self.chooser, self.finished = FamilyChooser(), FinishedVisit(self.context)
        self.chooser.chosen.connect(self._take)
        self._editors: dict[str, Any] = {
            **self.when.editors(),
            **self.course_card.editors(),
            "goals": self.goals,
            "done_agreements": self.agreed,
            "next_visit": self.next,
            "private_note": self.private_note,
        }
        for editor in (*self._editors.values(), self.when.people):
            editor.edited.connect(self._touched)
        self.agreed.edited.connect(self._count_agreed)

    def _take(self, family: str, visit: str) -> None:
        self.context.go("visit", family=family, visit=visit)

    def _today(self) -> date:
        return self.context.clock.today()

    def _arrange(self) -> None:
        # From the outside in: what is put into a page when it is whole is dressed once more.
        self._views = QStackedWidget()
        self.add(self._views, 1)
        self._scroll, choosing = ScrollPage((260, 0, 304)), ScrollPage((0,))
        for view in (self._scroll, choosing, self.finished):
            self._views.addWidget(view)
        self.agreed_card, self.goals_card = (
            Card(tr("Ustalenia")),
            Card(tr("Plan pracy: czego dotyczyła"), "F5"),
        )
        self.agreed_card.add(self.agreed)
        self.goals_card.add(self.goals)
        self.private_card = Card(tr("Notatka tylko dla ciebie"), "Ctrl+F3")
        self.private_card.add(self.private_note)
        words = tr("Zostaje na tym komputerze: nie idzie do biura i nie drukuje się.")
        self.private_card.add(label(words, "second", wrap=True))
        self.plan_hint = Note(
            tr("Ta rodzina nie ma jeszcze planu pracy."), tr("Wizytę zapiszesz i bez niego."), tone="quiet"
        )
        self._scroll.add(self.when, 0)
        middle: tuple[QWidget, ...] = (self.restored, self.course_card)
        right: tuple[QWidget, ...] = (
            self.agreed_card,
            self.goals_card,
            self.plan_hint,
            self.next,
            self.private_card,
        )
        for column, parts in ((1, middle), (2, right)):
            for part in parts:
                self._scroll.add(part, column)
        closed = tr("Po „Zakończ wizytę” zobaczysz „Zapisano” i wpis będzie zamknięty.")
        self._scroll.add(Note(closed, tr("Poprawkę dopiszesz jako uzupełnienie z datą.")), 2)
        choosing.add(self.chooser)

    def _add_keys(self) -> None:
        keys: dict[str, Any] = {
            "F2": self.areas,
            "F3": self.course,
            "F4": self.agreed,
            "F5": self.goals,
            "F8": self.agreements,
            "F10": self.day,
            "F11": self.when.people,
            "F12": self.next,
            "Ctrl+F3": self.private_note,
        }
        acts: dict[str, Any] = {key: partial(self._go_to, part) for key, part in keys.items()}
        acts |= {"F7": self.failed_button.click, "Ctrl+J": self._edit_phrases}
        self.add_keys(acts)

    def _go_to(self, part: QWidget) -> None:
        if self._views.currentIndex() != _FORM:
            return
        part.setFocus()
        if isinstance(part, QLineEdit):
            part.selectAll()
        self._see_focus()

    def _see_focus(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and self._scroll.isAncestorOf(now):
            self._scroll.ensureWidgetVisible(now, 40, 40)

    def _touched(self) -> None:
        if self._is_loading or self._entry is None:
            return
        self._is_dirty = True
        self._clear_problems()
        # Not begun anew by each key: a text typed without a pause is kept all the same.
        if not self._timer.isActive():
            self._timer.start(SAVE_AFTER_MS)

    def _clear_problems(self) -> None:
        for editor in self._editors.values():
            if editor.property("problem") == "true":
                set_property(editor, "problem", "false")
                editor.setAccessibleDescription("")
                self.notice.clear()

    def _on_focus(self, _old: QWidget | None, _now: QWidget | None) -> None:
        if self._is_dirty and self._timer.isActive() and self.context.is_open:
            self.keep_draft()

    def _begin_again(self) -> None:
        key = self.draft_key
        self.stop_draft()
        self.save(partial(self.context.services.drafts.drop, key), lambda _done: self.refresh())

    def _kept(self, key: str, _draft: Draft) -> None:
        if key == self.draft_key:
            self.saved_words.setText(f"{tr('Szkic zapisany')} {self.context.clock.local():%H:%M}")

    def _not_kept(self, _problem: AppError) -> None:
        self.notice.tell(
            tr("Nie udało się zapisać szkicu. Tekst jest na ekranie, spróbuję ponownie."), "warn"
        )
        self._timer.start(RETRY_AFTER_MS)

    def _edit_phrases(self) -> None:
        dialog = PhrasesDialog(self, self.context)
        dialog.changed.connect(self.course_card.show_phrases)
        dialog.open()


def _agreement(one: Agreement, shown: Any) -> Option:
    due = f"{tr('do')} {short_date(one.due)}" if one.due else ""
    context = " · ".join(filter(None, (shown(one.who), due, shown(one.outcome))))
    return Option(code=one.id, words=shown(one.text), context=context)


def _goal(number: int, goal: PlanGoal, shown: Any) -> Option:
    chip = (code_label("goal_state", goal.state), _GOAL_TONES.get(goal.state, "quiet"))
    return Option(code=goal.id, words=f"{tr('Cel')} {number} · {shown(goal.text)}", chip=chip)


def _raw(editor: Any) -> str:
    if isinstance(editor, QLineEdit):
        return editor.text()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    return str(editor.raw())


def _set_raw(editor: Any, text: str) -> None:
    if isinstance(editor, QLineEdit):
        editor.setText(text)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    else:
        editor.set_raw(text)
