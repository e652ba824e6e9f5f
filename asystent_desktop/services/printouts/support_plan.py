"""P5: a version of the plan of work with a family, as its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asystent_desktop.errors import NotFoundError, RefusedError
from asystent_desktop.papers import support_plan as paper
from asystent_desktop.polish import counted
from asystent_desktop.records import Plan
from asystent_desktop.records.codes import label
from asystent_desktop.services.plans import Plans
from asystent_desktop.services.printouts import parts
from asystent_desktop.services.printouts.base import Made, Printout
from asystent_desktop.typeset import Signer

if TYPE_CHECKING:
    from asystent_desktop.services.cases import FamilyPage, MemberRow
    from asystent_desktop.services.plans import GoalView, PlanView
    from asystent_desktop.services.printouts.base import Sources, Wanted


def make(sources: Sources, wanted: Wanted) -> Made:
    """Make the paper of one version, the newest where none is named."""
    view = Plans(sources.desk).view(_plan_id(sources, wanted))
    page = sources.cases.page(view.plan.family)
    value = _paper(sources, wanted, view, page)
    texts = (
        value.way_of_working,
        value.family_remarks,
        *value.strengths,
        *value.deficits,
        *(text for goal in value.goals for text in (goal.text, goal.effect, goal.measure)),
        *(action.text for goal in value.goals for action in goal.actions),
    )
    pdf = paper.build(value, large=wanted.large)
    name = f"plan-pracy-wersja-{view.plan.version_no}.pdf"
    return Made(
        pdf=pdf,
        name=name,
        family=page.row.id,
        findings=parts.mentions(texts),
        signers=parts.signer_pairs(value.signers),
        is_draft=value.state == "draft",
    )


PRINTOUT = Printout(
    name="support-plan",
    title=paper.TITLE,
    code="P5",
    of="record",
    kind=Plan.INFO.name,
    make=make,
    leaves_off=True,
)


def _plan_id(sources: Sources, wanted: Wanted) -> str:
    if wanted.record:
        return wanted.record
    if not wanted.family:
        raise RefusedError("Podaj rodzinę, której plan ma być wydrukowany.")
    with sources.desk.store.reading() as reader:
        sources.desk.household(reader, wanted.family)
        found = sorted(reader.find(Plan, family=wanted.family), key=lambda one: one.version_no)
    if not found:
        raise NotFoundError("Ta rodzina nie ma jeszcze planu pracy. Najpierw go ułóż.")
    return found[-1].id


def _paper(sources: Sources, wanted: Wanted, view: PlanView, page: FamilyPage) -> paper.PlanPaper:
    plan, assistant = view.plan, parts.worker_name(sources.desk, page)
    return paper.PlanPaper(
        office=parts.head_of(sources.desk),
        case_number=page.row.case_number,
        version_no=plan.version_no,
        state=_paper_state(plan.state),
        made_on=plan.made_on,
        valid_from=plan.valid_from or plan.made_on,
        valid_to=plan.valid_to,
        printed_on=sources.desk.today(),
        parents=tuple(one.name for one in parts.parents_of(page)),
        children=tuple(_child_words(one) for one in page.members if one.member.role in parts.CHILDREN),
        address=parts.address_of(page),
        phone=page.household.phone,
        assistant=assistant,
        social_worker=parts.contact_name(page, "social_worker"),
        strengths=parts.lines_of(plan.strengths),
        deficits=parts.lines_of(plan.deficits),
        goals=tuple(_goal(one) for one in view.goals if parts.shown_areas((one.goal.area,), wanted)),
        way_of_working=plan.way_of_working,
        family_remarks=plan.family_remarks,
        signers=_signers(page, assistant),
    )


def _paper_state(state: str) -> str:
    """Return the state as the paper says it; a superseded version prints as it was signed."""
    return state if state in {"draft", "agreed"} else "signed"


def _child_words(row: MemberRow) -> str:
    known = [counted(row.age, "rok", "lata", "lat")] if row.age is not None else []
    if row.member.in_care_since:
        known.append("w pieczy zastępczej")
    first = row.person.first_name or row.name
    return f"{first} ({', '.join(known)})" if known else first


def _goal(view: GoalView) -> paper.GoalPaper:
    goal = view.goal
    achieved = goal.state == "achieved" and goal.evaluated_on is not None
    return paper.GoalPaper(
        no=view.no,
        text=goal.text,
        area=label("area", goal.area),
        actions=tuple(
            paper.ActionPaper(
                text=one.text,
                who=one.who,
                deadline_words="stale"
                if one.continuous
                else f"{one.deadline:%d.%m.%Y}"
                if one.deadline
                else "",
                done_words=f"{one.done_on:%d.%m.%Y}" if one.done_on else "",
            )
            for one in view.actions
        ),
        effect=goal.expected_effect,
        measure=goal.measure,
        state_words=f"Osiągnięto {goal.evaluated_on:%d.%m.%Y}." if achieved else "",
    )


def _signers(page: FamilyPage, assistant: str) -> tuple[Signer, ...]:
    found = parts.parent_signers(page)
    found.append(Signer(role="asystent rodziny", name=assistant))
    found.append(Signer(role="pracownik socjalny", name=parts.contact_name(page, "social_worker")))
    if any(one.member.in_care_since for one in page.members):
        name = parts.contact_name(page, "coordinator")
        found.append(Signer(role="koordynator rodzinnej pieczy zastępczej", name=name))
    return tuple(found)
