"""The feuille d'émargement of a day: a line each candidate, high enough to sign in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from btstc_jury.application.views.attendance import AttendanceRow, AttendanceView
from btstc_jury.documents.blocks import Block, Stack, paginate
from btstc_jury.documents.document import EXPLAINED, Foot, bound, framed, printed
from btstc_jury.documents.grid_body import DENSITIES, Signatures
from btstc_jury.documents.grid_heading import KindBand, RunningHead
from btstc_jury.documents.sheet import (
    BODY,
    FULL,
    HAIR,
    LABEL,
    LEFT,
    MEDIUM,
    RUNNING,
    STRONG,
    THICK,
    TITLES,
    TOP,
    Sheet,
)
from btstc_jury.documents.typesetting import MISSING, Face, Style, texts

_COLUMNS = (
    ("Heure", 36.0),
    ("Numéro", 74.0),
    ("Candidat", 168.0),
    ("Épreuve", 82.0),
    ("Signature", 163.28),
)
_STARTS = tuple(accumulate((width for _, width in _COLUMNS), initial=LEFT))
_WORDS = Style(Face.REGULAR, 9.0, 11.4)
_BOLD = Style(Face.BOLD, 9.6, 11.8)
_BELOW = Style(Face.REGULAR, 7.4, 9.4, 0.25)
_ABSENT = Style(Face.BOLD, 10.5, 13.0)
_BETWEEN = 6.0
_PAD = 4.0
_LEAST = 40.0
"""Points: room for a signature by hand."""
_FOOTNOTES = (
    "Chaque candidat signe à son arrivée, après contrôle de sa convocation et de sa pièce d’identité. Une"
    " signature donnée à l’écran est reproduite. Document réservé au centre d’examen."
)


def attendance_pdf(view: AttendanceView) -> bytes:
    """The PDF document; equal views give equal bytes. Any text prints, as in the grid."""
    return printed(view, lambda view: bound(_sheets(view), view.title, view.counts, view.language))


def _sheets(view: AttendanceView) -> list[Sheet]:
    replaced = f" {EXPLAINED}" if MISSING in repr(view) else ""
    foot = Foot(_FOOTNOTES + replaced, 70.0)
    named = texts(f"{view.heading} · {view.day} · {view.place} · {view.centre}", RUNNING, FULL)
    running = RunningHead(view.watermark, (named, RUNNING), above=3, after=9)
    return framed(view, foot, paginate([*_blocks(view)], TOP, foot.top, running))


def _blocks(view: AttendanceView) -> Iterator[Block]:
    if view.watermark:
        yield KindBand(view.watermark)
    yield Stack(
        (" · ".join(filter(None, (view.diploma, view.session, view.place))).upper(), LABEL),
        (f"{view.heading} — {view.day}", TITLES[0]),
        (view.centre, BODY),
        (view.counts, STRONG),
        below=8.0,
        rule=THICK,
    ).spaced(8.0)
    head = _Columns()
    yield head.spaced(6.0, keep=True)
    for row in view.rows:
        yield _Line(row).under(head)
    if view.signers:
        yield Signatures(view.signers, DENSITIES[0]).spaced(14.0)


class _Columns(Block):
    """The names of the columns."""

    height = LABEL.leading + 6

    def draw(self, sheet: Sheet, top: float) -> None:
        baseline = LABEL.baseline(top + 2)
        for (name, _), start in zip(_COLUMNS, _STARTS, strict=False):
            sheet.words(start, baseline, name.upper(), LABEL)
        sheet.rule(LEFT, top + self.height, FULL, MEDIUM)


class _Line(Block):
    """One candidate, and the place to sign."""

    def __init__(self, row: AttendanceRow) -> None:
        self._row = row
        widths = [width - _BETWEEN for _, width in _COLUMNS]
        self._cells = [
            (start, texts(text, style, width), style)
            for start, width, (text, style) in zip(
                _STARTS,
                widths,
                (
                    (row.time, _BOLD),
                    (row.number, _WORDS),
                    (row.candidate, _BOLD),
                    (row.form, _WORDS),
                ),
                strict=False,
            )
        ]
        self._details = texts(row.details, _BELOW, widths[2])
        self._note = texts(row.note, _BELOW, widths[4])
        lines = max(len(lines) * style.leading for _, lines, style in self._cells)
        self.height = max(_LEAST, lines + len(self._details) * _BELOW.leading + 2 * _PAD)

    def draw(self, sheet: Sheet, top: float) -> None:
        below = top + _PAD
        for x, lines, style in self._cells:
            end = sheet.lines(x, top + _PAD, lines, style, beside=_BOLD)
            below = max(below, end) if x == _STARTS[2] else below
        sheet.lines(_STARTS[2], below, self._details, _BELOW)
        self._draw_place(sheet, top)
        sheet.rule(LEFT, top + self.height, FULL, HAIR)

    def _draw_place(self, sheet: Sheet, top: float) -> None:
        x, width = _STARTS[4], _COLUMNS[4][1]
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
