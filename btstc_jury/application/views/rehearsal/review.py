"""What came of one attempt: levels of all who gave them, time, speech, objections, beside the attempt before.

Two attempts make a difference, three a trend. A level is shown by its letters, never by a number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from btstc_jury.application.views import formats
from btstc_jury.application.views.criteria import level_boxes
from btstc_jury.application.views.rehearsal.feedback import Feedback, Standing, feedback
from btstc_jury.application.views.rehearsal.timeline import Timeline, timeline
from btstc_jury.domain.case import Step
from btstc_jury.domain.form import NOT_ASSESSED, Criterion, Form
from btstc_jury.domain.moments import ZERO, Reading
from btstc_jury.domain.oral import Oral, phases_held
from btstc_jury.domain.rehearsal import (
    Handling,
    Rehearsal,
    Shares,
    Speaker,
    shares,
    spans,
    speech,
)

TREND = 3
"""Attempts from which a change is called a trend."""


def essay(place: int) -> str:
    """« 1er essai », « 2e essai »."""
    return f"{place}{'er' if place == 1 else 'e'} essai"


def at_essay(place: int) -> str:
    """« au 1er essai »."""
    return f"au {essay(place)}"


@dataclass(frozen=True, slots=True)
class Column:
    """One level of the scale, lowest first; « non évalué » last, only where somebody gave it."""

    letters: str
    label: str


@dataclass(frozen=True, slots=True)
class Given:
    """So many observers gave that level."""

    letters: str
    count: int


@dataclass(frozen=True, slots=True)
class LevelLine:
    """One criterion. Letters, "" for none; ``gap``: where the student and the teacher differ, in words;
    ``change``: against the attempt before, « I au 1er essai ».
    """

    number: int
    text: str
    competences: tuple[str, ...]
    teacher: str
    own: str
    observers: tuple[Given, ...]
    before: str
    gap: str
    change: str

    @property
    def words(self) -> str:
        """All of it, as it is heard."""
        told = [f"professeur {self.teacher or 'pas de niveau'}"]
        if self.own:
            told.append(f"soi-même {self.own}")
        if self.observers:
            each = ", ".join(f"{one.letters} {one.count} fois" for one in self.observers)
            told.append(f"observateurs {each}")
        told += filter(None, (self.gap, self.change))
        return f"{self.number} {self.text}{formats.COLON} {' · '.join(told)}"


@dataclass(frozen=True, slots=True)
class LevelsView:
    """``observers``: how many gave an opinion; ``before``: « 1er essai », "" where there is none to compare
    with. ``hidden``: the student hasn't given theirs yet: no level is told.
    """

    columns: tuple[Column, ...]
    lines: tuple[LevelLine, ...]
    observers: int
    own_given: bool
    before: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class PhaseUse:
    """« 11:05 » of « 15:00 »; ``over``: more than allowed; ``before``: of the attempt before, or ""."""

    name: str
    used: str
    allowed: str
    over: bool
    before: str


@dataclass(frozen=True, slots=True)
class SpeechView:
    """``percent``: « 61 % » of the student's, "" where nothing was tapped; ``told``: « compté sur 10:02 des
    14:12 joués »; ``longest``: « 2:10 ».
    """

    percent: str
    buyer: str
    silence: str
    told: str
    longest: str
    before: str


@dataclass(frozen=True, slots=True)
class HandledCount:
    handling: Handling | None
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class ObjectionsView:
    """``handled``: answered or turned, of ``thrown``."""

    counts: tuple[HandledCount, ...]
    handled: int
    thrown: int
    before: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing over the attempts. ``values``: oldest first, this one last; ``way``: « en hausse », "" for a
    difference, of which nobody says that it goes anywhere.
    """

    name: str
    values: tuple[str, ...]
    way: str

    @property
    def words(self) -> str:
        told = f"{self.name}{formats.COLON} {' → '.join(self.values)}"
        return f"{told}, {self.way}" if self.way else told


