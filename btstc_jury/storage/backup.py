"""Backups of an exam file in a folder, what each of them holds, and restoring one."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from btstc_jury.application.backups import (
    Backup,
    CentreHolding,
    Holding,
    Order,
    Restored,
    backup_name,
    backup_of,
    kept,
    set_aside_name,
)
from btstc_jury.application.centre.ports import CENTRE_SUFFIX
from btstc_jury.application.faults import Fault, told
from btstc_jury.application.findings import finding_line
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import SUFFIX
from btstc_jury.domain.events import SessionDescribed
from btstc_jury.domain.moments import Instant
from btstc_jury.storage import probe
from btstc_jury.storage.centre import leftovers
from btstc_jury.storage.centre import rows as centre_rows
from btstc_jury.storage.centre.collection_tables import RECEIPT
from btstc_jury.storage.centre.data import FileData
from btstc_jury.storage.centre.day_tables import SLOT
from btstc_jury.storage.centre.examination import examine_centre
from btstc_jury.storage.centre.tables import ACT, CANDIDATE
from btstc_jury.storage.cipher import Access, Cipher
from btstc_jury.storage.companions import ALONE, clear_name, reading_options
from btstc_jury.storage.copying import GoOn, checking, copied, publish_copy
from btstc_jury.storage.database import Database, opened
from btstc_jury.storage.durable import WriterLock, is_written, remove_database, side_file, sync_folder
from btstc_jury.storage.examination import examine
from btstc_jury.storage.failures import Damage, told_of
from btstc_jury.storage.journals import (
    SESSION,
    check_heads,
    read_chain,
    read_entries,
    row_of,
    session_head,
)
from btstc_jury.storage.probe import CENTRE_ID, SCHEMA, check_understood, current_revision

_LEFT_BEHIND = timedelta(days=1)
"""Age at which the remains of a copy, made by a program that died, are cleared away."""
_SAME_SECOND = 100
_REPLACED = "remplacé le"


class SqliteBackups:
    """See ``application.backups.BackupStore``. ``access``: finds the keys of encrypted files."""

    def __init__(self, access: Access | None = None) -> None:
        self._access = access or Access()

    def make(self, order: Order, go_on: GoOn) -> Path:
        with told_of(order.folder):
            if not order.folder.is_dir():
                raise FileProblem(ProblemKind.NOT_FOUND, order.folder, told(Fault.NO_FOLDER))
        to = order.folder / backup_name(order.source.stem, order.now, suffix=_suffix(order.source))
        cipher = self._access.cipher(order.source)
        with copied(order.source, to, cipher, go_on, options_of) as making:
            with checking(making, order.source, cipher) as database:
                _check_copy(database, order.touched)
                origin = read_origin(database)
            made = _published(making, order)
        self._thin(order, made, origin)
        return made

    def try_key(self, key: FileKey) -> None:
        self._access.add(key)

    def found(self, folder: Path) -> tuple[Backup, ...]:
        with told_of(folder):
            named = [
                backup
                for path in folder.iterdir()
                if (backup := backup_of(path)) is not None and path.is_file()
            ]
        return tuple(sorted(named, key=lambda each: (each.moment, each.path.name), reverse=True))

    def holding(self, path: Path) -> Holding | CentreHolding:
        with closing(self._open(path)) as database:
            return read_centre_holding(database) if _of_centre(database) else read_holding(database)

    def restore(self, backup: Path, to: Path, now: datetime) -> Restored:
        probe.check_is_file(backup)
        probe.check_may_stand(to)
        with told_of(to):
            if to.exists() and to.samefile(backup):
                raise FileProblem(ProblemKind.EXISTS, to, told(Fault.ITSELF))
            # A link stays one, to the file that takes the place.
            to = Path(os.path.realpath(to))
        lock = WriterLock(to)
        with told_of(to):
            if not lock.acquire():
                raise FileProblem(ProblemKind.BUSY, to, told(Fault.HELD))
        try:
            cipher = self._access.cipher(backup)
            with copied(backup, to, cipher, lambda _done, _total: True, options_of) as making:
                _check_whole(making, backup, cipher)
                # Windows lets nobody move a file that is open.
                lock.let_file_go()
                return _take_place(making, to, now)
        finally:
            lock.release()

    def _open(self, path: Path) -> Database:
        probe.check_is_file(path)
        cipher = self._access.cipher(path)
        try:
            return self._opened(path, cipher)
        except FileProblem as problem:
            # SQLite takes an empty file for a database, and a text for a broken one.
            if cipher is None and problem.kind in {ProblemKind.DAMAGED, ProblemKind.FOREIGN}:
                with told_of(path):
                    written = is_written(path)
                if not written:
                    probe.check_begins(path)
            raise

    def _opened(self, path: Path, cipher: Cipher | None) -> Database:
        database = opened(path, options_of(path, cipher), cipher)
        try:
            if not _of_centre(database):
                probe.check_application(database)
        except BaseException:
            database.close()
            raise
        return database

    def _thin(self, order: Order, made: Path, origin: bytes) -> None:
        """Remove what ``kept`` doesn't keep, among the copies of this very file that can be read."""
        ours = [
            each
            for each in self.found(order.folder)
            if each.stem == order.source.stem
            and each.path.suffix == _suffix(order.source)
            and (each.path == made or self._is_ours(each.path, origin))
        ]
        keep = kept((each.moment for each in ours), order.now)
        with told_of(order.folder):
            for each in ours:
                if each.moment not in keep and each.path != made:
                    each.path.unlink(missing_ok=True)
            _clear_remains(order)

    def _is_ours(self, path: Path, origin: bytes) -> bool:
        """Of the same name may be another commission's file, or a damaged one: not ours to remove."""
        try:
            with closing(self._open(path)) as database:
                return read_origin(database) == origin
        except FileProblem:
            return False


