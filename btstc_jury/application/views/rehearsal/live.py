"""What is before the teacher while an attempt is played: the buyer's card, the objections, who speaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf

from btstc_jury.application.office import Office
from btstc_jury.application.rehearsing import shortening
from btstc_jury.application.views import formats
from btstc_jury.application.views.criteria import CriteriaFilter, CriteriaView, criteria_view
from btstc_jury.domain.case import Buyer, Case, Objection, Step, letter
from btstc_jury.domain.moments import Duration, Reading
from btstc_jury.domain.oral import Oral, phases_held
from btstc_jury.domain.rehearsal import Handling, Rehearsal, Speaker, Thrown, shares, spans, speech
from btstc_jury.domain.standing import Stage


@dataclass(frozen=True, slots=True)
class BuyerView:
    """``cards``: heading and text of each, those that say nothing left out."""

    title: str
    cards: tuple[tuple[str, str], ...]


def buyer_view(case: Case | None) -> BuyerView | None:
    """``None`` without a case."""
    if case is None:
        return None
    buyer = case.buyer
    who = ", ".join(filter(None, (buyer.name, buyer.function)))
    title = f"Vous jouez l’acheteur{formats.COLON} {who}" if who else "Vous jouez l’acheteur"
    return BuyerView(title, tuple(each for each in _cards(buyer) if each[1]))


def _cards(buyer: Buyer) -> Iterator[tuple[str, str]]:
    """Three, which are read at a glance."""
    motives = ", ".join(each.label.lower() for each in buyer.motives)
    yield (
        "Ce qui compte",
        _told((("", buyer.stakes), ("Mobiles", motives), ("Dit d’emblée", buyer.says))),
    )
    yield "Seulement si on le demande", buyer.when_asked
    concessions = (
        (
            f"Concession {place}",
            f"{each.gives}, contre {_within(each.against)}" if each.against else each.gives,
        )
        for place, each in enumerate(buyer.concessions, start=1)
    )
    yield "Jusqu’où aller", _told((("", buyer.limits), ("Rompt", buyer.walk_away), *concessions))


def _within(text: str) -> str:
    """As it stands in the middle of a sentence: « La formation » as « la formation », but « ISO 9001 »."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] in {" ", "’"} else text


def _told(parts: Iterable[tuple[str, str]]) -> str:
    """A line each, what says nothing left out, nor a name that the text begins by."""
    told = (
        (name if name and not text.lower().startswith(name.lower()) else "", text) for name, text in parts
    )
    return "\n".join(f"{name}{formats.COLON} {text}" if name else text for name, text in told if text)


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """``when``: « prévue vers 7:00 », « au besoin », or the time at which it was thrown; ``answer``: how long
    the answer took, or takes; ``asked``: it was thrown, and how it was handled isn't told yet; ``next``: the
    one to throw first.
    """

    place: int
    letter: str
    words: str
    when: str
    good: str
    thrown: bool
    handling: Handling | None
    answer: str
    asked: bool
    next: bool


@dataclass(frozen=True, slots=True)
class ObjectionsView:
    """``asked``: place of the one whose handling the digits tell, ``None`` where none waits; ``next``: to be
    thrown, likewise. ``alone``: nothing else is played. ``throwable``: the clock runs.
    """

    lines: tuple[ObjectionLine, ...]
    asked: int | None
    next: int | None
    alone: bool
    throwable: bool


def attempt_criteria(
    office: Office, number: int, shown: CriteriaFilter, competence: str = ""
) -> CriteriaView:
    """All of the form are at hand; counted are those that the case looks at, where it says which."""
    view, oral = criteria_view(office, number, shown, competence), office.oral(number)
    case = oral.rehearsal.case if oral.rehearsal is not None else None
    watched = {each.number for each in oral.form.criteria} & set(case.criteria if case is not None else ())
    if not watched:
        return view
    assessed, apart = formats.assessed(level for each, level in oral.ratings.items() if each in watched)
    agreed = "évaluée" if oral.form.assessed.facts.feminine else "évalué"
    return replace(view, progress=f"{formats.count(assessed, agreed)} sur {len(watched)}{apart}")


def objections_view(office: Office, number: int) -> ObjectionsView:
    oral, now = office.oral(number), office.now()
    rehearsal = oral.rehearsal or Rehearsal()
    objections = rehearsal.case.objections if rehearsal.case is not None else ()
    asked = _asked(rehearsal)
    following = _next(objections, rehearsal)
    share = shortening(oral.form, rehearsal.scope)
    lines = tuple(
        _line(
            place,
            each,
            rehearsal.thrown.get(place) or _planned(each, share),
            now,
            asked=asked == place,
            first=following == place,
        )
        for place, each in enumerate(objections)
    )
    running = oral.stage is Stage.RUNNING
    return ObjectionsView(lines, asked, following, rehearsal.scope.objections_only, throwable=running)


