"""The tables of an exam file, as the latest migration leaves them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, MetaData, String, Table, text

APPLICATION_ID = 0x4254534A
"""« BTSJ » in the header of the SQLite file: tells an exam file from any other database."""

UNDER_WAY = "stage IN ('running', 'paused')"
"""The condition of the partial index; a query must repeat it word for word to use it."""

METADATA = MetaData()


def _needed(kind: type[Integer | LargeBinary | String], *names: str) -> list[Column[Any]]:
    return [Column(name, kind, nullable=False) for name in names]


JOURNAL = Table(
    "journal",
    METADATA,
    Column("journal", String, primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    *_needed(Integer, "act", "utc", "mono"),
    *_needed(String, "boot", "process", "author", "kind"),
    Column("salt", LargeBinary, nullable=False),
    Column("payload", LargeBinary),
    *_needed(LargeBinary, "digest", "hash"),
    sqlite_with_rowid=False,
)
"""Append-only; see ``domain.journal.Row``. ``utc`` and ``mono`` in microseconds."""

OF_ORAL = "oral-"
"""What the name of an oral's journal begins by; its number follows."""

KIND = Table("kind", METADATA, Column("name", String, primary_key=True), sqlite_with_rowid=False)
"""A kind of event that some journal holds, with the number of its format; a trigger fills it."""

ORAL = Table(
    "oral",
    METADATA,
    Column("oral", Integer, primary_key=True),
    *_needed(String, "number", "last_name", "first_names"),
    Column("birth", String),
    *_needed(String, "form_key", "form_name", "scheduled", "day", "stage"),
    Column("extra_time", Integer, nullable=False),
    Column("preparing", String),
    Column("phase", Integer),
    Column("mark", String),
    *_needed(Integer, "missing", "version"),
    *_needed(String, "status", "duties"),
    *_needed(Integer, "signed", "complete"),
    Column("search", String, nullable=False),
    *_needed(Integer, "last_act", "head_sequence"),
    *_needed(LargeBinary, "head", "digest"),
    Index("oral_by_day", "day"),
    Index("oral_by_name", "search"),
    Index("oral_under_way", "stage", sqlite_where=text(UNDER_WAY)),
    Index("oral_by_state", "stage", "status", "complete", "search"),
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
    *_needed(String, "key", "version"),
    Column("content", LargeBinary, nullable=False),
)
"""A pinned form. ``hash``: SHA-256 (hex) of ``content``, which is canonical JSON."""

HEARTBEAT = Table(
    "heartbeat",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    *_needed(Integer, "utc", "mono"),
    *_needed(String, "boot", "process"),
    Column("digest", LargeBinary, nullable=False),
    CheckConstraint("id = 1", name="heartbeat_single"),
)
"""The last sign of life of the program, in a single row."""

FILE = Table(
    "file",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    *_needed(String, "kind", "format"),
    *_needed(Integer, "created", "head_sequence"),
    *_needed(LargeBinary, "head", "digest"),
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
    *_needed(LargeBinary, "digest", "content"),
)
"""A PDF of a settled version: ``revision`` 0 as it was made to be signed, n with n signatures;
``digest``: SHA-256 of ``content``. Never changed, never removed. ``version`` -n: no grid, but the nth
document that was attached to the oral for its candidate (``playing.Attachment.place``).
"""

AUTHORITY = Table(
    "authority",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    *_needed(LargeBinary, "certificate", "key", "digest"),
    CheckConstraint("id = 1", name="authority_single"),
)
"""What issues the jurors' identities, in a single row: certificate (DER) and key (PKCS#8, DER)."""

IDENTITY = Table(
    "identity",
    METADATA,
    Column("juror", String, primary_key=True),
    *_needed(LargeBinary, "certificate", "pkcs12", "digest"),
)
"""A juror's identity: certificate (DER), and with its key as PKCS#12 that the juror's PIN opens."""

DRAFT = Table(
    "draft",
    METADATA,
    Column("oral", Integer, primary_key=True, autoincrement=False),
    Column("place", String, primary_key=True),
    Column("juror", String, primary_key=True),
    *_needed(String, "text"),
    Column("remark", Integer),
    Column("utc", Integer),
    Column("mono", Integer),
    Column("boot", String),
    Column("process", String),
    *_needed(LargeBinary, "digest"),
)
"""What is typed and not yet entered, see ``application.drafts.Draft``; part of no journal, gone once it is
entered. ``utc``, ``mono``, ``boot``, ``process``: the reading at which the typing began, if it is known.
"""

PASSAGE = Table(
    "passage",
    METADATA,
    Column("oral", Integer, primary_key=True),
    Column("recipe", Integer, nullable=False),
    Column("words", String, nullable=False),
    *_needed(LargeBinary, "told", "digest"),
)
"""What an oral is found by, read from its journal: ``recipe``: see ``passages.RECIPE``; ``words``: folded
(``application.finding.words_of``); ``told`` its passages as they were written (``finding.pack``).
"""

PASSAGE_DUE = Table("passage_due", METADATA, Column("oral", Integer, primary_key=True))
"""Orals acted in since their passages were read; written with the line of the index."""

_WORDS = (
    "CREATE VIRTUAL TABLE passage_words USING fts5(words, content='passage', content_rowid='oral',"
    " detail=none, columnsize=0, prefix='{}', tokenize='unicode61 remove_diacritics 0')"
)
PASSAGE_WORDS = _WORDS.format("1 2 3 4 5 6")
"""Made where the library of the machine has FTS5, once there are passages: finds in them, and says nothing
that they don't.
"""

FORMER_WORDS = _WORDS.format("1 2")
"""Of files of before; it finds the same, more slowly."""

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
