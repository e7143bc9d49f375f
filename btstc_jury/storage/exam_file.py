"""An open exam file: reading, writing acts, signs of life."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Row, bindparam, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from btstc_jury.application.faults import Fault
from btstc_jury.application.finding import Finder
from btstc_jury.application.ports import Part
from btstc_jury.application.problems import FileProblem, ProblemKind, ReadOnlyFile
from btstc_jury.application.summary import OralSummary
from btstc_jury.domain import events as ev
from btstc_jury.domain.events import Entry
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Instant, Reading
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.storage.database import Database, Prepared, Values, prepare, summed
from btstc_jury.storage.drafts import SqliteDrafts
from btstc_jury.storage.durable import WriterLock
from btstc_jury.storage.failures import Damage, told_of
from btstc_jury.storage.finding import SqliteFinder
from btstc_jury.storage.forgetting import remove_orals
from btstc_jury.storage.held import HeldFile
from btstc_jury.storage.index import IndexLine, SqliteOralIndex, file_values, head_of, line_of
from btstc_jury.storage.journals import (
    NO_ROW,
    SESSION,
    add_rows,
    check_heads,
    erase,
    journal_of,
    read_entries,
    row_of,
    seal_all,
)
from btstc_jury.storage.kept import SqliteProofs, add_documents, check_named, forms_kept, pin, read_forms
from btstc_jury.storage.passages import Passages
from btstc_jury.storage.protection import SqliteProtection
from btstc_jury.storage.tables import FILE, HEARTBEAT, JOURNAL, ORAL

NEWER = "newer"
_KEPT = 64
"""Index lines kept in memory, of the orals written last."""

_FILE = select(FILE)
_NEXT = select(func.coalesce(func.max(ORAL.c.oral), 0) + 1)
_LAST_ROW = (
    select(JOURNAL.c.sequence, JOURNAL.c.hash)
    .where(JOURNAL.c.journal == bindparam("name"))
    .order_by(JOURNAL.c.sequence.desc())
    .limit(1)
)
_ADD_LINE = insert(ORAL)
_UPDATE_FILE = update(FILE)


class SqliteExamFile:
    """See ``application.ports.ExamFile``. Not thread-safe. ``lock`` is ``None`` when read-only; ``shown``:
    where another instance writes; ``aside``: what lay beside, as it is named now.
    """

    def __init__(
        self,
        path: Path,
        database: Database,
        read_only: str,
        lock: WriterLock | None,
        index: SqliteOralIndex | None = None,
        shown: HeldFile | None = None,
        aside: tuple[Path, ...] = (),
    ) -> None:
        self.path = path
        self.read_only = read_only
        self.index = index or SqliteOralIndex(database)
        self.protection = SqliteProtection(database, self._check_writable, lock, _check_copy)
        self._database = database
        self._lock = lock
        self._shown = shown
        self._aside = aside
        if lock is not None:
            database.deleted = lambda: lock.gone
        self.heart = SqliteHeart(database, self._check_writable)
        self.proofs = SqliteProofs(database, self._check_writable)
        self.drafts = SqliteDrafts(database, self._check_writable)
        self._passages = Passages(database)
        self.finder: Finder = SqliteFinder(database, self.index, self._passages, lambda: self.read_only)
        self._lines: dict[int, IndexLine] = {}
        self._pinned: set[str] = set()

    @property
    def aside(self) -> tuple[Path, ...]:
        return (*self._aside, *self._database.aside)

    def session(self) -> ExamSession:
        with told_of(self.path), self._database.snapshot():
            last = read_entries(self._database, SESSION, head_of(self._file_row()))[-1]
            if not isinstance(last.event, ev.SessionDescribed):
                raise Damage(Fault.NOT_A_SESSION, row_of(SESSION, last.sequence))
            return last.event.session

    def session_length(self) -> int:
        with told_of(self.path):
            return head_of(self._file_row()).sequence

    def forms(self) -> Mapping[str, Form]:
        with told_of(self.path):
            return read_forms(self._database)

    def describe(self, entry: Entry, session: ExamSession) -> None:
        self._check_writable()
        with told_of(self.path):
            row = self._file_row()
            rows, head = seal_all(SESSION, (entry,), head_of(row))
            values = file_values(session, row.created, head)
            with self._database.transaction():
                add_rows(self._database, rows)
                self._database.run(_UPDATE_FILE, values)

    def create_oral(self, entry: Entry, form: Form, summary: OralSummary) -> int:
        self._check_writable()
        with told_of(self.path), self._database.transaction():
            number: int = self._database.all(_NEXT)[0][0]
            rows, head = seal_all(journal_of(number), (entry,), NO_ROW)
            line = line_of(msgspec.structs.replace(summary, oral=number), head)
            self._pin(form)
            add_rows(self._database, rows)
            self._database.run(_ADD_LINE, line.values)
            self._passages.put_off((number,))
        self._keep(line, form)
        return number

    def append_all(self, parts: Sequence[Part], forgotten: Sequence[int] = ()) -> None:
        self._check_writable()
        if forgotten and self.session().kind is not FileKind.TRAINING:
            raise ValueError("the journals of an exam are proofs")
        with told_of(self.path):
            sealed = [self._sealed(part) for part in parts]
            acted = [part.summary.oral for part in parts]
            with self._database.transaction():
                for part, (before, rows, after) in zip(parts, sealed, strict=True):
                    self._pin(part.form)
                    add_rows(self._database, rows)
                    self._update_line(before, after)
                    add_documents(self._database, part.documents)
                    erase(self._database, journal_of(part.summary.oral), part.erased)
                    if part.erased:
                        self._passages.forget((part.summary.oral,))
                self._passages.put_off(acted)
                if forgotten:
                    self._passages.forget(forgotten)
                    remove_orals(self._database, forgotten)
            if forgotten or any(part.erased for part in parts):
                # What was erased still stands in the journal of this transaction.
                self._database.forget_before()
        self._passages.due.update(acted)
        for part, (_, _, after) in zip(parts, sealed, strict=True):
            self._keep(after, part.form)
        for oral in forgotten:
            self._lines.pop(oral, None)
            self._passages.due.discard(oral)

    def _sealed(self, part: Part) -> tuple[IndexLine, list[dict[str, Any]], IndexLine]:
        number = part.summary.oral
        before = self._lines.get(number) or self._checked_line(number)
        rows, head = seal_all(journal_of(number), part.entries, before.head)
        return before, rows, line_of(part.summary, head)

    def entries(self, oral: int) -> tuple[Entry, ...]:
        try:
            with told_of(self.path), self._database.snapshot():
                head = self.index.line(oral).head
                entries = read_entries(self._database, journal_of(oral), head)
                check_named(entries, forms_kept(self._database))
                return entries
        except FileProblem as problem:
            if problem.kind is ProblemKind.NEWER:
                # Nothing more is written where something isn't understood.
                self.read_only = self.read_only or NEWER
            raise

    def close(self) -> None:
        """Closes whatever it can, even where a problem comes."""
        try:
            self._database.close()
        finally:
            if self._lock is not None:
                self._lock.release()
            if self._shown is not None:
                self._shown.release()

    def _file_row(self) -> Row[*tuple[Any, ...]]:
        row = self._database.checked("file", _FILE)
        if row is None:
            raise Damage(Fault.NO_FILE_LINE)
        return row

    def _check_writable(self) -> None:
        if self.read_only:
            raise ReadOnlyFile(self.read_only)

    def _checked_line(self, oral: int) -> IndexLine:
        """The line of an oral not written yet by this program, its head compared with the journal."""
        line = self.index.line(oral)
        last = self._database.all(_LAST_ROW, {"name": journal_of(oral)})
        if not last or tuple(last[0]) != (line.head.sequence, line.head.hash):
            raise Damage(Fault.HEAD, journal_of(oral))
        return line

    def _pin(self, form: Form) -> None:
        if form.hash not in self._pinned:
            pin(self._database, form)

    def _update_line(self, before: IndexLine, after: IndexLine) -> None:
        # Only what changed: SQLite rewrites an index as soon as one of its columns is set at all.
        changed = {name: value for name, value in after.values.items() if before.values[name] != value}
        self._database.write(_update_of(frozenset(changed)), {**changed, "at": after.summary.oral})

    def _keep(self, line: IndexLine, form: Form) -> None:
        self._pinned.add(form.hash)
        self._lines.pop(line.summary.oral, None)
        self._lines[line.summary.oral] = line
        while len(self._lines) > _KEPT:
            del self._lines[next(iter(self._lines))]


def _check_copy(database: Database) -> None:
    check_heads(database, ())


@cache
def _update_of(columns: frozenset[str]) -> Prepared:
    return prepare(update(ORAL).where(ORAL.c.oral == bindparam("at")), columns)


_BEAT = select(HEARTBEAT)
_BEAT_ROW = upsert(HEARTBEAT)
_SET_BEAT = _BEAT_ROW.on_conflict_do_update(
    set_={name: _BEAT_ROW.excluded[name] for name in ("utc", "mono", "boot", "process", "digest")}
)


class SqliteHeart:
    """See ``application.ports.Heart``. ``check_writable`` raises ``ReadOnlyFile``."""

    def __init__(self, database: Database, check_writable: Callable[[], None]) -> None:
        self._database = database
        self._check_writable = check_writable

    def beat(self, reading: Reading) -> None:
        self._check_writable()
        values: Values = {"id": 1, "utc": reading.utc.us, "mono": reading.mono}
        with self._database.transaction():
            self._database.run(
                _SET_BEAT, summed({**values, "boot": reading.boot, "process": reading.process})
            )

    def last_beat(self) -> Reading | None:
        row = self._database.checked("heartbeat", _BEAT)
        return None if row is None else Reading(Instant(row.utc), row.mono, row.boot, row.process)
