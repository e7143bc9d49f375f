"""What a workbook tells of its sheets that its cells don't: what is hidden, errors, lacking values."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from btstc_jury.application.form_proposals import column_letters, column_place

UNCALCULATED = (
    "formule sans valeur calculée, lue comme vide\u202f; ouvrez le classeur dans un tableur et enregistrez-le"
)
MOST_FAULTS = 200
"""Kept of a sheet."""
_MOST_HIDDEN = 2000
_MOST_CELLS = 400_000
"""Up to the last one that holds something: room is made for all."""
_CELL = re.compile(r"([A-Z]{1,4})([0-9]{1,12})")
_MANIFEST = "META-INF/manifest.xml"
_OPEN_DOCUMENT = "content.xml"
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_YES = frozenset({"1", "true"})
_HIDES = frozenset({"collapse", "filter"})


@dataclass(frozen=True, slots=True)
class CellFault:
    """``row``, ``column``: from 0; ``words``: what is wrong there, without its place and full stop."""

    row: int
    column: int
    words: str


@dataclass(slots=True)
class SheetFacts:
    """``rows``, ``columns``: up to the last cell that holds something; the others from 0."""

    name: str
    rows: int = 0
    columns: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    faults: list[CellFault] = field(default_factory=list)

    def reach(self, rows: int, columns: int) -> None:
        """Raises ``SheetTooFar``."""
        self.rows, self.columns = max(self.rows, rows), max(self.columns, columns)
        if self.rows * self.columns > _MOST_CELLS:
            raise SheetTooFar(self.name, f"{column_letters(self.columns - 1)}{self.rows}")

    def fault(self, row: int, column: int, words: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(CellFault(row, column, words))


class SheetTooFar(Exception):
    """A sheet holds something far from a grid. ``last``: « XFD1048576 », or beyond."""

    def __init__(self, name: str, last: str) -> None:
        super().__init__(name, last)
        self.name = name
        self.last = last


class NoSoundPart(ValueError):
    """Broken XML, on which the reader of ODS never ends, or XML that declares entities."""


def facts_of(packed: zipfile.ZipFile) -> Mapping[str, SheetFacts]:
    """By the name of the sheet, of an XLSX or ODS; empty of any other.

    Raises ``NoSoundPart``, ``SheetTooFar``.
    """
    names = frozenset(packed.namelist())
    for name in names:
        if name.endswith((".xml", ".rels")):
            _parse(packed, name)
    if _WORKBOOK in names and _RELATIONS in names:
        return {
            sheet: _XlsxFacts(packed, part, sheet).facts
            for sheet, part in _parts(packed).items()
            if part in names and part.endswith(".xml")
        }
    return _OdsFacts(packed).by_name if _OPEN_DOCUMENT in names else {}


def is_locked(packed: zipfile.ZipFile) -> bool:
    """Whether an ODS asks for a password."""
    found: list[bool] = []
    if _MANIFEST in packed.namelist():
        _parse(packed, _MANIFEST, lambda tag, _given: found.append(tag == "encryption-data"))
    return any(found)


def _parse(
    packed: zipfile.ZipFile,
    name: str,
    begin: Callable[[str, Mapping[str, str]], object] | None = None,
    end: Callable[[str], object] | None = None,
    said: Callable[[str], object] | None = None,
) -> None:
    """Tags and names without their prefixes."""

    def refuse(*_doctype: object) -> None:
        raise NoSoundPart(name)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    if begin is not None:
        begins = begin
        parser.StartElementHandler = lambda tag, given: begins(
            _bare(tag), {_bare(key): value for key, value in given.items()} if given else given
        )
    if end is not None:
        ends = end
        parser.EndElementHandler = lambda tag: ends(_bare(tag))
    if said is not None:
        parser.CharacterDataHandler = said
    try:
        with packed.open(name) as content:
            parser.ParseFile(content)
    except expat.ExpatError as error:
        raise NoSoundPart(name) from error


def _bare(name: str) -> str:
    return name.rpartition(":")[2]


def _parts(packed: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet of an XLSX, which need not stand in their order."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(tag: str, given: Mapping[str, str]) -> None:
        if tag == "Relationship":
            target = posixpath.normpath(posixpath.join("/xl", given.get("Target", "")))
            targets[given.get("Id", "")] = target.lstrip("/")

    def sheet(tag: str, given: Mapping[str, str]) -> None:
        if tag == "sheet":
            sheets[given.get("name", "")] = given.get("id", "")

    _parse(packed, _RELATIONS, relation)
    _parse(packed, _WORKBOOK, sheet)
    return {name: targets[place] for name, place in sheets.items() if place in targets}


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,12}", text) else otherwise


class _XlsxFacts:
    def __init__(self, packed: zipfile.ZipFile, part: str, name: str) -> None:
        self.facts = SheetFacts(name)
        self._row = self._column = -1
        self._formula = self._valued = self._wrong = False
        self._value = ""
        self._inside = False
        _parse(packed, part, self._begin, self._end, self._said)

    def _begin(self, tag: str, given: Mapping[str, str]) -> None:
        match tag:
            case "col" if given.get("hidden") in _YES:
                first = _number(given.get("min"), 1)
                last = min(_number(given.get("max"), first), first + _MOST_HIDDEN)
                self.facts.hidden_columns.update(range(first - 1, last))
            case "row":
                self._row = _number(given.get("r"), self._row + 2) - 1
                self._column = -1
                if given.get("hidden") in _YES and len(self.facts.hidden_rows) < _MOST_HIDDEN:
                    self.facts.hidden_rows.add(self._row)
            case "c":
                self._cell(given)
            case "f":
                self._formula = True
            case "v" | "is":
                self._valued = self._inside = True

    def _cell(self, given: Mapping[str, str]) -> None:
        self._formula = self._valued = False
        self._value = ""
        self._wrong = given.get("t") == "e"
        place = _CELL.fullmatch(given.get("r", ""))
        self._column = self._column + 1 if place is None else column_place(place[1])
        if place is not None:
            self._row = int(place[2]) - 1

    def _said(self, text: str) -> None:
        if self._inside and self._wrong:
            self._value += text[:20]

    def _end(self, tag: str) -> None:
        if tag in {"v", "is"}:
            self._inside = False
        if tag != "c" or not (self._valued or self._formula):
            return
        self.facts.reach(self._row + 1, self._column + 1)
        if self._formula and not self._valued:
            self.facts.fault(self._row, self._column, UNCALCULATED)
        elif self._wrong:
            self.facts.fault(self._row, self._column, f"erreur {self._value[:20]}, lue comme vide")


class _OdsFacts:
    """Repeated cells and rows count once for all that they repeat."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self.by_name: dict[str, SheetFacts] = {}
        self._facts = SheetFacts("")
        self._row = self._column = 0
        self._rows = self._columns = 1
        self._formula = self._valued = self._text = False
        _parse(packed, _OPEN_DOCUMENT, self._begin, self._end)

    def _begin(self, tag: str, given: Mapping[str, str]) -> None:
        match tag:
            case "table":
                name = given.get("name", "")
                self._facts = self.by_name.setdefault(name, SheetFacts(name))
                self._row = self._column = 0
            case "table-column":
                count = _number(given.get("number-columns-repeated"), 1)
                if given.get("visibility") in _HIDES:
                    last = self._column + min(count, _MOST_HIDDEN)
                    self._facts.hidden_columns.update(range(self._column, last))
                self._column += count
            case "table-row":
                self._column = 0
                self._rows = _number(given.get("number-rows-repeated"), 1)
                if given.get("visibility") in _HIDES:
                    last = self._row + min(self._rows, _MOST_HIDDEN)
                    self._facts.hidden_rows.update(range(self._row, last))
            case "table-cell" | "covered-table-cell":
                self._columns = _number(given.get("number-columns-repeated"), 1)
                self._formula = "formula" in given
                self._valued = "value-type" in given
                self._text = False
            case "p":
                self._text = True

    def _end(self, tag: str) -> None:
        match tag:
            case "table-row":
                self._row += self._rows
            case "table-cell" | "covered-table-cell":
                if self._formula and not self._valued and not self._text:
                    self._facts.fault(self._row, self._column, UNCALCULATED)
                if self._valued or self._text or self._formula:
                    self._facts.reach(self._row + self._rows, self._column + self._columns)
                self._column += self._columns
