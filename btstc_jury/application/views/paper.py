"""What every printed document has in common, and its pages as pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Subject(Protocol):
    """Whose document it is, and of which exam."""

    @property
    def diploma(self) -> str: ...
    @property
    def session(self) -> str: ...
    @property
    def exam(self) -> str: ...
    @property
    def details(self) -> str: ...
    @property
    def centre(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def candidate(self) -> str: ...
    @property
    def candidate_lines(self) -> tuple[str, ...]: ...
    @property
    def sitting_lines(self) -> tuple[str, ...]: ...


class Paper(Subject, Protocol):
    """``watermark``: of the kind of file, "" for an exam; ``provisional``: has the watermark PROVISOIRE.

    ``heading``: of the first page; ``title``: of the file; ``state`` and ``footnotes``: in the foot;
    ``journal``: hash of the journal, hex.
    """

    @property
    def watermark(self) -> str: ...
    @property
    def provisional(self) -> bool: ...
    @property
    def heading(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def footnotes(self) -> tuple[str, ...]: ...
    @property
    def form(self) -> str: ...
    @property
    def journal(self) -> str: ...
    @property
    def language(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedView:
    """A ``Paper`` but for its words of heading, title, foot and footnotes."""

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
    provisional: bool = False
    language: str = "fr-FR"


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
