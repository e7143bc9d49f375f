"""All trials in turn for as long as wanted, and what they counted."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Protocol

import pytest

from btstc_jury.application.examining import SECONDS
from tests.reliability.centres import CentreDamages, CentreFullDisks, CentreKills
from tests.reliability.clocks import Clocks
from tests.reliability.damages import Damages, Undetected
from tests.reliability.edited_rows import EditedRows
from tests.reliability.full_disks import FullDisks
from tests.reliability.fuzz import FileFuzz, FormFuzz, Traceback
from tests.reliability.hostile_pdfs import HostilePdfs, Overrun
from tests.reliability.jurors import OpinionDamages, OpinionKills
from tests.reliability.kills import ActLost, Kills, WrongClock
from tests.reliability.lone_files import LoneFiles
from tests.reliability.spoiled_cases import SpoiledCases
from tests.reliability.spoiled_grids import SpoiledGrids
from tests.reliability.substituted import Substituted
from tests.reliability.two_instances import TwoInstances, TwoWriters

KEY = bytes(range(32))
FAULTS: dict[type[AssertionError], str] = {
    ActLost: "acts lost",
    WrongClock: "wrong clocks",
    Undetected: "damages undetected",
    TwoWriters: "second writers",
    Traceback: "tracebacks",
    Overrun: "limits exceeded",
}
"""What each fault is counted as; all are due to be zero."""


class Trial(Protocol):
    tally: Counter[str]

    def one(self) -> None: ...


@dataclass
class Run:
    """One trial: ``rounds`` in a row at each turn; ``faults``: the messages of those that failed."""

    name: str
    trial: Trial
    rounds: int
    faults: list[str] = field(default_factory=list)
    skipped: str = ""

    def turn(self) -> None:
        if self.skipped:
            return
        for _ in range(self.rounds):
            try:
                self.trial.one()
            except tuple(FAULTS) as fault:
                self.trial.tally[FAULTS[type(fault)]] += 1
                self.faults.append(f"{type(fault).__name__}: {fault}")
            except pytest.skip.Exception as skipped:
                self.skipped = str(skipped)
                return


@contextmanager
def all_runs(folder: Path, seed: int, examining: float = SECONDS) -> Iterator[tuple[Run, ...]]:
    """Every trial, on plain and on encrypted files where that makes a difference. ``examining``: seconds for
    one foreign PDF.
    """
    chance = random.Random(seed)
    opinions = folder / "opinions"
    opinions.mkdir()
    kinds = (("plain", b""), ("encrypted", KEY))
    names = [LoneFiles(folder, raw, chance) for _, raw in kinds]
    instances = [TwoInstances(folder, raw, chance) for _, raw in kinds]
    hostile = HostilePdfs(folder, chance, examining)
    runs = [
        *(Run(f"kill -9, {kind}", Kills(folder, raw, chance), 5) for kind, raw in kinds),
        *(
            Run(f"copies, names, leftovers, {kind}", each, 3)
            for (kind, _), each in zip(kinds, names, strict=True)
        ),
        *(Run(f"damaged file, {kind}", Damages(folder, raw, chance), 20) for kind, raw in kinds),
        *(Run(f"full disk, {kind}", FullDisks(folder, raw, chance), 1) for kind, raw in kinds),
        *(Run(f"second instance, {kind}", each, 3) for (kind, _), each in zip(kinds, instances, strict=True)),
        *(Run(f"centre, kill -9, {kind}", CentreKills(folder, raw, chance), 2) for kind, raw in kinds),
        *(Run(f"centre, damaged file, {kind}", CentreDamages(folder, raw, chance), 6) for kind, raw in kinds),
        *(Run(f"centre, full disk, {kind}", CentreFullDisks(folder, raw, chance), 1) for kind, raw in kinds),
        *(Run(f"juror's file, kill -9, {kind}", OpinionKills(folder, raw, chance), 2) for kind, raw in kinds),
        *(
            Run(f"sealed opinion, damaged, {kind}", OpinionDamages(opinions, raw, chance), 8)
            for kind, raw in kinds
        ),
        Run("clock set, sleep, restart", Clocks(chance), 200),
        Run("edited rows of a signed file", EditedRows(folder, chance), 4),
        Run("changed signed grid", SpoiledGrids(chance), 40),
        Run("substituted signatures", Substituted(chance), 4),
        Run("hostile PDFs", hostile, 3),
        Run("fuzz of forms", FormFuzz(folder, chance), 40),
        Run("fuzz of exam files", FileFuzz(folder, chance), 20),
        Run("spoiled cases and fiches", SpoiledCases(folder, chance), 15),
    ]
    try:
        yield tuple(runs)
    finally:
        for lone in names:
            lone.close()
        for each in instances:
            each.close()
        hostile.close()


def torture(runs: tuple[Run, ...], seconds: float, tell: Callable[[str], None]) -> None:
    """At least one turn of each; then turn by turn until the time is over."""
    until = monotonic() + seconds
    while True:
        for run in runs:
            before = len(run.faults)
            run.turn()
            for fault in run.faults[before:]:
                tell(f"{run.name}: {fault}")
        if monotonic() >= until:
            return


def table(runs: tuple[Run, ...]) -> list[str]:
    """The counts as a Markdown table; what is due to be zero comes last."""
    lines = ["| trial | counted | faults, due to be 0 |", "|---|---|---|"]
    words = frozenset(FAULTS.values())
    for run in runs:
        counts = [f"{name} {count:,}" for name, count in run.trial.tally.items() if name not in words]
        faults = sum(run.trial.tally[word] for word in words)
        told = f"not tried: {run.skipped}" if run.skipped else " · ".join(counts)
        lines.append(f"| {run.name} | {told} | {faults} |")
    return lines
