"""A second instance on a file that another one writes: does it ever write, or read what never was."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import ReadOnlyFile
from btstc_jury.application.sessions import create_file, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain.assessment import RemarkText
from tests.forms_for_tests import JURORS, make_plan, make_session
from tests.reliability.kills import ActLost
from tests.reliability.rich_file import fresh_desk


class TwoWriters(AssertionError):
    """The second instance was let write."""


class TwoInstances:
    def __init__(self, folder: Path, raw_key: bytes, chance: random.Random) -> None:
        self.tally: Counter[str] = Counter()
        self._key = FileKey(raw=raw_key) if raw_key else None
        self._chance = chance
        self._path = folder / f"two-{len(raw_key)}.btsjury"
        self._desk = fresh_desk()
        self._first = create_file(self._desk, self._path, make_session(), self._key)
        self._first.plan(make_plan(), "essai")
        self._first.act(1, do.Open(JURORS))

    def one(self) -> None:
        """Raises ``TwoWriters`` or ``ActLost``."""
        for _ in range(self._chance.randrange(1, 6)):
            self._first.act(
                1, do.AddRemark(self._first.now(), RemarkText("x" * self._chance.randrange(1, 3000)))
            )
            self.tally["acts acknowledged"] += 1
        second, _ = open_file(self._desk, self._path, self._key)
        try:
            found = second.history(1).entries
            if found != self._first.history(1).entries:
                raise ActLost(f"{len(found)} entries seen by the second instance")
            self.tally["second instances"] += 1
            second.act(1, do.Start())
        except ReadOnlyFile:
            self.tally["writes refused"] += 1
        else:
            raise TwoWriters("a second instance wrote")
        finally:
            second.close()

    def close(self) -> None:
        self._first.close()
