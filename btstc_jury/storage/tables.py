"""The tables of an exam file, as the latest migration leaves them, and the statements of whole rows."""

from __future__ import annotations

from functools import cached_property

APPLICATION_ID = 0x4254534A
"""« BTSJ » in the header of the SQLite file: tells an exam file from any other database."""

UNDER_WAY = "stage IN ('running', 'paused')"
"""The condition of the partial index; a query must repeat it word for word to use it."""


class Table:
    """``columns``: their names; ``made``: the statement that makes it."""

    def __init__(
        self, name: str, columns: tuple[str, ...], key: str, *, alone: bool = False, rowid: bool = True
    ) -> None:
        """``columns``: as SQL declares them; ``key``: those of the primary key; ``alone``: it has a single
        row; ``rowid``: see SQLite.
        """
        self.name = name
        self.columns = tuple(each.split()[0].strip('"') for each in columns)
        single = (f"CONSTRAINT {name}_single CHECK (id = 1)",) if alone else ()
        declared = ", ".join((*columns, f"PRIMARY KEY ({key})", *single))
        self.made = f"CREATE TABLE {name} ({declared}){'' if rowid else ' WITHOUT ROWID'}"
        self._key = key

    @cached_property
    def select(self) -> str:
        """All columns; conditions may follow."""
        return f"SELECT {', '.join(self.columns)} FROM {self.name}"  # noqa: S608 - our own names, here and below

    @cached_property
    def insert(self) -> str:
        """Takes a row by the names of its columns."""
        given = ", ".join(f":{each}" for each in self.columns)
        return f"INSERT INTO {self.name} ({', '.join(self.columns)}) VALUES ({given})"  # noqa: S608

    @cached_property
    def put(self) -> str:
        """As ``insert``; a row of the same key takes the new values."""
        new = ", ".join(
            f"{each} = excluded.{each}" for each in self.columns if each not in self._key.split(", ")
        )
        return f"{self.insert} ON CONFLICT ({self._key}) DO UPDATE SET {new}"


