"""The feuille d'émargement of a day: a line each candidate, high enough to sign in."""

from __future__ import annotations

from collections.abc import Iterator

from btstc_jury.application.views.attendance import AttendanceRow, AttendanceView
from btstc_jury.documents.blocks import Block
from btstc_jury.documents.grid_body import DENSITIES, Signatures
from btstc_jury.documents.listing import Columns, ListHead, list_pdf, list_sheets, opening
from btstc_jury.documents.sheet import BODY, FULL, HAIR, LEFT, STRONG, Sheet
from btstc_jury.documents.typesetting import Face, Style, texts

_COLUMNS = Columns(
    ("Heure", 42.0),
    ("Numéro", 74.0),
    ("Candidat", 154.0),
    ("Épreuve", 96.0),
    ("Signature", 157.28),
)
_NAME, _PLACE = 2, 4
"""Columns, from 0."""
_WORDS = Style(Face.REGULAR, 9.0, 11.4)
_BOLD = Style(Face.BOLD, 9.6, 11.8)
_BELOW = Style(Face.REGULAR, 7.4, 9.4, 0.25)
_ABSENT = Style(Face.BOLD, 10.5, 13.0)
_INSIDE = 6.0
"""What a name or the place to sign leaves of its column."""
_PAD = 4.0
_LEAST = 40.0
"""Points: room for a signature by hand."""
_FOOTNOTES = (
    "Chaque candidat signe à son arrivée, après contrôle de sa convocation et de sa pièce d’identité. Une"
    " signature donnée à l’écran est reproduite. Document réservé au centre d’examen."
)


def attendance_pdf(view: AttendanceView) -> bytes:
    """See ``list_pdf``."""
    return list_pdf(view, _FOOTNOTES, _running, _blocks)


def attendance_sheets(view: AttendanceView) -> list[Sheet]:
    """See ``list_sheets``."""
    return list_sheets(view, _FOOTNOTES, _running(view), _blocks(view))


def _running(view: AttendanceView) -> str:
    return f"{view.heading} · {view.day} · {view.place} · {view.centre}"


def _blocks(view: AttendanceView) -> Iterator[Block]:
    above = " · ".join(filter(None, (view.diploma, view.session, view.place)))
    told = (view.centre, BODY), (view.counts, STRONG)
    yield from opening(view.watermark, above, f"{view.heading} — {view.day}", *told)
    head = ListHead(_COLUMNS)
    yield head.spaced(6.0, keep=True)
    for row in view.rows:
        yield _Line(row).under(head)
    if view.signers:
        yield Signatures(view.signers, DENSITIES[0]).spaced(14.0)


class _Line(Block):
    """One candidate, and the place to sign."""

    def __init__(self, row: AttendanceRow) -> None:
        self._row = row
        words = (row.time, row.number, row.candidate, row.form)
        self._cells = _COLUMNS.cells(words, (_BOLD, _WORDS, _BOLD, _WORDS))
        self._details = texts(row.details, _BELOW, _COLUMNS.widths[_NAME] - _INSIDE)
        self._note = texts(row.note, _BELOW, _COLUMNS.widths[_PLACE] - _INSIDE)
        lines = max(len(lines) * style.leading for _, lines, style in self._cells)
        self.height = max(_LEAST, lines + len(self._details) * _BELOW.leading + 2 * _PAD)

    def draw(self, sheet: Sheet, top: float) -> None:
        below = top + _PAD
        for x, lines, style in self._cells:
            end = sheet.lines(x, top + _PAD, lines, style, beside=_BOLD)
            below = max(below, end) if x == _COLUMNS.starts[_NAME] else below
        sheet.lines(_COLUMNS.starts[_NAME], below, self._details, _BELOW)
        self._draw_place(sheet, top)
        sheet.rule(LEFT, top + self.height, FULL, HAIR)

    def _draw_place(self, sheet: Sheet, top: float) -> None:
        x, width = _COLUMNS.starts[_PLACE], _COLUMNS.widths[_PLACE]
        sheet.box(x, top + 2, width, self.height - 4, HAIR)
        if self._row.mark:
            sheet.words_centred(x + width / 2, _ABSENT.baseline(top + _PAD + 3), self._row.mark, _ABSENT)
        foot = top + self.height - 4 - len(self._note) * _BELOW.leading
        sheet.lines(x + 4, foot, self._note, _BELOW)
        scale = min((width - 8) / 1000, (self.height - 8) / _lowest(self._row.strokes))
        for stroke in self._row.strokes:
            pairs = zip(stroke[::2], stroke[1::2], strict=False)
            sheet.stroke([(x + 4 + across * scale, top + 4 + down * scale) for across, down in pairs])


def _lowest(strokes: tuple[tuple[int, ...], ...]) -> int:
    """How far down the drawing goes, in thousandths of its width."""
    return max((down for stroke in strokes for down in stroke[1::2]), default=0) or 1000
