"""The migrations of the exam file's schema, run by Alembic, and the table that several of them make anew.

Nothing of it follows the program: what a revision made stays as it was made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

_FIRST = (
    *("oral", "number", "last_name", "first_names", "birth", "form_key", "form_name", "scheduled", "day"),
    *("stage", "extra_time", "preparing", "phase", "mark", "missing", "version"),
)
_LAST = ("search", "last_act", "head_sequence", "head", "digest")
_NULLABLE = {"birth", "preparing", "phase", "mark"}
_BYTES = {"head", "digest"}
_INTEGERS = {
    *("oral", "extra_time", "phase", "missing", "version", "signed", "complete"),
    *("last_act", "head_sequence"),
}


def needed(kind: type[sa.Integer | sa.LargeBinary | sa.String], *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=False) for name in names]


def make_lines(*added: str) -> sa.Table:
    """The table ``oral`` and its indexes. ``added``: columns that the first revision did not have."""
    names = (*_FIRST, *added, *_LAST)
    table = op.create_table("oral", *map(_column, names), sa.PrimaryKeyConstraint("oral"))
    op.create_index("oral_by_day", "oral", ["day"])
    op.create_index("oral_by_name", "oral", ["search"])
    op.create_index(
        "oral_under_way", "oral", ["stage"], sqlite_where=sa.text("stage IN ('running', 'paused')")
    )
    return table


def add_to_lines(before: tuple[str, ...], added: Mapping[str, Any]) -> None:
    """Make the table anew with further columns. ``before``: those added until then; ``added``: the new ones,
    with their value in every line.
    """
    known = (*_FIRST, *before, *_LAST)
    old = sa.table("oral", *map(sa.column, known))
    lines = op.get_bind().execute(sa.select(old).order_by(old.c.oral)).fetchall()
    op.drop_table("oral")
    table = make_lines(*before, *added)
    if lines:
        op.bulk_insert(table, [_with(dict(zip(known, line, strict=True)), added, table) for line in lines])


def _with(old: dict[str, Any], added: Mapping[str, Any], table: sa.Table) -> dict[str, Any]:
    """A damaged line keeps its checksum, so that it is found damaged afterwards too."""
    digest = old.pop("digest")
    values = {**old, **added}
    new = {column.name: values[column.name] for column in table.columns if column.name in values}
    sound = _checksum(old.values()) == digest
    return {**new, "digest": _checksum(new.values()) if sound else digest}


def _checksum(values: Iterable[Any]) -> bytes:
    """As the program of these revisions takes it."""
    return hashlib.blake2b(msgspec.msgpack.encode(list(values)), digest_size=16).digest()


def _column(name: str) -> sa.Column[Any]:
    kind = sa.LargeBinary if name in _BYTES else sa.Integer if name in _INTEGERS else sa.String
    return sa.Column(name, kind, nullable=name in _NULLABLE)
