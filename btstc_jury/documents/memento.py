"""The memento of a form, on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btstc_jury.application.views.memento import MementoView
from btstc_jury.documents.blocks import Block, Row, TextPanel, shares
from btstc_jury.documents.document import paper
from btstc_jury.documents.grid_heading import masthead
from btstc_jury.documents.sheet import BODY, COLUMN_GAP, FULL, PADDING
from btstc_jury.documents.typesetting import texts

_GAP = 4.0


def memento_pdf(view: MementoView) -> bytes:
    """The PDF document."""
    return paper(view, _blocks)


def _blocks(view: MementoView) -> Iterator[Block]:
    yield from masthead(view, "")
    for start in range(0, len(view.parts), 2):
        pair = view.parts[start : start + 2]
        yield Row([TextPanel(each.label, each.text, shares(len(pair))) for each in pair]).spaced(_GAP)
    yield _columns(view.lines, view.criteria, 2)
    yield _columns("Touches", [f"{key}  {words}" for key, words in view.keys], 3)
    levels = TextPanel("Niveaux", view.levels, shares(3))
    trouble = TextPanel("En cas de…", "\n".join(view.trouble), FULL - COLUMN_GAP - shares(3))
    yield Row([levels, trouble]).spaced(_GAP)


def _columns(name: str, lines: Sequence[str], count: int) -> Block:
    """Side by side, none higher than it must be."""
    width = shares(count)
    heights = [len(texts(line, BODY, width - 2 * PADDING)) for line in lines]
    most = max(-(-sum(heights) // count), *heights)
    columns = _filled(lines, heights, most)
    while len(columns) > count:
        most += 1
        columns = _filled(lines, heights, most)
    names = [name, *[f"{name} (suite)"] * (count - 1)]
    words = ["\n".join(each) for each in columns] + [""] * (count - len(columns))
    panels = [TextPanel(each, text, width) for each, text in zip(names, words, strict=True)]
    return Row(panels).spaced(_GAP)


def _filled(lines: Sequence[str], heights: Sequence[int], most: int) -> list[list[str]]:
    """Columns of at most ``most`` lines as they are printed."""
    columns: list[list[str]] = [[]]
    taken = 0
    for line, height in zip(lines, heights, strict=True):
        if columns[-1] and taken + height > most:
            columns.append([])
            taken = 0
        columns[-1].append(line)
        taken += height
    return columns
