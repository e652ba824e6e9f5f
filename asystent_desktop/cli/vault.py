"""`asystent vault …`: the life of a store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from asystent_desktop.cli.base import DONE, REFUSED, Answer, read_secret
from asystent_desktop.services.stores import OfficeStart

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from datetime import datetime

    from asystent_desktop.cli.base import Commands, Desk
    from asystent_desktop.services.backup import CopiesStatus

_ROLES = {
    "office": "biuro",
    "assistant": "asystent rodziny",
    "coordinator": "koordynator",
    "joining": "dołącza",
}


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the commands."""
    group = commands.add_parser("vault", help="sejf: założenie, stan, hasło, kopie").add_subparsers(
        dest="action", required=True, metavar="CZYNNOŚĆ"
    )
    create = group.add_parser("create", parents=[common], help="załóż sejf biura albo laptopa z zaproszeniem")
    create.add_argument("--office", metavar="NAZWA", help="nazwa ośrodka")
    create.add_argument("--person", metavar="OSOBA", default="", help="kto prowadzi biuro")
    create.add_argument("--city", default="", metavar="MIEJSCOWOŚĆ")
    create.add_argument("--street", default="", metavar="ULICA")
    create.add_argument("--postcode", default="", metavar="KOD")
    create.add_argument("--also-assistant", action="store_true", help="ta osoba jest też asystentem")
    create.add_argument("--invitation", type=Path, metavar="PLIK", help="zaproszenie z biura")
    create.add_argument("--code-file", type=Path, metavar="PLIK", help="plik z kodem podanym przez biuro")
    create.set_defaults(run=run_create)
    group.add_parser("info", parents=[common], help="co to za sejf").set_defaults(run=run_info)
    check = group.add_parser("check", parents=[common], help="sprawdź sejf albo jego kopię")
    check.add_argument(
        "--copy", type=Path, metavar="KOPIA", help="odtwórz kopię na próbę i porównaj z sejfem"
    )
    check.set_defaults(run=run_check)
    password = group.add_parser("password", parents=[common], help="zmień hasło")
    password.add_argument("--new-password-file", type=Path, required=True, metavar="PLIK")
    password.set_defaults(run=run_password)
    recover = group.add_parser(
        "recover", parents=[common], help="otwórz kodem odzyskiwania, ustal nowe hasło"
    )
    recover.add_argument("--code-file", type=Path, required=True, metavar="PLIK")
    recover.add_argument("--new-password-file", type=Path, required=True, metavar="PLIK")
    recover.set_defaults(run=run_recover)
    copy = group.add_parser("backup", parents=[common], help="zapisz sprawdzoną kopię")
    copy.add_argument("folder", type=Path, metavar="KATALOG")
    copy.set_defaults(run=run_backup)
    restore = group.add_parser("restore", parents=[common], help="odtwórz sejf z kopii")
    restore.add_argument("copy", type=Path, metavar="KOPIA")
    restore.set_defaults(run=run_restore)
    close = group.add_parser("close", parents=[common], help="zamknij sejf na zawsze (oddanie laptopa)")
    close.add_argument("--confirm", required=True, metavar="SŁOWA", help="przepisz: zamykam sejf na zawsze")
    close.add_argument("--even-undelivered", action="store_true", help="także gdy biuro nie ma wszystkiego")
    close.set_defaults(run=run_close)


def run_close(desk: Desk) -> Answer:
    """Destroy the store of a laptop that is returned."""
    desk.services.leaving.close_for_ever(desk.args.confirm, even_undelivered=desk.args.even_undelivered)
    return Answer(
        data={"closed": True}, lines=("Sejf zamknięty na zawsze. Na tym komputerze nie ma już danych.",)
    )


def run_create(desk: Desk) -> Answer:
    """Make a store: an office's, or a laptop's from an invitation."""
    args = desk.args
    if args.invitation is not None:
        invited = desk.stores.open_invitation(args.invitation)
        code = read_secret(args.code_file) if args.code_file else ""
        opened = desk.stores.create_joining(invited, code, desk.password(), folder=desk.folder)
        role = "joining"
    else:
        start = OfficeStart(
            office_name=args.office or "",
            person_name=args.person,
            city=args.city,
            street=args.street,
            postcode=args.postcode,
            also_assistant=args.also_assistant,
        )
        opened = desk.stores.create_office(start, desk.password(), folder=desk.folder)
        role = "office"
    with_code = opened.recovery_code
    account = opened.services.session().account
    opened.services.close()
    return Answer(
        data={"recovery_code": with_code, "vault": str(desk.folder), "role": role, "account": account},
        lines=("Sejf założony. Przepisz kod odzyskiwania na kartkę i schowaj ją:", with_code),
    )


