"""Wires what goes to the jury, out of exam files or of all that came back to a centre."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from btstc_jury.application.binding import Read
    from btstc_jury.application.jury_export import JuryExport
    from btstc_jury.application.office import Office
    from btstc_jury.application.verification import Verified
    from btstc_jury.application.views.centre.bordereau import BordereauView


def bordereau_files(view: BordereauView) -> dict[str, bytes]:
    """By their endings."""
    from btstc_jury.documents.bordereau import bordereau_pdf
    from btstc_jury.exchange.bordereau import bordereau_csv, bordereau_xlsx

    makers = {".pdf": bordereau_pdf, ".xlsx": bordereau_xlsx, ".csv": bordereau_csv}
    return {ending: make(view) for ending, make in makers.items()}


def jury_export(
    offices: Sequence[Office],
    grids: Sequence[Verified],
    folder: Path,
    read: Read,
    *,
    whole: bool,
    only: Sequence[AbstractSet[int]] = (),
) -> JuryExport:
    """``read``: what a document kept in a file tells; the rest as ``JuryExport`` has it. Raises
    ``WrongSource``, ``FileProblem``.
    """
    from btstc_jury.application.grid_export import Papers
    from btstc_jury.application.jury_export import JuryExport, JuryPapers
    from btstc_jury.documents.export_index import index_pdf
    from btstc_jury.documents.grid import grid_pdf
    from btstc_jury.documents.reports import report_pdf, scenario_pdf
    from btstc_jury.documents.synthesis import synthesis_pdf
    from btstc_jury.exchange.folder_index import folder_html
    from btstc_jury.exchange.spreadsheets import index_csv
    from btstc_jury.system.outbox import FolderOutbox

    grid_papers = Papers(grid_pdf, report_pdf, index_csv, index_pdf, read)
    papers = JuryPapers(grid_papers, synthesis_pdf, bordereau_files, folder_html, scenario_pdf)
    return JuryExport(offices, grids, papers, FolderOutbox(folder), whole=whole, only=only)
