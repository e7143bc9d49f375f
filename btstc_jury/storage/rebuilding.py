"""Computing the index again from the journals."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy.dialects.sqlite import insert as upsert

from btstc_jury.application.faults import Fault, told
from btstc_jury.application.findings import Finding
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage import probe
from btstc_jury.storage.backup import set_aside_copy
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.companions import settle
from btstc_jury.storage.crew import Crew, Failed, crew_of
from btstc_jury.storage.database import Database, opened
from btstc_jury.storage.durable import WriterLock
from btstc_jury.storage.examination import Progress
from btstc_jury.storage.failures import errors_of_sqlite, told_of
from btstc_jury.storage.passages import Passages
from btstc_jury.storage.probe import SCHEMA
from btstc_jury.storage.recomputation import Recomputation, Recomputed, recomputing
from btstc_jury.storage.spans import spans_of
from btstc_jury.storage.tables import ORAL

_log = logging.getLogger(__name__)

_BEFORE = "avant reconstruction de l’index"
_ADD = upsert(ORAL)
_SET = _ADD.on_conflict_do_update(
    set_={column.name: _ADD.excluded[column.name] for column in ORAL.columns if column.name != "oral"}
)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """``changed``: lines that are not what they were; ``refused``: orals whose line was left as it is;
    ``aside``: the file as it was before; ``beside``: new names of what lay beside it and was none of it.
    """

    orals: int
    changed: int
    refused: tuple[Finding, ...]
    aside: Path
    beside: tuple[Path, ...] = ()


def rebuild_index(
    path: Path,
    now: datetime,
    cipher: Cipher | None = None,
    progress: Progress = lambda _done, _all: None,
    cores: int = 1,
) -> Rebuilt:
    """Write the index anew in one transaction; ``progress``, ``cores``: as ``examine``. Raises
    ``FileProblem``: then the index is what it was.
    """
    probe.check_is_file(path)
    probe.check_header(path, cipher)
    probe.check_revision(path, SCHEMA, cipher)
    lock = WriterLock(path)
    with told_of(path):
        if not lock.acquire():
            raise FileProblem(ProblemKind.BUSY, path, told(Fault.HELD))
    try:
        beside = settle(path, cipher)
        with crew_of(path, "mode=ro", cipher, recomputing, cores) as crew:
            aside = set_aside_copy(path, _BEFORE, now, cipher)
            rebuilt = _opened_and_rebuilt(path, aside, cipher, crew, progress)
            return replace(rebuilt, beside=beside)
    finally:
        lock.release()


def _opened_and_rebuilt(
    path: Path, aside: Path, cipher: Cipher | None, crew: Crew[Recomputed] | None, progress: Progress
) -> Rebuilt:
    try:
        with closing(opened(path, "mode=rw", cipher)) as database:
            probe.check_current(database, SCHEMA, ProblemKind.OLDER)
            return _rebuild(database, aside, crew, progress)
    except FileProblem as problem:
        if problem.kind in {ProblemKind.NEWER, ProblemKind.OLDER}:
            # Nothing was changed, and the copy is of no use.
            with told_of(aside):
                aside.unlink()
        raise


def _rebuild(database: Database, aside: Path, crew: Crew[Recomputed] | None, progress: Progress) -> Rebuilt:
    with told_of(database.path), database.transaction():
        found = _shared_out(database, crew, progress)
        changed = [values for each in found for values in each.changed]
        refused = [finding for each in found for finding in each.refused]
        if changed:
            database.run(_SET, changed)
        # What the lines are found by, made anew from the lines.
        database.connection.exec_driver_sql("REINDEX oral")
        Passages(database).begin_again()
    orals = sum(each.orals for each in found)
    return Rebuilt(orals, len(changed), tuple(sorted(refused, key=lambda each: each.oral or 0)), aside)


def _shared_out(database: Database, crew: Crew[Recomputed] | None, progress: Progress) -> list[Recomputed]:
    count, spans = spans_of(database.raw)
    if crew is not None:
        try:
            return _told(crew.found(spans), count, progress)
        except Failed as failed:
            _log.info("read by one process: %s", failed.__cause__)
    recomputation = Recomputation(database)
    try:
        return _told(map(recomputation.of, spans), count, progress)
    except errors_of_sqlite():
        # A page between two others can't be read: what can is looked up oral by oral.
        return [recomputation.one_by_one(database)]


def _told(found: Iterable[Recomputed], count: int, progress: Progress) -> list[Recomputed]:
    told = []
    done = 0
    for each in found:
        told.append(each)
        done += each.orals
        progress(done, max(count, done))
    return told
