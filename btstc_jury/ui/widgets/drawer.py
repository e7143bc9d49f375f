"""A panel that lies over a part of a page, beside what goes on; it never stops the page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, Framed
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.fields import keeps_escape
from btstc_jury.ui.widgets.layouts import column, panel, row
from btstc_jury.ui.widgets.tabbing import keyed_within, tab_within

_NARROWEST = 340


class Drawer(Framed):
    """Subclasses fill ``body``. ``closed``: the focus goes back to the page. Escape closes.

    It covers ``anchor``, a widget of ``page``, whose keys still work while the focus is in here; Tab goes
    round in it.
    """

    closed = Signal()

    def __init__(self, theme: Theme, page: QWidget, anchor: QWidget, title: str) -> None:
        super().__init__("drawer", page)
        self._theme = theme
        self._anchor = anchor
        self._title = ElidedLabel(title, "heading")
        self.leave = KeyButton("Fermer", "Esc")
        self.leave.clicked.connect(self.close_drawer)
        head = row(theme, (self._title, 1), self.leave, margins=(16, 8, 12, 8))
        self.body = QVBoxLayout()
        column(theme, panel(head, "surface"), (self.body, 1), gap=0, within=self)
        anchor.installEventFilter(self)
        theme.changed.connect(self._follow)
        self.hide()

    def open_drawer(self) -> None:
        self._follow()
        self.show()
        self.raise_()

    def close_drawer(self) -> None:
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self._follow()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        return keeps_escape(event) or super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - as Qt names it
        """On the page Tab has a meaning of its own where one writes, and never comes back to « Fermer »."""
        if self.isVisible() and keyed_within(self) is not None:
            tab_within(self, forward=next)
            return True
        return super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_drawer()
        else:
            super().keyPressEvent(event)

    def _follow(self) -> None:
        page = self.parentWidget()
        if page is None or not page.isAncestorOf(self._anchor):
            return
        top = self._anchor.mapTo(page, QPoint(0, 0))
        width = min(max(self._anchor.width(), self._theme.px(_NARROWEST)), page.width())
        self.setGeometry(QRect(top.x(), top.y(), width, self._anchor.height()))
