"""What is said and written in the demonstration's orals."""

from __future__ import annotations

from dataclasses import dataclass

from btstc_jury.domain.moments import Duration


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

E4_LEVELS = "SSSSTSISSSSSIISTSSS"
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
