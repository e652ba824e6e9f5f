"""Recording a visit in about a minute, from the keyboard; what is typed is safe within two seconds."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from asystent_desktop.errors import AppError, InvalidValueError
from asystent_desktop.polish import day_month, short_date, weekday
from asystent_desktop.records import Visit
from asystent_desktop.records.codes import area_words, code_list
from asystent_desktop.services.visit_drafts import VisitDraft, draft_values, read_draft, visit_key
from asystent_desktop.services.visits import NewAgreement, NextVisit, VisitEntry
from asystent_desktop.ui.month_dots import dots_of
from asystent_desktop.ui.page import Page
from asystent_desktop.ui.parts.button import Button
from asystent_desktop.ui.parts.card import Card
from asystent_desktop.ui.parts.dialogs import ask_person
from asystent_desktop.ui.parts.editors import Choice, DayEdit, LineEdit, NoteEdit, Tick, TimeEdit
from asystent_desktop.ui.parts.eight_dots import EightDots
from asystent_desktop.ui.parts.note import Note
from asystent_desktop.ui.parts.scroll_page import ScrollPage
from asystent_desktop.ui.parts.text import label
from asystent_desktop.ui.parts.ticks import TagPicker, TickList
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.cases import FamilyRow
    from asystent_desktop.services.drafts import Draft
    from asystent_desktop.services.records import Saved
    from asystent_desktop.services.visits import VisitForm
    from asystent_desktop.ui.context import Context

SAVE_AFTER_MS = 1500
AGREEMENT_ROWS = 3


class VisitPage(Page):
    """One visit being written."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, tr("Zapis wizyty"))
        self._entry: VisitEntry | None = None
        self._is_loading = self._is_dirty = False
        self.dots, self.saved_words = EightDots(), label("", "second")
        self.header.add_state(self.dots)
        self.header.add_part(self.saved_words)
        self.add_action(tr("Nie odbyła się…"), self._failed_dialog)
        self.add_action(tr("Zakończ wizytę"), self.finish, main=True, hint="Ctrl+Enter")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_AFTER_MS)
        self._timer.timeout.connect(self.keep_draft)
        self._make_editors()
        self._arrange()

    @property
    def draft_key(self) -> str:
        """Return the key of this visit's draft."""
        entry = self._entry
        return visit_key(entry.family, entry.id) if entry else ""

    def refresh(self) -> None:
        """Ask for the family's form and for a draft of it; typed text is never replaced."""
        if self._is_dirty:
            return
        read = partial(_form, self.context.services, self.args.get("family", ""), self.args.get("visit", ""))
        self.ask(read, self._show)

    def save_typed(self) -> None:
        """Put the draft away before the page is left or the store locked."""
        if self._is_dirty:
            self._timer.stop()
            self.keep_draft()

    def keep_draft(self) -> None:
        """Write what is typed as a draft."""
        if self._entry is None:
            return
        try:
            values = draft_values(VisitDraft(entry=self.read_entry()))
        except ValueError:
            # A date or an hour is half typed: it is kept as soon as it can be read.
            self._timer.start()
            return
        keep = partial(self.context.services.drafts.keep, self.draft_key, "visit", self._entry.family, values)
        self.save(keep, self._kept, self._not_kept)

    def read_entry(self) -> VisitEntry:
        """Return what stands in the editors; ValueError with a sentence for a wrong date or hour."""
        assert self._entry is not None  # noqa: S101 - the page shows a form
        return replace(
            self._entry,
            day=self.day.value() or self._entry.day,
            start=self.start.value() or self._entry.start,
            end=self.end.value() or self._entry.end,
            place=self.where.value() or "home",
            place_text=self.where_text.value(),
            contact_kind=self.kind.value() or "home_visit",
            present=self.present.value(),
            others_present=self.others.value(),
            areas=self.areas.value(),
            goals=self.goals.value(),
            course=self.course.value(),
            family_did=self.did.value(),
            done_agreements=self.agreements.value(),
            new_agreements=self._new_agreements(),
            next_visit=self._next_visit(),
            second_worker=self.second.value(),
            intervention=self.intervention.value(),
        )

    def finish(self) -> None:
        """Save the visit as held."""
        self._record("held")

    def _record(self, state: str, **more: Any) -> None:
        try:
            entry = replace(self.read_entry(), state=state, draft=self.draft_key, **more)
        except ValueError as problem:
            self.notice.tell(str(problem), "bad")
            return
        self._timer.stop()
        self.ask(partial(self.context.services.visits.findings, entry), partial(self._checked, entry))

    def _checked(self, entry: VisitEntry, found: tuple[Any, ...]) -> None:
        errors = [one.sentence for one in found if one.level == "E"]
        if errors:
            self.notice.tell(" ".join(errors), "bad")
            return
        warnings = [one.sentence for one in found if one.level == "W" and "Zapisać mimo to?" in one.sentence]
        if warnings:
            answers = (("back", tr("Wróć do wpisu")), ("save", tr("Zapisz mimo to")))
            if ask_person(self, warnings[0], " ".join(warnings[1:]), answers) != "save":
                return
        self.save(partial(self.context.services.visits.record, entry), self._finished, self._not_recorded)

    def _finished(self, saved: Saved) -> None:
        self._is_dirty, self._entry = False, None
        hints = [one.sentence for one in saved.findings if one.level != "E"]
        self.context.go("today")
        self.context.notice(" ".join((tr("Zapisano."), *hints)), "warn" if hints else "ok")

    def _not_recorded(self, problem: AppError) -> None:
        self.notice.tell(tr(problem.sentence), "bad")
        if isinstance(problem, InvalidValueError):
            editor = {"course": self.course, "present": self.present, "areas": self.areas}.get(problem.field)
            if editor is not None:
                editor.setFocus()

    def _failed_dialog(self) -> None:
        reasons = tuple(code_list("failed_reason").items())
        code = ask_person(
            self,
            tr("Dlaczego wizyta się nie odbyła?"),
            "",
            (("", tr("Wróć")), *((code, words) for code, words in reasons[:6])),
        )
        if code:
            self._record("failed", failed_reason=code)

    def _show(self, found: tuple[VisitForm, FamilyRow, Draft | None] | None) -> None:
        if found is None:
            self.context.go("families")
            self.context.notice(tr("Wybierz rodzinę, a potem „Zapisz wizytę”."), "info")
            return
        form, row, draft = found
        self._is_loading = True
        entry = read_draft(draft.values, form.entry).entry if draft else form.entry
        self._entry = replace(entry, id=form.entry.id, family=form.entry.family)
        self.header.set_words(f"{tr('Zapis wizyty')}: {self.context.shown_name(form.family_name)}")
        self.dots.show_month(dots_of(row.count))
        self._show_people(form)
        self._show_entry(self._entry, form)
        self.restored.say(
            tr("To jest twój niedokończony wpis."), tr("Możesz pisać dalej albo zacząć od nowa."), "info"
        ) if draft else self.restored.say("")
        self.again.setVisible(draft is not None)
        self._is_loading = False
        self.course.setFocus()

    def _show_people(self, form: VisitForm) -> None:
        def words(name: str, role: str) -> str:
            return f"{self.context.shown_name(name)} ({role})"

        self.present.set_options([(one.person.id, words(one.name, one.role)) for one in form.members])
        self.agreements.set_options(
            [(one.id, self.context.shown_text(one.text)) for one in form.open_agreements]
        )
        self.agreed_card.setVisible(bool(form.open_agreements))
        self.agreed_card.fact.setText(short_date(form.agreed_on) if form.agreed_on else "")
        self.goals.set_options(
            [(one.id, f"{tr('Cel')} {n} · {one.text}") for n, one in enumerate(form.goals, 1)]
        )
        self.goals_card.setVisible(bool(form.goals))
        following = form.next_planned
        if following:
            when = f"{weekday(following.day)}, {day_month(following.day)}, {following.start:%H:%M}"
            self.next_words.setText(when)
        else:
            self.next_words.setText(tr("Nie ma jeszcze terminu."))

    def _show_entry(self, entry: VisitEntry, form: VisitForm) -> None:
        editors: dict[Any, Any] = {
            self.day: entry.day,
            self.start: entry.start,
            self.end: entry.end,
            self.where: entry.place,
            self.where_text: entry.place_text,
            self.kind: entry.contact_kind,
            self.present: entry.present,
            self.others: entry.others_present,
            self.areas: entry.areas,
            self.goals: entry.goals,
            self.course: entry.course,
            self.did: entry.family_did,
            self.agreements: entry.done_agreements,
            self.second: entry.second_worker,
            self.intervention: entry.intervention,
            self.next_day: entry.next_visit.day if entry.next_visit else None,
            self.next_start: entry.next_visit.start if entry.next_visit else None,
        }
        for editor, value in editors.items():
            editor.set_value(value)
        for number, (text, who, due) in enumerate(self.new_rows):
            told = (
                entry.new_agreements[number] if number < len(entry.new_agreements) else NewAgreement(text="")
            )
            text.set_value(told.text)
            who.set_value(told.who)
            due.set_value(told.due)

    def _new_agreements(self) -> tuple[NewAgreement, ...]:
        told = []
        for text, who, due in self.new_rows:
            if text.value().strip():
                told.append(NewAgreement(text=text.value().strip(), who=who.value().strip(), due=due.value()))
        return tuple(told)

    def _next_visit(self) -> NextVisit | None:
        day, start = self.next_day.value(), self.next_start.value()
        if day is None or start is None:
            return None
        return NextVisit(
            day=day,
            start=start,
            end=start.replace(hour=min(start.hour + 1, 23)),
            place=self.where.value() or "home",
        )

    def _make_editors(self) -> None:
        today = self.context.clock.today
        self.day, self.start, self.end = DayEdit(today), TimeEdit(), TimeEdit()
        self.where = Choice(tuple(code_list("place").items()), may_be_empty=False)
        self.where_text, self.others = LineEdit(limit=120), LineEdit(limit=200)
        self.kind = Choice(tuple(code_list("contact_kind").items()), may_be_empty=False)
        self.present, self.agreements, self.goals = TickList(), TickList(), TickList()
        self.areas = TagPicker([(code, area_words(code)) for code in code_list("area")], tr("+ Dodaj obszar"))
        self.course, self.did = NoteEdit(7, limit=20_000), NoteEdit(2, limit=20_000)
        self.second, self.intervention = Tick(tr("Wizyta we dwoje")), Tick(tr("Interwencja"))
        self.next_day, self.next_start = DayEdit(today), TimeEdit()
        self.new_rows = [
            (LineEdit(limit=300), LineEdit(limit=80), DayEdit(today)) for _ in range(AGREEMENT_ROWS)
        ]
        self.next_words, self.restored = label("", wrap=True), Note()
        self.again = Button(tr("Zacznij od nowa"), self._begin_again)
        self.restored.add_button(self.again)
        self._name_editors()

    def _name_editors(self) -> None:
        fields = Visit.INFO.by_name
        named: dict[Any, str] = {
            self.day: fields["day"].label,
            self.start: fields["start"].label,
            self.end: fields["end"].label,
            self.where: fields["place"].label,
            self.where_text: fields["place_text"].label,
            self.kind: fields["contact_kind"].label,
            self.present: fields["present"].label,
            self.others: fields["others_present"].label,
            self.areas: fields["areas"].label,
            self.goals: tr("Cele planu, których dotyczyła"),
            self.course: tr("Notatka"),
            self.did: fields["family_did"].label,
            self.agreements: tr("Ustalenia zrobione"),
            self.next_day: tr("Następna wizyta: dzień"),
            self.next_start: tr("Następna wizyta: godzina"),
        }
        for number, (text, who, due) in enumerate(self.new_rows, 1):
            named |= {
                text: f"{tr('Ustalenie')} {number}: {tr('co')}",
                who: f"{tr('Ustalenie')} {number}: {tr('kto')}",
                due: f"{tr('Ustalenie')} {number}: {tr('do kiedy')}",
            }
        for editor, name in named.items():
            editor.setAccessibleName(name)
            editor.edited.connect(self._touched)
        for tick in (self.second, self.intervention):
            tick.edited.connect(self._touched)

    def _arrange(self) -> None:
        page = ScrollPage((284, 0, 340))
        when = Card(tr("Kiedy i gdzie"))
        for words, editor in (
            (tr("Data"), self.day),
            (tr("Od – do"), _side_by_side(self.start, self.end)),
            (tr("Miejsce"), self.where),
            (tr("Jakie miejsce, jeśli inne"), self.where_text),
            (tr("Rodzaj"), self.kind),
            (tr("Obecni"), self.present),
            (tr("Ktoś inny"), self.others),
        ):
            when.add(label(words, "caption"))
            when.add(editor)
        when.add(self.second)
        when.add(self.intervention)
        course = Card(tr("Przebieg"), tr("pisz swobodnie; szkic zapisuje się sam"))
        for words, editor in (
            (tr("Obszary"), self.areas),
            (tr("Notatka"), self.course),
            (tr("Co zrobiła rodzina"), self.did),
        ):
            course.add(label(words, "caption"))
            course.add(editor)
        course.add(label(tr("Ustalenia na następny raz: co, kto, do kiedy"), "caption"))
        course.add(self._agreement_grid())
        self.agreed_card, self.goals_card = (
            Card(tr("Ustalenia z ostatniej wizyty")),
            Card(tr("Plan pracy: czego dotyczyła")),
        )
        self.agreed_card.add(self.agreements)
        self.goals_card.add(self.goals)
        following = Card(tr("Następna wizyta"))
        following.add(self.next_words)
        following.add(label(tr("Nowy termin: dzień i godzina"), "caption"))
        following.add(_side_by_side(self.next_day, self.next_start))
        page.add(when, 0)
        page.add(self.restored, 1)
        page.add(course, 1)
        for part in (self.agreed_card, self.goals_card, following):
            page.add(part, 2)
        page.add(
            Note(
                tr("Po „Zakończ wizytę” wpis będzie zamknięty."),
                tr("Poprawkę dopiszesz jako uzupełnienie z datą."),
            ),
            2,
        )
        self.add(page, 1)

    def _agreement_grid(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for line, parts in enumerate(self.new_rows):
            for column, editor in enumerate(parts):
                grid.addWidget(editor, line, column)
        return holder

    def _touched(self) -> None:
        if not self._is_loading:
            self._is_dirty = True
            self._timer.start()

    def _begin_again(self) -> None:
        key = self.draft_key
        self._is_dirty = False
        self._timer.stop()
        self.save(partial(self.context.services.drafts.drop, key), lambda _done: self.refresh())

    def _kept(self, _draft: Draft) -> None:
        self.saved_words.setText(f"{tr('Szkic zapisany')} {self.context.clock.local():%H:%M}")

    def _not_kept(self, _problem: AppError) -> None:
        self.notice.tell(
            tr("Nie udało się zapisać szkicu. Tekst jest na ekranie, spróbuję ponownie."), "warn"
        )
        self._timer.start()


def _side_by_side(*editors: QWidget) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(10)
    for editor in editors:
        line.addWidget(editor)
    return holder


def _form(services: Services, family: str, visit: str) -> tuple[VisitForm, FamilyRow, Draft | None] | None:
    """Read the form of a family, or of the next unsaved visit of today when no family is named."""
    if not family:
        today = services.clock.today()
        rows = services.visits.between(today, today, account=services.desk.account)
        waiting = [row for row in rows if row.visit.state == "planned"]
        if not waiting:
            return None
        family, visit = waiting[0].visit.family, waiting[0].visit.id
    form = services.visits.form(family, visit)
    draft = services.drafts.get(visit_key(family, form.entry.id))
    return form, services.cases.row(family), draft
