from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any

import pytest

from asystent_desktop.storage import header as headers
from asystent_desktop.storage import keys, slots
from asystent_desktop.storage.faults import DamagedVaultError
from asystent_desktop.storage.header import Header
from asystent_desktop.storage.slots import Officer, Slot
from tests.storage import age

VAULT, ROOT = "c3" * 16, bytes(range(32))


Secrets = dict[str, Any]


@pytest.fixture(scope="module")
def officers() -> tuple[Secrets, list[Officer]]:
    return age.new_officers()


@pytest.fixture(scope="module")
def secrets(officers: tuple[Secrets, list[Officer]]) -> Secrets:
    return officers[0]


@pytest.fixture(scope="module")
def escrow(officers: tuple[Secrets, list[Officer]]) -> Slot:
    return slots.escrow_slot(VAULT, 1, ROOT, officers[1], age.seal)


def test_each_pair_of_officers_opens_and_no_one_alone(escrow: Slot, secrets: Secrets) -> None:
    halves = slots.sealed_halves(slots.parse_slot(escrow.as_json(), VAULT))
    assert set(halves) == set(combinations(secrets, 2))
    for (first, second), (sealed_first, sealed_second) in halves.items():
        one = age.unseal(sealed_first, secrets[first])
        two = age.unseal(sealed_second, secrets[second])
        assert escrow.unwrap(keys.escrow_kek(keys.joined(one, two))) == ROOT
        assert escrow.unwrap(keys.escrow_kek(one)) is None
        assert escrow.unwrap(keys.escrow_kek(two)) is None


def test_halves_of_different_pairs_do_not_open(escrow: Slot, secrets: Secrets) -> None:
    halves = slots.sealed_halves(escrow)
    one = age.unseal(halves["o1", "o2"][0], secrets["o1"])
    other = age.unseal(halves["o1", "o3"][1], secrets["o3"])
    assert escrow.unwrap(keys.escrow_kek(keys.joined(one, other))) is None


def test_header_with_escrow_of_three_fits(escrow: Slot) -> None:
    header = Header(vault=VAULT, label="Sejf 1", created=date(2026, 1, 1), gen=1, seq=1, slots=(escrow,))
    data = headers.sealed(header, ROOT)
    assert len(data) < headers.MAX_BYTES
    assert headers.parse(data).header.slots == (escrow,)


@pytest.mark.parametrize("count", [0, 1, 6])
def test_escrow_needs_two_to_five_officers(count: int) -> None:
    officers = [Officer(id=str(number), recipient="-") for number in range(count)]
    with pytest.raises(ValueError, match="two to five"):
        slots.escrow_slot(VAULT, 1, ROOT, officers, age.seal)


def test_slot_of_another_store_or_generation_does_not_unwrap() -> None:
    code = bytes(20)
    slot = slots.recovery_slot(VAULT, 1, ROOT, code)
    kek = keys.recovery_kek(code, slot.salt())
    assert slot.unwrap(kek) == ROOT
    tree = slot.as_json()
    for name, value in (("gen", 2), ("id", "f" * 16), ("vault", "d4" * 16)):
        moved = slots.parse_slot({**tree, name: value}, str({**tree, name: value}["vault"]))
        assert moved.unwrap(kek) is None
    with pytest.raises(DamagedVaultError):
        slots.parse_slot(tree, "d4" * 16)


@pytest.mark.parametrize(
    "text", ["AAAA", "A" * 15, "AAAAAAAAAAAAAAA\n", "AAAAAAAAAAAAAAA=", "?" * 16, 5, None]
)
def test_nonce_has_one_spelling(text: object) -> None:
    tree = slots.recovery_slot(VAULT, 1, ROOT, bytes(20)).as_json()
    assert text is None or isinstance(text, str | int)
    with pytest.raises(DamagedVaultError):
        slots.parse_slot({**tree, "nonce": text}, VAULT)


@pytest.mark.parametrize("kind", ["master", "", 1, None])
def test_unknown_type_is_refused(kind: str | int | None) -> None:
    tree = slots.recovery_slot(VAULT, 1, ROOT, bytes(20)).as_json()
    with pytest.raises(DamagedVaultError):
        slots.parse_slot({**tree, "type": kind}, VAULT)
