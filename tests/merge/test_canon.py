from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asystent_desktop.merge.canon import MAX_INT, NotCanonicalError, canon, load
from asystent_desktop.merge.operation import Origin, Payload, belongs, operation_id, payload_of, read, write

LETTERS = st.text(alphabet='aąbcćłńóśźż "\\\n{[', max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INT, MAX_INT) | LETTERS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(LETTERS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_is_read_back_and_written_the_same(value: object) -> None:
    data = canon(value)  # type: ignore[arg-type]
    assert load(data, max_bytes=len(data)) == value
    assert canon(load(data, max_bytes=len(data))) == data


@pytest.mark.parametrize(
    "data",
    [
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a": 1}',
        b"1.0",
        b"1e3",
        b"NaN",
        b'"\\u0105"',
        '"a\u0328"'.encode(),
        b"9007199254740993",
        b"[" * 9 + b"]" * 9,
        b"[" * 5000,
        b'"\xff"',
        b"",
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(NotCanonicalError):
        load(data, max_bytes=10_000)


ODD = st.text(alphabet='aąń=n\u0301\u0338\u0328"\\\n\x7f{[', max_size=6)


@given(st.lists(ODD, max_size=4), st.booleans())
def test_what_is_read_is_just_what_would_have_been_written(texts: list[str], is_escaped: bool) -> None:
    data = json.dumps(texts, ensure_ascii=is_escaped, separators=(",", ":")).encode()
    try:
        expected: object = texts if canon(texts) == data else None  # type: ignore[arg-type]
    except NotCanonicalError:
        expected = None
    try:
        found: object = load(data, max_bytes=len(data))
    except NotCanonicalError:
        found = None
    assert found == expected


def test_a_float_and_a_number_too_big_have_no_canonical_form() -> None:
    for value in (1.5, MAX_INT + 1, {"a": (1,)}):
        with pytest.raises(NotCanonicalError):
            canon(value)  # type: ignore[arg-type]


ORIGIN = Origin(
    device="d" * 32,
    epoch="e" * 16,
    number=1,
    before=None,
    author="a" * 32,
    unit="b" * 16,
    grant=0,
    schema=1,
    clock=(5, 0),
)


def test_an_operation_is_read_back_from_its_bytes_and_named_by_them() -> None:
    payload = payload_of({"name": "Łukasz", "phone": None}, b"s" * 16)
    made = write(
        type="set",
        kind="person",
        entity="1" * 32,
        parents={"name": (), "phone": ("f" * 64,)},
        payload=payload,
        scope="shared",
        audience="scope",
        origin=ORIGIN,
    )
    assert read(made.body) == made
    assert made.id == operation_id(made.body)
    assert belongs(made, payload)
    assert not belongs(made, Payload(salt=b"t" * 16, body=payload.body))


def test_the_stored_example_keeps_its_bytes_and_its_number() -> None:
    payload = payload_of({"name": "Łukasz"}, b"s" * 16)
    made = write(
        type="set",
        kind="person",
        entity="1" * 32,
        parents={"name": ()},
        payload=payload,
        scope="shared",
        audience="scope",
        origin=ORIGIN,
    )
    assert made.id == "173f010c5e958d619c1ed2a1b8bacbbab151ea56d890943816fc1850a357b2ae"
