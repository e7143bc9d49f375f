"""Every row knows its centre, of which a server's base holds many; every act has an identity of its own.

Tables are made anew, since their keys change; every text sorts as bytes do, as it always did in a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from btstc_jury.storage.database import checksum

revision = "0004"
down_revision = "0003"

_TABLES = (
    *("candidate", "mapping", "act", "rules", "juror", "room", "commission", "wish", "slot", "printed"),
    *("paper", "receipt", "collected", "choice", "tie", "sent"),
)
"""But the bytes received, which are too many to be held meanwhile, and whose key is their checksum."""
_TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_HERE = 1
"""The single centre of a file; a server never had tables before this."""


def upgrade() -> None:
    _remake_centre()
    for name in _TABLES:
        _remake(name)
    _remake_content()


def _remake_centre() -> None:
    """Without the constraint that there is but one."""
    old = _described("centre")
    rows = _rows(old)
    op.drop_table("centre")
    _create("centre", _copied(old))
    _fill("centre", old.columns.keys(), rows)


def _remake(name: str) -> None:
    old = _described(name)
    rows = [_with_centre(name, row) for row in _rows(old)]
    op.drop_table(name)
    names = ["centre", *old.columns.keys()]
    more: list[sa.Column[Any]] = []
    if name == "act":
        names.insert(-1, "identity")
        more.append(sa.Column("identity", _TEXT, nullable=False))
    *columns, digest = _copied(old)
    _create(name, [_of_centre(), *columns, *more, digest])
    _fill(name, names, rows)


def _with_centre(table: str, row: Sequence[Any]) -> list[Any]:
    *before, digest = row
    now = [_HERE, *before, ""] if table == "act" else [_HERE, *before]
    # A row that wasn't whole doesn't become so.
    return [*now, checksum(now) if checksum(before) == digest else digest]


def _remake_content() -> None:
    op.rename_table("content", "content_before")
    old = _described("content_before")
    _create("content", [_of_centre(), *_copied(old)])
    columns = ", ".join(old.columns.keys())
    copy = f"INSERT INTO content (centre, {columns}) SELECT {_HERE}, {columns} FROM content_before"  # noqa: S608
    op.execute(sa.text(copy))
    op.drop_table("content_before")


def _described(name: str) -> sa.Table:
    return sa.Table(name, sa.MetaData(), autoload_with=op.get_bind(), resolve_fks=False)


def _rows(table: sa.Table) -> Sequence[Sequence[Any]]:
    return op.get_bind().execute(sa.select(table)).all()


def _create(name: str, columns: Sequence[sa.Column[Any]]) -> None:
    keys = [each.name for each in columns if each.primary_key]
    constraints: list[sa.Constraint] = [sa.PrimaryKeyConstraint(*keys)]
    if "centre" in keys:
        constraints.append(sa.ForeignKeyConstraint(["centre"], ["centre.id"]))
    bare = [sa.Column(each.name, each.type, nullable=each.nullable, autoincrement=False) for each in columns]
    op.create_table(name, *bare, *constraints)


def _fill(table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    if rows:
        target = sa.table(table, *(sa.column(name) for name in names))
        op.get_bind().execute(sa.insert(target), [dict(zip(names, row, strict=True)) for row in rows])


def _of_centre() -> sa.Column[Any]:
    return sa.Column("centre", sa.Integer, primary_key=True, nullable=False)


def _copied(table: sa.Table) -> list[sa.Column[Any]]:
    return [
        sa.Column(each.name, _kind(each.type), primary_key=each.primary_key, nullable=each.nullable)
        for each in table.columns
    ]


def _kind(kind: sa.types.TypeEngine[Any]) -> sa.types.TypeEngine[Any]:
    if isinstance(kind, sa.String):
        return _TEXT
    return kind
