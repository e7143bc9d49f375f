"""What the candidate may see: phase and time. Nothing else has a way in.

A face is made from the clock and the titles of the phases alone; neither the oral, nor its remarks, levels,
marks and particulars are known here beyond the one function that takes the clock out of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.domain.moments import ZERO, Duration, Reading
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import ClockFace, Preparation


class FaceState(StrEnum):
    WAITING = "waiting"
    PREPARING = "preparing"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class CandidateFace:
    """``time``: time left, beginning with + in overrun, "" where nothing is timed; ``fraction``: 0..1 of
    the time granted that is used; ``position``: « phase 2 sur 4 »; ``until_next``: time to the next change
    of a shown second, zero where the face stands still.
    """

    state: FaceState
    title: str
    time: str = ""
    fraction: float = 0.0
    position: str = ""
    overrun: bool = False
    until_next: Duration = ZERO


WAITING = CandidateFace(FaceState.WAITING, "L’interrogation n’a pas commencé")
ENDED = CandidateFace(FaceState.ENDED, "L’interrogation est terminée")


def oral_face(clock: ClockFace, titles: tuple[str, ...]) -> CandidateFace:
    """``titles``: of the phases, in order."""
    if clock.ended:
        return ENDED
    if clock.phase is None or clock.current is None:
        return WAITING
    time = clock.current
    return CandidateFace(
        state=FaceState.RUNNING if clock.running else FaceState.PAUSED,
        title=titles[clock.phase],
        time=formats.minutes_left(time.allowed, time.used),
        fraction=_fraction(time.used, time.allowed),
        position=f"phase {clock.phase + 1} sur {len(titles)}",
        overrun=time.overrun.whole_seconds > 0,
        until_next=formats.until_next_second(time.used) if clock.running else ZERO,
    )


def preparation_face(preparation: Preparation, now: Reading, *, indicative: bool = False) -> CandidateFace:
    used, allowed = preparation.used(now), preparation.allowed
    return CandidateFace(
        state=FaceState.PREPARING,
        title="Préparation",
        time=formats.minutes_left(allowed, used),
        fraction=_fraction(used, allowed),
        overrun=not indicative and (used - allowed).whole_seconds > 0,
        until_next=formats.until_next_second(used),
    )


def candidate_face(office: Office, number: int) -> CandidateFace:
    """The face of an oral now: its preparation until it starts, then its phases.

    Raises ``FileProblem`` where the journal can't be read.
    """
    oral, now = office.oral(number), office.now()
    if oral.stage is Stage.CLOSED:
        return ENDED
    if oral.preparation is not None and oral.preparation.until is None and oral.stage.facts.waiting:
        return preparation_face(oral.preparation, now, indicative=oral.form.preparation.indicative)
    return oral_face(oral.clock(now), tuple(phase.title for phase in oral.form.phases))


def spoken(face: CandidateFace) -> str:
    """The face in one line, for those who hear it read."""
    left = face.time.lstrip("+")
    if not left:
        return face.title
    words = f"temps dépassé de {left}" if face.overrun else formats.left_words(face.time)
    stopped = "temps suspendu" if face.state is FaceState.PAUSED else ""
    return ", ".join(filter(None, (face.title, words, face.position, stopped)))


def _fraction(used: Duration, allowed: Duration) -> float:
    return 1.0 if allowed.us <= 0 else min(used.us / allowed.us, 1.0)
