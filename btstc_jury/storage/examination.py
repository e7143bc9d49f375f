"""The whole check of an exam file: everything in it is read and compared, nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Select, Table, func, select

from btstc_jury.application.binding import Read, compared, consigned
from btstc_jury.application.faults import Fault, told
from btstc_jury.application.findings import Examined, Finding, Part
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.summary import outline
from btstc_jury.domain.form import Form
from btstc_jury.domain.history import open_history
from btstc_jury.domain.journal import Row
from btstc_jury.storage import probe
from btstc_jury.storage.cipher import Cipher
from btstc_jury.storage.companions import reading_options
from btstc_jury.storage.database import Database, check, damage_of, opened
from btstc_jury.storage.exam_file import SqliteHeart
from btstc_jury.storage.failures import Damage, told_of
from btstc_jury.storage.index import COLUMNS, Head, columns_of, head_of, read_line
from btstc_jury.storage.journals import (
    SESSION,
    chains,
    check_end,
    entries_of,
    journal_of,
    oral_of,
    read_chain,
    read_entries,
)
from btstc_jury.storage.kept import check_named, latest_document, read_form
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
COMPARED = {
    "oral": "le numéro de l’interrogation",
    "number": "le numéro du candidat",
    "last_name": "le nom",
    "first_names": "les prénoms",
    "birth": "la date de naissance",
    "form_key": "la clé de la forme",
    "form_name": "le nom de la forme",
    "scheduled": "la date et l’heure",
    "day": "le jour",
    "stage": "l’étape",
    "extra_time": "le temps majoré",
    "preparing": "la préparation",
    "phase": "la phase",
    "mark": "la note",
    "version": "la version",
    "status": "le statut",
    "signed": "les signatures",
    "search": "le texte de recherche",
    "last_act": "le dernier acte",
    "head_sequence": "le nombre de lignes du journal",
    "head": "l’empreinte du journal",
}
"""The columns compared with the journal, and the words for them."""
"""The others follow the rules of the version that wrote the line: another one may see more missing."""
TOLD_EVERY = 1000

Progress = Callable[[int, int], None]
_SIGNED = select(DOCUMENT.c.oral, func.max(DOCUMENT.c.version)).group_by(DOCUMENT.c.oral)
_ORALS = select(ORAL.c.oral).order_by(ORAL.c.oral)
_SCHEMA = "SELECT type, name, sql FROM sqlite_master"
_COLUMNS = "SELECT name FROM pragma_table_info(?)"
_UNNAMED = "SELECT kind FROM journal EXCEPT SELECT name FROM kind"
_LINES = "SELECT * FROM oral NOT INDEXED ORDER BY oral"
_LINE = "SELECT * FROM oral NOT INDEXED WHERE oral = ?"
_JOURNALS = select(JOURNAL.c.journal).distinct().order_by(JOURNAL.c.journal)


def examine(
    path: Path,
    cipher: Cipher | None = None,
    schema: Schema = SCHEMA,
    *,
    read: Read | None = None,
    progress: Progress = lambda _done, _all: None,
) -> Examined:
    """``read``: to compare each signed document with its journal, ``None`` to leave that out; ``progress``:
    orals done, and of how many.

    ``path``: not of a file that this process has open. Raises ``FileProblem`` for what isn't an exam file,
    can't be read, or is of another version.
    """
    probe.check_is_file(path)
    probe.check_header(path, cipher)
    database = opened(path, reading_options(path, cipher), cipher)
    try:
        probe.check_current(database, schema, ProblemKind.MIGRATION)
        return _Examination(database, read, progress).whole()
    finally:
        database.close()


def _place(finding: Finding) -> tuple[bool, int]:
    """By oral, what belongs to none last."""
    return finding.oral is None, finding.oral or 0


class _Examination:
    def __init__(self, database: Database, read: Read | None, progress: Progress) -> None:
        self._database = database
        self._read_document = read
        self._progress = progress
        self._findings: list[Finding] = []
        self._kept: dict[str, Form] = {}
        self._signed: dict[int, int] = {}

    def whole(self) -> Examined:
        self._remark(Part.PAGES, self._pages)
        self._remark(Part.SCHEMA, self._schema)
        self._remark(Part.FILE, self._file)
        self._remark(Part.SESSION, self._session)
        self._remark(Part.FORM, self._forms)
        self._signed = dict(map(tuple, self._read(Part.DOCUMENT, lambda: self._database.all(_SIGNED))))
        with self._database.snapshot():
            orals = self._orals()
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
                self._findings.append(Finding(Part.PAGES, None, str(damage_of(str(found)))))

    def _schema(self) -> None:
        rows = self._database.connection.exec_driver_sql(_SCHEMA).all()
        there = {(kind, name) for kind, name, _ in rows}
        for table in METADATA.sorted_tables:
            names = self._database.connection.exec_driver_sql(_COLUMNS, (table.name,)).scalars().all()
            if set(names) != set(table.columns.keys()):
                raise Damage(Fault.OTHER_COLUMNS, table=table.name)
            for index in table.indexes:
                if ("index", index.name) not in there:
                    raise Damage(Fault.NO_INDEX, name=index.name)
        if {sql for kind, _, sql in rows if kind == "trigger"} != set(TRIGGERS):
            raise Damage(Fault.OTHER_TRIGGERS)
        if self._database.connection.exec_driver_sql(_UNNAMED).first() is not None:
            raise Damage(Fault.UNNAMED_KIND)

    def _file(self) -> None:
        rows = self._database.all(select(FILE))
        if len(rows) != 1:
            raise Damage(Fault.NO_FILE_LINE)
        check("", rows[0][:-1], rows[0][-1])

    def _session(self) -> None:
        rows = self._database.all(select(FILE))
        if rows:
            read_entries(self._database, SESSION, head_of(rows[0]))

    def _forms(self) -> None:
        for key, content in self._database.all(select(FORM.c.hash, FORM.c.content)):
            self._remark(Part.FORM, partial(self._form, key, content))

    def _form(self, key: str, content: object) -> None:
        self._kept[key] = read_form(key, content)

    def _orals(self) -> int:
        """Every line and every journal in one reading of either; how many orals."""
        before = len(self._findings)
        try:
            with told_of(self._database.path):
                lines = {row[0]: row for row in self._database.raw.execute(_LINES)}
                self._compare_all(lines)
        except FileProblem as problem:
            if problem.kind is ProblemKind.NEWER:
                raise
            # A page between two others can't be read: what can is looked up oral by oral.
            del self._findings[before:]
            return self._one_by_one()
        self._findings[before:] = sorted(self._findings[before:], key=_place)
        return len(lines)

    def _compare_all(self, lines: dict[int, tuple[Any, ...]]) -> None:
        left = dict(lines)
        for name, rows in chains(self._database.raw):
            oral = oral_of(name)
            row = None if oral is None else left.pop(oral, None)
            if row is not None:
                self._remark(Part.JOURNAL, partial(self._compare, row, rows), row[0])
                if not len(left) % TOLD_EVERY:
                    self._progress(len(lines) - len(left), len(lines))
            elif name != SESSION:
                self._findings.append(Finding(Part.JOURNAL, None, told(Fault.NO_LINE, str(name))))
        for row in left.values():
            self._remark(Part.JOURNAL, partial(self._compare, row, ()), row[0])

    def _one_by_one(self) -> int:
        orals = [row[0] for row in self._read(Part.INDEX, lambda: self._database.all(_ORALS))]
        for oral in orals:
            self._remark(Part.JOURNAL, partial(self._looked_up, oral), oral)
        self._remark(Part.JOURNAL, self._strays)
        return len(orals)

    def _looked_up(self, oral: int) -> None:
        row = self._database.raw.execute(_LINE, (oral,)).fetchone()
        if row is None:
            raise Damage(Fault.NO_ORAL, oral=oral)
        self._compare(row, read_chain(self._database, journal_of(oral)))

    def _strays(self) -> None:
        known = {journal_of(row[0]) for row in self._database.all(_ORALS)} | {SESSION}
        for (name,) in self._database.all(_JOURNALS):
            if name not in known:
                self._findings.append(Finding(Part.JOURNAL, None, told(Fault.NO_LINE, str(name))))

    def _compare(self, row: tuple[Any, ...], rows: tuple[Row, ...] | Damage) -> None:
        """A line of the index with the journal that it sums up."""
        oral = row[0]
        try:
            check("", row[:-1], row[-1])
        except Damage as damage:
            self._findings.append(Finding(Part.INDEX, oral, str(damage)))
            return
        if isinstance(rows, Damage):
            raise rows
        values = dict(zip(COLUMNS, row, strict=True))
        head = Head(values["head_sequence"], values["head"], values["last_act"])
        check_end(journal_of(oral), rows, head)
        entries = entries_of(journal_of(oral), rows)
        check_named(entries, self._kept)
        history = open_history(entries, self._kept)
        written = columns_of(outline(oral, history), head)
        names = [shown for name, shown in COMPARED.items() if written[name] != values[name]]
        if names:
            # Of a newer version rather than wrong, where a value isn't known.
            read_line(row)
            detail = told(Fault.OTHER_LINE, names=", ".join(names))
            self._findings.append(Finding(Part.INDEX, oral, detail))
        if (history.oral.version or oral in self._signed) and self._read_document is not None:
            hashes = tuple(each.hash for each in rows)
            said = consigned(history.oral, hashes, self._signed.get(oral, 0))
            kept = latest_document(self._database, oral, said.version)
            found = compared(said, kept, self._read_document)
            self._findings += (Finding(Part.DOCUMENT, oral, each) for each in found)

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
            raise Damage(Fault.OTHER_DOCUMENT, version=version)

    def _summed(self, table: Table) -> None:
        for row in self._database.all(select(table)):
            check(str(row[0]), row[:-1], row[-1])
