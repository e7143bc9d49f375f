"""On the day: what a change takes out, and what it leaves where it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.day_faults import day_faults
from btstc_jury.domain.centre.placing import first_fit, unplaced
from btstc_jury.domain.centre.timetable import (
    Need,
    PlacingRules,
    Slot,
    SlotKey,
    SlotState,
    Timetable,
    Window,
    needs,
)
from btstc_jury.domain.centre.upheaval import (
    CandidateAbsent,
    CandidateAdded,
    CandidateLate,
    Change,
    JurorAway,
    JurorLeft,
    JurorReplaced,
    PreparationRoomChanged,
    RoomChanged,
    RoomLost,
    upheaval,
)
from tests.domain.centre.days import at, commission, juror, placed, timetable, window, with_slots
from tests.domain.centre.placings import plans
from tests.drawn import examples

E4 = CentreCandidate(exams="E4")
BEGUN, PLANNED, ABSENT = SlotState.BEGUN, SlotState.PLANNED, SlotState.ABSENT
AFTERNOON = window("12:00", "18:00")


def _key(candidate: int) -> SlotKey:
    return SlotKey(candidate, "E4")


def _morning(*hours: str) -> Timetable:
    """One commission that hears each at that hour; another that hears nobody."""
    heard = [commission(1, jurors=(1, 2)), commission(3, jurors=(3,))]
    before = timetable(*[E4] * len(hours), commissions=heard)
    return placed(before, *((each, "E4", 1, at(hour)) for each, hour in enumerate(hours, 1)))


def _states(after: Timetable) -> dict[int, SlotState]:
    return {key.candidate: each.state for key, each in after.slots.items()}


def test_a_juror_who_falls_ill_at_noon_stops_the_commission() -> None:
    before = _morning("08:50", "10:50", "14:00", "15:00")
    after = upheaval(before, JurorAway(1, AFTERNOON), at("12:10"))
    assert _states(after) == {1: BEGUN, 2: BEGUN}
    assert unplaced(after) == (_key(3), _key(4))
    again = first_fit(after, [Need(*each, None) for each in unplaced(after)], since=at("12:10"))
    assert {each.commission for key, each in again.slots.items() if key.candidate > 2} == {3}
    assert not day_faults(again)


def test_a_juror_with_hours_loses_those_and_is_back_afterwards() -> None:
    before = _morning("08:50", "10:50", "14:00")
    hours = (window("08:00", "18:00"), window("08:00", "18:00", 19))
    before = replace(before, jurors={**before.jurors, 1: juror(1, hours=hours)})
    after = upheaval(before, JurorAway(1, window("10:00", "12:00")), at("08:00"))
    assert after.jurors[1].hours == (window("08:00", "10:00"), window("12:00", "18:00"), hours[1])
    assert _states(after) == {1: BEGUN, 3: PLANNED}
    # None left would mean whenever: the commission stops.
    whole = upheaval(before, JurorAway(1, Window(at("00:00"), at("23:00", 19))), at("07:00"))
    assert whole.jurors == before.jurors
    assert not whole.slots


def test_who_was_never_heard_for_want_of_a_juror_has_not_begun() -> None:
    """The juror didn't come at 8; at 9 the candidate of 8:50, though prepared, isn't being heard."""
    before = _morning("08:50", "09:50")
    after = upheaval(before, JurorAway(1, window("08:00", "12:30")), at("09:00"))
    assert not after.slots
    # Even where one thought so by the clock.
    marked = with_slots(before, replace(before.slots[_key(1)], state=BEGUN))
    assert not upheaval(marked, JurorAway(1, window("08:00", "12:30")), at("09:00")).slots


def test_what_a_juror_leaves_in_the_middle_has_begun() -> None:
    after = upheaval(_morning("08:50"), JurorAway(1, window("09:20", "12:30")), at("09:25"))
    assert _states(after) == {1: BEGUN}


def test_who_prepares_for_an_oral_that_cannot_be_is_taken_out() -> None:
    after = upheaval(_morning("09:30"), JurorAway(1, window("09:00", "12:30")), at("08:50"))
    assert not after.slots
    # The juror leaves in the middle of what would have begun by then.
    assert not upheaval(_morning("09:30"), JurorAway(1, window("10:00", "12:30")), at("08:50")).slots


def test_what_has_begun_ahead_of_its_time_stays_so() -> None:
    before = _morning("10:50")
    before = with_slots(before, replace(before.slots[_key(1)], state=BEGUN))
    assert _states(upheaval(before, RoomChanged(1, "C1"), at("09:00"))) == {1: BEGUN}


def test_a_juror_is_replaced_or_the_commission_goes_on_without() -> None:
    before = _morning("08:50", "14:00")
    replaced = upheaval(before, JurorReplaced(1, 3), at("12:00"))
    assert replaced.commissions[1].jurors == (3, 2)
    assert _states(replaced) == {1: BEGUN, 2: PLANNED}
    left = upheaval(before, JurorLeft(1), at("12:00"))
    assert left.commissions[1].jurors == (2,)
    shared = replace(before.commissions[3], jurors=(1, 3))
    two = replace(before, commissions={**before.commissions, 3: shared})
    named = upheaval(two, JurorReplaced(1, 3, (3,)), at("12:00"))
    assert {key: each.jurors for key, each in named.commissions.items()} == {1: (1, 2), 3: (3,)}
    assert upheaval(two, JurorLeft(1, (1,)), at("12:00")).commissions[3].jurors == (1, 3)
    with pytest.raises(KeyError):
        upheaval(before, JurorReplaced(1, 99), at("12:00"))


def test_whom_the_replacement_may_not_examine_is_taken_out_unless_already_heard() -> None:
    before = _morning("08:50", "11:30", "14:00", "15:00")
    before = replace(
        before,
        candidates={each: E4._replace(school="A" if each < 4 else "B") for each in before.candidates},
        jurors={**before.jurors, 3: juror(3, school="A")},
        rules=PlacingRules(own_school_hard=True),
    )
    after = upheaval(before, JurorReplaced(1, 3), at("11:00"))
    assert _states(after) == {1: BEGUN, 4: PLANNED}


def test_a_replacement_who_sits_elsewhere_is_not_in_both() -> None:
    before = _morning("08:50", "14:00", "15:00")
    before = replace(before, candidates={**before.candidates, 4: E4, 5: E4})
    before = placed(before, (4, "E4", 3, at("14:30")), (5, "E4", 3, at("16:30")))
    before = with_slots(before, replace(before.slots[_key(4)], fixed=True))
    after = upheaval(before, JurorReplaced(1, 3), at("12:00"))
    # What is fixed stays; of the others the one in its way goes.
    assert _states(after) == {1: BEGUN, 4: PLANNED, 5: PLANNED}


def test_a_candidate_who_is_late_has_not_begun_and_is_placed_again() -> None:
    before = _morning("08:50", "10:50")
    after = upheaval(before, CandidateLate(1, at("09:15")), at("08:30"))
    assert _states(after) == {2: PLANNED}
    assert after.wishes[1].not_before == at("09:15")
    again = first_fit(after, [Need(1, "E4", None)], since=at("08:30"))
    assert again.slots[_key(1)].preparation >= at("09:15")
    # Late, but there for the oral.
    assert _states(upheaval(before, CandidateLate(2, at("10:00")), at("08:30"))) == {1: BEGUN, 2: PLANNED}


def test_who_was_heard_in_the_morning_may_be_late_in_the_afternoon() -> None:
    before = placed(timetable(), (1, "E4", 1, at("08:50")), (1, "E6", 2, at("13:30")))
    after = upheaval(before, CandidateLate(1, at("14:00")), at("13:00"))
    assert {key.exam: each.state for key, each in after.slots.items()} == {"E4": BEGUN}


def test_an_absent_candidate_frees_the_commission() -> None:
    before = _morning("08:50", "10:50")
    after = upheaval(before, CandidateAbsent(1), at("08:30"))
    assert _states(after) == {1: ABSENT, 2: PLANNED}
    assert after.wishes[1].absent
    assert unplaced(after) == ()


def test_who_leaves_at_noon_was_heard_in_the_morning() -> None:
    before = placed(timetable(), (1, "E4", 1, at("08:50")), (1, "E6", 2, at("14:00")))
    after = upheaval(before, CandidateAbsent(1), at("12:00"))
    assert {key.exam: each.state for key, each in after.slots.items()} == {"E4": BEGUN, "E6": ABSENT}


def test_absent_in_one_exam_only_and_even_where_it_seemed_heard() -> None:
    before = placed(timetable(), (1, "E4", 1, at("08:50")), (1, "E6", 2, at("14:00")))
    before = with_slots(before, replace(before.slots[_key(1)], state=BEGUN))
    after = upheaval(before, CandidateAbsent(1, "E4"), at("12:00"))
    assert {key.exam: each.state for key, each in after.slots.items()} == {"E4": ABSENT, "E6": PLANNED}
    assert 1 not in after.wishes


def test_a_candidate_is_added_beside_what_was_due() -> None:
    before = placed(timetable(E4, CentreCandidate(exams="E6")), (1, "E4", 1, at("08:50")))
    after = upheaval(before, CandidateAdded(1, ("E6",)), at("08:00"))
    assert [each.exam for each in needs(after) if each.candidate == 1] == ["E4", "E6"]
    assert SlotKey(1, "E6") in unplaced(after)
    with pytest.raises(KeyError):
        upheaval(before, CandidateAdded(9, ("E4",)), at("08:00"))


def test_an_absent_who_comes_after_all_needs_a_place() -> None:
    before = upheaval(_morning("08:50", "10:50"), CandidateAbsent(1), at("08:30"))
    after = upheaval(before, CandidateAdded(1, ("E4",)), at("11:00"))
    assert unplaced(after) == (_key(1),)
    assert not after.wishes[1].absent
    late = upheaval(before, CandidateLate(1, at("11:00")), at("11:00"))
    assert late.slots[_key(1)].state is ABSENT
    assert not late.wishes[1].absent


def test_another_room_moves_nobody_and_none_stops_the_commission() -> None:
    before = _morning("08:50", "14:00")
    moved = upheaval(before, RoomChanged(1, "C3"), at("08:00"))
    assert moved.commissions[1].room == "C3"
    assert _states(moved) == {1: BEGUN, 2: PLANNED}
    lost = upheaval(before, RoomLost(1, AFTERNOON), at("11:00"))
    assert lost.commissions[1].lost == (AFTERNOON,)
    assert unplaced(lost) == (_key(2),)


def test_of_those_who_find_no_seat_any_more_the_last_go_first_the_fixed_last() -> None:
    heard = [commission(each) for each in range(1, 6)]
    before = timetable(*[E4] * 5, commissions=heard, seats=5)
    hours = ("09:00", "09:05", "09:10", "09:15", "09:20")
    before = placed(before, *((each, "E4", each, at(hour)) for each, hour in enumerate(hours, 1)))
    before = with_slots(before, replace(before.slots[_key(5)], fixed=True))
    after = upheaval(before, PreparationRoomChanged(1, "C10", 3), at("07:00"))
    assert sorted(_states(after)) == [1, 2, 5]
    assert after.rooms[1].name == "C10"


def test_a_fault_that_was_there_before_is_left_to_who_made_it() -> None:
    before = _morning("08:50", "09:00", "14:00")
    # Fixed so by hand, knowingly.
    assert day_faults(before)
    after = upheaval(before, RoomLost(1, AFTERNOON), at("07:00"))
    assert sorted(_states(after)) == [1, 2]
    # Three for two seats, then one of them is absent: no new fault for the two who are left.
    heard = [commission(each) for each in range(1, 5)]
    crowd = placed(
        timetable(*[E4] * 4, commissions=heard, seats=2),
        *((each, "E4", each, at("09:00")) for each in range(1, 5)),
    )
    after = upheaval(crowd, CandidateAbsent(4), at("07:00"))
    assert _states(after) == {1: PLANNED, 2: PLANNED, 3: PLANNED, 4: ABSENT}


MOMENTS = st.sampled_from([at("08:00"), at("09:40"), at("12:00"), at("15:00"), at("10:00", 19)])
WINDOWS = st.sampled_from([AFTERNOON, window("08:00", "10:30"), window("08:00", "18:00", 19)])
CHANGES: st.SearchStrategy[Change] = st.one_of(
    st.builds(JurorAway, st.integers(1, 6), WINDOWS),
    st.builds(JurorReplaced, st.integers(1, 6), st.integers(1, 6)),
    st.builds(JurorLeft, st.integers(1, 6)),
    st.builds(CandidateLate, st.just(1), MOMENTS),
    st.builds(CandidateAbsent, st.just(1), st.sampled_from(["", "E4"])),
    st.builds(CandidateAdded, st.just(1), st.just(("E6",))),
    st.builds(RoomChanged, st.just(1), st.just("Z")),
    st.builds(RoomLost, st.just(1), WINDOWS),
    st.builds(PreparationRoomChanged, st.just(1), st.just("Z"), st.integers(0, 2)),
)


def _bare(slot: Slot) -> Slot:
    return replace(slot, state=PLANNED)


@settings(max_examples=examples(60))
@given(plans(), CHANGES, MOMENTS)
def test_nobody_moves_and_the_change_breaks_no_rule(before: Timetable, change: Change, now: datetime) -> None:
    after = upheaval(before, change, now)
    assert {key: _bare(each) for key, each in after.slots.items()}.items() <= {
        key: _bare(each) for key, each in before.slots.items()
    }.items()
    known = {(each.kind, slot) for each in day_faults(_loose(before)) for slot in each.slots}
    for fault in day_faults(after):
        if fault.misplaces:
            assert {(fault.kind, each) for each in fault.slots} <= known
    for key, slot in after.slots.items():
        if slot.state is PLANNED:
            assert slot.preparation > now or before.slots[key].state is PLANNED
    # Said twice, nothing else happens.
    if not isinstance(change, CandidateAdded | JurorReplaced):
        assert upheaval(after, change, now).slots == after.slots


def _loose(before: Timetable) -> Timetable:
    return with_slots(before, *(_bare(each) for each in before.slots.values() if each.state is BEGUN))


@settings(max_examples=examples(30))
@given(plans(), CHANGES, MOMENTS)
def test_what_is_left_is_placed_again_without_moving_the_rest(
    before: Timetable, change: Change, now: datetime
) -> None:
    after = upheaval(before, change, now)
    left = [each for each in needs(after) if each.key not in after.slots]
    again = first_fit(after, left, since=now)
    assert after.slots.items() <= again.slots.items()
    assert all(again.slots[key].preparation >= now for key in again.slots.keys() - after.slots.keys())
