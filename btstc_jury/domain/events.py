"""What can have happened in an oral. Each event is one row of its journal."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from btstc_jury.domain.assessment import NoteText, TextField
from btstc_jury.domain.candidate import Plan
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.composition import Vacancy
from btstc_jury.domain.moments import Duration, Reading
from btstc_jury.domain.oral_sheet import OralSheet
from btstc_jury.domain.proof_events import PROOF_KINDS, Erased, ProofEvent
from btstc_jury.domain.room_events import ROOM_KINDS, RoomEvent
from btstc_jury.domain.session import ExamSession


@dataclass(frozen=True, slots=True)
class SessionDescribed:
    """The exam session as a whole, new or changed; only in the file's own journal."""

    session: ExamSession


@dataclass(frozen=True, slots=True)
class Planned:
    """The oral exists, with the exact form (content hash) that it keeps."""

    plan: Plan
    form_key: str
    form_hash: str


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """``form_key`` and ``form_hash`` as in ``Planned``: they may change before the oral is opened."""

    plan: Plan
    form_key: str
    form_hash: str


@dataclass(frozen=True, slots=True)
class PreparationStarted:
    """``allowed``: time granted, accommodation included."""

    allowed: Duration


@dataclass(frozen=True, slots=True)
class PreparationEnded:
    """The candidate stops preparing."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The commission sits. ``total``: legal total before any accommodation; ``vacancies``: empty seats with
    the decision of the president of the jury.
    """

    total: Duration
    jurors: tuple[Juror, ...]
    vacancies: tuple[Vacancy, ...] = ()


@dataclass(frozen=True, slots=True)
class PhaseStarted:
    """``phase`` counts from 0; the phase before it, if any, ends at the same reading."""

    phase: int


@dataclass(frozen=True, slots=True)
class Paused:
    """The clock stops for an incident; the reason may follow. ``granted``: drawn from the candidate's
    allowance of pauses, no incident.
    """

    reason: str
    granted: bool = False


@dataclass(frozen=True, slots=True)
class PauseExplained:
    """``pause``: sequence of the ``Paused`` event."""

    pause: int
    reason: str


@dataclass(frozen=True, slots=True)
class Resumed:
    """The clock runs again."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The oral is over; deliberation begins."""


class GapCause(StrEnum):
    STOP = "stop"
    SLEEP = "sleep"


@dataclass(frozen=True, slots=True)
class GapFound:
    """The program did not run from ``since`` to this event while the clock did."""

    since: Reading
    cause: GapCause


@dataclass(frozen=True, slots=True)
class GapDecided:
    """``gap``: sequence of the ``GapFound`` event. The jury counts that time or not."""

    gap: int
    counted: bool


@dataclass(frozen=True, slots=True)
class NoteAdded:
    """``began``: when its typing began; the note bears the phase and time of that moment."""

    began: Reading
    content: NoteText


@dataclass(frozen=True, slots=True)
class NoteChanged:
    """``note``: sequence of the ``NoteAdded`` event."""

    note: int
    content: NoteText


@dataclass(frozen=True, slots=True)
class NoteRemoved:
    note: int


@dataclass(frozen=True, slots=True)
class Rated:
    """``level``: letters of the form's scale, ``NE``, or ``None`` for not yet rated."""

    criterion: int
    level: str | None


@dataclass(frozen=True, slots=True)
class MarkProposed:
    mark: Decimal | None


@dataclass(frozen=True, slots=True)
class TextWritten:
    field: TextField
    text: str


@dataclass(frozen=True, slots=True)
class Finalised:
    """The commission settles its proposal; the grid is no longer provisional."""


@dataclass(frozen=True, slots=True)
class Reopened:
    reason: str


@dataclass(frozen=True, slots=True)
class SheetGiven:
    """All that was recorded here belongs to another oral: it was taken under the wrong candidate.

    ``keeps_preparation``: the other candidate had prepared on their own, so the preparation stays here.
    """

    to: int
    reason: str
    keeps_preparation: bool = False


@dataclass(frozen=True, slots=True)
class SheetReceived:
    """What was recorded under another oral; ``source``: its number."""

    source: int
    reason: str
    sheet: OralSheet


@dataclass(frozen=True, slots=True)
class Undone:
    """``act``: number of the act taken back; it stays in the journal."""

    act: int


@dataclass(frozen=True, slots=True)
class Redone:
    act: int


Event = (
    SessionDescribed
    | Planned
    | PlanChanged
    | PreparationStarted
    | PreparationEnded
    | Opened
    | PhaseStarted
    | Paused
    | PauseExplained
    | Resumed
    | Ended
    | GapFound
    | GapDecided
    | NoteAdded
    | NoteChanged
    | NoteRemoved
    | Rated
    | MarkProposed
    | TextWritten
    | Finalised
    | Reopened
    | SheetGiven
    | SheetReceived
    | RoomEvent
    | ProofEvent
    | Undone
    | Redone
    | Erased
)

KINDS: dict[str, type[Event]] = {
    "session": SessionDescribed,
    "planned": Planned,
    "plan-changed": PlanChanged,
    "preparation-started": PreparationStarted,
    "preparation-ended": PreparationEnded,
    "opened": Opened,
    "phase-started": PhaseStarted,
    "paused": Paused,
    "pause-explained": PauseExplained,
    "resumed": Resumed,
    "ended": Ended,
    "gap-found": GapFound,
    "gap-decided": GapDecided,
    "note-added": NoteAdded,
    "note-changed": NoteChanged,
    "note-removed": NoteRemoved,
    "rated": Rated,
    "mark-proposed": MarkProposed,
    "text-written": TextWritten,
    "finalised": Finalised,
    "reopened": Reopened,
    "sheet-given": SheetGiven,
    "sheet-received": SheetReceived,
    **ROOM_KINDS,
    **PROOF_KINDS,
    "undone": Undone,
    "redone": Redone,
}
"""Names of the kinds in the journal; a name once given is never used for something else."""

ERASABLE = frozenset({"note-added", "note-changed", "note-removed"})
"""Kinds whose content may be erased once the proposal is settled: the jurors' working notes."""

KIND_OF: dict[type[Event], str] = {kind: name for name, kind in KINDS.items()}
