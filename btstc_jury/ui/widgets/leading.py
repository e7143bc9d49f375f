"""A screen whose keys begin elsewhere than at its first part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    # The first window does without Qt's enums.
    from PySide6.QtCore import Qt


class Leading(QWidget):
    """``setFocus`` gives the keys to the part that leads. Qt's focus proxy would do so for Tab too, which
    then never came to what stands before that part.
    """

    _lead: QWidget | None = None

    def lead_to(self, part: QWidget) -> None:
        self._lead = part

    def setFocus(self, reason: Qt.FocusReason | None = None) -> None:
        if self._lead is None:
            return
        if reason is None:
            self._lead.setFocus()
        else:
            self._lead.setFocus(reason)
