"""What was found in signed grids: the checks as a tree, the oral to be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QContextMenuEvent,
    QFont,
    QGuiApplication,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QMenu,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from btstc_jury.application.verification import CheckRow, FileChecks, row_text
from btstc_jury.application.views.evaluation import EvaluationSection
from btstc_jury.domain.wording import unaccented
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import BODY
from btstc_jury.ui.widgets.basics import frame, label, plain_tip
from btstc_jury.ui.widgets.layouts import column, panel, spaced
from btstc_jury.ui.widgets.lists import Index
from btstc_jury.ui.widgets.symbols import symbol_icon, tone_color

_ROW = Qt.ItemDataRole.UserRole
_PATH = Qt.ItemDataRole.UserRole + 1
_FILE, _VERDICT = 0, 1
"""The columns."""
_UNFOLDED = 8
"""Files up to which their signatures are shown at once."""
_PENDING = 100
"""After all verdicts."""


class _Item(QTreeWidgetItem):
    """``place``: of a file, in the order of the column that sorts; of what belongs to it, from the top."""

    place: tuple[int | str, ...] = ()

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        return isinstance(other, _Item) and self.place < other.place


class CheckTree(QTreeWidget):
    """The worst first; its columns sort otherwise. ``chosen(Path, CheckRow)``: the row that the arrows or
    the mouse are on.
    """

    chosen = Signal(object, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sorted, self._backwards = _VERDICT, False
        self._came: dict[Path, int] = {}
        self._verdicts: dict[Path, int] = {}
        self._folded, self._untouched = False, True
        self.setHeaderLabels(["Fichier", "Verdict"])
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._lines = _Lines(theme, self)
        self.setItemDelegate(self._lines)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAccessibleName("Fichiers vérifiés et leurs signatures")
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.header().setSectionsClickable(True)
        self.header().setSortIndicatorShown(True)
        self.header().sectionClicked.connect(self.sort_by)
        self.currentItemChanged.connect(self._choose)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._sort()

    def wait_for(self, path: Path, row: CheckRow) -> None:
        """A file whose verification is under way; one that was there already keeps its place."""
        new = path not in self._came
        item = self._item(path)
        self._fill(item, row, ())
        if new:
            self._sort()
        if self.topLevelItemCount() > _UNFOLDED and not self._folded:
            self._folded = True
            self.collapseAll()

    def sort_by(self, column: int) -> None:
        """By its name or its verdict; the same again, the other way round."""
        self._backwards = column == self._sorted and not self._backwards
        self._sorted = column
        self._sort()

    def copied(self) -> str:
        """The rows chosen, from top to bottom."""
        chosen = [item for item in self.rows() if item.isSelected()]
        heads = [item.parent() for item in chosen]
        names = ["" if head is None else head.data(0, _ROW).title for head in heads]
        told = (row_text(item.data(0, _ROW), of) for item, of in zip(chosen, names, strict=True))
        return "\n".join(told)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._untouched = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._untouched = False
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction("&Copier\tCtrl+C", self._copy)
        copy.setEnabled(bool(self.selectedItems()))
        menu.addSeparator()
        menu.addAction("Trier par &fichier", partial(self.sort_by, _FILE))
        menu.addAction("Trier par &verdict", partial(self.sort_by, _VERDICT))
        menu.addSeparator()
        menu.addAction("&Replier tout", self.collapseAll)
        menu.addAction("&Déplier tout", self.expandAll)
        menu.popup(event.globalPos())

    def show_file(self, path: Path, checks: FileChecks) -> None:
        """What was found; goes there where this file was chosen, and to the worst until the user chose."""
        item, new = self._item(path), path not in self._verdicts
        current = self.currentItem()
        seen = current is not None and self.visualItemRect(current).intersects(self.viewport().rect())
        mine = current is None or current is item or current.parent() is item
        self._verdicts[path] = checks.place
        self._fill(item, checks.head, checks.rows)
        if new:
            item.setExpanded(not self._folded)
        self._sort()
        if self._untouched:
            worst = next(self.files())
            self.setCurrentItem(worst)
            mine = mine or worst is item
        elif mine:
            self.setCurrentItem(item)
        if mine:
            self._choose()
        shown = self.currentItem()
        if seen and shown is not None:
            self.scrollToItem(shown)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().drawRow(painter, option, index)
        named = index.sibling(index.row(), 0)
        cell = QStyleOptionViewItem(option)
        cell.rect = self.visualRect(named)
        self._lines.paint_below(painter, cell, named, self.viewport().width())

    def paths(self) -> tuple[Path, ...]:
        return tuple(item.data(0, _PATH) for item in self.files())

    def files(self) -> Iterator[QTreeWidgetItem]:
        for place in range(self.topLevelItemCount()):
            item = self.topLevelItem(place)
            if item is not None:
                yield item

    def rows(self) -> Iterator[QTreeWidgetItem]:
        """From top to bottom: each file, then what belongs to it."""
        for item in self.files():
            yield item
            found = (item.child(place) for place in range(item.childCount()))
            yield from (each for each in found if each is not None)

    def _item(self, path: Path) -> QTreeWidgetItem:
        """Of a file, made at its first use."""
        item = next((item for item in self.files() if item.data(0, _PATH) == path), None)
        if item is None:
            item = _Item(self)
            item.setData(0, _PATH, path)
            self._came[path] = len(self._came)
        return item

    def _sort(self) -> None:
        """In one way for Qt, which would turn what belongs to a file round with it."""
        way = -1 if self._backwards else 1
        files = [item for item in self.files() if isinstance(item, _Item)]
        if self._sorted == _FILE:
            files.sort(key=lambda item: unaccented(item.data(0, _PATH).name), reverse=self._backwards)
        else:
            files.sort(key=lambda item: self._weight(item.data(0, _PATH), way))
        for place, item in enumerate(files):
            item.place = (place,)
        order = Qt.SortOrder.DescendingOrder if self._backwards else Qt.SortOrder.AscendingOrder
        # This sets the indicator too.
        self.sortItems(0, Qt.SortOrder.AscendingOrder)
        self.header().setSortIndicator(self._sorted, order)

    def _weight(self, path: Path, way: int) -> tuple[int, int]:
        """What isn't known yet comes last either way; those of one verdict as they came."""
        known = self._verdicts.get(path)
        return (_PENDING if known is None else known * way), self._came[path]

    def _copy(self) -> None:
        if told := self.copied():
            QGuiApplication.clipboard().setText(told)

    def _fill(self, item: QTreeWidgetItem, head: CheckRow, rows: tuple[CheckRow, ...]) -> None:
        current = self.currentItem()
        if current is not None and current.parent() is item:
            self.setCurrentItem(item)
        unfolded = item.isExpanded()
        item.takeChildren()
        self._write(item, head)
        for place, row in enumerate(rows):
            below = _Item(item)
            below.place = (place,)
            self._write(below, row)
        item.setExpanded(unfolded)

    def _write(self, item: QTreeWidgetItem, row: CheckRow) -> None:
        item.setData(0, _ROW, row)
        item.setText(0, f"{row.title}\n{row.brief}" if row.brief else row.title)
        item.setText(1, row.state)
        said = ", ".join(filter(None, (row.title, row.state, row.brief)))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
        item.setToolTip(0, plain_tip(item.text(0)))
        self._paint(item, row)

    def _paint(self, item: QTreeWidgetItem, row: CheckRow) -> None:
        color = tone_color(self._theme.palette, row.tone)
        item.setIcon(0, self._symbol(row))
        item.setForeground(1, QBrush(color))
        item.setFont(0, self._theme.font(BODY, bold=item.parent() is None))
        item.setFont(1, self._theme.font(BODY, bold=True))

    def _symbol(self, row: CheckRow) -> QIcon:
        color = tone_color(self._theme.palette, row.tone)
        return symbol_icon(self._theme, self.devicePixelRatioF(), row.symbol, color)

    def _choose(self) -> None:
        item = self.currentItem()
        if item is not None:
            top = item.parent() or item
            self.chosen.emit(top.data(0, _PATH), item.data(0, _ROW))

    def _restyle(self) -> None:
        self.setIconSize(QSize(self._theme.px(16), self._theme.px(16)))
        self.setIndentation(self._theme.px(24))
        for item in self.rows():
            self._paint(item, item.data(0, _ROW))


