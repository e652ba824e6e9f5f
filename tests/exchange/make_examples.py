"""Write the stored examples of this frame version, once: `python -m tests.exchange.make_examples VERSION`.

Examples are never written anew: a later program must open what an earlier one sent.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

from asystent_desktop.exchange import certificate, frame, invitation, onetime, receipt, request, revocation
from asystent_desktop.exchange import welcome as welcomes
from asystent_desktop.exchange.certificate import Certificate
from asystent_desktop.exchange.frame import FrameOut, OpenFrame
from asystent_desktop.exchange.head import Kind
from asystent_desktop.exchange.records import ObjectRecord, RecordType, UnreadRecord, pack
from asystent_desktop.exchange.revocation import Revocation
from asystent_desktop.exchange.signed import hash_hex
from asystent_desktop.merge.canon import Json, canon
from tests.exchange.world import (
    ACCOUNT,
    CHEAP,
    DEVICE,
    EPOCH,
    MACHINE,
    OFFICE,
    VERSIONS,
    World,
    every_record,
    new_secrets,
    operation,
    work,
    world_of,
)

EXAMPLES: Final = Path(__file__).parent.parent / "data" / "frames"
CODE: Final = "7KQ2M-9XAPD"
RECEIPT: Final = receipt.Receipt(
    office=OFFICE,
    device=DEVICE,
    epoch=EPOCH,
    number=1,
    tips=(receipt.Tip(2, "4a" * 32),),
    held=(receipt.Held("4c" * 32, "SCOPE"),),
    parked=("4d" * 32,),
    bundles=(receipt.BundleMark(1, "4f" * 32),),
    audit=receipt.AuditMark(12, "3a" * 32),
    reader=1,
    grant=3,
)


def frames_of(world: World, invited: invitation.Invitation) -> dict[Kind, FrameOut]:
    """Return one frame of each kind."""
    machine = world.secrets.machine
    key = onetime.code_key(CODE, invited.nonce, CHEAP)
    named = Certificate(office=OFFICE, device=world.device, account=ACCOUNT, roles=("assistant",), grant=3)
    lead = welcomes.lead(world.key_set, certificate.write(named, MACHINE, machine))
    lost = Revocation(office=OFFICE, kind=revocation.DEVICE, target="1d" * 16, reason="LOST", grant=4)
    asked = ObjectRecord(RecordType.REQUEST, request.write(invited, world.device, VERSIONS, key))
    committed = ObjectRecord(RecordType.RECEIPT, receipt.write(RECEIPT, MACHINE, machine))
    revoked = ObjectRecord(RecordType.REVOCATION, revocation.write_device(lost, MACHINE, machine))
    later = UnreadRecord(0x7F, b"z nowszej wersji", "TYPE")
    return {
        Kind.WORK: world.to_office([*every_record(), later]),
        Kind.REPLY: world.to_device([lead[0], committed, revoked, *every_record()]),
        Kind.RECEIPT: world.to_device([committed], Kind.RECEIPT),
        Kind.REQUEST: world.to_office([asked], Kind.REQUEST),
        Kind.WELCOME: world.to_device([*lead, *work(3)], Kind.WELCOME),
        Kind.REVOCATION: world.to_device([revoked], Kind.REVOCATION),
        Kind.REFILL: world.to_device(work(3), Kind.REFILL),
        Kind.ESCROW: world.to_office([every_record()[-1]], Kind.ESCROW),
    }


def contents_of(opened: OpenFrame) -> dict[str, Json]:
    """Return what a frame holds, in a form to be compared: head, and type and hash of each record."""
    return {
        "head": asdict(opened.head),
        "records": [[type(one).__name__, hash_hex(pack(one))] for one in opened.records()],
    }


def main() -> int:
    """Write the examples; FileExistsError when this version has them already."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version", help="for example v1")
    folder = EXAMPLES / parser.parse_args().version
    folder.mkdir(parents=True)
    world = world_of(new_secrets())
    invited = invitation.write(ACCOUNT, world.key_set, world.secrets.identity)
    expected: dict[str, Json] = {}
    for kind, out in frames_of(world, invited).items():
        data = frame.seal_frame(out).data
        name = kind.name.lower()
        (folder / f"{name}.paczka").write_bytes(data)
        is_to_office = out.recipient == OFFICE
        expected[name] = contents_of(world.office_opens(data) if is_to_office else world.device_opens(data))
    keys = {name: one.hex() if isinstance(one, bytes) else one for name, one in asdict(world.secrets).items()}
    (folder / "keys.json").write_text(json.dumps(keys, indent=1))
    (folder / "expected.json").write_text(json.dumps(expected, indent=1, sort_keys=True))
    (folder / "invitation.zaproszenie").write_bytes(invited.data)
    (folder / "operation.json").write_bytes(canon({**operation(1), "note": "zażółć gęślą jaźń"}))
    (folder / "operation.sha256").write_text(hash_hex((folder / "operation.json").read_bytes()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
