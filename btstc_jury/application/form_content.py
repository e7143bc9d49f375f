"""The content of a form as bytes: what an oral pins, and what the form's hash is taken of."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import msgspec

from btstc_jury.domain.form import Form


def encode_form(form: Form) -> bytes:
    """Canonical JSON of a form; its own hash left blank, so that equal forms give equal bytes."""
    return msgspec.json.encode(replace(form, hash=""), order="deterministic")


def decode_form(content: bytes) -> Form:
    """The form that ``encode_form`` wrote, its hash taken anew.

    Raises ``msgspec.ValidationError`` when the bytes are not such a content.
    """
    return with_hash(msgspec.json.decode(content, type=Form))


def with_hash(form: Form) -> Form:
    """The same form bearing the SHA-256 (hex) of its content."""
    return replace(form, hash=hashlib.sha256(encode_form(form)).hexdigest())
