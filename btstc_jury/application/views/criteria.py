"""Criteria under their competences, with their levels, and the opinions beside once revealed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from btstc_jury.application.office import Office
from btstc_jury.application.views import formats
from btstc_jury.application.views.opinions import (
    LevelSpread,
    OpinionBox,
    level_spread,
    levels_shown,
    masked_levels,
    masked_words,
    opinion_boxes,
    remark_shown,
)
from btstc_jury.application.views.points import points_words
from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.form import NOT_ASSESSED, Criterion, Form
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.points import points_of

_NONE = Fraction(0)


def grouped(form: Form, criteria: Iterable[Criterion]) -> Iterator[tuple[str, str, tuple[Criterion, ...]]]:
    """Under the blocks of the form, in their order, with their points; under competences without blocks."""
    if not form.blocks:
        yield from by_competence(form, criteria)
        return
    points, chosen = points_of(form), tuple(criteria)
    for place, block in (*enumerate(form.blocks, 1), (0, None)):
        members = tuple(each for each in chosen if each.block == place)
        whole = sum((points.get(each.number, _NONE) for each in form.criteria if each.block == place), _NONE)
        if members:
            yield block.title if block else "", points_words(whole) if whole else "", members


_COMPLEMENT = re.compile(r"(?:de|du|des) |d[’']", re.IGNORECASE)


def headed(form: Form, criteria: Iterable[Criterion]) -> Iterator[tuple[str, str, tuple[Criterion, ...]]]:
    """As ``grouped``, for lists: criteria that have neither block nor competence and go on from a sentence,
    « de la compréhension… », have its beginning above them (annexe V, E3, § 3: « Il est tenu compte : »).
    """
    goes_on = all(_COMPLEMENT.match(each.text) for each in form.criteria)
    for codes, label, members in grouped(form, criteria):
        bare = goes_on and not codes and not label
        yield codes, f"Il est tenu compte{formats.COLON}" if bare else label, members


def by_competence(
    form: Form, criteria: Iterable[Criterion]
) -> Iterator[tuple[str, str, tuple[Criterion, ...]]]:
    """Codes (« C4.3.1 + C4.3.2 »), the labels of these competences, and the criteria: neighbours with the
    same competences share a group; order is kept.
    """
    for codes, members in groupby(criteria, key=lambda each: each.competences):
        labels = [found.label for code in codes if (found := form.competence(code))]
        yield " + ".join(codes), " / ".join(labels), tuple(members)


def for_phase(form: Form, phase: int) -> tuple[Criterion, ...]:
    """Criteria of the competences named for a phase, in the order the phase names them; none when it
    names none.
    """
    codes = form.phases[phase].competences
    return tuple(
        criterion
        for code in codes
        for criterion in form.criteria
        if criterion.competences and criterion.competences[0] == code
    )


@dataclass(frozen=True, slots=True)
class LevelBox:
    """``rank``: 0 (lowest) .. 1 (highest) on the scale, ``None`` for « non évalué »."""

    letters: str
    label: str
    rank: float | None


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """``level``: letters, or ``None`` when not yet rated; ``remarks``: how many are linked to it.

    ``masked``: « 2 niveaux masqués » where nobody is in turn to see their own, or "". ``opinions`` (in the
    order of the commission) and ``spread``: once opinions are revealed. ``descriptors``: of each level,
    lowest first, none where the form has none; ``points``: « 2,5 points », or "".
    """

    number: int
    text: str
    level: str | None
    remarks: int
    masked: str = ""
    opinions: tuple[OpinionBox, ...] = ()
    spread: LevelSpread | None = None
    descriptors: tuple[str, ...] = ()
    points: str = ""


@dataclass(frozen=True, slots=True)
class CriterionGroup:
    codes: str
    label: str
    lines: tuple[CriterionLine, ...]


class CriteriaFilter(StrEnum):
    PHASE = "phase"
    ALL = "all"
    UNRATED = "unrated"


@dataclass(frozen=True, slots=True)
class CriteriaView:
    """``phase_count``: criteria named for the phase, 0 when the form names none for it. ``locked``: there are
    levels, and nobody is in turn to see theirs: how many are left to rate isn't told. ``assessed``: what the
    lines are.
    """

    groups: tuple[CriterionGroup, ...]
    boxes: tuple[LevelBox, ...]
    rated: int
    total: int
    phase_count: int
    progress: str
    locked: bool = False
    assessed: Assessed = Assessed.CRITERIA


def describe(boxes: tuple[LevelBox, ...], line: CriterionLine, box: LevelBox) -> str:
    """« S, satisfaisant : les cotes sont lues. »; "" for a level without a descriptor."""
    said = dict(zip((each.letters for each in boxes), line.descriptors, strict=False)).get(box.letters)
    return f"{box.letters}, {box.label}{formats.COLON} {said}" if said else ""


def level_boxes(form: Form) -> tuple[LevelBox, ...]:
    """The scale of the form, lowest level first, then « non évalué »."""
    steps = max(len(form.levels) - 1, 1)
    scale = tuple(
        LevelBox(level.letters, level.label, index / steps) for index, level in enumerate(form.levels)
    )
    return (*scale, LevelBox(NOT_ASSESSED, "non évalué", None))


def criteria_view(
    office: Office, number: int, shown: CriteriaFilter, competence: str = "", juror: str | None = None
) -> CriteriaView:
    """Criteria in the order of the filter. ``competence``: only those that bear this code, "" for all;
    ``juror``: the one in turn, whose own levels are shown while opinions are hidden.

    ``PHASE`` puts the phase's own criteria first and the others after them: nothing is out of reach.
    """
    oral = office.oral(number)
    form = oral.form
    levels = levels_shown(oral, juror)
    masked = masked_levels(oral, juror)
    locked = bool(masked) and juror is None
    first = for_phase(form, oral.phase or 0)
    chosen = _chosen(form, levels, shown, first)
    if competence:
        chosen = tuple(each for each in chosen if competence in each.competences)
    shown_remarks = (each for each in oral.remarks.values() if remark_shown(oral, each, juror))
    points = points_of(form)
    linked = Counter(each.content.criterion for each in shown_remarks)
    groups = tuple(
        CriterionGroup(
            codes,
            label,
            tuple(
                CriterionLine(
                    each.number,
                    each.text,
                    levels.get(each.number),
                    linked[each.number],
                    masked_words(masked.get(each.number, 0)) if locked else "",
                    descriptors=each.descriptors,
                    points=points_words(points[each.number]) if each.number in points else "",
                )
                for each in criteria
            ),
        )
        for codes, label, criteria in headed(form, chosen)
    )
    rated, total = len(levels), len(form.criteria)
    assessed, apart = formats.assessed(levels.values())
    agreed = "évaluée" if form.assessed.facts.feminine else "évalué"
    own = "" if locked else f"{formats.count(assessed, agreed)} sur {total}{apart}"
    progress = " · ".join(filter(None, (own, masked_words(sum(masked.values())))))
    return CriteriaView(groups, level_boxes(form), rated, total, len(first), progress, locked, form.assessed)


def _chosen(
    form: Form, levels: Mapping[int, str], shown: CriteriaFilter, first: tuple[Criterion, ...]
) -> tuple[Criterion, ...]:
    every = form.criteria
    if shown is CriteriaFilter.UNRATED:
        return tuple(each for each in every if each.number not in levels)
    if shown is CriteriaFilter.PHASE and first:
        return first
    return every


def with_opinions(view: CriteriaView, oral: Oral) -> CriteriaView:
    """Each line with the jurors' levels and how far apart they are."""

    def compared(line: CriterionLine) -> CriterionLine:
        boxes = opinion_boxes(oral, line.number)
        return replace(line, opinions=boxes, spread=level_spread(oral, line.number))

    groups = tuple(replace(group, lines=tuple(map(compared, group.lines))) for group in view.groups)
    return replace(view, groups=groups)


