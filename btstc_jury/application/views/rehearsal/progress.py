"""The attempts of one student side by side; a class: how many stand at which level. No ranking, no total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from btstc_jury.application.views import formats
from btstc_jury.application.views.criteria import by_competence
from btstc_jury.application.views.rehearsal.review import (
    TREND,
    Column,
    HandledCount,
    essay,
    handled_counts,
    handled_words,
    level_of,
    looked_at,
    measures,
    percent,
    scale_of,
)
from btstc_jury.application.views.rehearsal.sessions import times_words
from btstc_jury.domain.form import NOT_ASSESSED, Criterion, Form
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.rehearsal import Rehearsal, Speaker


@dataclass(frozen=True, slots=True)
class AttemptColumn:
    """One attempt. ``title``: « 2e essai »; ``time``: « 14:12 / 20:00 », ``over``: more than allowed;
    ``speech``: « 61 % », or "" where nothing was tapped; ``student``: the same from 0 to 1, to draw;
    ``handled``: « 3 sur 4 », or "".
    """

    place: int
    title: str
    day: str
    case: str
    played: str
    time: str
    over: bool
    used: float
    speech: str
    student: float | None
    longest: str
    objections: tuple[HandledCount, ...]
    handled: str
    cuts: int


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """``levels``: letters by attempt, "" for none; ``own``: the student's; ``ranks``: from 0 to 1 along the
    scale, ``None`` where there is nothing to draw.
    """

    number: int
    text: str
    levels: tuple[str, ...]
    own: tuple[str, ...]
    ranks: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class CompetenceGroup:
    codes: str
    label: str
    rows: tuple[CriterionRow, ...]


@dataclass(frozen=True, slots=True)
class ProgressView:
    """``compared``: « une différence », « une tendance », or that there is but one. ``other_forms``:
    attempts by another form, which aren't here.
    """

    student: str
    class_words: str
    exam: str
    compared: str
    columns: tuple[AttemptColumn, ...]
    groups: tuple[CompetenceGroup, ...]
    scale: tuple[Column, ...]
    other_forms: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How many stand at that level."""

    letters: str
    count: int


@dataclass(frozen=True, slots=True)
class ClassRow:
    """``standings``: in the order of the scale, « non évalué » and nothing given last; ``letters`` "" for the
    latter.
    """

    number: int
    text: str
    standings: tuple[Standing, ...]

    @property
    def words(self) -> str:
        told = (f"{each.letters or 'sans niveau'} {each.count}" for each in self.standings if each.count)
        return f"{self.number} {self.text}{formats.COLON} {', '.join(told)}"


@dataclass(frozen=True, slots=True)
class ClassGroup:
    """``standings``: levels given over its criteria, each student's counted."""

    codes: str
    label: str
    rows: tuple[ClassRow, ...]
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class ClassView:
    """The last attempt of each student. ``students``: how many; ``waiting``: of them, without one that is
    over. ``others``: exams of the file beside the one shown, « E4 ».
    """

    class_name: str
    exam: str
    form_key: str
    students: int
    waiting: int
    scale: tuple[Column, ...]
    groups: tuple[ClassGroup, ...]
    classes: tuple[str, ...]
    forms: tuple[tuple[str, str], ...]


def progress_view(attempts: Sequence[Oral], now: Reading) -> ProgressView:
    """Those of one student that began, in their order; the form of the last one is the one compared by."""
    numbered = [(place, each) for place, each in enumerate(attempts, start=1) if each.started is not None]
    candidate = attempts[-1].plan.candidate
    last = numbered[-1][1] if numbered else attempts[-1]
    mine = [(place, each) for place, each in numbered if each.form.key == last.form.key]
    columns = tuple(_column(place, each, now) for place, each in mine)
    orals = tuple(each for _, each in mine)
    group = f"groupe {candidate.group}" if candidate.group else ""
    return ProgressView(
        candidate.full_name,
        " · ".join(filter(None, (candidate.class_name, group))),
        last.form.exam,
        _compared(len(mine)),
        columns,
        tuple(_groups(last.form, orals)),
        scale_of(last.form),
        len(numbered) - len(mine),
    )


def _compared(count: int) -> str:
    if count >= TREND:
        return f"{count} essais{formats.COLON} une tendance se lit"
    if count == TREND - 1:
        return "2 essais\u202f: une différence, pas encore une tendance"
    return "un seul essai\u202f: rien à comparer encore" if count else "pas encore d’essai"


