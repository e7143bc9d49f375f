"""The index of exported grids: one line for each oral of the file, day after day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, groupby

from btstc_jury.application.views import formats
from btstc_jury.application.views.export import IndexRow, IndexView
from btstc_jury.documents.blocks import Block, Stack, paginate
from btstc_jury.documents.document import EXPLAINED, Foot, bound, framed, printed
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
    ("Heure", 30.0),
    ("Numéro", 60.0),
    ("Candidat", 140.0),
    ("Forme", 74.0),
    ("Statut", 80.0),
    ("Proposée", 38.0),
    ("Jury", 28.0),
    ("Vers.", 24.0),
    ("Signatures", 49.28),
)
_STARTS = tuple(accumulate((width for _, width in _COLUMNS), initial=LEFT))
_WORDS = Style(Face.REGULAR, 8.0, 10.0)
_BOLD = Style(Face.BOLD, 8.0, 10.0)
_BELOW = Style(Face.REGULAR, 7.0, 9.0, 0.25)
_LACK = Style(Face.REGULAR, 7.6, 9.4)
_DAY = STRONG
_BETWEEN = 6.0
"""Between two columns."""
_PAD = 2.4
_BAR = 2.5
"""Width of the bar beside an oral that lacks something: it is seen in grey as well."""
_FOOTNOTES = (
    "Document réservé au jury et au centre d’examen. La note proposée n’est pas communiquée au candidat."
    " Proposée\u202f: par la commission. Jury\u202f: arrêtée par le jury. Le trait noir dans la marge marque"
    " une interrogation à laquelle il manque quelque chose."
)


def index_pdf(view: IndexView) -> bytes:
    """The PDF document; equal views give equal bytes. Any text prints, as in the grid."""
    return printed(view, lambda view: bound(_sheets(view), view.title, view.counts, view.language))


def _sheets(view: IndexView) -> list[Sheet]:
    replaced = f" {EXPLAINED}" if MISSING in repr(view) else ""
    foot = Foot(_FOOTNOTES + replaced, 70.0)
    named = texts(f"{view.heading} · {view.session} · {view.place} · {view.centre}", RUNNING, FULL)
    running = RunningHead(view.watermark, (named, RUNNING), above=3, after=9)
    return framed(view, foot, paginate([*_blocks(view)], TOP, foot.top, running))


def _blocks(view: IndexView) -> Iterator[Block]:
    if view.watermark:
        yield KindBand(view.watermark)
    yield Stack(
        (f"{view.session} · {view.place}".upper(), LABEL),
        (view.heading, TITLES[0]),
        (view.centre, BODY),
        (view.counts, STRONG),
        (view.as_of, BODY),
        below=8.0,
        rule=THICK,
    ).spaced(8.0)
    head = _Columns("")
    yield head.spaced(6.0, keep=True)
    for day, rows in groupby(view.rows, key=lambda row: row.day):
        title = formats.long_day(day)
        yield Stack((title, _DAY), above=3.0, below=1.0).spaced(4.0, keep=True).under(head)
        again = _Columns(f"{title} (suite)")
        for row in rows:
            yield _Line(row).under(again)


class _Columns(Block):
    """The names of the columns, then the day where a page begins within one."""

    def __init__(self, day: str) -> None:
        self._day = day
        self._names = LABEL.leading + 6
        self.height = self._names + (_DAY.leading + 4 if day else 0)

    def draw(self, sheet: Sheet, top: float) -> None:
        baseline = LABEL.baseline(top + 2)
        for (name, _), start in zip(_COLUMNS, _STARTS, strict=False):
            sheet.words(start, baseline, name.upper() if name != "Signatures" else "SIGNAT.", LABEL)
        sheet.rule(LEFT, top + self._names, FULL, MEDIUM)
        if self._day:
            sheet.words(LEFT, _DAY.baseline(top + self._names + 3), self._day, _DAY)


class _Line(Block):
    """One oral; what it lacks and its file stand below, across the columns."""

    def __init__(self, row: IndexRow) -> None:
        born = f"né(e) le {row.birth}" if row.birth else ""
        cells = (row.time, row.number, row.candidate, row.form, row.status)
        marks = (row.proposed, row.decided, row.version, row.signatures)
        styles = (_WORDS, _WORDS, _BOLD, _WORDS, _WORDS, _BOLD, _BOLD, _WORDS, _WORDS)
        self._cells = [
            (start, texts(text, style, width - _BETWEEN), style)
            for start, (_, width), text, style in zip(
                _STARTS, _COLUMNS, (*cells, *marks), styles, strict=False
            )
        ]
        self._lacks = bool(row.missing)
        self._left = _STARTS[2]
        wide = RIGHT - self._left
        missing = f"Manque\u202f: {row.missing}" if row.missing else ""
        self._below = [(texts(each, _LACK, wide), _LACK) for each in (row.ruled, missing)]
        named = " · ".join(filter(None, (born, row.file)))
        self._below.append((texts(named, _BELOW, wide), _BELOW))
        self._across = max(len(lines) for _, lines, _ in self._cells) * _WORDS.leading
        self.height = self._across + sum(len(each) * style.leading for each, style in self._below) + 2 * _PAD

    def draw(self, sheet: Sheet, top: float) -> None:
        if self._lacks:
            sheet.solid(LEFT - 6, top + _PAD, _BAR, self.height - 2 * _PAD)
        for x, lines, style in self._cells:
            sheet.lines(x, top + _PAD, lines, style)
        below = top + _PAD + self._across
        for lines, style in self._below:
            below = sheet.lines(self._left, below, lines, style)
        sheet.rule(LEFT, top + self.height, FULL, HAIR)
