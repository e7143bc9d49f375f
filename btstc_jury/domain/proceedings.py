"""What went on in an oral around its time and levels: presence, dossier, incidents, questions."""

from __future__ import annotations

from dataclasses import dataclass

from btstc_jury.domain.composition import Vacancy
from btstc_jury.domain.dossier import DossierCheck
from btstc_jury.domain.moments import Duration, Reading
from btstc_jury.domain.presence import (
    Absence,
    Fraud,
    Interruption,
    Lateness,
    Presence,
)
from btstc_jury.domain.standing import Status


@dataclass(frozen=True, slots=True)
class TimedInterruption:
    """``noticed``: when; ``phase`` counts from 0; ``at``: time elapsed in it then."""

    interruption: Interruption
    noticed: Reading
    phase: int | None
    at: Duration


@dataclass(frozen=True, slots=True)
class TimedFraud:
    """The suspicion with the moment it was first reported."""

    fraud: Fraud
    reported: Reading


@dataclass(frozen=True, slots=True)
class WithdrawnFraud:
    """A suspicion that the commission gave up, with the reason and when."""

    reported: TimedFraud
    reason: str
    withdrawn: Reading


@dataclass(frozen=True, slots=True)
class Proceedings:
    """``handed_over``: whether the president of the jury has the report. ``asked``: numbers of the questions
    already asked; ``order``: of the waiting ones, where chosen.
    """

    presence: Presence | None = None
    absence: Absence | None = None
    lateness: Lateness | None = None
    dossier: DossierCheck | None = None
    informed: bool = False
    handed_over: bool = False
    fraud: TimedFraud | None = None
    interruptions: tuple[TimedInterruption, ...] = ()
    vacancies: tuple[Vacancy, ...] = ()
    asked: frozenset[int] = frozenset()
    order: tuple[int, ...] = ()
    withdrawn: tuple[WithdrawnFraud, ...] = ()

    @property
    def status(self) -> Status:
        """The status that the slip prints; an absence or a dossier that stops the oral comes first."""
        if self.absence is not None:
            return self.absence.kind.facts.status
        if self.dossier is not None and self.dossier.outcome.facts.stops:
            return Status.NOT_VALIDATED
        if self.fraud is not None:
            return Status.WITHHELD
        return Status.RESERVED if self.reserved else Status.NORMAL

    @property
    def reserved(self) -> bool:
        """Whether the commission doubts the dossier; a suspicion of fraud doesn't take that away."""
        return self.dossier is not None and self.dossier.outcome.facts.doubt

    @property
    def stopped(self) -> bool:
        """Whether the oral doesn't take place."""
        return not self.status.worth.held
