"""Reads the sheets of a workbook, XLSX, XLS or ODS, that anybody may have made, as texts in rows.

The library that reads them may end the process on a damaged file: see ``sheet_reader``.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import python_calamine

from btstc_jury.application.problems import UnusableForm
from btstc_jury.exchange.sheet_facts import CellFault, SheetFacts, SheetTooFar, facts_of, is_locked

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_TAKEN_FOR_ONE = (".csv", ".tsv", ".docx", ".doc", ".odt", ".pdf", ".numbers")
LARGEST_WORKBOOK = 20 * 1024 * 1024
"""Bytes; an official grid takes some twenty thousand."""
_MOST_ROWS, _MOST_COLUMNS, _MOST_SHEETS = 2000, 60, 100
"""Beyond, nothing is a grid that a commission fills."""
_LONGEST, _MOST_TEXT = 5000, 2_000_000
"""Characters of a cell, beyond which it is cut, and of all cells."""
_PACKED = 10
"""How many times more a workbook may hold, unpacked, than it is large."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_XLS = re.compile(rb"\x09\x08..\x00\x06\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
"""The first record says that the others are encrypted."""
_LOCKED_XLSX = "EncryptedPackage".encode("utf-16-le")
_AGAIN = "ouvrez-le dans un tableur et enregistrez-le en XLSX ou en ODS"
_DATE = "date, que le tableur a pu faire d’autre chose (1/3)\u202f: à vérifier"


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
    ``hidden``: columns from 0 that the workbook doesn't show, and ``hidden_rows`` its rows, whose cells are
    empty here: an XLS doesn't tell them. ``faults``: of cells.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    merges: tuple[Merge, ...] = ()
    hidden: frozenset[int] = frozenset()
    hidden_rows: tuple[int, ...] = ()
    faults: tuple[CellFault, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """``sheets``: those that hold something, in their order; ``left_out``: what wasn't read, in sentences
    without their full stop.
    """

    name: str
    sheets: tuple[Sheet, ...]
    left_out: tuple[str, ...] = ()


_DAMAGED = (
    python_calamine.CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
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
    """By its name; one that is none, but that somebody may take for one, is refused when it is read."""
    return path.suffix.lower() in {*SUFFIXES, *_TAKEN_FOR_ONE}


def unusable_sheet(name: str, why: str) -> UnusableSheet:
    return UnusableSheet(f"{name}\u202f: {why}. Rien n’a été écrit.")


def read_sheets(name: str, content: bytes) -> Workbook:
    """Of formulas, the values last calculated. ``name``: of the file, for the words; what it is is told by
    ``content``.

    Raises ``UnusableSheet``.
    """
    facts = _look_at(name, content, "grille")
    with _opened(name, content, "grille") as (workbook, shown):
        sheets = [
            _sheet(workbook.get_sheet_by_name(each), facts.get(each, SheetFacts(each)))
            for each in shown[:_MOST_SHEETS]
        ]
        left_out = _left_out(workbook.sheets_metadata, len(shown))
    kept = tuple(each for each in sheets if any(map(any, each.rows)))
    if not kept:
        raise unusable_sheet(name, "toutes les feuilles sont vides")
    if sum(len(cell) for each in kept for row in each.rows for cell in row) > _MOST_TEXT:
        raise unusable_sheet(name, "bien trop de texte\u202f; enregistrez la seule feuille de la grille")
    return Workbook(name, kept, left_out)


Read = TypeVar("Read")


def open_sheets(
    name: str,
    content: bytes,
    what: str,
    read: Callable[[python_calamine.CalamineSheet, Sequence[int]], Read | None],
) -> tuple[Read, ...]:
    """What ``read`` makes of each sheet that is shown, given its hidden rows; ``None`` of an empty one.
    ``what``: « liste », in the words. Raises ``UnusableSheet``.
    """
    facts = _look_at(name, content, what)
    with _opened(name, content, what) as (workbook, shown):
        found = [
            read(workbook.get_sheet_by_name(each), sorted(facts.get(each, SheetFacts(each)).hidden_rows))
            for each in shown[:_MOST_SHEETS]
        ]
    kept = tuple(each for each in found if each is not None)
    if not kept:
        raise unusable_sheet(name, "toutes les feuilles sont vides")
    return kept


@contextmanager
def _opened(
    name: str, content: bytes, what: str
) -> Iterator[tuple[python_calamine.CalamineWorkbook, list[str]]]:
    """The workbook, and the names of the sheets that it shows. Raises ``UnusableSheet``, for what is met
    while they are read too.
    """
    try:
        with python_calamine.CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            shown = [each.name for each in workbook.sheets_metadata if _is_grid(each)]
            yield workbook, shown
    except python_calamine.PasswordError as error:
        raise _locked(name) from error
    except _DAMAGED as error:
        raise unusable_sheet(
            name, f"ce classeur est endommagé, ou d’un format inconnu\u202f; {_AGAIN}"
        ) from error
    if not shown:
        raise unusable_sheet(name, f"toutes les feuilles sont masquées\u202f; affichez celle de la {what}")


def _is_grid(each: python_calamine.SheetMetadata) -> bool:
    visible = each.visible == python_calamine.SheetVisibleEnum.Visible
    return visible and each.typ == python_calamine.SheetTypeEnum.WorkSheet


def _left_out(sheets: list[python_calamine.SheetMetadata], shown: int) -> tuple[str, ...]:
    said = []
    hidden = [each.name for each in sheets if each.visible != python_calamine.SheetVisibleEnum.Visible]
    if hidden:
        names = ", ".join(f"«\u202f{each}\u202f»" for each in hidden[:3])
        more = f" et {len(hidden) - 3} autres" if len(hidden) > len(hidden[:3]) else ""
        said.append(f"feuille masquée, laissée de côté\u202f: {names}{more}")
    if shown > _MOST_SHEETS:
        said.append(f"{shown} feuilles\u202f: seules les {_MOST_SHEETS} premières sont lues")
    return tuple(said)


def _locked(name: str) -> UnusableSheet:
    return unusable_sheet(
        name, "le classeur est protégé par un mot de passe\u202f; enregistrez-en une copie sans"
    )


def _look_at(name: str, content: bytes, what: str) -> Mapping[str, SheetFacts]:
    """Raises ``UnusableSheet`` for what is no workbook, or no bounded one: room is made for every cell up to
    the last that holds something. ``what``: as ``open_sheets``.
    """
    if content.startswith(_OLE):
        if _LOCKED_XLSX in content or _LOCKED_XLS.search(content):
            raise _locked(name)
        return {}
    if not zipfile.is_zipfile(BytesIO(content)):
        raise unusable_sheet(name, _other_kind(content))
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > LARGEST_WORKBOOK * _PACKED:
                raise unusable_sheet(
                    name, f"déplié, il serait démesuré\u202f; enregistrez la seule feuille de la {what}"
                )
            if is_locked(packed):
                raise _locked(name)
            if any(each.filename == "word/document.xml" for each in packed.infolist()):
                raise unusable_sheet(
                    name, f"c’est un document de traitement de texte\u202f; copiez la {what} dans un tableur"
                )
            facts = facts_of(packed)
    except SheetTooFar as far:
        raise unusable_sheet(
            name,
            f"la feuille «\u202f{far.name}\u202f» va jusqu’à la cellule {far.last}, ou plus loin\u202f;"
            f" effacez les lignes et les colonnes qui traînent loin de la {what}",
        ) from far
    except _DAMAGED as error:
        raise unusable_sheet(name, f"ce classeur est endommagé (archive)\u202f; {_AGAIN}") from error
    return facts


def _other_kind(content: bytes) -> str:
    """What a file that is no workbook seems to be."""
    start = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not content:
        return "ce fichier est vide"
    if start.startswith(b"%PDF"):
        return "c’est un PDF, pas un classeur\u202f; demandez le classeur d’origine"
    if start.startswith((b"PK", b"\x09\x08")):
        return f"ce classeur est endommagé, peut-être incomplet\u202f; {_AGAIN}"
    if re.search(rb"<html|<table|<\?xml", start, re.IGNORECASE):
        return f"c’est une page web ou du XML, pas un classeur\u202f; {_AGAIN}"
    if b"\0" not in start and re.search(rb"[;,\t]", start):
        return f"c’est un fichier de texte (CSV), pas un classeur\u202f; {_AGAIN}"
    return "ce n’est pas un classeur XLSX, XLS ou ODS que l’on puisse lire"


def _sheet(sheet: python_calamine.CalamineSheet, facts: SheetFacts) -> Sheet:
    """Rows and columns from the first of the sheet, as its letters and numbers say."""
    cells = sheet.to_python(skip_empty_area=False, nrows=_MOST_ROWS)
    width = min(max(map(len, cells), default=0), _MOST_COLUMNS)
    rows = tuple(
        ("",) * width
        if number in facts.hidden_rows
        else tuple(cell_text(each) for each in row[:width]) + ("",) * (width - len(row))
        for number, row in enumerate(cells)
    )
    merges = tuple(
        Merge(top, left, min(bottom, len(rows) - 1), min(right, width - 1))
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        if top < len(rows) and left < width
    )
    hidden_rows = tuple(sorted(each for each in facts.hidden_rows if each < len(cells) and any(cells[each])))
    dates = tuple(
        CellFault(number, column, f"«\u202f{cell_text(value)}\u202f»\u202f: {_DATE}")
        for number, row in enumerate(cells)
        for column, value in enumerate(row[:width])
        if isinstance(value, date) and number not in facts.hidden_rows
    )
    faults = tuple(
        each
        for each in (*facts.faults, *dates)
        if each.row not in facts.hidden_rows and each.column not in facts.hidden_columns
    )
    return Sheet(sheet.name, rows, merges, frozenset(facts.hidden_columns), hidden_rows, faults)


def cell_text(value: object) -> str:
    """As the sheet shows it: « 6 », « 6,5 », « 05/01/2026 »."""
    match value:
        case bool():
            return "vrai" if value else "faux"
        case float():
            return (f"{value:.0f}" if value.is_integer() else f"{value:.10g}").replace(".", ",")
        case datetime():
            return f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case time() | timedelta():
            return str(value)
        case _:
            visible = (each if each.isprintable() else " " for each in str(value)[:_LONGEST])
            return " ".join("".join(visible).split(" ")).strip()
