"""Breaking text into lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from btstc_jury.documents.fonts import Style

# French puts a space before these and after «; where it is an ordinary one, the line must not break there.
_SPACES = re.compile(r"(?<!«) +(?![;:!?»%])")
_HYPHENS = re.compile(r"(?<=\w[-–—/])(?=[^\W\d_])")


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
