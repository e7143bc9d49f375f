"""The title of the window: what is under way, then the file."""

from __future__ import annotations

from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem
from btstc_jury.domain.oral import Stage

PROGRAM = "BTS TC Jury"


def under_way(office: Office) -> str:
    """« E4 en cours\u202f: Moreau Anaïs », "" when no oral is under way."""
    numbers = office.file.index.under_way()
    if not numbers:
        return ""
    summary = office.file.index.summary(numbers[-1])
    stage = "suspendu" if summary.stage is Stage.PAUSED else "en cours"
    return f"{_exam(office, numbers[-1])} {stage}\u202f: {summary.last_name} {summary.first_names}"


def window_title(office: Office) -> str:
    parts = (under_way(office), office.file.path.stem, PROGRAM)
    return " — ".join(part for part in parts if part)


def _exam(office: Office, number: int) -> str:
    try:
        return office.oral(number).form.exam
    except FileProblem:
        # A damaged journal is told where its oral is opened; the title names the form as the list does.
        return office.file.index.summary(number).form_name
