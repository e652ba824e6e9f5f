"""`asystent bundle …`: bundles for the other side and from it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from asystent_desktop.cli.base import IN_PART, REFUSED, Answer
from asystent_desktop.errors import AppError

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from asystent_desktop.cli.base import Commands, Desk
    from asystent_desktop.services.exchange import Taken


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the commands."""
    group = commands.add_parser("bundle", help="paczki").add_subparsers(
        dest="action", required=True, metavar="CZYNNOŚĆ"
    )
    make = group.add_parser("make", parents=[common], help="zrób paczkę dla drugiej strony")
    make.add_argument("-o", dest="output", type=Path, metavar="PLIK|KATALOG", help="bez tego bieżący katalog")
    make.add_argument("--to", default="", metavar="URZĄDZENIE")
    make.set_defaults(run=run_make)
    show = group.add_parser("show", parents=[common], help="co to za paczka")
    show.add_argument("file", type=Path, metavar="PLIK")
    show.set_defaults(run=run_show)
    take = group.add_parser("take", parents=[common], help="wczytaj paczki")
    take.add_argument("files", type=Path, nargs="+", metavar="PLIK")
    take.set_defaults(run=run_take)
    held = group.add_parser("held", parents=[common], help="zapisy zatrzymane i odpowiedzi biura")
    held.set_defaults(run=run_held)
    release = group.add_parser("release", parents=[common], help="przyjmij zatrzymany zapis jako własny")
    release.add_argument("id", metavar="ID")
    release.set_defaults(run=run_release)
    refuse = group.add_parser("refuse", parents=[common], help="odrzuć zatrzymany zapis z odpowiedzią")
    refuse.add_argument("id", metavar="ID")
    refuse.add_argument("--answer", required=True, metavar="TEKST", help="co przeczyta nadawca")
    refuse.set_defaults(run=run_refuse)
    group.add_parser("waiting", parents=[common], help="co czeka na wysłanie").set_defaults(run=run_waiting)


def run_make(desk: Desk) -> Answer:
    """Write one bundle, or one for each device of an office."""
    output = desk.args.output or Path.cwd()
    folder, file = (output, None) if output.is_dir() else (output.parent, output)
    made = desk.services.exchange.make(folder, file=file, device=desk.args.to)
    bundles = [{"file": str(one.file), "changes": one.changes, "device": one.device} for one in made]
    return Answer(
        data={"file": bundles[0]["file"], "changes": sum(one.changes for one in made), "bundles": bundles},
        lines=tuple(f"{one.file}: zmian {one.changes}" for one in made)
        + ("Wysłano, biuro jeszcze nie potwierdziło. Możesz spokojnie wysłać ponownie.",)
        * (not made[0].device),
    )


def run_show(desk: Desk) -> Answer:
    """Say what a bundle is."""
    shown = desk.services.exchange.show(desk.args.file)
    data = {"size": shown.size, "sender": shown.sender, "number": shown.number, "changes": shown.changes}
    return Answer(data=data, lines=(shown.sentence,))


def run_take(desk: Desk) -> Answer:
    """Take bundles one by one; one that is refused does not stop the others."""
    taken: list[Taken] = []
    refused: list[dict[str, Any]] = []
    for file in desk.args.files:
        try:
            taken.append(desk.services.exchange.take(file))
        except AppError as error:
            refused.append({"file": str(file), "error": error.sentence})
    set_aside = [
        {"op": held.op, "reason": held.reason, "words": held.words} for one in taken for held in one.set_aside
    ]
    data: dict[str, Any] = {
        "applied": sum(one.applied for one in taken),
        "already_known": sum(one.already_known for one in taken),
        "conflicts": desk.services.exchange.still_open(taken),
        "set_aside": set_aside,
        "parked": sum(one.parked for one in taken),
        "delivered": sum(one.delivered for one in taken),
        "refused": refused,
        "sentences": [one.sentence for one in taken],
    }
    if refused and not taken:
        data["error"] = refused[0]["error"]
    lines = tuple(f"{one.file}: {one.sentence}" for one in taken)
    lines += tuple(f"{Path(one['file']).name}: {one['error']}" for one in refused)
    code = REFUSED if refused and not taken else IN_PART if refused or set_aside else 0
    return Answer(data=data, lines=lines, code=code)


def run_waiting(desk: Desk) -> Answer:
    """Say what waits for a receipt."""
    waiting = desk.services.exchange.waiting()
    since = waiting.since.isoformat() if waiting.since else None
    return Answer(
        data={
            "changes": waiting.changes,
            "by_kind": dict(waiting.by_kind),
            "since": since,
            "number": waiting.number,
            "unsaved": waiting.unsaved,
        },
        lines=(waiting.sentence,),
    )


def run_held(desk: Desk) -> Answer:
    """List the records set aside here, what the office answered about own ones, and what was noticed."""
    held, answers = desk.services.held.all(), desk.services.held.answers()
    noticed = desk.services.exchange.noticed()
    data = {
        "held": [
            {
                "id": one.id,
                "sender": one.sender,
                "at": one.at.isoformat(),
                "reason": one.reason,
                "words": one.words,
                "kind": one.kind_label,
                "family": one.family_name,
                "fields": [{"label": label, "value": value} for label, value in one.fields],
                "can_release": one.can_release,
            }
            for one in held
        ],
        "answers": [
            {
                "id": one.op,
                "reason": one.reason,
                "words": one.words,
                "answer": one.note,
                "kind": one.kind_label,
            }
            for one in answers
        ],
        "noticed": [{"fact": one.fact, "more": one.more} for one in noticed],
    }
    lines = [f"{one.id} {one.sender}: {one.kind_label}, {one.family_name}. {one.words}" for one in held]
    lines += [f"{one.op} {one.kind_label}: {one.words}. {one.note}".rstrip() for one in answers]
    lines += [f"{one.fact} {one.more}" for one in noticed]
    return Answer(data=data, lines=tuple(lines) or ("Nie ma zatrzymanych zapisów.",))


def run_release(desk: Desk) -> Answer:
    """Take a record set aside under the name of who releases it."""
    desk.services.held.release(desk.args.id)
    return Answer(data={"id": desk.args.id, "released": True}, lines=("Przyjęto jako własny zapis.",))


def run_refuse(desk: Desk) -> Answer:
    """Refuse a record with an answer that travels to its sender."""
    desk.services.held.refuse(desk.args.id, desk.args.answer)
    return Answer(
        data={"id": desk.args.id, "refused": True},
        lines=("Odrzucono. Odpowiedź pojedzie z następną paczką.",),
    )