def _column(place: int, oral: Oral, now: Reading) -> AttemptColumn:
    rehearsal, measured, total = oral.rehearsal or Rehearsal(), measures(oral, now), oral.clock(now).total
    student = measured.percent(Speaker.STUDENT)
    allowed = max(total.allowed.us, 1)
    return AttemptColumn(
        place,
        essay(place),
        formats.short_day(formats.local(oral.started.utc).date()) if oral.started else "",
        rehearsal.case.title if rehearsal.case else "",
        _played_words(oral),
        f"{formats.minutes(total.used)} / {formats.granted(total)}",
        formats.overran(total),
        total.used.us / allowed,
        percent(measured, Speaker.STUDENT),
        None if student is None else student / 100,
        formats.minutes(measured.longest) if measured.told else "",
        handled_counts(rehearsal),
        handled_words(rehearsal),
        len(rehearsal.cuts),
    )


def _played_words(oral: Oral) -> str:
    """What of it was played, "" for the whole: attempts of different lengths are told apart."""
    scope = (oral.rehearsal or Rehearsal()).scope
    if scope.objections_only:
        return "objections seules"
    names = ", ".join(oral.form.phases[place].short for place in scope.phases)
    return " · ".join(filter(None, (names, times_words(scope, oral.form))))


def _groups(form: Form, orals: Sequence[Oral]) -> Iterator[CompetenceGroup]:
    ranks = _ranks(form)
    letters = form.level_letters
    wanted = {each.number for oral in orals for each in looked_at(oral)}
    chosen = [each for each in form.criteria if each.number in wanted]
    for codes, label, members in by_competence(form, chosen):
        rows = []
        for each in members:
            levels = tuple(level_of(oral, each, letters) for oral in orals)
            own = tuple(_own(oral, each, letters) for oral in orals)
            rows.append(
                CriterionRow(each.number, each.text, levels, own, tuple(ranks.get(one) for one in levels))
            )
        yield CompetenceGroup(codes, label, tuple(rows))


def _own(oral: Oral, criterion: Criterion, letters: Sequence[str]) -> str:
    rehearsal = oral.rehearsal or Rehearsal()
    known = oral.form.criterion(criterion.number)
    level = rehearsal.own.levels.get(criterion.number, "") if rehearsal.own else ""
    return level if known is not None and known.text == criterion.text and level in letters else ""


def _ranks(form: Form) -> Mapping[str, float]:
    steps = max(len(form.levels) - 1, 1)
    return {each.letters: rank / steps for rank, each in enumerate(form.levels)}


def class_view(students: Iterable[Sequence[Oral]], class_name: str = "", form_key: str = "") -> ClassView:
    """``students``: the attempts of each, in their order. ``class_name``: "" for all; ``form_key``: of the
    form that is looked at, "" for the one most attempts have.
    """
    everybody = [tuple(each) for each in students if each]
    classes = sorted({each[-1].plan.candidate.class_name for each in everybody} - {""})
    chosen = [each for each in everybody if class_name in {"", each[-1].plan.candidate.class_name}]
    over = [tuple(one for one in each if one.stage.facts.over) for each in chosen]
    forms = {one.form.key: one.form for each in over for one in each}
    counted = Counter(one.form.key for each in over for one in each)
    key = form_key if form_key in forms else max(counted, key=lambda one: (counted[one], one), default="")
    last = [mine[-1] for each in over if (mine := [one for one in each if one.form.key == key])]
    form = last[-1].form if last else None
    return ClassView(
        class_name,
        form.exam if form else "",
        key,
        len(chosen),
        len(chosen) - len(last),
        scale_of(form) if form else (),
        tuple(_class_groups(form, last)) if form else (),
        tuple(classes),
        tuple((each, forms[each].name) for each in sorted(forms)),
    )


def _class_groups(form: Form, last: Sequence[Oral]) -> Iterator[ClassGroup]:
    wanted = {each.number for oral in last for each in looked_at(oral)}
    chosen = [each for each in form.criteria if each.number in wanted]
    for codes, label, members in by_competence(form, chosen):
        rows = tuple(_class_row(form, each, last) for each in members)
        every: Counter[str] = Counter()
        for row in rows:
            every.update({each.letters: each.count for each in row.standings})
        yield ClassGroup(codes, label, rows, _standings(form, every))


def _class_row(form: Form, criterion: Criterion, last: Sequence[Oral]) -> ClassRow:
    found = Counter(level_of(each, criterion, form.level_letters) for each in last)
    return ClassRow(criterion.number, criterion.text, _standings(form, found))


def _standings(form: Form, found: Mapping[str, int]) -> tuple[Standing, ...]:
    letters = (*(each.letters for each in form.levels), NOT_ASSESSED, "")
    return tuple(Standing(each, found.get(each, 0)) for each in letters)
