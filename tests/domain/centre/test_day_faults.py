"""Each hard rule broken is told, with whom it concerns."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.day_faults import DayFault, FaultKind, day_faults, empty_seats
from btstc_jury.domain.centre.timetable import PlacingRules, SlotKey, SlotState, Timetable, Wish
from btstc_jury.domain.commission import Role
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

ONE, OTHER, E6 = SlotKey(1, "E4"), SlotKey(2, "E4"), SlotKey(1, "E6")
TWO = (CentreCandidate(exams="E4"), CentreCandidate(exams="E4"))


def _told(given: Timetable) -> list[DayFault]:
    """But who is still to be placed."""
    return [each for each in day_faults(given) if each.kind is not FaultKind.UNPLACED]


def _kinds(given: Timetable) -> list[FaultKind]:
    return [each.kind for each in _told(given)]


def test_a_day_that_keeps_the_rules_has_no_fault() -> None:
    given = placed(timetable(), (1, "E4", 1, at("08:50")), (1, "E6", 2, at("10:10")))
    assert day_faults(given) == ()


def test_an_oral_that_is_due_and_has_no_place_is_told() -> None:
    assert day_faults(timetable()) == (
        DayFault(FaultKind.UNPLACED, (ONE,)),
        DayFault(FaultKind.UNPLACED, (E6,)),
    )
    assert not day_faults(timetable())[0].misplaces


def test_an_exam_that_no_commission_hears_this_way_is_told_apart() -> None:
    given = timetable(CentreCandidate(exams="E4 CCF"), CentreCandidate(exams="E4 CCF"))
    assert day_faults(given) == (
        DayFault(FaultKind.NOBODY_HEARS, (ONE,)),
        DayFault(FaultKind.NOBODY_HEARS, (OTHER,)),
    )


def test_a_commission_hears_one_at_a_time_until_its_deliberation_is_over() -> None:
    given = placed(timetable(*TWO), (1, "E4", 1, at("09:00")), (2, "E4", 1, at("09:55")))
    assert _told(given) == [DayFault(FaultKind.COMMISSION_TWICE, (ONE, OTHER), commission=1, at=at("09:55"))]
    assert _told(given)[0].misplaces
    assert not _told(placed(timetable(*TWO), (1, "E4", 1, at("09:00")), (2, "E4", 1, at("10:00"))))


def test_a_long_oral_clashes_with_each_that_begins_within_it() -> None:
    slow = CentreCandidate(exams="E4", extra_time=Fraction(1))
    given = timetable(slow, CentreCandidate(exams="E4 CCF"), CentreCandidate(exams="E4 CCF"))
    given = placed(given, (1, "E4", 1, at("10:00")))
    short = commission(1, "e4-ccf-1")
    quick = placed(
        replace(given, commissions={1: short}), (2, "E4", 1, at("10:10")), (3, "E4", 1, at("10:50"))
    )
    twice = [each for each in _told(quick) if each.kind is FaultKind.COMMISSION_TWICE]
    assert [each.slots for each in twice] == [(ONE, OTHER), (ONE, SlotKey(3, "E4"))]


def test_a_candidate_is_in_one_place_at_a_time_preparation_included() -> None:
    given = placed(timetable(), (1, "E4", 1, at("10:50")), (1, "E6", 2, at("09:05")))
    assert _told(given) == [DayFault(FaultKind.CANDIDATE_TWICE, (E6, ONE), at=at("10:00"))]


def test_a_candidate_has_the_gap_between_two_exams() -> None:
    # E6 ends at 10:00, preparation begins then.
    given = placed(timetable(), (1, "E4", 1, at("10:50")), (1, "E6", 2, at("09:00")))
    assert _told(given) == [DayFault(FaultKind.GAP, (E6, ONE), at=at("10:00"))]
    assert not _told(replace(given, rules=replace(given.rules, gap=0)))


def test_a_long_exam_is_seen_behind_a_short_one() -> None:
    three = [commission(1), commission(2, "e6-ponctuel"), commission(3, "e6-ponctuel")]
    given = timetable(CentreCandidate(exams="E4, E6", extra_time=Fraction(1)), commissions=three)
    given = placed(given, (1, "E4", 1, at("11:00")), (1, "E6", 2, at("08:30")))
    # Asked of the rule alone: a third exam, whose slot no list gives.
    short = replace(given.slots[E6], exam="E5", preparation=at("09:00"), oral=at("09:00"), ends=at("09:20"))
    slots = (
        short,
        replace(given.slots[E6], ends=at("11:00")),
        replace(given.slots[ONE], preparation=at("10:00")),
    )
    found = [each for each in day_faults(with_slots(given, *slots)) if each.kind is FaultKind.CANDIDATE_TWICE]
    assert [each.slots for each in found] == [(E6, SlotKey(1, "E5")), (E6, ONE)]


def test_a_juror_of_two_commissions_is_in_one_at_a_time() -> None:
    two = [commission(1, jurors=(1, 9)), commission(3, jurors=(9,))]
    given = timetable(*TWO, CentreCandidate(exams="E4"), commissions=two)
    given = placed(given, (1, "E4", 1, at("09:00")), (2, "E4", 3, at("09:30")), (3, "E4", 1, at("10:00")))
    third = SlotKey(3, "E4")
    assert _told(given) == [
        DayFault(FaultKind.JUROR_TWICE, (ONE, OTHER), juror=9, at=at("09:30")),
        DayFault(FaultKind.JUROR_TWICE, (OTHER, third), juror=9, at=at("10:00")),
    ]
    del (known := {**given.jurors})[9]
    assert _told(replace(given, jurors=known)) == [DayFault(FaultKind.NO_JUROR, commission=3)]


def test_a_short_oral_does_not_hide_a_long_one_of_the_same_commission() -> None:
    two = [commission(1, jurors=(9,)), commission(3, jurors=(9,))]
    given = timetable(*TWO, CentreCandidate(exams="E4"), commissions=two)
    given = placed(given, (1, "E4", 1, at("09:00")), (2, "E4", 1, at("09:10")), (3, "E4", 3, at("10:00")))
    short = given.slots[OTHER]
    given = with_slots(given, replace(short, ends=at("09:20"), free=at("09:20")))
    given = with_slots(given, replace(given.slots[ONE], free=at("10:30")))
    found = [each.slots for each in day_faults(given) if each.kind is FaultKind.JUROR_TWICE]
    assert found == [(ONE, SlotKey(3, "E4"))]


def test_seats_of_a_preparation_room_are_counted_over_time() -> None:
    people = [CentreCandidate(exams="E4") for _ in range(4)]
    four = [commission(each) for each in range(1, 5)]
    given = timetable(*people, commissions=four, seats=2)
    # The fourth comes when the others leave.
    places = ("09:00", "09:20", "09:40", "10:30")
    given = placed(given, *((each, "E4", each, at(oral)) for each, oral in enumerate(places, 1)))
    keys = [SlotKey(each, "E4") for each in range(1, 5)]
    assert _told(given) == [DayFault(FaultKind.SEATS, tuple(keys[:3]), room=1, at=at("08:50"))]
    assert not _told(replace(given, rooms={1: replace(given.rooms[1], seats=3)}))
    crowded = replace(given, rooms={1: replace(given.rooms[1], seats=1)})
    assert [each.slots for each in _told(crowded)] == [tuple(keys[:3])]
    assert not _told(replace(given, rooms={}))


def test_a_room_is_too_full_twice() -> None:
    people = [CentreCandidate(exams="E4") for _ in range(5)]
    given = timetable(*people, commissions=[commission(each) for each in range(1, 6)], seats=1)
    places = ("09:00", "09:10", "09:20", "10:40", "10:45")
    given = placed(given, *((each, "E4", each, at(oral)) for each, oral in enumerate(places, 1)))
    keys = [SlotKey(each, "E4") for each in range(1, 6)]
    assert [each.slots for each in _told(given)] == [tuple(keys[:3]), tuple(keys[3:])]


@pytest.mark.parametrize(
    ("oral", "fields", "kind"),
    [
        ("12:00", {}, FaultKind.LUNCH),
        ("17:30", {}, FaultKind.CLOSED),
        ("10:30", {"breaks": (window("10:00", "10:15"), window("10:30", "10:45"))}, FaultKind.BREAK),
        ("10:30", {"lost": (window("11:00", "18:00"),)}, FaultKind.LOST),
    ],
)
def test_an_oral_lies_within_what_is_open(oral: str, fields: dict[str, Any], kind: FaultKind) -> None:
    one = commission(1, **{"half_days": (window("08:00", "18:00"),), **fields})
    given = placed(timetable(TWO[0], commissions=[one]), (1, "E4", 1, at(oral)))
    assert [(each.kind, each.commission) for each in _told(given)] == [(kind, 1)]


def test_no_lunch_where_the_centre_has_none() -> None:
    one = commission(1, half_days=(window("08:00", "13:00"), window("13:00", "18:00")))
    given = timetable(TWO[0], commissions=[one], rules=PlacingRules(lunch=None))
    assert not _told(placed(given, (1, "E4", 1, at("12:30"))))


def test_an_oral_lies_within_the_hours_of_its_jurors() -> None:
    hours = (window("08:00", "10:00"), window("10:00", "11:00"))
    given = timetable(TWO[0], commissions=[commission(1)], jurors=[juror(1, hours=hours)])
    assert not _told(placed(given, (1, "E4", 1, at("09:30"))))
    assert _told(placed(given, (1, "E4", 1, at("10:30")))) == [
        DayFault(FaultKind.JUROR_HOURS, (ONE,), 1, 1, at=at("10:30"))
    ]


def test_a_commission_without_half_days_hears_nobody() -> None:
    given = timetable(TWO[0], commissions=[commission(1, half_days=())])
    assert _kinds(placed(given, (1, "E4", 1, at("09:00")))) == [FaultKind.CLOSED]


def test_nobody_prepares_before_the_centre_opens_and_the_first_hour_is_put_off_once() -> None:
    given = timetable(
        TWO[0], commissions=[commission(1)], jurors=[juror(1, hours=(window("08:50", "18:00"),))]
    )
    assert _told(placed(given, (1, "E4", 1, at("08:45")))) == [
        DayFault(FaultKind.JUROR_HOURS, (ONE,), 1, 1, at=at("08:45")),
        DayFault(FaultKind.EARLY, (ONE,), 1, at=at("07:55")),
    ]
    # The juror's hours and the preparation put the first oral off to the same time, not to their sum.
    assert not _told(placed(given, (1, "E4", 1, at("08:50"))))


def test_extra_time_set_later_shows_where_the_times_were_not_moved() -> None:
    given = placed(timetable(TWO[0]), (1, "E4", 1, at("09:00")))
    given = replace(given, candidates={1: TWO[0]._replace(extra_time=Fraction(1, 3))})
    assert _told(given) == [DayFault(FaultKind.TIMES, (ONE,), 1, at=at("09:00"))]


@pytest.mark.parametrize(
    "changed",
    [
        {"rules": PlacingRules(deliberation=20, exams=("E4",))},
        {"forms": {**FORMS, "e4-ponctuel": FORMS["e4-ponctuel"]._replace(oral=40)}},
        {"commissions": {1: commission(1, preparation_minutes=30)}},
    ],
    ids=["deliberation", "form", "commission"],
)
def test_times_are_those_of_the_rules_as_they_are_now(changed: dict[str, object]) -> None:
    given = placed(timetable(TWO[0]), (1, "E4", 1, at("09:00")))
    assert _kinds(replace(given, **changed)) == [FaultKind.TIMES]  # type: ignore[arg-type]


def test_extra_time_rounded_down_is_a_fault() -> None:
    # A third more of 50 minutes are 66 min 40 s: 65 are not enough.
    slow = CentreCandidate(exams="E4", extra_time=Fraction(1, 3))
    given = placed(timetable(slow, TWO[1]), (1, "E4", 1, at("09:10")), (2, "E4", 1, at("10:25")))
    assert FaultKind.COMMISSION_TWICE in _kinds(given)
    cut = replace(given.slots[ONE], ends=at("10:15"), free=at("10:25"))
    assert _kinds(with_slots(given, cut)) == [FaultKind.TIMES]


def test_the_check_has_the_step_of_the_plan() -> None:
    given = placed(timetable(TWO[0]), (1, "E4", 1, at("09:02")))
    assert _told(given) == [DayFault(FaultKind.OFF_STEP, (ONE,), 1, at=at("09:02"))]
    given = placed(timetable(TWO[0]), (1, "E4", 1, at("09:00") + timedelta(seconds=1)))
    assert _kinds(given) == [FaultKind.OFF_STEP]


def test_a_form_without_a_length_asks_for_one() -> None:
    forms = {**FORMS, "e4-ponctuel": FORMS["e4-ponctuel"]._replace(oral=0)}
    given = replace(timetable(TWO[0]), forms=forms)
    assert _told(given) == [DayFault(FaultKind.NO_LENGTH, commission=1)]
    given = placed(given, (1, "E4", 1, at("09:00")))
    assert _told(given) == [DayFault(FaultKind.NO_LENGTH, (ONE,), commission=1)]
    long = replace(given.commissions[1], oral_minutes=50)
    assert not _told(placed(replace(given, commissions={1: long}), (1, "E4", 1, at("09:00"))))


def test_who_is_not_due_is_told_why() -> None:
    given = placed(timetable(TWO[0]), (1, "E4", 1, at("09:00")))
    assert _kinds(replace(given, candidates={})) == [FaultKind.NOT_LISTED]
    assert _kinds(replace(given, wishes={1: Wish(1, absent=True)})) == [FaultKind.ABSENT]
    assert _kinds(replace(given, wishes={1: Wish(1, exams=())})) == [FaultKind.NOT_DUE]


def test_a_commission_hears_its_exam_alone() -> None:
    given = placed(timetable(TWO[0]), (1, "E4", 1, at("09:00")))
    assert _kinds(replace(given, commissions={})) == [FaultKind.NO_COMMISSION]
    other = replace(given, commissions={1: commission(1, "e6-ponctuel")})
    assert FaultKind.NOT_HEARD_HERE in _kinds(other)
    lost = replace(given, commissions={1: commission(1, "perdue")})
    assert _kinds(lost) == [FaultKind.NOT_HEARD_HERE]


def test_a_candidate_can_be_there() -> None:
    given = placed(timetable(TWO[0]), (1, "E4", 1, at("09:00")))
    wish = Wish(1, not_before=at("08:15"), not_after=at("09:45"))
    assert _told(replace(given, wishes={1: wish})) == [
        DayFault(FaultKind.TOO_SOON, (ONE,), 1, at=at("08:10")),
        DayFault(FaultKind.TOO_LATE, (ONE,), 1, at=at("09:50")),
    ]
    wish = Wish(1, not_before=at("08:10"), not_after=at("09:50"))
    assert not _told(replace(given, wishes={1: wish}))


def test_who_may_not_examine_where_the_centre_says_so() -> None:
    known = CentreCandidate(exams="E4", school="Lycée  Jean Moulin")
    given = timetable(
        known,
        commissions=[commission(1, jurors=(1, 2, 3))],
        jurors=[juror(1, school="lycée jean moulin"), juror(2, school="Autre")],
    )
    given = replace(placed(given, (1, "E4", 1, at("09:00"))), wishes={1: Wish(1, avoids=(3,))})
    assert not _told(given)
    assert _told(replace(given, rules=PlacingRules(own_school_hard=True))) == [
        DayFault(FaultKind.OWN_SCHOOL, (ONE,), 1, 1, at=at("09:00")),
        DayFault(FaultKind.AVOIDED, (ONE,), 1, 3, at=at("09:00")),
    ]


@pytest.mark.parametrize(
    ("codes", "met"),
    [(("0921234A", "0921234a"), True), (("0921234A", "0750001B"), False), (("", "0750001B"), True)],
)
def test_schools_are_compared_by_their_codes_where_both_have_one(codes: tuple[str, str], met: bool) -> None:
    one = CentreCandidate(exams="E4", school="Lycée A", school_code=codes[0])
    given = timetable(
        one,
        commissions=[commission(1)],
        jurors=[juror(1, school="Lycée A", school_code=codes[1])],
        rules=PlacingRules(own_school_hard=True),
    )
    found = _kinds(placed(given, (1, "E4", 1, at("09:00"))))
    assert found == [FaultKind.OWN_SCHOOL] * met


def test_what_has_begun_is_told_no_fault_but_nobody_may_stand_in_its_way() -> None:
    given = placed(timetable(*TWO), (1, "E4", 1, at("08:03")))
    given = with_slots(given, replace(given.slots[ONE], state=SlotState.BEGUN))
    assert not _told(given)
    given = placed(given, (2, "E4", 1, at("08:55")))
    assert _told(given) == [DayFault(FaultKind.COMMISSION_TWICE, (ONE, OTHER), commission=1, at=at("08:55"))]
    given = with_slots(given, replace(given.slots[OTHER], state=SlotState.BEGUN))
    assert not _told(given)


def test_who_has_to_sit_and_does_not_is_told_once_and_misplaces_nobody() -> None:
    seats = (Role.EG, Role.EG, Role.STI)
    given = placed(timetable(*TWO), (1, "E4", 1, at("09:00")), (2, "E4", 1, at("10:00")))
    asking = replace(given, forms={"e4-ponctuel": FORMS["e4-ponctuel"]._replace(seats=seats)})
    asking = replace(asking, commissions={1: commission(1)})
    assert empty_seats(asking, asking.commissions[1]) == (Role.EG, Role.STI)
    (fault,) = _told(asking)
    assert fault == DayFault(FaultKind.EMPTY_SEAT, commission=1)
    assert not fault.misplaces
    full = [juror(1), juror(2), replace(juror(3), role=Role.STI), replace(juror(4), role=Role.PROFESSIONAL)]
    sitting = replace(asking, jurors={each.identity: each for each in full})
    assert not _told(replace(sitting, commissions={1: commission(1, jurors=(1, 2, 3, 4))}))


def test_a_commission_without_jurors_is_told_as_that_alone() -> None:
    given = placed(timetable(TWO[0]), (1, "E4", 1, at("09:00")))
    nobody = replace(given, commissions={1: commission(1, jurors=()), 2: commission(2, "perdue")})
    assert _told(nobody) == [DayFault(FaultKind.NO_JUROR, commission=1)]


def test_an_absent_takes_nobodys_time() -> None:
    given = placed(timetable(*TWO), (1, "E4", 1, at("09:00")), (2, "E4", 1, at("09:00")))
    given = with_slots(given, replace(given.slots[ONE], state=SlotState.ABSENT))
    assert day_faults(given) == ()


def test_each_kind_has_a_label_of_its_own() -> None:
    assert len({each.label for each in FaultKind}) == len(FaultKind)
