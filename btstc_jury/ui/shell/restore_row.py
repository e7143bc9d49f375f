"""One backup that can be chosen: when it was made, what it holds, how it differs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from btstc_jury.application.views.backups import BackupRow
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, set_role
from btstc_jury.ui.widgets.buttons import RowButton


class RestoreRow(RowButton):
    """Checkable, one of its group. The words come when the backup has been read."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(theme)
        self.setCheckable(True)
        self.setEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = label(title, "strong", wrap=True)
        self._holds = label("Lecture…", "small muted", wrap=True)
        self._differs = label("", "small", wrap=True)
        self._differs.hide()
        layout = QVBoxLayout(self)
        self.lay_out(layout)
        layout.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(8))
        layout.setSpacing(theme.px(2))
        for each in (self._title, self._holds, self._differs):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(each)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_row(self, row: BackupRow) -> None:
        self._title.setText(row.title)
        self._holds.setText(row.holds)
        self._differs.setText(row.differs)
        self._differs.setVisible(bool(row.differs))
        set_role(self._differs, "small" if row.usable else "small warning")
        self.setEnabled(row.usable)
        self.setAccessibleName(", ".join(part for part in (row.title, row.holds, row.differs) if part))
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self._theme.palette
        ground = palette.sunken if self._over and self.isEnabled() else palette.surface
        marked = self.isChecked() or self.hasFocus()
        self.paint_card(
            ground=palette.accent_soft if self.isChecked() else ground,
            edge=palette.accent if marked else palette.line,
        )
