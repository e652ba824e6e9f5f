"""`asystent visits`, `asystent visit record`, `asystent ics`: the calendar and a record of a visit."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asystent_desktop.cli.base import Answer, MissingArgumentError, read_month, typed_values, write_file
from asystent_desktop.services.visits import NewAgreement, NextVisit, VisitEntry

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from asystent_desktop.cli.base import Commands, Desk


def add_to(commands: Commands, common: ArgumentParser) -> None:
    """Declare the commands."""
    month = commands.add_parser("visits", parents=[common], help="wizyty miesiąca")
    month.add_argument("month", metavar="RRRR-MM")
    month.set_defaults(run=run_month)
    group = commands.add_parser("visit", help="zapis wizyty").add_subparsers(
        dest="action", required=True, metavar="CZYNNOŚĆ"
    )
    record = group.add_parser("record", parents=[common], help="zapisz wizytę")
    record.add_argument("--family", required=True, metavar="ID")
    record.add_argument("--visit", default="", metavar="ID", help="wizyta zaplanowana, która się odbyła")
    record.add_argument("--date", type=date.fromisoformat, metavar="RRRR-MM-DD")
    record.add_argument("--start", metavar="GG:MM")
    record.add_argument("--end", metavar="GG:MM")
    record.add_argument("--failed", default="", metavar="POWÓD", help="nieodbyta: kod powodu, np. absent")
    record.add_argument(
        "--agreement", action="append", default=[], metavar="TEKST", help="ustalenie na następny raz"
    )
    record.add_argument(
        "--next", type=datetime.fromisoformat, metavar="RRRR-MM-DDTGG:MM", help="następna wizyta"
    )
    record.add_argument("pairs", nargs="*", metavar="pole=wartość", help="np. course=@opis.txt areas=a,c")
    record.set_defaults(run=run_record)
    ics = commands.add_parser("ics", parents=[common], help="plik iCalendar miesiąca, z samymi inicjałami")
    ics.add_argument("month", metavar="RRRR-MM")
    ics.add_argument("-o", dest="output", type=Path, required=True, metavar="PLIK")
    ics.add_argument("--full-names", action="store_true", help="z nazwami rodzin")
    ics.set_defaults(run=run_ics)


def run_month(desk: Desk) -> Answer:
    """List the visits of a month."""
    year, month = read_month(desk.args.month)
    first = date(year, month, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    rows = desk.services.visits.between(first, last)
    visits = [
        {
            "id": row.visit.id,
            "family": row.visit.family,
            "family_name": row.family_name,
            "state": row.visit.state,
            "start": row.starts.isoformat(timespec="minutes"),
            "end": datetime.combine(row.visit.day, row.visit.end).isoformat(timespec="minutes"),
            "place": row.visit.place,
            "worker": row.worker,
        }
        for row in rows
    ]
    lines = tuple(f"{row.starts:%d.%m.%Y %H:%M} {row.family_name}: {row.visit.state}" for row in rows)
    return Answer(data={"visits": visits}, lines=lines or ("W tym miesiącu nie ma wizyt.",))


def run_record(desk: Desk) -> Answer:
    """Record a visit as held or failed."""
    args = desk.args
    services = desk.services
    form = services.visits.form(args.family, args.visit)
    typed = services.records.read("visit", typed_values(args.pairs))
    values: dict[str, Any] = {
        name: getattr(form.entry, name)
        for name in form.entry.__slots__
        if name not in {"draft", "new_agreements"}
    }
    values.update({name: value for name, value in typed.items() if name in values})
    values["day"] = args.date or values["day"]
    values["start"] = _time(args.start) or values["start"]
    values["end"] = _time(args.end) or values["end"]
    if args.failed:
        values.update(state="failed", failed_reason=args.failed)
    if args.next:
        until = (args.next + timedelta(hours=1)).time()
        values["next_visit"] = NextVisit(day=args.next.date(), start=args.next.time(), end=until)
    entry = VisitEntry(**values, new_agreements=tuple(NewAgreement(text=one) for one in args.agreement))
    saved = services.visits.record(entry)
    warnings = [one.sentence for one in saved.findings]
    return Answer(data={"id": saved.id, "findings": warnings}, lines=("Zapisano.", *warnings))


def run_ics(desk: Desk) -> Answer:
    """Write the month as an iCalendar file."""
    year, month = read_month(desk.args.month)
    data = desk.services.calendar.ics(year, month, full_names=desk.args.full_names)
    write_file(desk.args.output, data)
    desk.services.printing.note_export("", printed=False)
    names = "pełne nazwy rodzin" if desk.args.full_names else "same inicjały"
    return Answer(
        data={
            "file": str(desk.args.output),
            "visits": data.count(b"SUMMARY:Wizyta:"),
            "events": data.count(b"BEGIN:VEVENT"),
        },
        lines=(f"Zapisano {desk.args.output}: {names}. Ten plik nie jest szyfrowany.",),
    )


def _time(text: str | None) -> time | None:
    if not text:
        return None
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise MissingArgumentError(f"„{text}” nie jest godziną. Napisz np. 10:30.") from error
