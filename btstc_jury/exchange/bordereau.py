"""The « bordereau récapitulatif » for spreadsheets: CSV and XLSX."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import xlsxwriter

from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.bordereau import BordereauView, cells, columns, told_of
from btstc_jury.exchange.spreadsheets import kept_number, spreadsheet_csv

_BEFORE = (14, 20, 20, 12, 26, 9, 28, 26, 30, 40, 10)
_SITUATION = 12
_AFTER = (16, 30, 14, 14, 40, 16, 50)
"""Of the columns, in characters."""
_HEADING = 3
"""The row of the column names, from 0."""
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Equal views give equal bytes: no hour of their own."""


def bordereau_csv(view: BordereauView) -> bytes:
    """See ``spreadsheet_csv``; marks with a comma, candidates' numbers as texts."""
    told = told_of(view.rows)
    rows = [[kept_number(row.number), *(_text(cell) for cell in cells(row, told)[1:])] for row in view.rows]
    return spreadsheet_csv([columns(told), *rows])


def _text(cell: str | Decimal | None) -> str:
    return cell if isinstance(cell, str) else formats.mark(cell)


def bordereau_xlsx(view: BordereauView) -> bytes:
    """One sheet, in landscape; numbers of candidates are texts, marks are numbers."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": view.title, "created": _NEVER})
        sheet = book.add_worksheet("Bordereau")
        strong = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
        words = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        mark = book.add_format({"bold": True, "valign": "top", "num_format": "0.##"})
        above = (" — ".join(filter(None, (view.title, view.watermark))), view.counts)
        for place, text in enumerate(above):
            sheet.write_string(place, 0, text, strong)
        told = told_of(view.rows)
        names, widths = columns(told), (*_BEFORE, *(_SITUATION for _ in range(told.count)), *_AFTER)
        for column, (name, width) in enumerate(zip(names, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(_HEADING, column, name, head)
        for place, row in enumerate(view.rows, start=_HEADING + 1):
            for column, cell in enumerate(cells(row, told)):
                if isinstance(cell, Decimal):
                    sheet.write_number(place, column, float(cell), mark)
                elif cell:
                    sheet.write_string(place, column, cell, words)
        last = _HEADING + max(len(view.rows), 1)
        sheet.autofilter(_HEADING, 0, last, len(names) - 1)
        sheet.freeze_panes(_HEADING + 1, 3)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEADING)
        sheet.set_footer("&L&F&Rpage &P/&N")
    return out.getvalue()
