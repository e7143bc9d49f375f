"""Sizes, weights and spacings of the grid."""

from __future__ import annotations

from dataclasses import dataclass

from btstc_jury.documents.sheet import HEIGHT, WIDTH
from btstc_jury.documents.typesetting import Face, Style

LEFT = 36.0
RIGHT = WIDTH - LEFT
FULL = RIGHT - LEFT
TOP = 36.0
BOTTOM = HEIGHT - 30.0

LABEL = Style(Face.REGULAR, 6.8, 9.0, 0.3)
"""Headings of the framed groups, in capitals."""
BODY = Style(Face.REGULAR, 8.8, 11.4)
STRONG = Style(Face.BOLD, 8.8, 11.4)
NAME = Style(Face.BOLD, 12.0, 14.5)
MARK = Style(Face.BOLD, 24.0, 26.0)
OUT_OF = Style(Face.BOLD, 9.5, 12.0)
FOOT = Style(Face.REGULAR, 6.6, 8.4, 0.2)
RUNNING = Style(Face.BOLD, 8.8, 11.4)
KIND = Style(Face.BOLD, 9.5, 12.0)
TITLES = tuple(Style(Face.BOLD, size, size * 1.2) for size in (14.5, 13.5, 12.5, 12.0))
"""The largest in which the title fits one line; the last one wraps."""

HAIR = (0.5, 0.55)
"""Pens: thickness and grey."""
THICK = (1.4, 0.0)
MEDIUM = (0.9, 0.0)
TICK_BOX = (0.8, 0.0)

PADDING = 7.0
"""Inside a frame."""
COLUMN_GAP = 8.0


@dataclass(frozen=True, slots=True)
class Density:
    """How tightly the grid is set. ``row`` and ``group``: space above and below the words of a criterion and
    of a competence; ``gap``: between framed groups; ``signing``: room for a signature. Points.
    """

    criterion: Style
    competence: Style
    row: float
    group: float
    gap: float
    signing: float


def _density(size: float, leading: float, row: float, gap: float, signing: float) -> Density:
    criterion = Style(Face.REGULAR, size, leading)
    competence = Style(Face.BOLD, size - 0.2, leading)
    return Density(criterion, competence, row, row * 0.85, gap, signing)


DENSITIES = (
    _density(8.8, 11.0, 3.0, 9.0, 40.0),
    _density(8.5, 10.4, 2.3, 7.5, 36.0),
    _density(8.2, 9.8, 1.6, 6.0, 30.0),
)
"""From the roomiest; the tighter ones save a page."""
