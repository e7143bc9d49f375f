"""The evaluation as JSON, and what is refused as one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from btstc_jury.application.verification import OtherVersion, UnreadableData
from btstc_jury.exchange.evaluation_json import LARGEST, decode_evaluation, encode_evaluation
from tests.documents.signing.verification.grids import evaluation
from tests.drawn import examples


def encoded() -> bytes:
    return encode_evaluation(evaluation())


def test_what_is_written_is_read_back_whole() -> None:
    assert decode_evaluation(encoded()) == evaluation()


def test_it_is_readable_utf8_json() -> None:
    known = json.loads(encoded().decode("utf-8"))
    assert known["candidate"]["last_name"] == "Durand"
    assert known["candidate"]["first_names"] == "Élodie"
    assert known["candidate"]["number"] == "0012"
    assert known["verdict"]["mark"] == "12.5"
    assert "Élodie".encode() in encoded()


def test_another_version_is_refused_as_such() -> None:
    with pytest.raises(OtherVersion, match="format 9, ce programme lit le format 1"):
        decode_evaluation(encoded().replace(b'"schema_version":1', b'"schema_version":9'))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"schema":"autre","schema_version":1}',
        b'{"schema":"btstc-jury/evaluation","schema_version":1}',
        b'{"schema":"btstc-jury/evaluation","schema_version":"1"}',
    ],
)
def test_what_is_no_evaluation_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableData) as refused:
        decode_evaluation(content)
    assert not isinstance(refused.value, OtherVersion)


def test_another_spelling_of_the_same_data_is_refused() -> None:
    with pytest.raises(UnreadableData, match="comme le programme"):
        decode_evaluation(json.dumps(json.loads(encoded())).encode())
    more = encoded().replace(b'"schema_version":1', b'"schema_version":1,"more":2')
    with pytest.raises(UnreadableData, match="comme le programme"):
        decode_evaluation(more)


def test_size_and_depth_are_bounded() -> None:
    with pytest.raises(UnreadableData, match="dépassent"):
        decode_evaluation(b" " * (LARGEST + 1))
    with pytest.raises(UnreadableData, match="profondément"):
        decode_evaluation(b"[" * 200_000)


def test_brackets_in_texts_are_no_depth() -> None:
    content = encoded().replace(b"Oral ma", b'[[[[[[[[[[[[[[[[[[[[[[[[[[[[{{{ \\" [[[ Oral ma')
    assert "[[[" in decode_evaluation(content).verdict.appreciation


@settings(max_examples=examples(100))
@given(st.integers(0, 10**6), st.binary(max_size=6), st.integers(0, 30))
def test_any_mangling_is_refused_or_read_as_it_stands(place: int, put: bytes, length: int) -> None:
    content = encoded()
    start = place % len(content)
    changed = content[:start] + put + content[start + length :]
    try:
        read = decode_evaluation(changed)
    except UnreadableData:
        return
    assert encode_evaluation(read) == changed
