"""`asystent audit verify | list | extract`: the journal of who did what, and whether it is whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from asystent_desktop.cli.base import REFUSED, Answer, MissingArgumentError, write_file
from asystent_desktop.services.auditing import Wanted

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from asystent_desktop.cli.base import Commands, Desk


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the commands."""
    group = commands.add_parser("audit", help="dziennik zdarzeń").add_subparsers(
        dest="action", required=True, metavar="CZYNNOŚĆ"
    )
    group.add_parser("verify", parents=[common], help="sprawdź łańcuch wpisów").set_defaults(run=run)
    group.add_parser(
        "cut", parents=[common], help="usuń wpisy starsze niż dwa lata, reszta nadal się sprawdza"
    ).set_defaults(run=run_cut)
    listed = group.add_parser("list", parents=[common], help="kto, co i kiedy")
    listed.add_argument("--family", default="", metavar="ID")
    listed.add_argument("--account", default="", metavar="KONTO")
    listed.add_argument(
        "--code", action="append", default=[], metavar="KOD", help="np. VIEW; można powtórzyć"
    )
    listed.set_defaults(run=run_list)
    extract = group.add_parser("extract", parents=[common], help="wykaz dla rodziny jako PDF")
    extract.add_argument("--family", required=True, metavar="ID")
    extract.add_argument("-o", dest="output", type=Path, required=True, metavar="PLIK")
    extract.set_defaults(run=run_extract)
    for one in (listed, extract):
        one.add_argument("--since", default="", metavar="RRRR-MM-DD")
        one.add_argument("--until", default="", metavar="RRRR-MM-DD")


def run(desk: Desk) -> Answer:
    """Walk the chain and hold it against what other stores have vouched for."""
    found = desk.services.auditing.verify()
    anchored = found.anchored_at
    age = (desk.services.clock.now() - anchored).days if anchored else None
    return Answer(
        data={
            "ok": found.is_whole,
            "entries": found.entries,
            "broken_at": found.broken_at,
            "anchored_to": found.anchored_to,
            "anchored_at": anchored.isoformat() if anchored else None,
            "anchor_age_days": age,
        },
        lines=tuple(filter(None, (f"{found.fact} {found.more}", found.cut))),
        code=0 if found.is_whole else REFUSED,
    )


def run_cut(desk: Desk) -> Answer:
    """Cut off what is older than the time for which the journal is kept."""
    count, until = desk.services.auditing.cut()
    words = (
        f"Usunięto wpisów: {count}, do dnia {until:%d.%m.%Y}. Reszta dziennika jest nienaruszona."
        if until
        else "Nie ma wpisów do usunięcia: dziennik trzyma się co najmniej dwa lata i do potwierdzonego wpisu."
    )
    return Answer(data={"removed": count, "until": until.isoformat() if until else None}, lines=(words,))


def run_list(desk: Desk) -> Answer:
    """List who did what."""
    args = desk.args
    found = desk.services.auditing.entries(
        Wanted(
            family=args.family,
            account=args.account,
            since=_day(args.since),
            until=_day(args.until),
            codes=frozenset(args.code),
        )
    )
    data = [
        {
            "number": one.number,
            "at": one.at.isoformat(),
            "code": one.code,
            "who": one.who,
            "families": list(one.families),
            "device": one.device,
        }
        for one in found
    ]
    return Answer(
        data={"entries": data},
        lines=tuple(
            f"{one.at.astimezone():%Y-%m-%d %H:%M}  {one.who}: {one.words} {', '.join(one.families)}".rstrip()
            for one in found
        )
        or ("Nie ma takich wpisów.",),
    )


def run_extract(desk: Desk) -> Answer:
    """Write who looked at a household as a PDF."""
    args = desk.args
    wanted = Wanted(family=args.family, since=_day(args.since), until=_day(args.until))
    write_file(args.output, desk.services.auditing.extract(wanted))
    return Answer(
        data={"file": str(args.output)},
        lines=(f"Zapisano: {args.output}. Ten plik nie jest chroniony hasłem.",),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise MissingArgumentError(f"„{text}” nie jest datą. Napisz np. 2026-12-01.") from error
