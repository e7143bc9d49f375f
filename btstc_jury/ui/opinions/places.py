"""Where the opinions, their spread and the decision stand in a row, by the width there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect

_MARGIN = 16
_NUMBER = 48
_NARROWEST_TEXT = 190
"""Below this width, in pixels of the design, the words go above the boxes."""


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Pixels of the design."""

    opinion: int
    between: int
    spread: int
    box: int


_ROOMY = _Sizes(opinion=38, between=10, spread=92, box=34)
_TIGHT = _Sizes(opinion=30, between=4, spread=64, box=30)


@dataclass(frozen=True, slots=True)
class Places:
    """``lines``: of boxes under the words, 0 where they stand beside them. Widths and lefts in pixels."""

    lines: int
    text: tuple[int, int]
    opinions: tuple[tuple[int, int], ...]
    spread: tuple[int, int]
    boxes: tuple[tuple[int, int], ...]
    line_height: int

    def text_area(self, row: QRect) -> QRect:
        below = self.lines * self.line_height
        return QRect(row.left() + self.text[0], row.top(), self.text[1], row.height() - below)

    def opinion_areas(self, row: QRect, height: int) -> list[QRect]:
        return [self._area(row, each, 0, height) for each in self.opinions]

    def spread_area(self, row: QRect, height: int) -> QRect:
        return self._area(row, self.spread, 0, height)

    def box_areas(self, row: QRect, height: int) -> list[QRect]:
        line = 1 if self.lines == 2 else 0
        return [self._area(row, each, line, height) for each in self.boxes]

    def _area(self, row: QRect, place: tuple[int, int], line: int, height: int) -> QRect:
        if self.lines:
            top = row.bottom() - (self.lines - line) * self.line_height + (self.line_height - height) // 2
        else:
            top = row.top() + (row.height() - height) // 2
        return QRect(row.left() + place[0], top, place[1], height)


def places(width: int, opinions: int, boxes: int, px: Callable[[float], int]) -> Places:
    """The roomiest arrangement in which everything fits a row ``width`` pixels wide."""
    for sizes in (_ROOMY, _TIGHT):
        beside = _beside(width, opinions, boxes, px, sizes)
        if beside.text[1] >= px(_NARROWEST_TEXT):
            return beside
    for sizes in (_ROOMY, _TIGHT):
        under = _under(width, opinions, boxes, px, sizes)
        if under is not None:
            return under
    return _two_lines(width, opinions, boxes, px)


def _beside(width: int, opinions: int, boxes: int, px: Callable[[float], int], sizes: _Sizes) -> Places:
    step = px(sizes.box) + px(3)
    decision = width - px(_MARGIN) - boxes * step + px(3)
    spread = decision - px(12) - px(sizes.spread)
    each = px(sizes.opinion) + px(sizes.between)
    first = spread - px(2) - opinions * each
    text = first - px(12) - px(_NUMBER)
    return _placed(0, (px(_NUMBER), text), (first, opinions), (spread, boxes, decision), (px, sizes))


def _under(width: int, opinions: int, boxes: int, px: Callable[[float], int], sizes: _Sizes) -> Places | None:
    """Words above, one line of boxes below; ``None`` where that line is too wide."""
    each = px(sizes.opinion) + px(sizes.between)
    step = px(sizes.box) + px(3)
    spread = px(_NUMBER) + opinions * each + px(2)
    decision = width - px(_MARGIN) - boxes * step + px(3)
    if spread + px(sizes.spread) + px(12) > decision:
        return None
    text = (px(_NUMBER), width - px(_NUMBER) - px(_MARGIN))
    return _placed(1, text, (px(_NUMBER), opinions), (spread, boxes, decision), (px, sizes))


def _two_lines(width: int, opinions: int, boxes: int, px: Callable[[float], int]) -> Places:
    left = px(_NUMBER)
    spread = left + opinions * (px(_TIGHT.opinion) + px(_TIGHT.between)) + px(2)
    text = (left, width - left - px(_MARGIN))
    return _placed(2, text, (left, opinions), (spread, boxes, left), (px, _TIGHT))


def _placed(
    lines: int,
    text: tuple[int, int],
    opinions: tuple[int, int],
    rest: tuple[int, int, int],
    scale: tuple[Callable[[float], int], _Sizes],
) -> Places:
    px, sizes = scale
    first, count = opinions
    spread, boxes, decision = rest
    each = px(sizes.opinion) + px(sizes.between)
    step = px(sizes.box) + px(3)
    return Places(
        lines,
        text,
        tuple((first + place * each, px(sizes.opinion)) for place in range(count)),
        (spread, px(sizes.spread)),
        tuple((decision + place * step, px(sizes.box)) for place in range(boxes)),
        px(32),
    )
