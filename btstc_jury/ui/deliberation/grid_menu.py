"""What else a grid gives: the versions signed before, the certificate of the file's authority."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from btstc_jury.application.views.signing import FormerVersion

_LONGEST = 90
"""Characters of an entry."""


class GridMenu(QMenu):
    """``version_asked`` carries the number of a signed version, 0 for the present one."""

    version_asked = Signal(int)
    certificate_asked = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._entries = 0

    def fill(self, former: tuple[FormerVersion, ...], shown: int, *, authority: bool) -> bool:
        """``shown``: the former version in sight. Whether there is anything to choose."""
        self.clear()
        if former:
            # A section's title isn't drawn by this style.
            self.addAction("Versions signées\u202f:").setEnabled(False)
        if shown:
            self.addAction("Version actuelle", partial(self.version_asked.emit, 0))
        for each in former:
            words = each.words if len(each.words) <= _LONGEST else f"{each.words[:_LONGEST].rstrip()}…"
            action = self.addAction(words.replace("&", "&&"), partial(self.version_asked.emit, each.version))
            action.setEnabled(each.version != shown)
        if authority:
            if former:
                self.addSeparator()
            self.addAction("Certificat de l’autorité…", self.certificate_asked.emit)
        return bool(former) or authority

    def show_above(self, button: QWidget) -> None:
        self.popup(button.mapToGlobal(QPoint(0, -self.sizeHint().height())))
