"""Random days of a centre, for laws that hold of any."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from hypothesis import strategies as st

from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.timetable import (
    CentreCommission,
    PlacingRules,
    Printed,
    SlotState,
    Timetable,
    Weights,
    Wish,
    needs,
)
from tests.domain.centre.days import at, commission, juror, placed, timetable, window, with_slots

_SCHOOLS = st.sampled_from(["", "Lycée A", "Lycée B"])
_HALVES = [
    window(begins, ends, day) for day in (18, 19) for begins, ends in (("08:00", "12:30"), ("13:30", "18:00"))
]
_HOURS = st.sampled_from(
    [(), (window("08:00", "11:30"),), (window("10:00", "18:00"), window("08:00", "12:30", 19))]
)
_CANDIDATES = st.builds(
    CentreCandidate,
    school=_SCHOOLS,
    exams=st.sampled_from(["", "E4", "E6", "E4 CCF, E6"]),
    extra_time=st.sampled_from([None, None, Fraction(1, 3)]),
)
_MOMENTS = st.sampled_from([None, None, at("09:35"), at("14:00"), at("12:00", 19)])


@st.composite
def _commissions(draw: st.DrawFn, identity: int) -> CentreCommission:
    return commission(
        identity,
        draw(st.sampled_from(["e4-ponctuel", "e4-ponctuel", "e6-ponctuel", "e4-ccf-1"])),
        half_days=tuple(draw(st.lists(st.sampled_from(_HALVES), min_size=1, max_size=3, unique=True))),
        breaks=draw(st.sampled_from([(), (window("10:00", "10:20"),)])),
        lost=draw(st.sampled_from([(), (), (window("15:00", "18:00"),)])),
        jurors=tuple(draw(st.lists(st.integers(1, 6), min_size=1, max_size=2, unique=True))),
        preparation_room=draw(st.sampled_from([0, 1, 1])),
        preparation_minutes=draw(st.sampled_from([None, None, 32])),
    )


@st.composite
def timetables(draw: st.DrawFn) -> Timetable:
    """Few people, commissions with all that may stand in their way, on two days; nothing placed."""
    people = draw(st.lists(_CANDIDATES, min_size=1, max_size=6))
    heard = [draw(_commissions(each)) for each in range(1, draw(st.integers(1, 4)) + 1)]
    jurors = [juror(each, school=draw(_SCHOOLS), hours=draw(_HOURS)) for each in range(1, 7)]
    rules = PlacingRules(
        deliberation=draw(st.sampled_from([0, 7, 10])),
        gap=draw(st.sampled_from([0, 12, 30])),
        own_school_hard=draw(st.booleans()),
        exams=("E4", "E6"),
        weights=draw(st.sampled_from([Weights(), Weights(7, 11, 13, 17, 19, 23, 29)])),
    )
    given = timetable(*people, commissions=heard, jurors=jurors, rules=rules, seats=draw(st.integers(1, 3)))
    wishes = [
        Wish(
            each,
            avoids=tuple(draw(st.sets(st.integers(1, 6), max_size=2))),
            not_before=draw(_MOMENTS),
            not_after=draw(_MOMENTS),
            absent=draw(st.integers(0, 9)) == 0,
        )
        for each in given.candidates
    ]
    return replace(given, wishes={each.candidate: each for each in wishes})


@st.composite
def plans(draw: st.DrawFn) -> Timetable:
    """The same with slots that somebody put anywhere, some fixed, begun, absent or printed elsewhere."""
    given = draw(timetables())
    commissions = st.sampled_from(sorted(given.commissions))
    for need in [*needs(given)]:
        if draw(st.integers(0, 3)) == 0:
            continue
        hour = at("08:00", draw(st.sampled_from([18, 18, 19]))) + 5 * _MINUTE * draw(st.integers(0, 110))
        where = draw(commissions)
        given = placed(given, (need.candidate, need.exam, where, hour))
        slot = replace(given.slots[need.key], fixed=draw(st.booleans()), state=draw(st.sampled_from(_STATES)))
        given = with_slots(given, slot)
        if draw(st.booleans()):
            told = Printed(draw(st.sampled_from([slot, replace(slot, oral=at("08:00"))])), "", "", "", (), 0)
            given = replace(given, printed={**given.printed, need.key: told})
    return given


_MINUTE = timedelta(minutes=1)
_STATES = [SlotState.PLANNED, SlotState.PLANNED, SlotState.BEGUN, SlotState.ABSENT]
