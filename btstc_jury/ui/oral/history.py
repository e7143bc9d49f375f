"""The journal of the oral, beside the oral itself: what was done, what was taken back."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStyleOptionViewItem, QWidget

from btstc_jury.application.changes import Changes
from btstc_jury.application.views.history import HistoryLine, history_view
from btstc_jury.domain import commands as do
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.shortcuts import default_keys
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, SMALL
from btstc_jury.ui.widgets.basics import ElidedLabel, frame
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.drawer import Drawer
from btstc_jury.ui.widgets.layouts import fit_row
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


HISTORY_KEYS = default_keys("oral.history")


class HistoryDrawer(Drawer):
    """``travelled``: an undo or a redo asked by button; by key it is the page's."""

    travelled = Signal(object)

    def __init__(self, theme: Theme, conductor: Conductor, page: QWidget, anchor: QWidget) -> None:
        super().__init__(theme, page, anchor, "Historique de l’oral")
        self._office = conductor.office
        self._oral: int | None = None
        self.list = HistoryList(theme)
        self.next_undo = ElidedLabel(role="muted small")
        self.undo = KeyButton("Annuler", default_keys("oral.undo"))
        self.redo = KeyButton("Rétablir", default_keys("oral.redo"))
        self.undo.clicked.connect(lambda: self.travelled.emit(do.Undo()))
        self.redo.clicked.connect(lambda: self.travelled.emit(do.Redo()))
        foot = frame("footer")
        self._foot = QHBoxLayout(foot)
        self._foot.addWidget(self.next_undo, 1)
        for each in (self.undo, self.redo):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._foot.addWidget(each)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(foot)
        conductor.changed.connect(self._on_changed)
        theme.changed.connect(self._space)
        self._space()

    def toggle(self, oral: int) -> None:
        """Show the history of an oral, or put it away."""
        if self.isVisible():
            self.close_drawer()
            return
        self.open_drawer()
        self.show_oral(oral)
        self.list.scrollToBottom()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_oral(self, oral: int) -> None:
        """Another oral on the page: its history, where one is shown."""
        self._oral = oral
        if self.isVisible():
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the width ends, the history itself tells what is to be undone."""
        super().resizeEvent(event)
        self.next_undo.show()
        fit_row(self._foot, self.width(), (self.next_undo,))

    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.oral == self._oral:
            self._refresh()

    def _refresh(self) -> None:
        if self._oral is None:
            return
        view = history_view(self._office, self._oral)
        self.list.show_lines(view.lines)
        words = f"À annuler\u202f: {view.undo}" if view.undo else ""
        self.next_undo.setText(words or "Rien à annuler")
        self.undo.setEnabled(bool(view.undo))
        self.redo.setEnabled(bool(view.redo))

    def _space(self) -> None:
        space = self._theme.space
        self._foot.setContentsMargins(space(16), space(8), space(12), space(8))
        self._foot.setSpacing(space(8))
