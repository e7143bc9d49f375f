"""The program at full speed in a process of its own, which tells every act once it is acknowledged."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText, Sign
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.system.clock import SystemClock
from tests.fakes import FakeLibrary
from tests.forms_for_tests import JURORS, make_form

Told = tuple[str, int, int]
"""``act`` with the last sequence of the journal, or ``beat``; then the monotonic reading, microseconds."""


def make_desk() -> Desk:
    return Desk(SqliteExamFiles(), FakeLibrary(make_form()), SystemClock())


def key_of(raw_key: bytes) -> FileKey | None:
    return FileKey(raw=raw_key) if raw_key else None


def conduct(path: Path, oral: int, tell: Connection, raw_key: bytes) -> None:
    """Conduct an oral until killed; ``raw_key``: empty for a plain file."""
    office, _ = open_file(make_desk(), path, key_of(raw_key))
    for command in _commands(office):
        if command is None:
            reading = office.now()
            office.file.heart.beat(reading)
            tell.send(("beat", 0, reading.mono))
        elif office.act(oral, command):
            last = office.history(oral).entries[-1]
            tell.send(("act", last.sequence, last.reading.mono))


def _commands(office: Office) -> Iterator[do.Command | None]:
    """``None``: a sign of life."""
    yield do.Open(JURORS)
    yield do.Start()
    levels = ("TI", "I", "S", "TS")
    for turn in count():
        criterion = 1 + turn % 3
        content = RemarkText(f"note {turn} " + "x" * (turn % 5 * 300), Sign.STRENGTH, criterion, "a")
        yield do.AddRemark(office.now(), content, levels[turn % 4])
        yield ev.Rated(1 + (turn + 1) % 3, levels[(turn + 1) % 4])
        if turn % 3 == 1:
            yield ev.Paused()
            yield do.AddRemark(office.now(), RemarkText("pendant la pause"))
            yield ev.Resumed()
        if turn % 4 == 2:
            yield do.Undo()
            yield None
            yield do.Redo()
        if turn == 6:
            yield do.NextPhase()
