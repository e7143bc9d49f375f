"""The room as an oral's journal leaves it: presence, dossier, incidents, questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from btstc_jury.domain import room_events as ev
from btstc_jury.domain.composition import Vacancy
from btstc_jury.domain.dossier import DossierCheck
from btstc_jury.domain.moments import Duration, Reading
from btstc_jury.domain.opinions import Debate, Dissent, Opinion
from btstc_jury.domain.presence import Absence, Fraud, Interruption, Lateness, Presence
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
class Room:
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


RoomChange = (
    ev.PresenceChecked
    | ev.AbsenceRecorded
    | ev.LatenessAdmitted
    | ev.DossierChecked
    | ev.CandidateInformed
    | ev.FraudReported
    | ev.FraudWithdrawn
    | ev.ReportHandedOver
    | ev.Interrupted
    | ev.QuestionTicked
    | ev.QuestionsOrdered
)


def change_room(
    room: Room, event: RoomChange, reading: Reading, position: tuple[int | None, Duration]
) -> Room:
    """``position``: phase and time elapsed in it at the event."""
    match event:
        case ev.PresenceChecked(presence):
            return replace(room, presence=presence, absence=None)
        case ev.AbsenceRecorded(absence):
            return replace(room, absence=absence)
        case ev.LatenessAdmitted(lateness):
            return replace(room, lateness=lateness, absence=None)
        case ev.DossierChecked(check):
            return replace(room, dossier=check, handed_over=False)
        case _:
            return _change_later(room, event, reading, position)


def _change_later(
    room: Room,
    event: ev.CandidateInformed
    | ev.FraudReported
    | ev.FraudWithdrawn
    | ev.ReportHandedOver
    | ev.Interrupted
    | ev.QuestionTicked
    | ev.QuestionsOrdered,
    reading: Reading,
    position: tuple[int | None, Duration],
) -> Room:
    match event:
        case ev.CandidateInformed():
            return replace(room, informed=True)
        case ev.FraudReported() | ev.FraudWithdrawn():
            return _suspect(room, event, reading)
        case ev.ReportHandedOver():
            return replace(room, handed_over=True)
        case ev.Interrupted(interruption, began):
            added = TimedInterruption(interruption, began or reading, *position)
            return replace(room, interruptions=(*room.interruptions, added))
        case ev.QuestionTicked(note, asked):
            ticked = room.asked | {note} if asked else room.asked - {note}
            return replace(room, asked=ticked)
        case ev.QuestionsOrdered(order):
            return replace(room, order=order)
        case _:
            assert_never(event)


def _suspect(room: Room, event: ev.FraudReported | ev.FraudWithdrawn, at: Reading) -> Room:
    if isinstance(event, ev.FraudReported):
        first = room.fraud.reported if room.fraud else at
        return replace(room, fraud=TimedFraud(event.fraud, first), handed_over=False)
    gone = () if room.fraud is None else (WithdrawnFraud(room.fraud, event.reason, at),)
    return replace(room, fraud=None, withdrawn=(*room.withdrawn, *gone), handed_over=False)


_DebateChange = (
    ev.ModeChosen
    | ev.OpinionRated
    | ev.OpinionMarked
    | ev.OpinionGiven
    | ev.OpinionTakenBack
    | ev.Revealed
    | ev.ReasonGiven
    | ev.Dissented
)


def change_debate(debate: Debate, event: _DebateChange) -> Debate:
    match event:
        case ev.ModeChosen(mode):
            return replace(debate, mode=mode)
        case ev.Revealed(reason):
            return replace(debate, revealed=True, reveal_reason=reason)
        case ev.ReasonGiven(criterion, text):
            if criterion is None:
                return replace(debate, mark_reason=text)
            return replace(debate, reasons={**debate.reasons, criterion: text})
        case ev.Dissented(juror, criterion, text):
            others = tuple(
                each for each in debate.dissents if (each.juror, each.criterion) != (juror, criterion)
            )
            added = (Dissent(juror, text, criterion),) if text else ()
            return replace(debate, dissents=(*others, *added))
        case _:
            opinion = _change_opinion(debate.of(event.juror), event)
            return replace(debate, opinions={**debate.opinions, event.juror: opinion})


def _change_opinion(
    opinion: Opinion,
    event: ev.OpinionRated | ev.OpinionMarked | ev.OpinionGiven | ev.OpinionTakenBack,
) -> Opinion:
    match event:
        case ev.OpinionRated(_, criterion, level):
            return replace(opinion, levels=_with(opinion.levels, criterion, level))
        case ev.OpinionMarked(_, mark):
            return replace(opinion, mark=mark)
        case ev.OpinionGiven():
            return replace(opinion, given=True)
        case ev.OpinionTakenBack():
            return replace(opinion, given=False)
        case _:
            assert_never(event)


def _with(levels: Mapping[int, str], criterion: int, level: str | None) -> dict[int, str]:
    kept = {number: letters for number, letters in levels.items() if number != criterion}
    if level is not None:
        kept[criterion] = level
    return kept


ROOM_CHANGES = (
    ev.PresenceChecked,
    ev.AbsenceRecorded,
    ev.LatenessAdmitted,
    ev.DossierChecked,
    ev.CandidateInformed,
    ev.FraudReported,
    ev.FraudWithdrawn,
    ev.ReportHandedOver,
    ev.Interrupted,
    ev.QuestionTicked,
    ev.QuestionsOrdered,
)
DEBATE_CHANGES = (
    ev.ModeChosen,
    ev.OpinionRated,
    ev.OpinionMarked,
    ev.OpinionGiven,
    ev.OpinionTakenBack,
    ev.Revealed,
    ev.ReasonGiven,
    ev.Dissented,
)
