"""The palette and the scales: the only place where a colour or a size is a number."""

from __future__ import annotations

from typing import Final, NamedTuple


class Palette(NamedTuple):
    """Colours as #RRGGBB. ``levels``: from the lowest step of a scale to the highest; steps between are
    taken at the nearest. ``on_*``: text on a fill of that colour, at least 4.5:1. ``line`` separates and is
    never all that tells something; ``border`` is the edge of a control, at least 3:1 on each ground; what has
    the focus is ringed with ``text``.
    """

    name: str
    dark: bool
    background: str
    surface: str
    sunken: str
    line: str
    border: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    quiet: str
    on_quiet: str
    quiet_soft: str
    overrun: str
    warning: str
    warning_soft: str
    done: str
    levels: tuple[str, ...]
    not_assessed: str
    on_level: str


LIGHT: Final = Palette(
    name="light",
    dark=False,
    background="#F4F6F9",
    surface="#FFFFFF",
    sunken="#EDF0F5",
    line="#D5DBE6",
    border="#768199",
    text="#182033",
    muted="#566179",
    accent="#2B55C8",
    on_accent="#FFFFFF",
    accent_soft="#E5EBFB",
    quiet="#5B3A99",
    on_quiet="#FFFFFF",
    quiet_soft="#EFE8FA",
    overrun="#B3261E",
    warning="#8F5200",
    warning_soft="#FCF0DC",
    done="#1C7A4A",
    levels=("#B3261E", "#A35C00", "#2B55C8", "#1C7A4A"),
    not_assessed="#566179",
    on_level="#FFFFFF",
)

DARK: Final = Palette(
    name="dark",
    dark=True,
    background="#10141C",
    surface="#191F2B",
    sunken="#131824",
    line="#2C3547",
    border="#6F7B94",
    text="#E9EDF5",
    muted="#A1ACC0",
    accent="#8FAEFF",
    on_accent="#10141C",
    accent_soft="#1F2C4D",
    quiet="#C3A6FF",
    on_quiet="#10141C",
    quiet_soft="#2A2240",
    overrun="#FF8A80",
    warning="#F0B65B",
    warning_soft="#33291A",
    done="#6ED3A0",
    levels=("#FF8A80", "#F0B65B", "#8FAEFF", "#6ED3A0"),
    not_assessed="#A1ACC0",
    on_level="#10141C",
)

CONTRAST_LIGHT: Final = Palette(
    name="contrast-light",
    dark=False,
    background="#FFFFFF",
    surface="#FFFFFF",
    sunken="#FFFFFF",
    line="#0B1020",
    border="#0B1020",
    text="#0B1020",
    muted="#2E3548",
    accent="#0B3AA8",
    on_accent="#FFFFFF",
    accent_soft="#E6EDFF",
    quiet="#442A80",
    on_quiet="#FFFFFF",
    quiet_soft="#F1EBFF",
    overrun="#8A0F08",
    warning="#6A3A00",
    warning_soft="#FFF4E0",
    done="#0A5A32",
    levels=("#8A0F08", "#6A3A00", "#0B3AA8", "#0A5A32"),
    not_assessed="#2E3548",
    on_level="#FFFFFF",
)

CONTRAST_DARK: Final = Palette(
    name="contrast-dark",
    dark=True,
    background="#000000",
    surface="#000000",
    sunken="#000000",
    line="#F4F7FF",
    border="#F4F7FF",
    text="#F4F7FF",
    muted="#D2D9E8",
    accent="#AFC6FF",
    on_accent="#000000",
    accent_soft="#10204A",
    quiet="#D6C2FF",
    on_quiet="#000000",
    quiet_soft="#271A48",
    overrun="#FFB0A8",
    warning="#FFD08A",
    warning_soft="#2E2208",
    done="#8FEBB8",
    levels=("#FFB0A8", "#FFD08A", "#AFC6FF", "#8FEBB8"),
    not_assessed="#D2D9E8",
    on_level="#000000",
)
"""Every text at least 7:1 on its ground, every edge as dark as text."""

SMALL: Final = 12
BODY: Final = 14
HEADING: Final = 18
TITLE: Final = 24
CLOCK: Final = 64

RADIUS: Final = 5
RADIUS_LARGE: Final = 7
