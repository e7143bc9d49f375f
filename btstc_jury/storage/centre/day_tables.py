"""The tables of a centre's days, as the latest migration leaves them; nothing of them is SQLite's alone.

In each, ``version`` is the number of the act that wrote the row. Moments are ISO 8601; a window is
« begins/ends »; several are parted by spaces, as numbers are.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, String, Table

from btstc_jury.storage.centre.tables import METADATA, needed, of_centre


def _table(name: str, *columns: Column[Any]) -> Table:
    ends = *needed(Integer, "version"), *needed(LargeBinary, "digest")
    return Table(name, METADATA, of_centre(), *columns, *ends)


def _identity(name: str = "identity") -> Column[Any]:
    return Column(name, Integer, primary_key=True, autoincrement=False)


def _placed(*keys: str) -> list[Column[Any]]:
    """Of a slot. ``fixed``: 0 or 1; ``state``: of ``SlotState``; ``keys``: what else names it."""
    return [
        _identity("candidate"),
        *(Column(name, String, primary_key=True) for name in ("exam", *keys)),
        *needed(Integer, "commission"),
        *needed(String, "preparation", "oral", "ends", "free"),
        *needed(Integer, "fixed"),
        *needed(String, "state"),
    ]


RULES = _table(
    "rules",
    _identity(),
    *needed(Integer, "deliberation", "gap"),
    Column("lunch", String),
    *needed(Integer, "own_school_hard"),
    *needed(String, "exams"),
    *needed(Integer, "weight_own_school", "weight_balance", "weight_one_day", "weight_waiting"),
    *needed(Integer, "weight_holes", "weight_order", "weight_printed"),
)
"""At most one row, none while the centre changed nothing. ``exams``: a JSON list.
"""

JUROR = _table(
    "juror", _identity(), *needed(String, "name", "role", "quality", "school", "school_code", "hours")
)
ROOM = _table("room", _identity(), *needed(String, "name"), *needed(Integer, "seats"))
COMMISSION = _table(
    "commission",
    _identity(),
    *needed(String, "number", "form", "room"),
    *needed(Integer, "preparation_room"),
    *needed(String, "jurors", "half_days", "breaks", "lost"),
    Column("preparation_minutes", Integer),
    Column("oral_minutes", Integer),
)
WISH = _table(
    "wish",
    _identity("candidate"),
    *needed(String, "avoids"),
    Column("not_before", String),
    Column("not_after", String),
    Column("exams", String),
    *needed(Integer, "absent"),
)
"""``exams``: a JSON list."""

SLOT = _table("slot", *_placed())


def _told() -> list[Column[Any]]:
    return [*needed(String, "number", "room", "preparation_room", "jurors"), *needed(BigInteger, "utc")]


PRINTED = _table("printed", *_placed(), *_told())
"""What a candidate was told last of a slot. ``jurors``: a JSON list of names, or an object of it,
of ``person``, a list, and of ``centre``."""
PAPER = _table("paper", *_placed("paper"), *_told())
"""The same of each kind of paper."""
