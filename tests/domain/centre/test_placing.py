"""Placing by first fit and by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.day_faults import FaultKind, day_faults
from btstc_jury.domain.centre.placing import (
    HasBegun,
    first_fit,
    free_slots,
    held,
    moved,
    on_step,
    taken_out,
    unplaced,
)
from btstc_jury.domain.centre.timetable import (
    Need,
    PlacingRules,
    Slot,
    SlotKey,
    SlotState,
    Wish,
    needs,
)
from tests.domain.centre.days import (
    FORMS,
    at,
    commission,
    juror,
    placed,
    timetable,
    window,
    with_slots,
)

E4 = CentreCandidate(exams="E4")
ONE, OTHER, E6 = SlotKey(1, "E4"), SlotKey(2, "E4"), SlotKey(1, "E6")
MORNING = (window("08:00", "12:30"),)


def _told(slots: Iterable[Slot]) -> list[tuple[SlotKey, int, str]]:
    return [(each.key, each.commission, f"{each.oral:%d %H:%M}") for each in slots]


def test_orals_are_placed_in_the_order_of_the_list_as_early_as_can_be() -> None:
    after = first_fit(timetable(*[E4] * 3, commissions=[commission(1)]))
    assert _told(after.slots.values()) == [
        (ONE, 1, "18 08:50"),
        (OTHER, 1, "18 09:50"),
        (SlotKey(3, "E4"), 1, "18 10:50"),
    ]
    assert day_faults(after) == ()


def test_the_second_exam_of_a_candidate_comes_after_the_gap() -> None:
    after = first_fit(timetable())
    # E4 until 09:40, then 30 minutes.
    assert _told(after.slots.values()) == [(ONE, 1, "18 08:50"), (E6, 2, "18 10:10")]


def test_a_gap_off_the_grid_is_never_cut_to_it() -> None:
    after = first_fit(timetable(rules=PlacingRules(gap=12, exams=("E4", "E6"))))
    assert _told(after.slots.values()) == [(ONE, 1, "18 08:50"), (E6, 2, "18 09:55")]
    assert day_faults(after) == ()


def test_extra_time_moves_what_follows() -> None:
    slow = E4._replace(extra_time=Fraction(1, 3))
    after = first_fit(timetable(slow, E4, commissions=[commission(1)]))
    assert _told(after.slots.values()) == [(ONE, 1, "18 09:10"), (OTHER, 1, "18 10:30")]


def test_of_commissions_at_once_one_whose_jurors_may_examine_then_the_one_that_hears_fewest() -> None:
    school = E4._replace(school="Lycée A")
    heard = [commission(1), commission(2), commission(3)]
    given = timetable(school, E4, E4, commissions=heard, jurors=[juror(1, school="lycée a")])
    given = placed(given, (2, "E4", 2, at("14:20")))
    after = first_fit(given, [Need(1, "E4", None), Need(3, "E4", None)])
    assert after.slots[ONE].commission == 3
    assert after.slots[SlotKey(3, "E4")].commission == 1


def test_what_finds_no_place_stays_out() -> None:
    given = timetable(*[E4] * 6, commissions=[commission(1, half_days=MORNING)])
    after = first_fit(given)
    assert unplaced(after) == tuple(SlotKey(each, "E4") for each in (4, 5, 6))
    assert {each.kind for each in day_faults(after)} == {FaultKind.UNPLACED}


def test_what_is_fixed_has_begun_or_is_absent_keeps_its_place() -> None:
    given = timetable(*[E4] * 4, commissions=[commission(1)])
    given = placed(given, *((each, "E4", 1, at(f"1{each}:50")) for each in (3, 4)), (1, "E4", 1, at("08:50")))
    given = placed(given, (2, "E4", 1, at("09:50")))
    third, fourth = SlotKey(3, "E4"), SlotKey(4, "E4")
    given = with_slots(
        given,
        replace(given.slots[ONE], state=SlotState.ABSENT),
        replace(given.slots[third], fixed=True),
        replace(given.slots[fourth], state=SlotState.BEGUN),
    )
    after = first_fit(given)
    assert [after.slots[each] for each in (ONE, third, fourth)] == [
        given.slots[each] for each in (ONE, third, fourth)
    ]
    # In the time of the absent.
    assert after.slots[OTHER].oral == at("08:50")


def test_only_what_is_asked_for_is_placed_and_nothing_before_it_can_be() -> None:
    given = placed(timetable(*[E4] * 3, commissions=[commission(1)]), (1, "E4", 1, at("14:20")))
    after = first_fit(given, [Need(2, "E4", None)], since=at("09:12"))
    assert _told(after.slots.values()) == [(ONE, 1, "18 14:20"), (OTHER, 1, "18 10:05")]


def test_a_candidate_is_placed_when_there() -> None:
    given = replace(timetable(E4), wishes={1: Wish(1, not_before=at("10:02"), not_after=at("12:00"))})
    assert _told(first_fit(given).slots.values()) == [(ONE, 1, "18 10:55")]
    given = replace(timetable(E4), wishes={1: Wish(1, not_after=at("09:35"))})
    assert not first_fit(given).slots


def test_seats_are_kept_to() -> None:
    given = timetable(*[E4] * 3, commissions=[commission(each) for each in (1, 2, 3)], seats=2)
    after = first_fit(given)
    assert [f"{each.oral:%H:%M}" for each in after.slots.values()] == ["08:50", "08:50", "09:40"]
    roomless = replace(given, rooms={})
    assert {each.oral for each in first_fit(roomless).slots.values()} == {at("08:50")}


def test_a_juror_of_two_commissions_is_never_in_both() -> None:
    heard = [commission(1, jurors=(9,)), commission(2, jurors=(9,))]
    after = first_fit(timetable(E4, E4, commissions=heard))
    assert _told(after.slots.values()) == [(ONE, 1, "18 08:50"), (OTHER, 2, "18 09:50")]


def test_who_may_not_examine_never_does_where_the_centre_says_so() -> None:
    given = timetable(E4, commissions=[commission(1)], rules=PlacingRules(own_school_hard=True))
    assert not first_fit(replace(given, wishes={1: Wish(1, avoids=(1,))})).slots
    assert first_fit(given).slots


def test_an_exam_whose_length_is_not_set_is_not_placed() -> None:
    forms = {**FORMS, "e4-ponctuel": FORMS["e4-ponctuel"]._replace(oral=0)}
    assert not first_fit(replace(timetable(E4), forms=forms)).slots


def test_a_centre_without_commissions_places_nobody() -> None:
    assert not first_fit(replace(timetable(), commissions={}), [Need(1, "E4", None)]).slots


def test_a_slot_of_a_commission_that_is_gone_still_keeps_its_candidate_busy() -> None:
    given = placed(timetable(), (1, "E4", 1, at("08:50")))
    gone = replace(given, commissions={2: given.commissions[2]})
    after = first_fit(gone, [Need(1, "E6", None)])
    assert after.slots[E6].oral == at("10:10")


def test_the_free_places_of_an_oral_are_told_the_cheapest_first() -> None:
    given = placed(timetable(), (1, "E6", 2, at("09:00")), (1, "E4", 1, at("10:50")))
    free = free_slots(given, ONE, 5)
    # The morning's is 30 minutes after E6; in the afternoon, after lunch.
    assert _told(free) == [(ONE, 1, "18 11:20"), (ONE, 1, "18 13:30")]
    assert _told(free_slots(given, ONE, 1)) == [(ONE, 1, "18 11:20")]
    for each in free:
        assert not day_faults(with_slots(given, each))


def test_free_places_are_near_where_one_asks_and_after_now() -> None:
    given = timetable(E4)
    assert _told(free_slots(given, ONE, 2, near=at("15:01"))) == [(ONE, 1, "18 15:00"), (ONE, 1, "18 11:30")]
    assert _told(free_slots(given, ONE, 2, since=at("14:03"))) == [(ONE, 1, "18 14:55")]


def test_nothing_is_free_for_what_has_begun_or_is_not_due() -> None:
    given = placed(timetable(E4), (1, "E4", 1, at("08:50")))
    assert free_slots(given, SlotKey(1, "E6"), 5) == ()
    begun = with_slots(given, replace(given.slots[ONE], state=SlotState.BEGUN))
    assert free_slots(begun, ONE, 5) == ()
    full = timetable(E4, commissions=[commission(1, half_days=(window("08:00", "08:30"),))])
    assert free_slots(full, ONE, 5) == ()


def test_free_places_leave_apart_what_lies_between() -> None:
    given = timetable(E4, E4, commissions=[commission(1, half_days=MORNING)])
    given = placed(given, (2, "E4", 1, at("09:50")))
    assert _told(free_slots(given, ONE, 9)) == [(ONE, 1, "18 08:50"), (ONE, 1, "18 10:50")]


@pytest.mark.parametrize(
    ("asked", "given"),
    [("09:00:00", "09:00"), ("09:02:29", "09:00"), ("09:02:30", "09:05"), ("09:57:31", "10:00")],
)
def test_times_are_taken_to_the_grid(asked: str, given: str) -> None:
    assert on_step(at(asked)) == at(given)


def test_an_oral_moved_by_hand_stays_and_takes_its_times_along() -> None:
    slow = CentreCandidate(exams="E4", extra_time=Fraction(1, 3))
    given = placed(timetable(slow, commissions=[commission(1), commission(2)]), (1, "E4", 1, at("09:10")))
    after = moved(given, ONE, 2, at("10:01"))
    slot = after.slots[ONE]
    assert (slot.commission, slot.preparation, slot.free) == (2, at("08:50"), at("11:20"))
    assert slot.fixed
    assert moved(after, ONE, 1, at("09:10"), fixed=False) == given


def test_an_absent_who_comes_after_all_is_planned_again() -> None:
    given = placed(timetable(E4), (1, "E4", 1, at("08:50")))
    given = with_slots(given, replace(given.slots[ONE], state=SlotState.ABSENT))
    assert moved(given, ONE, 1, at("14:20")).slots[ONE].state is SlotState.PLANNED


def test_what_has_begun_is_never_moved() -> None:
    given = placed(timetable(E4, E4), (1, "E4", 1, at("08:50")), (2, "E4", 1, at("09:50")))
    given = with_slots(given, replace(given.slots[ONE], state=SlotState.BEGUN))
    with pytest.raises(HasBegun):
        moved(given, ONE, 1, at("10:50"))
    with pytest.raises(HasBegun):
        taken_out(given, [OTHER, ONE])
    assert list(taken_out(given, [OTHER]).slots) == [ONE]


def test_slots_are_fixed_and_let_go() -> None:
    given = placed(timetable(E4), (1, "E4", 1, at("09:00")))
    fixed = held(given, [ONE], fixed=True)
    assert fixed.slots[ONE].fixed
    assert held(fixed, [ONE], fixed=False) == given


def test_everything_but_the_needs_is_left_as_it_was() -> None:
    given = timetable()
    after = first_fit(given)
    assert replace(after, slots={}) == given
    assert first_fit(after) == after
    assert [each.key for each in needs(given)] == list(after.slots)
    assert first_fit(given).slots[ONE].free - first_fit(given).slots[ONE].ends == timedelta(minutes=10)
