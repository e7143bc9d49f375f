"""Signed grids changed at random: is any change taken for what was signed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

from btstc_jury.application.verification import Verdict
from tests.documents.signing.verification.grids import usual, vouched
from tests.reliability.damages import Undetected
from tests.reliability.fuzz import Traceback


class SpoiledGrids:
    """One changed copy of a grid signed by three after the other."""

    def __init__(self, chance: random.Random) -> None:
        self.tally: Counter[str] = Counter()
        self._chance = chance
        self._pdf = usual()
        if vouched(self._pdf).verdict is not Verdict.VALID:
            raise Undetected("the grid isn't valid to begin with")
        self._ways: tuple[Callable[[bytearray], None], ...] = (
            *(self._flip,) * 8,
            self._scramble,
            self._truncate,
            self._extend,
            self._repeat,
        )

    def one(self) -> None:
        """Raises ``Undetected`` or ``Traceback``."""
        changed = bytearray(self._pdf)
        self._chance.choice(self._ways)(changed)
        if changed == self._pdf:
            return
        self.tally["grids changed"] += 1
        try:
            verdict = vouched(bytes(changed)).verdict
        except Exception as error:
            raise Traceback(f"{type(error).__name__}: {error}") from error
        if verdict is Verdict.VALID:
            raise Undetected("a changed grid was found valid")
        self.tally["refused"] += 1

    def _flip(self, content: bytearray) -> None:
        content[self._chance.randrange(len(content))] ^= self._chance.randrange(1, 256)

    def _scramble(self, content: bytearray) -> None:
        start = self._chance.randrange(len(content))
        length = min(self._chance.randrange(1, 4000), len(content) - start)
        content[start : start + length] = self._chance.randbytes(length)

    def _truncate(self, content: bytearray) -> None:
        del content[self._chance.randrange(len(content)) :]

    def _extend(self, content: bytearray) -> None:
        content += self._chance.choice((b"\n", b" ", b"%%EOF\n", self._chance.randbytes(200)))

    def _repeat(self, content: bytearray) -> None:
        start = self._chance.randrange(len(content))
        content[start:start] = content[start : start + self._chance.randrange(1, 300)]