def _needed(kind: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{name} {kind} NOT NULL" for name in names)


JOURNAL = Table(
    "journal",
    (
        "journal VARCHAR NOT NULL",
        "sequence INTEGER NOT NULL",
        *_needed("INTEGER", "act", "utc", "mono"),
        *_needed("VARCHAR", "boot", "process", "author", "kind"),
        "salt BLOB NOT NULL",
        "payload BLOB",
        *_needed("BLOB", "digest", "hash"),
    ),
    "journal, sequence",
    rowid=False,
)
"""Append-only; see ``domain.journal.Row``. ``utc`` and ``mono`` in microseconds."""

OF_ORAL = "oral-"
"""What the name of an oral's journal begins by; its number follows."""

KIND = Table(
    "kind",
    ("name VARCHAR NOT NULL",),
    "name",
    rowid=False,
)
"""A kind of event that some journal holds, with the number of its format; a trigger fills it."""

ORAL = Table(
    "oral",
    (
        "oral INTEGER NOT NULL",
        *_needed("VARCHAR", "number", "last_name", "first_names"),
        "birth VARCHAR",
        *_needed("VARCHAR", "form_key", "form_name", "scheduled", "day", "stage"),
        "extra_time INTEGER NOT NULL",
        "preparing VARCHAR",
        "phase INTEGER",
        "mark VARCHAR",
        *_needed("INTEGER", "missing", "version"),
        *_needed("VARCHAR", "status", "duties"),
        *_needed("INTEGER", "signed", "complete"),
        "search VARCHAR NOT NULL",
        *_needed("INTEGER", "last_act", "head_sequence"),
        *_needed("BLOB", "head", "digest"),
    ),
    "oral",
)
"""One line of the index. ``digest`` is taken of all the other columns: a damaged line is seen.

``birth``, ``scheduled`` and ``day``: ISO 8601; ``preparing``: JSON; ``mark``: decimal text; ``duties``:
words parted by spaces; ``search``: name and number without case or accents; ``last_act``: UTC
microseconds of the last row of the journal, whose sequence and hash are ``head_sequence`` and ``head``.
"""

FORM = Table(
    "form",
    (
        "hash VARCHAR NOT NULL",
        *_needed("VARCHAR", '"key"', "version"),
        "content BLOB NOT NULL",
    ),
    "hash",
)
"""A pinned form. ``hash``: SHA-256 (hex) of ``content``, which is canonical JSON."""

HEARTBEAT = Table(
    "heartbeat",
    (
        "id INTEGER NOT NULL",
        *_needed("INTEGER", "utc", "mono"),
        *_needed("VARCHAR", "boot", "process"),
        "digest BLOB NOT NULL",
    ),
    "id",
    alone=True,
)
"""The last sign of life of the program, in a single row."""

FILE = Table(
    "file",
    (
        "id INTEGER NOT NULL",
        *_needed("VARCHAR", "kind", "format"),
        *_needed("INTEGER", "created", "head_sequence"),
        *_needed("BLOB", "head", "digest"),
    ),
    "id",
    alone=True,
)
"""What the file is, in a single row. ``created``: UTC microseconds; the head is that of the session's
journal.
"""

DOCUMENT = Table(
    "document",
    (
        "oral INTEGER NOT NULL",
        "version INTEGER NOT NULL",
        "revision INTEGER NOT NULL",
        *_needed("BLOB", "digest", "content"),
    ),
    "oral, version, revision",
)
"""A PDF of a settled version: ``revision`` 0 as it was made to be signed, n with n signatures;
``digest``: SHA-256 of ``content``. Never changed, never removed. ``version`` -n: no grid, but the nth
document that was attached to the oral for its candidate (``playing.Attachment.place``).
"""

AUTHORITY = Table(
    "authority",
    (
        "id INTEGER NOT NULL",
        *_needed("BLOB", "certificate", '"key"', "digest"),
    ),
    "id",
    alone=True,
)
"""What issues the jurors' identities, in a single row: certificate (DER) and key (PKCS#8, DER)."""

IDENTITY = Table(
    "identity",
    (
        "juror VARCHAR NOT NULL",
        *_needed("BLOB", "certificate", "pkcs12", "digest"),
    ),
    "juror",
)
"""A juror's identity: certificate (DER), and with its key as PKCS#12 that the juror's PIN opens."""

DRAFT = Table(
    "draft",
    (
        "oral INTEGER NOT NULL",
        "place VARCHAR NOT NULL",
        "juror VARCHAR NOT NULL",
        *_needed("VARCHAR", "text"),
        "remark INTEGER",
        "utc INTEGER",
        "mono INTEGER",
        "boot VARCHAR",
        "process VARCHAR",
        *_needed("BLOB", "digest"),
    ),
    "oral, place, juror",
)
"""What is typed and not yet entered, see ``application.drafts.Draft``; part of no journal, gone once it is
entered. ``utc``, ``mono``, ``boot``, ``process``: the reading at which the typing began, if it is known.
"""

PASSAGE = Table(
    "passage",
    (
        "oral INTEGER NOT NULL",
        "recipe INTEGER NOT NULL",
        "words VARCHAR NOT NULL",
        *_needed("BLOB", "told", "digest"),
    ),
    "oral",
)
"""What an oral is found by, read from its journal: ``recipe``: see ``passages.RECIPE``; ``words``: folded
(``application.finding.words_of``); ``told`` its passages as they were written (``finding.pack``).
"""

PASSAGE_DUE = Table(
    "passage_due",
    ("oral INTEGER NOT NULL",),
    "oral",
)
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

_KEPT = [name for name in JOURNAL.columns if name not in {"payload", "salt"}]

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

_INDEXES = (
    "CREATE INDEX oral_by_day ON oral (day)",
    "CREATE INDEX oral_by_name ON oral (search)",
    "CREATE INDEX oral_by_state ON oral (stage, status, complete, search)",
    f"CREATE INDEX oral_under_way ON oral (stage) WHERE {UNDER_WAY}",
)
_TABLES = (
    *(JOURNAL, KIND, ORAL, FORM, HEARTBEAT, FILE, DOCUMENT, AUTHORITY, IDENTITY, DRAFT, PASSAGE, PASSAGE_DUE),
)
MADE = (*(each.made for each in _TABLES), *_INDEXES)
"""What makes them, but for the triggers."""
