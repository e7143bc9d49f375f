"""The documents that the page of the grid shows of one oral: the grid, its reports, the mark's statement."""

from __future__ import annotations

from enum import StrEnum

from btstc_jury.application.office import Office
from btstc_jury.application.ports import Document
from btstc_jury.application.views.file_names import grid_file_name, report_file_name, statement_file_name
from btstc_jury.application.views.grid import GridView, grid_view
from btstc_jury.application.views.reports import (
    MarkStatementView,
    ReportKind,
    ReportView,
    mark_statement_view,
    report_kinds,
    report_view,
    statement_obstacle,
)
from btstc_jury.ui.ports import Papers


class ForCandidate(StrEnum):
    """What a candidate may be given."""

    MARK = "mark"


PaperKind = ReportKind | ForCandidate
Shown = GridView | ReportView | MarkStatementView | Document
"""A document is one that was signed: it is shown as it is."""


class OralPapers:
    """``kind``: ``None`` for the grid itself."""

    def __init__(self, office: Office, papers: Papers) -> None:
        self._office = office
        self._papers = papers

    def possible(self, oral: int, kind: PaperKind) -> bool:
        """Whether the oral calls for that document now."""
        if isinstance(kind, ForCandidate):
            return statement_obstacle(self._office.oral(oral)) is None
        return kind in report_kinds(self._office, oral)

    def view(self, oral: int, kind: PaperKind | None, *, annex: bool, former: int = 0) -> Shown:
        """``former``: a signed version that was voided. Raises ``FileProblem``."""
        if kind is None:
            return self._signed(oral, former) or grid_view(self._office, oral, annex=annex)
        if isinstance(kind, ForCandidate):
            return mark_statement_view(self._office, oral)
        return report_view(self._office, oral, kind)

    def _signed(self, oral: int, former: int) -> Document | None:
        """The signed document itself once there is one."""
        state = self._office.oral(oral)
        version = former or (state.version if state.proof.signatures else 0)
        return self._office.file.proofs.document(oral, version) if version else None

    def pdf(self, view: Shown) -> bytes:
        """Not in the thread of the interface."""
        if isinstance(view, Document):
            return view.content
        return self._papers.pdf(view)

    def file_name(self, oral: int, kind: PaperKind | None, former: int = 0) -> str:
        if kind is None:
            return grid_file_name(self._office, oral, former)
        if isinstance(kind, ForCandidate):
            return statement_file_name(self._office, oral)
        return report_file_name(self._office, oral, kind)


def short_name(kind: PaperKind | None) -> str:
    """What the page is called beside the candidate's name."""
    if kind is None:
        return "Grille"
    if isinstance(kind, ForCandidate):
        return "Note et appréciations"
    return "Rapport"
