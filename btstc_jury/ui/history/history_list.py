"""The acts of an oral, oldest first; those taken back are struck through."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from btstc_jury.application.views.history import HistoryLine
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, SMALL
from btstc_jury.ui.widgets.lists import show_tall_rows

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LINE = Qt.ItemDataRole.UserRole + 1
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class HistoryModel(QAbstractListModel):
    """One row an act."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[HistoryLine, ...] = ()

    def show(self, lines: tuple[HistoryLine, ...]) -> None:
        if lines == self.lines:
            return
        known = len(self.lines)
        if len(lines) > known and lines[:known] == self.lines:
            self.beginInsertRows(_ROOT, known, len(lines) - 1)
            self.lines = lines
            self.endInsertRows()
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == _LINE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._spoken(line)
        return None

    def _spoken(self, line: HistoryLine) -> str:
        undone = "annulé" if line.undone else ""
        return ", ".join(each for each in (line.hour, line.stamp, line.author, line.words, undone) if each)


class HistoryDelegate(QStyledItemDelegate):
    """Hour, place in the oral and author above; the words below."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        px = self._theme.px
        width = self._view.viewport().width()
        room = self._words_area(QRect(0, 0, width, px(40))).width()
        metrics = QFontMetrics(self._theme.font(BODY))
        box = metrics.boundingRect(QRect(0, 0, room, 10_000), int(_WRAP), _told(index.data(_LINE)))
        return QSize(width, max(px(28), box.height() + px(9)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        px, colors = self._theme.px, self._theme.palette
        line: HistoryLine = index.data(_LINE)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.fillRect(area, QColor(colors.accent_soft))
        painter.setPen(QColor(colors.muted))
        painter.setFont(self._theme.font(SMALL))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(area.left() + px(16), area.top() + px(6), px(64), px(18)), middle, line.hour)
        painter.drawText(QRect(area.left() + px(84), area.top() + px(6), px(66), px(18)), middle, line.stamp)
        font = self._theme.font(BODY)
        font.setStrikeOut(line.undone)
        painter.setFont(font)
        painter.setPen(QColor(colors.muted if line.undone else colors.text))
        painter.drawText(self._words_area(area), int(_WRAP), _told(line))
        painter.restore()

    def _words_area(self, area: QRect) -> QRect:
        px = self._theme.px
        return area.adjusted(px(154), px(5), -px(16), -px(3))


def _told(line: HistoryLine) -> str:
    return f"{line.words}  — {line.author}" if line.author else line.words


class HistoryList(QListView):
    """Follows its end as long as the last act is in sight."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._model = HistoryModel()
        self.setModel(self._model)
        self.setItemDelegate(HistoryDelegate(theme, self))
        show_tall_rows(self)
        self.setAccessibleName("Historique de l’oral")
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_lines(self, lines: tuple[HistoryLine, ...]) -> None:
        bar = self.verticalScrollBar()
        at_end = bar.value() == bar.maximum()
        self._model.show(lines)
        if at_end and lines:
            self.setCurrentIndex(self._model.index(len(lines) - 1))
            self.scrollToBottom()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
