"""The questions that wait for the interview, and the notes in the order of the oral."""

from __future__ import annotations

from dataclasses import dataclass

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.application.views.live import NoteLine, note_lines, stamp
from btstc_jury.domain.assessment import Sign
from btstc_jury.domain.oral import Oral, Stage

_UNDER_WAY = frozenset({Stage.RUNNING, Stage.PAUSED})


@dataclass(frozen=True, slots=True)
class QuestionsView:
    """``waiting``: first to ask first. ``askable``: the candidate may be asked now."""

    title: str
    waiting: tuple[NoteLine, ...]
    askable: bool
    editable: bool

    @property
    def order(self) -> tuple[int, ...]:
        return tuple(line.number for line in self.waiting)

    def moved(self, question: int, place: int) -> tuple[int, ...]:
        """The numbers with ``question`` at ``place`` (from 0, kept within the list)."""
        others = [number for number in self.order if number != question]
        place = min(max(place, 0), len(others))
        return (*others[:place], question, *others[place:])


@dataclass(frozen=True, slots=True)
class InterruptionLine:
    """An interruption among the notes. ``stamp`` as in ``NoteLine``."""

    stamp: str
    text: str


TimelineLine = NoteLine | InterruptionLine


def questions_view(office: Office, number: int, juror: str | None = None) -> QuestionsView:
    """``juror``: the one in turn, who alone sees their personal questions until the reveal."""
    oral = office.oral(number)
    lines = {line.number: line for line in note_lines(office, number, juror)}
    waiting = tuple(lines[each] for each in waiting_questions(oral, tuple(lines)))
    count = len(waiting)
    over = oral.stage not in {*_UNDER_WAY, Stage.PLANNED, Stage.OPENED}
    return QuestionsView(
        title=f"Questions non posées · {count}" if over else f"Questions en attente · {count}",
        waiting=waiting,
        askable=oral.stage in _UNDER_WAY and not in_quiet_phase(oral),
        editable=oral.stage is not Stage.FINALISED and not office.read_only,
    )


def waiting_questions(oral: Oral, notes: tuple[int, ...]) -> tuple[int, ...]:
    """Questions not yet asked: those put in order first, then the others as in ``notes``."""
    waiting = [
        number
        for number in notes
        if oral.notes[number].content.sign is Sign.QUESTION and number not in oral.room.asked
    ]
    chosen = [number for number in oral.room.order if number in waiting]
    return (*chosen, *(number for number in waiting if number not in chosen))


def in_quiet_phase(oral: Oral) -> bool:
    """Whether the phase under way is one in which the candidate can't be interrupted (l.5744)."""
    under_way = oral.stage in _UNDER_WAY
    return under_way and oral.phase is not None and oral.form.phases[oral.phase].uninterrupted


def timeline(office: Office, number: int, juror: str | None = None) -> tuple[TimelineLine, ...]:
    """Notes, questions asked and interruptions as they came; questions that wait stand apart.

    ``juror``: the one in turn.
    """
    oral = office.oral(number)
    lines = note_lines(office, number, juror)
    apart = frozenset(waiting_questions(oral, tuple(line.number for line in lines)))
    placed: list[tuple[tuple[int, int], TimelineLine]] = []
    for line in lines:
        if line.number not in apart:
            note = oral.notes[line.number]
            placed.append(((_place(note.phase), note.at.us), line))
    for timed in oral.room.interruptions:
        words = interruption_words(timed.interruption.who, timed.interruption.why)
        placed.append(
            ((_place(timed.phase), timed.at.us), InterruptionLine(stamp(timed.phase, timed.at), words))
        )
    return tuple(line for _, line in sorted(placed, key=lambda each: each[0]))


def interruption_words(who: str, why: str) -> str:
    """« Interruption par M. Lanvin : question sur le panel »."""
    reason = f"{formats.NARROW}: {why}" if why.strip() else ""
    return f"Interruption par {who}{reason}"


def _place(phase: int | None) -> int:
    return -1 if phase is None else phase
