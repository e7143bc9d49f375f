"""Signatures in the index, signed documents, identities; the salt of an erased payload goes with it."""

import sqlalchemy as sa
from alembic import op

from btstc_jury.storage.migrations import add_to_lines, needed

revision = "0003"
down_revision = "0002"

_KEPT = ("journal", "sequence", "act", "utc", "mono", "boot", "process", "author", "kind", "digest", "hash")


def upgrade() -> None:
    # Nothing could be signed before this revision.
    add_to_lines(("status", "duties"), {"signed": 0, "complete": 0})
    op.execute("DROP TRIGGER journal_keeps_its_values")
    op.execute(
        "CREATE TRIGGER journal_keeps_its_values BEFORE UPDATE ON journal\n"
        "WHEN NEW.payload IS NOT NULL OR NEW.salt IS NOT x'' OR "
        + " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in _KEPT)
        + "\nBEGIN SELECT RAISE(ABORT, 'a row of a journal can only lose its payload'); END"
    )
    op.create_table(
        "document",
        *needed(sa.Integer, "oral", "version", "revision"),
        *needed(sa.LargeBinary, "digest", "content"),
        sa.PrimaryKeyConstraint("oral", "version", "revision"),
    )
    op.create_table(
        "authority",
        sa.Column("id", sa.Integer, nullable=False),
        *needed(sa.LargeBinary, "certificate", "key", "digest"),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("id = 1", name="authority_single"),
    )
    op.create_table(
        "identity",
        sa.Column("juror", sa.String, nullable=False),
        *needed(sa.LargeBinary, "certificate", "pkcs12", "digest"),
        sa.PrimaryKeyConstraint("juror"),
    )