def run_info(desk: Desk) -> Answer:
    """Say what store it is."""
    facts = desk.services.backup.facts()
    session = desk.services.session()
    families = len(desk.services.cases.rows())
    waiting = desk.services.exchange.waiting()
    role = _ROLES.get(facts.role, facts.role)
    return Answer(
        data={
            "role": facts.role,
            "person": facts.person,
            "office": facts.office,
            "account": session.account,
            "label": facts.label,
            "demo": session.is_demo,
            "counts": {"families": families, "operations": facts.operations, "waiting": waiting.changes},
            "undelivered": waiting.changes,
            "waiting_since": waiting.since.isoformat() if waiting.since else None,
            "version": facts.version,
            "device": facts.device,
            "size": facts.size_bytes,
            "audit_entries": facts.audit_entries,
            "audit_anchored_at": _moment(facts.anchored_at),
            "copies": _copies(desk.services.backup.status()),
        },
        lines=(f"{facts.office}: {facts.person} ({role}), rodzin: {families}, czeka: {waiting.changes}",),
    )


def run_check(desk: Desk) -> Answer:
    """Check the store and its audit chain, or what a copy of it lacks."""
    if desk.args.copy is not None:
        return _check_copy(desk)
    found = desk.services.backup.check()
    return Answer(
        data={
            "ok": not found.problems,
            "problems": list(found.problems),
            "audit_entries": found.audit_entries,
        },
        lines=found.problems or ("Sejf jest w porządku.",),
        code=REFUSED if found.problems else 0,
    )


def _check_copy(desk: Desk) -> Answer:
    """Restore a copy into a temporary folder, compare it with the store and remove it."""
    backup = desk.services.backup
    copy = backup.find(desk.args.copy)
    found = backup.drill(copy, desk.password(), lambda words, _share: desk.say(words), lambda: False)
    backup.note_drill(found)
    extra = () if found.is_full else ("Zrób nową kopię: asystent vault backup KATALOG",)
    return Answer(
        data={
            "ok": found.is_full,
            "problems": [] if found.is_full else [found.sentence],
            "copy": str(copy.path),
            "made_at": copy.made_at.isoformat(),
            "held": found.held,
            "missing": found.missing,
            "extra": found.extra,
            "broken": found.broken,
            "days": found.days if found.missing else 0,
        },
        lines=(found.sentence, *extra),
        code=DONE if found.is_full else REFUSED,
    )


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _copies(status: CopiesStatus) -> dict[str, object]:
    newest = max((one.made_at for one in status.own), default=None)
    last = status.last_drill
    return {
        "newest": _moment(newest),
        "outside": _moment(status.outside_at),
        "place": str(status.place) if status.place is not None else None,
        "checked_on": last.checked_on.isoformat() if last else None,
        "check_full": last.is_full if last else None,
        "reminder": status.reminder or None,
    }


def run_password(desk: Desk) -> Answer:
    """Change the password."""
    old = desk.password()
    desk.stores.change_password(desk.services, old, read_secret(desk.args.new_password_file))
    return Answer(
        data={"changed": True},
        lines=("Hasło zmienione. Starsze kopie na nośnikach otwiera jeszcze stare hasło.",),
    )


def run_recover(desk: Desk) -> Answer:
    """Open with the printed code; set a new password."""
    args = desk.args
    opened = desk.stores.recover(
        desk.folder, read_secret(args.code_file), read_secret(args.new_password_file)
    )
    opened.services.close()
    return Answer(
        data={"recovery_code": opened.recovery_code},
        lines=("Nowe hasło działa. Stary kod jest nieważny, nowy zapisz na kartce:", opened.recovery_code),
    )


def run_backup(desk: Desk) -> Answer:
    """Make a checked copy in a folder."""
    made = desk.services.backup.make(desk.args.folder)
    return Answer(
        data={
            "folder": str(made.path),
            "made_at": made.made_at.isoformat(),
            "size": made.size_bytes,
            "ok": True,
        },
        lines=(f"Kopia zapisana i sprawdzona: {made.path}",),
    )


def run_restore(desk: Desk) -> Answer:
    """Put a copy into the place of the store; the former folder stays beside it."""
    done = desk.stores.restore(desk.args.copy, desk.folder, desk.given_password())
    aside = (f"Poprzedni sejf odłożono w: {done.moved}.",) if done.moved is not None else ()
    return Answer(
        data={
            "vault": str(done.folder),
            "copy": str(done.copy),
            "moved": str(done.moved) if done.moved is not None else None,
        },
        lines=(f"Odtworzono sejf w: {done.folder}. Otwiera go hasło tej kopii.", *aside),
    )
