"""One printed page while it is laid out: words, rules and boxes, in points counted from the top left; the
measures and styles that all pages share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.pdfgen.canvas import Canvas

from btstc_jury.documents.tagging import FIGURE, HEADING, LABEL_HEADING, PARAGRAPH, Tags
from btstc_jury.documents.typesetting import Face, Style

WIDTH, HEIGHT = 595.28, 841.89
"""A4 portrait."""

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


_Area = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Slanted:
    """Words in large light letters across the page, behind all else. ``offset``: points below its centre,
    measured across the words.
    """

    text: str
    style: Style
    offset: float


@dataclass(slots=True)
class Sheet:
    """Shapes are grouped by their ink when they are drawn; words come last and keep their order."""

    _fills: dict[float, list[_Area]] = field(default_factory=dict)
    _solids: list[_Area] = field(default_factory=list)
    _boxes: dict[tuple[float, float], list[_Area]] = field(default_factory=dict)
    _frames: list[_Area] = field(default_factory=list)
    _rules: dict[tuple[float, float], list[_Area]] = field(default_factory=dict)
    _strokes: list[list[tuple[float, float]]] = field(default_factory=list)
    _polygons: list[tuple[tuple[tuple[float, float], ...], float | None]] = field(default_factory=list)
    _words: list[tuple[float, float, str, Style]] = field(default_factory=list)
    _marks: list[int] = field(default_factory=list)
    """The leaf of each of the words."""
    _ticks: list[tuple[_Area, int]] = field(default_factory=list)
    tags: Tags = field(default_factory=Tags)
    reserved: dict[str, _Area] = field(default_factory=dict)
    """The place of each signature field: left, bottom, right, top in points from the bottom left."""
    slanted: tuple[Slanted, ...] = ()
    slope: float = 0.0
    """Degrees, counter-clockwise."""

    def words(self, x: float, baseline: float, text: str, style: Style, role: str = PARAGRAPH) -> None:
        """``role``: what they are to who doesn't see them."""
        self._put(x, baseline, text, style, self.tags.leaf(role))

    def _put(self, x: float, baseline: float, text: str, style: Style, leaf: int) -> None:
        self._words.append((x, HEIGHT - baseline, text, style))
        self._marks.append(leaf)

    def words_right(self, right: float, baseline: float, text: str, style: Style) -> None:
        self.words(right - style.width(text), baseline, text, style)

    def words_centred(self, middle: float, baseline: float, text: str, style: Style) -> None:
        self.words(middle - style.width(text) / 2, baseline, text, style)

    def lines(
        self,
        x: float,
        top: float,
        texts: list[str],
        style: Style,
        beside: Style | None = None,
        role: str = PARAGRAPH,
    ) -> float:
        """Several lines under each other; returns where what follows begins. ``beside``: the style of the
        words whose baseline they share; ``role``: as of ``words``.
        """
        baseline = (beside or style).baseline(top)
        leaf = self.tags.leaf(role) if texts else -1
        for number, text in enumerate(texts):
            self._put(x, baseline + number * style.leading, text, style, leaf)
        return top + len(texts) * style.leading

    def lines_right(self, right: float, top: float, texts: list[str], style: Style) -> None:
        baseline = style.baseline(top)
        for number, text in enumerate(texts):
            self.words_right(right, baseline + number * style.leading, text, style)

    def fill(self, x: float, top: float, width: float, height: float, grey: float) -> None:
        """A plain light area, behind the slanted words."""
        self._fills.setdefault(grey, []).append((x, HEIGHT - top - height, width, height))

    def solid(self, x: float, top: float, width: float, height: float) -> None:
        """A black area, in front of the slanted words."""
        self._solids.append((x, HEIGHT - top - height, width, height))

    def tick(self, x: float, top: float, side: float, said: str) -> None:
        """A black square, and what it says to who doesn't see it."""
        self._ticks.append(((x, HEIGHT - top - side, side, side), self.tags.leaf(FIGURE, said)))

    def box(self, x: float, top: float, width: float, height: float, pen: tuple[float, float]) -> None:
        """A rectangle; ``pen``: thickness and grey."""
        self._boxes.setdefault(pen, []).append((x, HEIGHT - top - height, width, height))

    def frame(self, x: float, top: float, width: float, height: float) -> None:
        """The rounded border of a group of information."""
        self._frames.append((x, HEIGHT - top - height, width, height))

    def reserve(self, name: str, x: float, top: float, width: float, height: float) -> None:
        """Keep a place for a signature; nothing is drawn."""
        bottom = HEIGHT - top - height
        self.reserved[name] = (x, bottom, x + width, bottom + height)

    def rule(self, x: float, top: float, width: float, pen: tuple[float, float]) -> None:
        """A horizontal line; ``pen``: thickness and grey."""
        self._rules.setdefault(pen, []).append((x, HEIGHT - top, x + width, HEIGHT - top))

    def polygon(self, points: Sequence[tuple[float, float]], grey: float | None = None) -> None:
        """A closed shape, filled with that grey, or an outline; in front of the slanted words."""
        self._polygons.append((tuple((x, HEIGHT - y) for x, y in points), grey))

    def stroke(self, points: list[tuple[float, float]]) -> None:
        """A line drawn by hand; a single point is a dot."""
        self._strokes.append([(x, HEIGHT - y) for x, y in points])

    def draw(self, canvas: Canvas) -> None:
        _mark(canvas, _ARTIFACT)
        for grey, areas in self._fills.items():
            _fill(canvas, areas, grey)
        self._draw_slanted(canvas)
        _fill(canvas, self._solids, 0.0)
        self._draw_strokes(canvas)
        _mark(canvas, _END)
        for area, leaf in self._ticks:
            _mark(canvas, _ARTIFACT if leaf < 0 else self._opening(leaf))
            _fill(canvas, [area], 0.0)
            _mark(canvas, _END)
        self._draw_words(canvas)

    def _opening(self, leaf: int) -> str:
        return f"/{self.tags.leaves[leaf].role} <</MCID {leaf}>> BDC"

    def _draw_slanted(self, canvas: Canvas) -> None:
        for each in self.slanted:
            canvas.saveState()
            canvas.translate(WIDTH / 2, HEIGHT / 2)
            canvas.rotate(self.slope)
            canvas.setFillGray(each.style.grey)
            canvas.setFont(each.style.face.value, each.style.size)
            canvas.drawString(-each.style.width(each.text) / 2, -each.offset, each.text)
            canvas.restoreState()

    def _draw_strokes(self, canvas: Canvas) -> None:
        for (thickness, grey), boxes in self._boxes.items():
            path = canvas.beginPath()
            for box in boxes:
                path.rect(*box)
            _pen(canvas, thickness, grey)
            canvas.drawPath(path)
        for (thickness, grey), rules in self._rules.items():
            _pen(canvas, thickness, grey)
            canvas.lines(rules)
        path = canvas.beginPath()
        for frame in self._frames:
            path.roundRect(*frame, 3)
        _pen(canvas, 0.7, 0.45)
        canvas.drawPath(path)
        self._draw_by_hand(canvas)
        for points, ink in self._polygons:
            _draw_polygon(canvas, points, ink)

    def _draw_by_hand(self, canvas: Canvas) -> None:
        if not self._strokes:
            return
        canvas.saveState()
        _pen(canvas, 1.1, 0.0)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        path = canvas.beginPath()
        for (x, y), *others in self._strokes:
            path.moveTo(x, y)
            for point in others or [(x, y)]:
                path.lineTo(*point)
        canvas.drawPath(path)
        canvas.restoreState()

    def _draw_words(self, canvas: Canvas) -> None:
        if not self._words:
            return
        text = canvas.beginText()
        marks: list[str] = text._code  # type: ignore[attr-defined]  # noqa: SLF001
        style: Style | None = None
        inside: int | None = None
        for (x, baseline, words, wanted), leaf in zip(self._words, self._marks, strict=True):
            if leaf != inside:
                if inside is not None:
                    marks.append(_END)
                marks.append(_ARTIFACT if leaf < 0 else self._opening(leaf))
                inside = leaf
            if wanted is not style:
                style = wanted
                text.setFont(style.face.value, style.size)
                text.setFillGray(style.grey)
            text.setTextOrigin(x, baseline)
            # Unlike ``textOut`` it doesn't measure the words, for a cursor that nothing here follows.
            text._textOut(words)  # type: ignore[attr-defined]  # noqa: SLF001
        marks.append(_END)
        canvas.drawText(text)


_ARTIFACT, _END = "/Artifact BMC", "EMC"


def _mark(canvas: Canvas, operator: str) -> None:
    """ReportLab has no marks of its own."""
    canvas._code.append(operator)  # type: ignore[attr-defined]  # noqa: SLF001


def heading_role(style: Style) -> str:
    """Of a paragraph as wide as the page, by its letters."""
    if style.face is not Face.BOLD or style.size < KIND.size:
        return PARAGRAPH
    return HEADING if style.size > TITLES[1].size else LABEL_HEADING


def _draw_polygon(canvas: Canvas, points: Sequence[tuple[float, float]], grey: float | None) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    _pen(canvas, 0.9, 0.0)
    canvas.setFillGray(1.0 if grey is None else grey)
    canvas.drawPath(path, stroke=1 if grey is None else 0, fill=1)


def _fill(canvas: Canvas, areas: list[_Area], grey: float) -> None:
    path = canvas.beginPath()
    for area in areas:
        path.rect(*area)
    canvas.setFillGray(grey)
    canvas.drawPath(path, stroke=0, fill=1)


def _pen(canvas: Canvas, thickness: float, grey: float) -> None:
    canvas.setLineWidth(thickness)
    canvas.setStrokeGray(grey)
