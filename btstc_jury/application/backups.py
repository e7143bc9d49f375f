"""Copies of a file in another place: their names, when they are due, what became of the last one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from btstc_jury.application.centre.ports import CENTRE_SUFFIX
from btstc_jury.application.office import Changes
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.sessions import SUFFIX
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.domain.events import Finalised, GridSigned
from btstc_jury.domain.moments import Instant
from btstc_jury.domain.session import ExamSession, FileKind


class BackupStopped(Exception):
    """A copy was given up because somebody asked; nothing of it is left."""


@dataclass(frozen=True, slots=True)
class Order:
    """``folder``: where the copy goes; ``touched``: orals written since the copy before, whose journals are
    checked whole; ``now``: local wall time.
    """

    source: Path
    folder: Path
    touched: frozenset[int]
    now: datetime


@dataclass(frozen=True, slots=True)
class Holding:
    """What an exam file holds. ``origin``: the same for a file and all its copies; ``signed``: orals with all
    the signatures due; ``heads``: by oral, how many rows its journal has and the hash of the last.
    """

    origin: bytes
    session: ExamSession
    orals: int
    settled: int
    signed: int
    last_act: Instant
    heads: Mapping[int, tuple[int, bytes]]


@dataclass(frozen=True, slots=True)
class CentreHolding:
    """What a centre file holds. ``origin``: as above."""

    origin: bytes
    centre: Centre
    candidates: int
    slots: int
    receipts: int
    acts: int
    last_act: Instant


@dataclass(frozen=True, slots=True)
class Restored:
    """``aside``: where the file that was there is kept, ``None`` for none; ``beside``: new names of what lay
    there as if it were part of a file.
    """

    aside: Path | None
    beside: tuple[Path, ...] = ()


class BackupStore(Protocol):
    """Every method may raise ``FileProblem``. Safe in any thread: no connection outlives a call."""

    def make(self, order: Order, go_on: Callable[[int, int], bool]) -> Path:
        """A checked and durable copy; older ones are thinned by age. ``go_on(done, total)``, in pages, is
        called while it copies: ``False`` gives it up (``BackupStopped``).

        ``DAMAGED`` names the source. Nothing half written stays.
        """

    def try_key(self, key: FileKey) -> None:
        """Encrypted files are tried with this key too from now on."""

    def found(self, folder: Path) -> tuple[Backup, ...]:
        """The backups in a folder, by their names, latest first."""

    def holding(self, path: Path) -> Holding | CentreHolding:
        """What an exam file, or a centre's, holds, read without changing it."""

    def restore(self, backup: Path, to: Path, now: datetime) -> Restored:
        """Put a checked copy of ``backup`` at ``to``. ``BUSY`` while a program has ``to`` open. On a problem
        ``to`` is what it was.
        """


@dataclass(frozen=True, slots=True)
class BackupState:
    """``last``: when the last good copy of this sitting was made; ``problem``: why the latest one failed."""

    folder: Path | None
    last: datetime | None = None
    problem: FileProblem | None = None


class BackupLog:
    """What was written since the last good copy of one open file, and whether a copy is due."""

    def __init__(self, source: Path, kind: FileKind, *, read_only: bool) -> None:
        self.wanted = kind.facts.kept and not read_only
        self.state = BackupState(None)
        self._source = source
        self._touched: set[int] = set()
        self._pending = True

    def follow(self, folder: Path | None) -> bool:
        """Copies go to ``folder`` from now on; whether one is due there."""
        if folder == self.state.folder:
            return False
        self.state = BackupState(folder)
        self._pending = True
        return self.due

    @property
    def due(self) -> bool:
        """Whether something isn't in a good copy yet."""
        return self.wanted and self.state.folder is not None and self._pending

    def remark(self, changes: Changes) -> bool:
        """Take note of an act; whether it calls for a copy at once."""
        self._pending = True
        if changes.oral is not None:
            self._touched.add(changes.oral)
        calls = any(isinstance(event, Finalised | GridSigned) for event in changes.events)
        return calls and self.due

    def touch(self) -> None:
        """Something was written in a file without orals."""
        self._pending = True

    def order(self, now: datetime) -> Order | None:
        """What to copy now; acts noted from here on belong to the next copy."""
        if not self.wanted or self.state.folder is None:
            return None
        order = Order(self._source, self.state.folder, frozenset(self._touched), now)
        self._touched.clear()
        self._pending = False
        return order

    def made(self, order: Order) -> None:
        if order.folder == self.state.folder:
            self.state = BackupState(order.folder, order.now)

    def failed(self, order: Order, problem: FileProblem) -> None:
        self.stopped(order)
        if order.folder == self.state.folder:
            self.state = BackupState(order.folder, self.state.last, problem)

    def stopped(self, order: Order) -> None:
        """Given up, on request or not: it stays due."""
        self._touched |= order.touched
        self._pending = True


_MOMENT = "%Y-%m-%d %Hh%Mm%S"
_NAME = re.compile(
    r"(?P<stem>.+) – (?P<moment>\d{4}-\d\d-\d\d \d\dh\d\dm\d\d)(?: \(\d+\))?"
    f"(?:{re.escape(SUFFIX)}|{re.escape(CENTRE_SUFFIX)})",
    re.DOTALL,
)

_RECENT = timedelta(days=2)
_MONTH = timedelta(days=31)
MOST_RECENT = 40
"""Copies of the last two days that are all kept."""


@dataclass(frozen=True, slots=True)
class Backup:
    """``stem``: name of the file without its suffix; ``moment``: local wall time, from the name."""

    path: Path
    stem: str
    moment: datetime


def backup_name(stem: str, moment: datetime, number: int = 1, suffix: str = SUFFIX) -> str:
    """``number``: from 2 on, for several copies of one second."""
    again = f" ({number})" if number > 1 else ""
    return f"{stem} – {moment.strftime(_MOMENT)}{again}{suffix}"


def backup_of(path: Path) -> Backup | None:
    """What the name says; ``None`` for a file that isn't named as a backup."""
    matched = _NAME.fullmatch(unicodedata.normalize("NFC", path.name))
    if matched is None:
        return None
    try:
        moment = datetime.strptime(matched["moment"], _MOMENT)  # noqa: DTZ007 - the wall time of the name
    except ValueError:
        return None
    return Backup(path, matched["stem"], moment)


def set_aside_name(stem: str, words: str, moment: datetime, suffix: str = SUFFIX) -> str:
    """Name of a file that is kept although another takes its place: « session – remplacé le … »."""
    return f"{stem} – {words} {moment.strftime(_MOMENT)}{suffix}"


def kept(moments: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Which moments' copies are kept: all of two days (at most ``MOST_RECENT``), then the last of each day
    for a month, then the last of each month.

    The one nearest to ``now`` is always kept. Copies dated in the future, by a clock that was wrong, age by
    their distance from now.
    """
    by_age = sorted(set(moments), key=lambda moment: (abs(now - moment), moment))
    recent = [moment for moment in by_age if abs(now - moment) <= _RECENT][:MOST_RECENT]
    older = sorted(moment for moment in by_age if abs(now - moment) > _RECENT)
    # Of two with the same key the later one stays.
    of_days = {each.date(): each for each in older if abs(now - each) <= _MONTH}
    of_months = {(each.year, each.month): each for each in older if abs(now - each) > _MONTH}
    return frozenset((*recent, *of_days.values(), *of_months.values(), *by_age[:1]))
