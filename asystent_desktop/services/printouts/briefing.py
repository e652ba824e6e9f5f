"""The page before a visit, as a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.errors import RefusedError
from asystent_desktop.papers import briefing as paper
from asystent_desktop.polish import NBSP, day_month, relative_day, short_date, weekday
from asystent_desktop.services.briefing import Briefing, Briefings, member_words, when_due
from asystent_desktop.services.calendar import Calendar
from asystent_desktop.services.cases import full_address
from asystent_desktop.services.printouts import parts
from asystent_desktop.services.printouts.base import Made, Printout
from asystent_desktop.services.visits import Visits

if TYPE_CHECKING:
    from datetime import date

    from asystent_desktop.services.printouts.base import Sources, Wanted


def make(sources: Sources, wanted: Wanted) -> Made:
    """Make the page of one family; RefusedError when none is named."""
    if not wanted.family:
        raise RefusedError("Podaj rodzinę, do której jest wizyta.")
    visits = Visits(sources.desk, sources.cases, Calendar(sources.desk, sources.cases))
    found = Briefings(sources.desk, sources.cases, visits).of(wanted.family, wanted.record)
    with sources.desk.store.reading() as reader:
        address = full_address(sources.desk.household(reader, wanted.family))
    value = paper.BriefingPaper(
        office=parts.head_of(sources.desk),
        case_number=found.row.case_number,
        printed_on=sources.desk.today(),
        family=found.row.name,
        when=_when(found),
        address=address,
        phone=found.row.phone,
        month=f"{found.row.count.held} z {found.row.count.target}",
        cautions=found.cautions,
        at_home=tuple(member_words(one) for one in found.at_home),
        elsewhere=tuple(member_words(one) for one in found.elsewhere),
        last_on=short_date(found.last.day) if found.last else "",
        last_words=found.last_words(),
        agreements=tuple((one.text, one.who, when_due(one.due)) for one in found.agreements),
        actions=tuple(
            (
                f"Cel {one.goal_no}: {one.action.text}",
                one.action.who,
                when_due(one.action.deadline, continuous=one.action.continuous),
            )
            for one in found.actions
        ),
        deadlines=tuple((one.what, one.who, _due(one.due, sources.desk.today())) for one in found.deadlines),
    )
    return Made(pdf=paper.build(value, large=wanted.large), name="przed-wizyta.pdf", family=wanted.family)


PRINTOUT = Printout(name="briefing", title=paper.TITLE, code="", of="family", make=make)


def _when(found: Briefing) -> str:
    visit = found.visit
    if visit is None:
        return ""
    return f"{weekday(visit.day)}, {day_month(visit.day)}, {visit.start:%H:%M}–{visit.end:%H:%M}"


def _due(due: date, today: date) -> str:
    return f"{short_date(due)}, {relative_day(due, today).replace(' ', NBSP)}"