def divergent_first(view: CriteriaView) -> CriteriaView:
    """The widest divergences first, then those that somebody gave no opinion on, then those on which all
    agree, in official order. What is settled meanwhile stays where it is: opinions no longer change.
    """
    lines = [line for group in view.groups for line in group.lines]
    apart = [line for line in lines if line.spread is not None and line.spread.divergent]
    others = [line for line in lines if line not in apart]
    partial = tuple(line for line in others if line.spread is None or not line.spread.whole)
    alike = tuple(line for line in others if line not in partial)
    apart.sort(key=_urgency)
    groups = (
        CriterionGroup(f"Écarts · {len(apart)}", "", tuple(apart)),
        CriterionGroup(f"Sans l’avis de tous · {len(partial)}", "", partial),
        CriterionGroup(f"Accord · {len(alike)}", "", alike),
    )
    return replace(view, groups=tuple(group for group in groups if group.lines))


def next_undecided(view: CriteriaView, after: int | None) -> int | None:
    """The next criterion to decide in the order shown, round its end; divergent ones before others."""
    lines = [line for group in view.groups for line in group.lines]
    start = next((place for place, line in enumerate(lines) if line.number == after), -1) + 1
    open_lines = [line for line in (*lines[start:], *lines[:start]) if line.level is None]
    divergent = [line for line in open_lines if line.spread is not None and line.spread.divergent]
    return next((line.number for line in (*divergent, *open_lines)), None)


def _urgency(line: CriterionLine) -> tuple[int, bool, int]:
    width = line.spread.width if line.spread else 0
    unlike = line.spread.unlike if line.spread else False
    return (-width, not unlike, line.number)
