"""The « bordereau récapitulatif »: one line for each candidate and épreuve, on A4 pages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from btstc_jury.application.views import formats
from btstc_jury.application.views.bordereau import BordereauRow, BordereauView
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
    RIGHT,
    RUNNING,
    STRONG,
    THICK,
    TITLES,
    TOP,
    Sheet,
)
from btstc_jury.documents.typesetting import MISSING, Face, Style, texts

_COLUMNS = (
    ("Numéro", 74.0),
    ("Candidat", 142.0),
    ("Interrogation", 88.0),
    ("Statut", 113.28),
    ("Proposée", 54.0),
    ("Arrêtée", 52.0),
)
_STARTS = tuple(accumulate((width for _, width in _COLUMNS), initial=LEFT))
_WORDS = Style(Face.REGULAR, 8.4, 10.6)
_BOLD = Style(Face.BOLD, 8.4, 10.6)
_MARK = Style(Face.BOLD, 9.4, 10.6)
_BELOW = Style(Face.REGULAR, 7.6, 9.6)
_BETWEEN = 6.0
"""Between two columns."""
_PAD = 2.6
_BAR = 2.5
"""Width of the bar beside a line that lacks something: it is seen in grey as well."""
_FOOTNOTES = (
    "Document réservé au jury et au centre d’examen. Une note proposée n’est pas communiquée au candidat."
    " Proposée\u202f: par la commission (S1, S2\u202f: à chaque situation). Arrêtée\u202f: par le jury, pour"
    " l’épreuve. Le trait noir dans la marge marque une ligne à laquelle il manque quelque chose."
)


def bordereau_pdf(view: BordereauView) -> bytes:
    """The PDF document; equal views give equal bytes. Any text prints, as in the grid."""
    return printed(view, lambda view: bound(_sheets(view), view.title, view.counts, view.language))


def _sheets(view: BordereauView) -> list[Sheet]:
    replaced = f" {EXPLAINED}" if MISSING in repr(view) else ""
    foot = Foot(_FOOTNOTES + replaced, 70.0)
    named = texts(f"{view.heading} · {view.session} · {view.centre}", RUNNING, FULL)
    running = RunningHead(view.watermark, (named[:2], RUNNING), above=3, after=9)
    return framed(view, foot, paginate([*_blocks(view)], TOP, foot.top, running))


def _blocks(view: BordereauView) -> Iterator[Block]:
    if view.watermark:
        yield KindBand(view.watermark)
    yield Stack(
        (" · ".join(filter(None, (view.session, view.place))).upper(), LABEL),
        (view.heading, TITLES[0]),
        (view.centre, BODY),
        (view.counts, STRONG),
        (f"D’après {view.sources}" if view.sources else "", BODY),
        below=8.0,
        rule=THICK,
    ).spaced(8.0)
    head = _Columns("")
    for group in view.groups:
        yield head.spaced(8.0, keep=True)
        counts = group.counts if len(view.groups) > 1 else ""
        title = Stack((group.title, STRONG), (counts, _BELOW), above=3.0, below=2.0)
        yield title.spaced(2.0, keep=True).under(head)
        again = _Columns(f"{group.title} (suite)")
        for row in group.rows:
            yield _Line(row).under(again)
    yield Signatures(view.signers, DENSITIES[0]).spaced(14.0)


class _Columns(Block):
    """The names of the columns, then the épreuve where a page begins within one."""

    def __init__(self, exam: str) -> None:
        self._exam = texts(exam, STRONG, FULL)
        self._names = LABEL.leading + 6
        self.height = self._names + (len(self._exam) * STRONG.leading + 4 if exam else 0)

    def draw(self, sheet: Sheet, top: float) -> None:
        baseline = LABEL.baseline(top + 2)
        for (name, _), start in zip(_COLUMNS, _STARTS, strict=False):
            sheet.words(start, baseline, name.upper(), LABEL)
        sheet.rule(LEFT, top + self._names, FULL, MEDIUM)
        sheet.lines(LEFT, top + self._names + 3, self._exam, STRONG)


class _Line(Block):
    """One épreuve; birth, the calculation, the jury's remark and what is missing stand below."""

    def __init__(self, row: BordereauRow) -> None:
        days = "\n".join(f"{name} {day}".strip() for name, day, _ in row.held)
        marks = "\n".join(f"{name} {mark or '—'}".strip() for name, _, mark in row.held)
        statuses = "\n".join(row.statuses)
        cells = (row.number, row.candidate, days, statuses, marks, formats.mark(row.decided))
        styles = (_WORDS, _BOLD, _WORDS, _WORDS, _MARK, _MARK)
        self._cells = [
            (start, texts(text, style, width - _BETWEEN), style)
            for start, (_, width), text, style in zip(_STARTS, _COLUMNS, cells, styles, strict=False)
        ]
        self._lacks = bool(row.missing)
        self._left = _STARTS[1]
        wide = RIGHT - self._left
        self._below = [texts(text, _BELOW, wide) for text in _below(row) if text]
        self._across = max(len(lines) for _, lines, _ in self._cells) * _WORDS.leading
        lines = sum(map(len, self._below))
        self.height = self._across + lines * _BELOW.leading + 2 * _PAD

    def draw(self, sheet: Sheet, top: float) -> None:
        if self._lacks:
            sheet.solid(LEFT - 6, top + _PAD, _BAR, self.height - 2 * _PAD)
        for x, lines, style in self._cells:
            sheet.lines(x, top + _PAD, lines, style)
        below = top + _PAD + self._across
        for lines in self._below:
            below = sheet.lines(self._left, below, lines, _BELOW)
        sheet.rule(LEFT, top + self.height, FULL, HAIR)


def _below(row: BordereauRow) -> Iterator[str]:
    born = f"né(e) le {row.birth}" if row.birth else ""
    signed = f"signatures {row.signatures}" if row.signatures else ""
    yield " · ".join(filter(None, (born, row.course, signed)))
    yield f"Note proposée de l’épreuve\u202f: {row.calculation}" if row.calculation else ""
    decided = f"Décision du {row.decided_on}. " if row.decided_on else ""
    remark = f"Remarque du jury\u202f: {row.remark}" if row.remark else ""
    yield f"{decided}{remark}".strip()
    yield f"Manque\u202f: {row.missing}" if row.missing else ""
