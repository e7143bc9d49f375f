"""Computing the index again from the journals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert

from btstc_jury.application.faults import Fault, told
from btstc_jury.application.findings import Finding, Part
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.summary import summarise
from btstc_jury.domain.form import Form
from btstc_jury.domain.history import open_history
from btstc_jury.domain.journal import Row
from btstc_jury.storage import probe
from btstc_jury.storage.backup import set_aside_copy
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.companions import settle
from btstc_jury.storage.database import Database, opened
from btstc_jury.storage.durable import WriterLock
from btstc_jury.storage.examination import TOLD_EVERY, Progress
from btstc_jury.storage.failures import Damage, errors_of_sqlite, told_of
from btstc_jury.storage.index import Head, IndexLine, line_of, read_line
from btstc_jury.storage.journals import chains, entries_of, journal_of, oral_of, read_chain
from btstc_jury.storage.kept import check_named, read_readable_forms
from btstc_jury.storage.probe import SCHEMA
from btstc_jury.storage.tables import JOURNAL, ORAL

_BEFORE = "avant reconstruction de l’index"
_JOURNALS = select(JOURNAL.c.journal).distinct()
_LINES = "SELECT * FROM oral NOT INDEXED"
_ADD = upsert(ORAL)
_SET = _ADD.on_conflict_do_update(
    set_={column.name: _ADD.excluded[column.name] for column in ORAL.columns if column.name != "oral"}
)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """``changed``: lines that are not what they were; ``refused``: orals whose line was left as it is;
    ``aside``: the file as it was before.
    """

    orals: int
    changed: int
    refused: tuple[Finding, ...]
    aside: Path


def rebuild_index(
    path: Path,
    now: datetime,
    cipher: Cipher | None = None,
    progress: Progress = lambda _done, _all: None,
) -> Rebuilt:
    """Write the index anew in one transaction; ``progress``: as ``examine``. Raises ``FileProblem``: then
    the index is what it was.
    """
    probe.check_is_file(path)
    probe.check_header(path, cipher)
    probe.check_revision(path, SCHEMA, cipher)
    lock = WriterLock(path)
    with told_of(path):
        if not lock.acquire():
            raise FileProblem(ProblemKind.BUSY, path, told(Fault.HELD))
    try:
        settle(path, cipher)
        aside = set_aside_copy(path, _BEFORE, now, cipher)
        database = opened(path, "mode=rw", cipher)
        try:
            probe.check_current(database, SCHEMA, ProblemKind.MIGRATION)
            return _rebuild(database, aside, progress)
        except FileProblem as problem:
            if problem.kind is ProblemKind.NEWER:
                # Nothing was changed, and the copy is of no use.
                with told_of(aside):
                    aside.unlink()
            raise
        finally:
            database.close()
    finally:
        lock.release()


def _rebuild(database: Database, aside: Path, progress: Progress) -> Rebuilt:
    with told_of(database.path), database.transaction():
        lines = _lines(database)
        forms = read_readable_forms(database)
        refused: list[Finding] = []
        changed: list[dict[str, Any]] = []
        left = set(lines)
        count = len(lines)
        for number, (oral, rows) in enumerate(_journals(database, lines)):
            left.discard(oral)
            count = max(count, number + 1)
            if not number % TOLD_EVERY:
                progress(number, count)
            known = lines.get(oral)
            try:
                line = _computed(oral, rows, known, forms)
            except Damage as damage:
                refused.append(Finding(Part.JOURNAL, oral, str(damage)))
                continue
            if known is None or known.values != line.values:
                changed.append(dict(line.values))
        refused += (Finding(Part.JOURNAL, oral, told(Fault.NO_ROWS, journal_of(oral))) for oral in left)
        if changed:
            database.run(_SET, changed)
        # What the lines are found by, made anew from the lines.
        database.connection.exec_driver_sql("REINDEX oral")
    orals = len(lines.keys() | {each["oral"] for each in changed} | {each.oral for each in refused})
    return Rebuilt(orals, len(changed), tuple(sorted(refused, key=lambda each: each.oral or 0)), aside)


def _journals(database: Database, lines: Iterable[int]) -> Iterator[tuple[int, tuple[Row, ...] | Damage]]:
    """In one reading, or one by one where a page between them can't be read."""
    told = set()
    try:
        for name, rows in chains(database.raw):
            oral = oral_of(name)
            if oral is not None:
                told.add(oral)
                yield oral, rows
    except errors_of_sqlite():
        named = {oral_of(row[0]) for row in database.all(_JOURNALS)}
        for oral in sorted({each for each in (*named, *lines) if each is not None} - told):
            try:
                yield oral, read_chain(database, journal_of(oral))
            except Damage as damage:
                yield oral, damage


def _lines(database: Database) -> dict[int, IndexLine | None]:
    """By oral; ``None`` for a line that isn't what was written."""
    found: dict[int, IndexLine | None] = {}
    for row in database.connection.exec_driver_sql(_LINES):
        try:
            found[row[0]] = read_line(row)
        except Damage:
            found[row[0]] = None
    return found


def _computed(
    oral: int, rows: tuple[Row, ...] | Damage, known: IndexLine | None, forms: dict[str, Form]
) -> IndexLine:
    """Raises ``Damage`` for a journal that is broken, or shorter than its own sound line says."""
    name = journal_of(oral)
    if isinstance(rows, Damage):
        raise rows
    if not rows:
        raise Damage(Fault.NO_ROWS, name)
    if known is not None and not _reaches(rows, known.head):
        raise Damage(Fault.ROWS, name, found=len(rows), expected=known.head.sequence)
    entries = entries_of(name, rows)
    check_named(entries, forms)
    history, last = open_history(entries, forms), rows[-1]
    return line_of(summarise(oral, history), Head(last.sequence, last.hash, history.last_act.utc.us))


def _reaches(rows: tuple[Row, ...], head: Head) -> bool:
    return head.sequence <= len(rows) and rows[head.sequence - 1].hash == head.hash
