"""The solver counts what a plan costs as the program does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from btstc_jury.application.centre.placing_question import PlacingQuestion
from btstc_jury.domain.centre.day_costs import CostKind, day_costs
from btstc_jury.domain.centre.placing import first_fit
from btstc_jury.domain.centre.timetable import Printed, Timetable, Weights
from btstc_jury.placing.cells import ground
from btstc_jury.placing.cost import measure
from tests.placing.random_days import drawn


def _printed(timetable: Timetable, draw: Random) -> Timetable:
    """Some of it told on paper, some of that elsewhere than it is."""
    told = {}
    for key, slot in timetable.slots.items():
        if draw.random() < 0.6:
            shift = timedelta(minutes=5 * draw.randrange(2))
            there = replace(slot, oral=slot.oral + shift, preparation=slot.preparation + shift)
            told[key] = Printed(there, "", "", "", (), 0)
    return replace(timetable, printed=told)


def test_it_is_what_the_program_counts_for_any_days() -> None:
    seen = set()
    for seed in range(150):
        draw = Random(seed)
        made, now = drawn(seed)
        weights = Weights(*(draw.randrange(1, 50) for _ in range(7)))
        made = replace(made, rules=replace(made.rules, weights=weights, gap=draw.choice((0, 12, 30))))
        slots = PlacingQuestion(made, now).placed([None] * len(PlacingQuestion(made, now).needs))
        plan = _printed(first_fit(slots, since=now), draw)
        question = PlacingQuestion(plan, now)
        costs = day_costs(question.placed(question.places(plan.slots)))
        found = measure(ground(question.problem), question.places(plan.slots))
        assert found.cost == costs.total, seed
        assert found.unplaced + len(question.unheard) == costs.unplaced, seed
        seen |= {each.kind for each in costs.each if each.amount}
    assert seen == {*CostKind}


@pytest.mark.parametrize("seed", [3, 5])
def test_a_question_and_its_answer_are_the_same_slots(seed: int) -> None:
    made, now = drawn(seed)
    plan = first_fit(made, since=now)
    question = PlacingQuestion(plan, now)
    assert question.placed(question.places(plan.slots)).slots == plan.slots
