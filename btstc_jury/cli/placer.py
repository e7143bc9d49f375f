"""The process in which the solver places the days of a centre."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from btstc_jury.application.centre.placing_problem import Found, SolverAnswer, SolverNews, SolverQuestion
from btstc_jury.system.long_worker import serve_long


def place(question: bytes, tell: Callable[[bytes], None]) -> bytes:
    """A ``SolverAnswer`` to a ``SolverQuestion``; tells ``SolverNews``."""
    asked = msgspec.json.decode(question, type=SolverQuestion)

    def told(news: SolverNews) -> None:
        tell(msgspec.json.encode(news))

    try:
        from btstc_jury.placing.solving import solve
    except ModuleNotFoundError as error:
        # One of what it brings along may be missing too, but none of ours.
        if (error.name or "").startswith("btstc_jury"):
            raise
        return msgspec.json.encode(SolverAnswer(Found.MISSING))
    return msgspec.json.encode(solve(asked, told))


if __name__ == "__main__":
    serve_long(place)
