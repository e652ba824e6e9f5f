"""`asystent enrol devices | revoke | facts | sealed | open`: the devices that an office knows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from asystent_desktop.cli.base import Answer, write_file
from asystent_desktop.services.devices import REASONS

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from asystent_desktop.cli.base import Commands, Desk
    from asystent_desktop.services.devices import Device

_STATES = {"active": "dołączony", "revoked": "odwołany"}


def declare(group: Commands, common: ArgumentParser) -> None:
    """Declare the commands about devices in the group `enrol`."""
    group.add_parser("devices", parents=[common], help="biuro: urządzenia").set_defaults(run=run_devices)
    revoke = group.add_parser("revoke", parents=[common], help="biuro: odwołaj urządzenie")
    revoke.add_argument("device", metavar="URZĄDZENIE", help="numer albo jego pierwsze znaki")
    revoke.add_argument("--reason", choices=REASONS, default="LOST", help="powód, domyślnie LOST")
    revoke.set_defaults(run=run_revoke)
    facts = group.add_parser("facts", parents=[common], help="biuro: karta zdarzenia urządzenia (PDF)")
    facts.add_argument("device", metavar="URZĄDZENIE")
    facts.add_argument("-o", dest="output", type=Path, required=True, metavar="PLIK")
    facts.set_defaults(run=run_facts)
    sealed = group.add_parser("sealed", parents=[common], help="biuro: paczki odwołanych urządzeń")
    sealed.set_defaults(run=run_sealed)
    opened = group.add_parser("open", parents=[common], help="kierownik: otwórz odłożoną paczkę")
    opened.add_argument("sealed", metavar="NUMER")
    opened.set_defaults(run=run_open)


def run_devices(desk: Desk) -> Answer:
    """List the devices of the office."""
    found = desk.services.devices.all()
    return Answer(
        data={"devices": [_data(one) for one in found]},
        lines=tuple(_line(one) for one in found) or ("Żaden laptop jeszcze nie dołączył.",),
    )


def _line(one: Device) -> str:
    state = _STATES.get(one.state, one.state)
    return f"{one.id} {one.name}: {state}, rodzin {len(one.families)}, czeka {one.waiting}"


def run_revoke(desk: Desk) -> Answer:
    """Refuse all later bundles of a device."""
    one = desk.services.devices.one(desk.args.device)
    desk.services.enrolment.revoke(one.id, desk.args.reason)
    return Answer(
        data={"device": one.id, "state": "revoked", "families": list(one.families)},
        lines=(
            "Urządzenie odwołane. Jego późniejsze paczki zostaną odłożone do decyzji kierownika.",
            f"Rodziny na urządzeniu: {', '.join(one.families) or 'żadne'}. Można je od razu przekazać.",
        ),
    )


def run_facts(desk: Desk) -> Answer:
    """Write the fact sheet for the data-protection officer."""
    write_file(desk.args.output, desk.services.devices.fact_sheet(desk.args.device))
    return Answer(
        data={"file": str(desk.args.output)},
        lines=(f"Zapisano: {desk.args.output}. Ten plik nie jest chroniony hasłem.",),
    )


def run_sealed(desk: Desk) -> Answer:
    """List the bundles that revoked devices sent."""
    found = desk.services.devices.sealed()
    return Answer(
        data={
            "sealed": [
                {"id": one.id, "device": one.device, "at": one.at.isoformat(), "opened": one.is_opened}
                for one in found
            ]
        },
        lines=tuple(f"{one.id} {one.name}, {one.at:%Y-%m-%d %H:%M}" for one in found)
        or ("Nie ma odłożonych paczek.",),
    )


def run_open(desk: Desk) -> Answer:
    """Set the records of a sealed bundle aside, each for a decision of its own."""
    count = desk.services.devices.open_sealed(desk.args.sealed)
    return Answer(data={"set_aside": count}, lines=(f"Zapisów zatrzymanych do decyzji: {count}.",))


def _data(one: Device) -> dict[str, object]:
    return {
        "device": one.id,
        "account": one.account,
        "name": one.name,
        "state": one.state,
        "reason": one.reason,
        "joined": one.joined.isoformat(),
        "last_bundle": one.last_in.isoformat() if one.last_in else None,
        "families": list(one.families),
        "leaving": [{"family": leaving.name, "state": leaving.state} for leaving in one.leaving],
        "waiting": one.waiting,
        "forks": one.forks,
    }
