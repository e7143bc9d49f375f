"""The journal of the oral, beside the oral itself: what was done, what was taken back."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from btstc_jury.application.office import Changes
from btstc_jury.application.views.history import HistoryLine, history_view
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY, SMALL
from btstc_jury.ui.widgets.basics import ElidedLabel, frame
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.drawer import Drawer
from btstc_jury.ui.widgets.layouts import Narrowing, row
from btstc_jury.ui.widgets.lists import ROW, Index, RowDelegate, RowsModel, TallList
from btstc_jury.ui.widgets.painting import is_selected, lines_height, paint_selected, write, write_lines


class HistoryDelegate(RowDelegate):
    """Hour, place in the oral and author above; the words below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        px, width = self._theme.px, self._width()
        free = self._words_area(QRect(0, 0, width, px(40))).width()
        height = lines_height(_told(index.data(ROW)), self._theme.font(BODY), free)
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
        self.setAccessibleName("Historique de l’interrogation")

    def show_lines(self, lines: tuple[HistoryLine, ...]) -> None:
        bar = self.verticalScrollBar()
        at_end = bar.value() == bar.maximum()
        self._model.show(lines)
        if at_end and lines:
            self.setCurrentIndex(self._model.index(len(lines) - 1))
            self.scrollToBottom()


class HistoryDrawer(Drawer):
    """``travel``: undo and redo, as the page does them."""

    def __init__(
        self,
        theme: Theme,
        conductor: Conductor,
        page: QWidget,
        anchor: QWidget,
        travel: tuple[Action, Action],
        title: str = "Historique de l’interrogation",
    ) -> None:
        super().__init__(theme, page, anchor, title)
        self._office = conductor.office
        self._oral: int | None = None
        self.list = HistoryList(theme)
        self.next_undo = ElidedLabel(role="muted small")
        self.undo, self.redo = (KeyButton.of(each) for each in travel)
        for each in (self.undo, self.redo):
            each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        foot = frame("footer")
        line = row(theme, (self.next_undo, 1), self.undo, self.redo, margins=(16, 8, 12, 8), within=foot)
        # Where the width ends, the history itself tells what is to be undone.
        Narrowing(self, line, self.next_undo)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(foot)
        conductor.changed.connect(self._on_changed)
        for action in travel:
            action.changed.connect(self._refresh)

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
        self._refresh()

    def _on_changed(self, changes: Changes) -> None:
        if changes.oral == self._oral:
            self._refresh()

    def _refresh(self) -> None:
        if self._oral is None or not self.isVisible():
            return
        view = history_view(self._office, self._oral)
        self.list.show_lines(view.lines)
        words = f"À annuler\u202f: {view.undo}" if view.undo else ""
        self.next_undo.setText(words or "Rien à annuler")
        self.undo.setEnabled(bool(view.undo))
        self.redo.setEnabled(bool(view.redo))
