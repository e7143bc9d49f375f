"""One backup that can be chosen: when it was made, what it holds, how it differs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout

from btstc_jury.application.views.backups import BackupRow
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.theme.tokens import RADIUS_LARGE
from btstc_jury.ui.widgets.basics import label, set_role


class RestoreRow(QAbstractButton):
    """Checkable, one of its group. The words come when the backup has been read."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        self._over = False
        self.setCheckable(True)
        self.setEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = label(title, "strong", wrap=True)
        self._holds = label(self.tr("Lecture…"), "small muted", wrap=True)
        self._differs = label("", "small", wrap=True)
        self._differs.hide()
        self._layout = layout = QVBoxLayout(self)
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

    def sizeHint(self) -> QSize:
        return self._layout.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._layout.minimumSize()

    def heightForWidth(self, width: int) -> int:
        return self._layout.heightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, radius = self._theme.palette, self._theme.px(RADIUS_LARGE)
        ground = palette.sunken if self._over and self.isEnabled() else palette.surface
        marked = self.isChecked() or self.hasFocus()
        painter.setBrush(QColor(palette.accent_soft if self.isChecked() else ground))
        painter.setPen(QPen(QColor(palette.accent if marked else palette.line), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)
