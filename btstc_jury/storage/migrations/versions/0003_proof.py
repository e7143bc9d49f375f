"""Signatures in the index, signed documents, identities; the salt of an erased payload goes with it."""

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_COLUMNS = (
    sa.Column("oral", sa.Integer, nullable=False),
    sa.Column("number", sa.String, nullable=False),
    sa.Column("last_name", sa.String, nullable=False),
    sa.Column("first_names", sa.String, nullable=False),
    sa.Column("birth", sa.String, nullable=True),
    sa.Column("form_key", sa.String, nullable=False),
    sa.Column("form_name", sa.String, nullable=False),
    sa.Column("scheduled", sa.String, nullable=False),
    sa.Column("day", sa.String, nullable=False),
    sa.Column("stage", sa.String, nullable=False),
    sa.Column("extra_time", sa.Integer, nullable=False),
    sa.Column("preparing", sa.String, nullable=True),
    sa.Column("phase", sa.Integer, nullable=True),
    sa.Column("mark", sa.String, nullable=True),
    sa.Column("missing", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("status", sa.String, nullable=False),
    sa.Column("duties", sa.String, nullable=False),
    sa.Column("signed", sa.Integer, nullable=False),
    sa.Column("complete", sa.Integer, nullable=False),
    sa.Column("search", sa.String, nullable=False),
    sa.Column("last_act", sa.Integer, nullable=False),
    sa.Column("head_sequence", sa.Integer, nullable=False),
    sa.Column("head", sa.LargeBinary, nullable=False),
    sa.Column("digest", sa.LargeBinary, nullable=False),
)
_ADDED = {"signed": 0, "complete": 0}
"""Nothing could be signed before this revision."""

_KEPT = ("journal", "sequence", "act", "utc", "mono", "boot", "process", "author", "kind", "digest", "hash")


def upgrade() -> None:
    _index()
    op.execute("DROP TRIGGER journal_keeps_its_values")
    op.execute(
        "CREATE TRIGGER journal_keeps_its_values BEFORE UPDATE ON journal\n"
        "WHEN NEW.payload IS NOT NULL OR NEW.salt IS NOT x'' OR "
        + " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in _KEPT)
        + "\nBEGIN SELECT RAISE(ABORT, 'a row of a journal can only lose its payload'); END"
    )
    op.create_table(
        "document",
        sa.Column("oral", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("oral", "version", "revision"),
    )
    op.create_table(
        "authority",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("certificate", sa.LargeBinary, nullable=False),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("id = 1", name="authority_single"),
    )
    op.create_table(
        "identity",
        sa.Column("juror", sa.String, nullable=False),
        sa.Column("certificate", sa.LargeBinary, nullable=False),
        sa.Column("pkcs12", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("juror"),
    )


def _index() -> None:
    known = [column.name for column in _COLUMNS if column.name not in _ADDED]
    old = sa.table("oral", *(sa.column(name) for name in known))
    lines = op.get_bind().execute(sa.select(old).order_by(old.c.oral)).fetchall()
    op.drop_table("oral")
    table = op.create_table("oral", *_COLUMNS, sa.PrimaryKeyConstraint("oral"))
    op.create_index("oral_by_day", "oral", ["day"])
    op.create_index("oral_by_name", "oral", ["search"])
    op.create_index(
        "oral_under_way", "oral", ["stage"], sqlite_where=sa.text("stage IN ('running', 'paused')")
    )
    if lines:
        op.bulk_insert(table, [_with_signatures(dict(zip(known, line, strict=True))) for line in lines])


def _with_signatures(old: dict[str, Any]) -> dict[str, Any]:
    """A damaged line keeps its checksum, so that it is found damaged afterwards too."""
    digest = old.pop("digest")
    values = {**old, **_ADDED}
    new = {column.name: values[column.name] for column in _COLUMNS if column.name in values}
    sound = _checksum(old.values()) == digest
    return {**new, "digest": _checksum(new.values()) if sound else digest}


def _checksum(values: Iterable[Any]) -> bytes:
    """As the program of this revision takes it."""
    return hashlib.blake2b(msgspec.msgpack.encode(list(values)), digest_size=16).digest()
