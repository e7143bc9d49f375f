"""The oral whose clock runs, as every other screen tells it."""

from __future__ import annotations

from dataclasses import dataclass

from btstc_jury.application.office import Office
from btstc_jury.application.one_at_a_time import running_beside
from btstc_jury.application.views import formats
from btstc_jury.domain.moments import Duration


@dataclass(frozen=True, slots=True)
class UnderWayLine:
    """``text``: « Oral en cours : MOREAU Anaïs · 2 Négociation »; ``left`` begins with + in overrun.
    ``until_next``: time to the next change of the second shown.
    """

    oral: int
    name: str
    text: str
    left: str
    overrun: bool
    until_next: Duration


def under_way_line(office: Office, shown: int | None) -> UnderWayLine | None:
    """The running oral, unless it is the one ``shown``."""
    summary = running_beside(office.file.index, shown)
    if summary is None:
        return None
    oral = office.oral(summary.oral)
    face = oral.clock(office.now())
    index = face.phase or 0
    time = face.phases[index]
    name = oral.plan.candidate.full_name
    second = Duration.seconds(1)
    return UnderWayLine(
        oral=summary.oral,
        name=name,
        text=f"Oral en cours\u202f: {name} · {index + 1} {oral.form.phases[index].short}",
        left=formats.minutes_left(time.allowed, time.used),
        overrun=time.overrun.whole_seconds > 0,
        until_next=second - (time.used - Duration.seconds(time.used.whole_seconds)),
    )
