"""The tables of an exam file, as the latest migration leaves them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, Table, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

APPLICATION_ID = 0x4254534A
"""« BTSJ » in the header of the SQLite file: tells an exam file from any other database."""

UNDER_WAY = "stage IN ('running', 'paused')"
"""The condition of the partial index; a query must repeat it word for word to use it."""


class Base(DeclarativeBase):
    pass


class JournalRow(Base):
    """Append-only; see ``domain.journal.Row``. ``utc`` and ``mono`` in microseconds."""

    __tablename__ = "journal"
    __table_args__ = ({"sqlite_with_rowid": False},)

    journal: Mapped[str] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    act: Mapped[int]
    utc: Mapped[int]
    mono: Mapped[int]
    boot: Mapped[str]
    process: Mapped[str]
    author: Mapped[str]
    kind: Mapped[str]
    salt: Mapped[bytes]
    payload: Mapped[bytes | None]
    digest: Mapped[bytes]
    hash: Mapped[bytes]


class KindRow(Base):
    """A kind of event that some journal holds, with the number of its format; a trigger fills it."""

    __tablename__ = "kind"
    __table_args__ = ({"sqlite_with_rowid": False},)

    name: Mapped[str] = mapped_column(primary_key=True)


class OralRow(Base):
    """One line of the index. ``digest`` is taken of all the other columns: a damaged line is seen.

    ``birth``, ``scheduled`` and ``day``: ISO 8601; ``preparing``: JSON; ``mark``: decimal text; ``duties``:
    words parted by spaces; ``search``: name and number without case or accents; ``last_act``: UTC
    microseconds of the last row of the journal, whose sequence and hash are ``head_sequence`` and ``head``.
    """

    __tablename__ = "oral"
    __table_args__ = (
        Index("oral_by_day", "day"),
        Index("oral_by_name", "search"),
        Index("oral_under_way", "stage", sqlite_where=text(UNDER_WAY)),
    )

    oral: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    last_name: Mapped[str]
    first_names: Mapped[str]
    birth: Mapped[str | None]
    form_key: Mapped[str]
    form_name: Mapped[str]
    scheduled: Mapped[str]
    day: Mapped[str]
    stage: Mapped[str]
    extra_time: Mapped[int]
    preparing: Mapped[str | None]
    phase: Mapped[int | None]
    mark: Mapped[str | None]
    missing: Mapped[int]
    version: Mapped[int]
    status: Mapped[str]
    duties: Mapped[str]
    signed: Mapped[int]
    complete: Mapped[int]
    search: Mapped[str]
    last_act: Mapped[int]
    head_sequence: Mapped[int]
    head: Mapped[bytes]
    digest: Mapped[bytes]


class FormRow(Base):
    """A pinned form. ``hash``: SHA-256 (hex) of ``content``, which is canonical JSON."""

    __tablename__ = "form"

    hash: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str]
    version: Mapped[str]
    content: Mapped[bytes]


class HeartbeatRow(Base):
    """The last sign of life of the program, in a single row."""

    __tablename__ = "heartbeat"
    __table_args__ = (CheckConstraint("id = 1", name="heartbeat_single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    utc: Mapped[int]
    mono: Mapped[int]
    boot: Mapped[str]
    process: Mapped[str]
    digest: Mapped[bytes]


class FileRow(Base):
    """What the file is, in a single row. ``created``: UTC microseconds; the head is that of the session's
    journal.
    """

    __tablename__ = "file"
    __table_args__ = (CheckConstraint("id = 1", name="file_single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    format: Mapped[str]
    created: Mapped[int]
    head_sequence: Mapped[int]
    head: Mapped[bytes]
    digest: Mapped[bytes]


class DocumentRow(Base):
    """A PDF of a settled version: ``revision`` 0 as it was made to be signed, n with n signatures;
    ``digest``: SHA-256 of ``content``. Never changed, never removed.
    """

    __tablename__ = "document"

    oral: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[bytes]
    content: Mapped[bytes]


class AuthorityRow(Base):
    """What issues the jurors' identities, in a single row: certificate (DER) and key (PKCS#8, DER)."""

    __tablename__ = "authority"
    __table_args__ = (CheckConstraint("id = 1", name="authority_single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    certificate: Mapped[bytes]
    key: Mapped[bytes]
    digest: Mapped[bytes]


class IdentityRow(Base):
    """A juror's identity: certificate (DER), and with its key as PKCS#12 that the juror's PIN opens."""

    __tablename__ = "identity"

    juror: Mapped[str] = mapped_column(primary_key=True)
    certificate: Mapped[bytes]
    pkcs12: Mapped[bytes]
    digest: Mapped[bytes]


def _table(mapped: type[Base]) -> Table:
    return Base.metadata.tables[mapped.__tablename__]


JOURNAL = _table(JournalRow)
ORAL = _table(OralRow)
FORM = _table(FormRow)
HEARTBEAT = _table(HeartbeatRow)
FILE = _table(FileRow)
DOCUMENT = _table(DocumentRow)
AUTHORITY = _table(AuthorityRow)
IDENTITY = _table(IdentityRow)

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
