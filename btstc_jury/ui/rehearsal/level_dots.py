"""The levels given, each criterion on one scale: teacher, student, observers, the attempt before."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QListView, QScrollArea, QSizePolicy, QStyleOptionViewItem, QWidget

from btstc_jury.application.views.rehearsal.review import Column, LevelLine, LevelsView
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, SMALL, Palette
from btstc_jury.ui.widgets.basics import plain_tip
from btstc_jury.ui.widgets.lists import ROW, RowDelegate, RowsModel, TallList
from btstc_jury.ui.widgets.painting import folded, is_selected, paint_selected, write_lines

_Index = QModelIndex | QPersistentModelIndex
_GAP = 17
"""Between two signs at one level, in pixels of the design."""


def paint_sign(painter: QPainter, palette: Palette, who: str, at: QPointF, reach: float) -> None:
    """``who``: the teacher's is a disc, the student's a ring, an observer's a diamond, that of the attempt
    before a small square.
    """
    inks = {
        "teacher": palette.accent,
        "own": palette.text,
        "observers": palette.warning,
        "before": palette.muted,
    }
    ink = QColor(inks[who])
    painter.setPen(QPen(ink, max(reach / 3.2, 1.4)))
    painter.setBrush(ink if who in {"teacher", "before"} else QColor(palette.surface))
    match who:
        case "observers":
            corners = ((0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0))
            painter.drawPolygon(QPolygonF([at + QPointF(x * reach, y * reach) for x, y in corners]))
        case "before":
            side = reach * 0.62
            painter.drawRect(QRectF(at.x() - side, at.y() - side, 2 * side, 2 * side))
        case _:
            painter.drawEllipse(at, reach * 0.9, reach * 0.9)


def _scale(theme: Theme, width: int, columns: int) -> tuple[int, float]:
    """Where the scale begins, and how far its levels are apart."""
    text = min(max(round(width * 0.42), theme.px(120)), theme.px(340))
    return text, (width - text) / max(columns, 1)


def _signs(line: LevelLine, letters: str) -> list[tuple[str, int]]:
    """Who gave that level, and how many."""
    found = [
        (who, 1)
        for who, level in (("before", line.before), ("teacher", line.teacher), ("own", line.own))
        if level == letters
    ]
    return found + [("observers", each.count) for each in line.observers if each.letters == letters]


class ScaleHead(QWidget):
    """The letters of the levels, above their columns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._columns: tuple[Column, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def show_columns(self, columns: tuple[Column, ...]) -> None:
        self._columns = columns
        self.setToolTip(plain_tip(", ".join(f"{each.letters}\u202f: {each.label}" for each in columns)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._theme.font(SMALL, bold=True))
        painter.setPen(QColor(self._theme.palette.muted))
        start, step = _scale(self._theme, self.width(), len(self._columns))
        for place, each in enumerate(self._columns):
            box = QRectF(start + place * step, 0, step, self.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), each.letters)


class DotDelegate(RowDelegate):
    """One criterion: its words at the left, who gave which level at the right."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(theme, view)
        self.columns: tuple[Column, ...] = ()

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        line: LevelLine = index.data(ROW)
        font = self._theme.font(BODY)
        start, _step = _scale(self._theme, self._width(), len(self.columns))
        shown = folded(_named(line), font, start - self._theme.px(12), 2)
        lines = 2 if "\n" in shown or QFontMetrics(font).horizontalAdvance(shown) > start - 12 else 1
        return QSize(self._width(), max(lines * QFontMetrics(font).height(), self._theme.px(20)) + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line: LevelLine = index.data(ROW)
        theme, colors, box, px = self._theme, self._theme.palette, option.rect, self._theme.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_selected(option):
            paint_selected(theme, painter, box, bar=3 if self._view.hasFocus() else 0)
        start, step = _scale(theme, box.width(), len(self.columns))
        font = theme.font(BODY)
        place = QRect(box.left() + px(6), box.top(), start - px(12), box.height())
        words = folded(_named(line), font, place.width(), 2)
        write_lines(painter, place, words, font, colors.text, _MIDDLE)
        self._paint_gap(painter, line, box, start, step)
        for number, each in enumerate(self.columns):
            middle = QPointF(box.left() + start + (number + 0.5) * step, box.center().y())
            painter.setPen(QPen(QColor(colors.line), 1.5))
            painter.drawLine(QPointF(middle.x(), box.top()), QPointF(middle.x(), box.bottom() + 1))
            self._paint_level(painter, line, each.letters, middle, step)
        painter.restore()

    def _paint_gap(self, painter: QPainter, line: LevelLine, box: QRect, start: int, step: float) -> None:
        """Between what the student thinks and what the teacher saw."""
        letters = [each.letters for each in self.columns]
        if not line.gap or not {line.own, line.teacher} <= set(letters):
            return
        ends = [
            QPointF(box.left() + start + (letters.index(each) + 0.5) * step, box.center().y())
            for each in (line.own, line.teacher)
        ]
        painter.setPen(QPen(QColor(self._theme.palette.text), 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(*ends)

    def _paint_level(
        self, painter: QPainter, line: LevelLine, letters: str, middle: QPointF, step: float
    ) -> None:
        signs, px = _signs(line, letters), self._theme.px
        gap = min(px(_GAP), step / max(len(signs), 1))
        for place, (who, count) in enumerate(signs):
            at = middle + QPointF((place - (len(signs) - 1) / 2) * gap, 0)
            paint_sign(painter, self._theme.palette, who, at, px(7))
            if count > 1:
                painter.setFont(self._theme.font(SMALL, bold=True))
                painter.setPen(QColor(self._theme.palette.text))
                painter.drawText(at + QPointF(px(9), -px(3)), f"{count}")


_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class LevelDots(TallList):
    """One row a criterion. As high as all of them: what it stands in scrolls, and follows the current one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._lines: RowsModel[LevelLine] = RowsModel(_words, _number, tip=_words)
        self._dots = DotDelegate(theme, self)
        self.setModel(self._lines)
        self.setItemDelegate(self._dots)
        self.setAccessibleName("Niveaux, critère par critère")

    def measure(self) -> None:
        super().measure()
        places = (self._lines.index(row) for row in range(self._lines.rowCount()))
        high = sum(self.sizeHintForIndex(each).height() for each in places)
        self.setFixedHeight(high + 2 * self.frameWidth())

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        if self.hasFocus():
            self._to_sight(current)

    def _to_sight(self, row: _Index) -> None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None and (content := around.widget()) is not None:
            box = self.visualRect(row)
            place = self.viewport().mapTo(content, box.center())
            around.ensureVisible(place.x(), place.y(), 0, box.height())

    def show_levels(self, view: LevelsView) -> None:
        self._dots.columns = view.columns
        self._lines.show(view.lines)
        self.measure()


def _named(line: LevelLine) -> str:
    return f"{line.number} {line.text}"


def _words(line: LevelLine) -> str:
    return line.words


def _number(line: LevelLine) -> int:
    return line.number
