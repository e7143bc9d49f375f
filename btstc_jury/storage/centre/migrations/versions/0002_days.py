"""The days: rules, jurors, rooms, commissions, wishes, slots, and what was printed of them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from btstc_jury.storage.database import checksum

revision = "0002"
down_revision = "0001"

_CENTRE = "id, identity, name, uai, year, created, acts, candidates, versions, version"


def upgrade() -> None:
    _extend_centre()
    _create(
        "rules",
        _identity(),
        *_needed(sa.Integer, "deliberation", "gap"),
        sa.Column("lunch", sa.String),
        *_needed(sa.Integer, "own_school_hard"),
        *_needed(sa.String, "exams"),
        *_needed(sa.Integer, "weight_own_school", "weight_balance", "weight_one_day", "weight_waiting"),
        *_needed(sa.Integer, "weight_holes", "weight_order", "weight_printed"),
    )
    _create(
        "juror", _identity(), *_needed(sa.String, "name", "role", "quality", "school", "school_code", "hours")
    )
    _create("room", _identity(), *_needed(sa.String, "name"), *_needed(sa.Integer, "seats"))
    _create(
        "commission",
        _identity(),
        *_needed(sa.String, "number", "form", "room"),
        *_needed(sa.Integer, "preparation_room"),
        *_needed(sa.String, "jurors", "half_days", "breaks", "lost"),
        sa.Column("preparation_minutes", sa.Integer),
        sa.Column("oral_minutes", sa.Integer),
    )
    _create(
        "wish",
        _identity("candidate"),
        *_needed(sa.String, "avoids"),
        sa.Column("not_before", sa.String),
        sa.Column("not_after", sa.String),
        sa.Column("exams", sa.String),
        *_needed(sa.Integer, "absent"),
    )
    _create_slots()


def _create_slots() -> None:
    _create("slot", *_placed())
    _create("printed", *_placed(), *_told())
    _create("paper", *_placed("paper"), *_told())


def _extend_centre() -> None:
    """The row of the centre says how many rows later tables have: none so far."""
    op.rename_table("centre", "centre_before")
    op.create_table(
        "centre",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        *_needed(sa.String, "identity", "name", "uai"),
        *_needed(sa.Integer, "year"),
        *_needed(sa.BigInteger, "created"),
        *_needed(sa.Integer, "acts", "candidates", "versions", "version"),
        *_needed(sa.String, "tally"),
        *_needed(sa.LargeBinary, "digest"),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("id = 1", name="centre_single"),
    )
    found = op.get_bind().execute(sa.text(f"SELECT {_CENTRE}, digest FROM centre_before")).all()  # noqa: S608
    names = [*_CENTRE.split(", "), "tally", "digest"]
    put = sa.text(f"INSERT INTO centre VALUES ({', '.join(f':{name}' for name in names)})")  # noqa: S608
    for row in found:
        *before, digest = row
        now = [*before, ""]
        # A row that wasn't whole doesn't become so.
        sum_now = checksum(now) if checksum(before) == digest else digest
        op.get_bind().execute(put, dict(zip(names, [*now, sum_now], strict=True)))
    op.drop_table("centre_before")


def _create(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(name, *columns, *_needed(sa.Integer, "version"), *_needed(sa.LargeBinary, "digest"))


def _identity(name: str = "identity") -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, primary_key=True, autoincrement=False)


def _told() -> list[sa.Column[Any]]:
    return [
        *_needed(sa.String, "number", "room", "preparation_room", "jurors"),
        *_needed(sa.BigInteger, "utc"),
    ]


def _placed(*keys: str) -> list[sa.Column[Any]]:
    return [
        _identity("candidate"),
        *(sa.Column(name, sa.String, primary_key=True) for name in ("exam", *keys)),
        *_needed(sa.Integer, "commission"),
        *_needed(sa.String, "preparation", "oral", "ends", "free"),
        *_needed(sa.Integer, "fixed"),
        *_needed(sa.String, "state"),
    ]


def _needed(
    kind: type[sa.BigInteger | sa.Integer | sa.LargeBinary | sa.String], *names: str
) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=False) for name in names]
