"""The people of the demonstration. All of them are invented."""

from __future__ import annotations

from datetime import date

from btstc_jury.domain.candidate import ONE_THIRD, Accommodation, Candidate
from btstc_jury.domain.commission import Juror, Role
from btstc_jury.domain.session import ExamSession, FileKind

JURORS = (
    Juror("j1", "M. Lanvin", Role.EG),
    Juror("j2", "Mme Okoye", Role.STI),
    Juror("j3", "M. Dreux", Role.PROFESSIONAL),
)

NO_ACCOMMODATION = Accommodation()
ONE_THIRD_MORE = Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD)

_SCHOOL = "Lycée Jean-Monnet (fictif)"
_MATERIALS = "Matériaux du bâtiment"
_ENERGY = "Énergie et environnement"


def session(year: int) -> ExamSession:
    return ExamSession(FileKind.DEMONSTRATION, year, _SCHOOL, "3", "salle B12", JURORS)


GARNIER = Candidate("0213456771", "Garnier", "Lucie", date(2006, 3, 11), _SCHOOL, _MATERIALS)
IMBERT = Candidate("0213456779", "Imbert", "Sofia", date(2005, 11, 27), _SCHOOL, _ENERGY)
MOREAU = Candidate("0213456789", "Moreau-Lefebvre", "Anaïs", date(2006, 2, 4), _SCHOOL, _MATERIALS)
NGUYEN = Candidate("0213456791", "Nguyen", "Paul", date(2006, 7, 19), _SCHOOL, _MATERIALS)
OLIVIER = Candidate("0213456795", "Olivier", "Inès", date(2006, 9, 2), _SCHOOL, _ENERGY)
BENALI = Candidate("0213456802", "Benali", "Karim", date(2005, 12, 30), _SCHOOL, _ENERGY)
