"""The people of the demonstration, what they say and write, and how they sign: a PIN and a drawing each. All
of it is invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin

from btstc_jury.application.signing import Strokes
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation, Candidate
from btstc_jury.domain.commission import Juror, Role
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.playing import Handed, Played, Playing
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


@dataclass(frozen=True, slots=True)
class Line:
    """A line typed in the remark field, ``at`` after the beginning of its phase."""

    at: Duration
    text: str


@dataclass(frozen=True, slots=True)
class ScriptedPhase:
    """``lines`` in order of time; ``length``: when the next phase begins."""

    length: Duration
    lines: tuple[Line, ...]


def _at(minutes: int, seconds: int, text: str) -> Line:
    return Line(Duration.seconds(minutes * 60 + seconds), text)


def _of(minutes: int, seconds: int) -> Duration:
    return Duration.seconds(minutes * 60 + seconds)


E4_PHASES = (
    ScriptedPhase(
        _of(8, 52),
        (
            _at(3, 10, "+ #1=S Contexte client clair, chiffre d’affaires et parc cités"),
            _at(5, 31, "? #2 Qui signe au-delà de 15 k€ ?"),
            _at(7, 44, "#5=TS Objectifs chiffrés, marge plancher annoncée"),
        ),
    ),
    ScriptedPhase(
        _of(25, 38),
        (
            _at(2, 44, "+ #9=S Reformule le besoin avant de proposer"),
            _at(6, 20, "Propose la gamme T2, délai trois semaines"),
            _at(11, 58, "- #13=I Esquive l’objection sur le service après-vente"),
            _at(14, 35, "+ #14=TS Revient avec une contrepartie chiffrée"),
            _at(22, 5, "#15=S Bon de commande rempli, conditions relues"),
        ),
    ),
    ScriptedPhase(_of(4, 40), (_at(1, 12, "#17=S Suivi prévu à J+8 et J+30"),)),
    ScriptedPhase(_of(9, 20), (_at(4, 3, "#11=S Vocabulaire technique juste"),)),
)

E6_PHASES = (
    ScriptedPhase(
        _of(9, 48),
        (
            _at(2, 15, "#23=S Organigramme commercial maîtrisé"),
            _at(7, 2, "? #11 Pourquoi ce panel de 40 clients ?"),
        ),
    ),
    ScriptedPhase(
        _of(14, 30),
        (
            _at(3, 15, "? #4 Coût réel de la relance téléphonique ?"),
            _at(5, 31, "+ #24=TS Indicateurs hebdomadaires : transformation, panier moyen"),
            _at(8, 20, "- #26=I Planning dépassé de trois semaines, non expliqué"),
        ),
    ),
    ScriptedPhase(
        _of(26, 5),
        (
            _at(4, 12, "#11=S Justifie le panel par la zone de chalandise"),
            _at(9, 47, "#4=S Budget de prospection cohérent"),
            _at(18, 30, "+ #28=S Préconisations réalistes"),
        ),
    ),
)

PLAYED: Mapping[Playing, Played] = {
    Playing.MODIFIED: Played(
        1, "Renouvellement d’un parc de pompes", "budget réduit d’un tiers", Handed.SOME, altered=True
    ),
    Playing.SIMULATED: Played(title="Parc de pompes d’un autre client", handed=Handed.SOME),
    Playing.PROJECT: Played(0, "Relance des clients de la zone"),
    Playing.DOCUMENTS: Played(title="article de presse sur les pompes à chaleur"),
}
"""What each exam plays, as its commission chose."""

E4_APPRECIATION = (
    "Négociation structurée, écoute réelle du client. L’objection sur le service après-vente, d’abord"
    " éludée, est reprise avec une contrepartie chiffrée. La recherche d’informations dans les bases de"
    " l’entreprise reste à approfondir."
)
E6_APPRECIATION = (
    "Projet utile à l’entreprise, mené avec méthode et bien présenté. Les indicateurs sont pertinents ;"
    " la gestion du temps aurait mérité un suivi plus serré."
)
INCIDENT = "Alarme incendie, reprise après contrôle"
