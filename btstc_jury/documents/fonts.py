"""The faces of the printed pages, embedded and subset, and how wide text is in them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from font_roboto import Roboto, RobotoBold
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

MISSING = "\ufffd"
"""Printed, visibly, for each character that the faces don't have."""


class Face(StrEnum):
    """The value is the name that the face is registered under."""

    REGULAR = "Roboto"
    BOLD = "Roboto-Bold"


_FILES = {Face.REGULAR: Roboto, Face.BOLD: RobotoBold}
_LINE_BREAKS = dict.fromkeys(map(ord, "\v\f\x85\u2028\u2029"), "\n")


@dataclass(frozen=True, slots=True)
class Style:
    """``size`` and ``leading`` in points; ``grey``: 0 is black."""

    face: Face
    size: float
    leading: float
    grey: float = 0.0

    def width(self, text: str) -> float:
        """Width of one line in points."""
        widths = _widths(self.face)
        return sum(map(widths.__getitem__, map(ord, text))) * self.size / 1000


def load() -> None:
    """Register the faces with ReportLab, once for the process."""
    _loaded()


@cache
def _loaded() -> dict[Face, TTFont]:
    fonts = {face: TTFont(face.value, path) for face, path in _FILES.items()}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    return fonts


@cache
def _widths(face: Face) -> dict[int, float]:
    widths: dict[int, float] = _loaded()[face].face.charWidths
    return widths


@cache
def _known() -> frozenset[int]:
    return frozenset.intersection(*[frozenset(_widths(face)) for face in Face])


def printable(text: str) -> str:
    """The text with precomposed letters, line feeds as line ends and ``MISSING`` for what can't be printed.

    Control and formatting characters, which have no shape of their own, are left out.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join([_printable_character(each) for each in composed.translate(_LINE_BREAKS)])


@lru_cache(maxsize=4096)
def _printable_character(character: str) -> str:
    if character in {"\n", " "}:
        return character
    category = unicodedata.category(character)
    if character == "\t" or (category == "Zs" and ord(character) not in _known()):
        return " "
    if category in {"Cc", "Cf"} or _selects_a_variant(character):
        return ""
    return character if ord(character) in _known() else MISSING


def _selects_a_variant(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f"
