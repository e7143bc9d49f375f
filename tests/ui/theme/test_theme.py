"""Which colours are in force."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAccessibilityHints, QFontInfo, QFontMetrics, QGuiApplication, QImage
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.ui.theme.theme import Mode, Theme, looks_dark, qt_palette
from btstc_jury.ui.theme.tokens import (
    BODY,
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    HEADING,
    LIGHT,
    TITLE,
    Palette,
)
from btstc_jury.ui.widgets.basics import label


@pytest.mark.parametrize(("palette", "dark"), [(LIGHT, False), (DARK, True)])
def test_colors_tell_whether_they_are_dark(theme: Theme, palette: Palette, dark: bool) -> None:
    before = QGuiApplication.palette()
    QGuiApplication.setPalette(qt_palette(palette))
    assert looks_dark() is dark
    QGuiApplication.setPalette(before)


@pytest.mark.parametrize(("mode", "expected"), [("auto", DARK), ("light", LIGHT), ("dark", DARK)])
def test_the_system_is_followed_until_the_user_chooses(theme: Theme, mode: Mode, expected: Palette) -> None:
    assert Theme(mode, dark=True).palette is expected


def test_what_the_system_says_later_counts(theme: Theme) -> None:
    """Here it says nothing of a dark scheme."""
    made = Theme("auto", dark=True)
    made.set()
    assert made.palette is LIGHT
    theme.apply()


@pytest.mark.parametrize(
    ("mode", "expected"), [("contrast-light", CONTRAST_LIGHT), ("contrast-dark", CONTRAST_DARK)]
)
def test_high_contrast_can_be_chosen(theme: Theme, mode: Mode, expected: Palette) -> None:
    assert Theme(mode).palette is expected


def test_high_contrast_comes_and_goes_by_itself_with_the_system(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Theme("auto")
    asked = Qt.ContrastPreference.HighContrast
    monkeypatch.setattr(QAccessibilityHints, "contrastPreference", lambda _: asked)
    made.set()
    assert made.palette is CONTRAST_LIGHT
    monkeypatch.setattr(
        QAccessibilityHints, "contrastPreference", lambda _: Qt.ContrastPreference.NoPreference
    )
    QGuiApplication.styleHints().accessibility().contrastPreferenceChanged.emit(asked)
    assert made.palette is LIGHT
    monkeypatch.setattr(QAccessibilityHints, "contrastPreference", lambda _: asked)
    made.set("dark")
    assert made.palette is DARK, "what the user chose stays"
    theme.apply()


def test_a_window_is_dressed_for_good_and_all_that_it_holds_with_it(qtbot: QtBot, theme: Theme) -> None:
    """Whatever stands in it then, or later, or opens over it."""
    window = QWidget()
    qtbot.addWidget(window)
    theme.dress(window)
    held, loose = label("Titre", "title"), label("Titre", "title")
    held.setParent(window)
    dialog = QDialog(window)
    title = label("Titre", "title")
    title.setParent(dialog)
    for factor in (1.0, 1.5):
        theme.set(scale=factor)
        for each in (held, title):
            each.ensurePolished()
        assert held.font().pixelSize() == title.font().pixelSize() == theme.px(TITLE) == TITLE * factor
    loose.setParent(window)
    loose.ensurePolished()
    assert loose.font().pixelSize() == theme.px(TITLE)


def test_the_type_is_the_programs_own(theme: Theme) -> None:
    font = theme.font(BODY)
    assert QFontInfo(font).family() == "Roboto"
    metrics = QFontMetrics(font)
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


@pytest.mark.parametrize("role", ["", "small", "strong", "heading", "title", "pill"])
def test_two_accents_on_a_capital_stay_whole(theme: Theme, role: str) -> None:
    """« Ễ » beside « E »: all of what is drawn above lies within the label."""
    shown, roomy = label("NGUYỄN Ặ Ỗ", role), label("NGUYỄN Ặ Ỗ", role)
    theme.dress(shown)
    theme.dress(roomy)
    shown.resize(shown.sizeHint())
    roomy.resize(shown.width(), shown.height() + 40)
    assert 0 < _inked(shown) == _inked(roomy)


def _inked(shown: QLabel) -> int:
    """Pixels of the words, on white."""
    picture = QImage(shown.size(), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    shown.render(picture, QPoint())
    places = ((x, y) for y in range(picture.height()) for x in range(picture.width()))
    return sum(picture.pixelColor(*place).lightness() < 128 for place in places)


@pytest.mark.parametrize(
    ("window", "scale", "factor"),
    [
        ((1280, 720), 1.0, 1.0),
        ((1366, 768), 1.5, 1.5),
        ((1280, 720), 2.0, 2.0),
        ((1920, 1080), 1.0, 1.2),
        ((1920, 1080), 2.0, 2.4),
        ((2560, 1440), 1.0, 1.4),
        ((3840, 2160), 1.0, 1.5),
        ((3840, 700), 1.0, 1.0),
        ((960, 540), 2.0, 1.4),
        ((400, 200), 1.0, 0.8),
    ],
)
def test_lengths_follow_the_window(
    theme: Theme, window: tuple[int, int], scale: float, factor: float
) -> None:
    made = Theme("light", scale)
    made.fit(QSize(*window))
    assert made.factor == pytest.approx(factor)
    assert made.px(100) == round(100 * factor)
    assert made.font(HEADING).pixelSize() == round(HEADING * factor)
    assert made.scale == scale, "what the user chose is kept"
