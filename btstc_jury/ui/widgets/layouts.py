"""Where widgets stand: rows and columns that grow with the text, lines that wrap, rows that give way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from btstc_jury.ui.widgets.buttons import KeyButton


class FlowLayout(QLayout):
    """Lines as words make them; hidden widgets take no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:
        """All on one line."""
        shown = self._shown()
        gaps = self.spacing() * max(len(shown) - 1, 0)
        width = sum(item.sizeHint().width() for item in shown) + gaps
        height = max((item.sizeHint().height() for item in shown), default=0)
        return QSize(width, height).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, rect: QRect, *, move: bool) -> int:
        """Place the widgets within ``rect``; the height that they need."""
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        line: list[tuple[QLayoutItem, int, QSize]] = []
        x, y = area.left(), area.top()
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(max(area.width(), 1), item.sizeHint().height()))
            if line and x + size.width() > area.right() + 1:
                y += _place(line, y, move=move) + self.spacing()
                line, x = [], area.left()
            line.append((item, x, size))
            x += size.width() + self.spacing()
        y += _place(line, y, move=move)
        return y - rect.top() + margins.bottom()


def _place(line: list[tuple[QLayoutItem, int, QSize]], top: int, *, move: bool) -> int:
    """The height of one line, its widgets centred in it."""
    height = max((size.height() for _, _, size in line), default=0)
    for item, x, size in line if move else ():
        item.setGeometry(QRect(QPoint(x, top + (height - size.height()) // 2), size))
    return height


def fit_row(row: QHBoxLayout, width: int, expendable: Sequence[QWidget] = ()) -> None:
    """Make a row fit ``width``: hide the keys of its buttons, then ``expendable`` in that order.

    The caller shows again beforehand what was hidden here.
    """
    items = (row.itemAt(position) for position in range(row.count()))
    buttons = [each for item in items if item and isinstance(each := item.widget(), KeyButton)]
    for button in buttons:
        button.show_keys(True)
    if not _too_wide(row, width):
        return
    for button in buttons:
        button.show_keys(False)
    for each in expendable:
        if _too_wide(row, width):
            each.hide()


def _too_wide(row: QHBoxLayout, width: int) -> bool:
    row.invalidate()
    return row.sizeHint().width() > width


class ColumnScroll(QScrollArea):
    """As wide as there is room; as high as its content needs at that width."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed in the content while it was hidden is measured now: Qt itself would not."""
        super().showEvent(event)
        if (content := self.widget()) is not None:
            QCoreApplication.postEvent(content, QEvent(QEvent.Type.LayoutRequest))


def turn(stack: QStackedWidget, shown: QWidget) -> bool:
    """Show a page of the stack; whether the focus was in the other one and has to be given anew.

    It must not pass through what stands beside the stack: a list would go to its first line.
    """
    held = QApplication.focusWidget()
    inside = held if held is not None and stack.isAncestorOf(held) else None
    turns = stack.currentWidget() is not shown and inside is not None
    if turns and inside is not None:
        inside.clearFocus()
    stack.setCurrentWidget(shown)
    return turns
