"""Where widgets stand: rows and columns that grow with the text, lines that wrap, rows that give way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Literal, TypeVar

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ALWAYS_OFF, NO_FOCUS, frame
from btstc_jury.ui.widgets.buttons import KeyButton

Sides = int | tuple[int, int] | tuple[int, int, int, int]
"""Margins in lengths of the design: all four, (left and right, above and below), or from the left round."""

At = Literal["", "left", "top", "middle"]

Part = QWidget | QLayout | int | tuple[QWidget | QLayout, int | At]
"""What stands in a row: an ``int`` is a stretch of that factor; a pair, what stands there and its stretch, or
on which side of its place it does.
"""

AT_LEFT: At = "left"
AT_TOP: At = "top"
AT_MIDDLE: At = "middle"
"""Of its height."""

_Layout = TypeVar("_Layout", bound=QLayout)


def spaced(theme: Theme, layout: _Layout, gap: int | tuple[int, int] = 8, margins: Sides = 0) -> _Layout:
    """Keep a layout's air in proportion to the text size, from now on. ``gap``: between widgets, in a grid
    (across, down). Called again, it takes the place of what was said before.
    """
    air = next((each for each in layout.children() if isinstance(each, _Air)), None) or _Air(theme, layout)
    air.set(gap, margins)
    return layout


def row(
    theme: Theme,
    *parts: Part,
    gap: int = 8,
    margins: Sides = 0,
    within: QWidget | None = None,
    at: At = "",
) -> QHBoxLayout:
    """Side by side; ``within``: the widget that it lays out; ``at``: where in its height they stand."""
    layout = QHBoxLayout() if within is None else QHBoxLayout(within)
    return spaced(theme, fill(layout, *parts, at=at), gap, margins)


def column(
    theme: Theme, *parts: Part, gap: int = 8, margins: Sides = 0, within: QWidget | None = None
) -> QVBoxLayout:
    """One below the other."""
    layout = QVBoxLayout() if within is None else QVBoxLayout(within)
    return spaced(theme, fill(layout, *parts), gap, margins)


def flow(
    theme: Theme,
    *widgets: QWidget,
    gap: int = 8,
    margins: Sides = 0,
    within: QWidget | None = None,
    grows: bool = False,
) -> FlowLayout:
    """Side by side, on as many lines as the width asks for. ``grows``: it may take room that is left over."""
    layout = FlowLayout(within) if grows else _StillFlow(within)
    for each in widgets:
        layout.addWidget(each)
    return spaced(theme, layout, gap, margins)


_Box = TypeVar("_Box", bound=QBoxLayout)


def fill(layout: _Box, *parts: Part, at: At = "") -> _Box:
    """After what stands in it already."""
    for each in parts:
        part, how = each if isinstance(each, tuple) else (each, 0)
        stretch, side = (how, at) if isinstance(how, int) else (0, how)
        match part:
            case int():
                layout.addStretch(part)
            case QWidget():
                layout.addWidget(part, stretch)
                if side:
                    layout.setAlignment(part, _side(side))
            case QLayout():
                layout.addLayout(part, stretch)
    return layout


def _side(at: At) -> QtCore.Qt.AlignmentFlag:
    sides = QtCore.Qt.AlignmentFlag
    return {AT_LEFT: sides.AlignLeft, AT_TOP: sides.AlignTop, AT_MIDDLE: sides.AlignVCenter}[at]


def table(theme: Theme, widgets: Iterable[QWidget], columns: int, gap: tuple[int, int]) -> QGridLayout:
    """Line by line, in columns of the same width."""
    layout = spaced(theme, QGridLayout(), gap)
    for place, each in enumerate(widgets):
        layout.addWidget(each, *divmod(place, columns), _side(AT_TOP))
    for place in range(columns):
        layout.setColumnStretch(place, 1)
    return layout


def panel(layout: QLayout, role: str = "") -> QWidget:
    """A widget laid out so, drawn as the style sheet says for ``role`` where it has one."""
    made = frame(role) if role else QWidget()
    made.setLayout(layout)
    return made


def split(left: QWidget, right: QWidget) -> QSplitter:
    """Side by side with a thin line between them that can be moved; neither goes out of sight."""
    made = QSplitter(QtCore.Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=1)
    made.addWidget(left)
    made.addWidget(right)
    return made


class _Air(QObject):
    """Margins and gaps of the layout that it belongs to, at any text size."""

    def __init__(self, theme: Theme, layout: QLayout) -> None:
        super().__init__(layout)
        self._theme = theme
        self._layout = layout
        self._gap: int | tuple[int, int] = 0
        self._margins: Sides = 0
        theme.changed.connect(self._apply)

    def set(self, gap: int | tuple[int, int], margins: Sides) -> None:
        self._gap, self._margins = gap, margins
        self._apply()

    def _apply(self) -> None:
        left, top, right, bottom = (self._px(each) for each in _around(self._margins))
        self._layout.setContentsMargins(left, top, right, bottom)
        match self._gap:
            case int(gap):
                self._layout.setSpacing(self._px(gap))
            case (across, down):
                if isinstance(self._layout, QGridLayout):
                    self._layout.setHorizontalSpacing(self._px(across))
                    self._layout.setVerticalSpacing(self._px(down))

    def _px(self, length: int) -> int:
        return self._theme.space(length) if length else 0


def _around(margins: Sides) -> tuple[int, int, int, int]:
    match margins:
        case int():
            return margins, margins, margins, margins
        case (across, down):
            return across, down, across, down
        case _:
            return margins


Lengths = int | tuple[int | None, int | None] | None
"""A fixed length of the design, the least and the most, or as the widget likes."""


def sized(theme: Theme, widget: QWidget, width: Lengths = None, height: Lengths = None) -> None:
    """Keep a widget's size in proportion to the text size, from now on."""
    _Size(theme, widget, width, height)


