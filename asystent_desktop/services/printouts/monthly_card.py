"""P8: one month of work with a family as its card."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from asystent_desktop.checks.calendar import month_bounds
from asystent_desktop.checks.counting import UNCOUNTED_KINDS, counted_state, dots, sentence
from asystent_desktop.errors import RefusedError
from asystent_desktop.papers import monthly_card as paper
from asystent_desktop.polish import counted, month_in, short_date, short_day
from asystent_desktop.records import Agreement, Visit
from asystent_desktop.records.codes import label
from asystent_desktop.services.cases import address_line
from asystent_desktop.services.printouts import parts
from asystent_desktop.services.printouts.base import Made, Printout
from asystent_desktop.typeset import Dots, Signer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from asystent_desktop.checks.counting import MonthCount
    from asystent_desktop.records import PlanGoal
    from asystent_desktop.services.cases import FamilyPage
    from asystent_desktop.services.printouts.base import Sources, Wanted
    from asystent_desktop.typeset import Document, Dot

LONGEST_NOTE = 260
_DOTS: dict[str, Dot] = {"held": "held", "planned": "planned", "free": "free", "failed": "failed"}
_PLACES = {
    "home": "dom",
    "office": "ośrodek",
    "day_centre": "świetlica",
    "school": "szkoła",
    "health": "przychodnia",
    "foster_home": "rodzina zastępcza",
    "outdoors": "poza domem",
}


def make(sources: Sources, wanted: Wanted) -> Made:
    """Make the card of the month of `day` (today); RefusedError for a month without work or visits."""
    value = paper_of(sources, wanted)
    texts = (value.contacts, value.next_month, *(one.note for one in value.visits))
    name = f"karta-miesieczna-{value.month:%Y-%m}.pdf"
    pdf = paper.build(value)
    return Made(
        pdf=pdf,
        name=name,
        family=wanted.family,
        findings=parts.mentions(texts),
        signers=parts.signer_pairs(value.signers),
        is_draft=value.is_draft,
    )


def batch(sources: Sources, wanted: Wanted) -> tuple[Document, ...]:
    """Lay out the household's card of the month."""
    return (paper.lay_out(paper_of(sources, wanted)),)


PRINTOUT = Printout(
    name="monthly-card",
    title=paper.TITLE,
    code="P8",
    of="month",
    make=make,
    batch=batch,
    batch_name="karty-miesieczne",
    has_large=False,
    leaves_off=True,
)


def paper_of(sources: Sources, wanted: Wanted) -> paper.MonthPaper:
    """Return what the card of one month prints."""
    if not wanted.family:
        raise RefusedError("Podaj rodzinę, której miesięczna karta ma być wydrukowana.")
    first, last = month_bounds(*_month(wanted.day or sources.desk.today()))
    page = sources.cases.page(wanted.family)
    row = sources.cases.row(wanted.family, last)
    with sources.desk.store.reading() as reader:
        found = reader.find(Visit, family=wanted.family, day=(first, last))
        agreements = reader.find(Agreement, family=wanted.family)
    visits = sorted((one for one in found if one.state != "moved"), key=lambda one: (one.day, one.start))
    if not row.count.target and not visits:
        raise RefusedError(f"{month_in(first.month).capitalize()} {first.year} nie było pracy z tą rodziną.")
    today = sources.desk.today()
    listed = [one for one in visits if one.contact_kind not in UNCOUNTED_KINDS]
    areas = sorted({area for one in listed for area in parts.shown_areas(one.areas, wanted)})
    assistant = row.assistant or parts.worker_name(sources.desk, page)
    return paper.MonthPaper(
        office=parts.head_of(sources.desk),
        case_number=row.case_number,
        month=first,
        printed_on=today,
        is_draft=today <= last and any(one.state == "planned" for one in listed),
        family=row.name,
        address=_address(page),
        assistant=assistant,
        dots=_dots(row.count),
        dots_words=sentence(row.count),
        minutes=sum(_minutes(one) for one in listed if one.state == "held"),
        visits=_visit_rows(listed, agreements, wanted),
        areas=tuple((area, label("area", area)) for area in areas),
        plan_version=page.plan.version_no if page.plan else None,
        goals=_goals(page, visits, wanted, (first, last)) if page.plan else (),
        contacts="\n".join(_contact(one) for one in visits if one.contact_kind in UNCOUNTED_KINDS),
        next_month="\n".join(_open_on(agreements, found, last)),
        signers=(
            *parts.parent_signers(page),
            Signer(role="asystent rodziny", name=assistant),
            Signer(role="sprawdzono w biurze", name=""),
        ),
    )


