"""Blocks laid under each other, page after page, and framed groups of information side by side in them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from btstc_jury.documents.sheet import (
    BODY,
    COLUMN_GAP,
    FULL,
    HAIR,
    LABEL,
    LEFT,
    PADDING,
    Sheet,
    heading_role,
)
from btstc_jury.documents.tagging import LABEL_HEADING, Part
from btstc_jury.documents.typesetting import Style, joined, texts, wrap

_FEWEST_LINES = 4


class Block(ABC):
    """``gap``: space above, not at the top of a page. ``keep``: never the last of a page when the next one
    could be beside it. ``repeated``: drawn first again when this block begins a page. All in points.
    ``part``: what it is to who doesn't see the page.
    """

    height: float
    gap: float = 0.0
    keep: bool = False
    repeated: Block | None = None
    part: Part = Part.FLOW

    @abstractmethod
    def draw(self, sheet: Sheet, top: float) -> None: ...

    def split(self, free: float) -> tuple[Block, Block] | None:  # noqa: ARG002
        """A part at most ``free`` high and the rest, or None where it doesn't divide well."""
        return None

    def spaced(self, gap: float, *, keep: bool = False) -> Self:
        """This block, with that space above."""
        self.gap = gap
        self.keep = keep
        return self

    def under(self, head: Block) -> Self:
        """This block, which repeats ``head`` where it begins a page."""
        self.repeated = head
        return self


class Stack(Block):
    """Paragraphs as wide as the page under each other; ``rule``: the pen of one below them."""

    def __init__(
        self,
        *parts: tuple[str, Style],
        above: float = 0.0,
        below: float = 0.0,
        rule: tuple[float, float] | None = None,
    ) -> None:
        self._parts = [(texts(text, style, FULL), style) for text, style in parts]
        self._above = above
        self._rule = rule
        self.height = sum(len(lines) * style.leading for lines, style in self._parts) + (above + below)

    def draw(self, sheet: Sheet, top: float) -> None:
        next_top = top + self._above
        for lines, style in self._parts:
            next_top = sheet.lines(LEFT, next_top, lines, style, role=heading_role(style))
        if self._rule is not None:
            sheet.rule(LEFT, top + self.height, FULL, self._rule)


@dataclass(frozen=True, slots=True)
class Placed:
    """``again``: as on the page before."""

    block: Block
    top: float
    again: bool = False


class _Pages:
    def __init__(self, top: float, bottom: float, running: Block) -> None:
        self.pages: list[list[Placed]] = [[]]
        self._top = top
        self._bottom = bottom
        self._running = running
        self._used = top
        self.fresh = True
        """Whether the page has nothing of its own yet."""

    @property
    def free(self) -> float:
        return self._bottom - self._used

    def place(self, block: Block) -> None:
        if self.fresh and len(self.pages) > 1 and block.repeated is not None:
            self._put(block.repeated, again=True)
        self._used += 0 if self.fresh else block.gap
        self._put(block)
        self.fresh = False

    def turn(self) -> None:
        self.pages.append([])
        self._used = self._top
        self._put(self._running, again=True)
        self.fresh = True

    def needed(self, chain: Sequence[Block]) -> float:
        gaps = sum(block.gap for block in (chain[1:] if self.fresh else chain))
        repeated = chain[0].repeated if self.fresh and len(self.pages) > 1 else None
        return gaps + sum(block.height for block in chain) + (repeated.height if repeated else 0)

    def _put(self, block: Block, *, again: bool = False) -> None:
        self.pages[-1].append(Placed(block, self._used, again))
        self._used += block.height


def paginate(blocks: Sequence[Block], top: float, bottom: float, running: Block) -> list[list[Placed]]:
    """Pages between ``top`` and ``bottom``; ``running`` heads every page but the first."""
    pages = _Pages(top, bottom, running)
    waiting = deque(blocks)
    while waiting:
        chain = _chain(waiting)
        first = waiting.popleft()
        if pages.needed(chain) <= pages.free:
            pages.place(first)
        elif parts := first.split(pages.free - (0 if pages.fresh else first.gap)):
            pages.place(parts[0])
            waiting.appendleft(parts[1])
            pages.turn()
        elif pages.fresh:
            pages.place(first)
        else:
            waiting.appendleft(first)
            pages.turn()
    return pages.pages


