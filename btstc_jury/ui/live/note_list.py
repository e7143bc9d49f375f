"""The notes with their moment, newest last."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from btstc_jury.application.views.live import NoteLine
from btstc_jury.domain.assessment import Sign
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, SMALL

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class NoteRole(IntEnum):
    """``LINE``: the ``NoteLine`` or, for a heading, its text."""

    LINE = Qt.ItemDataRole.UserRole + 1


class NoteModel(QAbstractListModel):
    """Notes, under headings where questions wait apart."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[NoteLine | str] = []

    def show(self, rows: list[NoteLine | str]) -> None:
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
            return line if isinstance(line, str) else f"{line.stamp} {line.sign} {line.text}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self._rows[index.row()], str):
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
        if isinstance(line, str):
            return QSize(width, px(26))
        room = self._text_area(QRect(0, 0, width, px(28)), line).width()
        metrics = QFontMetrics(self._theme.font(BODY))
        box = metrics.boundingRect(QRect(0, 0, room, 10_000), int(_WRAP), self._words(line))
        return QSize(width, max(px(28), box.height() + px(9)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(NoteRole.LINE)
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, str):
            self._paint_heading(painter, area, line)
        else:
            state: QStyle.StateFlag = option.state
            if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
                painter.fillRect(area, QColor(self._theme.palette.accent_soft))
            self._paint_line(painter, area, line)
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRect, text: str) -> None:
        px = self._theme.px
        painter.setFont(self._theme.font(SMALL, bold=True))
        painter.setPen(QColor(self._theme.palette.quiet))
        inside = area.adjusted(px(16), 0, -px(16), 0)
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignVCenter), text)

    def _paint_line(self, painter: QPainter, area: QRect, line: NoteLine) -> None:
        px, colors = self._theme.px, self._theme.palette
        painter.setFont(self._theme.font(SMALL))
        painter.setPen(QColor(colors.muted))
        stamp = QRect(area.left() + px(16), area.top() + px(6), px(72), px(18))
        painter.drawText(stamp, int(Qt.AlignmentFlag.AlignVCenter), line.stamp)
        self._paint_sign(painter, QPoint(area.left() + px(90), area.top() + px(6)), line.sign)
        painter.setFont(self._theme.font(BODY))
        painter.setPen(QColor(colors.text))
        painter.drawText(self._text_area(area, line), int(_WRAP), self._words(line))
        if line.criterion is not None:
            self._paint_link(painter, area, line.criterion)

    def _paint_sign(self, painter: QPainter, at: QPoint, sign: Sign) -> None:
        px, colors = self._theme.px, self._theme.palette
        ink = {
            Sign.STRENGTH: colors.done,
            Sign.WEAKNESS: colors.overrun,
            Sign.QUESTION: colors.quiet,
            Sign.NONE: colors.line,
        }[sign]
        side = px(17)
        box = QRect(at.x(), at.y(), side, side)
        painter.setPen(QPen(QColor(ink), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, px(3), px(3))
        painter.setFont(self._theme.font(SMALL, bold=True))
        shown = "\u2212" if sign is Sign.WEAKNESS else str(sign)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)

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

    def _text_area(self, area: QRect, line: NoteLine) -> QRect:
        px = self._theme.px
        right = px(16) if line.criterion is None else px(70)
        return area.adjusted(px(117), px(5), -right, -px(3))

    @staticmethod
    def _words(line: NoteLine) -> str:
        author = f"  — {line.author}" if line.author else ""
        return f"{line.text}{author}"


class NoteList(QListView):
    """Signals: ``edit_asked(note)`` and ``remove_asked(note)``; ``left`` on Escape.

    Notes can be reached by Tab and arrows: Enter edits, Delete removes.
    """

    edit_asked = Signal(int)
    remove_asked = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._model = NoteModel()
        self.setModel(self._model)
        self.setItemDelegate(NoteDelegate(theme, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.doubleClicked.connect(self._edit)
        self.setAccessibleName(self.tr("Notes"))
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_notes(self, notes: tuple[NoteLine, ...], *, waiting: bool) -> None:
        """``waiting``: questions stand apart, as in a phase that is not to be interrupted."""
        questions = [each for each in notes if each.sign is Sign.QUESTION] if waiting else []
        others = [each for each in notes if each not in questions]
        rows: list[NoteLine | str] = []
        if questions:
            heading = self.tr("Questions en attente · {count}").format(count=len(questions))
            rows = [heading, *questions]
            if others:
                rows.append(self.tr("Notes"))
        rows.extend(others)
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
        change = QAction(self.tr("Modifier la note"), menu)
        change.triggered.connect(lambda: self.edit_asked.emit(line.number))
        remove = QAction(self.tr("Retirer la note"), menu)
        remove.triggered.connect(lambda: self.remove_asked.emit(line.number))
        menu.addActions([change, remove])
        menu.popup(self.viewport().mapToGlobal(at))
