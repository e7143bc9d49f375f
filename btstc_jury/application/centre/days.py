"""What happens on the day, as one act: what it takes out is placed again, all else stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from btstc_jury.application.views.centre.upheaval import change_words, outcome_words
from btstc_jury.domain.centre.day_differences import Moved, differences
from btstc_jury.domain.centre.placing import first_fit, unplaced
from btstc_jury.domain.centre.timetable import Need, SlotKey, Timetable, needs
from btstc_jury.domain.centre.upheaval import (
    CandidateAbsent,
    CandidateAdded,
    CandidateLate,
    Change,
    upheaval,
)


@dataclass(frozen=True, slots=True)
class Upheaval:
    """What comes of a change, nothing written yet. ``words``: of the act; ``moved``: what differs, and who
    must be told; ``left``: those for whom no place was found.
    """

    after: Timetable
    words: str
    moved: tuple[Moved, ...]
    left: tuple[SlotKey, ...]


def taken_in(timetable: Timetable, change: Change, now: datetime) -> Timetable:
    """What has begun marked, what can't be any more taken out: for whoever places ``to_place`` again.
    ``now``: on the clock of the centre. Raises ``KeyError`` for an identity that isn't known.
    """
    return upheaval(timetable, change, now)


def to_place(before: Timetable, after: Timetable, change: Change) -> tuple[Need, ...]:
    """What lost its place by the change, or is due by it; who had none before isn't asked for."""
    waiting = {each for each in unplaced(before) if each.candidate != _candidate(change)}
    return tuple(each for each in needs(after) if each.key not in after.slots and each.key not in waiting)


def upheaved(timetable: Timetable, change: Change, now: datetime) -> Upheaval:
    """``taken_in``, and what is to be placed put at the first free place from ``now`` on."""
    out = taken_in(timetable, change, now)
    asked = to_place(timetable, out, change)
    after = first_fit(out, asked, since=now)
    return outcome(timetable, after, change, asked)


def outcome(before: Timetable, after: Timetable, change: Change, asked: tuple[Need, ...]) -> Upheaval:
    """The same, by whomever ``asked`` was placed."""
    left = tuple(each.key for each in asked if each.key not in after.slots)
    moved = differences(before, after)
    words = f"{change_words(before, change)}\u202f: {outcome_words(moved, left)}"
    return Upheaval(after, words, moved, left)


def _candidate(change: Change) -> int:
    """0 for none."""
    if isinstance(change, CandidateLate | CandidateAbsent | CandidateAdded):
        return change.candidate
    return 0
