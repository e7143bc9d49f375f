"""Random courses of an oral, with sleeps, restarts and a wall clock set anew: is the time shown true."""

from __future__ import annotations

import random
from collections import Counter

from btstc_jury.domain.moments import Duration
from btstc_jury.domain.timing import Allotment, face
from tests.domain.stories import ONE_BOOT, PHASES, Step, tell
from tests.reliability.kills import WrongClock

_LONGEST = 40 * 60 * 1_000_000


class Clocks:
    def __init__(self, chance: random.Random) -> None:
        self.tally: Counter[str] = Counter()
        self._chance = chance

    def one(self) -> None:
        """Raises ``WrongClock``."""
        course = [self._step() for _ in range(self._chance.randrange(1, 25))]
        granted = Allotment(tuple(self._length() for _ in range(PHASES)), self._length())
        jumping, steady = tell(course), tell(course, wall_jumps=False)
        shown, due = (face(tuple(each.marks), granted, each.now) for each in (jumping, steady))
        self.tally["courses"] += 1
        self.tally["acts"] += len(course)
        if [each.used for each in shown.phases] != [each.used for each in due.phases] or [
            each.used for each in due.phases
        ] != steady.used:
            raise WrongClock(str(course))

    def _step(self) -> Step:
        counted = self._chance.choice((None, True, False))
        beat = Duration(self._chance.randrange(20_000_000))
        return Step(self._chance.choice(ONE_BOOT), self._length(), counted, beat)

    def _length(self) -> Duration:
        return Duration(self._chance.randrange(_LONGEST))
