"""The pages of the guide that the program brings along, and what a search finds in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from btstc_jury.application.finding import fold

_LINK = re.compile(r"!?\[([^]]*)\]\([^)]*\)")
_MARKUP = re.compile(r"^[#>|\s-]+|[*`|]+|^\d+\. ", re.MULTILINE)
_SHOWN = 90
"""Characters of a line in which words were found."""


@dataclass(frozen=True, slots=True)
class HelpPage:
    """``name``: that links have; ``text``: Markdown that names acts, « {oral.next} », its first line the
    title; ``part``: of the contents.
    """

    name: str
    text: str
    part: str = ""

    @property
    def title(self) -> str:
        return self.text.partition("\n")[0].removeprefix("#").strip()

    @property
    def lines(self) -> list[str]:
        """As they are read, without their marks."""
        bare = _MARKUP.sub("", _LINK.sub(r"\1", self.text))
        return [line.strip() for line in bare.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Help:
    """``pages``: in the order of the contents; ``folder``: where they and their pictures are."""

    folder: Path
    pages: tuple[HelpPage, ...] = ()

    def page(self, name: str) -> HelpPage | None:
        return next((each for each in self.pages if each.name == name), None)


@dataclass(frozen=True, slots=True)
class Found:
    """``line``: where the words stand, "" where they are in the title."""

    page: HelpPage
    line: str


def search(pages: Iterable[HelpPage], asked: str) -> tuple[Found, ...]:
    """The pages that have the beginnings of all words, in any order, whatever accents and case: those whose
    title has one first.
    """
    wanted = fold(asked).split()
    if not wanted:
        return ()
    found = [each for each in pages if _has(fold(each.text), wanted)]
    titled = {each.name for each in found if any(_has(fold(each.title), [word]) for word in wanted)}
    found.sort(key=lambda each: each.name not in titled)
    return tuple(Found(each, _line(each, wanted)) for each in found)


def _has(folded: str, wanted: Sequence[str]) -> bool:
    return all(f" {word}" in f" {folded}" for word in wanted)


def _line(page: HelpPage, wanted: Sequence[str]) -> str:
    """The line with most of the words."""
    lines = page.lines[1:]
    best = max(lines, key=lambda each: sum(_has(fold(each), [word]) for word in wanted), default="")
    if not any(_has(fold(best), [word]) for word in wanted):
        return ""
    return best if len(best) <= _SHOWN else f"{best[:_SHOWN].rsplit(' ', 1)[0]}…"
