"""What a commission can ask for in an oral."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from btstc_jury.domain.assessment import NoteText, TextField
from btstc_jury.domain.candidate import Plan
from btstc_jury.domain.commission import Juror
from btstc_jury.domain.composition import Vacancy
from btstc_jury.domain.events import GapCause
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Duration, Reading
from btstc_jury.domain.oral_sheet import OralSheet
from btstc_jury.domain.room_commands import RoomCommand
from btstc_jury.domain.signing import JuryDecision, Signature


@dataclass(frozen=True, slots=True)
class ChangePlan:
    """``form``: another form only as long as the oral is not opened."""

    plan: Plan
    form: Form


@dataclass(frozen=True, slots=True)
class StartPreparation:
    """``length``: before accommodation; needed where the form leaves it to the commission."""

    length: Duration | None = None


@dataclass(frozen=True, slots=True)
class EndPreparation:
    pass


@dataclass(frozen=True, slots=True)
class Open:
    """``total``: before accommodation; needed where the form leaves it to the commission. ``vacancies``: one
    for each empty seat that the arrêté doesn't settle.
    """

    jurors: tuple[Juror, ...]
    total: Duration | None = None
    vacancies: tuple[Vacancy, ...] = ()


@dataclass(frozen=True, slots=True)
class Start:
    """Begin the first phase."""


@dataclass(frozen=True, slots=True)
class NextPhase:
    pass


@dataclass(frozen=True, slots=True)
class Pause:
    """``granted``: from the candidate's allowance."""

    reason: str = ""
    granted: bool = False


@dataclass(frozen=True, slots=True)
class ExplainPause:
    pause: int
    reason: str


@dataclass(frozen=True, slots=True)
class Resume:
    pass


@dataclass(frozen=True, slots=True)
class End:
    pass


@dataclass(frozen=True, slots=True)
class ReportGap:
    """The program finds that it did not run since that reading."""

    since: Reading
    cause: GapCause


@dataclass(frozen=True, slots=True)
class DecideGap:
    gap: int
    counted: bool


@dataclass(frozen=True, slots=True)
class AddNote:
    """``began``: when the typing began; ``level`` rates the note's criterion in the same act."""

    began: Reading
    content: NoteText
    level: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeNote:
    note: int
    content: NoteText
    level: str | None = None


@dataclass(frozen=True, slots=True)
class RemoveNote:
    note: int


@dataclass(frozen=True, slots=True)
class Rate:
    """``level``: letters of the form, ``NE``, or ``None`` to clear."""

    criterion: int
    level: str | None


@dataclass(frozen=True, slots=True)
class ProposeMark:
    mark: Decimal | None


@dataclass(frozen=True, slots=True)
class WriteText:
    field: TextField
    text: str


@dataclass(frozen=True, slots=True)
class Finalise:
    pass


@dataclass(frozen=True, slots=True)
class Reopen:
    reason: str


@dataclass(frozen=True, slots=True)
class GiveSheet:
    """Hand over all that was recorded here to the oral ``to``; but for the preparation where that one has its
    own.
    """

    to: int
    reason: str
    keeps_preparation: bool = False


@dataclass(frozen=True, slots=True)
class ReceiveSheet:
    source: int
    reason: str
    sheet: OralSheet


@dataclass(frozen=True, slots=True)
class Sign:
    """A juror's signature of the settled version; refused twice for the same juror."""

    signature: Signature


@dataclass(frozen=True, slots=True)
class EraseNotes:
    """Erase the working notes of a settled oral, those taken back or removed before it among them."""


@dataclass(frozen=True, slots=True)
class RecordDecision:
    decision: JuryDecision


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the last act that can be."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Bring back the act taken back last, as long as nothing else was done."""


Command = (
    ChangePlan
    | StartPreparation
    | EndPreparation
    | Open
    | Start
    | NextPhase
    | Pause
    | ExplainPause
    | Resume
    | End
    | ReportGap
    | DecideGap
    | AddNote
    | ChangeNote
    | RemoveNote
    | Rate
    | ProposeMark
    | WriteText
    | Finalise
    | Reopen
    | GiveSheet
    | ReceiveSheet
    | Sign
    | EraseNotes
    | RecordDecision
    | RoomCommand
    | Undo
    | Redo
)
