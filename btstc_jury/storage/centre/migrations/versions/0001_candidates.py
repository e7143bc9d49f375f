"""The centre, its candidates, the columns of their lists, and what was done."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _add_centre()
    _add_candidates()
    _add_mappings_and_acts()


def _add_centre() -> None:
    op.create_table(
        "centre",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        *_needed(sa.String, "identity", "name", "uai"),
        *_needed(sa.Integer, "year"),
        *_needed(sa.BigInteger, "created"),
        *_needed(sa.Integer, "acts", "candidates", "versions", "version"),
        *_needed(sa.LargeBinary, "digest"),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("id = 1", name="centre_single"),
    )


def _add_candidates() -> None:
    op.create_table(
        "candidate",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        *_needed(sa.Integer, "version"),
        *_needed(sa.String, "number", "registration", "ine", "last_name", "usual_name", "first_names"),
        *_needed(sa.String, "usual_first_name"),
        sa.Column("birth", sa.String),
        *_needed(sa.String, "school", "school_code", "division", "category", "specialty_code", "specialty"),
        *_needed(sa.String, "state", "exams"),
        sa.Column("extra_time", sa.String),
        sa.Column("hour", sa.String),
        *_needed(sa.String, "doubts"),
        *_needed(sa.LargeBinary, "digest"),
        sa.PrimaryKeyConstraint("id"),
    )


def _add_mappings_and_acts() -> None:
    op.create_table(
        "mapping",
        *_needed(sa.String, "signature", "fields"),
        *_needed(sa.Integer, "version"),
        *_needed(sa.LargeBinary, "digest"),
        sa.PrimaryKeyConstraint("signature"),
    )
    op.create_table(
        "act",
        sa.Column("sequence", sa.Integer, autoincrement=False, nullable=False),
        *_needed(sa.BigInteger, "utc"),
        *_needed(sa.String, "author", "words"),
        *_needed(sa.LargeBinary, "digest"),
        sa.PrimaryKeyConstraint("sequence"),
    )


def _needed(
    kind: type[sa.BigInteger | sa.Integer | sa.LargeBinary | sa.String], *names: str
) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=False) for name in names]