class _Size(QObject):
    """Belongs to the widget that it holds."""

    def __init__(self, theme: Theme, widget: QWidget, width: Lengths, height: Lengths) -> None:
        super().__init__(widget)
        self._theme = theme
        across, down = _both(width), _both(height)
        self._lengths = (
            (widget.setMinimumWidth, across[0]),
            (widget.setMaximumWidth, across[1]),
            (widget.setMinimumHeight, down[0]),
            (widget.setMaximumHeight, down[1]),
        )
        theme.changed.connect(self._apply)
        self._apply()

    def _apply(self) -> None:
        for hold, length in self._lengths:
            if length is not None:
                hold(self._theme.px(length))


def _both(length: Lengths) -> tuple[int | None, int | None]:
    return length if isinstance(length, tuple) else (length, length)


class FlowLayout(QLayout):
    """Lines as words make them; hidden widgets take no room. It takes the room that is left over, unless
    something beside it has a stretch.
    """

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
        return self._lines(self._shown(), area, move=move) - rect.top() + margins.bottom()

    def _lines(self, items: list[QLayoutItem], area: QRect, *, move: bool) -> int:
        """Place these from the top of ``area`` on; where they end."""
        line: list[tuple[QLayoutItem, int, QSize]] = []
        left, end, gap = area.left(), area.right() + 1, self.spacing()
        room = max(area.width(), 1)
        x, y = left, area.top()
        for item in items:
            size = item.sizeHint()
            width = min(size.width(), room)
            size.setWidth(width)
            if line and x + width > end:
                y += _place(line, y, move=move) + gap
                line, x = [], left
            line.append((item, x, size))
            x += width + gap
        return y + _place(line, y, move=move)


class _StillFlow(FlowLayout):
    """It takes no more room than its lines need."""

    def expandingDirections(self) -> QtCore.Qt.Orientation:
        return QtCore.Qt.Orientation(0)


class _Telling(_StillFlow):
    """See ``telling``."""

    def __init__(self, words: QLabel) -> None:
        super().__init__()
        self._words = words
        self.addWidget(words)

    def _lines(self, items: list[QLayoutItem], area: QRect, *, move: bool) -> int:
        words, *acts = items
        wanted = sum(self.spacing() + each.sizeHint().width() for each in acts)
        beside = self._words.fontMetrics().horizontalAdvance(self._words.text()) + wanted < area.width()
        if beside:
            free = QSize(area.width() - wanted, words.heightForWidth(area.width()))
            line, x = [(words, area.left(), free)], area.left() + free.width()
            for each in acts:
                x += self.spacing()
                line.append((each, x, each.sizeHint()))
                x += each.sizeHint().width()
            return area.top() + _place(line, area.top(), move=move)
        whole = QSize(area.width(), words.heightForWidth(area.width()))
        bottom = area.top() + _place([(words, area.left(), whole)], area.top(), move=move)
        if not acts:
            return bottom
        return super()._lines(acts, area.adjusted(0, bottom - area.top() + self.spacing(), 0, 0), move=move)


