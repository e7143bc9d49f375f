"""What can be printed of one oral beside its grid and the reports that its status calls for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from btstc_jury.application.office import Office
from btstc_jury.application.views.conformity import TITLE, conformity_view
from btstc_jury.application.views.reports import ReportView


@dataclass(frozen=True, slots=True)
class SidePaperFacts:
    """``button``: leads to it; ``name``: beside the candidate's; ``file_name``: what names its file;
    ``headline``: over its pages.
    """

    button: str
    name: str
    file_name: str
    headline: str


class SidePaper(StrEnum):
    CONFORMITY = "conformity"

    @property
    def facts(self) -> SidePaperFacts:
        return _PAPERS[self]


_PAPERS = {
    SidePaper.CONFORMITY: SidePaperFacts(
        "Fiche de contrôle de conformité…",
        "Fiche de contrôle",
        "fiche-de-contrôle",
        f"{TITLE}, pour le jury.",
    ),
}


def side_papers(office: Office, number: int) -> tuple[SidePaper, ...]:
    """Those that there are of the oral now."""
    rule = office.oral(number).form.dossier
    return (SidePaper.CONFORMITY,) if rule.documents or rule.rubrics or rule.minimum_sheets else ()


def side_paper_view(office: Office, number: int, paper: SidePaper) -> ReportView:
    """Raises ``FileProblem``."""
    match paper:
        case SidePaper.CONFORMITY:
            return conformity_view(office, number)
