"""Painting of a criterion whose opinions are revealed: each juror's level, how far apart, the decision."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from btstc_jury.application.views.criteria import CriterionLine
from btstc_jury.application.views.opinions import LevelSpread, OpinionBox
from btstc_jury.domain.form import NOT_ASSESSED
from btstc_jury.ui.opinions.places import Places, places
from btstc_jury.ui.theme.tokens import BODY
from btstc_jury.ui.widgets.criteria_rows import CriteriaDelegate, CriteriaModel
from btstc_jury.ui.widgets.lists import ROW, Index
from btstc_jury.ui.widgets.painting import lines_height, paint_chip

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
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
        room = track.width() - step
        left = track.left() + step / 2 + spread.lowest * room
        right = track.left() + step / 2 + spread.highest * room
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

    def _paint_notes(self, painter: QPainter, model: CriteriaModel, area: QRect, line: CriterionLine) -> None:
        if not line.opinions:
            super()._paint_notes(painter, model, area, line)

    def _boxes(self, model: CriteriaModel, row: QRect) -> list[QRect]:
        if not model.opinions:
            return super()._boxes(model, row)
        return self.places(model, row.width()).box_areas(row, self._theme.px(_HEIGHT))

    def _text_area(self, model: CriteriaModel, row: QRect) -> QRect:
        if not model.opinions:
            return super()._text_area(model, row)
        return self.places(model, row.width()).text_area(row)