@dataclass(frozen=True, slots=True)
class Comparison:
    """``title``: « Différence avec le 1er essai », « Tendance sur 3 essais », "" for a first attempt."""

    title: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewView:
    """``place``: of the attempt, from 1; ``title``: « 2e essai · Chariots »; ``class_words``: « TC2 A,
    groupe 1 ». ``cuts``: how often the student cut the buyer short; ``reformulated``: « 1:52 », or "".
    ``mark``: a note d'entraînement, "" where none was given.
    """

    place: int
    student: str
    first_name: str
    class_words: str
    title: str
    day: str
    exam: str
    line: Timeline
    levels: LevelsView
    times: tuple[PhaseUse, ...]
    total: PhaseUse
    speech: SpeechView
    objections: ObjectionsView
    cuts: int
    reformulated: str
    feedback: Feedback
    comparison: Comparison
    mark: str

    def for_class(self) -> ReviewView:
        """For everybody to look at: neither the mark nor what the teacher wrote."""
        return replace(self, line=self.line.for_class(), mark="")


def review_view(attempts: Sequence[Oral], place: int, now: Reading, *, blind: bool = False) -> ReviewView:
    """``attempts``: those of one student, in their order; ``place``: of the one shown, from 1. ``blind``: no
    level is told as long as the student hasn't given theirs.
    """
    oral = attempts[place - 1]
    rehearsal = _rehearsal(oral)
    hidden = blind and rehearsal.own is None
    earlier = _comparable(attempts, place)
    before_place, before = earlier[-1] if earlier else (0, None)
    measured = measures(oral, now)
    candidate = oral.plan.candidate
    times = tuple(_times(oral, now, before, before_place))
    total = oral.clock(now).total
    case = rehearsal.case
    group = f"groupe {candidate.group}" if candidate.group else ""
    first = first_reformulation(oral)
    levels = _levels(oral, before, before_place, hidden=hidden)
    then = Standing(at_essay(before_place), {each.number: each.before for each in levels.lines})
    return ReviewView(
        place=place,
        student=candidate.full_name,
        first_name=candidate.first_names,
        class_words=" · ".join(filter(None, (candidate.class_name, group))),
        title=" · ".join(filter(None, (essay(place), case.title if case else ""))),
        day=formats.short_day(formats.local(oral.started.utc).date()) if oral.started else "",
        exam=oral.form.exam,
        line=timeline(oral, now),
        levels=levels,
        times=times,
        total=PhaseUse(
            "Total", formats.minutes(total.used), formats.granted(total), formats.overran(total), ""
        ),
        speech=_speech(measured, before, before_place, now),
        objections=_objections(rehearsal, before, before_place),
        cuts=len(rehearsal.cuts),
        reformulated=first,
        feedback=feedback(oral, now, measured, then, with_levels=not hidden),
        comparison=_comparison([*(each for _, each in earlier), oral], before_place, now, hidden=hidden),
        mark=formats.mark(rehearsal.mark),
    )


def measures(oral: Oral, now: Reading) -> Shares:
    """Who spoke how long; nothing of an attempt that didn't begin."""
    found = spans(oral.marks, now)
    start = oral.started
    said = () if start is None else speech(_rehearsal(oral).taps, found, start)
    return shares(said, found)


def first_reformulation(oral: Oral) -> str:
    """« 1:52 » in its phase, "" where that step wasn't tapped."""
    steps = _rehearsal(oral).steps
    return next((formats.minutes(each.at) for each in steps if each.step is Step.REFORMULATION), "")


def student_percent(oral: Oral, now: Reading) -> str:
    """« 61 % », "" where nothing was tapped."""
    return percent(measures(oral, now), Speaker.STUDENT)


def percent(measured: Shares, who: Speaker) -> str:
    value = measured.percent(who)
    return "" if value is None else f"{value}\u202f%"


def looked_at(oral: Oral) -> tuple[Criterion, ...]:
    """The criteria of the case and those that anybody rated; all of the form where there are none."""
    rehearsal, form = _rehearsal(oral), oral.form
    wanted = {*oral.ratings, *(rehearsal.case.criteria if rehearsal.case else ())}
    opinions = [*rehearsal.observed.values(), *filter(None, (rehearsal.own,))]
    for opinion in opinions:
        wanted |= set(opinion.levels)
    return tuple(each for each in form.criteria if each.number in wanted) or form.criteria


