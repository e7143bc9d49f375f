"""A training file in which a form is tried, with one candidate who doesn't exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from btstc_jury.application.ports import FormSource
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.domain.candidate import Candidate, Plan
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.form import Form
from btstc_jury.domain.session import ExamSession, FileKind, prepared_session

_NAMES = (
    "Ombeline",
    "Hilarion",
    "Sidonie",
    "Anselme",
    "Philippine",
    "Évariste",
    "Clotilde",
    "Théodule",
    "Zoé",
)


@dataclass(frozen=True, slots=True)
class _Tried:
    """The forms known, and this one."""

    known: FormSource
    form: Form

    def keys(self) -> tuple[str, ...]:
        return (*self.known.keys(), self.form.key)

    def get(self, key: str) -> Form:
        return self.form if key == self.form.key else self.known.get(key)

    def of_centre(self, key: str) -> bool:
        return key == self.form.key or self.known.of_centre(key)


def make_trial(desk: Desk, path: Path, form: Form, at: datetime) -> None:
    """A training file at ``path``, closed again; ``at``: when its only oral is planned, wall time of the
    centre. The form need not be among those known. Raises ``FileProblem``.
    """
    jurors = tuple(
        Juror("abcdefghi"[place], f"{_NAMES[place]} Fictif", role)
        for place, role in enumerate(form.commission.members)
    )
    session = ExamSession(FileKind.TRAINING, prepared_session(at.date()), "Centre fictif", "1", jurors=jurors)
    tried = Desk(desk.files, _Tried(desk.library, form), desk.clock)
    office = create_file(tried, path, session)
    try:
        candidate = Candidate("0000000001", "Fictif", "Camille", None, "Lycée fictif")
        office.plan(Plan(candidate, at), form.key)
    finally:
        office.close()
