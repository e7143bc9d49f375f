"""What a teacher does in a training file: students, attempts of a case, the order in which they play."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from btstc_jury.application.office import Changes, Office
from btstc_jury.application.summary import OralSummary
from btstc_jury.application.views import formats
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import Accommodation, Candidate, Plan
from btstc_jury.domain.case import Case
from btstc_jury.domain.form import Form, SettingKind
from btstc_jury.domain.moments import ZERO, Duration
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.domain.rehearsal import Scope
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.timing import allot, narrowed

_UNTOLD = Duration.minutes(30)
"""The whole, for a form that leaves it to the commission and proposes nothing."""

_ONE_OBJECTION = 2
"""Minutes that are proposed for one: to hear it, to answer, to come back to it."""

_NOTHING = Accommodation()
WHOLE = Scope()
"""Nothing is left out, nothing is shortened."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What is to be played. ``student``: the number that the program gave; ``case``: pinned in the attempt;
    ``prepares``: the preparation runs first, where the form has one.
    """

    student: str
    form_key: str
    case: Case | None = None
    scope: Scope = WHOLE
    prepares: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """``place``: from 1 among those of its student, in the order in which they began."""

    oral: int
    place: int
    state: Oral


def attempts_of(office: Office, student: str) -> tuple[Attempt, ...]:
    """Those that began, then the one that waits. Raises ``FileProblem``."""
    mine = [
        (each.oral, state)
        for each in office.file.index.all()
        if each.number == student and each.stage.facts.listed
        if (state := office.oral(each.oral)).rehearsal is not None
    ]
    return _in_order(mine)


def _in_order(mine: list[tuple[int, Oral]]) -> tuple[Attempt, ...]:
    mine.sort(key=_begun)
    return tuple(Attempt(oral, place, state) for place, (oral, state) in enumerate(mine, start=1))


def _begun(each: tuple[int, Oral]) -> tuple[bool, int, int]:
    number, state = each
    started = state.started
    return started is None, 0 if started is None else started.utc.us, number


def grouped(office: Office) -> dict[str, tuple[Attempt, ...]]:
    """Every student's, by number, as ``attempts_of``. Raises ``FileProblem``."""
    found: dict[str, list[tuple[int, Oral]]] = {}
    known = office.file.index.attempts()
    for each in office.file.index.all():
        if each.stage.facts.listed and each.oral in known:
            found.setdefault(each.number, []).append((each.oral, office.oral(each.oral)))
    return {number: _in_order(mine) for number, mine in found.items()}


def holds_exams_alone(office: Office) -> bool:
    """Whether there are orals and none is an attempt: made before there were any, or to try a form. Raises
    ``FileProblem``.
    """
    known = office.file.index.attempts()
    index = office.file.index
    return bool(index.days()) and not any(index.summary(each).stage.facts.listed for each in known)


def attempt_of(office: Office, oral: int) -> Attempt:
    """Raises ``KeyError`` for what is no attempt, ``FileProblem``."""
    student = office.oral(oral).plan.candidate.number
    found = next((each for each in attempts_of(office, student) if each.oral == oral), None)
    if found is None:
        raise KeyError(oral)
    return found


def waiting_attempt(office: Office, student: str) -> int | None:
    """The attempt of that student that hasn't begun. Raises ``FileProblem``."""
    return next(
        (each.oral for each in attempts_of(office, student) if each.state.stage.facts.waiting),
        None,
    )


def student(office: Office, number: str) -> Candidate:
    """As the latest attempt has them. Raises ``KeyError`` for nobody, ``FileProblem``."""
    mine = attempts_of(office, number)
    if not mine:
        raise KeyError(number)
    return mine[-1].state.plan.candidate


def refuse_elsewhere(office: Office) -> None:
    """Raises ``Refusal`` in what is no training file."""
    if office.session.kind is not FileKind.TRAINING:
        raise Refusal(Reason.TRAINING_ONLY)


def add_students(office: Office, students: Sequence[Candidate], form_key: str) -> Iterator[Changes]:
    """Each with an attempt that waits; the program gives the numbers. Raises as ``Office.act``."""
    refuse_elsewhere(office)
    for each in students:
        number = _next_number(office.file.index.all())
        yield from _planned(office, replace(each, number=number), form_key, None, WHOLE)[1]


