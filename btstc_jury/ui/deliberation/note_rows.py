"""Notes as evidence: moment, sign, text, author, and one act on each."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from btstc_jury.application.views.live import NoteLine
from btstc_jury.domain.assessment import Sign
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, SMALL
from btstc_jury.ui.widgets.painting import paint_sign

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


class NoteRole(IntEnum):
    LINE = Qt.ItemDataRole.UserRole + 1


class NoteRowsModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.notes: tuple[NoteLine, ...] = ()
        self.tip = ""

    def show(self, notes: tuple[NoteLine, ...]) -> None:
        if notes != self.notes:
            self.beginResetModel()
            self.notes = notes
            self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.notes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        note = self.notes[index.row()]
        match role:
            case NoteRole.LINE:
                return note
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return " ".join(filter(None, (note.stamp, str(note.sign), note.text, note.signature)))
            case Qt.ItemDataRole.ToolTipRole:
                return self.tip or None
            case _:
                return None


class NoteRowDelegate(QStyledItemDelegate):
    """``action``: the few characters at the end of each row that the mouse can press, or ""."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.action = ""

    def action_area(self, row: QRect) -> QRect:
        """Where the act of a row can be pressed."""
        px = self._theme.px
        wide = QFontMetrics(self._theme.font(SMALL, bold=True)).horizontalAdvance(self.action) + px(14)
        return QRect(row.right() - wide, row.top() + px(3), wide, px(22))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        px = self._theme.px
        note = index.data(NoteRole.LINE)
        width = self._view.viewport().width()
        room = self._text_area(QRect(0, 0, width, px(28))).width()
        metrics = QFontMetrics(self._theme.font(BODY))
        box = metrics.boundingRect(QRect(0, 0, room, 100_000), int(_WRAP), note.text)
        head = px(24) if self._stacked(width) else 0
        author = px(18) if note.author and not head else 0
        return QSize(width, max(px(28), box.height() + head + author + px(9)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        note: NoteLine = index.data(NoteRole.LINE)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        px, colors = self._theme.px, self._theme.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.fillRect(area, QColor(colors.accent_soft))
            painter.fillRect(QRect(area.left(), area.top(), px(3), area.height()), QColor(colors.accent))
        painter.setFont(self._theme.font(SMALL))
        painter.setPen(QColor(colors.muted))
        stamp = QRect(area.left() + px(6), area.top() + px(5), px(60), px(20))
        painter.drawText(stamp, _MIDDLE, note.stamp)
        if note.sign is not Sign.NONE:
            box = QRect(area.left() + px(66), area.top() + px(6), px(18), px(18))
            paint_sign(self._theme, painter, box, note.sign)
        painter.setFont(self._theme.font(BODY))
        painter.setPen(QColor(colors.text))
        text = self._text_area(area)
        painter.drawText(text, int(_WRAP), note.text)
        if note.author:
            below = QRect(text.left(), text.bottom() - px(18), text.width(), px(18))
            beside = QRect(area.left() + px(92), area.top() + px(5), area.width() - px(140), px(20))
            self._paint_author(painter, beside if self._stacked(area.width()) else below, note.signature)
        if self.action:
            self._paint_action(painter, self.action_area(area))
        painter.restore()

    def _paint_author(self, painter: QPainter, place: QRect, author: str) -> None:
        font = self._theme.font(SMALL)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.palette.muted))
        shown = QFontMetrics(font).elidedText(author, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, _MIDDLE, shown)

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


class NoteRows(QListView):
    """``acted`` carries the ``NoteLine``: by its button, or by one of ``keys`` on the current row.

    As high as its rows; ``row_shown`` tells the scroll area around it what must be seen.
    """

    acted = Signal(object)
    row_shown = Signal(QRect)

    def __init__(self, theme: Theme, name: str, keys: frozenset[int]) -> None:
        super().__init__()
        self._theme = theme
        self._keys = keys
        self._model = NoteRowsModel()
        self._delegate = NoteRowDelegate(theme, self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        theme.changed.connect(self._fit)
        self.selectionModel().currentChanged.connect(self._reveal)

    def show_notes(self, notes: tuple[NoteLine, ...], action: str, tip: str) -> None:
        """``action``: what a press does, in a few characters, "" for nothing; ``tip`` in full."""
        row = self.currentIndex().row()
        changed = action != self._delegate.action
        self._delegate.action, self._model.tip = action, tip
        self.setAccessibleDescription(tip)
        self._model.show(notes)
        if row >= 0 and notes and not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(min(row, len(notes) - 1)))
        self.setVisible(bool(notes))
        if changed:
            self.viewport().update()
        self._fit()

    def notes(self) -> tuple[NoteLine, ...]:
        return self._model.notes

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in self._keys and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._act(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        super().mouseReleaseEvent(event)
        if index.isValid() and self._delegate.action_area(self.visualRect(index)).contains(point):
            self._act(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and self._model.notes:
            self.setCurrentIndex(self._model.index(0))
        super().focusInEvent(event)
        self._reveal()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._fit()

    def _act(self, index: QModelIndex) -> None:
        if index.isValid() and self._delegate.action:
            self.acted.emit(index.data(NoteRole.LINE))

    def _reveal(self) -> None:
        if self.hasFocus() and self.currentIndex().isValid():
            self.row_shown.emit(self.visualRect(self.currentIndex()))

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        height = sum(self.sizeHintForRow(row) for row in range(len(self._model.notes)))
        self.setFixedHeight(max(height, 1))
