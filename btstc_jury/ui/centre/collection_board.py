"""What came back, commission by commission: how many of what kind, and a box for each interrogation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QStyleOptionViewItem, QWidget

from btstc_jury.application.views.centre.board import BoardView, Box, CommissionRow, MissingLine, OralLine
from btstc_jury.ui.centre.rows_table import Heading, Index, RowsModel, RowsTable, UnderHeading
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import fit_height, label, paint_ring, plain_tip
from btstc_jury.ui.widgets.buttons import RowButton
from btstc_jury.ui.widgets.layouts import column, row
from btstc_jury.ui.widgets.symbols import draw_symbol, tone_color

_BOXES = 1
_WRAPPED = (0, 4)
"""Columns whose words go on below; those of the others are always short."""
_SIDE, _GAP, _BELOW, _PAD = 16, 4, 5, 8


def _counted(done: int, due: int) -> str:
    return f"{done} / {due}"


_HEADINGS = (
    Heading("Commission", lambda row: row.title, 2, 90),
    Heading(
        "Interrogations",
        lambda row: " ".join(each.box.facts.sign for each in row.orals),
        8,
        110,
        lambda row: len(row.orals),
    ),
    Heading("Validées", lambda row: _counted(row.validated, row.due), 0, 72, lambda row: row.validated),
    Heading("Signées", lambda row: _counted(row.signed, row.due), 0, 70, lambda row: row.signed),
    Heading("Dernier dépôt", lambda row: row.last or "rien n’est revenu", 5, 110),
)


def box_words(line: OralLine) -> str:
    """All of one interrogation, in a sentence."""
    told = (
        line.name,
        f"n° {line.number}" if line.number else "",
        line.exam,
        line.hour,
        line.words or line.box.facts.label,
    )
    return ", ".join(filter(None, told))


class CountBar(QWidget):
    """How many of each kind, as lengths of a bar; the words are beside it and its accessible name."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bar: Sequence[tuple[Box, int]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, bar: Sequence[tuple[Box, int]]) -> None:
        self._bar = bar
        words = ", ".join(f"{count} {box.facts.several[count > 1] or box.facts.label}" for box, count in bar)
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self._theme.px(14))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        total = sum(count for _, count in self._bar)
        painter.fillRect(self.rect(), QColor(palette.sunken))
        left = 0.0
        for box, count in self._bar:
            width = self.width() * count / total
            if box not in {Box.NOT_RECEIVED, Box.NOTED}:
                painter.fillRect(
                    QRectF(left, 0, max(width - 1, 1), self.height()), tone_color(palette, box.facts.tone)
                )
            left += width
        painter.setPen(QColor(palette.border))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class _Boxes(UnderHeading):
    """Each interrogation by its sign and colour; the current one ringed."""

    def __init__(self, theme: Theme, table: BoardTable) -> None:
        super().__init__(theme, table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown = self._table.rows.rows[index.row()]
        if index.column() != _BOXES:
            super().paint(painter, option, index)
            return
        self._paint_ground(painter, option, index)
        current = self._table.currentIndex().row() == index.row()
        for at, each in enumerate(shown.orals):
            place = self._table.place_of(index, at)
            facts = each.box.facts
            draw_symbol(painter, facts.symbol, QRectF(place), tone_color(self._theme.palette, facts.tone))
            if current and at == self._table.at:
                painter.save()
                painter.setPen(QColor(self._theme.palette.text))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(place.adjusted(-2, -2, 1, 1))
                painter.restore()


class BoardTable(RowsTable[CommissionRow]):
    """Up and Down go from commission to commission, Left and Right from box to box. ``opened``: Enter or a
    double click, on an interrogation; ``looked``: another one is current.
    """

    opened = Signal(object)
    looked = Signal()

    def __init__(self, theme: Theme) -> None:
        model = RowsModel[CommissionRow](_HEADINGS, lambda row: row.commission)
        super().__init__(theme, "Ce qui est revenu, commission par commission", model)
        self.at = 0
        self.setItemDelegate(_Boxes(theme, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.chosen.connect(self._open)
        self.moved.connect(self._look)
        theme.changed.connect(self._fit)
        # Sorted otherwise, each row takes its depth along.
        self.rows.modelReset.connect(self._deepen)

    @property
    def oral(self) -> OralLine | None:
        """The current one."""
        row = self.currentIndex().row()
        if not 0 <= row < len(self.rows.rows) or not self.rows.rows[row].orals:
            return None
        orals = self.rows.rows[row].orals
        return orals[min(self.at, len(orals) - 1)]

    def show_rows(self, rows: Sequence[CommissionRow]) -> None:
        self.rows.show(rows)
        self._fit()
        if rows and not self.currentIndex().isValid():
            self.selectRow(0)
        self._look()

    def look_at(self, line: OralLine) -> None:
        """Make that one current."""
        for at, shown in enumerate(self.rows.rows):
            places = [each.place for each in shown.orals]
            if line.place in places:
                self.at = places.index(line.place)
                self.selectRow(at)
        self._look()

    def place_of(self, index: Index, at: int) -> QRect:
        """Where a box is painted; below the others where there is no room beside them."""
        cell, px = self.visualRect(index), self._theme.px
        across, lines = self._laid(index.row())
        line, place = divmod(at, across)
        deep = px(_SIDE + _BELOW)
        top = cell.top() + (cell.height() - lines * deep) // 2 + px(_BELOW) // 2
        left = cell.left() + px(_PAD) + place * px(_SIDE + _GAP)
        return QRect(left, top + line * deep, px(_SIDE), px(_SIDE))

    def measure(self) -> None:
        super().measure()
        self._deepen()

    def _laid(self, row: int) -> tuple[int, int]:
        """How many boxes stand side by side, and in how many lines."""
        px = self._theme.px
        across = max((self.columnWidth(_BOXES) - 2 * px(_PAD)) // px(_SIDE + _GAP), 1)
        return across, max(-(-len(self.rows.rows[row].orals) // across), 1)

    def _deepen(self) -> None:
        """Each row as deep as its boxes and its words."""
        px, measure, header = self._theme.px, self.fontMetrics(), self.verticalHeader()
        for at, shown in enumerate(self.rows.rows):
            told = [header.defaultSectionSize(), self._laid(at)[1] * px(_SIDE + _BELOW) + px(_PAD)]
            for column_at in _WRAPPED:
                room = QRect(0, 0, self.columnWidth(column_at) - px(2 * _PAD), 10_000)
                words = _HEADINGS[column_at].text(shown)
                told.append(measure.boundingRect(room, Qt.TextFlag.TextWordWrap, words).height() + px(12))
            self.setRowHeight(at, max(told))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        row = self.currentIndex().row()
        if step is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier or row < 0:
            super().keyPressEvent(event)
            return
        last = max(len(self.rows.rows[row].orals) - 1, 0)
        self.at = min(max(min(self.at, last) + step, 0), last)
        self._look()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == _BOXES:
            orals = self.rows.rows[index.row()].orals
            point = event.position().toPoint()
            found = [
                at
                for at in range(len(orals))
                if self.place_of(index, at).adjusted(-2, -2, 2, 2).contains(point)
            ]
            self.at = found[0] if found else self.at
        super().mousePressEvent(event)
        self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._deepen()
        rows = self.verticalHeader().length()
        bar = self.horizontalScrollBar()
        below = bar.height() if bar.isVisible() else 0
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + below + 4)

    def _look(self) -> None:
        self.viewport().update()
        self.looked.emit()

    def _open(self) -> None:
        if self.oral is not None:
            self.opened.emit(self.oral)


class _Sign(QWidget):
    def __init__(self, theme: Theme, box: Box) -> None:
        super().__init__()
        self._theme, self._box = theme, box
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_SIDE), self._theme.px(_SIDE + 3))

    def paintEvent(self, event: QPaintEvent) -> None:
        side, facts = self._theme.px(_SIDE), self._box.facts
        place = QRectF(0, self.height() - side, side, side)
        draw_symbol(QPainter(self), facts.symbol, place, tone_color(self._theme.palette, facts.tone))


class MissingButton(RowButton):
    """How many lack one thing: pressing it lists them."""

    def __init__(self, theme: Theme, line: MissingLine) -> None:
        super().__init__(theme)
        self.line = line
        words = label(f"{line.count} {line.words}", wrap=True)
        where = label(line.where, "small muted", wrap=True)
        where.setVisible(bool(line.where))
        self.setAccessibleName(", ".join(filter(None, (words.text(), line.where))))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        told = column(theme, words, where, gap=1)
        sign = column(theme, _Sign(theme, line.box), 1, gap=0)
        self.lay_out(row(theme, sign, (told, 1), gap=8, margins=(4, 4), within=self))
        fit_height(self, QSizePolicy.Policy.Minimum)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._over:
            painter.fillRect(self.rect(), QColor(self._theme.palette.accent_soft))
        if self.hasFocus():
            paint_ring(painter, self.rect(), self._theme.px(4))


class Legend(QWidget):
    """What each sign that is there means."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._boxes: tuple[Box, ...] = ()
        fit_height(self, QSizePolicy.Policy.Expanding)

    def show_view(self, view: BoardView) -> None:
        self._boxes = tuple(box for box, _ in view.bar)
        self.setAccessibleName(
            "\u202f; ".join(f"{each.facts.sign} {each.facts.label}" for each in self._boxes)
        )
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() for place, _ in self._places(width)), default=0) + 1

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(300), self.heightForWidth(max(self.width(), self._theme.px(300))))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self._theme.palette
        side = self._theme.px(_SIDE - 3)
        for place, box in self._places(self.width()):
            sign = QRectF(place.left(), place.top() + (place.height() - side) / 2, side, side)
            draw_symbol(painter, box.facts.symbol, sign, tone_color(palette, box.facts.tone))
            painter.setPen(QColor(palette.muted))
            words = place.adjusted(side + self._theme.px(6), 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, box.facts.label)

    def _places(self, width: int) -> list[tuple[QRect, Box]]:
        measure, px = self.fontMetrics(), self._theme.px
        left, top, height, found = 0, 0, measure.height() + px(4), []
        for each in self._boxes:
            wide = px(_SIDE + 5) + measure.horizontalAdvance(each.facts.label)
            if left and left + wide > width:
                left, top = 0, top + height
            found.append((QRect(left, top, wide, height), each))
            left += wide + px(16)
        return found
