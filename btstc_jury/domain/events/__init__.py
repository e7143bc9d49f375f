"""What can have happened in an oral. Each event is one row of its journal, and declared once."""

from __future__ import annotations

from btstc_jury.domain.events.acts import Erased, Redone, SheetGiven, SheetReceived, Undone, anything_recorded
from btstc_jury.domain.events.base import Act, Context, Entry, Event, Formats, Place, Topic
from btstc_jury.domain.events.course import (
    Ended,
    GapCause,
    GapDecided,
    GapFound,
    Paused,
    PauseExplained,
    PhaseStarted,
    Resumed,
)
from btstc_jury.domain.events.opinions import (
    Dissented,
    ModeChosen,
    OpinionGiven,
    OpinionMarked,
    OpinionRated,
    OpinionTakenBack,
    ReasonGiven,
    Revealed,
)
from btstc_jury.domain.events.people import (
    AbsenceRecorded,
    CandidateInformed,
    DossierChecked,
    FraudReported,
    FraudWithdrawn,
    Interrupted,
    LatenessAdmitted,
    PresenceChecked,
    ReportHandedOver,
)
from btstc_jury.domain.events.planning import (
    Opened,
    PlanChanged,
    Planned,
    PreparationEnded,
    PreparationReceived,
    PreparationStarted,
    SessionDescribed,
)
from btstc_jury.domain.events.proposal import (
    Finalised,
    GridSigned,
    JuryDecided,
    MarkProposed,
    NotesErased,
    Rated,
    Reopened,
    TextWritten,
)
from btstc_jury.domain.events.remarks import (
    NoteAdded,
    NoteChanged,
    NoteRemoved,
    QuestionsOrdered,
    QuestionTicked,
    note_text,
)

__all__ = [
    "KINDS",
    "AbsenceRecorded",
    "Act",
    "CandidateInformed",
    "Context",
    "Dissented",
    "DossierChecked",
    "Ended",
    "Entry",
    "Erased",
    "Event",
    "Finalised",
    "Formats",
    "FraudReported",
    "FraudWithdrawn",
    "GapCause",
    "GapDecided",
    "GapFound",
    "GridSigned",
    "Interrupted",
    "JuryDecided",
    "LatenessAdmitted",
    "MarkProposed",
    "ModeChosen",
    "NoteAdded",
    "NoteChanged",
    "NoteRemoved",
    "NotesErased",
    "Opened",
    "OpinionGiven",
    "OpinionMarked",
    "OpinionRated",
    "OpinionTakenBack",
    "PauseExplained",
    "Paused",
    "PhaseStarted",
    "Place",
    "PlanChanged",
    "Planned",
    "PreparationEnded",
    "PreparationReceived",
    "PreparationStarted",
    "PresenceChecked",
    "QuestionTicked",
    "QuestionsOrdered",
    "Rated",
    "ReasonGiven",
    "Redone",
    "Reopened",
    "ReportHandedOver",
    "Resumed",
    "Revealed",
    "SessionDescribed",
    "SheetGiven",
    "SheetReceived",
    "TextWritten",
    "Topic",
    "Undone",
    "anything_recorded",
    "note_text",
]

KINDS: dict[str, type[Event]] = {
    declared.kind: declared
    for declared in globals().copy().values()
    if isinstance(declared, type) and issubclass(declared, Event) and declared not in {Act, Event, Erased}
}
"""Every kind that a journal may hold, by its name there."""
