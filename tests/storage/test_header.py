from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from asystent_desktop.merge.canon import canon
from asystent_desktop.storage import header as headers
from asystent_desktop.storage import keys, slots, unlock
from asystent_desktop.storage.faults import (
    DamagedVaultError,
    NewerVersionError,
    NotAVaultError,
    WrongCodeError,
)
from asystent_desktop.storage.header import Header
from asystent_desktop.storage.keys import Cost
from asystent_desktop.storage.recovery_code import printed

VAULT, ROOT, CODE = "a1" * 16, bytes(range(32)), bytes(20)
REFUSALS = (DamagedVaultError, NewerVersionError, WrongCodeError)


@pytest.fixture(scope="module")
def header() -> Header:
    cost = Cost(memory_kib=65536, passes=1, lanes=4)
    return Header(
        vault=VAULT,
        label="Sejf 1",
        created=date(2026, 11, 24),
        gen=1,
        seq=1,
        slots=(
            slots.password_slot(VAULT, 1, ROOT, "krowa lampa zegar most", cost, "0" * 16),
            slots.recovery_slot(VAULT, 1, ROOT, CODE),
        ),
    )


def test_header_reads_back_and_its_mac_holds(header: Header) -> None:
    data = headers.sealed(header, ROOT)
    found = headers.parse(data)
    found.check(ROOT)
    assert found.header == header
    assert len(data) < 800
    with pytest.raises(DamagedVaultError):
        found.check(bytes(32))


def test_every_changed_byte_is_refused(header: Header) -> None:
    data = headers.sealed(header, ROOT)
    accepted = []
    for at in range(len(data)):
        for flip in (1, 2, 32, 255):
            spoiled = data[:at] + bytes([data[at] ^ flip]) + data[at + 1 :]
            try:
                unlock.checked(headers.parse(spoiled), unlock.by_code(printed(CODE)))
            except REFUSALS:
                continue
            accepted.append((at, flip))
    assert accepted == []
    unlock.checked(headers.parse(data), unlock.by_code(printed(CODE)))


def test_every_cut_is_refused(header: Header) -> None:
    data = headers.sealed(header, ROOT)
    for length in range(0, len(data), 7):
        with pytest.raises(DamagedVaultError):
            headers.parse(data[:length])


@pytest.mark.parametrize(
    ("name", "value"),
    [("m", 1024), ("m", 2**31), ("t", 0), ("t", 99), ("p", 9), ("p", True), ("salt", "AAAA"), ("m", "65536")],
)
def test_parameters_out_of_bounds_are_refused_before_any_work(
    header: Header, name: str, value: int | str
) -> None:
    tree = json.loads(headers.sealed(header, ROOT))
    tree["slots"][0][name] = value
    with pytest.raises(DamagedVaultError):
        headers.parse(canon(tree))


def test_weaker_cost_with_a_valid_form_does_not_unlock(header: Header) -> None:
    tree = json.loads(headers.sealed(header, ROOT))
    tree["slots"][0]["p"] = 1
    slot = headers.parse(canon(tree)).header.slots[0]
    kek = keys.password_kek("krowa lampa zegar most", slot.salt(), header.slots[0].cost())
    assert header.slots[0].unwrap(kek) == ROOT
    assert slot.unwrap(kek) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("magic", "OTHER"),
        ("label", ""),
        ("label", "x" * 25),
        ("vault", "A1" * 16),
        ("vault", "b2" * 16),
        ("created", "20261124"),
        ("created", "2026-13-01"),
        ("seq", 0),
        ("db", {"file": "../vault.db", "fmt": "sqlcipher4", "page": 4096}),
        ("slots", []),
        ("extra", 1),
    ],
)
def test_field_of_wrong_form_is_refused(header: Header, name: str, value: object) -> None:
    tree = json.loads(headers.sealed(header, ROOT))
    tree[name] = value
    with pytest.raises(DamagedVaultError):
        headers.parse(canon(tree))


def test_newer_format_asks_for_an_update(header: Header) -> None:
    tree = json.loads(headers.sealed(header, ROOT))
    tree["v"] = 2
    with pytest.raises(NewerVersionError, match="nowsza wersja"):
        headers.parse(canon(tree))


def test_writing_keeps_the_one_before_and_reading_falls_back_to_it(header: Header, tmp_path: Path) -> None:
    headers.write(tmp_path, header, ROOT)
    assert not (tmp_path / headers.PREVIOUS).exists()
    second = header.next(header.slots)
    headers.write(tmp_path, second, ROOT)
    assert headers.read(tmp_path).header == second
    (tmp_path / headers.NAME).write_bytes(b"{")
    found = headers.read(tmp_path)
    assert (found.header, found.is_previous) == (header, True)
    (tmp_path / headers.NAME).unlink()
    assert headers.read(tmp_path).header == header


def test_wrong_mac_never_falls_back(header: Header, tmp_path: Path) -> None:
    headers.write(tmp_path, header, ROOT)
    headers.write(tmp_path, replace(header, seq=2), keys.new_key())
    found = headers.read(tmp_path)
    assert not found.is_previous
    with pytest.raises(DamagedVaultError):
        found.check(ROOT)


def test_retiring_overwrites_older_headers(header: Header, tmp_path: Path) -> None:
    copy = tmp_path / "copy.hdr"
    copy.write_bytes(headers.sealed(header, ROOT))
    headers.write(tmp_path, header, ROOT)
    headers.write(tmp_path, header.next(header.slots), ROOT)
    headers.retire_older(tmp_path, ROOT, (copy,))
    current = (tmp_path / headers.NAME).read_bytes()
    assert current == (tmp_path / headers.PREVIOUS).read_bytes() == copy.read_bytes()


def test_folder_without_header_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(NotAVaultError):
        headers.read(tmp_path)


def test_failed_write_leaves_the_header_and_no_rest(
    header: Header, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers.write(tmp_path, header, ROOT)
    before = (tmp_path / headers.NAME).read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        headers.write(tmp_path, header.next(header.slots), ROOT)
    assert (tmp_path / headers.NAME).read_bytes() == before
    assert not (tmp_path / f"{headers.NAME}.new").exists()
