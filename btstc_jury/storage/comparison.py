"""The lines of the index compared with the journals that they sum up, a part of the file at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from typing import Any

from sqlalchemy import select

from btstc_jury.application.binding import Consigned, each_consigned
from btstc_jury.application.faults import Fault, told
from btstc_jury.application.finding import held_of
from btstc_jury.application.findings import Finding, Part
from btstc_jury.application.summary import outline
from btstc_jury.domain.events import ScenarioWritten
from btstc_jury.domain.form import Form
from btstc_jury.domain.history import History, open_history
from btstc_jury.domain.journal import Row
from btstc_jury.storage.database import Database
from btstc_jury.storage.failures import Damage
from btstc_jury.storage.index import COLUMNS, Head, check_line, columns_of, read_line
from btstc_jury.storage.journals import SESSION, chains, check_end, entries_of, journal_of, oral_of
from btstc_jury.storage.kept import check_named, read_readable_forms
from btstc_jury.storage.passages import KeptPassages
from btstc_jury.storage.spans import Span, lines_in
from btstc_jury.storage.tables import DOCUMENT

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
"""The columns that are compared, and the words for them. The others follow the rules of the version that
wrote the line: another one may see more missing.
"""
_written = itemgetter(*COMPARED)
_kept = itemgetter(*map(COLUMNS.index, COMPARED))
_head = itemgetter(*map(COLUMNS.index, ("head_sequence", "head", "last_act")))
_ATTACHED = "SELECT digest FROM document WHERE oral = ? AND version = ?"
_SIGNED = select(DOCUMENT.c.oral, DOCUMENT.c.version).where(DOCUMENT.c.version >= 0).distinct()

Signed = Mapping[int, Sequence[int]]
"""The versions of which a document is kept, by oral."""


@dataclass(frozen=True, slots=True)
class Compared:
    """``lines``: how many there were; ``consigned``: what the journals tell of each version that is or was
    signed, with its oral, to be compared with the documents kept.
    """

    lines: int
    findings: tuple[Finding, ...]
    consigned: tuple[tuple[int, tuple[Consigned, ...]], ...]


class Comparison:
    """Its functions raise ``Newer`` for what a newer version wrote, and the ``Error`` of the library."""

    def __init__(self, database: Database, forms: Mapping[str, Form], signed: Signed | None) -> None:
        """``forms``: by hash, those that can be read; ``signed``: ``None`` to leave out what was signed."""
        self._raw = database.raw
        self._forms = forms
        self._signed = signed
        self._passages = KeptPassages(database)
        self._findings: list[Finding] = []
        self._consigned: list[tuple[int, tuple[Consigned, ...]]] = []

    def of(self, span: Span) -> Compared:
        lines = {row[0]: row for row in lines_in(self._raw, span)}
        count = len(lines)
        for name, rows in chains(self._raw, span.low, span.high):
            oral = oral_of(name)
            row = None if oral is None else lines.pop(oral, None)
            if row is not None:
                self._look(row, rows)
            elif name != SESSION:
                self._findings.append(stray(name))
        for row in lines.values():
            self._look(row, ())
        return self._taken(count)

    def of_one(self, row: tuple[Any, ...], rows: tuple[Row, ...]) -> Compared:
        self._look(row, rows)
        return self._taken(1)

    def _taken(self, count: int) -> Compared:
        compared = Compared(count, tuple(self._findings), tuple(self._consigned))
        self._findings, self._consigned = [], []
        return compared

    def _look(self, row: tuple[Any, ...], rows: tuple[Row, ...] | Damage) -> None:
        oral = row[0]
        try:
            self._compare(oral, row, rows)
        except Damage as damage:
            self._findings.append(Finding(Part.JOURNAL, oral, str(damage)))
        except UnicodeDecodeError:
            self._findings.append(Finding(Part.JOURNAL, oral, told(Fault.TEXT)))

    def _compare(self, oral: int, row: tuple[Any, ...], rows: tuple[Row, ...] | Damage) -> None:
        try:
            check_line(row)
        except Damage as damage:
            self._findings.append(Finding(Part.INDEX, oral, str(damage)))
            return
        if isinstance(rows, Damage):
            raise rows
        name, head = journal_of(oral), Head(*_head(row))
        check_end(name, rows, head)
        entries = entries_of(name, rows)
        check_named(entries, self._forms)
        history = open_history(entries, self._forms)
        written = columns_of(outline(oral, history), head)
        if _written(written) != _kept(row):
            # Of a newer version rather than wrong, where a value isn't known.
            read_line(row)
            there = zip(COMPARED, _kept(row), strict=True)
            names = (COMPARED[name] for name, kept in there if written[name] != kept)
            detail = told(Fault.OTHER_LINE, names=", ".join(names))
            self._findings.append(Finding(Part.INDEX, oral, detail))
        self._compare_passages(oral, history)
        scenarios = [each.event for each in entries if type(each.event) is ScenarioWritten]
        if scenarios:
            lost = self._not_attached(oral, scenarios)
            self._findings += (Finding(Part.DOCUMENT, oral, each) for each in lost)
        if self._signed is not None and (history.oral.version or oral in self._signed):
            hashes = tuple(each.hash for each in rows)
            each = each_consigned(history, hashes, self._signed.get(oral, ()), self._forms)
            self._consigned.append((oral, tuple(each)))

    def _compare_passages(self, oral: int, history: History) -> None:
        try:
            self._passages.check(oral, partial(held_of, history.oral))
        except Damage as damage:
            self._findings.append(Finding(Part.PASSAGE, oral, str(damage)))

    def _not_attached(self, oral: int, scenarios: Iterable[ScenarioWritten]) -> Iterator[str]:
        """Of each document that the journal says was attached, whether it is there, to its digest."""
        for each in filter(None, (written.scenario.attached for written in scenarios)):
            row = self._raw.execute(_ATTACHED, (oral, -each.place)).fetchone()
            if row is None or bytes(row[0]).hex() != each.digest:
                yield told(Fault.OTHER_ATTACHMENT, name=each.name)


def stray(name: object) -> Finding:
    """Of a journal without a line."""
    return Finding(Part.JOURNAL, None, told(Fault.NO_LINE, str(name)))


def signed_versions(database: Database) -> Signed:
    """Raises ``FileProblem``."""
    found: dict[int, list[int]] = {}
    for oral, version in database.all(_SIGNED):
        found.setdefault(oral, []).append(version)
    return found


def comparing(database: Database, *, signed: bool) -> Callable[[Span], Compared]:
    """``signed``: whether to tell what was signed. Raises ``FileProblem``."""
    forms = read_readable_forms(database)
    return Comparison(database, forms, signed_versions(database) if signed else None).of
