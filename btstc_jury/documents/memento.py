"""The memento of a form, on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from btstc_jury.application.views.memento import MementoView
from btstc_jury.documents.blocks import Block, LabelPanel, Row, TextPanel, shares
from btstc_jury.documents.document import fitting
from btstc_jury.documents.grid_heading import masthead
from btstc_jury.documents.sheet import FULL, Sheet
from btstc_jury.documents.typesetting import Face, Style, texts

_Entry = tuple[str, list[str]]
_BETWEEN = 12.0
"""Two columns of a frame."""
_AFTER_LEAD = 5.0


@dataclass(frozen=True, slots=True)
class _Layout:
    """``gap``: between the frames; ``size``: of the words of the lists. Points."""

    gap: float
    size: float


_LAYOUTS = (_Layout(8.0, 8.8), _Layout(6.0, 8.4), _Layout(4.0, 8.1), _Layout(3.0, 7.6))
"""From the roomiest."""


def memento_pdf(view: MementoView) -> bytes:
    """The PDF document."""
    return fitting(view, [partial(_blocks, layout=each) for each in _LAYOUTS])


def _blocks(view: MementoView, layout: _Layout) -> Iterator[Block]:
    gap = layout.gap
    yield from masthead(view, "")
    for start in range(0, len(view.parts), 2):
        pair = view.parts[start : start + 2]
        yield Row([TextPanel(each.label, each.text, shares(len(pair))) for each in pair]).spaced(gap)
    yield Row([_ListPanel(view.lines, view.criteria, layout.size)]).spaced(gap)
    yield Row([_ListPanel("Touches", view.keys, layout.size)]).spaced(gap)
    yield Row([TextPanel("Niveaux", view.levels)]).spaced(gap)
    yield Row([TextPanel("En cas de…", "\n".join(view.trouble))]).spaced(gap)


class _ListPanel(LabelPanel):
    """Numbers or keys, each before its words, in two columns of one frame, none higher than it must be."""

    def __init__(self, label: str, entries: Sequence[tuple[str, str]], size: float) -> None:
        super().__init__(label, FULL)
        self._bold, self._plain = (Style(face, size, size * 1.24) for face in (Face.BOLD, Face.REGULAR))
        self._width = (self.inside - _BETWEEN) / 2
        self._lead = max((self._bold.width(lead) for lead, _ in entries), default=0.0) + _AFTER_LEAD
        words = [(lead, texts(said, self._plain, self._width - self._lead)) for lead, said in entries]
        heights = [len(lines) for _, lines in words]
        most = max(-(-sum(heights) // 2), *heights)
        self._columns = _filled(words, most)
        while len(self._columns) > 2:
            most += 1
            self._columns = _filled(words, most)
        self.set_content_height(most * self._plain.leading)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        for column in self._columns:
            below = top
            for lead, lines in column:
                sheet.words(x, self._bold.baseline(below), lead, self._bold)
                below = sheet.lines(x + self._lead, below, lines, self._plain)
            x += self._width + _BETWEEN


def _filled(words: Sequence[_Entry], most: int) -> list[list[_Entry]]:
    """Columns of at most ``most`` lines."""
    columns: list[list[_Entry]] = [[]]
    taken = 0
    for entry in words:
        height = len(entry[1])
        if columns[-1] and taken + height > most:
            columns.append([])
            taken = 0
        columns[-1].append(entry)
        taken += height
    return columns
