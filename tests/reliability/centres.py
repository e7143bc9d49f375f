"""A centre's file through kills, damages and full disks: is anything lost, or taken for the truth."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from contextlib import closing
from pathlib import Path

from btstc_jury.application.centre.ports import CentreAct
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage.centre import SqliteCentreFiles
from btstc_jury.storage.centre.file import SqliteCentreFile
from btstc_jury.storage.durable import JOURNAL, is_loaded
from tests.centres import CENTRE, a_pictured_centre
from tests.reliability import busy_centre
from tests.reliability.busy_commission import key_of
from tests.reliability.damages import Damages
from tests.reliability.full_disks import FOLLOWS
from tests.reliability.kills import ActLost, killed, processes
from tests.storage.centre.test_collection import DEPOSIT
from tests.storage.small_disks import mounted, read_only_disk

MADE = CentreAct(1, "Alix", "acte 1")
MOST_ACTS = 24
"""Acknowledged at most before a kill."""
MOST_HELD = 400
"""Acts in one file; then another is begun."""


class CentreKills:
    """See ``kills.Kills``."""

    def __init__(self, folder: Path, raw_key: bytes, chance: random.Random) -> None:
        self.tally: Counter[str] = Counter()
        self._raw_key, self._key = raw_key, key_of(raw_key)
        self._chance = chance
        self._context = processes()
        self._path = folder / f"centre-{len(raw_key)}.btscentre"
        self._acts = MOST_HELD

    def one(self) -> None:
        """Raises ``ActLost``."""
        if self._acts >= MOST_HELD:
            self._path.unlink(missing_ok=True)
            SqliteCentreFiles().create(self._path, CENTRE, MADE, self._key).close()
            self._acts = 1
        given = (self._path, self._raw_key)
        told = killed(self._context, busy_centre.work, given, self._chance, MOST_ACTS)
        acknowledged = max((int(each) for each in told), default=self._acts)
        self.tally["kills"] += 1
        self.tally["acts acknowledged"] += acknowledged - self._acts
        self._check_alone(acknowledged)
        with closing(SqliteCentreFiles().open(self._path, self._key)) as file:
            self._right(busy_centre.lacks(file, acknowledged))
            found = len(file.acts())
        self.tally["acts found"] += acknowledged - self._acts
        self.tally["acts written besides"] += found - acknowledged
        self._acts = found

    def _check_alone(self, acknowledged: int) -> None:
        """The one file, copied under another name without what lies beside it."""
        alone = self._path.with_name(f"seul-{self._path.name}")
        shutil.copyfile(self._path, alone)
        try:
            file = SqliteCentreFiles().open(alone, self._key)
        except FileProblem as problem:
            if problem.kind is not ProblemKind.DAMAGED or not is_loaded(self._path, JOURNAL):
                raise ActLost(f"alone, kill {self.tally['kills']}: {problem}") from problem
            self.tally["alone, told as half written"] += 1
            return
        with closing(file):
            self._right(busy_centre.lacks(file, acknowledged))
        self.tally["alone, whole"] += 1

    def _right(self, lacks: str) -> None:
        if lacks:
            raise ActLost(f"kill {self.tally['kills']}: {lacks}")


class CentreDamages(Damages):
    """See ``Damages``: a file with days, candidates and something of all that comes back."""

    suffix = "btscentre"

    def make(self) -> None:
        folder = self._path.with_suffix("")
        folder.mkdir()
        with closing(a_pictured_centre(folder, self._key)) as file:
            file.collection.keep(DEPOSIT)
        shutil.move(folder / "centre.btscentre", self._path)

    def everything(self) -> dict[str, object]:
        with closing(SqliteCentreFiles().open(self._path, self._key)) as file:
            held = file.collection
            return {
                "centre": file.centre(),
                "people": (file.candidates(), file.withdrawn(), file.mappings()),
                "days": file.timetable(),
                "acts": file.acts(),
                "versions": sorted(held.versions(), key=lambda each: each.name),
                "decided": (held.choices(), held.ties(), held.sent()),
                "received": [(each, held.content(each.sha256)) for each in held.receipts()],
            }


class CentreFullDisks:
    """See ``FullDisks``."""

    def __init__(self, folder: Path, raw_key: bytes, chance: random.Random) -> None:
        self.tally: Counter[str] = Counter()
        self._key = FileKey(raw=raw_key) if raw_key else None
        self._chance = chance
        self._folder = folder / f"centre-disk-{len(raw_key)}"
        self._folder.mkdir()

    def one(self) -> None:
        """Raises ``ActLost``."""
        with mounted(self._folder, "1m"):
            path = self._folder / "centre.btscentre"
            filler = self._folder / "filler"
            with closing(SqliteCentreFiles().create(path, CENTRE, MADE, self._key)) as file:
                filler.write_bytes(bytes(self._chance.randrange(400_000, 700_000)))
                known = self._until_refused(file)
                self._right(busy_centre.lacks(file, known))
                filler.unlink()
                known = next(busy_centre.acts_of(file))
                self.tally["acts acknowledged"] += 1
            with read_only_disk(self._folder), SqliteCentreFiles().to_read(path, self._key) as again:
                self._right(busy_centre.lacks(again, known))
            self.tally["acts found"] += known - 1

    def _until_refused(self, file: SqliteCentreFile) -> int:
        known = 1
        try:
            for number in busy_centre.acts_of(file):
                known = number
                self.tally["acts acknowledged"] += 1
        except FileProblem as problem:
            if problem.kind not in FOLLOWS:
                raise
        self.tally["acts refused"] += 1
        return known

    def _right(self, lacks: str) -> None:
        if lacks:
            raise ActLost(lacks)