def level_of(oral: Oral, criterion: Criterion, letters: Sequence[str]) -> str:
    """The teacher's, where that attempt has the same criterion and scale, else ""."""
    known = oral.form.criterion(criterion.number)
    level = oral.ratings.get(criterion.number, "")
    return level if known is not None and known.text == criterion.text and level in letters else ""


def handled_counts(rehearsal: Rehearsal) -> tuple[HandledCount, ...]:
    """Each way of handling, the best first, then those of which nobody said how."""
    found = Counter(each.handling for each in rehearsal.thrown.values())
    ways: tuple[Handling | None, ...] = (*reversed(Handling), None)
    return tuple(
        HandledCount(way, way.facts.label if way else "à apprécier", found[way])
        for way in ways
        if way is not None or found[way]
    )


def handled_words(rehearsal: Rehearsal) -> str:
    """« 3 sur 4 » answered or turned, of those thrown; "" where none was."""
    thrown = len(rehearsal.thrown)
    return f"{_handled(rehearsal)} sur {thrown}" if thrown else ""


def _handled(rehearsal: Rehearsal) -> int:
    return sum(each.handling in _WELL for each in rehearsal.thrown.values())


_WELL = frozenset({Handling.ANSWERED, Handling.TURNED})


def _rehearsal(oral: Oral) -> Rehearsal:
    return oral.rehearsal or Rehearsal()


def _comparable(attempts: Sequence[Oral], place: int) -> list[tuple[int, Oral]]:
    """Those before it that began, with their places; only of the same form."""
    mine = attempts[place - 1].form
    before = enumerate(attempts[: place - 1], start=1)
    return [(at, each) for at, each in before if each.started is not None and each.form.key == mine.key]


def _levels(oral: Oral, before: Oral | None, before_place: int, *, hidden: bool) -> LevelsView:
    form, rehearsal = oral.form, _rehearsal(oral)
    own = rehearsal.own
    criteria = looked_at(oral)
    lines = () if hidden else tuple(_lines(oral, criteria, before, before_place))
    used = {each for line in lines for each in (line.teacher, line.own, line.before)}
    used |= {each.letters for line in lines for each in line.observers}
    boxes = [each for each in level_boxes(form) if each.letters != NOT_ASSESSED or NOT_ASSESSED in used]
    return LevelsView(
        tuple(Column(each.letters, each.label) for each in boxes),
        lines,
        observers=0 if hidden else len(rehearsal.observed),
        own_given=own is not None,
        before=essay(before_place) if before is not None and not hidden else "",
        hidden=hidden,
    )


def _lines(
    oral: Oral, criteria: Sequence[Criterion], before: Oral | None, before_place: int
) -> Iterator[LevelLine]:
    form, rehearsal = oral.form, _rehearsal(oral)
    letters = form.level_letters
    scale = {each.letters: rank for rank, each in enumerate(form.levels)}
    for criterion in criteria:
        number = criterion.number
        teacher = oral.ratings.get(number, "")
        own = rehearsal.own.levels.get(number, "") if rehearsal.own else ""
        seen = Counter(filter(None, (each.levels.get(number) for each in rehearsal.observed.values())))
        last = "" if before is None else level_of(before, criterion, letters)
        yield LevelLine(
            number,
            criterion.text,
            criterion.competences,
            teacher,
            own,
            tuple(Given(each, seen[each]) for each in letters if seen[each]),
            last,
            _gap(scale, teacher, own),
            f"{last} {at_essay(before_place)}" if last else "",
        )


def _gap(scale: Mapping[str, int], teacher: str, own: str) -> str:
    """« se voit un niveau au-dessus », "" where the two agree or one is missing."""
    if teacher not in scale or own not in scale or teacher == own:
        return ""
    apart = scale[own] - scale[teacher]
    side = "au-dessus" if apart > 0 else "en dessous"
    return f"se voit {formats.count(abs(apart), 'niveau', 'niveaux')} {side}"


