"""What is asked of every printed page: ticks in the right boxes, nothing outside, nothing covered."""

from __future__ import annotations

from itertools import combinations

from btstc_jury.application.views.grid import GridView
from tests.documents.reading import (
    PAGE_HEIGHT,
    PAGE_WIDTH,
    Glyph,
    find,
    glyphs,
    page_texts,
    pictures,
    squeezed,
    upright,
)

MARGIN = 34.0


def ticked(view: GridView) -> dict[int, str]:
    return {row.number: row.level for group in view.groups for row in group.rows}


def read_ticks(view: GridView, pdf: bytes) -> dict[int, str]:
    """Which box holds black ink, found from the letters over the boxes and the numbers beside them."""
    found = dict.fromkeys(ticked(view), "")
    numbers = {str(number): number for number in found}
    rendered = pictures(pdf)
    for page, picture in enumerate(rendered):
        title = squeezed(view.lines.facts.title)
        if title not in squeezed(page_texts(pdf)[page]):
            continue
        heading = find(pdf, title + "".join(level.letters for level in view.levels), page)
        letters = heading[len(title) :]
        for row, text in _row_numbers(pdf, page, letters[0].bottom):
            for level, middle in _columns(view, letters):
                if picture.grey(middle, row) < 60:
                    assert not found[numbers[text]], f"two boxes are ticked for {text}"
                    found[numbers[text]] = level
    return found


def _columns(view: GridView, letters: list[Glyph]) -> list[tuple[str, float]]:
    columns, rest = [], letters
    for level in view.levels:
        own, rest = rest[: len(level.letters)], rest[len(level.letters) :]
        columns.append((level.letters, (own[0].left + own[-1].right) / 2))
    return columns


def _row_numbers(pdf: bytes, page: int, below: float) -> list[tuple[float, str]]:
    """Middle height and text of each number in the first column under the head of the table."""
    runs: list[list[Glyph]] = []
    before: Glyph | None = None
    for glyph in (each for each in upright(pdf) if each.page == page):
        beside = before is not None and abs(before.middle - glyph.middle) < 2
        after = before.character if beside and before is not None else ""
        if glyph.character.isdigit() and glyph.right < 53 and glyph.top < below:
            if after.isdigit() and runs:
                runs[-1].append(glyph)
            elif after not in {"C", "."}:
                runs.append([glyph])
        before = glyph
    return [(run[0].middle, "".join(each.character for each in run)) for run in runs]


def overlapping(pdf: bytes) -> list[tuple[str, str]]:
    """Pairs of upright characters whose ink boxes cover each other by more than a fifth of the smaller."""
    cells: dict[tuple[int, int, int], list[Glyph]] = {}
    for glyph in upright(pdf):
        for x in range(int(glyph.left // 12), int(glyph.right // 12) + 1):
            for y in range(int(glyph.bottom // 12), int(glyph.top // 12) + 1):
                cells.setdefault((glyph.page, x, y), []).append(glyph)
    pairs = [pair for cell in cells.values() for pair in combinations(cell, 2)]
    return [(one.character, other.character) for one, other in pairs if _cover(one, other)]


def _cover(one: Glyph, other: Glyph) -> bool:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.top, other.top) - max(one.bottom, other.bottom)
    smaller = min((each.right - each.left) * (each.top - each.bottom) for each in (one, other))
    return width > 0 and height > 0 and width * height > smaller / 5


def assert_laid_out(pdf: bytes) -> None:
    """Nothing leaves the margins and nothing is printed over something else."""
    outside = [
        glyph
        for glyph in upright(pdf)
        if glyph.left < MARGIN
        or glyph.right > PAGE_WIDTH - MARGIN
        or glyph.bottom < 24
        or glyph.top > PAGE_HEIGHT - MARGIN
    ]
    assert outside == []
    off_the_page = [g for g in glyphs(pdf) if not (0 < g.left < g.right < PAGE_WIDTH)]
    assert off_the_page == []
    assert overlapping(pdf) == []
