"""The figures of one form for those who harmonise, on A4 pages, in black and white: shapes, never colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from btstc_jury.application.views.centre.harmony import (
    HEADING,
    Drawing,
    Estimate,
    HarmonyView,
    Line,
    Section,
    Shares,
    Spread,
)
from btstc_jury.documents.blocks import Block, Stack
from btstc_jury.documents.document import bound, printed
from btstc_jury.documents.listing import Columns, ListHead, ListLine, list_sheets, opening
from btstc_jury.documents.sheet import BODY, HAIR, MEDIUM, NAME, STRONG, Sheet
from btstc_jury.documents.typesetting import Face, Style, texts

_WORDS = Style(Face.REGULAR, 7.8, 9.6)
_BOLD = Style(Face.BOLD, 7.8, 9.6)
_SMALL = Style(Face.REGULAR, 7.6, 9.6, 0.15)
_LETTERS = Style(Face.BOLD, 6.4, 8.0)
_PAD = 2.6
_NONE = "–"
_COMMISSION, _ALL = "Commission", "Toutes"
_DEEP = 9.6
"""Least height of a line's words, and of its drawing."""
_FINE, _STRONG = (0.6, 0.0), (2.0, 0.0)
_GREYS = (1.0, 0.85, 0.68, 0.45)
"""Of levels, the lowest first; the letters of each stand beside, and in it where there is room."""


def harmony_pdf(view: HarmonyView) -> bytes:
    """Equal views give equal bytes. Any text prints, as in the grid."""

    def lay(view: HarmonyView) -> bytes:
        running = " · ".join(filter(None, (HEADING, view.heading, view.session, view.centre)))
        sheets = list_sheets(view, view.footnote, running, _blocks(view), most=2)
        return bound(sheets, view.title, view.counts, view.language)

    return printed(view, lay)


def _blocks(view: HarmonyView) -> Iterator[Block]:
    above = " · ".join(filter(None, (view.session, view.centre)))
    told = ((each, BODY) for each in view.partial)
    yield from opening(view.watermark, above, f"{HEADING} — {view.heading}", (view.counts, STRONG), *told)
    for section in view.sections:
        if section.lines:
            yield from _section(section)
    yield from _empty([each for each in view.sections if not each.lines])


def _empty(sections: Sequence[Section]) -> Iterator[Block]:
    """What has nothing to show, each reason once."""
    why: dict[str, list[str]] = {}
    for section in sections:
        why.setdefault(section.part.facts.nothing, []).append(section.part.facts.label)
    if why:
        told = ((f"{', '.join(labels)}. {reason}", BODY) for reason, labels in why.items())
        yield Stack(("Sans rien à montrer", NAME), *told, above=3.0, below=2.0).spaced(12.0)


def _section(section: Section) -> Iterator[Block]:
    facts = section.part.facts
    table = _table(section)
    told = " ".join(filter(None, (section.told, table.said)))
    yield Stack((facts.label, NAME), (told, BODY), above=3.0, below=2.0).spaced(12.0, keep=True)
    if table.shown:
        columns = Columns(*table.widths)
        yield ListHead(columns).spaced(2.0, keep=True)
        again = ListHead(columns, f"{facts.label} (suite)")
        for left, line in zip(range(len(table.lines) - 1, -1, -1), table.lines, strict=True):
            # The last two stay with what is said of them.
            row = _Row(columns, line, table.shown, section.drawn)
            yield row.spaced(0.0, keep=left < 2).under(again)
    said = Stack(
        (f"Ce que cela dit. {facts.says}", _SMALL), (f"Ce que cela ne dit pas. {facts.says_not}", _SMALL)
    )
    yield said.spaced(4.0)


class _Table(NamedTuple):
    """``shown``: places of the columns that tell one line from another, none where no column does;
    ``widths``: their names and widths; ``said``: once, what stood in every line.
    """

    lines: list[Line]
    shown: list[int]
    widths: list[tuple[str, float]]
    said: str


