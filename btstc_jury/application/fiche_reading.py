"""A student's fiche read from a file of a word processor: what it says, and what was found on the way.

The file is read in a process of its own, since anybody may have made it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import msgspec

from btstc_jury.application.verification import UnreadableFile
from btstc_jury.domain.case import Rubric

MODULE = "btstc_jury.cli.fiche_reader"
MEMORY = 1 << 30
"""Bytes of the process at most: two hundred pages take a tenth of them."""
SECONDS = 20.0
"""For one file: two hundred pages take two."""
LARGEST_FICHE = 20 << 20
LARGEST_ANNEX = 32 << 20
"""Bytes."""

_STOPPED = (
    "La lecture de «\u202f{name}\u202f» a demandé trop de temps ou de mémoire et a été arrêtée. "
    "Copiez le texte de la fiche dans un nouveau document, ou collez-le rubrique par rubrique."
)


class UnusableFiche(Exception):
    """A fiche or an annex can't be read; the message says in French why, and what to do."""


class FindingKind(StrEnum):
    MISSING = "missing"
    """A rubric that no heading names."""
    EMPTY = "empty"
    """Its heading is there, and nothing under it."""
    DOUBLED = "doubled"
    """Two headings of one rubric with text under each: the texts were joined."""
    INEXACT = "inexact"
    """A heading that isn't written as the form has it."""
    UNKNOWN = "unknown"
    """What looks like a heading and is none of the rubrics: kept as text."""
    BEFORE = "before"
    """Text before the first heading, kept apart."""
    LEFT_OUT = "left_out"
    """Something of the file that is no text of it: a macro, a picture, a comment, a deleted passage."""
    ENCODING = "encoding"
    """Characters that could not be read for sure."""


@dataclass(frozen=True, slots=True)
class Finding:
    """``line``: of the text, from 1, 0 for the whole; ``heading``: as the file has it, or the rubric's title;
    ``words``: a sentence.
    """

    kind: FindingKind
    words: str
    line: int = 0
    heading: str = ""


@dataclass(frozen=True, slots=True)
class ReadFiche:
    """``rubrics``: all of them, in the form's order; ``before``: what stands before the first heading, kept
    for the teacher to look at (it may name a person); ``title``: proposed from it, "".
    """

    rubrics: tuple[Rubric, ...]
    before: str = ""
    title: str = ""
    told: tuple[Finding, ...] = ()

    @property
    def filled(self) -> int:
        return sum(bool(each.text.strip()) for each in self.rubrics)


class FicheReader(Protocol):
    """Reads what anybody may have made, within bounds of time and memory."""

    def read(self, path: Path, rubrics: Sequence[str]) -> ReadFiche:
        """What a fiche says under these headings. Raises ``UnusableFiche``."""

    def annex(self, path: Path) -> tuple[bytes, int | None]:
        """Its content, and its pages, ``None`` where they can't be counted. Raises ``UnusableFiche``."""


@dataclass(frozen=True, slots=True)
class FicheQuestion:
    """``rubrics``: ``None`` to have the pages counted. ``name``: of the file, with its ending."""

    name: str
    content: bytes
    rubrics: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class FicheAnswer:
    """``refused``: why the file can't be read, "" where it could."""

    fiche: ReadFiche | None = None
    pages: int | None = None
    refused: str = ""


class BoundedFicheReader:
    """See ``FicheReader``. ``ask``: the process, which raises ``stopped`` where it ended without an answer;
    ``content``: the first bytes of a file, one more than asked at most; raises ``UnreadableFile``.
    """

    def __init__(
        self,
        ask: Callable[[bytes], bytes],
        stopped: type[Exception],
        content: Callable[[Path, int], bytes],
    ) -> None:
        self._ask = ask
        self._stopped = stopped
        self._content = content

    def read(self, path: Path, rubrics: Sequence[str]) -> ReadFiche:
        answer = self._answer(FicheQuestion(path.name, self._bytes(path, LARGEST_FICHE), tuple(rubrics)))
        if answer is None:
            raise UnusableFiche(_STOPPED.format(name=path.name))
        if answer.fiche is None:
            raise UnusableFiche(answer.refused)
        return answer.fiche

    def annex(self, path: Path) -> tuple[bytes, int | None]:
        content = self._bytes(path, LARGEST_ANNEX)
        answer = self._answer(FicheQuestion(path.name, content))
        return content, None if answer is None else answer.pages

    def _bytes(self, path: Path, longest: int) -> bytes:
        try:
            content = self._content(path, longest)
        except UnreadableFile as error:
            raise UnusableFiche(f"«\u202f{path.name}\u202f»\u202f: {error}") from error
        if len(content) > longest:
            raise UnusableFiche(
                f"«\u202f{path.name}\u202f» dépasse {longest >> 20}\u202fMio. "
                "Réduisez ses images, ou enregistrez-en une copie sans elles."
            )
        return content

    def _answer(self, question: FicheQuestion) -> FicheAnswer | None:
        """``None`` where the process was stopped."""
        try:
            return msgspec.json.decode(self._ask(msgspec.json.encode(question)), type=FicheAnswer)
        except (self._stopped, msgspec.MsgspecError):
            return None


def answered(question: bytes, work: Callable[[FicheQuestion], FicheAnswer]) -> bytes:
    """In that process: the answer to what ``BoundedFicheReader`` asks."""
    return msgspec.json.encode(work(msgspec.json.decode(question, type=FicheQuestion)))
