from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest

from asystent_desktop.errors import AppError
from asystent_desktop.storage.keys import (
    STANDARD,
    Cost,
    Label,
    derive,
    joined,
    new_key,
    new_salt,
    password_kek,
)


def test_labels_are_all_different() -> None:
    assert len({label.value for label in Label}) == len(Label.__members__)
    assert len({derive(b"k" * 32, label) for label in Label}) == len(Label.__members__)


def test_derivation_is_the_published_hkdf() -> None:
    # RFC 5869 prescribes extract with a zero salt when none is given.
    assert derive(b"r" * 32, Label.DATABASE) == derive(b"r" * 32, Label.DATABASE, bytes(32))


def test_password_key_is_the_same_for_every_spelling_of_a_letter(cost: Cost) -> None:
    salt = new_salt()
    composed = "zażółć gęślą jaźń"
    assert password_kek(composed, salt, cost) == password_kek(
        unicodedata.normalize("NFD", composed), salt, cost
    )
    assert password_kek(composed, salt, cost) != password_kek(composed.upper(), salt, cost)


def test_production_cost_derives_a_key_of_its_own(cost: Cost) -> None:
    salt = new_salt()
    key = password_kek("krowa lampa zegar most", salt, STANDARD)
    assert len(key) == 32
    assert key != password_kek("krowa lampa zegar most", salt, cost)


@pytest.mark.parametrize(
    ("memory_kib", "passes", "lanes"),
    [(65535, 1, 1), (1048577, 1, 1), (65536, 0, 1), (65536, 11, 1), (65536, 1, 0), (65536, 1, 9)],
)
def test_cost_out_of_bounds_is_refused(memory_kib: int, passes: int, lanes: int) -> None:
    with pytest.raises(ValueError, match="bounds"):
        Cost(memory_kib=memory_kib, passes=passes, lanes=lanes)


def test_halves_join_to_the_secret_and_only_whole_ones_do() -> None:
    secret, half = new_key(), new_key()
    assert joined(half, joined(secret, half)) == secret
    with pytest.raises(AppError):
        joined(half, b"short")


# Argon2 is started in a process of its own, whose address space is cut down for real.
LOW = """
import resource, sys
from asystent_desktop.storage.faults import LowMemoryError
from asystent_desktop.storage.keys import Cost, affordable_kek, password_kek
used = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmSize"))
resource.setrlimit(resource.RLIMIT_AS, ((used + 110 * 1024) * 1024,) * 2)
full = Cost(memory_kib=256 * 1024, passes=1, lanes=1)
try:
    password_kek("p", bytes(16), full)
except LowMemoryError as error:
    print(error.sentence)
print(affordable_kek("p", bytes(16), full)[1].memory_kib)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit on address space is Linux's")
def test_short_memory_is_named_and_the_first_password_steps_down() -> None:
    done = subprocess.run([sys.executable, "-c", LOW], capture_output=True, text=True, check=True)
    sentence, memory_kib = done.stdout.splitlines()
    assert sentence.startswith("Za mało pamięci")
    assert memory_kib == "65536"
