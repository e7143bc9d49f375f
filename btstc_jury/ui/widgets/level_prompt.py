"""That the keys go to the criteria: a frame around the whole pane, and in large what is asked for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, Framed
from btstc_jury.ui.widgets.criteria_keys import Prompt
from btstc_jury.ui.widgets.criteria_list import CriteriaList
from btstc_jury.ui.widgets.layouts import column

_EDGE = 3


class PaneFrame(QWidget):
    """Around ``pane``, over all that is in it; the mouse goes through."""

    def __init__(self, theme: Theme, pane: QWidget) -> None:
        super().__init__(pane)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        pane.installEventFilter(self)
        theme.changed.connect(self.update)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        edge = self._theme.px(_EDGE)
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self._theme.palette.accent), edge))
        painter.drawRect(QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2))


class LevelPrompt(Framed):
    """There as long as ``criteria`` has the keys; ``pane``: what they go to as the eye sees it."""

    def __init__(self, theme: Theme, criteria: CriteriaList, pane: QWidget) -> None:
        super().__init__("mode")
        self.asked = ElidedLabel(role="heading")
        self.how = ElidedLabel(role="small")
        column(theme, self.asked, self.how, gap=0, margins=(16, 3), within=self)
        self._pane = PaneFrame(theme, pane)
        criteria.keys.prompted.connect(self._show)
        self.hide()

    def _show(self, prompt: Prompt | None) -> None:
        if prompt is not None:
            self.asked.setText(prompt.asked)
            self.how.setText(prompt.how)
        self.setVisible(prompt is not None)
        self._pane.setVisible(prompt is not None)
        self._pane.raise_()
