"""The content of a form as bytes: what an oral pins, and what the form's hash is taken of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from typing import Any

import msgspec

from btstc_jury.domain.commission import CommissionRule
from btstc_jury.domain.form import Criterion, Form, Level, MarkRule, Phase, Situation, TimeRule

_GAINED: Mapping[type, frozenset[str]] = {
    Form: frozenset({"blocks", "marks", "motivated", "assessed", "subject"}),
    Criterion: frozenset({"descriptors", "points", "block"}),
    Level: frozenset({"share"}),
    MarkRule: frozenset({"rounding", "not_assessed", "summed", "counted_above"}),
    CommissionRule: frozenset({"any_quality", "roles"}),
    Phase: frozenset({"indicative"}),
    TimeRule: frozenset({"indicative"}),
    Situation: frozenset({"count", "written"}),
}
"""Fields that came after forms were first pinned: left out while they have their default, so that a form that
doesn't use them keeps its hash.
"""


def encode_form(form: Form) -> bytes:
    """Canonical JSON of a form; its own hash left blank, so that equal forms give equal bytes."""
    return msgspec.json.encode(_content(replace(form, hash="")))


def _content(value: object) -> object:
    """Fields in their order, keys of a mapping sorted."""
    if isinstance(value, tuple):
        return [_content(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _content(value[key]) for key in sorted(value)}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    gained = _GAINED.get(type(value), frozenset())
    held = ((each, getattr(value, each.name)) for each in fields(value))
    return {
        each.name: _content(kept) for each, kept in held if each.name not in gained or kept != _default(each)
    }


def _default(of: Field[Any]) -> object:
    return of.default if of.default_factory is MISSING else of.default_factory()


def decode_form(content: bytes) -> Form:
    """The form that ``encode_form`` wrote, its hash taken anew.

    Raises ``msgspec.ValidationError`` when the bytes are not such a content.
    """
    return with_hash(msgspec.json.decode(content, type=Form))


def with_hash(form: Form) -> Form:
    """The same form bearing the SHA-256 (hex) of its content."""
    return replace(form, hash=hashlib.sha256(encode_form(form)).hexdigest())
