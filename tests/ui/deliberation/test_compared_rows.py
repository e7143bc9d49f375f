"""Everything in a row has its place, whatever the commission, the scale, the width and the text size."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from PySide6.QtCore import QRect

from btstc_jury.ui.deliberation.compared_rows import places

WIDTHS = {1.0: (700, 806, 862), 1.5: (700, 738), 2.0: (630, 668)}


@pytest.mark.parametrize(("jurors", "levels"), list(product((2, 3, 4, 5), (4, 5, 6))))
@pytest.mark.parametrize("scale", WIDTHS)
def test_nothing_overlaps_or_leaves_the_row(scale: float, jurors: int, levels: int) -> None:
    for width in WIDTHS[scale]:
        where = places(width, jurors, levels + 1, lambda size: max(1, round(size * scale)))
        row = QRect(0, 0, width, 200)
        height = round(26 * scale)
        cells = [
            *where.opinion_areas(row, height),
            where.spread_area(row, height),
            *where.box_areas(row, height),
        ]
        assert len(cells) == jurors + 1 + levels + 1
        for one, other in pairwise(sorted(cells, key=lambda cell: (cell.top(), cell.left()))):
            assert not one.intersects(other)
        assert all(row.contains(cell) for cell in cells)
        text = where.text_area(row)
        assert text.width() >= 150 * scale
        assert not any(text.intersects(cell) for cell in cells)


def test_three_jurors_and_four_levels_stand_beside_their_words() -> None:
    assert places(806, 3, 5, round).lines == 0
    assert places(738, 3, 5, lambda size: round(size * 1.5)).lines == 1
    assert places(668, 5, 7, lambda size: round(size * 2)).lines == 2
