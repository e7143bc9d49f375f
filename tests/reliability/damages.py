"""Exam files damaged at random: is any damage taken for the truth."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from tests.reliability.rich_file import everything, fresh_desk, make_rich_file

_PAGE = 4096
_TOLD = frozenset({ProblemKind.DAMAGED, ProblemKind.FOREIGN, ProblemKind.NEWER, ProblemKind.WRONG_KEY})


class Undetected(AssertionError):
    """A damaged file told something else than what was written in it."""


class Damages:
    """One damaged copy after the other. ``raw_key``: empty for a plain file."""

    suffix = "btsjury"

    def __init__(self, folder: Path, raw_key: bytes, chance: random.Random) -> None:
        self.tally: Counter[str] = Counter()
        self._key = FileKey(raw=raw_key) if raw_key else None
        self._chance = chance
        self._path = folder / f"damaged-{len(raw_key)}.{self.suffix}"
        self.make()
        self._content = self._path.read_bytes()
        self._whole = self._read()
        self._ways: tuple[Callable[[bytearray], None], ...] = (
            *(self._flip,) * 6,
            self._zero,
            self._scramble,
            self._truncate,
            self._extend,
            self._swap,
        )

    def one(self) -> None:
        """Raises ``Undetected``."""
        damaged = bytearray(self._content)
        self._chance.choice(self._ways)(damaged)
        self._path.write_bytes(damaged)
        self.tally["damages"] += 1
        try:
            found = self._read()
        except FileProblem as problem:
            if problem.kind not in _TOLD:
                raise Undetected(f"told as {problem}") from problem
            self.tally["damages told"] += 1
            return
        if found != self._whole:
            raise Undetected(f"damage {self.tally['damages']} was read as the truth")
        self.tally["harmless"] += 1

    def make(self) -> None:
        """The file to be damaged, with something of everything."""
        make_rich_file(self._path, self._key)

    def everything(self) -> dict[str, object]:
        """All that it tells. Raises ``FileProblem``."""
        with closing(fresh_desk().files.open(self._path, self._key)) as file:
            return everything(file)

    def _read(self) -> dict[str, object]:
        try:
            return self.everything()
        finally:
            for suffix in ("-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)

    def _flip(self, content: bytearray) -> None:
        content[self._chance.randrange(len(content))] ^= self._chance.randrange(1, 256)

    def _zero(self, content: bytearray) -> None:
        page = self._page(content)
        content[page : page + _PAGE] = bytes(_PAGE)

    def _scramble(self, content: bytearray) -> None:
        start = self._chance.randrange(len(content))
        length = min(self._chance.randrange(1, 2 * _PAGE), len(content) - start)
        content[start : start + length] = self._chance.randbytes(length)

    def _truncate(self, content: bytearray) -> None:
        del content[self._chance.randrange(len(content)) :]

    def _extend(self, content: bytearray) -> None:
        content += self._chance.randbytes(self._chance.randrange(1, 2 * _PAGE))

    def _swap(self, content: bytearray) -> None:
        one, other = self._page(content), self._page(content)
        content[one : one + _PAGE], content[other : other + _PAGE] = (
            content[other : other + _PAGE],
            content[one : one + _PAGE],
        )

    def _page(self, content: bytearray) -> int:
        return self._chance.randrange(len(content) // _PAGE) * _PAGE