class _Lines(QStyledItemDelegate):
    """A name and its verdict on the first line of a row, which keeps the colour of the verdict when it is
    chosen: the stylesheet has one for all.
    """

    def __init__(self, theme: Theme, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown, area = self._placed(option, index)
        text = shown.text.splitlines()[0] if shown.text else ""
        shown.text = ""
        shown.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, shown.widget)
        brush = index.data(Qt.ItemDataRole.ForegroundRole)
        color = brush.color() if brush is not None else QColor(self._theme.palette.text)
        told = shown.fontMetrics.elidedText(text, Qt.TextElideMode.ElideMiddle, area.width())
        self._write(painter, told, area, (shown.font, color))

    def paint_below(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, right: int) -> None:
        """What stands below the name, as far as ``right``, under the verdict too."""
        shown, area = self._placed(option, index)
        # Qt writes the end of a line in its own way.
        lines = shown.text.splitlines()
        if len(lines) > 1:
            area = QRect(area.left(), area.bottom() + 1, right - area.left(), area.height())
            self._write(painter, lines[1], area, (self._theme.font(BODY), QColor(self._theme.palette.text)))

    def _placed(self, option: QStyleOptionViewItem, index: Index) -> tuple[QStyleOptionViewItem, QRect]:
        """Where the first line of a cell stands."""
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        style, height = shown.widget.style(), shown.fontMetrics.lineSpacing()
        area = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, shown, shown.widget)
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, shown, shown.widget) + 1
        lines = str(index.sibling(index.row(), 0).data()).count("\n") + 1
        top = shown.rect.top() + (shown.rect.height() - height * lines) // 2
        return shown, QRect(area.left() + margin, top, area.width() - 2 * margin, height)

    @staticmethod
    def _write(painter: QPainter, text: str, area: QRect, how: tuple[QFont, QColor]) -> None:
        painter.save()
        painter.setFont(how[0])
        painter.setPen(how[1])
        told = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, told)
        painter.restore()


class EvaluationPanel(QScrollArea):
    """Scrolled by the keys once it has the focus."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(widgetResizable=True)
        self._theme = theme
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Données de l’évaluation")
        self.say("")

    def say(self, why: str) -> None:
        """Instead of data."""
        self._show(label(why, "muted", wrap=True))

    def show_sections(self, sections: Sequence[EvaluationSection]) -> None:
        parts = ((label(each.title, "heading"), self._card(each)) for each in sections)
        self._show(*chain.from_iterable(parts))

    def _show(self, *parts: QWidget) -> None:
        self.setWidget(panel(column(self._theme, *parts, 1, margins=16)))

    def _card(self, section: EvaluationSection) -> QWidget:
        card = frame("card")
        grid = spaced(self._theme, QGridLayout(card), gap=(12, 6), margins=(12, 8))
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for line, (name, value) in enumerate(section.lines):
            told = label(value, wrap=True)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            if not name:
                grid.addWidget(told, line, 0, 1, 2)
                continue
            grid.addWidget(label(name, "muted", wrap=True), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(told, line, 1, Qt.AlignmentFlag.AlignTop)
        return card
