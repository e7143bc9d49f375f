"""The rows of a journal, which their hashes chain."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from btstc_jury.domain.events import Entry
from btstc_jury.domain.moments import Instant, Reading

GENESIS = bytes(32)
"""The hash before the first row."""
SALT_BYTES = 16
"""Always this many, so that no byte can pass from payload to salt under the same digest."""


class Row(NamedTuple):
    """An entry as it is kept. ``payload`` is ``None`` once erased; ``digest`` keeps the chain whole.

    A tuple, as SQLite gives it: a check of a file makes one of each row.
    """

    journal: str
    sequence: int
    act: int
    utc: int
    mono: int
    boot: str
    process: str
    author: str
    kind: str
    salt: bytes
    payload: bytes | None
    digest: bytes
    hash: bytes

    @property
    def reading(self) -> Reading:
        return Reading(Instant(self.utc), self.mono, self.boot, self.process)


def seal(journal: str, entry: Entry, kind: str, payload: bytes, salt: bytes, previous: bytes) -> Row:
    """The row of an entry. ``journal`` names the oral (part of the hash: a row can't change oral);
    ``salt`` is random, so that an erased payload can't be guessed from its digest. Raises ``ValueError``
    where it isn't of ``SALT_BYTES``.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt of {len(salt)} bytes")
    at = entry.reading
    place = (journal, entry.sequence, entry.act, at.utc.us, at.mono, at.boot, at.process, entry.author)
    values = (*place, kind, salt, payload, _digest(salt, payload))
    return Row(*values, hash=_chain_hash(Row(*values, hash=b""), previous))


class Damage(StrEnum):
    SEQUENCE = "sequence"
    PAYLOAD = "payload"
    CHAIN = "chain"


@dataclass(frozen=True, slots=True)
class Break:
    """The first row that isn't what was written."""

    sequence: int
    damage: Damage


def first_break(rows: Iterable[Row]) -> Break | None:
    """Check a whole journal from its first row; ``None`` when nothing was changed, removed or moved.

    Rows cut off at the end can't be seen here: compare the last hash with the index.
    """
    previous = GENESIS
    for expected, row in enumerate(rows, start=1):
        if row.sequence != expected:
            return Break(row.sequence, Damage.SEQUENCE)
        if row.payload is not None and not genuine(row.salt, row.payload, row.digest):
            return Break(row.sequence, Damage.PAYLOAD)
        if _chain_hash(row, previous) != row.hash:
            return Break(row.sequence, Damage.CHAIN)
        previous = row.hash
    return None


def genuine(salt: bytes, payload: bytes, digest: bytes) -> bool:
    """Whether a payload is the one of which the digest was taken."""
    return len(salt) == SALT_BYTES and _digest(salt, payload) == digest


def _digest(salt: bytes, payload: bytes) -> bytes:
    return hashlib.sha256(salt + payload).digest()


def _chain_hash(row: Row, previous: bytes) -> bytes:
    """Each field is preceded by its length, so that no two rows can give the same bytes."""
    parts = (
        previous,
        _measured(row.journal),
        _counted(row.sequence),
        _counted(row.act),
        _measured(str(row.utc)),
        _measured(str(row.mono)),
        _origin(row.boot, row.process, row.author, row.kind),
        row.digest,
    )
    return hashlib.sha256(b"".join(parts)).digest()


def _measured(field: str) -> bytes:
    data = field.encode()
    return len(data).to_bytes(4, "big") + data


@lru_cache(maxsize=512)
def _counted(number: int) -> bytes:
    return _measured(str(number))


@lru_cache(maxsize=512)
def _origin(*fields: str) -> bytes:
    """Of what the rows of a journal, or those of the next one, have in common."""
    return b"".join(map(_measured, fields))
