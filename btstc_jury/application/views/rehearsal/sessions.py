"""What a training file opens on: its students, what each has played, what is to be done first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from btstc_jury.application.office import Office
from btstc_jury.application.rehearsing import Attempt, grouped, times_of
from btstc_jury.application.views import formats
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.form import Form
from btstc_jury.domain.rehearsal import Scope
from btstc_jury.domain.standing import Stage
from btstc_jury.domain.wording import folded

NO_CASE = "sans cas"


def essay_words(place: int) -> str:
    """« 1er essai », « 2e essai »."""
    return f"{place}{'er' if place == 1 else 'e'} essai"


def scope_words(scope: Scope, form: Form) -> str:
    """« simulation seule », « objections seules », « temps raccourcis », or "" for the whole."""
    parts = []
    if scope.objections_only:
        parts.append("objections seules")
    elif scope.phases:
        titles = [form.phases[place].short.lower() for place in scope.phases if place < len(form.phases)]
        alone = "seule" if len(titles) == 1 else ""
        parts.append(" ".join(filter(None, (", ".join(titles), alone))))
    if not scope.objections_only:
        parts.append(times_words(scope, form))
    return " · ".join(filter(None, parts))


def times_words(scope: Scope, form: Form) -> str:
    """« temps raccourcis », "" for those of the form."""
    usual = times_of(form)
    changed = [time.us - usual[place].us for place, time in scope.maxima if place < len(usual)]
    if not any(changed):
        return ""
    return "temps modifiés" if max(changed) > 0 else "temps raccourcis"


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """``when``: « 12/11 14:05 », or "" before it begins; ``levels``: « 9 niveaux »."""

    oral: int
    title: str
    when: str
    case: str
    played: str
    levels: str
    state: str
    waiting: bool
    under_way: bool
    case_key: str = ""

    @property
    def spoken(self) -> str:
        return ", ".join(
            filter(None, (self.title, self.when, self.case, self.played, self.levels, self.state))
        )


@dataclass(frozen=True, slots=True)
class StudentRow:
    """``number``: of the program's own; never shown. ``told``: « 2 essais, le dernier le 12/11 »."""

    number: str
    name: str
    place: str
    told: str
    attempts: tuple[AttemptRow, ...]

    @property
    def spoken(self) -> str:
        return ", ".join(filter(None, (self.name, self.place, self.told)))

    @property
    def ready(self) -> AttemptRow | None:
        """The attempt that waits, with its case."""
        waiting = (each for each in self.attempts if each.waiting and each.case != NO_CASE)
        return next(waiting, None)

    @property
    def opens(self) -> bool:
        """Whether the attempt that waits is what comes now."""
        return self.ready is not None and not self.under_way

    @property
    def case_key(self) -> str:
        """Of the case that waits or was played last, "" for none."""
        cases = (each.case_key for each in self.attempts)
        return next(filter(None, cases), "")

    @property
    def under_way(self) -> bool:
        return any(each.under_way for each in self.attempts)


@dataclass(frozen=True, slots=True)
class SessionsView:
    """``title``: the class or the teacher. ``exams``: how many orals of the file are no attempts."""

    title: str
    session: str
    students: tuple[StudentRow, ...]
    exams: int
    read_only: str

    @property
    def last_case(self) -> str:
        """Key of the case of the attempt made last, "" for none."""
        known = [(each.oral, each.case_key) for row in self.students for each in row.attempts]
        return max((each for each in known if each[1]), default=(0, ""))[1]

    def student(self, number: str) -> StudentRow | None:
        return next((each for each in self.students if each.number == number), None)


def sessions_view(office: Office, read_only: str = "") -> SessionsView:
    """Raises ``FileProblem``."""
    found = grouped(office)
    rows = [_student(number, attempts) for number, attempts in found.items()]
    rows.sort(key=lambda row: (folded(row.place), folded(row.name)))
    session = office.session
    return SessionsView(
        title=session.centre,
        session=f"{session.year - 1}-{session.year}",
        students=tuple(rows),
        exams=sum(count for _, count in office.file.index.days()) - sum(map(len, found.values())),
        read_only=read_only,
    )


def class_words(candidate: Candidate) -> str:
    """« TC2 A · groupe 1 », "" where neither is told."""
    group = f"groupe {candidate.group}" if candidate.group else ""
    return " · ".join(filter(None, (candidate.class_name, group)))


def _student(number: str, attempts: tuple[Attempt, ...]) -> StudentRow:
    candidate = attempts[-1].state.plan.candidate
    rows = tuple(attempt_row(each) for each in reversed(attempts))
    return StudentRow(number, candidate.full_name, class_words(candidate), _told(attempts), rows)


def _told(attempts: Iterable[Attempt]) -> str:
    begun = [each for each in attempts if each.state.started is not None]
    if not begun:
        return "pas encore d’essai"
    last = begun[-1].state.started
    day = "" if last is None else f", le dernier le {formats.local(last.utc):%d/%m}"
    return f"{formats.count(len(begun), 'essai')}{day}"


_STATES = {
    Stage.PLANNED: "à commencer",
    Stage.OPENED: "à commencer",
    Stage.RUNNING: "en cours",
    Stage.PAUSED: "suspendu",
    Stage.ENDED: "terminé",
    Stage.FINALISED: "terminé",
    Stage.CLOSED: "n’a pas eu lieu",
    Stage.WITHDRAWN: "retiré",
}


def attempt_row(attempt: Attempt) -> AttemptRow:
    state = attempt.state
    rehearsal, started = state.rehearsal, state.started
    case = None if rehearsal is None else rehearsal.case
    scope = Scope() if rehearsal is None else rehearsal.scope
    return AttemptRow(
        oral=attempt.oral,
        title=essay_words(attempt.place),
        when="" if started is None else f"{formats.local(started.utc):%d/%m} {formats.hour(started.utc)}",
        case=case.title if case is not None else NO_CASE,
        played=" · ".join(filter(None, (state.form.exam, scope_words(scope, state.form)))),
        levels=formats.count(len(state.ratings), "niveau", "niveaux") if state.ratings else "",
        state=_STATES[state.stage],
        waiting=state.stage.facts.waiting,
        under_way=state.stage.facts.under_way,
        case_key=case.key if case is not None else "",
    )
