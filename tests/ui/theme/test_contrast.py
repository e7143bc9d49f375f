"""What the palettes promise, computed from their colours."""

from __future__ import annotations

import pytest

from btstc_jury.ui.theme.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Palette

USUAL = (LIGHT, DARK)
HIGH = (CONTRAST_LIGHT, CONTRAST_DARK)
each_palette = pytest.mark.parametrize("palette", [*USUAL, *HIGH], ids=lambda palette: palette.name)


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2, 0 to 1."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


GROUNDS = ("background", "surface", "sunken")
PAIRS = (
    *(
        (text, ground)
        for text in ("text", "muted", "accent", "overrun", "done", "quiet")
        for ground in GROUNDS
    ),
    *(("warning", ground) for ground in ("background", "surface")),
    *((text, soft) for text in ("text", "muted", "overrun") for soft in ("accent_soft", "quiet_soft")),
    ("accent", "accent_soft"),
    ("text", "warning_soft"),
    ("muted", "warning_soft"),
    ("on_accent", "accent"),
    ("on_quiet", "quiet"),
    ("background", "text"),
    ("background", "warning"),
    ("on_level", "not_assessed"),
)
"""Every text on every ground that a screen puts it on."""


@each_palette
def test_every_text_stands_out_from_its_ground(palette: Palette) -> None:
    """4.5:1 (WCAG AA); 7:1 where contrast is asked for (AAA)."""
    least = 7.0 if palette in HIGH else 4.5
    values = palette._asdict()
    measured = {(text, ground): contrast(values[text], values[ground]) for text, ground in PAIRS}
    measured |= {("on_level", level): contrast(palette.on_level, level) for level in palette.levels}
    assert {pair: round(value, 2) for pair, value in measured.items() if value < least} == {}


@each_palette
def test_the_edge_of_a_control_stands_out_from_each_ground(palette: Palette) -> None:
    """3:1 (WCAG 1.4.11); where contrast is asked for, every edge is text."""
    values = palette._asdict()
    edges = {ground: contrast(palette.border, values[ground]) for ground in GROUNDS}
    assert {ground: round(value, 2) for ground, value in edges.items() if value < 3} == {}
    if palette in HIGH:
        assert palette.border == palette.line == palette.text


@each_palette
def test_one_of_the_two_rings_of_the_focus_stands_out_from_whatever_it_is_on(palette: Palette) -> None:
    """The outer one has the colour of text, the inner one that of the surface."""
    values = palette._asdict()
    around = {ground: contrast(palette.text, values[ground]) for ground in GROUNDS}
    assert min(around.values()) >= 3
    assert contrast(palette.text, palette.surface) >= 3
    filled = ("accent", "accent_soft", "surface", "sunken")
    within = {
        fill: max(contrast(palette.text, values[fill]), contrast(palette.on_accent, values[fill]))
        for fill in filled
    }
    assert {fill: round(value, 2) for fill, value in within.items() if value < 3} == {}


@each_palette
def test_a_level_can_be_told_from_the_ground(palette: Palette) -> None:
    measured = {level: contrast(level, palette.surface) for level in (*palette.levels, palette.not_assessed)}
    assert {level: round(value, 2) for level, value in measured.items() if value < 3} == {}


def test_the_measure_of_contrast_is_that_of_the_standard() -> None:
    assert round(contrast("#000000", "#FFFFFF"), 1) == 21.0
    assert round(contrast("#777777", "#FFFFFF"), 2) == 4.48
