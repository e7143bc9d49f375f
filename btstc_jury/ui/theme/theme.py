"""The theme in force: palette and text size, applied to every window at once."""

from __future__ import annotations

from functools import cache
from typing import Literal

from font_roboto import Roboto, RobotoBold
from PySide6 import QtCore
from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.stylesheet import stylesheet
from btstc_jury.ui.theme.tokens import BODY, CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Palette


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
        roles.Midlight: p.border,
        roles.Mid: p.border,
        roles.Dark: p.border,
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


@cache
def _family() -> str:
    """The type of the printed pages too, given to Qt once for the process: the screens look the same on every
    machine, figures have one width, and no capital with two accents (« Ễ ») is higher than its line. What it
    lacks is taken from the system's.
    """
    known = QFontDatabase.addApplicationFont(Roboto)
    QFontDatabase.addApplicationFont(RobotoBold)
    return QFontDatabase.applicationFontFamilies(known)[0]


def wants_contrast() -> bool:
    """Whether the system asks for high contrast, where this Qt can tell."""
    hints = getattr(QGuiApplication.styleHints(), "accessibility", None)
    if hints is None:
        return False
    return bool(hints().contrastPreference() is QtCore.Qt.ContrastPreference.HighContrast)


Mode = Literal["auto", "light", "dark", "contrast-light", "contrast-dark"]

_CHOSEN = {each.name: each for each in (LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK)}

_USUAL = QSize(1366, 768)
_LEAST = QSize(640, 320)
_AIR = 80
"""In pixels: a window's size for which lengths are as designed; what the screens need for each unit of the
factor, and in height besides, since the air in it grows half as fast.
"""
_MOST_GROWTH = 1.5
_SMALLEST_FACTOR = 0.8


class Theme(QObject):
    """``scale`` is the text size that the user chose, 1.0 to 2.0; every length in pixels goes through ``px``
    or ``space``. ``factor``, by which they are multiplied: a larger window makes them larger too, and one too
    small for that text holds it back (``fit``). ``dark``: whether the system is, where that is known; asked
    otherwise.
    """

    changed = Signal()
    _restyled = Signal(str)

    def __init__(self, mode: Mode = "auto", scale: float = 1.0, *, dark: bool | None = None) -> None:
        super().__init__()
        self._mode: Mode = mode
        self.scale = scale
        self._window = _USUAL
        self.factor = self._measured()
        self._sheet = ""
        self._watched = False
        self.palette: Palette = self._resolve(dark)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)

    @property
    def mode(self) -> Mode:
        return self._mode

    def set(self, mode: Mode | None = None, scale: float | None = None) -> None:
        """Restyling every widget takes time: it is done only where something looks otherwise."""
        self._watch_contrast()
        before = (self.palette, self.factor)
        self._mode = mode or self._mode
        self.scale = self.scale if scale is None else min(max(scale, 1.0), 2.0)
        self.palette = self._resolve()
        self.factor = self._measured()
        if (self.palette, self.factor) != before or not self._sheet:
            self.apply()

    def fit(self, window: QSize) -> None:
        """The program's window has this size now: on a wide screen words and the clock grow, in steps of a
        twentieth for two of the window; text that would need more than the window is held back.
        """
        before = self.factor
        self._window = window
        self.factor = self._measured()
        if self._sheet and self.factor != before:
            self.apply()

    def dress(self, window: QWidget) -> None:
        """Give a window that has no parent the style sheet, this one and those to come; its dialogs and menus
        have it from it. Not the application: whatever is made would then be styled again, with all that it
        holds, each time that it is put into something.
        """
        self._restyled.connect(window.setStyleSheet)
        window.setStyleSheet(self._sheet)

    def apply(self) -> None:
        """Give the application its font and the windows their style sheet, then tell those that paint by
        themselves.
        """
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(qt_palette(self.palette))
            app.setFont(self.font(BODY))
            self._sheet = stylesheet(self.palette, self.px, self.space)
            self._restyled.emit(self._sheet)
        self.changed.emit()
        if QGuiApplication.topLevelWindows():
            # Widgets know their new size only once they were told of it: then it is measured again.
            soon(self, self.changed.emit)

    def px(self, size: float) -> int:
        """A length of the design in pixels at the present text size."""
        return max(1, round(size * self.factor))

    def space(self, size: float) -> int:
        """Air around words, in pixels: it grows half as fast as they do, or large text would leave none."""
        return max(1, round(size * (1 + self.factor) / 2))

    def font(self, size: int, *, bold: bool = False) -> QFont:
        """The interface type; figures have one width, so that a clock doesn't jump."""
        font = QFont(_family())
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

    def _measured(self) -> float:
        across, down = self._window.width(), self._window.height()
        beyond = min(across / _USUAL.width(), down / _USUAL.height())
        growth = min(1 + int(max(beyond - 1, 0) * 10) / 20, _MOST_GROWTH)
        most = int(min(across / _LEAST.width(), (down - _AIR) / _LEAST.height()) * 20) / 20
        return max(min(self.scale * growth, most), _SMALLEST_FACTOR)

    def _resolve(self, dark: bool | None = None) -> Palette:
        if self._mode == "auto":
            # Before the first window neither is asked for: it takes time.
            if dark is not None:
                return DARK if dark else LIGHT
            dark = QGuiApplication.styleHints().colorScheme() is QtCore.Qt.ColorScheme.Dark
            if wants_contrast():
                return CONTRAST_DARK if dark else CONTRAST_LIGHT
            return DARK if dark else LIGHT
        return _CHOSEN[self._mode]

    def _watch_contrast(self) -> None:
        """Not before the first window: see ``_resolve``."""
        hints = QGuiApplication.styleHints()
        if not self._watched and hasattr(hints, "accessibility"):
            self._watched = True
            hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)

    def _follow_system(self) -> None:
        if self._mode == "auto":
            self.set()
