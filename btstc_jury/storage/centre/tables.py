"""The tables of centres, as the latest migration leaves them: one centre in a file, many in a server's base.
Nothing of them is SQLite's alone.

Each row knows its ``centre``, the ``id`` of a row of ``CENTRE``; ``digest``: the checksum of all the other
columns.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, MetaData, String, Table

METADATA = MetaData()


def needed(kind: type[BigInteger | Integer | LargeBinary | String], *names: str) -> list[Column[Any]]:
    return [Column(name, kind, nullable=False) for name in names]


def of_centre() -> Column[Any]:
    """First of each table and of its primary key."""
    return Column("centre", Integer, ForeignKey("centre.id"), primary_key=True, autoincrement=False)


CENTRE = Table(
    "centre",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    *needed(String, "identity", "name", "uai"),
    *needed(Integer, "year"),
    *needed(BigInteger, "created"),
    *needed(Integer, "texts"),
    *needed(Integer, "acts", "candidates", "versions", "version"),
    *needed(String, "tally"),
    *needed(LargeBinary, "digest"),
)
"""What each centre is; in a file, a single one, 1. ``identity``: of no other, whatever holds it; ``created``:
UTC microseconds; ``texts``: 1 where the remarks of what comes back are kept to be searched; ``acts``,
``candidates``, ``versions``: how many rows of it the others have, and the sum of the candidates' versions;
``tally``: the same for each later table that has any, « slot=1200/3600 »: an act cut short is seen.
"""

CANDIDATE = Table(
    "candidate",
    METADATA,
    of_centre(),
    Column("id", Integer, primary_key=True, autoincrement=False),
    *needed(Integer, "version"),
    *needed(String, "number", "registration", "ine", "last_name", "usual_name", "first_names"),
    *needed(String, "usual_first_name"),
    Column("birth", String),
    *needed(String, "school", "school_code", "division", "category", "specialty_code", "specialty", "state"),
    *needed(String, "exams"),
    Column("extra_time", String),
    Column("hour", String),
    *needed(String, "doubts"),
    *needed(LargeBinary, "digest"),
)
"""``version``: below 0 of one withdrawn; ``birth``, ``hour``: ISO 8601; ``extra_time``: « 1/3 »; ``doubts``:
words parted by spaces.
"""

MAPPING = Table(
    "mapping",
    METADATA,
    of_centre(),
    Column("signature", String, primary_key=True),
    *needed(String, "fields"),
    *needed(Integer, "version"),
    *needed(LargeBinary, "digest"),
)
"""What the columns of a list were taken for; ``fields``: names parted by commas."""

ACT = Table(
    "act",
    METADATA,
    of_centre(),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    *needed(BigInteger, "utc"),
    *needed(String, "author", "words", "identity"),
    *needed(LargeBinary, "digest"),
)
"""Who did what, and when (UTC microseconds). ``identity``: of this act alone, by which who lost the answer to
it finds out whether it was carried out; "" before there were any.
"""
