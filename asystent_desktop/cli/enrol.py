"""`asystent enrol …`: a device joins or leaves an office."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from asystent_desktop.cli import enrol_devices
from asystent_desktop.cli.base import Answer, MissingArgumentError

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from asystent_desktop.cli.base import Commands, Desk
    from asystent_desktop.services.enrolment import Enrolment
    from asystent_desktop.services.replacing import Replacing


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the commands."""
    group = commands.add_parser("enrol", help="dołączanie laptopów").add_subparsers(
        dest="action", required=True, metavar="CZYNNOŚĆ"
    )
    invite = group.add_parser("invite", parents=[common], help="biuro: wystaw zaproszenie i kod")
    invite.add_argument("account", metavar="KONTO", help="numer konta pracownika")
    invite.add_argument("-o", dest="output", type=Path, required=True, metavar="PLIK")
    invite.set_defaults(run=run_invite)
    ask = group.add_parser("request", parents=[common], help="laptop: zapisz prośbę do biura")
    ask.add_argument("-o", dest="output", type=Path, required=True, metavar="PLIK")
    ask.set_defaults(run=run_request)
    swap = group.add_parser(
        "replace", parents=[common], help="laptop: poproś o nowe klucze (nowy laptop albo wyciek), bez kodu"
    )
    swap.add_argument("-o", dest="output", type=Path, required=True, metavar="PLIK")
    swap.set_defaults(run=run_replace)
    accept = group.add_parser(
        "accept", parents=[common], help="pokaż osiem słów z prośby (biuro) albo odpowiedzi (laptop)"
    )
    accept.add_argument("file", type=Path, metavar="PLIK")
    accept.set_defaults(run=run_accept)
    confirm = group.add_parser("confirm", parents=[common], help="słowa się zgadzają: dołącz")
    confirm.add_argument(
        "subject", metavar="URZĄDZENIE|PLIK", help="biuro: numer urządzenia; laptop: plik odpowiedzi"
    )
    confirm.add_argument("-o", dest="output", type=Path, metavar="PLIK", help="biuro: plik odpowiedzi")
    confirm.add_argument("--reject", action="store_true", help="słowa się nie zgadzają")
    confirm.set_defaults(run=run_confirm)
    enrol_devices.declare(group, common)


def run_invite(desk: Desk) -> Answer:
    """Write an invitation; the code is told in person or by phone."""
    made = desk.services.enrolment.invite(desk.args.account, desk.args.output)
    return Answer(
        data={"file": str(made.file), "code": made.code, "account": made.account},
        lines=(f"Zaproszenie: {made.file}", f"Kod, do podania osobiście albo przez telefon: {made.code}"),
    )


def run_request(desk: Desk) -> Answer:
    """Write the request of a laptop."""
    desk.services.enrolment.save_request(desk.args.output)
    words = desk.services.enrolment.words()
    return Answer(
        data={"file": str(desk.args.output), "words": list(words)},
        lines=(f"Prośba do biura: {desk.args.output}", " ".join(words)),
    )


def run_replace(desk: Desk) -> Answer:
    """Write a laptop's request for new keys, signed by its present ones."""
    desk.services.replacing.save_request(desk.args.output)
    words = desk.services.replacing.words()
    return Answer(
        data={"file": str(desk.args.output), "words": list(words)},
        lines=(f"Prośba o wymianę: {desk.args.output}", " ".join(words)),
    )


def _joining(desk: Desk) -> Enrolment | Replacing:
    """Return what a laptop's answer belongs to: its joining, or the change of its keys."""
    services = desk.services
    return services.replacing if services.replacing.standing().is_asked else services.enrolment


def run_accept(desk: Desk) -> Answer:
    """Show the eight words."""
    if desk.services.session().is_office:
        asked = desk.services.enrolment.accept(desk.args.file)
        data = {
            "words": list(asked.words),
            "device": asked.device,
            "name": asked.name,
            "replaces": asked.replaces,
        }
        lines = [f"{asked.name}: porównaj słowa przez telefon.", " ".join(asked.words)]
        if asked.replaces:
            lines.append(f"Dołączenie odwoła dotychczasowy laptop {asked.replaces[:8]}.")
        return Answer(data=data, lines=tuple(lines))
    words = _joining(desk).read_answer(desk.args.file)
    device = desk.services.desk.store.identity.device
    return Answer(
        data={"words": list(words), "device": device},
        lines=("Porównaj słowa z biurem przez telefon.", " ".join(words)),
    )


def run_confirm(desk: Desk) -> Answer:
    """Finish or refuse joining, on either side."""
    args = desk.args
    services = desk.services
    if services.session().is_office:
        if args.reject:
            services.enrolment.reject(args.subject)
            return Answer(
                data={"device": args.subject, "state": "rejected"}, lines=("Zaproszenie unieważnione.",)
            )
        if args.output is None:
            raise MissingArgumentError("Podaj -o PLIK: tam zapiszę odpowiedź dla laptopa.")
        services.enrolment.confirm(args.subject, args.output)
        return Answer(
            data={"device": args.subject, "file": str(args.output), "state": "active"},
            lines=(f"Urządzenie dołączone. Odpowiedź dla laptopa: {args.output}",),
        )
    joining = _joining(desk)
    if args.reject:
        joining.refuse()
        return Answer(data={"state": "refused"}, lines=("Odrzucono. Zadzwoń do biura i zacznij od nowa.",))
    joined = joining.join(Path(args.subject))
    return Answer(
        data={"state": "joined", "families": joined.families},
        lines=(f"Dołączono do biura. Rodzin: {joined.families}.",),
    )
