"""Framed groups of information, one beside the other, and the words inside them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from btstc_jury.documents.flow import Block
from btstc_jury.documents.fonts import Style
from btstc_jury.documents.grid_look import BODY, COLUMN_GAP, FULL, LABEL, LEFT, PADDING
from btstc_jury.documents.lines import Line, joined, texts, wrap
from btstc_jury.documents.sheet import Sheet

ASCENT = 0.82
"""From the top of a line to its baseline, in sizes; words look centred in their line."""
_FEWEST_LINES = 4


def first_baseline(top: float, style: Style) -> float:
    """Baseline of the first line of words that begin at ``top``."""
    return top + (style.leading - style.size) / 2 + style.size * ASCENT


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

    def split(self, room: float) -> tuple[Panel, Panel] | None:  # noqa: ARG002
        """A part at most ``room`` high, and the rest as wide as the page; None if it doesn't divide well."""
        return None


class LabelPanel(Panel):
    """A small heading in capitals above what the subclass draws."""

    def __init__(self, label: str, width: float) -> None:
        super().__init__(width)
        self.label = label
        self.label_lines = texts(label.upper(), LABEL, self.inside)
        self.label_height = len(self.label_lines) * LABEL.leading + 1

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        sheet.lines(x + PADDING, first_baseline(top + PADDING - 2, LABEL), self.label_lines, LABEL)
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
        sheet.lines(x, first_baseline(top, BODY), [line.text for line in self._text], BODY)

    def split(self, room: float) -> tuple[Panel, Panel] | None:
        others = self.height - len(self._text) * BODY.leading
        fitting = int((room - others) // BODY.leading)
        count = min(fitting, len(self._text) - _FEWEST_LINES)
        if count < _FEWEST_LINES:
            return None
        return self._part(self._text[:count]), self._rest(self._text[count:])

    def _part(self, lines: Sequence[Line]) -> Panel:
        continued = self.label != self._name
        return TextPanel(self._name, joined(lines), self.width, continued=continued)

    def _rest(self, lines: Sequence[Line]) -> Panel:
        return TextPanel(self._name, joined(lines), continued=True)


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

    def split(self, room: float) -> tuple[Block, Block] | None:
        """Only the last panel, when it is the one that makes the row high, goes on elsewhere."""
        *beside, last = self._panels
        parts = last.split(room)
        if parts is None or any(panel.height > room for panel in beside):
            return None
        head = Row([*beside, parts[0]]).spaced(self.gap)
        return head, Row([parts[1]]).spaced(self.gap, keep=self.keep)


def shares(count: int) -> float:
    """Width of each of ``count`` panels that fill the page's width."""
    return (FULL - (count - 1) * COLUMN_GAP) / count
