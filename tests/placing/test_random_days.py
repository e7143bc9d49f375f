"""Two hundred days drawn by chance, each answer judged by a checker that knows nothing of the solver."""

from __future__ import annotations

from datetime import datetime

import pytest

from btstc_jury.application.centre.placing import NoPlan, Placement, PlacingOptions, Solver, place
from btstc_jury.application.centre.placing_problem import SolverQuestion, Task
from btstc_jury.application.centre.placing_question import PlacingQuestion
from btstc_jury.application.views.centre.placing import no_plan_view, placed_words
from btstc_jury.domain.centre.day_costs import day_costs
from btstc_jury.domain.centre.placing import first_fit
from btstc_jury.domain.centre.timetable import Timetable
from tests.placing.checker import Checker
from tests.placing.random_days import drawn

DAYS, PORTION = 200, 20
_SECONDS = 0.3


PORTIONS = [pytest.param(first, marks=pytest.mark.long if first else ()) for first in range(0, DAYS, PORTION)]


@pytest.mark.parametrize("first", PORTIONS)
def test_every_answer_is_right(solver: Solver, first: int) -> None:
    kinds = set()
    for seed in range(first, first + PORTION):
        timetable, now = drawn(seed)
        found = place(timetable, solver, PlacingOptions(now=now, seconds=_SECONDS))
        checker = Checker(timetable, now)
        if isinstance(found, NoPlan):
            assert not checker.possible(), seed
            view = no_plan_view(timetable, found)
            assert all(view.reasons), seed
            for way in found.ways[-1:]:
                _is_a_way(solver, way.timetable, now)
        else:
            assert found is not None
            assert not found.missing, seed
            assert checker.told(found.timetable) == [], seed
            assert placed_words(found), seed
            assert found.costs == day_costs(found.timetable)
            assert found.costs.measure <= day_costs(first_fit(timetable, since=now)).measure, seed
        kinds.add(type(found))
    assert kinds == {NoPlan, Placement}


def _is_a_way(solver: Solver, timetable: Timetable, now: datetime | None) -> None:
    """Any plan for these days will do."""
    question = PlacingQuestion(timetable, now)
    asked = SolverQuestion(Task.TRY, question.problem, (), 1, 5, 20)
    answer = solver.solve(asked, lambda _: None, lambda: True)
    assert answer is not None
    assert Checker(timetable, now).told(question.placed(answer.places)) == []


def test_the_same_days_and_seed_give_the_same_plan(solver: Solver) -> None:
    timetable, now = drawn(0)
    options = PlacingOptions(now=now, seconds=_SECONDS, seed=7)
    one, other = (place(timetable, solver, options) for _ in range(2))
    assert isinstance(one, Placement)
    assert isinstance(other, Placement)
    assert one.timetable == other.timetable
