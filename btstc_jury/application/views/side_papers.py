"""What can be printed of one oral beside its grid and the reports that its status calls for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from btstc_jury.application.exams import gathered_of
from btstc_jury.application.office import Office
from btstc_jury.application.views.conformity import TITLE, conformity_view
from btstc_jury.application.views.reports import ReportView
from btstc_jury.application.views.synthesis import SynthesisView, synthesis_view


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
    SYNTHESIS = "synthesis"

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
    SidePaper.SYNTHESIS: SidePaperFacts(
        "Fiche de synthèse de l’épreuve…",
        "Fiche de synthèse",
        "fiche-de-synthèse",
        "Fiche de synthèse des deux situations, pour le jury.",
    ),
}


def side_papers(office: Office, number: int) -> tuple[SidePaper, ...]:
    """Those that there are of the oral now."""
    form = office.oral(number).form
    rule = form.dossier
    checked = rule.documents or rule.rubrics or rule.minimum_sheets
    conformity = (SidePaper.CONFORMITY,) if checked else ()
    return (*conformity, *((SidePaper.SYNTHESIS,) if form.situation is not None else ()))


def side_paper_view(office: Office, number: int, paper: SidePaper) -> ReportView | SynthesisView:
    """Raises ``FileProblem``."""
    match paper:
        case SidePaper.CONFORMITY:
            return conformity_view(office, number)
        case SidePaper.SYNTHESIS:
            return synthesis_view(gathered_of(office, number))
