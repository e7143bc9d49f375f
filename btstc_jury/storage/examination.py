"""The whole check of an exam file: everything in it is read and compared, nothing is written."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select

from btstc_jury.application.binding import CheckKeys, Read
from btstc_jury.application.faults import Fault, told
from btstc_jury.application.findings import Examined, Finding, Part
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.domain.events import ScenarioWritten, SessionDescribed
from btstc_jury.domain.form import Form
from btstc_jury.storage import probe
from btstc_jury.storage.binding import Binding
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.companions import ALONE, reading_options, spent, strangers
from btstc_jury.storage.comparison import Compared, Comparison, comparing, signed_versions, stray
from btstc_jury.storage.crew import Crew, Failed, crew_of
from btstc_jury.storage.database import Database, check, damage_of, opened
from btstc_jury.storage.exam_file import SqliteHeart
from btstc_jury.storage.failures import Damage, told_of
from btstc_jury.storage.index import file_values, head_of
from btstc_jury.storage.journals import SESSION, entries_of, journal_of, read_chain, read_entries, row_of
from btstc_jury.storage.kept import read_form
from btstc_jury.storage.passages import check_words
from btstc_jury.storage.probe import SCHEMA, Schema
from btstc_jury.storage.schema import LAYOUT
from btstc_jury.storage.spans import spans_of
from btstc_jury.storage.tables import (
    AUTHORITY,
    DOCUMENT,
    DRAFT,
    FILE,
    FORM,
    IDENTITY,
    JOURNAL,
    ORAL,
    PASSAGE,
)

_log = logging.getLogger(__name__)

_MOST_PAGES = 20
_KEYS = {Part.AUTHORITY, Part.IDENTITY}
_MOST_MISSING = 1000
"""Told of one after the other: a single line of a number that was made up could follow on billions."""

Progress = Callable[[int, int], None]
_DOCUMENTS = select(DOCUMENT.c.oral, DOCUMENT.c.version, DOCUMENT.c.revision).order_by(
    DOCUMENT.c.oral, DOCUMENT.c.version, DOCUMENT.c.revision
)
_ORALS = select(ORAL.c.oral).order_by(ORAL.c.oral)
_NO_ORAL = select(DRAFT.c.oral).where(DRAFT.c.oral.not_in(select(ORAL.c.oral)))
_STRAY = select(PASSAGE.c.oral).where(PASSAGE.c.oral.not_in(select(ORAL.c.oral)))
_UNNAMED = "SELECT kind FROM journal EXCEPT SELECT name FROM kind"
_NUMBERS = "SELECT oral FROM oral NOT INDEXED ORDER BY oral"
_POSITIVE = "SELECT count(*), coalesce(max(oral), 0) FROM oral NOT INDEXED WHERE oral > 0"
_LINE = "SELECT * FROM oral NOT INDEXED WHERE oral = ?"
_JOURNALS = select(JOURNAL.c.journal).distinct().order_by(JOURNAL.c.journal)


def examine(
    path: Path,
    cipher: Cipher | None = None,
    schema: Schema = SCHEMA,
    *,
    read: Read | None = None,
    keys: CheckKeys | None = None,
    progress: Progress = lambda _done, _all: None,
    cores: int = 1,
) -> Examined:
    """``read``: to compare each signed document with its journal, ``None`` to leave that out; ``keys``: to
    look at the certificates kept, with ``read``; ``progress``: orals done, and of how many; ``cores``: how
    many processes may share the work.

    ``path``: not of a file that this process has open. Raises ``FileProblem`` for what isn't an exam file,
    can't be read, or is of another version.
    """
    probe.check_is_file(path)
    probe.check_header(path, cipher)
    beside = tuple(each.name for each in strangers(path, cipher))
    options = reading_options(path, cipher)
    # What a program has open may be written between the readings of two.
    share = cores if options == ALONE else 1
    begin = partial(comparing, signed=read is not None)
    with (
        crew_of(path, options, cipher, begin, share) as crew,
        closing(opened(path, options, cipher)) as database,
    ):
        probe.check_current(database, schema, ProblemKind.OLDER)
        found = _Examination(database, read, keys, progress).whole(crew)
    return replace(found, beside=beside, spent=spent(path))


def _place(finding: Finding) -> tuple[bool, int]:
    """By oral, what belongs to none last."""
    return finding.oral is None, finding.oral or 0


class _Examination:
    def __init__(
        self, database: Database, read: Read | None, keys: CheckKeys | None, progress: Progress
    ) -> None:
        self._database = database
        self._binding = None if read is None else Binding(database, read, keys)
        self._progress = progress
        self._findings: list[Finding] = []
        self._kept: dict[str, Form] = {}
        self._signed: Mapping[int, Sequence[int]] = {}

    def whole(self, crew: Crew[Compared] | None) -> Examined:
        self._remark(Part.PAGES, self._pages)
        self._remark(Part.SCHEMA, self._schema)
        self._remark(Part.FILE, self._file)
        self._remark(Part.SESSION, self._session)
        self._remark(Part.FORM, self._forms)
        self._remark(Part.DOCUMENT, self._signed_ones)
        with self._database.snapshot():
            orals = self._orals(crew)
        self._documents()
        heart = SqliteHeart(self._database, lambda: None)
        self._remark(Part.HEARTBEAT, heart.last_beat)
        self._remark(Part.AUTHORITY, partial(self._summed, AUTHORITY))
        self._remark(Part.IDENTITY, partial(self._summed, IDENTITY))
        self._remark(Part.DRAFT, self._drafts)
        self._remark(Part.PASSAGE, partial(_check_passages, self._database))
        if self._binding is not None and not any(each.part in _KEYS for each in self._findings):
            self._remark(Part.AUTHORITY, partial(self._extend, self._binding.keys))
        return Examined(orals, tuple(self._findings))

    def _remark(self, part: Part, look: Callable[[], object], oral: int | None = None) -> None:
        try:
            with told_of(self._database.path):
                look()
        except FileProblem as problem:
            if problem.kind is ProblemKind.NEWER:
                raise
            self._findings.append(Finding(part, oral, problem.detail))

    def _extend(self, look: Callable[[], Iterable[Finding]]) -> None:
        self._findings.extend(look())

    def _read(self, part: Part, rows: Callable[[], Any]) -> Iterator[Any]:
        try:
            found = rows()
        except FileProblem as problem:
            self._findings.append(Finding(part, None, problem.detail))
            return
        yield from found

    def _pages(self) -> None:
        for found in self._database.pragma(f"integrity_check({_MOST_PAGES})"):
            if found != "ok":
                self._findings.append(Finding(Part.PAGES, None, str(damage_of(str(found)))))

    def _schema(self) -> None:
        LAYOUT.check(self._database.raw)
        if self._database.connection.exec_driver_sql(_UNNAMED).first() is not None:
            raise Damage(Fault.UNNAMED_KIND)

    def _file(self) -> None:
        rows = self._database.all(select(FILE))
        if len(rows) != 1:
            raise Damage(Fault.NO_FILE_LINE)
        check("", rows[0][:-1], rows[0][-1])

    def _session(self) -> None:
        rows = self._database.all(select(FILE))
        if not rows:
            return
        head = head_of(rows[0])
        entries = read_entries(self._database, SESSION, head)
        last = entries[-1].event
        if not isinstance(last, SessionDescribed):
            raise Damage(Fault.NOT_A_SESSION, row_of(SESSION, len(entries)))
        if rows[0]._asdict() != file_values(last.session, entries[0].reading.utc.us, head):
            raise Damage(Fault.OTHER_FILE_LINE)

    def _forms(self) -> None:
        for key, content in self._database.all(select(FORM.c.hash, FORM.c.content)):
            self._remark(Part.FORM, partial(self._form, key, content))

    def _form(self, key: str, content: object) -> None:
        self._kept[key] = read_form(key, content)

    def _signed_ones(self) -> None:
        self._signed = signed_versions(self._database)

    def _orals(self, crew: Crew[Compared] | None) -> int:
        """Every line and every journal in one reading of either; how many orals."""
        before = len(self._findings)
        try:
            with told_of(self._database.path):
                orals = self._shared_out(crew)
        except FileProblem as problem:
            if problem.kind is ProblemKind.NEWER:
                raise
            # A page between two others can't be read: what can is looked up oral by oral.
            del self._findings[before:]
            return self._one_by_one()
        self._findings[before:] = sorted(self._findings[before:], key=_place)
        self._remark(Part.INDEX, self._gaps)
        return orals

    def _gaps(self) -> None:
        """The number of an oral is given once, and none is ever removed."""
        raw = self._database.raw
        count, last = raw.execute(_POSITIVE).fetchone()
        if count == last:
            return
        before = 0
        for (number,) in raw.execute(_NUMBERS):
            for missing in range(before + 1, min(number, before + 1 + _MOST_MISSING)):
                found = Finding(Part.INDEX, missing, told(Fault.GAP))
                self._findings.append(found)
            before = max(number, before)

    def _shared_out(self, crew: Crew[Compared] | None) -> int:
        before = len(self._findings)
        count, spans = spans_of(self._database.raw)
        if crew is not None:
            try:
                return self._all_of(crew.found(spans), count)
            except Failed as failed:
                _log.info("read by one process alone: %s", failed.__cause__)
                del self._findings[before:]
        return self._all_of(map(self._comparison().of, spans), count)

    def _all_of(self, found: Iterable[Compared], count: int) -> int:
        orals = 0
        for each in found:
            self._take(each)
            orals += each.lines
            self._progress(orals, count)
        return orals

    def _comparison(self) -> Comparison:
        return Comparison(self._database, self._kept, self._signed if self._binding else None)

    def _take(self, found: Compared) -> None:
        self._findings += found.findings
        if self._binding is not None:
            for oral, told in found.consigned:
                look = partial(self._binding.of, oral, told)
                self._remark(Part.JOURNAL, partial(self._extend, look), oral)

    def _one_by_one(self) -> int:
        comparison = self._comparison()
        orals = [row[0] for row in self._read(Part.INDEX, lambda: self._database.all(_ORALS))]
        for oral in orals:
            self._remark(Part.JOURNAL, partial(self._looked_up, oral, comparison), oral)
        self._remark(Part.JOURNAL, self._strays)
        return len(orals)

    def _looked_up(self, oral: int, comparison: Comparison) -> None:
        row = self._database.raw.execute(_LINE, (oral,)).fetchone()
        if row is None:
            raise Damage(Fault.NO_ORAL, oral=oral)
        self._take(comparison.of_one(row, read_chain(self._database, journal_of(oral))))

    def _strays(self) -> None:
        known = {journal_of(row[0]) for row in self._database.all(_ORALS)} | {SESSION}
        names = (row[0] for row in self._database.all(_JOURNALS))
        self._findings += (stray(name) for name in names if name not in known)

    def _documents(self) -> None:
        orals = {oral for (oral,) in self._read(Part.INDEX, lambda: self._database.all(_ORALS))}
        before, content, due = (0, 0), b"", 0
        for oral, version, revision in self._read(Part.DOCUMENT, lambda: self._database.all(_DOCUMENTS)):
            if oral not in orals:
                of_none = told(Fault.NO_ORAL, f"version {version}", oral=oral)
                self._findings.append(Finding(Part.DOCUMENT, oral, of_none))
            if (oral, version) != before:
                before, content, due = (oral, version), b"", 0
                if version < 0 and oral in orals:
                    self._remark(
                        Part.DOCUMENT, partial(_check_attached, self._database, oral, -version), oral
                    )
            if revision != due:
                gone = told(Fault.NO_REVISION, version=version, revision=due)
                self._findings.append(Finding(Part.DOCUMENT, oral, gone))
            due = revision + 1
            found: list[bytes] = []
            self._remark(
                Part.DOCUMENT, partial(self._document, (oral, version, revision), content, found), oral
            )
            content = found[0] if found else b""

    def _document(self, key: tuple[int, int, int], before: bytes, found: list[bytes]) -> None:
        """``found``: takes the content. ``before``: of the revision before, which this one goes on from."""
        where = zip((DOCUMENT.c.oral, DOCUMENT.c.version, DOCUMENT.c.revision), key, strict=True)
        one = select(DOCUMENT.c.digest, DOCUMENT.c.content).where(*(name == value for name, value in where))
        digest, content = self._database.all(one)[0]
        if not isinstance(content, bytes) or hashlib.sha256(content).digest() != digest:
            raise Damage(Fault.OTHER_DOCUMENT, version=key[1])
        found.append(content)
        if not content.startswith(before):
            raise Damage(Fault.NO_FOLLOWER, version=key[1], revision=key[2])

    def _drafts(self) -> None:
        self._summed(DRAFT)
        for (oral,) in self._database.all(_NO_ORAL):
            raise Damage(Fault.NO_ORAL, oral=oral)

    def _summed(self, table: Table) -> None:
        for row in self._database.all(select(table)):
            check(str(row[0]), row[:-1], row[-1])


def _check_attached(database: Database, oral: int, place: int) -> None:
    """Raises ``Damage`` for a document for the candidate that no act attached, taken back or not."""
    name = journal_of(oral)
    acts = (each.event for each in entries_of(name, read_chain(database, name)))
    scenarios = (each.scenario.attached for each in acts if isinstance(each, ScenarioWritten))
    if all(each.place != place for each in filter(None, scenarios)):
        raise Damage(Fault.UNTOLD_ATTACHMENT, number=place)


def _check_passages(database: Database) -> None:
    for (oral,) in database.all(_STRAY):
        raise Damage(Fault.NO_ORAL, oral=oral)
    check_words(database)
