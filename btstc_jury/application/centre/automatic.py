"""What « placer automatiquement » is asked to place, and what came of it beside what was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.day import better_words
from btstc_jury.application.views.centre.upheaval import moved_views
from btstc_jury.domain.centre.day_costs import day_costs
from btstc_jury.domain.centre.day_differences import differences
from btstc_jury.domain.centre.day_faults import day_faults
from btstc_jury.domain.centre.placing import first_fit
from btstc_jury.domain.centre.timetable import Need, SlotState, Timetable, needs
from btstc_jury.domain.moments import Instant


class Asked(StrEnum):
    """What is to be placed."""

    LEFT = "left"
    """What has no slot."""
    UNFIXED = "unfixed"
    """What isn't fixed and hasn't begun, too."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """``before``, ``after``: what could be better, line by line; ``moved``: what had a place and has another,
    with who must be told.
    """

    title: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    moved: tuple[str, ...]


def due(timetable: Timetable, asked: Asked) -> tuple[Need, ...]:
    """In the order of the list."""
    return tuple(each for each in needs(timetable) if _moves(timetable, each, asked))


def question(timetable: Timetable, asked: Asked) -> Timetable:
    """As the solver is asked: what isn't to move is fixed. See ``answered``."""
    if asked is Asked.UNFIXED:
        return timetable
    slots = {key: replace(slot, fixed=True) for key, slot in timetable.slots.items()}
    return replace(timetable, slots=slots)


def answered(before: Timetable, after: Timetable) -> Timetable:
    """With what was fixed before, and no more."""
    known = before.slots
    slots = {key: replace(slot, fixed=key in known and known[key].fixed) for key, slot in after.slots.items()}
    return replace(after, slots=slots)


def since(timetable: Timetable, now: Instant) -> datetime | None:
    """From when on anything may be placed; ``None`` ahead of the first day."""
    here = formats.local(now).replace(tzinfo=None)
    days = [each.begins for one in timetable.commissions.values() for each in one.half_days]
    return here if days and min(days) < here else None


def in_order(timetable: Timetable, asked: Asked, begins: datetime | None = None) -> Timetable:
    """Each as early as can be, in the order of the list."""
    return first_fit(timetable, due(timetable, asked), since=begins)


def comparison(before: Timetable, after: Timetable) -> Comparison:
    found = differences(before, after)
    moved = [each for each in found if each.before is not None]
    told = (
        formats.count(len(found) - len(moved), "interrogation placée", "interrogations placées"),
        formats.count(len(moved), "déplacée", "déplacées"),
    )
    lines = tuple(each.words for each in moved_views(after, moved))
    return Comparison(f"{', '.join(told)}.", tuple(_lines(before)), tuple(_lines(after)), lines)


def _lines(timetable: Timetable) -> Iterator[str]:
    costs = day_costs(timetable)
    wrong = sum(1 for each in day_faults(timetable) if each.misplaces)
    left = formats.count(costs.unplaced, "interrogation non placée", "interrogations non placées")
    yield f"{left}, {formats.count(wrong, 'problème')}."
    yield from better_words(timetable, costs)


def _moves(timetable: Timetable, need: Need, asked: Asked) -> bool:
    slot = timetable.slots.get(need.key)
    if slot is None:
        return True
    return asked is Asked.UNFIXED and slot.state is SlotState.PLANNED and not slot.fixed
