"""A day is recorded once, then the power is cut at many of its moments."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.power_cuts import Day, at_each_change_of_names, at_random, cut, recorded

CUTS = 12


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("ASYSTENT_STATE", "ASYSTENT_DATA"):
            patch.setenv(name, "set by the recording")
        yield recorded(tmp_path_factory.mktemp("day"))


def test_what_was_promised_is_there_after_a_power_cut(day: Day) -> None:
    assert cut(day, at_random(day, range(CUTS))) == []


def test_a_power_cut_between_two_names_of_a_file_leaves_the_store_what_it_is(day: Day) -> None:
    assert cut(day, at_each_change_of_names(day)) == []


def test_a_disk_that_lies_about_flushing_is_found_out(day: Day) -> None:
    assert cut(day, at_random(day, range(CUTS)), is_lying=True) != []
