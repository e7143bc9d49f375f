"""All finalised grids of a file, out to the centre, with an index of every oral."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from btstc_jury.application.binding import Consigned, Read, consigned_in, differences
from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.views.export import (
    Exported,
    IndexRow,
    IndexView,
    Standing,
    and_also,
    index_row,
    index_view,
    unreadable_row,
)
from btstc_jury.application.views.file_names import NamePattern
from btstc_jury.application.views.grid import GridView, grid_view
from btstc_jury.application.views.reports import ReportKind, ReportView, report_view
from btstc_jury.domain.moments import Instant
from btstc_jury.domain.oral import Oral

INDEX = "index"


@dataclass(frozen=True, slots=True)
class Choice:
    """``unsigned``: settled grids without a signed PDF go out too, as plain PDFs named so."""

    pattern: NamePattern
    unsigned: bool = False


@dataclass(frozen=True, slots=True)
class Papers:
    """How each document is made."""

    grid: Callable[[GridView], bytes]
    report: Callable[[ReportView], bytes]
    index_csv: Callable[[IndexView], bytes]
    index_pdf: Callable[[IndexView], bytes]
    read: Read


@dataclass(frozen=True, slots=True)
class Piece:
    """What goes out for one oral. ``make`` gives the PDF, in any thread; ``None``: nothing goes out.
    ``told``: by the journal, of a document that was kept.
    """

    row: IndexRow
    stem: str = ""
    make: Callable[[], bytes] | None = None
    told: Consigned | None = None


class GridExport:
    """``read`` belongs to the thread of the office; ``write`` and ``finish`` may run in another one, one
    call at a time. One document is in memory at a time.
    """

    def __init__(self, office: Office, choice: Choice, papers: Papers, outbox: Outbox) -> None:
        """Raises ``FileProblem``."""
        self._office = office
        self._choice = choice
        self._papers = papers
        self._outbox = outbox
        self._rows: list[IndexRow] = []
        self._last_act: Instant | None = None
        days = office.file.index.days()
        self.total = sum(count for _, count in days)
        self._summaries = (each for day, _ in days for each in office.file.index.on_day(day))

    @property
    def rows(self) -> tuple[IndexRow, ...]:
        """Of the orals written so far."""
        return tuple(self._rows)

    @property
    def done(self) -> int:
        """Orals written so far."""
        return len(self._rows)

    def read(self) -> Piece | None:
        """What the next oral gives; ``None`` after the last. Raises ``FileProblem``; an oral whose own part
        of the file is damaged doesn't keep the others back.
        """
        summary = next(self._summaries, None)
        if summary is None:
            return None
        try:
            return self.piece(summary.oral)
        except FileProblem as problem:
            if problem.kind is not ProblemKind.DAMAGED:
                raise
            lost = "cette interrogation est illisible, le fichier d’examen est endommagé"
            return Piece(unreadable_row(summary, lost))

    def write(self, piece: Piece) -> None:
        """Raises ``FileProblem``."""
        row = piece.row
        if piece.make is not None:
            content = piece.make()
            found = () if piece.told is None else tuple(differences(piece.told, self._papers.read(content)))
            if found:
                self._rows.append(_refused(row, found))
                return
            (name,) = self._outbox.put(piece.stem, {".pdf": content})
            row = replace(row, file=name, digest=hashlib.sha256(content).hexdigest())
        self._rows.append(row)

    def finish(self) -> Exported:
        """Write the index, then bring everything to its place. Raises ``FileProblem``."""
        view = index_view(self._office.session, self._rows, self._last_act)
        contents = {".csv": self._papers.index_csv(view), ".pdf": self._papers.index_pdf(view)}
        names = self._outbox.put(INDEX, contents)
        self._outbox.commit()
        return Exported(self._outbox.folder, view, names)

    def discard(self) -> None:
        """Leave nothing of the export behind. Raises ``FileProblem``."""
        self._outbox.discard()

    def piece(self, number: int) -> Piece:
        """What one oral gives. Raises ``FileProblem``."""
        history = self._office.history(number)
        last = history.last_act.utc
        self._last_act = last if self._last_act is None else max(self._last_act, last)
        oral = history.oral
        row = index_row(oral)
        if any(each > oral.version for each in self._office.file.proofs.versions(number)):
            return Piece(_refused(row, tuple(differences(consigned_in(self._office, number), None))))
        stem = self._choice.pattern.name(oral)
        if row.standing is Standing.PENDING:
            return Piece(row)
        if row.standing is Standing.STOPPED:
            view = report_view(self._office, number, ReportKind.FINDING)
            return Piece(row, f"{stem} (constat)", lambda: self._papers.report(view))
        return self._grid(number, oral, row, stem)

    def _grid(self, number: int, oral: Oral, row: IndexRow, stem: str) -> Piece:
        in_pdf = any(each.means.facts.in_pdf for each in oral.proof.signatures)
        partial = row.standing is Standing.PARTIAL
        if not (in_pdf or partial or self._choice.unsigned):
            return Piece(replace(row, missing=and_also(row.missing, "grille non exportée")))
        kept = self._office.file.proofs.document(number, oral.version)
        if in_pdf and kept is None:
            missing = and_also(row.missing, "le PDF signé n’est pas dans le fichier d’examen")
            return Piece(replace(row, complete=False, standing=Standing.UNREADABLE, missing=missing))
        unsigned = " (original sur papier)" if row.standing is Standing.PAPER else " (non signée)"
        stem += row.standing.facts.remark if in_pdf or partial else unsigned
        if kept is not None:
            # Even without a signature in it: what was printed and signed on paper is this very document.
            content = kept.content
            told = consigned_in(self._office, number)
            return Piece(row, stem, lambda: content, told)
        view = grid_view(self._office, number)
        return Piece(row, stem, lambda: self._papers.grid(view))


def _refused(row: IndexRow, found: tuple[str, ...]) -> IndexRow:
    """Another document than the journal tells of doesn't go out under this name."""
    missing = and_also(row.missing, "grille non exportée", *found)
    return replace(row, complete=False, standing=Standing.UNREADABLE, missing=missing)


def export_grids(
    export: GridExport, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> Exported:
    """The whole export in one thread; after any exception nothing is left.

    ``progress``: orals done, and how many there are. Raises ``FileProblem``.
    """
    try:
        while (piece := export.read()) is not None:
            export.write(piece)
            progress(export.done, export.total)
        return export.finish()
    except BaseException:
        export.discard()
        raise


class Outbox(Protocol):
    """Files wait out of sight until ``commit``. Every method may raise ``FileProblem``; one thread at a time
    uses it.
    """

    @property
    def folder(self) -> Path: ...

    def put(self, stem: str, contents: Mapping[str, bytes]) -> tuple[str, ...]:
        """Take files that share a stem, by their ending; the names that they will have. A file that is there
        already is never replaced: the same content is left as it is, another makes the name be numbered.
        """

    def commit(self) -> None:
        """Bring all files to their place. Raises ``FileProblem``: then none is there."""

    def discard(self) -> None:
        """Leave nothing behind. To be called unless ``commit`` succeeded; harmless when called again."""
