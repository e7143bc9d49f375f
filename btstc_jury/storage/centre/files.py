"""Creating centre files, whole or not at all, and opening them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, insert

from btstc_jury.application.centre.ports import CentreAct
from btstc_jury.application.faults import Fault, told
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.storage import probe, rekeying
from btstc_jury.storage.centre import leftovers, rows
from btstc_jury.storage.centre.collection_tables import PASSAGE_WORDS
from btstc_jury.storage.centre.data import IN_FILE, FileData
from btstc_jury.storage.centre.file import SqliteCentreFile
from btstc_jury.storage.centre.tables import ACT, CENTRE, METADATA
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.companions import ALONE
from btstc_jury.storage.database import Database, check_pages, opened
from btstc_jury.storage.durable import JOURNAL, WriterLock, is_loaded, is_written
from btstc_jury.storage.failures import told_of
from btstc_jury.storage.making import SqliteFiles, unlocked
from btstc_jury.storage.probe import CENTRE_ID, REVISION, Schema
from btstc_jury.storage.schema import Layout

CENTRE_SCHEMA = Schema(
    ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008"), Path(__file__).parent / "migrations"
)
LAYOUT = Layout(CENTRE_SCHEMA.head, METADATA, optional=(PASSAGE_WORDS,))


class SqliteCentreFiles(SqliteFiles):
    """See ``application.centre.CentreFiles``."""

    def __init__(self, schema: Schema = CENTRE_SCHEMA) -> None:
        super().__init__(schema, LAYOUT, CENTRE_ID)

    def create(
        self, path: Path, centre: Centre, act: CentreAct, key: FileKey | None = None
    ) -> SqliteCentreFile:
        def fill(connection: Connection) -> None:
            searched = replace(centre, keeps_texts=True)
            first, second = rows.first_rows(IN_FILE, uuid4().hex, searched, act, uuid4().hex)
            for table, row in ((CENTRE, first), (ACT, second)):
                connection.execute(insert(table), dict(zip(table.columns.keys(), row, strict=True)))

        made = self._make(path, key, fill)
        return SqliteCentreFile(made.path, made.database, made.lock, made.aside)

    def open(self, path: Path, key: FileKey | None = None) -> SqliteCentreFile:
        """A file that can't be opened is left as it is, byte for byte, with nothing beside it."""
        path, cipher = unlocked(path, key)
        lock = WriterLock(path)
        try:
            with told_of(path):
                _take(path, lock.take_file())
            self._check_kind(path, cipher)
            with told_of(path):
                _take(path, lock.acquire())
            rekeying.clear_away(path)
            leftovers.clear_copies(path)
            aside = leftovers.settle(path, cipher)
            database = self._writable(path, cipher)
            lock.sign()
            return SqliteCentreFile(path, database, lock, aside)
        except BaseException:
            lock.release()
            raise

    @contextmanager
    def to_read(self, path: Path, key: FileKey | None = None) -> Iterator[SqliteCentreFile]:
        path, cipher = unlocked(path, key)
        with told_of(path):
            written = is_written(path)
        if not written:
            self._check_kind(path, cipher)
        with closing(opened(path, leftovers.reading_options(path, cipher), cipher)) as database:
            revision = self._revision(database)
            if revision != self._schema.head:
                raise FileProblem(ProblemKind.OLDER, path, told(Fault.OLDER_REVISION, revision=revision))
            self._check(database)
            yield SqliteCentreFile(path, database, None)

    def _check_kind(self, path: Path, cipher: Cipher | None) -> None:
        """Raises ``FileProblem`` for what isn't a centre file of a version that is known, before anything is
        written. An act cut short may have left it so that only its journal tells.
        """
        probe.check_header(path, cipher, CENTRE_ID)
        try:
            with closing(opened(path, ALONE, cipher)) as database:
                self._revision(database)
        except FileProblem as problem:
            with told_of(path):
                if problem.kind is not ProblemKind.DAMAGED or not is_loaded(path, JOURNAL):
                    raise

    def _revision(self, database: Database) -> str:
        """``FOREIGN``, ``DAMAGED``, ``NEWER``."""
        probe.check_ours(database.path, database.pragma("application_id"), CENTRE_ID)
        with told_of(database.path):
            found = [tuple(row) for row in database.connection.exec_driver_sql(REVISION)]
        return probe.known_revision(database.path, found, self._schema)

    def _check(self, database: Database) -> None:
        check_pages(database)
        with told_of(database.path):
            LAYOUT.check_acting(database.raw)
            data = FileData(database)
            rows.check_single(data)
            rows.check_whole(data)


def _take(path: Path, taken: bool) -> None:  # noqa: FBT001 - what the lock answered
    if not taken:
        raise FileProblem(ProblemKind.BUSY, path, told(Fault.HELD))
