"""The notes with their moment, newest last."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from btstc_jury.application.views.live import InterruptionLine, NoteLine, TimelineLine
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, SMALL
from btstc_jury.ui.widgets.lists import show_tall_rows
from btstc_jury.ui.widgets.painting import paint_box, paint_sign, sign_ink

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class NoteRole(IntEnum):
    """``LINE``: the ``NoteLine`` or ``InterruptionLine``."""

    LINE = Qt.ItemDataRole.UserRole + 1


def _spoken(line: TimelineLine) -> str:
    """As a screen reader says it."""
    if isinstance(line, InterruptionLine):
        return f"{line.stamp} {line.text}"
    asked = " (posée)" if line.asked else ""
    return f"{' '.join(each for each in (line.stamp, line.sign, line.text) if each)}{asked}"


class NoteModel(QAbstractListModel):
    """Notes and interruptions."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[TimelineLine, ...] = ()

    def show(self, rows: tuple[TimelineLine, ...]) -> None:
        if rows == self._rows:
            return
        common = 0
        while common < min(len(rows), len(self._rows)) and rows[common] == self._rows[common]:
            common += 1
        if common == len(self._rows):
            self.beginInsertRows(_ROOT, common, len(rows) - 1)
            self._rows = rows
            self.endInsertRows()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._rows[index.row()]
        if role == NoteRole.LINE:
            return line
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return _spoken(line)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._rows[index.row()], InterruptionLine):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def line(self, index: Index) -> NoteLine | None:
        row = self._rows[index.row()] if index.isValid() else None
        return row if isinstance(row, NoteLine) else None

    def row_of(self, note: int) -> int | None:
        for position, row in enumerate(self._rows):
            if isinstance(row, NoteLine) and row.number == note:
                return position
        return None


