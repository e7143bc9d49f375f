"""The program killed at random instants of a live oral: what is lost, and what the clock then tells."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path
from time import perf_counter
from typing import Any

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import create_file, open_file
from btstc_jury.domain import events as ev
from btstc_jury.domain.events import Entry
from btstc_jury.domain.moments import ZERO, Duration, Reading
from btstc_jury.domain.standing import Stage
from btstc_jury.storage.durable import JOURNAL, is_loaded
from tests.forms_for_tests import make_plan, make_session
from tests.reliability.busy_commission import Told, conduct, key_of, make_desk

MOST_ACTS = 60
"""Acts acknowledged at most before a kill."""
LONGEST_DELAY = 0.004
"""Seconds at most from an acknowledgement to the kill: a few acts."""


class ActLost(AssertionError):
    """An act or a sign of life that was acknowledged is not there any more."""


class WrongClock(AssertionError):
    """The clock doesn't tell what the readings of the journal tell."""


class Kills:
    """Kills one commission after the other; ``raw_key``: empty for a plain file."""

    def __init__(self, folder: Path, raw_key: bytes, chance: random.Random) -> None:
        self.tally: Counter[str] = Counter()
        self._raw_key = raw_key
        self._key = key_of(raw_key)
        self._chance = chance
        self._context = processes()
        self._path = folder / f"session-{len(raw_key)}.btsjury"
        create_file(make_desk(), self._path, make_session(), self._key).close()

    def one(self) -> None:
        """Raises ``ActLost`` or ``WrongClock``."""
        office, _ = open_file(make_desk(), self._path, self._key)
        oral, _ = office.plan(make_plan(), "essai")
        office.close()
        told = killed(self._context, conduct, (self._path, oral, self._raw_key), self._chance, MOST_ACTS)
        self.tally["kills"] += 1
        self._check_alone(oral, told)
        _check(self._path, self._key, oral, told, self.tally)

    def _check_alone(self, oral: int, told: Sequence[Told]) -> None:
        """The file that was left, copied under another name without what lies beside it."""
        renamed = self._path.with_name(f"seul-{self._path.name}")
        shutil.copyfile(self._path, renamed)
        try:
            file = make_desk().files.open(renamed, self._key)
        except FileProblem as problem:
            if problem.kind is not ProblemKind.DAMAGED or not is_loaded(self._path, JOURNAL):
                raise ActLost(f"alone, kill {self.tally['kills']}: {problem}") from problem
            self.tally["alone, told as half written"] += 1
            return
        kept = {entry.sequence: entry.reading.mono for entry in file.entries(oral)}
        file.close()
        if any(kept.get(each[1]) != each[2] for each in told if each[0] == "act"):
            raise ActLost(f"alone, kill {self.tally['kills']}: taken for whole")
        self.tally["alone, whole"] += 1


Processes = SpawnContext | ForkServerContext


