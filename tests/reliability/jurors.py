"""A juror's own file through kills and damages: does the opinion that comes back say what was noted."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from btstc_jury.application import laptops
from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import create_file, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.storage import SqliteExamFiles
from tests.forms_for_tests import COMPLIANT, JURORS, make_plan, make_session
from tests.laptops import finish, rate
from tests.reliability.busy_commission import key_of, make_desk
from tests.reliability.damages import Damages
from tests.reliability.kills import ActLost, killed, processes

JUROR = JURORS[1].key
MOST_REMARKS = 40
"""Acknowledged at most before a kill."""
_TOLD = frozenset({Reason.FORGED_OPINION, Reason.NOT_AN_OPINION, Reason.NOT_SEALED})


def _commission(path: Path) -> Office:
    """An oral that can be begun; the file of the commission itself stays plain."""
    office = create_file(make_desk(), path, make_session())
    office.plan(make_plan(), "essai")
    office.act(1, COMPLIANT)
    return office


def note(path: Path, tell: Connection, raw_key: bytes) -> None:
    """Note as a juror does until killed, and tell the number of each remark once it is acknowledged."""
    office, _ = open_file(make_desk(), path, key_of(raw_key))
    laptops.begin(office)
    for turn in count(1):
        text = RemarkText(f"note {turn} " + "x" * (turn % 5 * 300), Sign.STRENGTH)
        office.act(laptops.ORAL, do.AddRemark(office.now(), text))
        tell.send(turn)


class OpinionKills:
    """Each round: a laptop is killed while its juror notes; the opinion is then finished, sealed and brought.
    ``raw_key``: of the juror's file, empty for a plain one.
    """

    def __init__(self, folder: Path, raw_key: bytes, chance: random.Random) -> None:
        self.tally: Counter[str] = Counter()
        self._raw_key, self._key = raw_key, key_of(raw_key)
        self._chance = chance
        self._context = processes()
        self._folder = folder / f"avis-{len(raw_key)}"
        self._folder.mkdir()

    def one(self) -> None:
        """Raises ``ActLost``."""
        host, path = self._folder / "examen.btsjury", self._folder / "avis.btsjury"
        with closing(_commission(host)) as office:
            laptops.invite(office, make_desk(), 1, JUROR, path, self._key)
            told = killed(self._context, note, (path, self._raw_key), self._chance, MOST_REMARKS)
            self.tally["kills"] += 1
            self.tally["remarks acknowledged"] += len(told)
            self._seal(path)
            self._bring(office, path, told)
        for each in (host, path):
            each.unlink()

    def _seal(self, path: Path) -> None:
        with closing(open_file(make_desk(), path, self._key)[0]) as office:
            oral = office.oral(laptops.ORAL)
            if not oral.stage.facts.under_way:
                laptops.begin(office)
            for gap in office.oral(laptops.ORAL).pending_gaps:
                office.act(laptops.ORAL, ev.GapDecided(gap, counted=True))
                self.tally["gaps found"] += 1
            finish(office)
            rate(office, JUROR, "S", "12")
            laptops.seal(office)

    def _bring(self, office: Office, path: Path, told: list[int]) -> None:
        office.act(1, do.Open(JURORS))
        office.act(1, do.Start())
        sealed = laptops.read_sealed(SqliteExamFiles().to_read, path, self._key)
        laptops.bring(office, sealed)
        texts = [each.content.text for each in office.oral(1).remarks.values()]
        found = sum(any(text.startswith(f"note {each} ") for text in texts) for each in told)
        self.tally["remarks brought"] += found
        self.tally["written besides"] += len(texts) - found
        if found != len(told):
            raise ActLost(f"kill {self.tally['kills']}: {len(told) - found} remarks of {len(told)}")


class OpinionDamages(Damages):
    """See ``Damages``: the sealed file, as the commission's laptop reads it."""

    def make(self) -> None:
        host = self._path.with_name(f"host-{self._path.name}")
        with closing(_commission(host)) as office:
            laptops.invite(office, make_desk(), 1, JUROR, self._path, self._key)
        with closing(open_file(make_desk(), self._path, self._key)[0]) as office:
            laptops.begin(office)
            for text in _texts():
                office.act(laptops.ORAL, do.AddRemark(office.now(), text))
            finish(office)
            rate(office, JUROR, "S", "12")
            laptops.seal(office)

    def everything(self) -> dict[str, object]:
        try:
            return {"sealed": laptops.read_sealed(SqliteExamFiles().to_read, self._path, self._key)}
        except Refusal as refusal:
            if refusal.reason not in _TOLD:
                raise
            raise FileProblem(ProblemKind.DAMAGED, self._path, str(refusal.reason)) from refusal


def _texts() -> Iterator[RemarkText]:
    for turn in range(12):
        yield RemarkText(f"remarque {turn} " + "é" * turn * 40, Sign.WEAKNESS, 1 + turn % 3)
