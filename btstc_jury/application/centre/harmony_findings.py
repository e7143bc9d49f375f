"""All that is computed of the orals of one form, for those who harmonise: numbers, no words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from btstc_jury.application.agreement import Agreement, Judged, on_levels, on_marks
from btstc_jury.application.centre.harmony import FormOrals
from btstc_jury.application.centre.outputs import OutputStopped
from btstc_jury.domain.centre.harmonisation import (
    CriterionLevels,
    Difference,
    Divergence,
    GroupKey,
    Groups,
    Summary,
    by_commission,
    by_juror,
    differences,
    divergences,
    levels,
    outliers,
    phase_times,
    summary,
)

EVERYBODY = ""
"""Name of the group of all commissions."""


class Why(StrEnum):
    """Why an oral is worth a look: its settled mark, or one juror's, lies far from the others of the
    commission, or of this juror; its opinions lay far apart.
    """

    SETTLED = "settled"
    OPINION = "opinion"
    APART = "apart"


class Notable(NamedTuple):
    """``oral``: as ``Heard.oral``; ``name``: of the commission or the juror whose marks it lies far from;
    ``group``: of these marks; ``mark``: ``None`` where it is about opinions apart.
    """

    oral: str
    why: Why
    name: str
    mark: Decimal | None = None
    group: Summary | None = None
    divergence: Divergence | None = None


@dataclass(frozen=True, slots=True)
class Apart:
    """How far the opinions on the same orals lay apart, of one commission. ``points``: of each oral, in
    order; ``wide``: how many of them the form calls divergent.
    """

    points: tuple[Decimal, ...]
    told: Summary
    wide: int


@dataclass(frozen=True, slots=True)
class Findings:
    """``commissions`` and ``jurors``: by name; ``differences``: by commission; ``agreement``: on the marks,
    on all levels, then by criterion; the parts that need the form are empty where it isn't known.
    """

    orals: FormOrals
    commissions: Groups
    jurors: Groups
    differences: Mapping[GroupKey, Difference]
    notable: tuple[Notable, ...]
    apart: Mapping[str, Apart]
    on_marks: Judged
    on_levels: Judged | None
    by_criterion: Mapping[int, Judged]
    levels: tuple[CriterionLevels, ...]
    times: Mapping[str, Mapping[int, Summary]]


GoesOn = Callable[[], bool]


def findings(orals: FormOrals, agreement: Agreement, goes_on: GoesOn = lambda: True) -> Findings:
    """In any thread: seconds for a large centre. The same orals give the same. Raises ``OutputStopped``."""
    heard, form, key = orals.heard, orals.form, orals.key
    commissions, jurors = by_commission(heard), by_juror(heard)
    told = differences(commissions)
    _check(goes_on)
    marks = on_marks(heard, agreement)
    by_criterion = {}
    whole = None
    if form is not None:
        for each in form.criteria:
            _check(goes_on)
            by_criterion[each.number] = on_levels(heard, form, agreement, each.number)
        _check(goes_on)
        whole = on_levels(heard, form, agreement)
    apart = () if form is None else divergences(heard, form, key)
    times = {
        name.name: found
        for of in (lambda _each: EVERYBODY, lambda each: each.commission)
        for name, found in phase_times(heard, of).items()
    }
    return Findings(
        orals,
        commissions,
        jurors,
        told,
        (*_far(commissions, Why.SETTLED), *_far(jurors, Why.OPINION), *_apart(orals, apart)),
        dict(_by_commission(orals, apart)),
        marks,
        whole,
        by_criterion,
        () if form is None else levels(heard, form, key),
        times,
    )


def _check(goes_on: GoesOn) -> None:
    if not goes_on():
        raise OutputStopped


def _far(groups: Groups, why: Why) -> Iterator[Notable]:
    for key, members in groups.items():
        told = summary([each.mark for each in members])
        for each in outliers(members):
            yield Notable(each.oral, why, key.name, each.mark, told)


def is_wide(orals: FormOrals, found: Divergence) -> bool:
    """Beyond the points that the form calls divergent. Its levels aren't asked: of many criteria, nearly all
    orals have one on which some juror is apart.
    """
    return orals.form is not None and found.points > orals.form.mark.divergence_points


def _apart(orals: FormOrals, found: tuple[Divergence, ...]) -> Iterator[Notable]:
    """The widest first."""
    wide = [each for each in found if is_wide(orals, each)]
    for each in sorted(wide, key=lambda one: (-one.points, -one.widest, one.oral)):
        yield Notable(each.oral, Why.APART, orals.names[each.oral].commission, divergence=each)


def _by_commission(orals: FormOrals, found: tuple[Divergence, ...]) -> Iterator[tuple[str, Apart]]:
    """All commissions together first."""
    names = [EVERYBODY, *sorted({orals.names[each.oral].commission for each in found})]
    for name in names:
        ours = [each for each in found if name in {EVERYBODY, orals.names[each.oral].commission}]
        told = summary([each.points for each in ours])
        if told is not None:
            points = tuple(each.points for each in ours)
            yield name, Apart(points, told, sum(is_wide(orals, each) for each in ours))