def _chain(blocks: Sequence[Block]) -> list[Block]:
    """The first block and those that it must not be separated from."""
    chain: list[Block] = []
    for block in blocks:
        chain.append(block)
        if not block.keep:
            break
    return chain


class Panel(ABC):
    """One frame. ``width``: with the frame; ``height``: what the content needs, paddings included."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.height = 0.0

    @property
    def inside(self) -> float:
        return self.width - 2 * PADDING

    @abstractmethod
    def draw(self, sheet: Sheet, x: float, top: float) -> None: ...

    def split(self, free: float) -> tuple[Panel, Panel] | None:  # noqa: ARG002
        """A part at most ``free`` high, and the rest as wide as the page; None if it doesn't divide well."""
        return None


class LabelPanel(Panel):
    """A small heading in capitals above what the subclass draws."""

    def __init__(self, label: str, width: float) -> None:
        super().__init__(width)
        self.label = label
        self.label_lines = texts(label.upper(), LABEL, self.inside)
        self.label_height = len(self.label_lines) * LABEL.leading + 1

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        sheet.lines(x + PADDING, top + PADDING - 2, self.label_lines, LABEL, role=LABEL_HEADING)
        self.draw_content(sheet, x + PADDING, top + PADDING - 2 + self.label_height)

    @abstractmethod
    def draw_content(self, sheet: Sheet, x: float, top: float) -> None: ...

    def set_content_height(self, height: float) -> None:
        self.height = 2 * PADDING - 4 + self.label_height + height


class TextPanel(LabelPanel):
    """Free text of any length."""

    def __init__(self, label: str, text: str, width: float = FULL, *, continued: bool = False) -> None:
        super().__init__(f"{label} (suite)" if continued else label, width)
        self._name = label
        self._text = wrap(text, BODY, self.inside)
        self.set_content_height(len(self._text) * BODY.leading)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        sheet.lines(x, top, [line.text for line in self._text], BODY)

    def split(self, free: float) -> tuple[Panel, Panel] | None:
        others = self.height - len(self._text) * BODY.leading
        fitting = int((free - others) // BODY.leading)
        count = min(fitting, len(self._text) - _FEWEST_LINES)
        if count < _FEWEST_LINES:
            return None
        part, rest = joined(self._text[:count]), joined(self._text[count:])
        head = TextPanel(self._name, part, self.width, continued=self.label != self._name)
        return head, TextPanel(self._name, rest, continued=True)


class Row(Block):
    """Panels of one height, side by side; ``least``: the smallest height of the row."""

    def __init__(self, panels: Sequence[Panel], least: float = 0.0) -> None:
        self._panels = panels
        self.height = max(least, *[panel.height for panel in panels])

    def draw(self, sheet: Sheet, top: float) -> None:
        x = LEFT
        for panel in self._panels:
            sheet.frame(x, top, panel.width, self.height)
            panel.draw(sheet, x, top)
            x += panel.width + COLUMN_GAP

    def split(self, free: float) -> tuple[Block, Block] | None:
        """Only the last panel, when it is the one that makes the row high, goes on elsewhere."""
        *beside, last = self._panels
        parts = last.split(free)
        if parts is None or any(panel.height > free for panel in beside):
            return None
        head = Row([*beside, parts[0]]).spaced(self.gap)
        return head, Row([parts[1]]).spaced(self.gap, keep=self.keep)


def shares(count: int) -> float:
    """Width of each of ``count`` panels that fill the page's width."""
    return (FULL - (count - 1) * COLUMN_GAP) / count


WRITTEN_LINE = 19.0
"""From one line to write on to the next, in points."""


class RuledPanel(LabelPanel):
    """Lines to write on."""

    def __init__(self, label: str, lines: int, width: float = FULL) -> None:
        super().__init__(label, width)
        self._lines = lines
        self.set_content_height(lines * WRITTEN_LINE)

    def draw_content(self, sheet: Sheet, x: float, top: float) -> None:
        for place in range(1, self._lines + 1):
            sheet.rule(x, top + place * WRITTEN_LINE - 4, self.inside, HAIR)
