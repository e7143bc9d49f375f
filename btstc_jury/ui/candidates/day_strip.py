"""The day drawn: one square an oral, or one bar where there are too many for squares."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from btstc_jury.domain.standing import Symbol, Tone
from btstc_jury.ui.candidates.symbols import draw_symbol, tone_color
from btstc_jury.ui.theme.theme import Theme

Drawn = tuple[tuple[Tone, Symbol], ...]

_SQUARE = 26
_SMALLEST = 20
_GAP = 3
_MOST_LINES = 4


class DayStrip(QWidget):
    """Each square bears the sign of its state; the words stand beside, in the side panel."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._drawn: Drawn = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.updateGeometry)

    def show_states(self, drawn: Drawn, words: str) -> None:
        self._drawn = drawn
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setVisible(bool(drawn))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self.heightForWidth(self._theme.px(200)))

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        side, gap = self._side(width), self._theme.px(_GAP)
        return side if lines > _MOST_LINES else max(lines, 1) * (side + gap) - gap

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._lines(self.width()) > _MOST_LINES:
            for box, tone in self._segments():
                painter.fillRect(box, self._fill(tone))
            return
        radius = self._theme.px(3)
        for box, (tone, symbol) in zip(self._squares(), self._drawn, strict=False):
            painter.setBrush(self._fill(tone))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box, radius, radius)
            inside = box.width() * 0.24
            ink = QColor(self._theme.palette.muted if tone is Tone.QUIET else self._theme.palette.on_level)
            draw_symbol(painter, symbol, box.adjusted(inside, inside, -inside, -inside), ink)

    def _fill(self, tone: Tone) -> QColor:
        quiet = tone is Tone.QUIET
        return QColor(self._theme.palette.line) if quiet else tone_color(self._theme.palette, tone)

    def _side(self, width: int) -> int:
        """Squares shrink a little rather than leave one alone on a second line."""
        gap = self._theme.px(_GAP)
        fitting = (width + gap) // max(len(self._drawn), 1) - gap
        usual = self._theme.px(_SQUARE)
        return min(usual, fitting) if fitting >= self._theme.px(_SMALLEST) else usual

    def _per_line(self, width: int) -> int:
        gap = self._theme.px(_GAP)
        return max((width + gap) // (self._side(width) + gap), 1)

    def _lines(self, width: int) -> int:
        return -(-len(self._drawn) // self._per_line(width))

    def _squares(self) -> Iterator[QRectF]:
        side = self._side(self.width())
        step = side + self._theme.px(_GAP)
        across = self._per_line(self.width())
        for place in range(len(self._drawn)):
            yield QRectF(place % across * step, place // across * step, side, side)

    def _segments(self) -> Iterator[tuple[QRectF, Tone]]:
        left, whole = 0.0, len(self._drawn)
        for tone, group in groupby(self._drawn, key=lambda each: each[0]):
            width = self.width() * sum(1 for _ in group) / whole
            yield QRectF(left, 0, width, self.height()), tone
            left += width
