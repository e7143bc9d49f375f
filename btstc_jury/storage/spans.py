"""A file's journals and the lines of the index in parts that fit together, each a small part of a large file.

Journals lie in the order of their names (« oral-1 », « oral-10 », « oral-100 », « oral-2 »), lines in that of
their numbers. All names that lie between two others are those of a few ranges of numbers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from btstc_jury.storage.journals import journal_of

_WHOLE_BELOW = 2000
"""Lines that are no more than a part."""
_FIRST, _LAST = 10, 99
"""The numbers that the bounds of the parts begin with."""
_LEAST, _MOST = -(2**63), 2**63 - 1

_LINES = "SELECT * FROM oral NOT INDEXED WHERE oral BETWEEN ? AND ? ORDER BY oral"
_SIZE = "SELECT count(*), max(oral) FROM oral NOT INDEXED"


@dataclass(frozen=True, slots=True)
class Span:
    """The journals from the name ``low`` on and below ``high`` (``None``: to the last), and the ranges of
    numbers, both ends included, of the orals that are theirs.
    """

    low: str
    high: str | None
    numbers: tuple[tuple[int, int], ...]


WHOLE = Span("", None, ((_LEAST, _MOST),))


def spans_of(raw: sqlite3.Connection) -> tuple[int, tuple[Span, ...]]:
    """How many lines there are; the parts of the file: every journal and every line is of one of them. Raises
    the ``Error`` of the library.
    """
    count, largest = raw.execute(_SIZE).fetchone()
    return count, (WHOLE,) if count < _WHOLE_BELOW else spans_to(largest)


def spans_to(largest: int) -> tuple[Span, ...]:
    """Those of numbers of at most ``largest``."""
    first = Span("", journal_of(_FIRST), ((_LEAST, _FIRST // 10),))
    return first, *(_begun_by(beginning, largest) for beginning in range(_FIRST, _LAST + 1))


def _begun_by(beginning: int, largest: int) -> Span:
    numbers = []
    low, high = beginning, beginning
    while low <= largest:
        numbers.append((low, min(high, _MOST)))
        low, high = low * 10, high * 10 + 9
    following = beginning + 1
    if following % 10 == 0 and beginning != _LAST:
        # « oral-2 » comes after all that begin by « oral-19 », and before « oral-20 ».
        numbers.append((following // 10, following // 10))
    return Span(journal_of(beginning), None if beginning == _LAST else journal_of(following), tuple(numbers))


def lines_in(raw: sqlite3.Connection, span: Span) -> Iterator[tuple[Any, ...]]:
    """All the columns. Raises the ``Error`` of the library."""
    for ends in span.numbers:
        yield from raw.execute(_LINES, ends)
