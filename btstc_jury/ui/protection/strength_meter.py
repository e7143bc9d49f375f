"""What a passphrase is worth: a bar, a word, and what to do better."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from btstc_jury.application.views.passphrase import strength_view
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label

_PARTS = 4
_WIDTH, _HEIGHT, _GAP = 132, 6, 3


class _Bar(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._level: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_level(self, level: int | None) -> None:
        self._level = level
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_WIDTH), self._theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        palette = self._theme.palette
        gap = self._theme.px(_GAP)
        width = (self.width() - gap * (_PARTS - 1)) / _PARTS
        reached = -1 if self._level is None else self._level
        for part in range(_PARTS):
            fill = palette.levels[reached] if part <= reached else palette.line
            painter.setBrush(self._theme.color(fill))
            place = QRectF(part * (width + gap), 0, width, self.height())
            painter.drawRoundedRect(place, self.height() / 2, self.height() / 2)


class StrengthMeter(QWidget):
    """Says nothing as long as nothing is typed; its room is kept."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._bar = _Bar(theme)
        self._word = label("", "small strong")
        self._advice = label("", "small muted", wrap=True)
        across = QHBoxLayout()
        across.setSpacing(theme.px(8))
        across.addWidget(self._bar)
        across.addWidget(self._word, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(4))
        layout.addLayout(across)
        layout.addWidget(self._advice)
        self.show_strength("")

    def show_strength(self, text: str) -> bool:
        """Whether ``text`` may be the passphrase of a file."""
        if not text:
            self._bar.show_level(None)
            self._word.setText("Solidité")
            self._tell("Quatre mots sans rapport entre eux se retiennent et résistent.")
            return False
        view = strength_view(text)
        self._bar.show_level(view.level)
        self._word.setText(f"Solidité\u202f: {view.label}")
        self._tell(" ".join(view.advice) or "Rien à lui reprocher.")
        return view.accepted

    def _tell(self, advice: str) -> None:
        self._advice.setText(advice)
        self.setAccessibleName(f"{self._word.text()}. {advice}")
