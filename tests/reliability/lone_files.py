"""The exam file copied, renamed, linked and beset by leftovers: does it hold every act, and nothing else."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import create_file, open_file
from btstc_jury.domain import commands as do
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.events import Entry
from tests.forms_for_tests import JURORS, make_plan, make_session
from tests.reliability.kills import ActLost
from tests.reliability.rich_file import fresh_desk
from tests.reliability.two_instances import TwoWriters
from tests.storage.keyed import earlier_version, interrupted

_MOST_LEFT = 8


class LoneFiles:
    """``raw_key``: empty for a plain file."""

    def __init__(self, folder: Path, raw_key: bytes, chance: random.Random) -> None:
        self.tally: Counter[str] = Counter()
        self._key = FileKey(raw=raw_key) if raw_key else None
        self._chance = chance
        self._desk = fresh_desk()
        self._folder = folder / f"seul-{len(raw_key)}"
        self._folder.mkdir()
        self._path = self._folder / "session.btsjury"
        self._leftovers: list[tuple[str, bytes]] = []
        self._office = create_file(self._desk, self._path, make_session(), self._key)
        self._office.plan(make_plan(), "essai")
        self._office.act(1, do.Open(JURORS))
        self._ways: tuple[Callable[[], None], ...] = (
            self._copy,
            self._copy,
            self._rename,
            self._link,
            self._leave_journal,
            self._leave_wal,
            self._beset,
            self._beset_closed,
        )

    def one(self) -> None:
        """Raises ``ActLost``, ``TwoWriters``."""
        for _ in range(self._chance.randrange(1, 6)):
            self._write()
        self._chance.choice(self._ways)()
        found = self._office.file.entries(1)
        if found != self._office.history(1).entries:
            raise ActLost(f"{len(found)} entries in the open file")

    def close(self) -> None:
        self._office.close()

    def _write(self) -> None:
        text = RemarkText("é" * self._chance.randrange(1, 3000))
        self._office.act(1, do.AddRemark(self._office.now(), text))
        self.tally["acts acknowledged"] += 1

    def _entries(self) -> tuple[Entry, ...]:
        return self._office.history(1).entries

    def _holds(self, path: Path, entries: tuple[Entry, ...], what: str) -> None:
        file = self._desk.files.open(path, self._key)
        found = file.entries(1)
        file.close()
        if found != entries:
            raise ActLost(f"{what}: {len(found)} entries of {len(entries)}")
        self.tally[what] += 1

    def _copy(self) -> None:
        copy = self._folder / "copie.btsjury"
        shutil.copyfile(self._path, copy)
        self._holds(copy, self._entries(), "copies whole")
        copy.unlink()

    def _rename(self) -> None:
        entries = self._entries()
        other = self._path.rename(self._folder / "renommé.btsjury")
        try:
            self._write()
        except FileProblem as problem:
            if problem.kind is not ProblemKind.MOVED:
                raise ActLost(f"renamed: told as {problem}") from problem
        else:
            raise ActLost("an act went where nobody looks for it")
        second, _ = open_file(self._desk, other, self._key)
        self._refused(second.read_only)
        if second.history(1).entries != entries:
            raise ActLost("renamed: another journal")
        second.close()
        other.rename(self._path)
        self.tally["renames"] += 1

    def _link(self) -> None:
        link = self._folder / "lien.btsjury"
        link.hardlink_to(self._path)
        second, _ = open_file(self._desk, link, self._key)
        self._refused(second.read_only)
        second.close()
        link.unlink()
        self.tally["hard links"] += 1

    def _refused(self, reason: str) -> None:
        if reason != "busy":
            raise TwoWriters(f"under another name: {reason!r}")

    def _leave_journal(self) -> None:
        crashed = self._folder / "mort.btsjury"
        interrupted(self._office, self._path, crashed)
        journal = crashed.with_name(f"{crashed.name}-journal")
        self._leave(("-journal", journal.read_bytes()))
        self._holds(crashed, self._entries(), "half written files mended")
        crashed.unlink()

    def _leave_wal(self) -> None:
        """The file goes through the hands of an earlier version, killed with its acts in the -wal."""
        self._office.close()
        crashed = self._folder / "mort.btsjury"
        with earlier_version():
            self._office, _ = open_file(self._desk, self._path, self._key)
            for _ in range(self._chance.randrange(1, 20)):
                self._write()
            for suffix in ("", "-wal"):
                shutil.copyfile(f"{self._path}{suffix}", f"{crashed}{suffix}")
            self._leave(("-wal", Path(f"{crashed}-wal").read_bytes()))
            entries = self._entries()
            self._office.close()
        self._holds(crashed, entries, "earlier files recovered")
        crashed.unlink()
        self._office, _ = open_file(self._desk, self._path, self._key)

    def _leave(self, leftover: tuple[str, bytes]) -> None:
        self._leftovers = [*self._leftovers[-_MOST_LEFT + 1 :], leftover]

    def _beset(self) -> None:
        """A leftover of an earlier state comes beside the open file."""
        for suffix, content in self._leftovers:
            self._path.with_name(self._path.name + suffix).write_bytes(content)
            self._write()
            self.tally["leftovers beside the open file"] += 1
        self._sweep()

    def _beset_closed(self) -> None:
        for suffix, content in self._leftovers:
            copy = self._folder / "copie.btsjury"
            shutil.copyfile(self._path, copy)
            self._desk.files.open(copy, self._key).close()
            before = copy.read_bytes()
            copy.with_name(copy.name + suffix).write_bytes(content)
            self._holds(copy, self._entries(), "leftovers beside a closed file")
            if copy.read_bytes() != before:
                raise ActLost(f"a leftover {suffix} changed a sound file")
            copy.unlink()
        self._sweep()

    def _sweep(self) -> None:
        for each in self._folder.glob("*écarté*"):
            each.unlink()
