"""Two workstations change the same thing: the second one's act, refused, made again on what is there now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from btstc_jury.application.centre.office import CentreOffice, Step
from btstc_jury.application.centre.ports import CentreAct, Clash
from btstc_jury.application.centre.rebasing import changed_as, renumbered
from btstc_jury.application.centre.receipts import Decisions
from btstc_jury.domain.centre.timetable import Timetable

PARTS = ("jurors", "rooms", "commissions", "wishes", "slots", "printed", "papers")
"""Of a timetable, by key."""


class Both(NamedTuple):
    """One thing that both changed. ``part``: of ``PARTS``, « rules », « candidates », « decisions » or
    « centre »; ``read``: as the second found it, ``there``: as the first left it, ``mine``: as the second
    wanted it; ``None`` for nothing.
    """

    part: str
    key: Any
    read: Any
    there: Any
    mine: Any


def catch_up(office: CentreOffice) -> tuple[CentreAct, ...]:
    """What others did since; from now on it is what the office tells. Raises ``FileProblem``."""
    acts = office.file.sharing.follow()
    office.forget(steps=False)
    return acts


def clashes(office: CentreOffice, step: Step, met: Sequence[Clash] = ()) -> tuple[Both, ...]:
    """What a refused step and what is there now say otherwise. ``office``: that looked again; ``met``: what
    it was refused for. Two who add something each don't contradict one another.
    """
    found = []
    if step.days is not None:
        now, before = office.timetable, step.days[0]
        after = renumbered(now, *step.days)
        for part in PARTS:
            was, wanted, there = (getattr(each, part) for each in (before, after, now))
            found += [Both(part, *each) for each in _both(was, wanted, there)]
        found += [Both("rules", *each) for each in _both(*({1: each.rules} for each in (before, after, now)))]
    people = {each.identity: each.candidate for each in office.candidates}
    for identity, (was_one, wanted_one) in step.people.items():
        there_one = people.get(identity)
        if there_one not in {was_one, wanted_one}:
            found.append(Both("candidates", identity, was_one, there_one, wanted_one))
    if step.decided is not None:
        known = {*office.file.collection.choices(), *office.file.collection.ties()}
        gone = [each for each in (*step.decided[0].choices, *step.decided[0].ties) if each not in known]
        found += [Both("decisions", index, each, None, None) for index, each in enumerate(gone)]
        found += [Both("decisions", each.key, None, each.theirs, each.mine) for each in met if each.theirs]
    if step.renamed is not None and office.centre not in step.renamed:
        found.append(Both("centre", 0, step.renamed[0], office.centre, step.renamed[1]))
    return tuple(found)


def rebased(office: CentreOffice, step: Step) -> Step:
    """The same changes, on what is there now."""
    days = None if step.days is None else _rebased_days(*step.days, office.timetable)
    people = {each.identity: each.candidate for each in office.candidates}
    changed = {identity: (people.get(identity), wanted) for identity, (_, wanted) in step.people.items()}
    decided = step.decided
    if decided is not None:
        store = office.file.collection
        choices, ties = {*store.choices()}, {*store.ties()}
        left = Decisions(
            tuple(each for each in decided[0].choices if each in choices),
            tuple(each for each in decided[0].ties if each in ties),
        )
        decided = left, decided[1]
    renamed = None if step.renamed is None else (office.centre, step.renamed[1])
    return Step(step.words, changed, days, decided, renamed)


def _rebased_days(before: Timetable, after: Timetable, now: Timetable) -> tuple[Timetable, Timetable]:
    return now, changed_as(now, before, renumbered(now, before, after))


def _both(
    was: Mapping[Any, Any], wanted: Mapping[Any, Any], there: Mapping[Any, Any]
) -> list[tuple[Any, Any, Any, Any]]:
    """Key, as read, as it is there, as wanted."""
    if was is wanted:
        return []
    return [
        (key, was.get(key), there.get(key), wanted.get(key))
        for key in dict.fromkeys((*was, *wanted))
        if was.get(key) != wanted.get(key) and there.get(key) not in (was.get(key), wanted.get(key))
    ]
