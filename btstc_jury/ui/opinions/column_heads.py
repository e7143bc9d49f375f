"""What stands over the columns of the revealed opinions."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from btstc_jury.ui.opinions.places import Places
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import SMALL

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class ColumnHeads(QWidget):
    """The seats, « écart », « décision », each over its column."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._columns: tuple[str, ...] = ()
        self._places: Places | None = None
        theme.changed.connect(self.updateGeometry)

    def show_columns(self, columns: tuple[str, ...], where: Places) -> None:
        """``columns``: the seats in the order of the opinions."""
        if (columns, where) == (self._columns, self._places):
            return
        self._columns, self._places = columns, where
        self.setAccessibleName(", ".join((*columns, "écart", "décision")))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, self._theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._places is None:
            return
        painter = QPainter(self)
        painter.setFont(self._theme.font(SMALL))
        painter.setPen(QColor(self._theme.palette.muted))
        for place, column in zip(self._places.opinions, self._columns, strict=False):
            self._write(painter, place, column)
        self._write(painter, self._places.spread, "écart")
        if self._places.lines < 2:
            first, last = self._places.boxes[0], self._places.boxes[-1]
            self._write(painter, (first[0], last[0] + last[1] - first[0]), "décision")

    def _write(self, painter: QPainter, place: tuple[int, int], text: str) -> None:
        """Words a little wider than their column go over its edges."""
        over = self._theme.px(10)
        painter.drawText(QRect(place[0] - over, 0, place[1] + 2 * over, self.height()), _CENTRE, text)