def _times(oral: Oral, now: Reading, before: Oral | None, before_place: int) -> Iterator[PhaseUse]:
    face = oral.clock(now)
    last = None if before is None else before.clock(now)
    for place in phases_held(oral):
        time = face.phases[place]
        then = ""
        if last is not None and place < len(last.phases) and last.phases[place].used != ZERO:
            then = f"{essay(before_place)} {formats.minutes(last.phases[place].used)}"
        phase = oral.form.phases[place]
        yield PhaseUse(
            phase.short, formats.minutes(time.used), formats.granted(time), formats.overran(time), then
        )


def _speech(measured: Shares, before: Oral | None, before_place: int, now: Reading) -> SpeechView:
    then = "" if before is None else student_percent(before, now)
    told = f"compté sur {formats.minutes(measured.told)} des {formats.minutes(measured.played)} joués"
    nothing = "qui parlait n’a pas été indiqué"
    return SpeechView(
        percent(measured, Speaker.STUDENT),
        percent(measured, Speaker.BUYER),
        percent(measured, Speaker.SILENCE),
        told if measured.told else nothing,
        formats.minutes(measured.longest) if measured.told else "",
        f"{essay(before_place)} {then}" if then else "",
    )


def _objections(rehearsal: Rehearsal, before: Oral | None, before_place: int) -> ObjectionsView:
    then = "" if before is None else handled_words(_rehearsal(before))
    return ObjectionsView(
        handled_counts(rehearsal),
        _handled(rehearsal),
        len(rehearsal.thrown),
        f"{essay(before_place)} {then}" if then else "",
    )


def _comparison(orals: Sequence[Oral], before_place: int, now: Reading, *, hidden: bool) -> Comparison:
    """``orals``: those that compare, oldest first, the one shown last."""
    if len(orals) == 1:
        return Comparison("")
    trend = len(orals) >= TREND
    shown = orals if trend else orals[-2:]
    title = f"Tendance sur {len(orals)} essais" if trend else f"Différence avec le {essay(before_place)}"
    changes = list(_changes(shown, now, trend=trend))
    if not hidden:
        changes += _level_changes(shown, trend=trend)
    if not trend:
        changes = [each for each in changes if len(set(each.values)) > 1]
    return Comparison(title if changes else "", tuple(changes))


def _changes(orals: Sequence[Oral], now: Reading, *, trend: bool) -> Iterator[Change]:
    spoken = [measures(each, now).percent(Speaker.STUDENT) for each in orals]
    if all(each is not None for each in spoken):
        values = tuple(f"{each}\u202f%" for each in spoken)
        yield Change("Parole", values, _way([each or 0 for each in spoken], trend=trend))
    used = [each.clock(now).total_used for each in orals]
    yield Change(
        "Temps", tuple(map(formats.minutes, used)), _way([each.whole_seconds for each in used], trend=trend)
    )
    handled = [handled_words(_rehearsal(each)) for each in orals]
    if all(handled):
        shares_ = [_handled(_rehearsal(each)) / len(_rehearsal(each).thrown) for each in orals]
        yield Change("Objections traitées", tuple(handled), _way(shares_, trend=trend))


def _level_changes(orals: Sequence[Oral], *, trend: bool) -> Iterator[Change]:
    oral = orals[-1]
    letters = tuple(each.letters for each in oral.form.levels)
    for criterion in looked_at(oral):
        levels = [level_of(each, criterion, letters) for each in orals]
        if all(levels):
            way = _way([letters.index(each) for each in levels], trend=trend)
            yield Change(f"{criterion.number} {criterion.text}", tuple(levels), way)


def _way(values: Sequence[float], *, trend: bool) -> str:
    """Where a trend goes; "" for a difference."""
    if not trend:
        return ""
    if len(set(values)) == 1:
        return "stable"
    if all(one <= next_ for one, next_ in pairwise(values)):
        return "en hausse"
    if all(one >= next_ for one, next_ in pairwise(values)):
        return "en baisse"
    return "sans tendance nette"


def scale_of(form: Form) -> tuple[Column, ...]:
    """The levels of the form, lowest first, then « non évalué »."""
    return tuple(Column(each.letters, each.label) for each in level_boxes(form))
