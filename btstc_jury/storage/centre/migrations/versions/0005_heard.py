"""What harmonising needs of the orals that came back: levels, opinions, times; and the forms they name."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    _create("heard", [_key("receipt", _TEXT), _key("file", _TEXT), _key("oral", sa.Integer())])
    _create("heard_form", [_key("hash", _TEXT)])


def _create(name: str, keys: list[sa.Column[Any]]) -> None:
    op.create_table(
        name,
        sa.Column("centre", sa.Integer, nullable=False, autoincrement=False),
        *keys,
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("centre", *(each.name for each in keys)),
        sa.ForeignKeyConstraint(["centre"], ["centre.id"]),
    )


def _key(name: str, kind: sa.types.TypeEngine[Any]) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, autoincrement=False)
