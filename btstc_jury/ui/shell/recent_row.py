"""One exam file opened lately."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from btstc_jury.application.settings import RecentFile
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, LockSign, label
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton, RowButton


class RecentRow(RowButton):
    """A click or Enter opens; Delete takes the file out of the list (the file itself stays).

    ``primary``: it bears the page's primary button.
    """

    removed = Signal()

    def __init__(self, theme: Theme, recent: RecentFile, *, primary: bool) -> None:
        super().__init__(theme)
        missing = "introuvable"
        state = missing if recent.missing else recent.used
        locked = "protégé par une phrase de passe" if recent.encrypted else ""
        self.setAccessibleName(", ".join(filter(None, (recent.name, locked, recent.folder, state))))
        self.setToolTip("\n".join(filter(None, (str(recent.path), locked.capitalize()))))
        self.setEnabled(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.missing = recent.missing
        if not recent.missing:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(ElidedLabel(recent.name, "muted" if recent.missing else "strong"))
        words.addWidget(ElidedLabel(recent.folder, "small muted"))
        layout = QHBoxLayout(self)
        self.lay_out(layout)
        layout.setContentsMargins(theme.px(16), theme.px(8), theme.px(8), theme.px(8))
        layout.setSpacing(theme.px(12))
        if recent.encrypted:
            layout.addWidget(LockSign(theme, 16))
        layout.addLayout(words, 1)
        layout.addWidget(label(state, "small warning" if recent.missing else "small muted"))
        if primary:
            layout.addWidget(self._open_button())
        if recent.missing:
            layout.addWidget(self._remove_button())
        for each in self.findChildren(QWidget):
            if not isinstance(each, QPushButton):
                each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self._theme.palette
        ground = palette.sunken if self._over and not self.missing else palette.surface
        self.paint_card(ground=ground, edge=palette.accent if self.hasFocus() else palette.line)

    def _open_button(self) -> KeyButton:
        made = KeyButton("Ouvrir", "Enter", "primary")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(self.click)
        return made

    def _remove_button(self) -> QPushButton:
        made = PushButton("Retirer de la liste")
        made.setProperty("role", "link")
        made.clicked.connect(self.removed)
        return made
