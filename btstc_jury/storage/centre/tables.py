"""The tables of a centre file, as the latest migration leaves them; nothing of them is SQLite's alone."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, LargeBinary, MetaData, String, Table

METADATA = MetaData()


def needed(kind: type[BigInteger | Integer | LargeBinary | String], *names: str) -> list[Column[Any]]:
    return [Column(name, kind, nullable=False) for name in names]


CENTRE = Table(
    "centre",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    *needed(String, "identity", "name", "uai"),
    *needed(Integer, "year"),
    *needed(BigInteger, "created"),
    *needed(Integer, "acts", "candidates", "versions", "version"),
    *needed(String, "tally"),
    *needed(LargeBinary, "digest"),
    CheckConstraint("id = 1", name="centre_single"),
)
"""What the file is, in a single row. ``created``: UTC microseconds; ``acts``, ``candidates``,
``versions``: how many rows the others have, and the sum of the candidates' versions; ``tally``: the same for
each later table that has any, « slot=1200/3600 »: an act cut short is seen.
"""

CANDIDATE = Table(
    "candidate",
    METADATA,
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
words parted by spaces; ``digest``: of all the other columns.
"""

MAPPING = Table(
    "mapping",
    METADATA,
    Column("signature", String, primary_key=True),
    *needed(String, "fields"),
    *needed(Integer, "version"),
    *needed(LargeBinary, "digest"),
)
"""What the columns of a list were taken for; ``fields``: names parted by commas."""

ACT = Table(
    "act",
    METADATA,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    *needed(BigInteger, "utc"),
    *needed(String, "author", "words"),
    *needed(LargeBinary, "digest"),
)
"""Who did what, and when (UTC microseconds)."""
