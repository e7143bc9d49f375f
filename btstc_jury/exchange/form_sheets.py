"""Reads the sheets of a workbook, XLSX, XLS or ODS, that anybody may have made, as texts in rows."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from xml.parsers import expat

import python_calamine

from btstc_jury.application.problems import UnusableForm, cause
from btstc_jury.exchange.packed import refuse_unsound

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
LARGEST_WORKBOOK = 20 * 1024 * 1024
"""Bytes; an official grid takes some twenty thousand."""
_MOST_ROWS, _MOST_COLUMNS = 2000, 60
"""Beyond, nothing is a grid that a commission fills."""
_MOST_CELLS = 2_000_000
_PACKED = 10
"""How many times more a workbook may hold, unpacked, than it is large."""
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
_CELL = re.compile(rb"<c\b[^>]*?\br=[\"']([A-Z]{1,4})([0-9]{1,12})[\"']")
_HIDDEN = re.compile(rb"<col\b(?=[^>]*\bhidden=\"(?:1|true)\")[^>]*>")
_BOUND = re.compile(rb"\b(min|max)=\"(\d{1,5})\"")


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells made one, from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """``rows``: of equal lengths, "" for an empty cell; a merged cell has its text at its top left.
    ``hidden``: columns from 0 that the workbook doesn't show, as far as its format tells.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...] = ()
    hidden: frozenset[int] = frozenset()

    def merge_at(self, row: int, column: int) -> Merge | None:
        for each in self.merges:
            if each.top <= row <= each.bottom and each.left <= column <= each.right:
                return each
        return None


_DAMAGED = (
    python_calamine.CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    expat.ExpatError,
    EOFError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
"""What either reader raises of a file that isn't what it seems; ``RuntimeError``: a feature or a password."""


class UnusableSheet(UnusableForm):
    """No form can be made of this workbook; the message says why, and what to do."""


def is_workbook(path: Path) -> bool:
    """By its name."""
    return path.suffix.lower() in SUFFIXES


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The sheets that hold something, in their order; of formulas, the values last calculated.

    Raises ``UnusableSheet``.
    """
    _look_at(path)
    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as workbook:
            shown = {each.name for each in workbook.sheets_metadata if _is_grid(each)}
            sheets = [
                _sheet(workbook.get_sheet_by_name(name), _hidden_columns(path, place))
                for place, name in enumerate(workbook.sheet_names, 1)
                if name in shown
            ]
    except python_calamine.PasswordError as error:
        raise _unusable(
            path, "le classeur est protégé par un mot de passe\u202f; enregistrez-en une copie sans"
        ) from error
    except _DAMAGED as error:
        raise _unusable(path, "ce n’est pas un classeur XLSX, XLS ou ODS que l’on puisse lire") from error
    kept = tuple(each for each in sheets if any(map(any, each.rows)))
    if not kept:
        raise _unusable(path, "toutes les feuilles sont vides")
    return kept


def _is_grid(each: python_calamine.SheetMetadata) -> bool:
    visible = each.visible == python_calamine.SheetVisibleEnum.Visible
    return visible and each.typ == python_calamine.SheetTypeEnum.WorkSheet


def _unusable(path: Path, why: str) -> UnusableSheet:
    return UnusableSheet(f"{path.name}\u202f: {why}. Rien n’a été écrit.")


def _look_at(path: Path) -> None:
    """Raises ``UnusableSheet`` for what is no bounded file: room is made for every cell up to the last
    that holds something.
    """
    wide = False
    try:
        if not path.is_file():
            raise _unusable(path, "ce fichier n’existe pas, ou n’en est pas un")
        size = path.stat().st_size
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                parts = packed.infolist()
                size = max(size, sum(each.file_size for each in parts) // _PACKED)
                if size <= LARGEST_WORKBOOK:
                    wide = any(_area(packed, each) > _MOST_CELLS for each in parts)
                    for each in parts:
                        # On broken XML the reader of ODS would never end.
                        if each.filename.endswith(".xml"):
                            refuse_unsound(packed, each)
    except _DAMAGED as error:
        reason = cause(error) if isinstance(error, OSError) else "archive endommagée"
        raise _unusable(path, f"illisible ({reason})") from error
    if wide:
        raise _unusable(path, "une feuille va trop loin\u202f; effacez ce qui traîne loin de la grille")
    if size > LARGEST_WORKBOOK:
        raise _unusable(path, f"trop grand\u202f: {LARGEST_WORKBOOK // 1024 // 1024} Mio au plus")


def _area(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """How many cells the sheet of that part has up to its last, in an XLSX; 0 for any other part."""
    if not _SHEET_PART.fullmatch(part.filename):
        return 0
    rows = columns = 1
    with packed.open(part) as content:
        for letters, number in _CELL.findall(content.read()):
            rows, columns = max(rows, int(number)), max(columns, _place(letters))
    return rows * columns


def _place(letters: bytes) -> int:
    """1 for « A »."""
    place = 0
    for each in letters:
        place = place * 26 + each - ord("A") + 1
    return place


def _sheet(sheet: python_calamine.CalamineSheet, hidden: frozenset[int]) -> Sheet:
    """Rows and columns from the first of the sheet, as its letters and numbers say."""
    cells = sheet.to_python(skip_empty_area=False, nrows=_MOST_ROWS)
    width = min(max(map(len, cells), default=0), _MOST_COLUMNS)
    rows = tuple(tuple(_text(each) for each in row[:width]) + ("",) * (width - len(row)) for row in cells)
    merges = tuple(
        Merge(top, left, min(bottom, len(rows) - 1), min(right, width - 1))
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        if top < len(rows) and left < width
    )
    return Sheet(sheet.name, rows, merges, hidden)


def _text(value: object) -> str:
    """As the sheet shows it: « 6 », « 6,5 »."""
    match value:
        case bool():
            return "vrai" if value else "faux"
        case float():
            return (f"{value:.0f}" if value.is_integer() else f"{value:.10g}").replace(".", ",")
        case datetime() | date() | time() | timedelta():
            return str(value)
        case _:
            visible = (each if each.isprintable() else " " for each in str(value))
            return " ".join("".join(visible).split(" ")).strip()


def _hidden_columns(path: Path, place: int) -> frozenset[int]:
    """Of the sheet of that place in an XLSX; the other formats aren't asked."""
    if path.suffix.lower() not in {".xlsx", ".xlsm"}:
        return frozenset()
    with zipfile.ZipFile(path) as packed:
        name = f"xl/worksheets/sheet{place}.xml"
        if name not in packed.namelist():
            return frozenset()
        with packed.open(name) as part:
            head = part.read(1 << 16).partition(b"<sheetData")[0]
    return frozenset(column for each in _HIDDEN.findall(head) for column in _columns(each))


def _columns(col: bytes) -> Iterator[int]:
    bounds = {name: int(number) for name, number in _BOUND.findall(col)}
    first = bounds.get(b"min", 1)
    yield from range(first - 1, min(bounds.get(b"max", first), _MOST_COLUMNS))
