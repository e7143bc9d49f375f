"""What every printed document has in common, and its pages as pictures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SigningPlace:
    """Where a member signs on the printed grid. ``page``: from 0; the edges are shares of its size, from the
    top left.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedView:
    """``watermark``: of the kind of file, "" for an exam; ``provisional``: has the watermark PROVISOIRE.

    ``heading``: of the first page; ``state`` and ``footnotes``: in the foot; ``journal``: hash of the
    journal, hex.
    """

    heading: str
    watermark: str
    diploma: str
    session: str
    exam: str
    details: str
    centre: str
    place: str
    candidate: str
    candidate_lines: tuple[str, ...] = ()
    sitting_lines: tuple[str, ...] = ()
    form: str = ""
    journal: str = ""
    state: str
    footnotes: tuple[str, ...]
    provisional: bool = False
    language: str = "fr-FR"

    @property
    def title(self) -> str:
        """Of the file."""
        return f"{self.heading} — {self.exam} — {self.candidate}"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text under its label."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class PageImage:
    """``data``: rows of ``stride`` bytes from the top, four bytes a pixel: blue, green, red, opaque alpha."""

    width: int
    height: int
    stride: int
    data: bytes
