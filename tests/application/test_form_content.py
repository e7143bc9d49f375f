"""The bytes of a form, which pin it to an oral."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

import msgspec
import pytest

from btstc_jury.application.form_content import decode_form, encode_form, with_hash
from btstc_jury.domain.form import Authority, Origin
from tests.forms_for_tests import make_form

FORM = make_form()


def test_a_form_comes_back_as_it_was() -> None:
    assert decode_form(encode_form(FORM)) == FORM


def test_the_hash_is_that_of_the_content() -> None:
    assert FORM.hash == sha256(encode_form(FORM)).hexdigest()
    assert with_hash(replace(FORM, hash="faux")) == FORM


def test_equal_forms_give_equal_bytes() -> None:
    origins = {"total": Origin(Authority.DEFAULT, "a"), "mark.step": Origin(Authority.DEFAULT, "b")}
    backwards = dict(reversed(origins.items()))
    assert encode_form(make_form(origins=origins)) == encode_form(make_form(origins=backwards))


@pytest.mark.parametrize(
    "change",
    [{"version": "2"}, {"criteria": FORM.criteria[:2]}, {"levels": FORM.levels[:3]}, {"secrecy": ""}],
)
def test_another_content_has_another_hash(change: dict[str, object]) -> None:
    assert make_form(**change).hash != FORM.hash


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"key": 1}'])
def test_other_bytes_are_no_form(content: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode_form(content)


def test_a_form_with_a_wrong_value_is_none() -> None:
    content = json.loads(encode_form(FORM))
    content["coefficient"] = "quatre"
    with pytest.raises(msgspec.ValidationError, match="coefficient"):
        decode_form(json.dumps(content).encode())
