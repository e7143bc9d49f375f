"""The acts of an oral, oldest first; those taken back are struck through."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from btstc_jury.application.views.history import HistoryLine
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, SMALL
from btstc_jury.ui.widgets.lists import ROW, Index, RowDelegate, RowsModel, TallList
from btstc_jury.ui.widgets.painting import is_selected, lines_height, paint_selected, write, write_lines


class HistoryDelegate(RowDelegate):
    """Hour, place in the oral and author above; the words below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        px, width = self._theme.px, self._width()
        room = self._words_area(QRect(0, 0, width, px(40))).width()
        height = lines_height(_told(index.data(ROW)), self._theme.font(BODY), room)
        return QSize(width, max(px(28), height + px(9)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        px, colors = self._theme.px, self._theme.palette
        line: HistoryLine = index.data(ROW)
        area: QRect = option.rect
        painter.save()
        if is_selected(option) and self._view.hasFocus():
            paint_selected(self._theme, painter, area)
        for text, left, width in ((line.hour, 16, 64), (line.stamp, 84, 66)):
            place = QRect(area.left() + px(left), area.top() + px(6), px(width), px(18))
            write(painter, place, text, self._theme.font(SMALL), colors.muted)
        font = self._theme.font(BODY)
        font.setStrikeOut(line.undone)
        ink = colors.muted if line.undone else colors.text
        write_lines(painter, self._words_area(area), _told(line), font, ink)
        painter.restore()

    def _words_area(self, area: QRect) -> QRect:
        px = self._theme.px
        return area.adjusted(px(154), px(5), -px(16), -px(3))


def _told(line: HistoryLine) -> str:
    return f"{line.words}  — {line.author}" if line.author else line.words


def _spoken(line: HistoryLine) -> str:
    undone = "annulé" if line.undone else ""
    return ", ".join(each for each in (line.hour, line.stamp, line.author, line.words, undone) if each)


class HistoryList(TallList):
    """Follows its end as long as the last act is in sight."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._model: RowsModel[HistoryLine] = RowsModel(_spoken)
        self.setModel(self._model)
        self.setItemDelegate(HistoryDelegate(theme, self))
        self.setAccessibleName("Historique de l’oral")

    def show_lines(self, lines: tuple[HistoryLine, ...]) -> None:
        bar = self.verticalScrollBar()
        at_end = bar.value() == bar.maximum()
        self._model.show(lines)
        if at_end and lines:
            self.setCurrentIndex(self._model.index(len(lines) - 1))
            self.scrollToBottom()
