"""An exam file with grids really signed, and what somebody does to its rows behind the program's back."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from functools import cache, lru_cache, partial
from pathlib import Path
from tempfile import mkdtemp

from btstc_jury.application.evaluation import evaluation_of
from btstc_jury.application.office import Office
from btstc_jury.application.pins import choose_pin
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.application.signing import SigningWish, begin, carry_out, record
from btstc_jury.application.views.grid import GridView
from btstc_jury.bootstrap import form_folders
from btstc_jury.documents.signing.tools import PdfSigningTools
from btstc_jury.documents.signing.verification.kept import read_kept
from btstc_jury.domain import events as ev
from btstc_jury.domain.events import Entry
from btstc_jury.domain.journal import GENESIS, Row, seal
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.signing import Means
from btstc_jury.exchange.evaluation_json import decode_evaluation, encode_evaluation
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.storage.codec import encode
from btstc_jury.storage.database import checksum, summed
from tests.each_status import COMPLIANT, HERE, Orals
from tests.fakes import FakeClock
from tests.forms_for_tests import make_session

READ = lru_cache(64)(partial(read_kept, read_data=decode_evaluation))
"""The same bytes are read once."""
TOOLS = PdfSigningTools(READ)


def evaluate(office: Office, number: int, grid: GridView) -> bytes:
    return encode_evaluation(evaluation_of(office, number, grid))


@cache
def signed_file() -> Path:
    """Two orals: the first one signed by two, the other by one."""
    path = Path(mkdtemp()) / "session.btsjury"
    clock = FakeClock()
    desk = Desk(SqliteExamFiles(), FormLibrary(form_folders()), clock)
    office = create_file(desk, path, make_session(FileKind.EXAM))
    orals = Orals(office, clock)
    for name, signatures in (("Durand", 2), ("Petit", 1)):
        oral = orals.plan(name)
        orals.act(oral, ev.PresenceChecked(HERE), ev.DossierChecked(COMPLIANT))
        orals.conduct(oral)
        orals.settle(oral)
        for juror in office.oral(oral).jurors[:signatures]:
            if not any(each.juror == juror.key for each in office.session.pins):
                choose_pin(office, juror.key, f"code {juror.key}")
            wish = SigningWish(juror.key, Means.INTERNAL, secret=f"code {juror.key}")
            record(office, carry_out(begin(office, oral, wish, evaluate), TOOLS))
    office.close()
    return path


def edit(path: Path, change: Callable[[sqlite3.Connection], object]) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        change(database)


def lost(database: sqlite3.Connection) -> None:
    database.execute("DELETE FROM document WHERE oral = 1 AND revision = 2")


def of_the_other(database: sqlite3.Connection) -> None:
    ((content,),) = database.execute("SELECT content FROM document WHERE oral = 2 AND revision = 1")
    change_document(database, content)


def change_document(database: sqlite3.Connection, content: bytes) -> None:
    """The first oral's latest one, its row's digest with it."""
    database.execute(
        "UPDATE document SET content = ?, digest = ? WHERE oral = 1 AND revision = 2",
        (content, hashlib.sha256(content).digest()),
    )


def change_index(database: sqlite3.Connection, column: str, value: object) -> None:
    """A value in the first oral's line, the line's digest with it."""
    database.execute(f"UPDATE oral SET {column} = ? WHERE oral = 1", (value,))
    found = database.execute("SELECT * FROM oral WHERE oral = 1")
    line = dict(zip((each[0] for each in found.description), found.fetchone(), strict=True))
    del line["digest"]
    database.execute("UPDATE oral SET digest = ? WHERE oral = 1", (summed(line)["digest"],))


def void_first(path: Path, *, settled: bool = True) -> None:
    """The first oral, signed by two, is reopened for another mark, and ``settled``; nobody signs it again."""
    desk = Desk(SqliteExamFiles(), FormLibrary(form_folders()), FakeClock())
    office, _ = open_file(desk, path)
    office.act(1, ev.Reopened("erreur de report"))
    office.act(1, ev.MarkProposed(Decimal("7.5")))
    if settled:
        office.act(1, ev.Finalised())
    office.close()


def of_version(version: int) -> Callable[[sqlite3.Connection], object]:
    """The documents of the first oral, under another version."""

    def of_version_n(database: sqlite3.Connection) -> None:
        columns = f"1, {version}, revision, digest, content"
        database.execute(f"INSERT INTO document SELECT {columns} FROM document WHERE oral = 1")

    return of_version_n


def of_no_oral(database: sqlite3.Connection) -> None:
    database.execute("INSERT INTO document SELECT 9, 1, 0, digest, content FROM document LIMIT 1")


def earlier_exchanged(database: sqlite3.Connection) -> None:
    """Nothing shows it, as long as the latest is there."""
    database.execute(
        "UPDATE document SET (digest, content) = (SELECT digest, content FROM document WHERE oral = 2"
        " AND revision = 1) WHERE oral = 1 AND revision = 1"
    )


def rewritten(change: Callable[[Row], Row]) -> Callable[[sqlite3.Connection], None]:
    """Rows of the first oral's journal are others, with every hash after them and the index mended."""

    def rewrite(database: sqlite3.Connection) -> None:
        triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            database.execute(f"DROP TRIGGER {name}")
        found = database.execute("SELECT * FROM journal WHERE journal = 'oral-1' ORDER BY sequence")
        columns = [each[0] for each in found.description]
        rows = [change(Row(**dict(zip(columns, each, strict=True)))) for each in found.fetchall()]
        database.execute("DELETE FROM journal WHERE journal = 'oral-1'")
        head = GENESIS
        for row in rows:
            entry = Entry(row.sequence, row.act, row.reading, row.author, ev.Ended())
            sealed = seal(row.journal, entry, row.kind, row.payload or b"", row.salt, head)
            head = sealed.hash
            values = [getattr(sealed, name) for name in columns]
            database.execute(f"INSERT INTO journal VALUES ({', '.join('?' * len(values))})", values)
        for _, sql in triggers:
            database.execute(sql)
        change_index(database, "head", head)

    return rewrite


