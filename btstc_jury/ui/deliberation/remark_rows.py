"""Notes as evidence: moment, sign, text, author, and one act on each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from btstc_jury.application.views.live import RemarkLine
from btstc_jury.domain.assessment import Sign
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, SMALL
from btstc_jury.ui.widgets.lists import ROW, Index, RowDelegate, RowsModel, TallList
from btstc_jury.ui.widgets.painting import (
    is_selected,
    lines_height,
    paint_selected,
    paint_sign,
    write,
    write_lines,
)


class RemarkRowDelegate(RowDelegate):
    """``action``: the few characters at the end of each row that the mouse can press, or ""."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(theme, view)
        self.action = ""

    def action_area(self, row: QRect) -> QRect:
        """Where the act of a row can be pressed."""
        px = self._theme.px
        wide = QFontMetrics(self._theme.font(SMALL, bold=True)).horizontalAdvance(self.action) + px(14)
        return QRect(row.right() - wide, row.top() + px(3), wide, px(22))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        px, remark, width = self._theme.px, index.data(ROW), self._width()
        free = self._text_area(QRect(0, 0, width, px(28))).width()
        height = lines_height(remark.content.text, self._theme.font(BODY), free)
        head = px(24) if self._stacked(width) else 0
        author = px(18) if remark.author and not head else 0
        return QSize(width, max(px(28), height + head + author + px(9)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        remark: RemarkLine = index.data(ROW)
        area: QRect = option.rect
        px, colors, small = self._theme.px, self._theme.palette, self._theme.font(SMALL)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_selected(option) and self._view.hasFocus():
            paint_selected(self._theme, painter, area, bar=3)
        stamp = QRect(area.left() + px(6), area.top() + px(5), px(60), px(20))
        write(painter, stamp, remark.stamp, small, colors.muted)
        if remark.content.sign is not Sign.NONE:
            box = QRect(area.left() + px(66), area.top() + px(6), px(18), px(18))
            paint_sign(self._theme, painter, box, remark.content.sign)
        text = self._text_area(area)
        write_lines(painter, text, remark.content.text, self._theme.font(BODY), colors.text)
        if remark.author:
            below = QRect(text.left(), text.bottom() - px(18), text.width(), px(18))
            beside = QRect(area.left() + px(92), area.top() + px(5), area.width() - px(140), px(20))
            place = beside if self._stacked(area.width()) else below
            write(painter, place, remark.signature, small, colors.muted)
        if self.action:
            self._paint_action(painter, self.action_area(area))
        painter.restore()

    def _paint_action(self, painter: QPainter, box: QRect) -> None:
        colors = self._theme.palette
        painter.setPen(QColor(colors.line))
        painter.setBrush(QColor(colors.surface))
        painter.drawRoundedRect(box, self._theme.px(5), self._theme.px(5))
        painter.setFont(self._theme.font(SMALL, bold=True))
        painter.setPen(QColor(colors.accent))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.action)

    def _stacked(self, width: int) -> bool:
        """Whether the text goes below the moment, for want of room beside it."""
        return width < self._theme.px(330)

    def _text_area(self, area: QRect) -> QRect:
        px = self._theme.px
        if self._stacked(area.width()):
            return area.adjusted(px(6), px(29), -px(2), -px(4))
        end = self.action_area(area).width() + px(8) if self.action else px(2)
        return area.adjusted(px(92), px(5), -end, -px(4))


def _spoken(remark: RemarkLine) -> str:
    said = remark.content
    return " ".join(filter(None, (remark.stamp, str(said.sign), said.text, remark.signature)))


class RemarkRows(TallList):
    """``acted`` carries the ``NoteLine``: by its button, or by one of ``keys`` on the current row.

    As high as its rows; ``row_shown`` tells the scroll area around it what must be seen.
    """

    acted = Signal(object)
    row_shown = Signal(QRect)

    def __init__(self, theme: Theme, name: str, keys: frozenset[int]) -> None:
        super().__init__(theme)
        self._keys = keys
        self._tip = ""
        self._model: RowsModel[RemarkLine] = RowsModel(_spoken, tip=self._told)
        self._delegate = RemarkRowDelegate(theme, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.selectionModel().currentChanged.connect(self._reveal)

    def _told(self, remark: RemarkLine) -> str:
        """What a press does, and where a remark came from."""
        return "\n".join(filter(None, (self._tip, remark.noted)))

    def show_remarks(self, remarks: tuple[RemarkLine, ...], action: str, tip: str) -> None:
        """``action``: what a press does, in a few characters, "" for nothing; ``tip`` in full."""
        row = self.currentIndex().row()
        self._delegate.action, self._tip = action, tip
        self.setAccessibleDescription(tip)
        self._model.show(remarks)
        if row >= 0 and remarks and not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(min(row, len(remarks) - 1)))
        self.setVisible(bool(remarks))
        self.measure()

    def remarks(self) -> tuple[RemarkLine, ...]:
        return self._model.rows

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in self._keys and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._act(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        super().mouseReleaseEvent(event)
        if index.isValid() and self._delegate.action_area(self.visualRect(index)).contains(point):
            self._act(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and self._model.rows:
            self.setCurrentIndex(self._model.index(0))
        super().focusInEvent(event)
        self._reveal()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.measure()

    def _act(self, index: QModelIndex) -> None:
        if index.isValid() and self._delegate.action:
            self.acted.emit(index.data(ROW))

    def _reveal(self) -> None:
        if self.hasFocus() and self.currentIndex().isValid():
            self.row_shown.emit(self.visualRect(self.currentIndex()))

    def measure(self) -> None:
        super().measure()
        height = sum(self.sizeHintForRow(row) for row in range(len(self._model.rows)))
        self.setFixedHeight(max(height, 1))
