"""What goes on beside the criteria: questions to the jury, the time, the notes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from btstc_jury.ui.live.clock_panel import ClockPanel
from btstc_jury.ui.live.notes_panel import NotesPanel


class ConductColumn(QWidget):
    """The field and the time are always in sight: the clock takes what the strips and the notes leave."""

    def __init__(self, strips: tuple[QWidget, ...], clock: ClockPanel, notes: NotesPanel) -> None:
        super().__init__()
        self._strips = strips
        self._clock = clock
        self._notes = notes
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (*strips, clock):
            column.addWidget(each)
        column.addWidget(notes, 1)

    def least_height(self) -> int:
        """Under which something would be cut."""
        return self._strips_height() + self._clock.least_height() + self._notes.least_height(tight=True)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.least_height())

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.height() - self._strips_height()
        tight = room - self._notes.least_height(tight=False) < self._clock.least_height()
        self._notes.set_tight(tight=tight)
        notes = max(self._notes.least_height(tight=tight), self._notes.minimumSizeHint().height())
        self._clock.fit(self.width(), room - notes)

    def _strips_height(self) -> int:
        return sum(_height(each, self.width()) for each in self._strips if not each.isHidden())


def _height(strip: QWidget, width: int) -> int:
    return strip.heightForWidth(width) if strip.hasHeightForWidth() else strip.sizeHint().height()
