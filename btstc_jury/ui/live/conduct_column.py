"""What goes on beside the criteria: questions to the jury, the time, the remarks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from btstc_jury.ui.live.clock import ClockPanel
from btstc_jury.ui.live.remarks_panel import RemarksExtent, RemarksPanel
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.layouts import ColumnScroll, column

_LEAST_STRIPS = 40
"""Height of the strips under which nothing of them could be read."""


class ConductColumn(QWidget):
    """The field and the time are always in sight: the clock takes what the strips and the remarks leave. A
    clock that is hidden takes nothing.
    """

    def __init__(
        self, theme: Theme, strips: tuple[QWidget, ...], clock: ClockPanel, remarks: RemarksPanel
    ) -> None:
        super().__init__()
        self._theme = theme
        self._strips = strips
        self._clock = clock
        self._remarks = remarks
        self._inside = QWidget()
        self._scroll = ColumnScroll()
        self._scroll.setWidget(self._inside)
        column(theme, *strips, 1, gap=0, within=self._inside)
        for part in (self._scroll, clock, remarks):
            part.setParent(self)
        for watched in (*strips, self._inside, clock):
            watched.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]  # There is one.

    def least_height(self) -> int:
        """Under which something would be cut or had to be scrolled."""
        return self._strips_height() + self._fixed(RemarksExtent.TIGHT)

    def minimumSizeHint(self) -> QSize:
        least = min(self._strips_height(), self._theme.px(_LEAST_STRIPS)) + self._fixed(RemarksExtent.FIELD)
        return QSize(max(each.minimumSizeHint().width() for each in (self._clock, self._remarks)), least)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What changes within the scrolled strips doesn't reach the column by itself."""
        changing = {QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest}
        if event.type() in changing:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """First the remarks and their hints give way, then the strips scroll."""
        wanted = self._strips_height()
        fitting = (each for each in RemarksExtent if wanted + self._fixed(each) <= self.height())
        extent = next(fitting, RemarksExtent.FIELD)
        self._remarks.set_extent(extent)
        strips = max(min(wanted, self.height() - self._fixed(extent)), 0)
        self._clock.fit(self.width(), self.height() - strips - self._remarks.least_height(extent))
        clock = 0 if self._clock.isHidden() else _height(self._clock, self.width())
        left = max(self.height() - strips - clock, 0)
        self._scroll.setGeometry(0, 0, self.width(), strips)
        self._clock.setGeometry(0, strips, self.width(), clock)
        self._remarks.setGeometry(0, strips + clock, self.width(), left)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._inside.isAncestorOf(new):
            # A strip that just appeared has its place only once the column is laid out.
            soon(new, lambda: self._reveal(new))

    def _reveal(self, shown: QWidget) -> None:
        """The whole of it: Qt would be content with its cursor."""
        middle = shown.mapTo(self._inside, shown.rect().center()).y()
        self._scroll.ensureVisible(0, middle, 0, shown.height() // 2 + self._theme.space(8))

    def _fixed(self, extent: RemarksExtent) -> int:
        """Of what is always there."""
        clock = 0 if self._clock.isHidden() else self._clock.least_height()
        return clock + self._remarks.least_height(extent)

    def _strips_height(self) -> int:
        return sum(_height(each, self.width()) for each in self._strips if not each.isHidden())


def _height(strip: QWidget, width: int) -> int:
    return strip.heightForWidth(width) if strip.hasHeightForWidth() else strip.sizeHint().height()