def _asked(rehearsal: Rehearsal) -> int | None:
    """Of those that wait, the one thrown last."""
    waiting = [
        (each.reading.mono, place) for place, each in rehearsal.thrown.items() if each.handling is None
    ]
    return max(waiting)[1] if waiting else None


def _next(objections: tuple[Objection, ...], rehearsal: Rehearsal) -> int | None:
    """By the minute; one of a step before those planned in a later step; then « au besoin »."""
    steps = list(Step)
    timed = [(each.minute, each.step) for each in objections if each.minute is not None]
    left = [place for place in range(len(objections)) if place not in rehearsal.thrown]

    def order(place: int) -> tuple[float, int, int]:
        each = objections[place]
        if rehearsal.scope.objections_only:
            return 0, 0, place
        step = len(steps) if each.step is None else steps.index(each.step)
        if each.minute is not None:
            return each.minute, len(steps) + 1, place
        later = (minute for minute, other in timed if other is not None and steps.index(other) > step)
        return min(later, default=inf), step, place

    return min(left, key=order, default=None)


def _line(
    place: int, objection: Objection, told: Thrown | str, now: Reading, *, asked: bool, first: bool
) -> ObjectionLine:
    """``told``: how it was thrown, or else when it is planned."""
    planned, thrown = (told, None) if isinstance(told, str) else ("", told)
    return ObjectionLine(
        place=place,
        letter=letter(place),
        words=f"«\u202f{objection.words}\u202f»",
        when=planned if thrown is None else formats.minutes(thrown.at),
        good=objection.answer,
        thrown=thrown is not None,
        handling=None if thrown is None else thrown.handling,
        answer="" if thrown is None else formats.minutes(thrown.answer(now)),
        asked=asked,
        next=first,
    )


def _planned(objection: Objection, share: Fraction) -> str:
    """``share``: of the time for which its minute was written that is left."""
    if objection.minute is not None:
        return f"prévue vers {formats.minutes(Duration.minutes(objection.minute).scaled(share))}"
    return f"prévue{formats.COLON} {objection.step.label.lower()}" if objection.step else "au besoin"


@dataclass(frozen=True, slots=True)
class SpeechView:
    """``student``, ``buyer``: shares, 0..1, of what was told; ``words``: « étudiant 61 % · acheteur 39 % »;
    ``now``: who speaks, or "".
    """

    student: float
    buyer: float
    words: str
    now: str
    cuts: str


def speech_view(office: Office, number: int) -> SpeechView:
    oral, now = office.oral(number), office.now()
    rehearsal, started = oral.rehearsal, oral.started
    if rehearsal is None or started is None:
        return SpeechView(0, 0, "", "", "")
    stretched = spans(oral.marks, now)
    found = shares(speech(rehearsal.taps, stretched, started), stretched)
    told = found.told.us
    parts = [
        f"{who.label} {found.percent(who)}{formats.NARROW}%"
        for who in Speaker
        if told and (who is not Speaker.SILENCE or found.percent(who))
    ]
    speaking = rehearsal.speaker if oral.stage is Stage.RUNNING else None
    return SpeechView(
        student=found.student.us / told if told else 0,
        buyer=found.buyer.us / told if told else 0,
        words=" · ".join(parts),
        now=speaking.label if speaking is not None else "",
        cuts=formats.count(len(rehearsal.cuts), "coupure") if rehearsal.cuts else "",
    )


@dataclass(frozen=True, slots=True)
class StepLine:
    step: Step
    label: str
    reached: bool
    current: bool


def step_lines(oral: Oral) -> tuple[StepLine, ...]:
    taps = [] if oral.rehearsal is None else [each.step for each in oral.rehearsal.steps]
    last = taps[-1] if taps else None
    return tuple(StepLine(each, each.label, each in taps, each is last) for each in Step)


def following_step(oral: Oral) -> Step | None:
    """The one after that which was tapped last, in the order in which they are taught."""
    taps = [] if oral.rehearsal is None else oral.rehearsal.steps
    steps = list(Step)
    place = steps.index(taps[-1].step) + 1 if taps else 0
    return steps[place] if place < len(steps) else None


@dataclass(frozen=True, slots=True)
class AttemptControls:
    """What can be done now. ``last``: no phase follows."""

    stage: Stage
    last: bool
    writable: bool


def attempt_controls(office: Office, number: int) -> AttemptControls:
    oral = office.oral(number)
    played = phases_held(oral)
    last = oral.phase is not None and not any(each > oral.phase for each in played)
    return AttemptControls(oral.stage, last, writable=not office.read_only)


def until_answer_ticks(office: Office, number: int) -> Duration | None:
    """To the next second of the answer under way; ``None`` where there is none."""
    oral = office.oral(number)
    rehearsal = oral.rehearsal or Rehearsal()
    place = _asked(rehearsal)
    if place is None or oral.stage is not Stage.RUNNING:
        return None
    return formats.until_next_second(rehearsal.thrown[place].answer(office.now()))
