"""The solver's answer to a question about the days of a centre.

A small centre is one model, solved to the end. A large one is improved piece by piece from the plan that it
begins with: the orals of some half-days are placed again among themselves, all others staying where they are.
The same question always gets the same answer: the solver works alone on each piece, and its time is counted
in steps of its own rather than by a clock.
"""

from __future__ import annotations

from collections.abc import Callable

from btstc_jury.application.centre.placing_problem import (
    SolverAnswer,
    SolverNews,
    SolverQuestion,
    Task,
)
from btstc_jury.placing.pieces import improved
from btstc_jury.placing.proving import explained


def solve(question: SolverQuestion, tell: Callable[[SolverNews], None]) -> SolverAnswer:
    match question.task:
        case Task.PLACE | Task.TRY:
            return improved(question, tell)
        case Task.EXPLAIN:
            return explained(question)
