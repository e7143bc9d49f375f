"""Where each oral may be: stretches in which a commission can hear without a break, and the times that each
leaves to an oral once some of the others are where they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from btstc_jury.application.centre.placing_problem import DAY, OralToPlace, Place, Problem, Sitting, Span

Plan = Sequence[Place | None]
"""By oral of the problem."""


class Cell(NamedTuple):
    """``sitting``: place among those of the problem."""

    sitting: int
    begins: int
    ends: int

    @property
    def day(self) -> int:
        return self.begins // DAY


class Chance(NamedTuple):
    """An oral may begin in the cell at any of these times; the lengths are those of its option there."""

    cell: Cell
    starts: tuple[Span, ...]
    preparation: int
    oral: int
    busy: int
    own: int


class Taken(NamedTuple):
    """An oral that stays where it is, as the others see it."""

    candidate: int
    exam: str
    sitting: int
    preparation: int
    oral: int
    ends: int
    free: int
    own: int
    moved: bool


@dataclass(frozen=True)
class Ground:
    """What the problem comes to when all its rules hold."""

    problem: Problem
    sittings: Mapping[int, int]
    """Places by identity."""
    cells: tuple[Cell, ...]
    kept: tuple[Taken, ...]
    together: Mapping[int, frozenset[int]]
    """For each sitting those that can't hear at the same time, itself too."""
    opens: Mapping[int, int]
    """By day, when the first commission begins."""

    @cached_property
    def of_day(self) -> Mapping[tuple[int, int], tuple[Cell, ...]]:
        """By sitting and day, in order."""
        found: dict[tuple[int, int], tuple[Cell, ...]] = {}
        for each in self.cells:
            key = each.sitting, each.day
            found[key] = (*found.get(key, ()), each)
        return found

    @cached_property
    def several(self) -> frozenset[int]:
        """Candidates with more than one oral."""
        counts = Counter(each.candidate for each in self.problem.orals)
        counts.update(each.candidate for each in self.kept)
        return frozenset(candidate for candidate, count in counts.items() if count > 1)


def ground(problem: Problem) -> Ground:
    sittings = {each.identity: place for place, each in enumerate(problem.sittings)}
    kept = tuple(
        Taken(
            each.candidate,
            each.exam,
            sittings.get(each.commission, -1),
            each.preparation,
            each.oral,
            each.ends,
            each.free,
            each.own,
            each.moved,
        )
        for each in problem.kept
    )
    cells = [cell for place, each in enumerate(problem.sittings) for cell in _cells(place, each)]
    shared = {juror for juror, _rule in problem.shared}
    together = {
        place: frozenset(
            other
            for other, one in enumerate(problem.sittings)
            if other == place or shared & {*one.jurors} & {*each.jurors}
        )
        for place, each in enumerate(problem.sittings)
    }
    opens: dict[int, int] = {}
    for each in problem.sittings:
        for begins, _ in each.open:
            opens[begins // DAY] = min(begins, opens.get(begins // DAY, begins))
    return Ground(problem, sittings, tuple(cells), kept, together, opens)


def taken(base: Ground, oral: int, place: Place) -> Taken:
    """The oral there."""
    asked = base.problem.orals[oral]
    option = next(each for each in asked.options if each.commission == place.commission)
    return Taken(
        *(asked.candidate, asked.exam, base.sittings[place.commission]),
        *(place.oral - option.preparation, place.oral, place.oral + option.oral, place.oral + option.busy),
        *(option.own, asked.printed is not None and asked.printed != place),
    )


def chances(
    base: Ground, free: Sequence[int], cells: Iterable[Cell], others: Sequence[Taken]
) -> dict[int, list[Chance]]:
    """For each free oral, beside what is kept and the others."""
    there = (*base.kept, *others)
    busy: dict[int, list[Span]] = defaultdict(list)
    of_candidate: dict[int, list[Span]] = defaultdict(list)
    gap = base.problem.gap
    for each in there:
        for sitting in base.together.get(each.sitting, ()):
            busy[sitting].append(Span(each.oral, each.free))
        of_candidate[each.candidate].append(Span(each.preparation - gap, each.ends + gap))
    by_sitting: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_sitting[cell.sitting].append(cell)
    return {oral: [*_of(base, base.problem.orals[oral], by_sitting, busy, of_candidate)] for oral in free}


def _of(
    base: Ground,
    oral: OralToPlace,
    cells: Mapping[int, Sequence[Cell]],
    busy: Mapping[int, Sequence[Span]],
    of_candidate: Mapping[int, Sequence[Span]],
) -> Iterable[Chance]:
    gone = [
        *of_candidate.get(oral.candidate, ()),
        *(Span(each.begins, each.ends) for each in (*oral.bars, *base.problem.bars)),
    ]
    for option in oral.options:
        if option.refused:
            continue
        sitting = base.sittings[option.commission]
        for cell in cells.get(sitting, ()):
            # An oral that begins at the very end of what is barred doesn't touch it.
            barred = [
                *(Span(each.begins - option.busy + 1, each.ends) for each in busy.get(sitting, ())),
                *(Span(each.begins - option.oral + 1, each.ends + option.preparation) for each in gone),
            ]
            starts = without(Span(cell.begins, cell.ends - option.busy + 1), barred)
            if starts:
                yield Chance(cell, starts, option.preparation, option.oral, option.busy, option.own)


def without(whole: Span, barred: Iterable[Span]) -> tuple[Span, ...]:
    """What is left of it; spans without their ends."""
    left: list[Span] = []
    begins = whole.begins
    for each in sorted(barred):
        if each.ends <= begins or each.begins >= each.ends:
            continue
        if each.begins >= whole.ends:
            break
        if each.begins > begins:
            left.append(Span(begins, each.begins))
        begins = each.ends
    if begins < whole.ends:
        left.append(Span(begins, whole.ends))
    return tuple(left)


def _cells(place: int, sitting: Sitting) -> Iterable[Cell]:
    bars = [Span(each.begins, each.ends) for each in sitting.bars]
    for span in sitting.open:
        yield from (Cell(place, *each) for each in without(span, bars))