def set_up(office: Office, setup: Setup) -> tuple[int, tuple[Changes, ...]]:
    """The attempt that waits, or else another one, made what is asked for; nothing runs yet, but for the
    preparation. Raises as ``Office.act``.
    """
    refuse_elsewhere(office)
    known = student(office, setup.student)
    waiting = waiting_attempt(office, setup.student)
    if waiting is None:
        oral, done = _planned(office, known, setup.form_key, setup.case, setup.scope)
    else:
        oral, done = waiting, _set(office, waiting, setup)
    if setup.prepares and office.oral(oral).preparation is None:
        form = office.oral(oral).form
        rule = form.preparation
        if rule.kind is not SettingKind.NONE:
            done = (*done, office.act(oral, do.StartPreparation(rule.duration or _UNTOLD)))
    return oral, done


def _set(office: Office, oral: int, setup: Setup) -> tuple[Changes, ...]:
    state = office.oral(oral)
    done: tuple[Changes, ...] = ()
    if state.form.key != setup.form_key:
        plan = replace(state.plan, scheduled=_now(office))
        done = (office.act(oral, do.ChangePlan(plan, office.library.get(setup.form_key))),)
    return (*done, office.act(oral, ev.RehearsalSet(setup.case, setup.scope)))


def begin(office: Office, oral: int) -> Iterator[Changes]:
    """The clock runs: nothing is asked first. Raises as ``Office.act``."""
    state = office.oral(oral)
    if state.stage.facts.waiting:
        yield office.act(oral, do.Open(office.session.jurors, whole_of(state.form)))
    yield office.act(oral, do.Start())


def _planned(
    office: Office, candidate: Candidate, form_key: str, case: Case | None, scope: Scope
) -> tuple[int, tuple[Changes, ...]]:
    oral, planned = office.plan(Plan(candidate, _now(office)), form_key)
    return oral, (planned, office.act(oral, ev.RehearsalSet(case, scope)))


def change_student(office: Office, number: str, told: Candidate) -> Iterator[Changes]:
    """Names, class and group, in each attempt of that student. Raises as ``Office.act``."""
    for each in attempts_of(office, number):
        plan = replace(each.state.plan, candidate=replace(told, number=number))
        yield office.act(each.oral, do.ChangePlan(plan, each.state.form))


def forget_student(office: Office, number: str) -> Changes:
    """Every attempt of theirs goes, and with the last of them all that the file knows of the student. Raises
    as ``Office.act``.
    """
    refuse_elsewhere(office)
    mine = [
        each
        for each in office.file.index.all()
        if each.number == number and office.oral(each.oral).rehearsal is not None
    ]
    if any(each.stage.facts.under_way for each in mine):
        raise Refusal(Reason.ATTEMPT_UNDER_WAY)
    return office.forget([each.oral for each in mine])


def whole_of(form: Form) -> Duration:
    """The total of an attempt, that of an exam where the form has one."""
    return form.total.duration or form.total.complement_of or _UNTOLD


def times_of(form: Form) -> tuple[Duration, ...]:
    """Of each phase when the whole is played."""
    granted = narrowed(allot(form, whole_of(form), _NOTHING), frozenset(range(len(form.phases))))
    return tuple(each or ZERO for each in granted.phases)


def simulation_of(form: Form) -> int:
    """The place of the phase in which a buyer objects: the longest that isn't the candidate's alone."""
    times = times_of(form)
    open_to = [place for place, phase in enumerate(form.phases) if not phase.uninterrupted]
    return max(open_to or range(len(form.phases)), key=lambda place: (times[place], -place))


def shortening(form: Form, scope: Scope) -> Fraction:
    """What is left of the time in which a buyer objects, 1 for all of it."""
    place = simulation_of(form)
    length = dict(scope.maxima).get(place)
    whole = times_of(form)[place]
    return Fraction(1) if length is None or not whole.us else Fraction(length.us, whole.us)


def shortened(form: Form, phases: Sequence[int], factor: Fraction) -> tuple[tuple[int, Duration], ...]:
    """The times of those phases, by place, that much shorter (1/2: half), a minute at least."""
    times, least = times_of(form), Duration.minutes(1)
    return tuple((place, max(times[place].scaled(factor), least)) for place in phases)


def objections_time(form: Form, objections: int) -> Duration:
    """Proposed for so many, one after the other: never more than the simulation that they are taken from."""
    return min(Duration.minutes(_ONE_OBJECTION * objections), times_of(form)[simulation_of(form)])


def _now(office: Office) -> datetime:
    return formats.local(office.now().utc).replace(tzinfo=None, microsecond=0)


def _next_number(summaries: Sequence[OralSummary]) -> str:
    taken = [int(each.number) for each in summaries if each.number.isascii() and each.number.isdigit()]
    return str(max(taken, default=0) + 1)
