"""From "Zakończ wizytę" to the save: errors lead to their field, doubts are asked, a date is proposed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from asystent_desktop.errors import AppError, InvalidValueError
from asystent_desktop.polish import hours
from asystent_desktop.records.codes import code_list
from asystent_desktop.ui.pages.visit_next import visit_words
from asystent_desktop.ui.parts.keyed_question import Answer, KeyedQuestion
from asystent_desktop.ui.words import tr

if TYPE_CHECKING:
    from asystent_desktop.checks.findings import Finding
    from asystent_desktop.services.bundle import Services
    from asystent_desktop.services.records import Saved
    from asystent_desktop.services.visit_entry import NextVisit, VisitEntry
    from asystent_desktop.ui.pages.visit import VisitPage

_REASON_KEYS = "123456789"
_CALLED_OFF_FROM = 6
_LATE = "C34"
_ASKS = " Zapisać mimo to?"
_FUTURE = "C24"


class Finish(QObject):
    """One walk from the press of a button to the save; it stops wherever the person goes back."""

    def __init__(self, page: VisitPage) -> None:
        super().__init__(page)
        self._page = page
        self._context = page.context

    def ask_reason(self) -> None:
        """Ask why the visit did not take place; one key answers and saves."""
        answers = []
        for place, (code, words) in enumerate(code_list("failed_reason").items()):
            key = _REASON_KEYS[place] if place < len(_REASON_KEYS) else "0zi"[place - len(_REASON_KEYS)]
            heading = {
                0: tr("Próba: asystent był na miejscu"),
                _CALLED_OFF_FROM: tr("Odwołana albo niemożliwa"),
            }.get(place, "")
            answers.append(Answer(code=code, words=words, key=key, heading=heading))
        self._question(tr("Dlaczego wizyta się nie odbyła?"), "", answers, self._failed)

    def start(self, state: str, reason: str = "") -> None:
        """Check what is typed and go on to the questions."""
        entry = self._page.whole_entry()
        if entry is None:
            return
        entry = replace(entry, state=state, failed_reason=reason, draft=self._page.draft_key)
        findings = partial(self._context.services.visits.findings, entry)
        self._page.ask(findings, partial(self._checked, entry))

    def _failed(self, code: str) -> None:
        self.start("failed", code)

    def _checked(self, entry: VisitEntry, found: tuple[Finding, ...]) -> None:
        errors = [one for one in found if one.level == "E"]
        if any(one.rule == _FUTURE for one in errors):
            plan = Answer(code="plan", words=tr("Zapisz jako zaplanowaną"), key="1")
            words = tr("Ta wizyta jeszcze się nie zaczęła.")
            more = tr("Zapisać ją jako zaplanowaną? To, co wpisano, poczeka w szkicu.")
            self._question(words, more, [plan], lambda _code: self._plan_instead(entry))
            return
        if errors:
            self._page.show_problem(errors[0].field, " ".join(one.sentence for one in errors))
            return
        doubts = [one.sentence for one in found if one.level == "W" or one.rule == _LATE]
        if not doubts:
            self._propose(entry)
            return
        save = Answer(code="save", words=tr("Zapisz mimo to"), key="1")
        shown = [self._context.shown_sentence(one.removesuffix(_ASKS)) for one in doubts]
        # Several doubts ask once, at the end.
        if any(one.endswith(_ASKS) for one in doubts):
            shown.append(_ASKS.strip())
        self._question(shown[0], " ".join(shown[1:]), [save], lambda _code: self._propose(entry))

    def _propose(self, entry: VisitEntry) -> None:
        if entry.next_visit is not None or self._page.has_next():
            self._save(entry)
            return
        dates = partial(self._context.services.visits.next_dates, entry)
        self._page.ask(dates, partial(self._ask_date, entry))

    def _ask_date(self, entry: VisitEntry, dates: tuple[NextVisit, ...]) -> None:
        if not dates:
            self._save(entry)
            return
        answers = [
            Answer(code=str(place), words=visit_words(one.day, one.start), key=str(place + 1))
            for place, one in enumerate(dates)
        ]
        answers.append(Answer(code="none", words=tr("Bez terminu"), key="0"))
        chosen: dict[str, Any] = {str(place): one for place, one in enumerate(dates)}
        self._question(
            tr("Kiedy następna wizyta?"),
            tr("Wolne godziny w twoim kalendarzu. Termin zapisze się razem z wizytą."),
            answers,
            lambda code: self._save(replace(entry, next_visit=chosen.get(code))),
        )

    def _save(self, entry: VisitEntry) -> None:
        self._page.stop_draft()
        record = partial(self._context.services.visits.record, entry)
        self._page.save(record, partial(self._saved, entry), self._not_saved)

    def _saved(self, entry: VisitEntry, saved: Saved) -> None:
        self._page.forget()
        minutes = (entry.end.hour - entry.start.hour) * 60 + entry.end.minute - entry.start.minute
        told = [tr("Zapisano."), f"{tr('Czas wizyty')}: {hours(minutes)}." if entry.state == "held" else ""]
        if entry.next_visit is not None:
            told.append(f"{tr('Następna')}: {visit_words(entry.next_visit.day, entry.next_visit.start)}.")
        hints = [self._context.shown_sentence(one.sentence) for one in saved.findings if one.level == "I"]
        self._context.go("today")
        self._context.notice(" ".join(filter(None, (*told, *hints))), "warn" if hints else "ok")

    def _not_saved(self, problem: AppError) -> None:
        field = problem.field if isinstance(problem, InvalidValueError) else ""
        self._page.show_problem(field, self._context.shown_sentence(tr(problem.sentence)))
        self._page.resume_draft()

    def _plan_instead(self, entry: VisitEntry) -> None:
        self._page.stop_draft()
        act = partial(_plan, self._context.services, entry)
        self._page.save(act, self._planned, self._not_saved)

    def _planned(self, _saved: Saved) -> None:
        self._page.forget()
        self._context.go("today")
        self._context.notice(tr("Zapisano jako zaplanowaną. To, co wpisano, czeka w szkicu."), "ok")

    def _question(self, fact: str, more: str, answers: list[Answer], then: Any) -> None:
        question = KeyedQuestion(self._page, fact, more, answers)
        question.chosen.connect(then)
        focus = QApplication.focusWidget()
        if focus is not None:
            question.rejected.connect(focus.setFocus)
        question.open()


def _plan(services: Services, entry: VisitEntry) -> Saved:
    """Plan the visit of an entry in its time, and carry its draft over to the planned one."""
    from asystent_desktop.services.visit_drafts import visit_key
    from asystent_desktop.services.visit_entry import NextVisit

    wanted = NextVisit(day=entry.day, start=entry.start, end=entry.end, place=entry.place)
    if entry.id:
        return services.visits.move(entry.id, wanted)
    saved = services.visits.plan(entry.family, wanted)
    services.drafts.rename(entry.draft, visit_key(entry.family, saved.id))
    return saved