def _table(section: Section) -> _Table:
    lines = _distinct([each for each in section.lines if each.printed], section)
    shown = [place for place, each in enumerate(section.columns) if each.points]
    said, note = "", shown[-1]
    notes = {line.cells[note].text for line in lines}
    if len(notes) == 1 and len(lines) > 1 and (same := notes.pop()):
        said = f"Partout\u202f: {same[:1].lower()}{same[1:].rstrip('.')}."
    empty = [place for place in shown[2:] if {line.cells[place].text for line in lines} <= {"", _NONE}]
    gone = {*empty, *([note] if said else [])}
    left = [place for place in shown if place not in gone]
    if said and left == shown[:2]:
        return _Table(lines, [], [], said)
    free = sum(section.columns[place].points for place in gone)
    return _Table(lines, left, _widths(section, lines, left, free), said)


def _distinct(lines: Sequence[Line], section: Section) -> list[Line]:
    """Without those of all commissions where there is one only: its own say the same."""
    at = next((place for place, each in enumerate(section.columns) if each.title == _COMMISSION), 0)
    alone = len({line.cells[at].text for line in lines} - {_ALL}) == 1
    return [line for line in lines if not alone or line.cells[at].text != _ALL]


def _widths(
    section: Section, lines: Sequence[Line], shown: list[int], free: float
) -> list[tuple[str, float]]:
    """``free`` points go to the first column, as far as its words need them, then to the drawing."""
    first, wide = shown[0], section.drawn if section.drawn in shown else shown[-1]
    needed = max(_BOLD.width(line.cells[first].text) for line in lines) + 8
    more = min(max(needed - section.columns[first].points, 0.0), free)
    given = {first: more}
    given[wide] = given.get(wide, 0.0) + free - more
    return [
        (section.columns[place].title, section.columns[place].points + given.get(place, 0.0))
        for place in shown
    ]


class _Row(ListLine):
    """``drawn``: place of the column that is a drawing, -1 for none."""

    def __init__(self, columns: Columns, line: Line, shown: list[int], drawn: int) -> None:
        style = _BOLD if line.flagged else _WORDS
        self._drawing = line.drawing
        self._at = shown.index(drawn) if drawn in shown else -1
        self._columns = columns
        words = ["" if place == drawn and line.drawing else line.cells[place].text for place in shown]
        if drawn > 0:
            # A criterion is known by its number, and by how it begins.
            words[0] = _one_line(words[0], style, columns.widths[0] - 6)
        cells = [(each, style) for each in words]
        super().__init__(columns, cells, (), left=0, lacks=line.flagged, pad=_PAD)

    def draw(self, sheet: Sheet, top: float) -> None:
        super().draw(sheet, top)
        if self._drawing is None or self._at < 0:
            return
        x, width = self._columns.starts[self._at], self._columns.widths[self._at] - 10
        _draw(sheet, self._drawing, x, top + (self.height - _DEEP) / 2, width)


def _one_line(text: str, style: Style, width: float) -> str:
    lines = texts(text, style, width)
    while len(lines) > 1 and style.width(f"{lines[0]}…") > width:
        lines[0] = lines[0].rpartition(" ")[0]
    return f"{lines[0]}…" if len(lines) > 1 else text


def _draw(sheet: Sheet, drawing: Drawing, x: float, top: float, width: float) -> None:
    match drawing:
        case Spread():
            _spread(sheet, drawing, x, top, width)
        case Shares():
            _shares(sheet, drawing, x, top, width)
        case Estimate():
            _estimate(sheet, drawing, x, top, width)


def _upright(sheet: Sheet, x: float, top: float, height: float, thickness: float) -> None:
    sheet.solid(x - thickness / 2, top, thickness, height)


