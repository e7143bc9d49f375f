"""What a centre's marks and levels look like by commission, juror and form, for those who harmonise.

It describes and points at; nothing here proposes, corrects or weighs a mark. Marks of different forms are
never put together, their scales and what they judge differ.
"""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import NamedTuple

from btstc_jury.domain.form import NOT_ASSESSED, Form
from btstc_jury.domain.opinions import Opinion, mark_spread, spread

SMALL = 8
"""Under so many orals a group is drawn as points, without interval, quartiles or outliers."""

_DRAWS = 2000
_TAIL = 0.025
_FENCE = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One oral with a mark. ``form``: its key; ``levels``: settled letters by criterion; ``opinions``: given
    before deliberation by name, none unless they were revealed; ``phases``: seconds by its place, from 0.
    """

    oral: str
    commission: str
    form: str
    mark: Decimal
    levels: Mapping[int, str] = field(default_factory=dict)
    opinions: Mapping[str, Opinion] = field(default_factory=dict)
    phases: Mapping[int, float] = field(default_factory=dict)


class Member(NamedTuple):
    """A mark and whose it is: ``oral`` as ``Heard.oral``."""

    oral: str
    mark: Decimal


class GroupKey(NamedTuple):
    """``name``: of a commission or a juror."""

    form: str
    name: str


@dataclass(frozen=True, slots=True)
class Summary:
    """Of the values of one group. ``deviation``: of a sample, ``None`` with fewer than two; ``quartiles``:
    the three, ends included (the median is the second), ``None`` for a small group.
    """

    count: int
    mean: float
    median: float
    lowest: float
    highest: float
    deviation: float | None
    quartiles: tuple[float, float, float] | None

    @property
    def small(self) -> bool:
        return self.count < SMALL


def summary(values: Sequence[Decimal] | Sequence[float]) -> Summary | None:
    """``None`` for no value."""
    return _known([float(each) for each in values]) if values else None


def _known(known: Sequence[float]) -> Summary:
    quartiles = None
    if len(known) >= SMALL:
        first, second, third = statistics.quantiles(known, n=4, method="inclusive")
        quartiles = (first, second, third)
    return Summary(
        len(known),
        statistics.fmean(known),
        statistics.median(known),
        min(known),
        max(known),
        statistics.stdev(known) if len(known) > 1 else None,
        quartiles,
    )


Groups = Mapping[GroupKey, tuple[Member, ...]]


def by_commission(heard: Iterable[Heard]) -> Groups:
    """Settled marks."""
    return _grouped((GroupKey(each.form, each.commission), Member(each.oral, each.mark)) for each in heard)


def by_juror(heard: Iterable[Heard]) -> Groups:
    """Marks that each juror gave before deliberation."""
    return _grouped(
        (GroupKey(each.form, name), Member(each.oral, opinion.mark))
        for each in heard
        for name, opinion in each.opinions.items()
        if opinion.given and opinion.mark is not None
    )


def _grouped(pairs: Iterable[tuple[GroupKey, Member]]) -> Groups:
    found: dict[GroupKey, list[Member]] = defaultdict(list)
    for key, member in pairs:
        found[key].append(member)
    return {key: tuple(found[key]) for key in sorted(found)}


def distribution(marks: Iterable[Decimal], out_of: Decimal) -> tuple[int, ...]:
    """How many marks lie in each whole point from 0 to ``out_of``, 12.5 in that of 12."""
    counts = Counter(int(each) for each in marks)
    return tuple(counts[point] for point in range(int(out_of) + 1))


def outliers(members: Sequence[Member]) -> tuple[Member, ...]:
    """Marks further than one and a half interquartile ranges outside the quartiles of their own group
    (Tukey's fences), none for a small group.
    """
    told = summary([each.mark for each in members])
    if told is None or told.quartiles is None:
        return ()
    first, _, third = told.quartiles
    reach = _FENCE * (third - first)
    return tuple(each for each in members if not first - reach <= float(each.mark) <= third + reach)


@dataclass(frozen=True, slots=True)
class Difference:
    """Points between the mean of a group and that of all others of its form. ``interval``: at 95 %,
    ``None`` where either side is small.
    """

    points: float
    interval: tuple[float, float] | None

    @property
    def stands_out(self) -> bool:
        """Whether chance alone is an unlikely account. It doesn't say why: candidates differ too."""
        return self.interval is not None and not self.interval[0] <= 0 <= self.interval[1]


def differences(groups: Groups, seed: int = 0) -> Mapping[GroupKey, Difference]:
    """Of each commission that others of the same form stand beside. The same groups and seed give the same.

    For commissions alone: jurors of one commission heard the same candidates, which no draw of each side
    on its own would know.
    """
    found = {}
    for key, members in groups.items():
        ours = [float(each.mark) for each in members]
        theirs = [
            float(each.mark)
            for other, them in groups.items()
            if other.form == key.form and other != key
            for each in them
        ]
        if theirs:
            found[key] = _difference(ours, theirs, Random(f"{seed}/{key.form}/{key.name}"))  # noqa: S311 - no secret
    return found


def _difference(ours: Sequence[float], theirs: Sequence[float], draw: Random) -> Difference:
    points = statistics.fmean(ours) - statistics.fmean(theirs)
    if min(len(ours), len(theirs)) < SMALL:
        return Difference(points, None)
    drawn = sorted(_drawn_mean(ours, draw) - _drawn_mean(theirs, draw) for _ in range(_DRAWS))
    cut = int(_DRAWS * _TAIL)
    return Difference(points, (drawn[cut], drawn[-cut - 1]))


def _drawn_mean(values: Sequence[float], draw: Random) -> float:
    return statistics.fmean(draw.choices(values, k=len(values)))


@dataclass(frozen=True, slots=True)
class CriterionLevels:
    """``counts``: by letters, of those on the scale; ``not_assessed``: « non évalué », apart."""

    criterion: int
    counts: Mapping[str, int]
    not_assessed: int

    @property
    def total(self) -> int:
        return sum(self.counts.values()) + self.not_assessed

    @property
    def often_left_out(self) -> bool:
        """Not assessed in one oral of four or more; never said of a small number."""
        return self.total >= SMALL and self.not_assessed * 4 >= self.total


def levels(heard: Iterable[Heard], form: Form, key: str) -> tuple[CriterionLevels, ...]:
    """Settled levels of all orals of the form named ``key``, for each of its criteria."""
    ours = [each.levels for each in heard if each.form == key]
    found = []
    for criterion in form.criteria:
        letters = Counter(each[criterion.number] for each in ours if criterion.number in each)
        counts = {level.letters: letters[level.letters] for level in form.levels}
        found.append(CriterionLevels(criterion.number, counts, letters[NOT_ASSESSED]))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Divergence:
    """Before deliberation, of one oral. ``points``: between its lowest and highest mark; ``widest``: full
    levels between its opinions on the criterion where they lay furthest apart.
    """

    oral: str
    points: Decimal
    widest: int


def divergences(heard: Iterable[Heard], form: Form, key: str) -> tuple[Divergence, ...]:
    """Of each oral of that form of which two jurors or more gave opinions."""
    found = []
    for each in heard:
        given = [opinion for opinion in each.opinions.values() if opinion.given]
        if each.form != key or len(given) < 2:
            continue
        widths = (
            spread(form, [opinion.levels.get(criterion.number) for opinion in given]).width
            for criterion in form.criteria
        )
        points = mark_spread([opinion.mark for opinion in given])
        found.append(Divergence(each.oral, points, max(widths, default=0)))
    return tuple(found)


def phase_times(
    heard: Iterable[Heard], group: Callable[[Heard], str]
) -> Mapping[GroupKey, Mapping[int, Summary]]:
    """Seconds of each phase, by form and what ``group`` names."""
    found: dict[GroupKey, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for each in heard:
        for phase, seconds in each.phases.items():
            found[GroupKey(each.form, group(each))][phase].append(seconds)
    return {key: {phase: _known(found[key][phase]) for phase in sorted(found[key])} for key in sorted(found)}
