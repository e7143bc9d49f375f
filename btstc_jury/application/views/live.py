"""What the live screen shows beside time: remarks, questions, what can be done now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats, people
from btstc_jury.application.views.incidents import interruption_words
from btstc_jury.application.views.opinions import remark_shown
from btstc_jury.domain.assessment import Remark, RemarkText, Sign
from btstc_jury.domain.moments import Duration, Reading, between
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.timing import MarkKind


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """``stamp``: « 2 · 11:58 »; ``author``: short name, or ""; ``asked``: a question put to the candidate;
    ``content``: the remark as it was written. ``noted``: of one that came from a laptop, « consignée sur le
    portable à 14:03:12, phase 2 · 11:58 », by its own clock.
    """

    number: int
    stamp: str
    content: RemarkText
    author: str
    asked: bool = False
    noted: str = ""

    @property
    def signature(self) -> str:
        """« M. Lanvin · personnelle · portable »."""
        own = "personnelle" if self.content.personal else ""
        return " · ".join(filter(None, (self.author, own, "portable" if self.noted else "")))


def remark_lines(office: Office, number: int, juror: str | None = None) -> tuple[RemarkLine, ...]:
    """The remarks in the order in which they were begun; others' personal ones only once revealed.

    ``juror``: the one in turn.
    """
    oral = office.oral(number)
    names = {each.key: each.name for each in (*office.session.jurors, *oral.jurors)}
    remarks = sorted((each for each in oral.remarks.values() if remark_shown(oral, each, juror)), key=_order)
    return tuple(
        RemarkLine(
            number=remark.number,
            stamp=formats.stamp(remark.phase, remark.at),
            content=remark.content,
            author=names.get(remark.content.author or "", ""),
            asked=remark.content.sign is Sign.QUESTION and remark.number in oral.proceedings.asked,
            noted=_noted(remark),
        )
        for remark in remarks
    )


def _noted(remark: Remark) -> str:
    noted = remark.noted
    if noted is None:
        return ""
    there = formats.stamp(noted.phase, noted.elapsed)
    return f"Consignée sur le portable à {formats.hour_second(noted.at)} par son horloge, phase {there}"


def _order(remark: Remark) -> tuple[int, int, int]:
    return (*_place(remark.phase, remark.at), remark.number)


def _place(phase: int | None, at: Duration) -> tuple[int, int]:
    return -1 if phase is None else phase, at.us


@dataclass(frozen=True, slots=True)
class Controls:
    """What can be done now. ``granted``: « 4:30 », what is left of the candidate's allowance of pauses, ""
    when nothing can be drawn from it now.
    """

    stage: Stage
    is_last_phase: bool
    can_write: bool
    granted: str = ""


def controls(office: Office, number: int) -> Controls:
    oral = office.oral(number)
    return Controls(
        stage=oral.stage,
        is_last_phase=oral.phase is not None and oral.phase + 1 >= len(oral.form.phases),
        can_write=oral.stage is not Stage.FINALISED and not office.read_only,
        granted=_granted(oral, office),
    )


def _granted(oral: Oral, office: Office) -> str:
    if oral.stage is not Stage.RUNNING:
        return ""
    left = oral.plan.accommodation.pauses - oral.clock(office.now()).granted_pauses
    return formats.minutes(left) if left.us > 0 else ""


def author_choices(office: Office, number: int) -> Iterator[tuple[str, str]]:
    """(key, « Mme Okoye (STI) ») of the jurors who may sign a remark."""
    oral = office.oral(number)
    for juror in oral.jurors or office.session.jurors:
        yield juror.key, people.named(juror, oral.form.commission)


@dataclass(frozen=True, slots=True)
class QuestionsView:
    """``waiting``: first to ask first. ``askable``: the candidate may be asked now."""

    title: str
    waiting: tuple[RemarkLine, ...]
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
    """An interruption among the remarks. ``stamp`` as in ``NoteLine``."""

    stamp: str
    text: str


TimelineLine = RemarkLine | InterruptionLine


def questions_view(office: Office, number: int, juror: str | None = None) -> QuestionsView:
    """``juror``: the one in turn, who alone sees their personal questions until the reveal."""
    oral = office.oral(number)
    lines = {line.number: line for line in remark_lines(office, number, juror)}
    waiting = tuple(lines[each] for each in waiting_questions(oral, tuple(lines)))
    count = len(waiting)
    over = not (oral.stage.facts.under_way or oral.stage.facts.waiting)
    return QuestionsView(
        title=f"Questions non posées · {count}" if over else f"Questions en attente · {count}",
        waiting=waiting,
        askable=oral.stage.facts.under_way and not in_quiet_phase(oral),
        editable=oral.stage is not Stage.FINALISED and not office.read_only,
    )


def waiting_questions(oral: Oral, remarks: tuple[int, ...]) -> tuple[int, ...]:
    """Questions not yet asked: those put in order first, then the others as in ``remarks``."""
    waiting = [
        number
        for number in remarks
        if oral.remarks[number].content.sign is Sign.QUESTION and number not in oral.proceedings.asked
    ]
    chosen = [number for number in oral.proceedings.order if number in waiting]
    return (*chosen, *(number for number in waiting if number not in chosen))


def in_quiet_phase(oral: Oral) -> bool:
    """Whether the phase under way is one in which the candidate can't be interrupted (l.5744)."""
    under_way = oral.stage.facts.under_way
    return under_way and oral.phase is not None and oral.form.phases[oral.phase].uninterrupted


TWICE = Duration.seconds(2)
"""Closer together, two presses of one key are meant as one."""


def just_begun(oral: Oral, now: Reading) -> bool:
    """Whether the phase under way began a moment ago."""
    begun = next((mark.reading for mark in reversed(oral.marks) if mark.kind is MarkKind.PHASE), None)
    return begun is not None and between(begun, now).us < TWICE.us


def timeline(office: Office, number: int, juror: str | None = None) -> tuple[TimelineLine, ...]:
    """Notes, questions asked and interruptions as they came; questions that wait stand apart.

    ``juror``: the one in turn.
    """
    oral = office.oral(number)
    lines = remark_lines(office, number, juror)
    apart = waiting_questions(oral, tuple(line.number for line in lines))
    placed: list[tuple[tuple[int, int], TimelineLine]] = [
        (_order(oral.remarks[line.number])[:2], line) for line in lines if line.number not in apart
    ]
    for timed in oral.proceedings.interruptions:
        line = InterruptionLine(formats.stamp(timed.phase, timed.at), interruption_words(timed.interruption))
        placed.append((_place(timed.phase, timed.at), line))
    return tuple(line for _, line in sorted(placed, key=lambda each: each[0]))
