"""The people of the demonstration, and how they sign: a PIN and a drawing each. All of it is invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import cos, pi, sin

from btstc_jury.application.signing import Strokes
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


_CODES = ("1357", "2468", "9876")
PINS: Mapping[str, str] = {juror.key: pin for juror, pin in zip(JURORS, _CODES, strict=True)}
"""In the order in which they sign."""


def _loops(count: int, height: int, slant: float) -> tuple[int, ...]:
    """A run of loops from left to right, in thousandths of the field's width."""
    points: list[int] = []
    steps = 14 * count
    for step in range(steps + 1):
        turn = 2 * pi * step / 14
        fading = 1 - 0.5 * step / steps
        y = 130 - height * fading * sin(turn)
        x = 140 + 560 * step / steps + 34 * cos(turn) + slant * (130 - y)
        points += (round(x), round(y))
    return tuple(points)


_FLOURISH = (150, 215, 330, 196, 560, 190, 860, 176)

DRAWINGS: Mapping[str, Strokes] = {
    juror.key: strokes
    for juror, strokes in zip(
        JURORS,
        (
            (_loops(5, 74, 0.35), _FLOURISH),
            (_loops(3, 92, 0.1), (220, 60, 300, 230), (640, 120, 880, 96)),
            (_loops(7, 48, 0.6), (120, 190, 800, 205, 610, 226)),
        ),
        strict=True,
    )
}