def processes() -> Processes:
    """Where it can be, the program is imported once and each process to be killed is a copy."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        [f"tests.reliability.{each}" for each in ("busy_commission", "busy_centre", "jurors")]
    )
    return context


def killed(
    context: Processes,
    work: Callable[..., None],
    given: tuple[object, ...],
    chance: random.Random,
    most: int,
) -> list[Any]:
    """What the process told before it was killed, soon after at most ``most`` acts. ``work`` takes what is
    ``given``, the connection by which it tells before the last of it.
    """
    receive, tell = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(*given[:-1], tell, given[-1]))
    process.start()
    tell.close()
    told = [receive.recv() for _ in range(chance.randrange(most))]
    until = perf_counter() + chance.uniform(0, LONGEST_DELAY)
    while perf_counter() < until:
        pass
    process.kill()
    try:
        while True:
            told.append(receive.recv())
    except EOFError:
        pass
    process.join()
    receive.close()
    by_the_kill = 1 if sys.platform == "win32" else -signal.SIGKILL
    assert process.exitcode == by_the_kill, "the process ended before it was killed"
    process.close()
    return told


def _check(path: Path, key: FileKey | None, oral: int, told: Sequence[Told], tally: Counter[str]) -> None:
    files = make_desk().files
    file = files.open(path, key)
    before = file.entries(oral)
    beat = file.heart.last_beat()
    file.close()

    acts = [each for each in told if each[0] == "act"]
    readings = {entry.sequence: entry.reading.mono for entry in before}
    lost = [each for each in acts if readings.get(each[1]) != each[2]]
    tally["acts acknowledged"] += len(acts)
    tally["acts found"] += len(acts) - len(lost)
    if lost:
        raise ActLost(f"kill {tally['kills']}: {len(lost)} of {len(acts)}: {lost[:3]}")
    tally["acts written besides"] += len({e.act for e in before}) - 1 - len(acts)
    beats = [each[2] for each in told if each[0] == "beat"]
    if beats and (beat is None or beat.mono < beats[-1]):
        raise ActLost(f"kill {tally['kills']}: beat lost")

    office, under_way = open_file(make_desk(), path, key)
    if under_way is None:
        assert office.oral(oral).stage in {Stage.PLANNED, Stage.OPENED}
        tally["before the start"] += 1
    else:
        assert under_way == oral
        _check_clock(office, oral, before, beat, tally)
    office.close()
    _check_opened_again(path, key, oral, len(before), tally)


def _check_clock(
    office: Office, oral: int, before: Sequence[Entry], beat: Reading | None, tally: Counter[str]
) -> None:
    where = f"kill {tally['kills']}, {len(before)} entries"
    added = office.history(oral).entries[len(before) :]
    if office.oral(oral).stage is Stage.PAUSED:
        now = office.now()
        _right(added == (), f"{where}: a gap was reported although the clock stood")
        _right(office.oral(oral).clock(now).total_used == _used(before, now), where)
        tally["paused"] += 1
        return
    _right([type(entry.event) for entry in added] == [ev.GapFound], f"{where}: {added}")
    found = added[0]
    assert isinstance(found.event, ev.GapFound)
    alive = max([before[-1].reading.mono, *([beat.mono] if beat else [])])
    _right(found.event.since.mono == alive, f"{where}: the gap does not begin at the last sign of life")
    gap = Duration(found.reading.mono - alive)

    now = office.now()
    counted = _used(before, now)
    _right(office.oral(oral).clock(now).total_used == counted, where)
    office.act(oral, ev.GapDecided(found.sequence, counted=False))
    _right(office.oral(oral).clock(now).total_used == counted - gap, where)
    office.act(oral, ev.GapDecided(found.sequence, counted=True))
    _right(office.oral(oral).clock(now).total_used == counted, where)
    tally["gaps found"] += 1


def _right(holds: bool, otherwise: str) -> None:
    if not holds:
        raise WrongClock(otherwise)


def _check_opened_again(path: Path, key: FileKey | None, oral: int, length: int, tally: Counter[str]) -> None:
    """The same process opens the file once more: the gap is not reported twice. The oral then ends."""
    office, under_way = open_file(make_desk(), path, key)
    added = office.history(oral).entries[length:]
    gaps = [entry for entry in added if isinstance(entry.event, ev.GapFound)]
    running = office.oral(oral).stage is Stage.RUNNING
    _right(len(gaps) == running, f"kill {tally['kills']}: {len(gaps)} gaps")
    if under_way is not None:
        office.act(oral, ev.Ended())
    office.close()


def _used(entries: Sequence[Entry], now: Reading) -> Duration:
    """Time with the clock running, summed up by hand from the readings of the journal."""
    undone: set[int] = set()
    for entry in entries:
        if isinstance(entry.event, ev.Undone):
            undone.add(entry.event.act)
        elif isinstance(entry.event, ev.Redone):
            undone.remove(entry.event.act)
    total, running_since = ZERO, None
    for entry in entries:
        if entry.act in undone:
            continue
        if isinstance(entry.event, ev.Paused) and running_since is not None:
            total += Duration(entry.reading.mono - running_since)
            running_since = None
        elif isinstance(entry.event, ev.PhaseStarted | ev.Resumed) and running_since is None:
            running_since = entry.reading.mono
    if running_since is not None:
        total += Duration(now.mono - running_since)
    return total
