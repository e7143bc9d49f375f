"""The content of a form as bytes: what an oral pins, and what the form's hash is taken of."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass, replace
from typing import Any

import msgspec

from btstc_jury.domain.form import Form


def encode_form(form: Form) -> bytes:
    """Canonical JSON of a form; its own hash left blank, so that equal forms give equal bytes."""
    blank = replace(form, hash="")
    content = msgspec.json.decode(msgspec.json.encode(blank, order="deterministic"))
    _leave_out(blank, content)
    return msgspec.json.encode(content)


def _leave_out(value: object, content: Any) -> None:  # noqa: ANN401 - what JSON makes of the value
    """Take from the content what forms gained later and this one doesn't use."""
    if isinstance(value, tuple):
        for each, held in zip(value, content, strict=True):
            _leave_out(each, held)
    elif is_dataclass(value) and isinstance(content, dict):
        for each in fields(value):
            if each.name not in content:
                continue
            own = getattr(value, each.name)
            if each.metadata.get("later") and own == each.default:
                del content[each.name]
            else:
                _leave_out(own, content[each.name])


def decode_form(content: bytes) -> Form:
    """The form that ``encode_form`` wrote, its hash taken anew.

    Raises ``msgspec.ValidationError`` when the bytes are not such a content.
    """
    return with_hash(msgspec.json.decode(content, type=Form))


def with_hash(form: Form) -> Form:
    """The same form bearing the SHA-256 (hex) of its content."""
    return replace(form, hash=hashlib.sha256(encode_form(form)).hexdigest())
