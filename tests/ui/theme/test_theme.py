"""Which colours are in force."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from btstc_jury.ui.theme.theme import Mode, Theme, looks_dark, qt_palette
from btstc_jury.ui.theme.tokens import DARK, LIGHT, Palette


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
