"""CSV files that spreadsheets open as they are."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with BOM, ``;`` between cells. A cell that a spreadsheet would take for a formula (it begins with
    ``= + - @``, a tab or a carriage return) is preceded by an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
