"""Papers: what can be printed, and each one made in memory from the records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from asystent_desktop.errors import NotFoundError, RefusedError
from asystent_desktop.records import Account, Plan
from asystent_desktop.records.codes import label
from asystent_desktop.services.cases import full_address

if TYPE_CHECKING:
    from asystent_desktop.papers.support_plan import GoalPaper, PlanPaper
    from asystent_desktop.records import Office
    from asystent_desktop.services.cases import Cases, FamilyPage, MemberRow
    from asystent_desktop.services.desk import Desk
    from asystent_desktop.services.plans import GoalView, PlanView
    from asystent_desktop.typeset.values import OfficeHead, Signer

PARENTS = frozenset({"mother", "father", "partner", "stepparent", "legal_guardian"})
CHILDREN = frozenset({"daughter", "son", "child", "stepchild"})
_FAMILY_PAPER_HIDES = "j"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperInfo:
    """A paper that can be printed: its code name and Polish title."""

    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A paper as made: a neutral file name, its title, its pages as a PDF."""

    name: str
    title: str
    pdf: bytes
    pages: int


class Printing:
    """What a person prints."""

    def __init__(self, desk: Desk, cases: Cases) -> None:
        self._desk = desk
        self._cases = cases

    def papers(self) -> tuple[PaperInfo, ...]:
        """Return what can be printed for a family."""
        return (PaperInfo(name="support-plan", title="Plan pracy z rodziną"),)

    def make(self, paper: str, *, family_id: str = "", plan_id: str = "", large: bool = False) -> Printed:
        """Make a paper in memory; NotFoundError for an unknown paper or a family without a plan."""
        if paper != "support-plan":
            raise NotFoundError(f"Nie ma wydruku „{paper}”. Znane wydruki: support-plan.")
        return self.plan(self._plan_id(family_id, plan_id), large=large)

    def plan(self, plan_id: str, *, large: bool = False) -> Printed:
        """Make the paper of one version of a plan."""
        from asystent_desktop.papers import support_plan
        from asystent_desktop.services.plans import Plans

        view = Plans(self._desk).view(plan_id)
        paper = self._plan_paper(view, self._cases.page(view.plan.family))
        pdf = support_plan.build(paper, large=large)
        return Printed(
            name="plan-pracy.pdf", title="Plan pracy z rodziną", pdf=pdf, pages=pdf.count(b"/Type /Page\n")
        )

    def note_export(self, family_id: str, *, printed: bool) -> None:
        """Write into the audit that a paper of this family left the program."""
        with self._desk.store.writing() as connection:
            self._desk.store.note(connection, "PRINT" if printed else "EXPORT", family_id)

    def _plan_id(self, family_id: str, plan_id: str) -> str:
        if plan_id:
            return plan_id
        if not family_id:
            raise RefusedError("Podaj rodzinę, której plan ma być wydrukowany.")
        with self._desk.store.reading() as reader:
            self._desk.household(reader, family_id)
            found = sorted(reader.find(Plan, family=family_id), key=lambda one: one.version_no)
        if not found:
            raise NotFoundError("Ta rodzina nie ma jeszcze planu pracy. Najpierw go ułóż.")
        return found[-1].id

    def _plan_paper(self, view: PlanView, page: FamilyPage) -> PlanPaper:
        from asystent_desktop.papers.support_plan import PlanPaper

        plan = view.plan
        with self._desk.store.reading() as reader:
            office = self._desk.office(reader)
            assistant = reader.get(Account, page.row.assistant_id or self._desk.account)
        household = page.household
        return PlanPaper(
            office=_office_head(office),
            case_number=page.row.case_number,
            version_no=plan.version_no,
            state=_paper_state(plan.state),
            made_on=plan.made_on,
            valid_from=plan.valid_from or plan.made_on,
            valid_to=plan.valid_to,
            printed_on=self._desk.today(),
            parents=tuple(one.name for one in page.members if one.member.role in PARENTS),
            children=tuple(_child_words(one) for one in page.members if one.member.role in CHILDREN),
            address=None if household.address_protected else full_address(household),
            phone=household.phone,
            assistant=assistant.name if assistant else "",
            social_worker=_contact(page, "social_worker"),
            strengths=_lines(plan.strengths),
            deficits=_lines(plan.deficits),
            goals=tuple(_goal(one) for one in view.goals if one.goal.area != _FAMILY_PAPER_HIDES),
            way_of_working=plan.way_of_working,
            family_remarks=plan.family_remarks,
            signers=_signers(page, assistant.name if assistant else ""),
        )


def _paper_state(state: str) -> Literal["draft", "agreed", "signed"]:
    """Return the state as the paper says it; a superseded version prints as it was signed."""
    if state == "draft":
        return "draft"
    return "agreed" if state == "agreed" else "signed"


def _office_head(office: Office | None) -> OfficeHead:
    from asystent_desktop.typeset.values import OfficeHead

    if office is None:
        return OfficeHead(name="", address_lines=(), unit="", town="")
    town = " ".join(part for part in (office.postcode, office.city) if part)
    address = ", ".join(part for part in (office.street, town) if part)
    return OfficeHead(
        name=office.name, address_lines=(address,) if address else (), unit=office.unit, town=office.city
    )


def _child_words(row: MemberRow) -> str:
    from asystent_desktop.polish import counted

    known = [counted(row.age, "rok", "lata", "lat")] if row.age is not None else []
    if row.member.in_care_since:
        known.append("w pieczy zastępczej")
    first = row.person.first_name or row.name
    return f"{first} ({', '.join(known)})" if known else first


def _contact(page: FamilyPage, role: str) -> str:
    return next((one.name for one in page.contacts if one.role == role), "")


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _goal(view: GoalView) -> GoalPaper:
    from asystent_desktop.papers.support_plan import ActionPaper, GoalPaper

    goal = view.goal
    achieved = goal.state == "achieved" and goal.evaluated_on is not None
    return GoalPaper(
        no=view.no,
        text=goal.text,
        area=label("area", goal.area),
        actions=tuple(
            ActionPaper(
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
    from asystent_desktop.typeset.values import Signer

    found = [Signer(role=one.role, name=one.name) for one in page.members if one.member.role in PARENTS]
    found.append(Signer(role="asystent rodziny", name=assistant))
    found.append(Signer(role="pracownik socjalny", name=_contact(page, "social_worker")))
    if any(one.member.in_care_since for one in page.members):
        found.append(
            Signer(role="koordynator rodzinnej pieczy zastępczej", name=_contact(page, "coordinator"))
        )
    return tuple(found)
