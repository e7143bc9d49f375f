"""What a commission can ask for in an oral. Most of it is the event itself, which ``decide`` checks; here is
what says something else than its event.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.candidate import Plan
from btstc_jury.domain.commission import Juror, Vacancy
from btstc_jury.domain.events import Act, OpinionBrought, RemarkAdded
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Duration, Reading


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
class Open:
    """``total``: before accommodation; needed where the form leaves it to the commission. ``vacancies``: one
    for each empty seat that the arrêté doesn't settle. ``used``: by situation 1, where the total is what that
    one left: it then sets the total by itself; without it the form's proposal stands.
    """

    jurors: tuple[Juror, ...]
    total: Duration | None = None
    vacancies: tuple[Vacancy, ...] = ()
    used: Duration | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """Begin the first phase."""


@dataclass(frozen=True, slots=True)
class NextPhase:
    pass


@dataclass(frozen=True, slots=True)
class AddRemark:
    """``began``: when the typing began; ``level`` rates the remark's criterion in the same act."""

    began: Reading
    content: RemarkText
    level: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeRemark:
    remark: int
    content: RemarkText
    level: str | None = None


@dataclass(frozen=True, slots=True)
class ProposeMarks:
    """Several marks of one grid, or of one juror, in one act. ``marks``: by place in the form, from 1, in
    their order; 0 for the mark itself. ``juror``: key of whose opinion it is, ``None`` for the commission.
    """

    marks: tuple[tuple[int, Decimal], ...]
    juror: str | None = None


class Choice(StrEnum):
    """Which of two opinions of one juror stands: the one entered in the commission's file, ``HERE``, or the
    one of their ``LAPTOP``.
    """

    HERE = "here"
    LAPTOP = "laptop"


@dataclass(frozen=True, slots=True)
class BringOpinion:
    """What came back from a juror's laptop, ``remarks`` with it, their moments already those of the journal.
    ``choice``: the juror's, where another opinion was entered for them meanwhile.
    """

    opinion: OpinionBrought
    remarks: tuple[RemarkAdded, ...] = ()
    choice: Choice | None = None


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the last act that can be."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Bring back the act taken back last, as long as nothing else was done."""


Command = (
    ChangePlan
    | StartPreparation
    | Open
    | Start
    | NextPhase
    | AddRemark
    | ChangeRemark
    | ProposeMarks
    | BringOpinion
    | Undo
    | Redo
    | Act
)
