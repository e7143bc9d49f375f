"""What each soft rule costs, counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.day_costs import CostGroups, CostKind, CostPart, DayCost, DayCosts, day_costs
from btstc_jury.domain.centre.timetable import (
    PlacingRules,
    Printed,
    SlotKey,
    SlotState,
    Timetable,
    Weights,
    Wish,
)
from tests.domain.centre.days import at, commission, juror, placed, timetable, window, with_slots

E4 = CentreCandidate(exams="E4")
E6 = CentreCandidate(exams="E6")


def _key(candidate: int, exam: str = "E4") -> SlotKey:
    return SlotKey(candidate, exam)


def _cost(given: Timetable, kind: CostKind) -> DayCost:
    (found,) = [each for each in day_costs(given).each if each.kind is kind]
    return found


def test_every_kind_is_told_with_its_weight_even_where_it_costs_nothing() -> None:
    costs = day_costs(timetable())
    assert [each.kind for each in costs.each] == list(CostKind)
    weights = {each.kind.value: each.weight for each in costs.each}
    assert weights == {
        "own_school": 1000,
        "avoided": 1000,
        "balance": 100,
        "one_day": 200,
        "waiting": 1,
        "holes": 1,
        "ends": 1,
        "order": 1,
        "printed": 300,
    }
    assert costs.measure == (2, 0)


def test_the_total_is_in_minutes_of_a_day_that_ends_later() -> None:
    costs = DayCosts((DayCost(CostKind.OWN_SCHOOL, 2, 1000), DayCost(CostKind.ENDS, 30, 1)), 1)
    assert costs.total == 2030
    assert costs.measure == (1, 2030)


def test_orals_before_a_juror_of_the_own_school_are_counted_once_each() -> None:
    people = [E4._replace(school="Lycée A"), E4._replace(school="Lycée B")]
    given = timetable(
        *people,
        commissions=[commission(1, jurors=(1, 2, 3))],
        jurors=[juror(1, school="Lycée A"), juror(2, school="LYCÉE A"), juror(3)],
    )
    given = placed(given, (1, "E4", 1, at("08:50")), (2, "E4", 1, at("09:50")))
    given = replace(given, wishes={2: Wish(2, avoids=(3,))})
    assert _cost(given, CostKind.OWN_SCHOOL).parts == (CostPart(1, (_key(1),), (1,), 1),)
    assert _cost(given, CostKind.AVOIDED).parts == (CostPart(1, (_key(2),), (1,), 2),)
    hard = replace(given, rules=PlacingRules(own_school_hard=True))
    assert _cost(hard, CostKind.OWN_SCHOOL).amount == _cost(hard, CostKind.AVOIDED).amount == 0
    gone = replace(given, commissions={})
    assert _cost(gone, CostKind.OWN_SCHOOL).amount == 0


def test_commissions_of_one_form_are_balanced_within_one() -> None:
    three = [commission(1), commission(2), commission(3, half_days=()), commission(4, "e6-ponctuel")]
    given = timetable(*[E4] * 4, commissions=three)
    hours = ("08:50", "09:50", "10:50")
    given = placed(given, *((each, "E4", 1, at(hour)) for each, hour in enumerate(hours, 1)))
    assert _cost(given, CostKind.BALANCE).parts == (CostPart(2, commissions=(1, 2)),)
    given = placed(given, (4, "E4", 2, at("08:50")))
    assert _cost(given, CostKind.BALANCE).amount == 1
    given = placed(given, (3, "E4", 2, at("10:50")))
    assert _cost(given, CostKind.BALANCE).amount == 0


def test_a_candidate_is_heard_on_one_day() -> None:
    half_days = (window("08:00", "12:30"), window("08:00", "12:30", 19))
    heard = [commission(1, half_days=half_days), commission(2, "e6-ponctuel", half_days=half_days)]
    given = timetable(commissions=heard)
    given = placed(given, (1, "E4", 1, at("08:50")), (1, "E6", 2, at("08:00", 19)))
    assert _cost(given, CostKind.ONE_DAY).parts == (CostPart(1, (_key(1), _key(1, "E6")), candidate=1),)
    assert _cost(given, CostKind.WAITING).amount == 0
    # Each day is counted from its own opening: to 09:50, and to 09:10.
    ends = _cost(given, CostKind.ENDS)
    assert [(each.amount, each.day) for each in ends.parts] == [
        (110, at("08:00").date()),
        (70, at("08:00", 19).date()),
    ]


def test_a_candidate_waits_no_longer_than_the_gap() -> None:
    # E6 from 08:00 to 09:00, then 30 minutes, then preparation at 09:45.
    given = placed(timetable(), (1, "E6", 2, at("08:00")), (1, "E4", 1, at("10:35")))
    keys = _key(1, "E6"), _key(1)
    assert _cost(given, CostKind.WAITING).parts == (CostPart(15, keys, candidate=1, day=at("08:00").date()),)
    # A plan that breaks the gap doesn't gain by it.
    given = placed(timetable(), (1, "E6", 2, at("08:00")), (1, "E4", 1, at("10:00")))
    assert _cost(given, CostKind.WAITING).amount == 0


def test_between_three_there_are_two_gaps() -> None:
    given = placed(timetable(), (1, "E6", 2, at("08:00")), (1, "E4", 1, at("10:35")))
    (afternoon,) = placed(replace(given, slots={}), (1, "E6", 2, at("14:00"))).slots.values()
    given = with_slots(given, replace(afternoon, exam="E5"))
    # From 09:00 to 09:45, and from 11:25 to 14:00.
    assert _cost(given, CostKind.WAITING).amount == 45 + 155 - 2 * 30


def test_a_hole_is_what_is_open_between_the_first_oral_of_a_day_and_its_last() -> None:
    given = timetable(E4, E4, E4, commissions=[commission(1, breaks=(window("10:30", "10:45"),))])
    # 08:50-09:50, then 40 minutes without the break, 11:00 at last with 15 after it; lunch; then at 14:00.
    given = placed(given, (1, "E4", 1, at("08:50")), (2, "E4", 1, at("11:00")), (3, "E4", 1, at("14:00")))
    minutes = 40 + 15 + 30 + 30
    assert _cost(given, CostKind.HOLES).parts == (
        CostPart(minutes, commissions=(1,), day=at("08:00").date()),
    )


def test_orals_outside_of_what_is_open_make_no_hole_and_end_a_day_all_the_same() -> None:
    given = placed(timetable(E4, commissions=[commission(1)]), (1, "E4", 1, at("10:00", 20)))
    assert _cost(given, CostKind.HOLES).amount == 0
    assert _cost(given, CostKind.ENDS).parts == (CostPart(60, (_key(1),), (1,), day=at("10:00", 20).date()),)
    assert _cost(replace(given, commissions={}), CostKind.HOLES).amount == 0


def test_a_day_ends_with_its_last_oral() -> None:
    given = timetable(E4, E4, commissions=[commission(1), commission(2)])
    given = placed(given, (1, "E4", 1, at("10:00")), (2, "E4", 2, at("09:00")))
    assert _cost(given, CostKind.ENDS).parts == (CostPart(180, (_key(1),), (1,), day=at("10:00").date()),)


def test_neighbours_of_the_list_are_heard_in_its_order() -> None:
    given = timetable(*[E4] * 4, E6, commissions=[commission(1), commission(2), commission(3, "e6-ponctuel")])
    given = placed(
        given,
        (1, "E4", 1, at("09:50")),
        (2, "E4", 2, at("08:50")),
        (3, "E4", 2, at("09:50")),
        (5, "E6", 3, at("08:00")),
    )
    assert _cost(given, CostKind.ORDER).parts == (CostPart(1, (_key(1), _key(2))),)


@pytest.mark.parametrize(
    ("oral", "state", "amount"),
    [
        ("08:50", SlotState.PLANNED, 0),
        ("09:00", SlotState.PLANNED, 1),
        ("09:00", SlotState.BEGUN, 0),
        ("09:00", SlotState.ABSENT, 0),
    ],
)
def test_what_was_printed_has_a_price_to_move(oral: str, state: SlotState, amount: int) -> None:
    before = placed(timetable(E4), (1, "E4", 1, at("08:50")))
    slot = before.slots[_key(1)]
    # Neither who sits in the commission nor whether it was fixed moves anybody.
    told = Printed(replace(slot, fixed=True), "1", "B1", "B10", (), 0)
    given = placed(replace(before, printed={_key(1): told}), (1, "E4", 1, at(oral)))
    given = with_slots(given, replace(given.slots[_key(1)], state=state))
    assert _cost(given, CostKind.PRINTED).amount == amount


def test_an_absent_costs_nothing_and_is_not_left_out() -> None:
    given = placed(timetable(E4), (1, "E4", 1, at("10:00")))
    given = with_slots(given, replace(given.slots[_key(1)], state=SlotState.ABSENT))
    assert day_costs(given).measure == (0, 0)


def test_a_weight_of_nothing_leaves_the_rule_out() -> None:
    given = placed(timetable(), (1, "E6", 2, at("08:00")), (1, "E4", 1, at("10:35")))
    rules = replace(given.rules, weights=Weights(waiting=0))
    assert day_costs(given).total - day_costs(replace(given, rules=rules)).total == 15


def test_an_oral_more_costs_what_the_total_grows_by() -> None:
    people = [E4._replace(school="Lycée A")] * 3
    heard = [commission(1), commission(2), commission(3, half_days=())]
    given = timetable(*people, E6, commissions=heard, jurors=[juror(1, school="Lycée A")])
    given = placed(given, (1, "E4", 1, at("08:50")), (3, "E4", 1, at("10:50")))
    for place in ((2, "E4", 1, at("08:50")), (2, "E4", 3, at("14:00")), (4, "E6", 2, at("14:00", 19))):
        after = placed(given, place)
        added = CostGroups(given).added(after.slots[_key(*place[:2])])
        assert added == day_costs(after).total - day_costs(given).total
