"""The sheets of a workbook that holds a candidates' list, with what a spreadsheet made of each cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import python_calamine

from btstc_jury.exchange.form_sheets import cell_text, open_sheets

_MOST_ROWS, _MOST_COLUMNS = 100_000, 200


@dataclass(frozen=True, slots=True)
class ListSheet:
    """``rows``: from the first of the sheet, texts, "" for an empty cell; ``kinds``: a letter a cell, s text,
    n quantity, d date; ``remarks``: on what isn't read.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    kinds: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def read_list_sheets(name: str, content: bytes) -> tuple[ListSheet, ...]:
    """Those that are shown and hold something. Raises ``UnusableSheet``."""
    return open_sheets(name, content, "liste", _sheet)


def _sheet(sheet: python_calamine.CalamineSheet, hidden: Sequence[int]) -> ListSheet | None:
    """``hidden``: rows that a filter or a hand hides: they are of the list all the same, and it is said."""
    cells = sheet.to_python(skip_empty_area=False, nrows=_MOST_ROWS)
    rows = tuple(tuple(map(cell_text, row[:_MOST_COLUMNS])) for row in cells)
    if not any(map(any, rows)):
        return None
    kinds = tuple("".join(map(_kind, row[:_MOST_COLUMNS])) for row in cells)
    held = sum(any(rows[each]) for each in hidden if each < len(rows))
    lines = (
        "ligne masquée par le tableur est lue" if held == 1 else "lignes masquées par le tableur sont lues"
    )
    remarks = (f"Feuille «\u202f{sheet.name}\u202f»\u202f: {held} {lines} comme les autres.",) if held else ()
    return ListSheet(sheet.name, rows, kinds, remarks)


def _kind(value: object) -> str:
    match value:
        case bool() | str() | time() | timedelta():
            return "s"
        case float() | int():
            return "n"
        case datetime() | date():
            return "d"
        case _:
            return "s"
