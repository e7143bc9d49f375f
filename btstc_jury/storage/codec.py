"""Events as JSON payloads of the journal, and back."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import msgspec

from btstc_jury.domain.events import KINDS, Entry, Erased, Event, SheetReceived
from btstc_jury.domain.journal import Row
from btstc_jury.storage.failures import Damage


def _to_text(value: object) -> str:
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(f"no event holds a {type(value).__name__}")


def _from_text(kind: type[Any], value: object) -> Fraction:
    if kind is not Fraction or not isinstance(value, str):
        raise TypeError(f"no event holds a {kind.__name__}")
    return Fraction(value)


_PLAIN = msgspec.json.Encoder(enc_hook=_to_text)
_ENCODER = msgspec.json.Encoder(enc_hook=_to_text, order="deterministic")
_DECODERS = {
    name: msgspec.json.Decoder(kind, dec_hook=_from_text, strict=True) for name, kind in KINDS.items()
}


def encode(event: Event) -> tuple[str, bytes]:
    """Name of the event's kind, and its content; equal events give equal bytes.

    But for a sheet handed over: msgspec doesn't sort the numbers that its mappings have as keys.
    """
    encoder = _PLAIN if isinstance(event, SheetReceived) else _ENCODER
    return event.kind, encoder.encode(event)


def decode(kind: str, payload: bytes) -> Event:
    """Raises ``Damage`` for a kind that isn't known or a payload that isn't one of this kind."""
    decoder = _DECODERS.get(kind)
    if decoder is None:
        raise Damage(f"unknown kind {kind!r}")
    try:
        return decoder.decode(payload)
    except (msgspec.MsgspecError, ValueError, ArithmeticError) as error:
        raise Damage(f"unreadable {kind!r}: {error}") from error


def entry_of(row: Row) -> Entry:
    """Raises ``Damage`` as ``decode`` does, and where a payload is missing that is never erased."""
    if row.payload is None:
        if row.kind not in KINDS or not KINDS[row.kind].erasable:
            raise Damage("the payload is missing")
        return Entry(row.sequence, row.act, row.reading, row.author, Erased(row.kind))
    return Entry(row.sequence, row.act, row.reading, row.author, decode(row.kind, row.payload))
