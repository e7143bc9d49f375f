"""Criteria whose opinions are revealed: each juror's level, how far apart they are, and the decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from btstc_jury.application.views.criteria import CriterionLine
from btstc_jury.application.views.opinions import LevelSpread, OpinionBox
from btstc_jury.domain.form import NOT_ASSESSED
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, SMALL
from btstc_jury.ui.widgets.criteria_rows import CriteriaDelegate, CriteriaModel
from btstc_jury.ui.widgets.lists import ROW, Index
from btstc_jury.ui.widgets.painting import lines_height, paint_chip

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


@dataclass(frozen=True, slots=True)
class _Columns:
    """Of a row ``width`` pixels wide, with so many opinions and boxes."""

    width: int
    opinions: int
    boxes: int
    px: Callable[[float], int]
    sizes: _Sizes

    def beside(self) -> Places:
        """All on the line of the words, which take what is left."""
        spread = self._decision() - self.px(12) - self.px(self.sizes.spread)
        first = spread - self.px(2) - self.opinions * self._each()
        return self._placed(0, first - self.px(12), first, spread, self._decision())

    def under(self, lines: int) -> Places:
        """Words above; the boxes on one line below, or the decision's on a second one."""
        first = self.px(_NUMBER)
        spread = first + self.opinions * self._each() + self.px(2)
        decision = self._decision() if lines == 1 else first
        return self._placed(lines, self.width - self.px(_MARGIN), first, spread, decision)

    def _each(self) -> int:
        return self.px(self.sizes.opinion) + self.px(self.sizes.between)

    def _step(self) -> int:
        return self.px(self.sizes.box) + self.px(3)

    def _decision(self) -> int:
        return self.width - self.px(_MARGIN) - self.boxes * self._step() + self.px(3)

    def _placed(self, lines: int, end: int, first: int, spread: int, decision: int) -> Places:
        px, sizes, number = self.px, self.sizes, self.px(_NUMBER)
        return Places(
            lines,
            (number, end - number),
            tuple((first + place * self._each(), px(sizes.opinion)) for place in range(self.opinions)),
            (spread, px(sizes.spread)),
            tuple((decision + place * self._step(), px(sizes.box)) for place in range(self.boxes)),
            px(32),
        )


def places(width: int, opinions: int, boxes: int, px: Callable[[float], int]) -> Places:
    """The roomiest arrangement in which everything fits a row ``width`` pixels wide."""
    roomy, tight = (_Columns(width, opinions, boxes, px, sizes) for sizes in (_ROOMY, _TIGHT))
    for beside in (roomy.beside(), tight.beside()):
        if beside.text[1] >= px(_NARROWEST_TEXT):
            return beside
    for under in (roomy.under(1), tight.under(1)):
        if sum(under.spread) + px(12) <= under.boxes[0][0]:
            return under
    return tight.under(2)


