"""Laws of placing: they hold of any day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from btstc_jury.domain.centre.day_costs import CostGroups, day_costs
from btstc_jury.domain.centre.day_faults import day_faults
from btstc_jury.domain.centre.placing import first_fit, free_slots, moved, taken_out, unplaced
from btstc_jury.domain.centre.timetable import Need, SlotKey, SlotState, Timetable, needs
from btstc_jury.domain.centre.vacancies import Vacancies
from tests.domain.centre.days import at, with_slots
from tests.domain.centre.placings import plans, timetables
from tests.drawn import examples

_FEWER = settings(max_examples=examples(40))
"""Each draws whole days."""


@_FEWER
@given(timetables())
def test_first_fit_breaks_no_rule_but_leaves_out_what_finds_no_place(before: Timetable) -> None:
    after = first_fit(before)
    faults = day_faults(after)
    assert not [each for each in faults if each.misplaces]
    assert {each.slots[0] for each in faults} == set(unplaced(after))
    assert first_fit(before) == after


@_FEWER
@given(plans())
def test_first_fit_adds_no_fault_to_what_it_keeps(before: Timetable) -> None:
    free = [each.key for each in before.slots.values() if each.state is SlotState.PLANNED and not each.fixed]
    kept = taken_out(before, free)
    found = {each for each in day_faults(first_fit(before)) if each.misplaces}
    assert found == {each for each in day_faults(kept) if each.misplaces}


@_FEWER
@given(timetables(), st.data())
def test_what_finds_no_place_has_none(before: Timetable, data: st.DataObject) -> None:
    """Of what first fit leaves out, no time of the grid in any commission is without a fault."""
    after = first_fit(before)
    left = unplaced(after)
    if not left:
        return
    key = data.draw(st.sampled_from(left))
    assert free_slots(after, key, 5) == ()
    step = st.integers(0, 120).map(lambda each: timedelta(minutes=5 * each))
    hour = at("08:00", data.draw(st.sampled_from([18, 19]))) + data.draw(step)
    commission = data.draw(st.sampled_from(sorted(after.commissions)))
    tried = moved(after, key, commission, hour)
    assert [each for each in day_faults(tried) if each.misplaces]


def _shuffled(before: Timetable, data: st.DataObject) -> Timetable:
    mappings = {each.name: getattr(before, each.name) for each in fields(before)}
    shuffled: dict[str, Any] = {
        name: {key: each[key] for key in data.draw(st.permutations([*each]))}
        for name, each in mappings.items()
        if isinstance(each, Mapping)
    }
    return replace(before, **shuffled)


@_FEWER
@given(plans(), st.data())
def test_faults_are_the_same_in_any_order_of_the_mappings(before: Timetable, data: st.DataObject) -> None:
    assert day_faults(_shuffled(before, data)) == day_faults(before)


@_FEWER
@given(plans())
def test_an_oral_costs_what_the_total_says_that_it_adds(before: Timetable) -> None:
    for key, slot in before.slots.items():
        if slot.state is not SlotState.ABSENT:
            without = taken_out(_planned(before, key), [key])
            after = with_slots(without, slot)
            added = CostGroups(without).added(slot)
            assert added == day_costs(after).total - day_costs(without).total


def _planned(before: Timetable, key: SlotKey) -> Timetable:
    return with_slots(before, replace(before.slots[key], state=SlotState.PLANNED))


@_FEWER
@given(plans())
def test_a_free_place_adds_no_fault_and_every_place_without_one_is_free(before: Timetable) -> None:
    for need in list(needs(before))[:2]:
        without = replace(before, slots={k: each for k, each in before.slots.items() if k != need.key})
        held = {each for each in day_faults(without) if each.misplaces}
        for commission in without.commissions.values():
            hour = at("10:00")
            while hour < at("12:00"):
                after = moved(without, need.key, commission.identity, hour)
                clean = {each for each in day_faults(after) if each.misplaces} <= held
                assert clean == (hour in _places(without, need, commission.identity))
                hour += timedelta(minutes=15)


def _places(before: Timetable, need: Need, commission: int) -> set[object]:
    vacancies = Vacancies(before)
    if commission not in {each.identity for each in vacancies.hearing(need)}:
        return set()
    return {vacancies.moment(each) for each in vacancies.places(need, before.commissions[commission])}


@_FEWER
@given(timetables(), st.data())
def test_moved_and_moved_back_is_as_it_was(before: Timetable, data: st.DataObject) -> None:
    after = first_fit(before)
    if not after.slots:
        return
    key = data.draw(st.sampled_from(sorted(after.slots)))
    slot = after.slots[key]
    away = moved(after, key, data.draw(st.sampled_from(sorted(after.commissions))), at("16:00", 19))
    assert moved(away, key, slot.commission, slot.oral, fixed=False) == after