def _spread(sheet: Sheet, drawn: Spread, x: float, top: float, width: float) -> None:
    def at(value: float) -> float:
        return x + width * (value - drawn.low) / (drawn.high - drawn.low)

    sheet.rule(x, top + _DEEP, width, HAIR)
    for step in range(5):
        _upright(sheet, x + width * step / 4, top + _DEEP - 1.5, 1.5, 0.4)
    most = max(drawn.bars, default=0)
    for step, count in enumerate(drawn.bars):
        left, right = at(drawn.low + step), min(at(drawn.low + step + 1), x + width)
        deep = _DEEP * count / most if most else 0.0
        sheet.fill(left, top + _DEEP - deep, max(right - left, 1.0), deep, 0.82)
    middle = top + _DEEP / 2
    if drawn.box is not None and drawn.whiskers is not None:
        first, second, third = map(at, drawn.box)
        low, high = map(at, drawn.whiskers)
        sheet.rule(low, middle, first - low, _FINE)
        sheet.rule(third, middle, high - third, _FINE)
        sheet.box(first, middle - 2.6, max(third - first, 0.5), 5.2, _FINE)
        _upright(sheet, second, middle - 2.6, 5.2, 1.6)
    if drawn.limit is not None:
        for dash in range(3):
            _upright(sheet, at(drawn.limit), top + dash * 3.4, 2.0, 0.8)
    _points(sheet, drawn, [at(each) for each in drawn.points], top)


def _points(sheet: Sheet, drawn: Spread, places: list[float], top: float) -> None:
    """Diamonds: full where they are all that there is, open where they lie far from the rest."""
    far, half = drawn.box is not None, 1.9
    seen = Counter[float]()
    for x in places:
        y = (top + _DEEP / 2 if far else top + _DEEP - half) - seen[x] * 2 * half
        seen[x] += 1
        shape = [(x - half, y), (x, y - half), (x + half, y), (x, y + half)]
        sheet.polygon(shape, None if far else 0.0)


def _shares(sheet: Sheet, drawn: Shares, x: float, top: float, width: float) -> None:
    total = sum(drawn.counts) + drawn.apart
    gap = 4.0 if drawn.apart else 0.0
    steps = max(len(drawn.counts) - 1, 1)
    left = x
    for place, count in enumerate(drawn.counts):
        part = (width - gap) * count / total
        if part > 0:
            sheet.fill(left, top, part, _DEEP, _GREYS[round(place * (len(_GREYS) - 1) / steps)])
            sheet.box(left, top, part, _DEEP, _FINE)
            _letters(sheet, drawn.letters[place], left, part, top)
        left += part
    if drawn.apart:
        part = (width - gap) * drawn.apart / total
        sheet.box(left + gap, top, part, _DEEP, MEDIUM)
        _letters(sheet, "NE", left + gap, part, top)


def _letters(sheet: Sheet, letters: str, left: float, width: float, top: float) -> None:
    if _LETTERS.width(letters) + 2 <= width:
        baseline = _LETTERS.baseline(top + (_DEEP - _LETTERS.leading) / 2)
        sheet.words_centred(left + width / 2, baseline, letters, _LETTERS)


def _estimate(sheet: Sheet, drawn: Estimate, x: float, top: float, width: float) -> None:
    def at(value: float) -> float:
        return x + width * (max(value, drawn.low) - drawn.low) / (drawn.high - drawn.low)

    middle = top + _DEEP / 2
    sheet.rule(x, middle, width, HAIR)
    for step in (0.0, *drawn.steps):
        for dash in range(3):
            _upright(sheet, at(step), top + dash * 3.4, 2.0, 0.5)
    if drawn.interval is not None:
        low, high = map(at, drawn.interval)
        sheet.rule(low, middle, high - low, _STRONG)
        for each in (low, high):
            _upright(sheet, each, middle - 2, 4, 0.9)
    value = at(drawn.value)
    sheet.polygon(
        [(value - 2.6, middle), (value, middle - 2.6), (value + 2.6, middle), (value, middle + 2.6)], 0.0
    )
