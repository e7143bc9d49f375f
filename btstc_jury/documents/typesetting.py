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
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

MISSING = "\ufffd"
"""Printed, visibly, for each character that the faces don't have."""
ASCENT = 0.82
"""From the top of a line to its baseline, in sizes; words look centred in their line."""
# French puts a space before these and after «; where it is an ordinary one, the line must not break there.
_SPACES = re.compile(r"(?<!«) +(?![;:!?»%])")
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
        widths = _widths(self.face)
        return sum(map(widths.__getitem__, map(ord, text))) * self.size / 1000


@cache
def load() -> dict[Face, TTFont]:
    """The faces, registered with ReportLab once for the process."""
    fonts = {face: TTFont(face.value, path) for face, path in _FILES.items()}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
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
    current = glue = ""
    for piece, after in _pieces(text, style, width):
        together = current + glue + piece
        if not current or style.width(together) <= width:
            current = together
        else:
            yield Line(current, glue)
            current = piece
        glue = after
    yield Line(current, "\n")


def _pieces(text: str, style: Style, width: float) -> Iterator[tuple[str, str]]:
    """What can't be broken, each with what follows it: a space, or nothing after a hyphen."""
    for word in _SPACES.split(text):
        parts = [cut for part in _HYPHENS.split(word) for cut in _cut(part, style, width)]
        for part in parts[:-1]:
            yield part, ""
        yield parts[-1], " "


def _cut(word: str, style: Style, width: float) -> Iterator[str]:
    """A word wider than the line, in pieces that fit."""
    while style.width(word) > width and len(word) > 1:
        end = next(end for end in range(len(word) - 1, 0, -1) if end == 1 or style.width(word[:end]) <= width)
        yield word[:end]
        word = word[end:]
    yield word
