"""A screen whose keys begin elsewhere than at its first part."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Leading(QWidget):
    """``setFocus`` gives the keys to the part that leads. Qt's focus proxy would do so for Tab too, which
    then never came to what stands before that part.
    """

    _lead: QWidget | None = None

    def lead_to(self, part: QWidget) -> None:
        self._lead = part

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        if self._lead is not None:
            self._lead.setFocus(reason)
