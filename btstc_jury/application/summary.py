"""One line of the index: what a list shows of an oral without reading its journal."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import msgspec

from btstc_jury.domain.history import History
from btstc_jury.domain.missing import duties, missing
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.proceedings import Duty
from btstc_jury.domain.standing import Stage, Status
from btstc_jury.domain.timing import Preparation


class OralSummary(msgspec.Struct, frozen=True):
    """``scheduled``: local wall time. ``preparing``: the preparation clock, running while its ``until`` is
    ``None``. ``missing``: how many things the grid lacks. ``phase``: from 0, ``None`` before the start.
    ``duties``: what the commission still owes somebody. ``signed``: signatures of the settled version;
    ``complete``: it bears all those due. ``damaged``: its journal or its line can't be read, in a file that
    is damaged; then nothing else may be believed.
    """

    oral: int
    number: str
    last_name: str
    first_names: str
    birth: date | None
    form_key: str
    form_name: str
    scheduled: datetime
    stage: Stage
    extra_time: bool
    preparing: Preparation | None
    phase: int | None
    mark: Decimal | None
    missing: int
    version: int
    status: Status = Status.NORMAL
    duties: tuple[Duty, ...] = ()
    signed: int = 0
    complete: bool = False
    damaged: bool = False

    @property
    def full_name(self) -> str:
        """As the lists print it: LAST NAME First names."""
        return f"{self.last_name.upper()} {self.first_names}".strip()


def summarise(oral: int, history: History) -> OralSummary:
    """The index line of an oral, computed from its journal alone."""
    state = history.oral
    return _summed_up(oral, state, len(missing(state)), duties(state), complete=state.signed)


def outline(oral: int, history: History) -> OralSummary:
    """The same but for what the rules of the program's version make of it: ``missing``, ``duties`` and
    ``complete`` are left empty.
    """
    return _summed_up(oral, history.oral, 0, (), complete=False)


def _summed_up(oral: int, state: Oral, lacks: int, owes: tuple[Duty, ...], *, complete: bool) -> OralSummary:
    candidate = state.plan.candidate
    status = state.proceedings.status
    return OralSummary(
        oral=oral,
        number=candidate.number,
        last_name=candidate.last_name,
        first_names=candidate.first_names,
        birth=candidate.birth,
        form_key=state.form.key,
        form_name=state.form.name,
        scheduled=state.plan.scheduled,
        stage=state.stage,
        extra_time=state.plan.accommodation.extends_time,
        preparing=state.preparation,
        phase=state.phase,
        mark=state.verdict.mark if status.worth.held else None,
        missing=lacks,
        version=state.version,
        status=status,
        duties=owes,
        signed=len(state.proof.signatures),
        complete=complete,
    )
