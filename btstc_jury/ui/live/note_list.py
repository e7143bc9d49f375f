"""The notes with their moment, newest last."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QMenu, QStyleOptionViewItem

from btstc_jury.application.views.live import InterruptionLine, NoteLine, TimelineLine
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, SMALL
from btstc_jury.ui.widgets.lists import ROW, Index, RowDelegate, RowsModel, TallList
from btstc_jury.ui.widgets.painting import (
    is_selected,
    lines_height,
    paint_box,
    paint_selected,
    paint_sign,
    paint_tick,
    sign_ink,
    write,
    write_lines,
)


def _spoken(line: TimelineLine) -> str:
    """As a screen reader says it."""
    if isinstance(line, InterruptionLine):
        return f"{line.stamp} {line.text}"
    asked = " (posée)" if line.asked else ""
    return f"{' '.join(each for each in (line.stamp, line.sign, line.text) if each)}{asked}"


class NoteModel(RowsModel[TimelineLine]):
    """Notes, found by their number, and interruptions."""

    def __init__(self) -> None:
        super().__init__(_spoken, _number)

    def line(self, index: Index) -> NoteLine | None:
        row = self.row(index)
        return row if isinstance(row, NoteLine) else None


def _number(line: TimelineLine) -> int | None:
    return line.number if isinstance(line, NoteLine) else None


class NoteDelegate(RowDelegate):
    """Moment, sign in a box, text, linked criterion and author."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        px, line, width = self._theme.px, index.data(ROW), self._width()
        room = self._text_area(QRect(0, 0, width, px(28)), line).width()
        height = lines_height(self._words(line), self._theme.font(BODY), room)
        return QSize(width, max(px(28), height + px(9)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        px, line = self._theme.px, index.data(ROW)
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_selected(option) and self._view.hasFocus():
            paint_selected(self._theme, painter, area)
        stamp = QRect(area.left() + px(16), area.top() + px(6), px(72), px(18))
        write(painter, stamp, line.stamp, self._theme.font(SMALL), self._theme.palette.muted)
        if isinstance(line, InterruptionLine):
            self._paint_interruption(painter, area, line)
        else:
            self._paint_line(painter, area, line)
        painter.restore()

    def _paint_interruption(self, painter: QPainter, area: QRect, line: InterruptionLine) -> None:
        px, colors = self._theme.px, self._theme.palette
        paint_box(self._theme, painter, self._box(area), "!", colors.warning)
        room = area.adjusted(px(117), px(5), -px(16), -px(3))
        write_lines(painter, room, line.text, self._theme.font(BODY), colors.warning)

    def _paint_line(self, painter: QPainter, area: QRect, line: NoteLine) -> None:
        self._paint_sign(painter, self._box(area), line)
        room, ink = self._text_area(area, line), self._theme.palette.text
        write_lines(painter, room, self._words(line), self._theme.font(BODY), ink)
        if line.criterion is not None:
            self._paint_link(painter, area, line.criterion)

    def _box(self, area: QRect) -> QRect:
        """Where the sign of a row is."""
        px = self._theme.px
        return QRect(area.left() + px(90), area.top() + px(6), px(17), px(17))

    def _paint_sign(self, painter: QPainter, box: QRect, line: NoteLine) -> None:
        if line.asked:
            paint_box(self._theme, painter, box, "", sign_ink(self._theme, line.sign))
            ink = QColor(self._theme.palette.quiet)
            paint_tick(painter, QRectF(box), ink, self._theme.px(2))
        else:
            paint_sign(self._theme, painter, box, line.sign)

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


class NoteList(TallList):
    """Signals: ``edit_asked(note)`` and ``remove_asked(note)``; ``wait_asked(note)``: a question asked waits
    again; ``left`` on Escape.

    Notes can be reached by Tab and arrows: Enter edits, Delete removes, Space puts a question back.
    """

    wait_asked = Signal(int)
    edit_asked = Signal(int)
    remove_asked = Signal(int)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._model = NoteModel()
        self.setModel(self._model)
        self.setItemDelegate(NoteDelegate(theme, self))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.doubleClicked.connect(self._edit)
        self.setAccessibleName("Notes")

    def show_lines(self, rows: tuple[TimelineLine, ...]) -> None:
        before = self._model.rowCount()
        self._model.show(rows)
        if len(rows) != before:
            self.scrollToBottom()

    def reveal(self, note: int) -> None:
        """Scroll to a note and make it current."""
        index = self._model.place(note)
        if index.isValid():
            self.setCurrentIndex(index)

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
