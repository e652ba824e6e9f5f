"""P7: one visit as its card."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from asystent_desktop.checks.calendar import month_bounds
from asystent_desktop.errors import NotFoundError, RefusedError
from asystent_desktop.papers import visit_card as paper
from asystent_desktop.polish import long_date, short_date, weekday
from asystent_desktop.records import Account, Agreement, Person, PlanGoal, Visit
from asystent_desktop.records.codes import label
from asystent_desktop.services.cases import person_name
from asystent_desktop.services.printouts import parts
from asystent_desktop.services.printouts.base import Made, Printout
from asystent_desktop.typeset import Signer

if TYPE_CHECKING:
    from asystent_desktop.services.cases import FamilyPage
    from asystent_desktop.services.printouts.base import Sources, Wanted
    from asystent_desktop.storage.repository import Reader
    from asystent_desktop.typeset import Document

RECORDED = frozenset({"held", "failed", "cancelled"})


def make(sources: Sources, wanted: Wanted) -> Made:
    """Make the card of one visit; without one named, of the last recorded (in the month of `day`)."""
    with sources.desk.store.reading() as reader:
        visit = _visit(reader, wanted, sources.desk.today())
        page = sources.cases.page(visit.family)
        value = _paper(sources, wanted, reader, visit, page)
    texts = (value.course, value.family_did, value.addition, *(one.text for one in value.agreements))
    pdf = paper.build(value, large=wanted.large)
    name = f"karta-wizyty-{visit.day:%Y-%m-%d}.pdf"
    return Made(
        pdf=pdf,
        name=name,
        family=visit.family,
        findings=parts.mentions(texts),
        signers=parts.signer_pairs(value.signers),
    )


def batch(sources: Sources, wanted: Wanted) -> tuple[Document, ...]:
    """Lay out the cards of all visits of the household recorded in the month, by day."""
    day = wanted.day or sources.desk.today()
    page = sources.cases.page(wanted.family)
    with sources.desk.store.reading() as reader:
        span = month_bounds(day.year, day.month)
        found = reader.find(Visit, family=wanted.family, state=RECORDED, day=span)
        return tuple(
            paper.lay_out(_paper(sources, wanted, reader, one, page), large=wanted.large)
            for one in sorted(found, key=lambda one: (one.day, one.start))
        )


PRINTOUT = Printout(
    name="visit-card",
    title=paper.TITLE,
    code="P7",
    of="record",
    kind="visit",
    make=make,
    batch=batch,
    batch_name="karty-wizyt",
    leaves_off=True,
)


def agreement_papers(reader: Reader, visit: Visit) -> tuple[paper.AgreementPaper, ...]:
    """Return what was agreed during the visit, in order."""
    found = sorted(reader.find(Agreement, visit=visit.id), key=lambda one: (one.order, one.id))
    return tuple(
        paper.AgreementPaper(text=one.text, who=one.who, due_words=short_date(one.due) if one.due else "")
        for one in found
    )


def place_words(visit: Visit) -> str:
    """Return where the visit was, in words; a home's address is never among them."""
    return visit.place_text if visit.place == "other" else label("place", visit.place)


def _visit(reader: Reader, wanted: Wanted, today: date) -> Visit:
    if wanted.record:
        visit = reader.one(Visit, wanted.record)
        if visit.state not in RECORDED:
            raise RefusedError("Kartę ma tylko wizyta już zapisana. Najpierw zapisz wizytę.")
        return visit
    if not wanted.family:
        raise RefusedError("Podaj rodzinę albo wizytę, której karta ma być wydrukowana.")
    span = month_bounds(wanted.day.year, wanted.day.month) if wanted.day else (None, today)
    found = reader.find(Visit, family=wanted.family, state=RECORDED, day=span)
    if not found:
        when = "w tym miesiącu " if wanted.day else ""
        raise NotFoundError(f"Ta rodzina nie ma {when}zapisanej wizyty. Karta powstaje z zapisu wizyty.")
    return max(found, key=lambda one: (one.day, one.start))


def _paper(
    sources: Sources, wanted: Wanted, reader: Reader, visit: Visit, page: FamilyPage
) -> paper.VisitPaper:
    worker = reader.get(Account, visit.account)
    assistant = worker.name if worker else ""
    persons = {one.id: one for one in reader.find(Person, id=set(visit.present))} if visit.present else {}
    goals = {one.id: one for one in reader.find(PlanGoal, id=set(visit.goals))} if visit.goals else {}
    shown = (goals[one] for one in visit.goals if one in goals)
    return paper.VisitPaper(
        office=parts.head_of(sources.desk),
        case_number=page.row.case_number,
        printed_on=sources.desk.today(),
        family=page.row.name,
        assistant=assistant,
        day=visit.day,
        hours=f"{visit.start:%H:%M}–{visit.end:%H:%M}",
        place=place_words(visit),
        state_words=_state_words(visit),
        present=tuple(person_name(persons[one]) for one in visit.present if one in persons),
        areas=tuple(label("area", one) for one in parts.shown_areas(visit.areas, wanted)),
        goals=tuple(one.text for one in shown if parts.shown_areas((one.area,), wanted)),
        course=visit.course,
        family_did=visit.family_did,
        agreements=agreement_papers(reader, visit),
        addition=visit.addition,
        next_visit=_next_words(reader, visit),
        signers=(*parts.parent_signers(page), Signer(role="asystent rodziny", name=assistant)),
    )


def _state_words(visit: Visit) -> str:
    state = label("visit_state", visit.state)
    if not visit.failed_reason:
        return state
    why = visit.failed_note if visit.failed_reason == "other" else label("failed_reason", visit.failed_reason)
    return f"{state}: {why}" if why else state


def _next_words(reader: Reader, visit: Visit) -> str:
    later = [
        one
        for one in reader.find(Visit, family=visit.family, day=(visit.day, None))
        if one.state in RECORDED | {"planned"} and (one.day, one.start) > (visit.day, visit.start)
    ]
    if not later:
        return ""
    following = min(later, key=lambda one: (one.day, one.start))
    return f"{weekday(following.day)}, {long_date(following.day)}, {following.start:%H:%M}"
