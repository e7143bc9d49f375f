"""The index of what goes to the jury: the documents of each candidate, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from btstc_jury.application.exams import Gathered
from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.bordereau import (
    BordereauRow,
    BordereauView,
    missing_lines,
    undecidable_words,
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of a candidate; ``file``: its name, "" where it isn't there for that reason: ``lacks``."""

    what: str
    file: str
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class FolderEntry:
    """One épreuve of one candidate. ``missing``: nothing where everything is there; ``open``: why the jury
    can't decide yet, or ""; ``ruled``: as in ``BordereauRow``.
    """

    candidate: str
    number: str
    exam: str
    status: str
    papers: tuple[Paper, ...]
    missing: tuple[str, ...]
    open: str = ""
    ruled: str = ""


@dataclass(frozen=True, slots=True)
class FolderView:
    """``lost``: orals that can't be read at all."""

    title: str
    watermark: str
    centre: str
    counts: str
    sources: str
    entries: tuple[FolderEntry, ...]
    common: tuple[str, ...]
    lost: tuple[str, ...]
    language: str = "fr-FR"

    @property
    def lacking(self) -> tuple[FolderEntry, ...]:
        return tuple(each for each in self.entries if each.missing)

    @property
    def complete(self) -> bool:
        return not self.lacking and not self.lost


def folder_view(
    bordereau: BordereauView,
    found: Sequence[Gathered],
    papers: Mapping[tuple[str, ...], Sequence[Paper]],
    common: tuple[str, ...],
    lost: tuple[str, ...],
) -> FolderView:
    """``bordereau``: of those ``found``; ``papers``: by whose épreuve they are of; ``common``: names of
    what concerns everybody.
    """
    return FolderView(
        title=f"Dossier pour le jury — {bordereau.session}",
        watermark=bordereau.watermark,
        centre=bordereau.centre,
        counts=bordereau.counts,
        sources=bordereau.sources,
        entries=tuple(
            _entry(whole, row, papers.get(whole.last.who, ()))
            for whole, row in zip(found, bordereau.rows, strict=True)
        ),
        common=common,
        lost=lost,
    )


def _entry(whole: Gathered, row: BordereauRow, papers: Sequence[Paper]) -> FolderEntry:
    return FolderEntry(
        candidate=row.candidate,
        number=row.number,
        exam=f"{whole.exam.code} {whole.last.title}",
        status=row.status,
        papers=tuple(papers),
        missing=tuple(missing_lines(whole)),
        open=undecidable_words(whole),
        ruled=row.ruled,
    )


def made_lines(view: FolderView) -> Iterator[str]:
    """What an export left undone, for the command line and the window."""
    yield from view.lost
    for each in view.lacking:
        missing = "\u202f; ".join(each.missing)
        yield f"{each.candidate}, n°\u202f{each.number}, {each.exam}\u202f: {missing}"


def complete_words(view: FolderView) -> str:
    """Where nothing is missing; what no file holds has still to be joined by hand."""
    by_hand = any(each.lacks for entry in view.entries for each in entry.papers)
    if not by_hand:
        return "Il ne manque rien."
    joined = "les dossiers des candidats sont à joindre"
    return f"Il ne manque rien de ce que les fichiers contiennent\u202f; {joined}."


def files_words(count: int, bordereau: int) -> str:
    """« 12 documents et le bordereau de 6 lignes »."""
    lines = formats.count(bordereau, "ligne")
    return f"{formats.count(count, 'document')}, bordereau de {lines}"
