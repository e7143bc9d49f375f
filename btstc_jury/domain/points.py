"""The total that levels make where a form gives points: exact, line by line, with what could be proposed.

A total is an aid: the mark is the commission's, whatever is calculated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from btstc_jury.domain.form import NOT_ASSESSED, Criterion, Form
from btstc_jury.domain.marking import NotAssessed

_NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion. ``points``: those that the form gives; ``possible``: those that count here, after what
    the form's rule makes of the criteria that weren't assessed, 0 for one left out; ``share``: of them, that
    the level has, from 0 to 1, ``None`` where there is no level yet.
    """

    criterion: int
    level: str | None
    points: Fraction
    possible: Fraction
    share: Fraction | None

    @property
    def reached(self) -> Fraction | None:
        return None if self.share is None else self.possible * self.share


@dataclass(frozen=True, slots=True)
class BlockTotal:
    """``block``: place from 1 among the form's, 0 for criteria that stand in none."""

    block: int
    lines: tuple[Line, ...]

    @property
    def possible(self) -> Fraction:
        return _sum(line.possible for line in self.lines)

    @property
    def points(self) -> Fraction:
        return _sum(line.points for line in self.lines)

    @property
    def reached(self) -> Fraction:
        """Of the criteria that have a level."""
        return _sum(line.reached or _NOTHING for line in self.lines)


@dataclass(frozen=True, slots=True)
class Account:
    """The calculation of one mark. ``place``: from 1 of a partial mark, 0 for the mark itself; ``maximum``:
    of that mark. ``exact``: before rounding, ``None`` until every criterion has a level, and where none of
    them was assessed; ``rounded``: by the form's rule; ``proposal``: the same as a mark, ``None`` where it
    falls between two of its steps.
    """

    place: int
    maximum: Decimal
    blocks: tuple[BlockTotal, ...]
    exact: Fraction | None
    rounded: Fraction | None
    proposal: Decimal | None

    @property
    def possible(self) -> Fraction:
        return _sum(block.possible for block in self.blocks)

    @property
    def points(self) -> Fraction:
        return _sum(block.points for block in self.blocks)

    @property
    def reached(self) -> Fraction:
        return _sum(block.reached for block in self.blocks)

    @property
    def unrated(self) -> tuple[int, ...]:
        """Criteria without a level."""
        return tuple(line.criterion for block in self.blocks for line in block.lines if line.level is None)

    @property
    def not_assessed(self) -> tuple[int, ...]:
        return tuple(
            line.criterion for block in self.blocks for line in block.lines if line.level == NOT_ASSESSED
        )


def gives_points(form: Form) -> bool:
    return bool(points_of(form))


def points_of(form: Form) -> Mapping[int, Fraction]:
    """The points of each criterion that has some: its own, or an equal part of those of its block."""
    found: dict[int, Fraction] = {}
    for criterion in form.criteria:
        if criterion.points is not None:
            found[criterion.number] = Fraction(criterion.points)
        elif criterion.block and (whole := form.blocks[criterion.block - 1].points) is not None:
            beside = sum(1 for each in form.criteria if each.block == criterion.block)
            found[criterion.number] = Fraction(whole) / beside
    return found


def share_of(form: Form, level: str) -> Fraction:
    """Of a criterion's points, from 0 to 1. Raises ``KeyError`` for letters that aren't on the scale."""
    ranks = {each.letters: rank for rank, each in enumerate(form.levels)}
    share = form.levels[ranks[level]].share
    if share is not None:
        return Fraction(share) / 100
    return Fraction(ranks[level], max(len(form.levels) - 1, 1))


def accounts(form: Form, levels: Mapping[int, str]) -> tuple[Account, ...]:
    """One for each partial mark that blocks make, then that of the mark, unless it is their sum; none where
    the form gives no points. ``levels``: letters by criterion, « NE » among them.
    """
    points = points_of(form)
    scored = [each for each in form.criteria if each.number in points]
    if not scored:
        return ()
    found = []
    for place, mark in enumerate(form.marks, 1):
        theirs = [each for each in scored if each.block and form.blocks[each.block - 1].mark == place]
        if theirs:
            blocks = _blocks(form, theirs, points, levels)
            found.append(_account(form, blocks, place, mark.maximum, mark.step))
    if not form.mark.summed:
        blocks = _blocks(form, scored, points, levels)
        found.append(_account(form, blocks, 0, form.mark.maximum, form.mark.step))
    return tuple(found)


def _account(
    form: Form, blocks: tuple[BlockTotal, ...], place: int, maximum: Decimal, step: Decimal
) -> Account:
    account = Account(place, maximum, blocks, None, None, None)
    if account.unrated or not account.possible:
        return account
    exact = account.reached / account.possible * Fraction(maximum)
    rounded = min(form.mark.rounding.round(exact), Fraction(maximum))
    on_step = rounded % Fraction(step) == 0
    return Account(place, maximum, blocks, exact, rounded, _decimal(rounded, step) if on_step else None)


def _decimal(value: Fraction, step: Decimal) -> Decimal:
    """Exact: ``value`` is a whole number of steps."""
    return int(value / Fraction(step)) * step


def _blocks(
    form: Form,
    criteria: Iterable[Criterion],
    points: Mapping[int, Fraction],
    levels: Mapping[int, str],
) -> tuple[BlockTotal, ...]:
    """In the order of the form's blocks, criteria in no block last."""
    ordered = sorted(criteria, key=lambda each: each.block or len(form.blocks) + 1)
    return tuple(
        BlockTotal(block, tuple(_lines(form, tuple(members), points, levels)))
        for block, members in groupby(ordered, key=lambda each: each.block)
    )


def _lines(
    form: Form, members: tuple[Criterion, ...], points: Mapping[int, Fraction], levels: Mapping[int, str]
) -> Iterable[Line]:
    whole = _sum(points[each.number] for each in members)
    unseen = {each.number for each in members if levels.get(each.number) == NOT_ASSESSED}
    left = _sum(points[each.number] for each in members if each.number not in unseen)
    grown = whole / left if form.mark.not_assessed is NotAssessed.IN_BLOCK and left else Fraction(1)
    for each in members:
        level, own = levels.get(each.number), points[each.number]
        if each.number in unseen:
            counted = own if form.mark.not_assessed is NotAssessed.ZERO else _NOTHING
            yield Line(each.number, level, own, counted, _NOTHING)
        else:
            share = None if level is None else share_of(form, level)
            yield Line(each.number, level, own, own * grown, share)


def _sum(values: Iterable[Fraction]) -> Fraction:
    return sum(values, _NOTHING)
