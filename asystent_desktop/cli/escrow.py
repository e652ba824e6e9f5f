"""`asystent escrow …`: officers, and opening a store with two of them together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from asystent_desktop.cli.base import Answer, MissingArgumentError, read_secret
from asystent_desktop.services.escrow import KeyFile

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from asystent_desktop.cli.base import Commands, Desk
    from asystent_desktop.services.escrow import OfficerView
    from asystent_desktop.services.stores import Opened


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the commands."""
    group = commands.add_parser("escrow", help="otwieranie sejfu przez dwoje uprawnionych").add_subparsers(
        dest="action", required=True, metavar="CZYNNOŚĆ"
    )
    group.add_parser("list", parents=[common], help="kto jest uprawniony").set_defaults(run=run_list)
    name = group.add_parser("name", parents=[common], help="kierownik: wyznacz uprawnioną osobę")
    name.add_argument("account", metavar="KONTO")
    name.add_argument("--key-password-file", type=Path, required=True, metavar="PLIK", help="hasło tej osoby")
    name.add_argument("-o", dest="output", type=Path, required=True, metavar="PLIK", help="plik klucza")
    name.set_defaults(run=run_name)
    dismiss = group.add_parser("dismiss", parents=[common], help="kierownik: odwołaj uprawnioną osobę")
    dismiss.add_argument("account", metavar="KONTO")
    dismiss.set_defaults(run=run_dismiss)
    ask = group.add_parser("ask", parents=[common], help="zamknięty sejf: zapisz prośbę do uprawnionych")
    ask.add_argument("--new-password-file", type=Path, required=True, metavar="PLIK")
    ask.add_argument("-o", dest="output", type=Path, required=True, metavar="PLIK")
    ask.set_defaults(run=run_ask)
    answer = group.add_parser("answer", parents=[common], help="biuro: odpowiedź jednej osoby na prośbę")
    answer.add_argument("request", type=Path, metavar="PROŚBA")
    answer.add_argument("--key", type=Path, required=True, metavar="PLIK")
    answer.add_argument("--key-password-file", type=Path, required=True, metavar="PLIK")
    answer.add_argument("-o", dest="output", type=Path, required=True, metavar="PLIK")
    answer.set_defaults(run=run_answer)
    opened = group.add_parser(
        "open", parents=[common], help="otwórz sejf kluczami albo odpowiedziami dwóch osób, nowe hasło"
    )
    opened.add_argument("--key", type=Path, action="append", default=[], metavar="PLIK", help="dwa razy")
    opened.add_argument("--key-password-file", type=Path, action="append", default=[], metavar="PLIK")
    opened.add_argument("--answer", type=Path, action="append", default=[], metavar="PLIK", help="dwa razy")
    opened.add_argument("--new-password-file", type=Path, required=True, metavar="PLIK")
    opened.set_defaults(run=run_open)


def run_list(desk: Desk) -> Answer:
    """List the officers."""
    return _officers(desk.services.escrow.officers())


def run_name(desk: Desk) -> Answer:
    """Name an officer and write the key file."""
    args = desk.args
    return _officers(
        desk.services.escrow.name(args.account, read_secret(args.key_password_file), args.output)
    )


def run_dismiss(desk: Desk) -> Answer:
    """Dismiss an officer."""
    return _officers(desk.services.escrow.dismiss(desk.args.account))


def run_open(desk: Desk) -> Answer:
    """Open a store without its password."""
    args = desk.args
    if args.answer:
        if len(args.answer) != 2 or args.key:
            raise MissingArgumentError("Podaj dwa razy --answer: po jednej odpowiedzi każdej osoby.")
        return _code(
            desk.stores.recover_by_answers(desk.folder, args.answer, read_secret(args.new_password_file))
        )
    if len(args.key) != 2 or len(args.key_password_file) != 2:
        raise MissingArgumentError(
            "Podaj dwa razy --key i dwa razy --key-password-file: po jednym dla osoby."
        )
    first, second = (
        KeyFile(file=file, password=read_secret(password))
        for file, password in zip(args.key, args.key_password_file, strict=True)
    )
    new = read_secret(args.new_password_file)
    return _code(desk.stores.recover_together(desk.folder, first, second, new))


def run_ask(desk: Desk) -> Answer:
    """Write a locked store's request to its officers."""
    args = desk.args
    words = desk.stores.ask_officers(desk.folder, read_secret(args.new_password_file), args.output)
    return Answer(
        data={"file": str(args.output), "words": list(words)},
        lines=(
            f"Prośba do uprawnionych: {args.output}. Hasło podane teraz będzie potrzebne do otwarcia.",
            " ".join(words),
        ),
    )


def run_answer(desk: Desk) -> Answer:
    """Write one officer's answer; the words were compared by voice."""
    args = desk.args
    escrow = desk.services.escrow
    words = escrow.look_at_request(args.request)
    key = KeyFile(file=args.key, password=read_secret(args.key_password_file))
    escrow.answer_request(args.request, key, args.output)
    return Answer(
        data={"file": str(args.output), "words": list(words)},
        lines=(
            f"Odpowiedź: {args.output}. Oddaj ją tylko wtedy, gdy słowa na laptopie są takie same:",
            " ".join(words),
        ),
    )


def _code(opened: Opened) -> Answer:
    opened.services.close()
    return Answer(
        data={"recovery_code": opened.recovery_code},
        lines=("Nowe hasło działa. Nowy kod odzyskiwania zapisz na kartce:", opened.recovery_code),
    )


def _officers(found: tuple[OfficerView, ...]) -> Answer:
    more = () if len(found) >= 2 else ("Sejfy otworzą dopiero dwie osoby: wyznacz jeszcze jedną.",)
    return Answer(
        data={"officers": [{"account": one.account, "name": one.name} for one in found]},
        lines=(*(f"{one.account} {one.name}" for one in found), *more),
    )