def _check_whole(making: Path, backup: Path, cipher: Cipher | None) -> None:
    """Raises ``FileProblem`` (``DAMAGED``) for anything that ``check`` would find in the copy."""
    with checking(making, backup, cipher) as database:
        if _of_centre(database):
            _check_centre(making, backup, cipher)
            return
        check_heads(database, read_holding(database).heads)
        older = current_revision(database, SCHEMA) != SCHEMA.head
    if older:
        # Only what it holds in any version can be compared before it is brought up.
        return
    findings = examine(making, cipher).findings
    if findings:
        raise FileProblem(ProblemKind.DAMAGED, backup, finding_line(findings[0]))


def _check_centre(making: Path, backup: Path, cipher: Cipher | None) -> None:
    try:
        findings = examine_centre(making, cipher).findings
    except FileProblem as problem:
        # One of an earlier format is looked at whole once it is brought up.
        if problem.kind is ProblemKind.OLDER:
            return
        raise
    if findings:
        raise FileProblem(ProblemKind.DAMAGED, backup, finding_line(findings[0]))


def _of_centre(database: Database) -> bool:
    return database.pragma("application_id") == [CENTRE_ID]


def options_of(path: Path, cipher: Cipher | None) -> str:
    """How to read an exam file or a centre's without writing beside it. Raises ``FileProblem``."""
    options = leftovers.reading_options if _is_centre(path, cipher) else reading_options
    return options(path, cipher)


def _is_centre(path: Path, cipher: Cipher | None) -> bool:
    """By what the file says alone; by its name, where an act cut short left nothing to be read."""
    try:
        with closing(opened(path, ALONE, cipher)) as database:
            return _of_centre(database)
    except FileProblem:
        return path.suffix == CENTRE_SUFFIX


def _suffix(source: Path) -> str:
    return CENTRE_SUFFIX if source.suffix == CENTRE_SUFFIX else SUFFIX


def _check_copy(database: Database, touched: frozenset[int]) -> None:
    """Raises ``FileProblem`` (``DAMAGED``)."""
    if not _of_centre(database):
        check_heads(database, touched)
        return
    with told_of(database.path):
        centre_rows.check_whole(FileData(database))


def _published(making: Path, order: Order) -> Path:
    for number in range(1, _SAME_SECOND):
        to = order.folder / backup_name(order.source.stem, order.now, number, _suffix(order.source))
        try:
            publish_copy(making, to)
        except FileProblem as problem:
            if problem.kind is not ProblemKind.EXISTS:
                raise
        else:
            return to
    raise FileProblem(ProblemKind.EXISTS, order.folder, told(Fault.SAME_SECOND))