def exchanged(kind: str, before: bytes, after: bytes) -> Callable[[sqlite3.Connection], None]:
    """As ``rewritten``, words within the rows of that kind."""

    def change(row: Row) -> Row:
        if row.kind != kind or row.payload is None:
            return row
        return row._replace(payload=row.payload.replace(before, after))

    return rewritten(change)


def appended(event: ev.Event) -> Callable[[sqlite3.Connection], None]:
    """A row at the end of the first oral's journal, as the program would write it, had it let it be."""

    def append(database: sqlite3.Connection) -> None:
        found = database.execute(
            "SELECT * FROM journal WHERE journal = 'oral-1' ORDER BY sequence DESC LIMIT 1"
        )
        columns = [each[0] for each in found.description]
        last = Row(**dict(zip(columns, found.fetchone(), strict=True)))
        entry = Entry(last.sequence + 1, last.sequence + 1, last.reading, "", event)
        row = seal(last.journal, entry, *encode(event), last.salt, last.hash)
        values = [getattr(row, name) for name in columns]
        database.execute(f"INSERT INTO journal VALUES ({', '.join('?' * len(values))})", values)
        database.execute("UPDATE oral SET head_sequence = ? WHERE oral = 1", (row.sequence,))
        change_index(database, "head", row.hash)

    return append


def of_another_kind(database: sqlite3.Connection) -> None:
    """The session and the line of the file say that it is for training, with every hash mended."""
    triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        database.execute(f"DROP TRIGGER {name}")
    found = database.execute("SELECT * FROM journal WHERE journal = 'session' ORDER BY sequence")
    columns = [each[0] for each in found.description]
    rows = [Row(**dict(zip(columns, each, strict=True))) for each in found.fetchall()]
    database.execute("DELETE FROM journal WHERE journal = 'session'")
    head = GENESIS
    for row in rows:
        payload = (row.payload or b"").replace(b'"kind":"examen"', b'"kind":"entrainement"')
        entry = Entry(row.sequence, row.act, row.reading, row.author, ev.Ended())
        sealed = seal(row.journal, entry, row.kind, payload, row.salt, head)
        head = sealed.hash
        values = [getattr(sealed, name) for name in columns]
        database.execute(f"INSERT INTO journal VALUES ({', '.join('?' * len(values))})", values)
    for _, sql in triggers:
        database.execute(sql)
    database.execute("UPDATE file SET kind = 'entrainement', head = ?", (head,))
    line = database.execute("SELECT * FROM file").fetchone()
    database.execute("UPDATE file SET digest = ?", (checksum(line[:-1]),))


def not_begun(database: sqlite3.Connection) -> None:
    """The first row of the first oral's journal, which plans it, is that of another act."""
    dossier = database.execute("SELECT kind, payload FROM journal WHERE kind = 'dossier-checked'").fetchone()

    def change(row: Row) -> Row:
        return row._replace(kind=dossier[0], payload=dossier[1]) if row.sequence == 1 else row

    rewritten(change)(database)


def all_gone(database: sqlite3.Connection) -> None:
    database.execute("DELETE FROM document WHERE oral = 1")


def cut(rows: int) -> Callable[[sqlite3.Connection], None]:
    """The last rows of the journal of the first oral go, and the index is mended."""

    def change(database: sqlite3.Connection) -> None:
        where = "FROM journal WHERE journal = ? AND sequence"
        ((name, last),) = database.execute(
            "SELECT journal, max(sequence) FROM journal WHERE journal LIKE '%1' GROUP BY journal"
        )
        ((trigger,),) = database.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'journal_keeps_its_rows'"
        )
        database.execute("DROP TRIGGER journal_keeps_its_rows")
        database.execute(f"DELETE {where} > ?", (name, last - rows))
        database.execute(trigger)
        ((head,),) = database.execute(f"SELECT hash {where} = ?", (name, last - rows))
        database.execute("UPDATE oral SET head_sequence = ? WHERE oral = 1", (last - rows,))
        change_index(database, "head", head)

    return change
