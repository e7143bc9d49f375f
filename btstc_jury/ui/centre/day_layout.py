"""Where everything of a day stands on the board, in pixels."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize

from btstc_jury.application.views.day_board import Block, BoardView, Span, lanes
from btstc_jury.domain.centre.timetable import STEP
from btstc_jury.ui.theme.theme import Theme

_NAMES = 132
HEAD = 28
_LOWEST, _HIGHEST = 64, 100
_ORAL = 34
_PREPARATION = 16
_AIR = 2
_MINUTE = 1.2
"""Pixels of the design that a minute has at the least."""


class BlockPlace(NamedTuple):
    """``preparation``: of no width where there is none; ``free``: the deliberation."""

    oral: QRectF
    preparation: QRectF
    free: QRectF


class DayLayout:
    """``names``: width of what stands at the left; ``head``: height of the hours, both always in sight. The
    rest are those of the whole day (``size``), from its first hour and its first line, however far it is
    scrolled.
    """

    def __init__(self, theme: Theme, view: BoardView, window: QSize) -> None:
        px = theme.px
        self.view = view
        self.names = px(_NAMES)
        self.head = px(HEAD)
        self._first, last = (60 * each for each in view.hours)
        free = max(window.width() - self.names - px(12), 1)
        self._minute = max(free / (last - self._first), px(100) * _MINUTE / 100)
        lines = max(len(view.lines), 1)
        fitting = (window.height() - self.head) // lines
        self.line_height = min(max(fitting, px(_LOWEST)), px(_HIGHEST))
        width = max(round((last - self._first) * self._minute) + px(12), window.width() - self.names)
        self.size = QSize(width, self.line_height * len(view.lines))
        self._oral, self._preparation, self._air = px(_ORAL), px(_PREPARATION), px(_AIR)
        self.places = self._placed()

    def fits(self, other: DayLayout) -> bool:
        """Whether what was painted of a line of the other is of the right size here."""
        return (self.size.width(), self.line_height, self.view.hours) == (
            other.size.width(),
            other.line_height,
            other.view.hours,
        )

    def x(self, minute: float) -> float:
        return (minute - self._first) * self._minute

    def span(self, span: Span) -> tuple[float, float]:
        """Left, and width."""
        return self.x(span.begins), (span.ends - span.begins) * self._minute

    def minute(self, x: float) -> int:
        """On the grid."""
        return round((self._first + x / self._minute) / STEP) * STEP

    def exact(self, x: float) -> float:
        return self._first + x / self._minute

    def line(self, y: float) -> int | None:
        """That lies there."""
        found = int(y // self.line_height) if y >= 0 else -1
        return found if 0 <= found < len(self.view.lines) else None

    def line_rect(self, line: int) -> QRect:
        return QRect(0, line * self.line_height, self.size.width(), self.line_height)

    def place(self, block: Block, lane: tuple[int, int] = (0, 1)) -> QRectF:
        """Of its oral."""
        which, many = lane
        high = self._oral / many
        left, width = self.span(Span(block.oral, block.ends))
        return QRectF(left, self._oral_top(block.line) + which * high, width, high - (many > 1))

    def free_spot(self, line: int, words: QRectF) -> QRectF | None:
        """For words of that width and height: at the top of the line, else beside its orals or below them;
        ``None`` where blocks stand at all of these.
        """
        rect = self.line_rect(line)
        tops = (
            rect.top() + self._air,
            self._oral_top(line) + (self._oral - words.height()) / 2,
            rect.bottom() + 1 - self._air - words.height(),
        )
        pairs = zip(self.view.blocks, self.places, strict=True)
        taken = [part for block, place in pairs if block.line == line for part in place]
        for top in tops:
            spot = QRectF(words.left(), top, words.width(), words.height())
            if not any(spot.intersects(each) for each in taken):
                return spot
        return None

    def _oral_top(self, line: int) -> float:
        both = self._preparation + self._air + self._oral
        return line * self.line_height + (self.line_height - both) / 2 + self._preparation + self._air

    def _placed(self) -> list[BlockPlace]:
        """In the order of the blocks."""
        found: list[BlockPlace] = []
        by_line: defaultdict[int, list[Block]] = defaultdict(list)
        for each in self.view.blocks:
            by_line[each.line].append(each)
        for line in sorted(by_line):
            found += self._on_line(by_line[line])
        return found

    def _on_line(self, blocks: list[Block]) -> list[BlockPlace]:
        busy = lanes([Span(each.oral, each.free) for each in blocks])
        order = sorted(range(len(blocks)), key=lambda each: (blocks[each].preparation, blocks[each].oral))
        prepared = [each for each in order if blocks[each].preparation < blocks[each].oral]
        above = dict(
            zip(
                prepared,
                lanes([Span(blocks[each].preparation, blocks[each].oral) for each in prepared]),
                strict=True,
            )
        )
        return [
            BlockPlace(
                self.place(block, lane),
                self._above(block, *above.get(place, (0, 1))),
                self._after(block, lane),
            )
            for place, (block, lane) in enumerate(zip(blocks, busy, strict=True))
        ]

    def _above(self, block: Block, which: int, many: int) -> QRectF:
        left, width = self.span(Span(block.preparation, block.oral))
        top = self._oral_top(block.line) - self._air - self._preparation
        high = self._preparation / many
        return QRectF(left, top + which * high, width, high)

    def _after(self, block: Block, lane: tuple[int, int]) -> QRectF:
        left, width = self.span(Span(block.ends, block.free))
        oral = self.place(block, lane)
        high = max(oral.height() / 6, 2)
        return QRectF(left, oral.bottom() - high, width, high)
