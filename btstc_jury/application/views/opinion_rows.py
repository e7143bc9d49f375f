"""The criteria with the opinions beside the decision, once they are revealed."""

from __future__ import annotations

from dataclasses import replace

from btstc_jury.application.views.live import CriteriaView, CriterionGroup, CriterionLine
from btstc_jury.application.views.opinions import level_spread, opinion_boxes
from btstc_jury.domain.oral import Oral


def with_opinions(view: CriteriaView, oral: Oral) -> CriteriaView:
    """Each line with the jurors' levels and how far apart they are."""
    groups = tuple(
        replace(group, lines=tuple(_compared(line, oral) for line in group.lines)) for group in view.groups
    )
    return replace(view, groups=groups)


def divergent_first(view: CriteriaView) -> CriteriaView:
    """Two groups: the widest divergences first, then the rest in official order. What is settled meanwhile
    stays where it is: opinions no longer change.
    """
    lines = [line for group in view.groups for line in group.lines]
    apart = [line for line in lines if line.spread is not None and line.spread.divergent]
    alike = tuple(line for line in lines if line not in apart)
    apart.sort(key=_urgency)
    groups = (
        CriterionGroup(f"Écarts · {len(apart)}", "", tuple(apart)),
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


def _compared(line: CriterionLine, oral: Oral) -> CriterionLine:
    boxes = opinion_boxes(oral, line.number)
    return replace(line, opinions=boxes, spread=level_spread(oral, line.number))


def _urgency(line: CriterionLine) -> tuple[int, bool, int]:
    width = line.spread.width if line.spread else 0
    unlike = line.spread.unlike if line.spread else False
    return (-width, not unlike, line.number)
