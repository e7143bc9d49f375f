"""A student's progress and a class for spreadsheets: CSV and XLSX, the same cells as on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO

import xlsxwriter

from btstc_jury.application.views.rehearsal.progress import ClassView, ProgressView
from btstc_jury.application.views.rehearsal.results import ClassPaperView, ProgressPaperView
from btstc_jury.exchange.spreadsheets import spreadsheet_csv

_NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Equal views give equal bytes: no hour of their own."""
_NAMES, _CELLS = 60, 22
"""Widths of columns, in characters."""
Cell = str | int


def results_csv(view: ProgressPaperView | ClassPaperView) -> bytes:
    """See ``spreadsheet_csv``; the first lines say whose it is, and that it is worth nothing at an exam."""
    rows = ([str(each) for each in row] for row in (*_above(view), *_rows(view)))
    return spreadsheet_csv(rows)


def results_xlsx(view: ProgressPaperView | ClassPaperView) -> bytes:
    """One sheet; counts are numbers, all else is text."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": view.title, "created": _NEVER})
        sheet = book.add_worksheet("Progrès" if isinstance(view, ProgressPaperView) else "Classe")
        strong = book.add_format({"bold": True})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 2})
        words = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        above, rows = [*_above(view)], [*_rows(view)]
        for place, (text, *_) in enumerate(above):
            sheet.write_string(place, 0, str(text), strong)
        for place, row in enumerate(rows, start=len(above)):
            for column, cell in enumerate(row):
                look = head if place == len(above) else words
                if isinstance(cell, int):
                    sheet.write_number(place, column, cell)
                else:
                    sheet.write_string(place, column, cell, look)
        sheet.set_column(0, 0, _NAMES)
        sheet.set_column(1, max(len(row) for row in rows) - 1, _CELLS)
        sheet.freeze_panes(len(above) + 1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
    return out.getvalue()


def _above(view: ProgressPaperView | ClassPaperView) -> Iterator[Sequence[Cell]]:
    yield (view.watermark,)
    yield (f"{view.heading} · {view.candidate} · {view.details}",)


def _rows(view: ProgressPaperView | ClassPaperView) -> Iterator[Sequence[Cell]]:
    if isinstance(view, ProgressPaperView):
        yield from _progress(view.progress)
    else:
        yield from _class(view.standing)


def _progress(view: ProgressView) -> Iterator[Sequence[Cell]]:
    columns = view.columns
    yield ("", *(each.title for each in columns))
    yield ("Date", *(each.day for each in columns))
    yield ("Cas", *(each.case for each in columns))
    yield ("Joué", *(each.played or "en entier" for each in columns))
    yield ("Temps utilisé", *(each.time for each in columns))
    yield ("Parole de l’étudiant", *(each.speech for each in columns))
    yield ("Plus long monologue", *(each.longest for each in columns))
    yield ("Acheteur coupé", *(each.cuts for each in columns))
    for place, counted in enumerate(columns[0].objections if columns else ()):
        counts = (each.objections[place].count if place < len(each.objections) else 0 for each in columns)
        yield (f"Objections, {counted.label}", *counts)
    for group in view.groups:
        for row in group.rows:
            yield (f"{row.number} {row.text}", *row.levels)
            if any(row.own):
                yield (f"{row.number}, auto-évaluation", *row.own)


def _class(view: ClassView) -> Iterator[Sequence[Cell]]:
    rows = [row for group in view.groups for row in group.rows]
    heads = [each.letters or "sans niveau" for each in rows[0].standings] if rows else []
    yield ("Critère", *heads)
    for row in rows:
        yield (f"{row.number} {row.text}", *(each.count for each in row.standings))
