"""The tables of an exam file, as the latest migration leaves them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, MetaData, String, Table, text

APPLICATION_ID = 0x4254534A
"""« BTSJ » in the header of the SQLite file: tells an exam file from any other database."""

UNDER_WAY = "stage IN ('running', 'paused')"
"""The condition of the partial index; a query must repeat it word for word to use it."""


METADATA = MetaData()

JOURNAL = Table(
    "journal",
    METADATA,
    Column("journal", String, primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("act", Integer, nullable=False),
    Column("utc", Integer, nullable=False),
    Column("mono", Integer, nullable=False),
    Column("boot", String, nullable=False),
    Column("process", String, nullable=False),
    Column("author", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("payload", LargeBinary),
    Column("digest", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""Append-only; see ``domain.journal.Row``. ``utc`` and ``mono`` in microseconds."""

KIND = Table(
    "kind",
    METADATA,
    Column("name", String, primary_key=True),
    sqlite_with_rowid=False,
)
"""A kind of event that some journal holds, with the number of its format; a trigger fills it."""

ORAL = Table(
    "oral",
    METADATA,
    Column("oral", Integer, primary_key=True),
    Column("number", String, nullable=False),
    Column("last_name", String, nullable=False),
    Column("first_names", String, nullable=False),
    Column("birth", String),
    Column("form_key", String, nullable=False),
    Column("form_name", String, nullable=False),
    Column("scheduled", String, nullable=False),
    Column("day", String, nullable=False),
    Column("stage", String, nullable=False),
    Column("extra_time", Integer, nullable=False),
    Column("preparing", String),
    Column("phase", Integer),
    Column("mark", String),
    Column("missing", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("status", String, nullable=False),
    Column("duties", String, nullable=False),
    Column("signed", Integer, nullable=False),
    Column("complete", Integer, nullable=False),
    Column("search", String, nullable=False),
    Column("last_act", Integer, nullable=False),
    Column("head_sequence", Integer, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Index("oral_by_day", "day"),
    Index("oral_by_name", "search"),
    Index("oral_under_way", "stage", sqlite_where=text(UNDER_WAY)),
)
"""One line of the index. ``digest`` is taken of all the other columns: a damaged line is seen.

``birth``, ``scheduled`` and ``day``: ISO 8601; ``preparing``: JSON; ``mark``: decimal text; ``duties``:
words parted by spaces; ``search``: name and number without case or accents; ``last_act``: UTC
microseconds of the last row of the journal, whose sequence and hash are ``head_sequence`` and ``head``.
"""

FORM = Table(
    "form",
    METADATA,
    Column("hash", String, primary_key=True),
    Column("key", String, nullable=False),
    Column("version", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""A pinned form. ``hash``: SHA-256 (hex) of ``content``, which is canonical JSON."""

HEARTBEAT = Table(
    "heartbeat",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("utc", Integer, nullable=False),
    Column("mono", Integer, nullable=False),
    Column("boot", String, nullable=False),
    Column("process", String, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    CheckConstraint("id = 1", name="heartbeat_single"),
)
"""The last sign of life of the program, in a single row."""

FILE = Table(
    "file",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("format", String, nullable=False),
    Column("created", Integer, nullable=False),
    Column("head_sequence", Integer, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    CheckConstraint("id = 1", name="file_single"),
)
"""What the file is, in a single row. ``created``: UTC microseconds; the head is that of the session's
journal.
"""

DOCUMENT = Table(
    "document",
    METADATA,
    Column("oral", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("digest", LargeBinary, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""A PDF of a settled version: ``revision`` 0 as it was made to be signed, n with n signatures;
``digest``: SHA-256 of ``content``. Never changed, never removed.
"""

AUTHORITY = Table(
    "authority",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("certificate", LargeBinary, nullable=False),
    Column("key", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    CheckConstraint("id = 1", name="authority_single"),
)
"""What issues the jurors' identities, in a single row: certificate (DER) and key (PKCS#8, DER)."""

IDENTITY = Table(
    "identity",
    METADATA,
    Column("juror", String, primary_key=True),
    Column("certificate", LargeBinary, nullable=False),
    Column("pkcs12", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
)
"""A juror's identity: certificate (DER), and with its key as PKCS#12 that the juror's PIN opens."""

_KEPT = [column.name for column in JOURNAL.columns if column.name not in {"payload", "salt"}]

_CHANGED = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in _KEPT)

TRIGGERS = (
    """CREATE TRIGGER journal_grows_at_its_end BEFORE INSERT ON journal
WHEN NEW.sequence <> 1 + coalesce((SELECT max(sequence) FROM journal WHERE journal = NEW.journal), 0)
BEGIN SELECT RAISE(ABORT, 'a journal grows at its end'); END""",
    """CREATE TRIGGER journal_keeps_its_rows BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'a row of a journal is never removed'); END""",
    f"""CREATE TRIGGER journal_keeps_its_values BEFORE UPDATE ON journal
WHEN NEW.payload IS NOT NULL OR NEW.salt IS NOT x'' OR {_CHANGED}
BEGIN SELECT RAISE(ABORT, 'a row of a journal can only lose its payload'); END""",
    """CREATE TRIGGER journal_names_its_kinds AFTER INSERT ON journal
WHEN NOT EXISTS (SELECT 1 FROM kind WHERE name = NEW.kind)
BEGIN INSERT INTO kind (name) VALUES (NEW.kind); END""",
)
