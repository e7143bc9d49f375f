"""What others than the commission conclude: the verification of a reserve, the decision on a fraud.

The arrêté doesn't name who verifies; it says that the mark is under reserve « de vérification » (l.5446-5450,
l.5723-5726).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Ruling:
    """``upheld``: the doubt or the suspicion proved right; ``by``: who verified or decided; ``found``: what
    they found or decided.
    """

    upheld: bool
    by: str
    on: date
    found: str


@dataclass(frozen=True, slots=True)
class MatterFacts:
    """``upheld``, ``lifted``: what comes of it. ``title``: of where it is recorded, ``effect``: what that
    does, ``record`` and ``correct``: on the button that opens it, ``found``: of its field; ``removed``: in
    the history.
    """

    title: str
    effect: str
    record: str
    correct: str
    upheld: str
    lifted: str
    found: str
    removed: str

    def outcome(self, ruling: Ruling) -> str:
        return self.upheld if ruling.upheld else self.lifted

    def told(self, ruling: Ruling, day: str) -> str:
        """« Réserve levée le 12/07/2027 par le service des examens : … »."""
        return f"{self.outcome(ruling)} le {day} par {ruling.by}\u202f: {ruling.found}"


class Matter(StrEnum):
    """What is ruled on."""

    RESERVE = "reserve"
    FRAUD = "fraud"

    @property
    def facts(self) -> MatterFacts:
        return _MATTERS[self]


_MATTERS: Mapping[Matter, MatterFacts] = {
    Matter.RESERVE: MatterFacts(
        title="Vérification de la réserve",
        effect="Une réserve levée libère la note. Une réserve confirmée demeure\u202f: le jury en décide.",
        record="Consigner la vérification…",
        correct="Corriger la vérification…",
        upheld="Réserve confirmée",
        lifted="Réserve levée",
        found="Ce que la vérification a établi",
        removed="Résultat de la vérification retiré",
    ),
    Matter.FRAUD: MatterFacts(
        title="Décision sur la suspicion de fraude",
        effect="Le résultat est retenu jusqu’à la décision de l’autorité compétente.",
        record="Consigner la décision de l’autorité…",
        correct="Corriger la décision de l’autorité…",
        upheld="Fraude établie",
        lifted="Fraude non établie",
        found="Ce que l’autorité a décidé",
        removed="Décision de l’autorité retirée",
    ),
}