class NoteDelegate(QStyledItemDelegate):
    """Moment, sign in a box, text, linked criterion and author."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        px = self._theme.px
        line = index.data(NoteRole.LINE)
        width = self._view.viewport().width()
        room = self._text_area(QRect(0, 0, width, px(28)), line).width()
        metrics = QFontMetrics(self._theme.font(BODY))
        box = metrics.boundingRect(QRect(0, 0, room, 10_000), int(_WRAP), self._words(line))
        return QSize(width, max(px(28), box.height() + px(9)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(NoteRole.LINE)
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.fillRect(area, QColor(self._theme.palette.accent_soft))
        self._paint_stamp(painter, area, line.stamp)
        if isinstance(line, InterruptionLine):
            self._paint_interruption(painter, area, line)
        else:
            self._paint_line(painter, area, line)
        painter.restore()

    def _paint_stamp(self, painter: QPainter, area: QRect, stamp: str) -> None:
        px = self._theme.px
        painter.setFont(self._theme.font(SMALL))
        painter.setPen(QColor(self._theme.palette.muted))
        box = QRect(area.left() + px(16), area.top() + px(6), px(72), px(18))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), stamp)

    def _paint_interruption(self, painter: QPainter, area: QRect, line: InterruptionLine) -> None:
        px, colors = self._theme.px, self._theme.palette
        paint_box(self._theme, painter, self._box(area), "!", colors.warning)
        painter.setFont(self._theme.font(BODY))
        painter.setPen(QColor(colors.warning))
        painter.drawText(area.adjusted(px(117), px(5), -px(16), -px(3)), int(_WRAP), line.text)

    def _paint_line(self, painter: QPainter, area: QRect, line: NoteLine) -> None:
        colors = self._theme.palette
        self._paint_sign(painter, self._box(area), line)
        painter.setFont(self._theme.font(BODY))
        painter.setPen(QColor(colors.text))
        painter.drawText(self._text_area(area, line), int(_WRAP), self._words(line))
        if line.criterion is not None:
            self._paint_link(painter, area, line.criterion)

    def _box(self, area: QRect) -> QRect:
        """Where the sign of a row is."""
        px = self._theme.px
        return QRect(area.left() + px(90), area.top() + px(6), px(17), px(17))

    def _paint_sign(self, painter: QPainter, box: QRect, line: NoteLine) -> None:
        if line.asked:
            paint_box(self._theme, painter, box, "", sign_ink(self._theme, line.sign))
            self._paint_tick(painter, box)
        else:
            paint_sign(self._theme, painter, box, line.sign)

    def _paint_tick(self, painter: QPainter, box: QRect) -> None:
        """The question was put to the candidate."""
        pen = QPen(QColor(self._theme.palette.quiet), self._theme.px(2))
        painter.setPen(pen)
        side = box.width()
        points = ((0.24, 0.52), (0.43, 0.72), (0.78, 0.28))
        painter.drawPolyline([QPointF(box.left() + x * side, box.top() + y * side) for x, y in points])

    def _paint_link(self, painter: QPainter, area: QRect, criterion: int) -> None:
        px, colors = self._theme.px, self._theme.palette
        font = self._theme.font(SMALL)
        chip = QRect(area.right() - px(16) - px(46), area.top() + px(6), px(46), px(17))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.accent_soft))
        painter.drawRoundedRect(chip, px(3), px(3))
        painter.setFont(font)
        painter.setPen(QColor(colors.accent))
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), f"n°\u202f{criterion}")

    def _text_area(self, area: QRect, line: TimelineLine) -> QRect:
        px = self._theme.px
        linked = isinstance(line, NoteLine) and line.criterion is not None
        right = px(70) if linked else px(16)
        return area.adjusted(px(117), px(5), -right, -px(3))

    @staticmethod
    def _words(line: TimelineLine) -> str:
        author = line.signature if isinstance(line, NoteLine) else ""
        return f"{line.text}  — {author}" if author else line.text


class NoteList(QListView):
    """Signals: ``edit_asked(note)`` and ``remove_asked(note)``; ``wait_asked(note)``: a question asked waits
    again; ``left`` on Escape.

    Notes can be reached by Tab and arrows: Enter edits, Delete removes, Space puts a question back.
    """

    wait_asked = Signal(int)
    edit_asked = Signal(int)
    remove_asked = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._model = NoteModel()
        self.setModel(self._model)
        self.setItemDelegate(NoteDelegate(theme, self))
        show_tall_rows(self)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.doubleClicked.connect(self._edit)
        self.setAccessibleName("Notes")
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_lines(self, rows: tuple[TimelineLine, ...]) -> None:
        before = self._model.rowCount()
        self._model.show(rows)
        if len(rows) != before:
            self.scrollToBottom()

    def reveal(self, note: int) -> None:
        """Scroll to a note and make it current."""
        row = self._model.row_of(note)
        if row is not None:
            self.setCurrentIndex(self._model.index(row))

    def go_to_last(self) -> None:
        """Take the keys, at the note written last."""
        last = self._model.rowCount() - 1
        if last < 0:
            return
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(last))
        self.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self._model.line(self.currentIndex())
        match event.key():
            case Qt.Key.Key_Escape:
                self.left.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if line is not None:
                self.edit_asked.emit(line.number)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace if line is not None:
                self.remove_asked.emit(line.number)
            case Qt.Key.Key_Space if line is not None and line.asked:
                self.wait_asked.emit(line.number)
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()

    def _edit(self, index: QModelIndex) -> None:
        line = self._model.line(index)
        if line is not None:
            self.edit_asked.emit(line.number)

    def _open_menu(self, at: QPoint) -> None:
        line = self._model.line(self.indexAt(at))
        if line is None:
            return
        menu = QMenu(self)
        change = QAction("Modifier la note", menu)
        change.triggered.connect(lambda: self.edit_asked.emit(line.number))
        remove = QAction("Retirer la note", menu)
        remove.triggered.connect(lambda: self.remove_asked.emit(line.number))
        menu.addActions([change, remove])
        if line.asked:
            menu.addAction("Remettre en attente", lambda: self.wait_asked.emit(line.number))
        menu.popup(self.viewport().mapToGlobal(at))
