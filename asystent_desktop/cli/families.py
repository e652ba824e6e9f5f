"""`asystent families`, `asystent family ID`: the list and one case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asystent_desktop.checks.counting import sentence
from asystent_desktop.cli.base import Answer

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from asystent_desktop.cli.base import Commands, Desk
    from asystent_desktop.services.cases import FamilyRow


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the commands."""
    many = commands.add_parser("families", parents=[common], help="lista rodzin")
    many.add_argument("--search", default="", metavar="TEKST")
    many.set_defaults(run=run_many)
    one = commands.add_parser("family", parents=[common], help="jedna rodzina")
    one.add_argument("id", metavar="ID")
    one.set_defaults(run=run_one)


def run_many(desk: Desk) -> Answer:
    """List families, found by search if wanted."""
    rows = desk.services.cases.rows(search_for=desk.args.search)
    month = desk.services.clock.today().strftime("%Y-%m")
    return Answer(
        data={"families": [_row(one, month) for one in rows]},
        lines=tuple(f"{one.id}  {one.name}, {one.address}: {sentence(one.count)}" for one in rows)
        or ("Nie ma rodzin, które pasują.",),
    )


def run_one(desk: Desk) -> Answer:
    """Show one family."""
    page = desk.services.cases.page(desk.args.id)
    desk.services.cases.note_opening(page.row.id, with_blue_card=False)  # it is not among what is shown
    month = desk.services.clock.today().strftime("%Y-%m")
    members = [
        {"id": one.person.id, "name": one.name, "role": one.member.role, "age": one.age}
        for one in page.members
    ]
    deadlines = [{"code": one.code, "what": one.what, "due": one.due.isoformat()} for one in page.deadlines]
    data = _row(page.row, month) | {
        "members": members,
        "deadlines": deadlines,
        "plan": page.plan.id if page.plan else None,
        "draft_plan": page.draft_plan.id if page.draft_plan else None,
        "case": page.case.id if page.case else None,
    }
    lines = [f"{page.row.name}, {page.row.address}, {page.row.case_number}: {page.row.state_words}"]
    lines += [f"  {one.name}, {one.role}" for one in page.members]
    lines += [f"  {one.due:%d.%m.%Y} {one.what}: {one.chip}" for one in page.deadlines]
    return Answer(data=data, lines=tuple(lines))


def _row(row: FamilyRow, month: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "case_number": row.case_number,
        "assistant": row.assistant,
        "status": row.state,
        "address": row.address,
        "visits": {
            "month": month,
            "target": row.count.target,
            "held": row.count.held,
            "planned": row.count.planned,
            "failed": row.count.failed,
            "missing": row.count.missing,
        },
    }
