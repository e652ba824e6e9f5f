"""Limits: defaults, marks, refusals."""

from __future__ import annotations

from dataclasses import fields

import pytest

from asystent_desktop.checks.limits import DEFAULTS, Limits, label_of, mark_of
from asystent_desktop.errors import InvalidValueError


def test_the_numbers_of_the_act() -> None:
    assert (DEFAULTS.families_per_assistant, mark_of("families_per_assistant")) == (15, "ustawa")
    assert (DEFAULTS.assessment_months, mark_of("assessment_months")) == (6, "ustawa")
    assert (DEFAULTS.visit_target, mark_of("visit_target")) == (8, "praktyka")
    assert (DEFAULTS.first_plan_days, mark_of("first_plan_days")) == (30, "program")


def test_each_number_has_its_own_label() -> None:
    labels = [label_of(entry.name) for entry in fields(Limits)]
    assert len(set(labels)) == len(labels)
    assert all(labels)


@pytest.mark.parametrize("value", [0, -1, True, "8"])
def test_only_whole_numbers_above_zero(value: object) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Limits(visit_target=value)  # type: ignore[arg-type]
    assert caught.value.field == "visit_target"
