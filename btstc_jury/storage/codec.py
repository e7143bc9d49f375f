"""Events as JSON payloads of the journal, and back, whatever format they were written in.

The name of a kind bears the number of its format from the second on: « sheet-received@2 ». What is of an
older one is brought up step by step, each a pure function on stored values; a kind, a number, a field or a
member of a closed set that isn't known here means that a newer version wrote the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

import msgspec

from btstc_jury.application.faults import Fault
from btstc_jury.domain.events import KINDS, Entry, Erased, Event
from btstc_jury.domain.journal import Row
from btstc_jury.domain.moments import Reading
from btstc_jury.storage import old_sheets, records
from btstc_jury.storage.failures import Damage, Newer
from btstc_jury.storage.records import Record, Stored, alike, record_class, record_of, value_of

FORMATS = {"sheet-received": 2}
"""The present format of each kind that had another before."""

_OLDER: dict[tuple[str, int], tuple[type[Record], Callable[[Stored], Iterable[Stored]]]] = {
    ("sheet-received", 1): (old_sheets.SheetReceived, old_sheets.told_again),
}
"""What each older format held, and the step to the next one."""

UNKNOWN_MEMBER = "Invalid enum value"
UNKNOWN_PART = ("Object contains unknown field", UNKNOWN_MEMBER)
"""How msgspec begins to say so."""


def _to_text(value: object) -> str:
    if isinstance(value, Fraction):
        return str(value)
    raise TypeError(f"no event holds a {type(value).__name__}")


def _from_text(kind: type[Any], value: object) -> Fraction:
    if kind is not Fraction or not isinstance(value, str):
        raise TypeError(f"no event holds a {kind.__name__}")
    return _fraction(value)


_fraction = lru_cache(maxsize=256)(Fraction)


_ENCODER = msgspec.json.Encoder(enc_hook=_to_text)


@cache
def _decoder(kind: type[Any]) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind, dec_hook=_from_text, strict=True)


def stored_kind(kind: str) -> str:
    """The name under which the present format of a kind is written."""
    number = FORMATS.get(kind, 1)
    return kind if number == 1 else f"{kind}@{number}"


@cache
def known(name: str) -> tuple[str, int]:
    """Kind and format number of a name in the journal. Raises ``Newer``."""
    kind, at, digits = name.partition("@")
    number = int(digits) if digits.isascii() and digits.isdigit() else 0
    if not at:
        number = 1
    if kind not in KINDS or not 1 <= number <= FORMATS.get(kind, 1):
        raise Newer(Fault.UNKNOWN_KIND, kind=name)
    return kind, number


def encode(event: Event) -> tuple[str, bytes]:
    """Name of the event's kind, and its content; equal events give equal bytes."""
    return stored_kind(event.kind), _ENCODER.encode(record_of(event))


def decode(kind: str, payload: bytes) -> Event:
    """Of the present format. Raises ``Newer`` for what a newer version wrote, ``Damage`` for a payload that
    isn't one of this kind.
    """
    record = _present(kind)
    if record is None:
        raise Damage(Fault.NOT_BROUGHT_UP, kind=kind)
    return _event(kind, record, payload)


@cache
def _present(name: str) -> type[Record] | None:
    """What is stored under this name, ``None`` for an older format. Raises ``Newer``."""
    kind, number = known(name)
    return record_class(KINDS[kind]) if number == FORMATS.get(kind, 1) else None


def entries_of_row(row: Row) -> tuple[Entry, ...]:
    """One entry, or several for a row that an older format made of several events.

    Raises as ``decode`` does, and ``Damage`` where a payload is missing that is never erased.
    """
    record = _present(row.kind)
    if row.payload is None:
        kind, _ = known(row.kind)
        if not KINDS[kind].erasable:
            raise Damage(Fault.NO_PAYLOAD)
        event: Event = Erased(kind)
    elif record is not None:
        event = _event(row.kind, record, row.payload)
    else:
        return tuple(_entries_of_older(row, row.payload))
    return (Entry(row.sequence, row.act, row.reading, row.author, event),)


def _entries_of_older(row: Row, payload: bytes) -> Iterator[Entry]:
    kind, number = known(row.kind)
    old, _ = _OLDER[kind, number]
    values = msgspec.to_builtins(_record(row.kind, old, payload), enc_hook=_to_text)
    reading = msgspec.to_builtins(record_of(row.reading))
    stored = Stored(row.sequence, row.act, reading, row.author, kind, number, values)
    try:
        yield from map(_entry, brought_up(stored))
    except (msgspec.MsgspecError, ValueError, ArithmeticError, KeyError) as error:
        raise Damage(Fault.UNREADABLE_EVENT, kind=row.kind) from error


def brought_up(stored: Stored) -> Iterator[Stored]:
    """The same in the present format of its kind, or of those that it became."""
    if stored.number == FORMATS.get(stored.kind, 1):
        yield stored
        return
    _, step = _OLDER[stored.kind, stored.number]
    for each in step(stored):
        yield from brought_up(each)


def _entry(stored: Stored) -> Entry:
    record = msgspec.convert(
        stored.values, record_class(KINDS[stored.kind]), dec_hook=_from_text, builtin_types=()
    )
    at: Reading = value_of(msgspec.convert(stored.reading, records.Reading))
    return Entry(stored.sequence, stored.act, at, stored.author, value_of(record))


def _event(kind: str, record: type[Record], payload: bytes) -> Event:
    """The record sees that there is nothing else in the payload, which a class of the domain doesn't; where
    both are alike, reading the bytes twice takes less than making the one into the other.
    """
    stored = _record(kind, record, payload)
    domain = alike(record)
    event: Event = value_of(stored) if domain is None else _decoded(kind, domain, payload)
    return event


def _record(kind: str, record: type[Record], payload: bytes) -> Record:
    found: Record = _decoded(kind, record, payload)
    return found


def _decoded(kind: str, into: type[Any], payload: bytes) -> Any:  # noqa: ANN401 - of the class ``into``
    try:
        return _decoder(into).decode(payload)  # type: ignore[arg-type]  # mypy takes no class for hashable.
    except msgspec.ValidationError as error:
        if str(error).startswith(UNKNOWN_PART):
            raise Newer(Fault.UNKNOWN_PART, kind=kind) from error
        raise Damage(Fault.UNREADABLE_EVENT, kind=kind) from error
    except (msgspec.MsgspecError, ValueError, ArithmeticError) as error:
        raise Damage(Fault.UNREADABLE_EVENT, kind=kind) from error
