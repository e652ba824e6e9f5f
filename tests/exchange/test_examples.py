"""Stored frames of every version that was ever sent open for ever."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from asystent_desktop.exchange import enrolment, invitation, onetime, receipt, request, revocation, welcome
from asystent_desktop.exchange.enrolment import Issued
from asystent_desktop.exchange.head import Kind
from asystent_desktop.exchange.records import ObjectRecord
from asystent_desktop.exchange.signed import hash_hex
from asystent_desktop.merge.canon import canon, load
from tests.exchange.make_examples import CODE, EXAMPLES, RECEIPT, contents_of
from tests.exchange.test_enrolment import NOW
from tests.exchange.world import ACCOUNT, CHEAP, DEVICE, OFFICE, Secrets, World, world_of

VERSIONS = sorted(folder for folder in EXAMPLES.iterdir() if folder.is_dir())
every_version = pytest.mark.parametrize("folder", VERSIONS, ids=lambda folder: folder.name)


def world_in(folder: Path) -> World:
    keys = json.loads((folder / "keys.json").read_text())
    return world_of(
        Secrets(
            identity=bytes.fromhex(keys["identity"]),
            machine=bytes.fromhex(keys["machine"]),
            office_age=keys["office_age"],
            device=bytes.fromhex(keys["device"]),
            device_age=keys["device_age"],
        )
    )


def object_in(folder: Path, kind: Kind) -> bytes:
    """Return the body of the only record of an example."""
    world, data = world_in(folder), (folder / f"{kind.name.lower()}.paczka").read_bytes()
    opened = world.office_opens(data) if kind == Kind.REQUEST else world.device_opens(data)
    (record,) = opened.records()
    assert isinstance(record, ObjectRecord)
    return record.body


def test_the_first_version_is_kept() -> None:
    assert [folder.name for folder in VERSIONS][:1] == ["v1"]


@every_version
def test_each_kind_of_frame_opens_with_the_content_that_was_written(folder: Path) -> None:
    world = world_in(folder)
    expected = json.loads((folder / "expected.json").read_text())
    assert set(expected) == {kind.name.lower() for kind in Kind}
    for name, contents in expected.items():
        data = (folder / f"{name}.paczka").read_bytes()
        is_to_office = contents["head"]["recipient"] == OFFICE
        opened = world.office_opens(data) if is_to_office else world.device_opens(data)
        assert json.loads(json.dumps(contents_of(opened))) == contents


@every_version
def test_the_canonical_form_has_not_moved(folder: Path) -> None:
    data = (folder / "operation.json").read_bytes()
    assert canon(load(data, max_bytes=len(data))) == data
    assert hash_hex(data) == (folder / "operation.sha256").read_text()


@every_version
def test_papers_in_the_examples_are_read(folder: Path) -> None:
    world = world_in(folder)
    assert receipt.read(object_in(folder, Kind.RECEIPT), world.key_set, DEVICE) == RECEIPT
    assert revocation.read(object_in(folder, Kind.REVOCATION), world.key_set).reason == "LOST"
    opened = world.device_opens((folder / "welcome.paczka").read_bytes())
    assert welcome.read(opened, world.key_set, world.device, ACCOUNT).certificate.roles == ("assistant",)


@every_version
def test_the_request_in_the_examples_knows_its_code(folder: Path) -> None:
    invited = invitation.read((folder / "invitation.zaproszenie").read_bytes())
    key = onetime.code_key(CODE, invited.nonce, CHEAP)
    asked = request.read(object_in(folder, Kind.REQUEST))
    issued = Issued(invitation=invited, code_key=key, issued_at=NOW)
    assert enrolment.judge(issued, asked, NOW).fault is None
