"""What a use case altered; the screens concerned repaint from it and from nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from btstc_jury.domain import events as ev
from btstc_jury.domain import proof_events as proof
from btstc_jury.domain import room_events as room


class Topic(StrEnum):
    SESSION = "session"
    PLAN = "plan"
    CLOCK = "clock"
    NOTES = "notes"
    LEVELS = "levels"
    VERDICT = "verdict"
    STAGE = "stage"
    ROOM = "room"
    QUESTIONS = "questions"
    OPINIONS = "opinions"
    PROOF = "proof"


@dataclass(frozen=True, slots=True)
class Changes:
    """``oral``: its number, ``None`` for the session. ``events``: what was written in the journal."""

    oral: int | None
    topics: frozenset[Topic]
    events: tuple[ev.Event, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.topics)


_EVERYTHING = frozenset(Topic) - {Topic.SESSION}

_TOPICS: dict[type[ev.Event], frozenset[Topic]] = {
    ev.SessionDescribed: frozenset({Topic.SESSION}),
    ev.Planned: frozenset({Topic.PLAN, Topic.STAGE}),
    ev.PlanChanged: frozenset({Topic.PLAN, Topic.CLOCK}),
    ev.PreparationStarted: frozenset({Topic.STAGE, Topic.CLOCK}),
    ev.PreparationEnded: frozenset({Topic.STAGE, Topic.CLOCK}),
    ev.Opened: frozenset({Topic.STAGE, Topic.CLOCK, Topic.PLAN}),
    ev.PhaseStarted: frozenset({Topic.CLOCK, Topic.STAGE}),
    ev.Paused: frozenset({Topic.CLOCK, Topic.STAGE}),
    ev.PauseExplained: frozenset({Topic.CLOCK}),
    ev.Resumed: frozenset({Topic.CLOCK, Topic.STAGE}),
    ev.Ended: frozenset({Topic.CLOCK, Topic.STAGE}),
    ev.GapFound: frozenset({Topic.CLOCK}),
    ev.GapDecided: frozenset({Topic.CLOCK, Topic.NOTES}),
    ev.NoteAdded: frozenset({Topic.NOTES}),
    ev.NoteChanged: frozenset({Topic.NOTES}),
    ev.NoteRemoved: frozenset({Topic.NOTES}),
    ev.Rated: frozenset({Topic.LEVELS}),
    ev.MarkProposed: frozenset({Topic.VERDICT}),
    ev.TextWritten: frozenset({Topic.VERDICT}),
    ev.Finalised: frozenset({Topic.STAGE}),
    ev.Reopened: frozenset({Topic.STAGE, Topic.PROOF}),
    proof.GridSigned: frozenset({Topic.PROOF}),
    proof.NotesErased: frozenset({Topic.PROOF, Topic.NOTES}),
    proof.JuryDecided: frozenset({Topic.PROOF}),
    ev.SheetGiven: _EVERYTHING,
    ev.SheetReceived: _EVERYTHING,
    room.PresenceChecked: frozenset({Topic.ROOM, Topic.STAGE}),
    room.AbsenceRecorded: frozenset({Topic.ROOM, Topic.STAGE}),
    room.LatenessAdmitted: frozenset({Topic.ROOM, Topic.STAGE}),
    room.DossierChecked: frozenset({Topic.ROOM, Topic.STAGE}),
    room.CandidateInformed: frozenset({Topic.ROOM}),
    room.FraudReported: frozenset({Topic.ROOM}),
    room.FraudWithdrawn: frozenset({Topic.ROOM}),
    room.ReportHandedOver: frozenset({Topic.ROOM}),
    room.Interrupted: frozenset({Topic.ROOM, Topic.CLOCK}),
    room.QuestionTicked: frozenset({Topic.QUESTIONS}),
    room.QuestionsOrdered: frozenset({Topic.QUESTIONS}),
    room.ModeChosen: frozenset({Topic.OPINIONS}),
    room.OpinionRated: frozenset({Topic.OPINIONS}),
    room.OpinionMarked: frozenset({Topic.OPINIONS}),
    room.OpinionGiven: frozenset({Topic.OPINIONS}),
    room.OpinionTakenBack: frozenset({Topic.OPINIONS}),
    room.Revealed: frozenset({Topic.OPINIONS, Topic.NOTES, Topic.LEVELS, Topic.VERDICT}),
    room.ReasonGiven: frozenset({Topic.OPINIONS, Topic.VERDICT}),
    room.Dissented: frozenset({Topic.OPINIONS, Topic.VERDICT}),
}


def changes_of(oral: int | None, happened: tuple[ev.Event, ...], shown: tuple[ev.Event, ...]) -> Changes:
    """``shown``: the events whose effect appears or disappears (those of the act undone, for an undo)."""
    topics = frozenset[Topic]().union(*(_TOPICS.get(type(event), frozenset()) for event in shown))
    return Changes(oral, topics, happened)