def _clear_remains(order: Order) -> None:
    oldest = (order.now - _LEFT_BEHIND).timestamp()
    for path in order.folder.glob(".*"):
        named = backup_of(path.with_name(path.name[1:].rpartition(".")[0] or path.name))
        if named is not None and named.stem == order.source.stem and path.stat().st_mtime < oldest:
            remove_database(path)


def _take_place(making: Path, to: Path, now: datetime) -> Restored:
    """Move what is at ``to`` aside, and give its name to the finished copy; all or nothing."""
    aside = _free(to.with_name(set_aside_name(to.stem, _REPLACED, now, _suffix(to))))
    with told_of(to):
        there = to.exists()
        moved: list[tuple[Path, Path]] = []
        try:
            # The -wal goes first: SQLite would take it for one of the file that takes the place.
            for suffix in ("-wal", "-journal", ""):
                old = side_file(to, suffix)
                if there and old.exists():
                    moved.append((old, old.rename(side_file(aside, suffix))))
            side_file(to, "-shm").unlink(missing_ok=True)
            beside = () if there else clear_name(to)
            publish_copy(making, to)
        except BaseException:
            for old, kept_as in reversed(moved):
                kept_as.rename(old)
            raise
        sync_folder(to.parent)
    return Restored(aside if there else None, beside)


def _free(path: Path) -> Path:
    numbered = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in range(2, _SAME_SECOND))
    return next((each for each in (path, *numbered) if not each.exists()), path)


def set_aside_copy(source: Path, words: str, now: datetime, cipher: Cipher | None) -> Path:
    """Keep a durable copy beside the file before something is done to it; where it is."""
    to = _free(source.with_name(set_aside_name(source.stem, words, now)))
    with copied(source, to, cipher, lambda _done, _total: True) as making:
        publish_copy(making, to)
    return to


_ORALS = "SELECT oral, stage, last_act, head_sequence, head FROM oral"
_COMPLETE = "SELECT count(*) FROM oral WHERE complete"
_COLUMNS = "SELECT name FROM pragma_table_info('oral')"


def read_holding(database: Database) -> Holding:
    """Raises ``FileProblem``."""
    check_understood(database)
    with told_of(database.path), database.snapshot():
        chain = read_entries(database, SESSION, session_head(database))
        last = chain[-1]
        if not isinstance(last.event, SessionDescribed):
            raise Damage(Fault.NOT_A_SESSION, row_of(SESSION, last.sequence))
        orals = [tuple(row) for row in database.connection.exec_driver_sql(_ORALS)]
        columns = {row[0] for row in database.connection.exec_driver_sql(_COLUMNS)}
        signed = 0
        if "complete" in columns:
            signed = database.connection.exec_driver_sql(_COMPLETE).scalar_one()
        return Holding(
            origin=read_origin(database),
            session=last.event.session,
            orals=len(orals),
            settled=sum(stage == "finalised" for _, stage, *_ in orals),
            signed=signed,
            last_act=Instant(max((row[2] for row in orals), default=last.reading.utc.us)),
            heads={row[0]: (row[3], row[4]) for row in orals},
        )


def read_centre_holding(database: Database) -> CentreHolding:
    """Raises ``FileProblem``."""
    with told_of(database.path), database.snapshot():
        values = centre_rows.read_centre(FileData(database, alone=True))
        last = database.all(_LAST)[0][0]
        counts = {name: database.all(count)[0][0] for name, count in _COUNTS.items()}
    return CentreHolding(
        str(values["identity"]).encode(),
        centre_rows.centre_from(values),
        acts=int(str(values["acts"])),
        last_act=Instant(last or 0),
        **counts,
    )


# In columns that earlier formats have too.
_LAST = select(func.max(ACT.c.utc))
_COUNTS = {
    "candidates": select(func.count()).select_from(CANDIDATE).where(CANDIDATE.c.version > 0),
    "slots": select(func.count()).select_from(SLOT),
    "receipts": select(func.count()).select_from(RECEIPT),
}


def read_origin(database: Database) -> bytes:
    """Hash of the very first row, or what was drawn for a centre file: a file has it in common with its
    copies only. Raises ``FileProblem``.
    """
    with told_of(database.path):
        if _of_centre(database):
            return str(centre_rows.read_centre(FileData(database))["identity"]).encode()
        rows = read_chain(database, SESSION)
        if not rows:
            raise Damage(Fault.NO_ROWS, SESSION)
        return rows[0].hash
