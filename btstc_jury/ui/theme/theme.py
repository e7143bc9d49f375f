"""The theme in force: palette and text size, applied to the whole application at once."""

from __future__ import annotations

from typing import Literal

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from btstc_jury.ui.theme.stylesheet import stylesheet
from btstc_jury.ui.theme.tokens import BODY, DARK, LIGHT, Palette


def qt_palette(p: Palette) -> QPalette:
    """What the style sheet doesn't draw is drawn by the style with these."""
    made = QPalette()
    roles = QPalette.ColorRole
    colors = {
        roles.Window: p.background,
        roles.WindowText: p.text,
        roles.Base: p.surface,
        roles.AlternateBase: p.sunken,
        roles.Text: p.text,
        roles.Button: p.surface,
        roles.ButtonText: p.text,
        roles.BrightText: p.overrun,
        roles.Highlight: p.accent,
        roles.HighlightedText: p.on_accent,
        roles.Link: p.accent,
        roles.ToolTipBase: p.text,
        roles.ToolTipText: p.background,
        roles.PlaceholderText: p.muted,
        roles.Light: p.surface,
        roles.Midlight: p.line,
        roles.Mid: p.muted,
        roles.Dark: p.muted,
        roles.Shadow: p.line,
        roles.Accent: p.accent,
    }
    for role, color in colors.items():
        made.setColor(role, QColor(color))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(p.muted))
    return made


def looks_dark() -> bool:
    """As the colours in force have it: before there is a theme, those of the system. Quicker than to ask what
    scheme it has.
    """
    colors = QGuiApplication.palette()
    ground, text = (colors.color(role) for role in (QPalette.ColorRole.Window, QPalette.ColorRole.WindowText))
    return ground.lightness() < text.lightness()


Mode = Literal["auto", "light", "dark"]


class Theme(QObject):
    """``scale`` is the text size, 1.0 to 2.0; every length in pixels goes through ``px``
    or ``space``. ``dark``: whether the system is, where that is known; asked otherwise.
    """

    changed = Signal()

    def __init__(self, mode: Mode = "auto", scale: float = 1.0, *, dark: bool | None = None) -> None:
        super().__init__()
        self._mode: Mode = mode
        self.scale = scale
        self._styled = False
        self.palette: Palette = self._resolve(dark)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)

    @property
    def mode(self) -> Mode:
        return self._mode

    def set(self, mode: Mode | None = None, scale: float | None = None) -> None:
        """Restyling every widget takes time: it is done only where something looks otherwise."""
        before = (self.palette, self.scale)
        self._mode = mode or self._mode
        self.scale = self.scale if scale is None else min(max(scale, 1.0), 2.0)
        self.palette = self._resolve()
        if (self.palette, self.scale) != before or not self._styled:
            self.apply()

    def apply(self) -> None:
        """Give the application its font and style sheet, then tell those that paint by themselves."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            if not self._styled:
                self._styled = True
            app.setPalette(qt_palette(self.palette))
            app.setFont(self.font(BODY))
            app.setStyleSheet(stylesheet(self.palette, self.px, self.space))
        self.changed.emit()

    def px(self, size: float) -> int:
        """A length of the design in pixels at the present text size."""
        return max(1, round(size * self.scale))

    def space(self, size: float) -> int:
        """Air around words, in pixels: it grows half as fast as they do, or large text would leave none."""
        return max(1, round(size * (1 + self.scale) / 2))

    def font(self, size: int, *, bold: bool = False) -> QFont:
        """The system's interface type; figures have one width, so that a clock doesn't jump."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def level(self, rank: float | None) -> QColor:
        """Fill of a level: ``rank`` 0 (lowest) to 1 (highest), ``None`` for « non évalué »."""
        if rank is None:
            return QColor(self.palette.not_assessed)
        steps = self.palette.levels
        return QColor(steps[round(rank * (len(steps) - 1))])

    def _resolve(self, dark: bool | None = None) -> Palette:
        if self._mode == "auto":
            if dark is None:
                dark = QGuiApplication.styleHints().colorScheme() is QtCore.Qt.ColorScheme.Dark
            return DARK if dark else LIGHT
        return DARK if self._mode == "dark" else LIGHT

    def _follow_system(self) -> None:
        if self._mode == "auto":
            self.set()
