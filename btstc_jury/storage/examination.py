"""The whole check of an exam file: everything in it is read and compared, nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Select, Table, select

from btstc_jury.application.findings import Examined, Finding, Part
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.summary import summarise
from btstc_jury.domain.form import Form
from btstc_jury.domain.history import open_history
from btstc_jury.storage import probe
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.companions import reading_options
from btstc_jury.storage.database import Database, check, opened
from btstc_jury.storage.exam_file import SqliteHeart
from btstc_jury.storage.failures import Damage, told_of
from btstc_jury.storage.index import head_of, line_of, read_line
from btstc_jury.storage.journals import SESSION, journal_of, read_entries
from btstc_jury.storage.kept import check_named, read_form
from btstc_jury.storage.probe import SCHEMA, Schema
from btstc_jury.storage.tables import (
    AUTHORITY,
    DOCUMENT,
    DRAFT,
    FILE,
    FORM,
    IDENTITY,
    JOURNAL,
    METADATA,
    ORAL,
    TRIGGERS,
)

_MOST_PAGES = 20
_JUDGED = {"missing", "duties", "complete", "digest"}
"""Columns that follow the rules of the version that wrote the line: another one may see more missing."""
_ORALS = select(ORAL.c.oral).order_by(ORAL.c.oral)
_SCHEMA = "SELECT type, name, sql FROM sqlite_master"
_COLUMNS = "SELECT name FROM pragma_table_info(?)"
_UNNAMED = "SELECT kind FROM journal EXCEPT SELECT name FROM kind"
_LINE = "SELECT * FROM oral NOT INDEXED WHERE oral = ?"
_JOURNALS = select(JOURNAL.c.journal).distinct().order_by(JOURNAL.c.journal)


def examine(path: Path, cipher: Cipher | None = None, schema: Schema = SCHEMA) -> Examined:
    """``path``: not of a file that this process has open. Raises ``FileProblem`` for what isn't an exam file,
    can't be read, or is of another version.
    """
    probe.check_is_file(path)
    probe.check_header(path, cipher)
    database = opened(path, reading_options(path, cipher), cipher)
    try:
        probe.check_current(database, schema, ProblemKind.MIGRATION)
        return _Examination(database).whole()
    finally:
        database.close()


class _Examination:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._findings: list[Finding] = []
        self._kept: dict[str, Form] = {}

    def whole(self) -> Examined:
        self._remark(Part.PAGES, self._pages)
        self._remark(Part.SCHEMA, self._schema)
        self._remark(Part.FILE, self._file)
        self._remark(Part.SESSION, self._session)
        self._remark(Part.FORM, self._forms)
        orals = 0
        for oral in self._read(Part.INDEX, lambda: self._database.all(_ORALS)):
            orals += 1
            self._remark(Part.JOURNAL, partial(self._oral, oral[0]), oral[0])
        self._remark(Part.JOURNAL, self._strays)
        self._documents()
        heart = SqliteHeart(self._database, lambda: None)
        self._remark(Part.HEARTBEAT, heart.last_beat)
        self._remark(Part.AUTHORITY, partial(self._summed, AUTHORITY))
        self._remark(Part.IDENTITY, partial(self._summed, IDENTITY))
        self._remark(Part.DRAFT, partial(self._summed, DRAFT))
        return Examined(orals, tuple(self._findings))

    def _remark(self, part: Part, look: Callable[[], object], oral: int | None = None) -> None:
        try:
            with told_of(self._database.path):
                look()
        except FileProblem as problem:
            if problem.kind is ProblemKind.NEWER:
                raise
            self._findings.append(Finding(part, oral, problem.detail))

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
                self._findings.append(Finding(Part.PAGES, None, str(found)))

    def _schema(self) -> None:
        rows = self._database.connection.exec_driver_sql(_SCHEMA).all()
        there = {(kind, name) for kind, name, _ in rows}
        for table in METADATA.sorted_tables:
            names = self._database.connection.exec_driver_sql(_COLUMNS, (table.name,)).scalars().all()
            if set(names) != set(table.columns.keys()):
                raise Damage(f"table {table.name}: other columns")
            for index in table.indexes:
                if ("index", index.name) not in there:
                    raise Damage(f"index {index.name} is missing")
        if {sql for kind, _, sql in rows if kind == "trigger"} != set(TRIGGERS):
            raise Damage("the triggers are not those that keep the journal")
        if self._database.connection.exec_driver_sql(_UNNAMED).first() is not None:
            raise Damage("a kind of event is not named where it should be")

    def _file(self) -> None:
        rows = self._database.all(select(FILE))
        if len(rows) != 1:
            raise Damage("the file does not say what it is")
        check("file", rows[0][:-1], rows[0][-1])

    def _session(self) -> None:
        rows = self._database.all(select(FILE))
        if rows:
            read_entries(self._database, SESSION, head_of(rows[0]))

    def _forms(self) -> None:
        for key, content in self._database.all(select(FORM.c.hash, FORM.c.content)):
            self._remark(Part.FORM, partial(self._form, key, content))

    def _form(self, key: str, content: object) -> None:
        self._kept[key] = read_form(key, content)

    def _oral(self, oral: int) -> None:
        row = self._database.connection.exec_driver_sql(_LINE, (oral,)).first()
        if row is None:
            raise Damage(f"index: no oral {oral}")
        try:
            line = read_line(row)
        except Damage as damage:
            self._findings.append(Finding(Part.INDEX, oral, str(damage)))
            return
        entries = read_entries(self._database, journal_of(oral), line.head)
        check_named(entries, self._kept)
        written = line_of(summarise(oral, open_history(entries, self._kept)), line.head)
        names = [
            name for name in written.values.keys() - _JUDGED if written.values[name] != line.values[name]
        ]
        if names:
            detail = f"not what the journal says: {', '.join(sorted(names))}"
            self._findings.append(Finding(Part.INDEX, oral, detail))

    def _strays(self) -> None:
        known = {journal_of(row[0]) for row in self._database.all(_ORALS)} | {SESSION}
        for (name,) in self._database.all(_JOURNALS):
            if name not in known:
                self._findings.append(Finding(Part.JOURNAL, None, f"{name}: the index has no line of it"))

    def _documents(self) -> None:
        keys = select(DOCUMENT.c.oral, DOCUMENT.c.version, DOCUMENT.c.revision)
        for oral, version, revision in self._read(Part.DOCUMENT, lambda: self._database.all(keys)):
            one = select(DOCUMENT.c.digest, DOCUMENT.c.content).where(
                DOCUMENT.c.oral == oral, DOCUMENT.c.version == version, DOCUMENT.c.revision == revision
            )
            self._remark(Part.DOCUMENT, partial(self._document, one, version), oral)

    def _document(self, one: Select[*tuple[Any, ...]], version: int) -> None:
        digest, content = self._database.all(one)[0]
        if not isinstance(content, bytes) or hashlib.sha256(content).digest() != digest:
            raise Damage(f"version {version}: the content differs")

    def _summed(self, table: Table) -> None:
        for row in self._database.all(select(table)):
            check(f"{table.name} {row[0]}", row[:-1], row[-1])