_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class ColumnHeads(QWidget):
    """The seats, « écart », « décision », each over its column."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._columns: tuple[str, ...] = ()
        self._places: Places | None = None
        theme.changed.connect(self.updateGeometry)

    def show_columns(self, columns: tuple[str, ...], where: Places) -> None:
        """``columns``: the seats in the order of the opinions."""
        if (columns, where) == (self._columns, self._places):
            return
        self._columns, self._places = columns, where
        self.setAccessibleName(", ".join((*columns, "écart", "décision")))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, self._theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._places is None:
            return
        painter = QPainter(self)
        painter.setFont(self._theme.font(SMALL))
        painter.setPen(QColor(self._theme.palette.muted))
        for place, column in zip(self._places.opinions, self._columns, strict=False):
            self._write(painter, place, column)
        self._write(painter, self._places.spread, "écart")
        if self._places.lines < 2:
            first, last = self._places.boxes[0], self._places.boxes[-1]
            self._write(painter, (first[0], last[0] + last[1] - first[0]), "décision")

    def _write(self, painter: QPainter, place: tuple[int, int], text: str) -> None:
        """Words a little wider than their column go over its edges."""
        over = self._theme.px(10)
        painter.drawText(QRect(place[0] - over, 0, place[1] + 2 * over, self.height()), _CENTRE, text)


_HEIGHT = 26


class OpinionsDelegate(CriteriaDelegate):
    """As the ordinary criteria until opinions stand beside them."""

    def places(self, model: CriteriaModel, width: int) -> Places:
        """Where the columns stand in rows of that width."""
        return places(width, model.opinions, len(model.boxes), self._theme.px)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        model, row = index.model(), index.data(ROW)
        if not (isinstance(model, CriteriaModel) and isinstance(row, CriterionLine) and row.opinions):
            return super().sizeHint(option, index)
        px, width = self._theme.px, self._width()
        where = self.places(model, width)
        text = lines_height(row.text, self._theme.font(BODY), where.text[1])
        height = max(px(38 if not where.lines else 24), text + px(8))
        return QSize(width, height + where.lines * where.line_height)

    def _paint_ground(self, painter: QPainter, area: QRect, line: CriterionLine) -> None:
        if line.spread is not None and line.spread.divergent:
            painter.fillRect(area, QColor(self._theme.palette.warning_soft))

    def _paint_beside(
        self, painter: QPainter, model: CriteriaModel, area: QRect, line: CriterionLine
    ) -> None:
        if line.spread is None:
            return
        where, height = self.places(model, area.width()), self._theme.px(_HEIGHT)
        for place, opinion in zip(where.opinion_areas(area, height), line.opinions, strict=True):
            self._paint_opinion(painter, place, opinion)
        self._paint_spread(painter, where.spread_area(area, height), line.spread, model)

    def _paint_opinion(self, painter: QPainter, place: QRect, opinion: OpinionBox) -> None:
        fill = self._theme.level(opinion.rank) if opinion.letters else None
        paint_chip(self._theme, painter, place, opinion.letters or "—", fill)

    def _paint_spread(
        self, painter: QPainter, area: QRect, spread: LevelSpread, model: CriteriaModel
    ) -> None:
        """The scale as a track, and on it the way from the lowest opinion to the highest."""
        px, colors = self._theme.px, self._theme.palette
        track = QRect(area.left(), area.center().y() - px(5), area.width(), px(10))
        accent = QColor(colors.warning)
        if spread.unlike:
            self._paint_unlike(painter, area, accent)
            track.setWidth(track.width() - px(24))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.line if spread.divergent else colors.sunken))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        if spread.lowest is None or spread.highest is None:
            return
        step = track.width() / max(sum(1 for box in model.boxes if box.rank is not None), 1)
        free = track.width() - step
        left = track.left() + step / 2 + spread.lowest * free
        right = track.left() + step / 2 + spread.highest * free
        reach = track.height() / 2
        bar = QRect(round(left - reach), track.top(), round(right - left + 2 * reach), track.height())
        painter.setBrush(accent if spread.width and spread.divergent else QColor(colors.muted))
        painter.drawRoundedRect(bar, reach, reach)

    def _paint_unlike(self, painter: QPainter, area: QRect, ink: QColor) -> None:
        """Assessed by some, not by others: the letters, in a frame at the end of the track."""
        px = self._theme.px
        box = QRect(area.right() - px(21), area.center().y() - px(8), px(21), px(16))
        painter.setPen(QPen(ink, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, px(3), px(3))
        painter.setFont(self._theme.font(10, bold=True))
        painter.drawText(box, _CENTRE, NOT_ASSESSED)

    def _paint_remarks(
        self, painter: QPainter, model: CriteriaModel, area: QRect, line: CriterionLine
    ) -> None:
        if not line.opinions:
            super()._paint_remarks(painter, model, area, line)

    def _boxes(self, model: CriteriaModel, row: QRect) -> list[QRect]:
        if not model.opinions:
            return super()._boxes(model, row)
        return self.places(model, row.width()).box_areas(row, self._theme.px(_HEIGHT))

    def _text_area(self, model: CriteriaModel, row: QRect) -> QRect:
        if not model.opinions:
            return super()._text_area(model, row)
        return self.places(model, row.width()).text_area(row)
