"""The journal, the index of the orals, the pinned forms and the sign of life."""

import sqlalchemy as sa
from alembic import op

from btstc_jury.storage.migrations import make_lines, needed

revision = "0001"
down_revision = None


def upgrade() -> None:
    _create_journal()
    make_lines()
    op.create_table(
        "form",
        *needed(sa.String, "hash", "key", "version"),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "heartbeat",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        *needed(sa.Integer, "utc", "mono"),
        *needed(sa.String, "boot", "process"),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("id = 1", name="heartbeat_single"),
    )
    op.create_table(
        "file",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        *needed(sa.String, "kind", "format"),
        *needed(sa.Integer, "created", "head_sequence"),
        *needed(sa.LargeBinary, "head", "digest"),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("id = 1", name="file_single"),
    )


def _create_journal() -> None:
    op.create_table(
        "journal",
        sa.Column("journal", sa.String, nullable=False),
        sa.Column("sequence", sa.Integer, autoincrement=False, nullable=False),
        *needed(sa.Integer, "act", "utc", "mono"),
        *needed(sa.String, "boot", "process", "author", "kind"),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=True),
        *needed(sa.LargeBinary, "digest", "hash"),
        sa.PrimaryKeyConstraint("journal", "sequence"),
        sqlite_with_rowid=False,
    )
    op.execute(
        """CREATE TRIGGER journal_grows_at_its_end BEFORE INSERT ON journal
WHEN NEW.sequence <> 1 + coalesce((SELECT max(sequence) FROM journal WHERE journal = NEW.journal), 0)
BEGIN SELECT RAISE(ABORT, 'a journal grows at its end'); END"""
    )
    op.execute(
        """CREATE TRIGGER journal_keeps_its_rows BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'a row of a journal is never removed'); END"""
    )
    op.execute(
        """CREATE TRIGGER journal_keeps_its_values BEFORE UPDATE ON journal
WHEN NEW.payload IS NOT NULL OR NEW.journal IS NOT OLD.journal OR NEW.sequence IS NOT OLD.sequence \
OR NEW.act IS NOT OLD.act OR NEW.utc IS NOT OLD.utc OR NEW.mono IS NOT OLD.mono \
OR NEW.boot IS NOT OLD.boot OR NEW.process IS NOT OLD.process OR NEW.author IS NOT OLD.author \
OR NEW.kind IS NOT OLD.kind OR NEW.salt IS NOT OLD.salt OR NEW.digest IS NOT OLD.digest \
OR NEW.hash IS NOT OLD.hash
BEGIN SELECT RAISE(ABORT, 'a row of a journal can only lose its payload'); END"""
    )
