from __future__ import annotations

import re

from asystent_desktop.merge import labels

LABELS = {name: value for name, value in vars(labels).items() if isinstance(value, bytes)}


def test_each_label_serves_one_purpose() -> None:
    assert len(set(LABELS.values())) == len(LABELS) == 23


def test_no_label_begins_another() -> None:
    for name, value in LABELS.items():
        assert not [other for other, text in LABELS.items() if other != name and text.startswith(value)]


def test_labels_have_one_shape_and_key_names_no_zero_byte() -> None:
    for name, value in LABELS.items():
        ending = b"" if name.endswith("_KEY") else b"\0"
        assert re.fullmatch(rb"ar/[a-z]+(/[a-z]+)*/v1" + ending, value), name
