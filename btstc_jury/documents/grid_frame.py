"""What surrounds the content of every page: the foot and the words across the page."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from btstc_jury.application.views.paper import Paper
from btstc_jury.documents.fonts import MISSING, Face, Style
from btstc_jury.documents.grid_look import BOTTOM, FOOT, FULL, HAIR, LEFT, RIGHT
from btstc_jury.documents.lines import texts
from btstc_jury.documents.panels import first_baseline
from btstc_jury.documents.sheet import Sheet, Slanted

_ACROSS = 52.0
"""Slope of the words across the page, in degrees."""
_LIGHT = 0.9
_PROVISIONAL = "PROVISOIRE"


class Foot:
    """The small print on the left; on the right the version, the form, the journal and the page."""

    def __init__(self, view: Paper, *, replaced: bool) -> None:
        self._state = view.state
        journal = f"journal {_grouped(view.journal)}" if view.journal else ""
        provenance = "\n".join(filter(None, (view.form, journal)))
        self._provenance = texts(provenance, FOOT, FULL * 0.4)
        taken = max(FOOT.width(line) for line in self._provenance)
        explained = f"{MISSING}\u202f: caractère que la police d’impression n’a pas." if replaced else ""
        sentences = "\n".join(filter(None, (*view.notes, explained)))
        self._notes = texts(sentences, FOOT, FULL - taken - 16)
        self._height = max(len(self._notes), len(self._provenance) + 1) * FOOT.leading + 4

    @property
    def top(self) -> float:
        """Where the content of the page must end."""
        return BOTTOM - self._height - 6

    def draw(self, sheet: Sheet, page: int, pages: int) -> None:
        top = BOTTOM - self._height
        sheet.rule(LEFT, top, FULL, HAIR)
        baseline = first_baseline(top + 3, FOOT)
        sheet.lines(LEFT, baseline, self._notes, FOOT)
        for number, line in enumerate([*self._provenance, f"{self._state} · page {page}/{pages}"]):
            sheet.words_right(RIGHT, baseline + number * FOOT.leading, line, FOOT)


def _grouped(journal: str) -> str:
    """The beginning of a hash as people compare it: « 7F3A 91C2 … »."""
    beginning = journal[:16].upper()
    return " ".join(beginning[start : start + 4] for start in range(0, len(beginning), 4))


class Crossed(Protocol):
    """See ``views.paper.Paper``."""

    @property
    def watermark(self) -> str: ...
    @property
    def provisional(self) -> bool: ...


def across(view: Crossed) -> tuple[Slanted, ...]:
    """The words across every page: the state, the kind of file, both, or none."""
    if not view.watermark:
        return (_fitted(_PROVISIONAL, 620.0),) if view.provisional else ()
    if not view.provisional:
        return (_fitted(view.watermark, 760.0),)
    upper, lower = _fitted(_PROVISIONAL, 520.0), _fitted(view.watermark, 660.0)
    return (replace(upper, offset=-14.0), replace(lower, offset=lower.style.size))


def slope() -> float:
    return _ACROSS


def _fitted(text: str, length: float) -> Slanted:
    """``text`` at the size that makes it ``length`` points long, centred on the middle of the page."""
    unit = Style(Face.BOLD, 1.0, 1.0, _LIGHT)
    size = min(length / unit.width(text), 110.0)
    return Slanted(text, replace(unit, size=size), size * 0.355)
