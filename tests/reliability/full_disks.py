"""Disks that fill up, and disks that refuse: is anything acknowledged that isn't there."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import create_file, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain.assessment import RemarkText
from tests.forms_for_tests import JURORS, make_plan, make_session
from tests.reliability.kills import ActLost
from tests.reliability.rich_file import fresh_desk
from tests.storage.small_disks import mounted, read_only_disk

FOLLOWS = frozenset({ProblemKind.DISK_FULL, ProblemKind.READ_ONLY, ProblemKind.INPUT_OUTPUT})


class FullDisks:
    """``folder``: where a small file system is mounted, by root alone (skipped otherwise)."""

    def __init__(self, folder: Path, raw_key: bytes, chance: random.Random) -> None:
        self.tally: Counter[str] = Counter()
        self._key = FileKey(raw=raw_key) if raw_key else None
        self._chance = chance
        self._folder = folder / f"disk-{len(raw_key)}"
        self._folder.mkdir()

    def one(self) -> None:
        """Raises ``ActLost``."""
        with mounted(self._folder, "1m"):
            path = self._folder / "session.btsjury"
            desk = fresh_desk()
            office = create_file(desk, path, make_session(), self._key)
            office.plan(make_plan(), "essai")
            for command in (do.Open(JURORS), do.Start()):
                office.act(1, command)
            filler = self._folder / "filler"
            filler.write_bytes(bytes(self._chance.randrange(500_000, 800_000)))
            known = self._write_until_refused(office)
            filler.unlink()
            office.act(1, do.AddRemark(office.now(), RemarkText("la place est revenue")))
            self.tally["acts acknowledged"] += 1
            entries = office.history(1).entries
            office.close()
            with read_only_disk(self._folder):
                again, _ = open_file(desk, path, self._key)
                found = again.history(1).entries
                again.close()
        self.tally["acts found"] += len(found) - 3
        if found != entries or len(found) != known + 1:
            raise ActLost(f"{len(found)} entries of {known + 1}")

    def _write_until_refused(self, office: Office) -> int:
        while True:
            try:
                office.act(1, do.AddRemark(office.now(), RemarkText("x" * self._chance.randrange(1, 4000))))
            except FileProblem as problem:
                if problem.kind not in FOLLOWS:
                    raise
                self.tally["acts refused"] += 1
                return len(office.history(1).entries)
            self.tally["acts acknowledged"] += 1