def _address(page: FamilyPage) -> str | None:
    """Return street and town: the postcode would break the line."""
    house = page.household
    if house.address_protected:
        return None
    line = address_line(house)
    return line if line == house.city else ", ".join(part for part in (line, house.city) if part)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _minutes(visit: Visit) -> int:
    start, end = (datetime.combine(visit.day, moment) for moment in (visit.start, visit.end))
    return max(0, int((end - start).total_seconds()) // 60)


def _dots(count: MonthCount) -> Dots:
    places = [_DOTS[sign] for sign in dots(count) if sign in _DOTS and sign != "failed"]
    return Dots(places=tuple(places), failed=count.failed)


def _visit_rows(
    visits: Sequence[Visit], agreements: Iterable[Agreement], wanted: Wanted
) -> tuple[paper.MonthVisit, ...]:
    agreed: dict[str, list[str]] = {}
    for one in sorted(agreements, key=lambda one: (one.order, one.id)):
        agreed.setdefault(one.visit, []).append(one.text)
    rows, held = [], 0
    for visit in visits:
        state = counted_state(visit.state, visit.failed_reason or None)
        held += state == "held"
        rows.append(
            paper.MonthVisit(
                no=held if state == "held" else None,
                day=visit.day,
                hours=f"{visit.start:%H:%M}–{visit.end:%H:%M}",
                place=_PLACES.get(visit.place) or visit.place_text or label("place", visit.place),
                areas=parts.shown_areas(visit.areas, wanted),
                note=_note(visit, agreed.get(visit.id, ())),
                dot=_DOTS.get(state),
                state_words=label("visit_state", state),
            )
        )
    return tuple(rows)


def _note(visit: Visit, agreed: Sequence[str]) -> str:
    """Return the short course with what was agreed, or why the visit did not take place."""
    if visit.failed_reason:
        why = label("failed_reason", visit.failed_reason) if visit.failed_reason != "other" else ""
        return ". ".join(part.rstrip(".") for part in (why, visit.failed_note) if part).capitalize()
    course = _shortened(" ".join(visit.course.split()))
    return f"{course} Ustalono: {'; '.join(agreed)}.".strip() if agreed else course


def _shortened(text: str) -> str:
    """Return the beginning of a long note, cut between words; the visit's own card holds all of it."""
    if len(text) <= LONGEST_NOTE:
        return text
    return text[:LONGEST_NOTE].rpartition(" ")[0].rstrip(",;:") + " …"


def _goals(
    page: FamilyPage, visits: Sequence[Visit], wanted: Wanted, span: tuple[date, date]
) -> tuple[paper.MonthGoal, ...]:
    first, last = span
    rows = []
    for number, goal in enumerate(page.goals, start=1):
        if not parts.shown_areas((goal.area,), wanted):
            continue
        met = sum(goal.id in one.goals and one.state == "held" for one in visits)
        done = [
            f"{one.text} ({short_day(one.done_on)})"
            for one in page.actions
            if one.goal == goal.id and one.done_on and first <= one.done_on <= last
        ]
        words = [f"zrobione: {', '.join(done)}"] if done else []
        words += [counted(met, "wizyta", "wizyty", "wizyt")] if met else []
        rows.append(
            paper.MonthGoal(
                no=number,
                text=goal.text,
                done="; ".join(words),
                deadline_words=short_date(goal.deadline) if goal.deadline else "",
                state_words=_goal_state(goal, last),
            )
        )
    return tuple(rows)


def _goal_state(goal: PlanGoal, last: date) -> str:
    """Return the goal's state as of the month's end: a later evaluation isn't told in advance."""
    if goal.evaluated_on and goal.evaluated_on > last:
        return label("goal_state", "in_progress")
    return label("goal_state", goal.state)


def _contact(visit: Visit) -> str:
    kind = label("contact_kind", visit.contact_kind)
    return f"{short_day(visit.day)} {kind}: {_shortened(' '.join(visit.course.split()))}".rstrip(": ")


def _open_on(agreements: Iterable[Agreement], visits: Iterable[Visit], last: date) -> list[str]:
    """Return what was agreed during the month and is not done by its end."""
    of_month = {one.id for one in visits}
    found = [
        one for one in agreements if one.visit in of_month and (one.done_on is None or one.done_on > last)
    ]
    found.sort(key=lambda one: (one.due or date.max, one.order, one.id))
    return [
        f"{one.text} ({', '.join(words)})" if words else one.text
        for one in found
        for words in [[part for part in (one.who, f"do {short_date(one.due)}" if one.due else "") if part]]
    ]