def telling(theme: Theme, words: QLabel, *acts: QWidget) -> FlowLayout:
    """Words, and what can be done about them: at their right, or below where one line can't hold all."""
    layout = _Telling(words)
    for each in acts:
        layout.addWidget(each)
    return spaced(theme, layout, 8)


def _place(line: list[tuple[QLayoutItem, int, QSize]], top: int, *, move: bool) -> int:
    """The height of one line, its widgets centred in it."""
    height = max((size.height() for _, _, size in line), default=0)
    for item, x, size in line if move else ():
        item.setGeometry(QRect(QPoint(x, top + (height - size.height()) // 2), size))
    return height


Step = QWidget | tuple[QWidget, ...] | Callable[[], object]
"""How a row gives way: a widget hides, or several at once, or something is said in fewer words."""


class Narrowing(QObject):
    """Keeps the row of ``owner`` within its width: first the keys of its buttons go, then ``steps`` give way
    one after the other, until all that is left fits. ``whole`` puts the words back, and shows or hides what
    stands there when there is room; without it every widget among the steps shows.
    """

    def __init__(
        self, owner: QWidget, layout: QLayout, *steps: Step, whole: Callable[[], object] | None = None
    ) -> None:
        super().__init__(owner)
        self._owner = owner
        self._layout = layout
        self._steps = steps
        self._whole = whole
        self._fitting = False
        owner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            # Another height may come of fitting itself: it would never end.
            if event.size().width() != event.oldSize().width():
                self.fit()
        elif event.type() is QEvent.Type.StyleChange:
            # What stands in the row learns of it after its owner.
            soon(self, self.fit)
        return False

    def fit(self) -> None:
        """To be called where the words or the widgets of the row changed."""
        if self._fitting:
            # Showing one of them lays the window out, which may give the row another size.
            soon(self, self.fit)
            return
        self._fitting = True
        try:
            self._give_way()
        finally:
            self._fitting = False

    def _give_way(self) -> None:
        if self._whole is not None:
            self._whole()
        else:
            for each in chain.from_iterable(map(_hiding, self._steps)):
                each.show()
        self._fit_keys()
        for step in self._steps:
            if not self._too_wide():
                return
            for each in _hiding(step):
                each.hide()
            if not isinstance(step, QWidget | tuple):
                step()
                self._fit_keys()

    def _fit_keys(self) -> None:
        items = (self._layout.itemAt(position) for position in range(self._layout.count()))
        buttons = [each for item in items if item and isinstance(each := item.widget(), KeyButton)]
        for button in buttons:
            button.show_keys(True)
        if self._too_wide():
            for button in buttons:
                button.show_keys(False)

    def _too_wide(self) -> bool:
        self._layout.invalidate()
        return self._layout.sizeHint().width() > self._owner.width()


def _hiding(step: Step) -> tuple[QWidget, ...]:
    """The widgets that hide at this step."""
    match step:
        case QWidget():
            return (step,)
        case tuple():
            return step
        case _:
            return ()


class ColumnScroll(QScrollArea):
    """As wide as there is room; as high as its content needs at that width."""

    def __init__(self, content: QWidget | None = None) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("horizontalScrollBarPolicy", ALWAYS_OFF)
        self.setProperty("focusPolicy", NO_FOCUS)
        if content is not None:
            self.setWidget(content)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed in the content while it was hidden is measured now: Qt itself would not."""
        super().showEvent(event)
        if (content := self.widget()) is not None:
            QCoreApplication.postEvent(content, QEvent(QEvent.Type.LayoutRequest))


class Strips(ColumnScroll):
    """What a page says above its content, one strip below the other: as high as they need, up to a share of
    the page, so that large text leaves room for the content; they scroll beyond.
    """

    def __init__(self, theme: Theme, page: QWidget, share: float, *strips: QWidget) -> None:
        self._page, self._share = page, share
        self._stack = column(theme, *strips, gap=0)
        super().__init__(panel(self._stack))
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # -1 while no strip is in sight.
        wanted = max(self._stack.totalHeightForWidth(self.width()), 0)
        self.setFixedHeight(min(wanted, round(self._share * self._page.height())))


class Pages(QStackedWidget):
    """One page in sight at a time; those behind it don't make it larger."""

    def __init__(self) -> None:
        super().__init__()
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return QSize() if shown is None else shown.minimumSizeHint()


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
