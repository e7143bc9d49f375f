"""The faces of the printed pages, embedded and subset, and the breaking of text into lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from font_roboto import Roboto, RobotoBold
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

MISSING = "\ufffd"
"""Printed, visibly, for each character that the faces don't have."""
ASCENT = 0.82
"""From the top of a line to its baseline, in sizes; words look centred in their line."""
# French puts a space before these and after «; where it is an ordinary one, the line must not break there. No
# line begins with the dot that parts what stands on one.
_SPACES = re.compile(r"(?<!«) +(?![;:!?»%·])")
_HYPHENS = re.compile(r"(?<=\w[-–—/])(?=[^\W\d_])")


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

    def baseline(self, top: float) -> float:
        """Of the first line of words that begin at ``top``."""
        return top + (self.leading - self.size) / 2 + self.size * ASCENT

    def width(self, text: str) -> float:
        """Width of one line in points."""
        return self.points(self.units(text))

    def units(self, text: str) -> float:
        """The same in thousandths of the size. The faces have 2,048 units an em, so these are whole 256ths:
        parts add up to the very width of the whole.
        """
        return sum(map(_widths(self.face).__getitem__, map(ord, text)))

    def points(self, units: float) -> float:
        return units * self.size / 1000


@cache
def load() -> dict[Face, TTFont]:
    """The faces, registered with ReportLab once for the process."""
    fonts = {face: TTFont(face.value, path) for face, path in _FILES.items()}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    # Pages as they were compressed: to spell them in ASCII besides takes a twelfth of a grid's time.
    rl_config.useA85 = 0
    return fonts


@cache
def _widths(face: Face) -> dict[int, float]:
    widths: dict[int, float] = load()[face].face.charWidths
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
    selects_a_variant = "\ufe00" <= character <= "\ufe0f"
    if category in {"Cc", "Cf"} or selects_a_variant:
        return ""
    return character if ord(character) in _known() else MISSING


class Line(NamedTuple):
    """``after``: what stood between this line and the next, so that lines can be joined again."""

    text: str
    after: str


def wrap(text: str, style: Style, width: float) -> list[Line]:
    """Lines at most ``width`` points wide; a line feed ends a line. No text gives no line."""
    stripped = re.sub(r"\n{3,}", "\n\n", text.strip())
    if not stripped:
        return []
    lines: list[Line] = []
    for paragraph in stripped.split("\n"):
        lines += _paragraph(paragraph.strip(" "), style, width)
    return lines


def texts(text: str, style: Style, width: float) -> list[str]:
    """The same, words only."""
    return [line.text for line in wrap(text, style, width)]


def joined(lines: Sequence[Line]) -> str:
    """The text that these lines were broken from."""
    return "".join([line.text + line.after for line in lines])


def _paragraph(text: str, style: Style, width: float) -> Iterator[Line]:
    if style.width(text) <= width:
        yield Line(text, "\n")
        return
    line: list[str] = []
    glue, taken, space = "", 0.0, style.units(" ")
    for piece, units, after in _pieces(text, style, width):
        together = taken + (space if glue else 0.0) + units
        if not line or style.points(together) <= width:
            line += glue, piece
            taken = together
        else:
            yield Line("".join(line), glue)
            line, taken = [piece], units
        glue = after
    yield Line("".join(line), "\n")


def _pieces(text: str, style: Style, width: float) -> Iterator[tuple[str, float, str]]:
    """What can't be broken, each with its width in units and what follows it: a space, or nothing after a
    hyphen.
    """
    for word in _SPACES.split(text):
        parts = [cut for part in _HYPHENS.split(word) for cut in _cut(part, style, width)]
        for part, units in parts[:-1]:
            yield part, units, ""
        part, units = parts[-1]
        yield part, units, " "


def _cut(word: str, style: Style, width: float) -> Iterator[tuple[str, float]]:
    """A word wider than the line, in pieces that fit; each character is measured once."""
    whole = style.units(word)
    if style.points(whole) <= width:
        yield word, whole
        return
    begin, taken = 0, 0.0
    for place, character in enumerate(word):
        units = style.units(character)
        if place > begin and style.points(taken + units) > width:
            yield word[begin:place], taken
            begin, taken = place, 0.0
        taken += units
    yield word[begin:], taken
