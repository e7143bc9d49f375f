"""Widgets side by side that go on to the next line where the width ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


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
