"""An exam file in memory: what a use case needs of one, and the problems that a disk can have."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec

from btstc_jury.application.drafts import Draft
from btstc_jury.application.finding import Finder, Found, Hit, Sought, fold, held_of, matches
from btstc_jury.application.passphrases import FileKey, write_recovery_key
from btstc_jury.application.ports import Document, Holder, KeptAuthority, KeptIdentity, Part
from btstc_jury.application.problems import FileProblem, ProblemKind, ReadOnlyFile
from btstc_jury.application.summary import OralSummary
from btstc_jury.domain.events import Entry, Erased, RehearsalSet
from btstc_jury.domain.form import Form
from btstc_jury.domain.history import open_history
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.domain.standing import Stage


def row_hash(entries: Sequence[Entry]) -> bytes:
    """Stands for the hash of the last row of such a journal."""
    return hashlib.sha256(repr(list(entries)).encode()).digest()


class MemoryIndex:
    def __init__(self) -> None:
        self.journals: dict[int, list[Entry]] = {}
        self.lines: dict[int, OralSummary] = {}
        self.acted: dict[int, int] = {}

    def summary(self, oral: int) -> OralSummary:
        return self.lines[oral]

    def head(self, oral: int) -> bytes:
        return row_hash(self.journals[oral])

    def on_day(self, day: date) -> tuple[OralSummary, ...]:
        found = (
            each for each in self.lines.values() if each.scheduled.date() == day and each.stage.facts.listed
        )
        return tuple(sorted(found, key=lambda each: (each.scheduled, plain(each.last_name))))

    def days(self) -> tuple[tuple[date, int], ...]:
        return tuple(sorted(Counter(each.scheduled.date() for each in self._listed()).items()))

    def search(self, text: str, limit: int) -> tuple[OralSummary, ...]:
        wanted = plain(text)
        found = (each for each in self._listed() if wanted in plain(f"{each.last_name} {each.number}"))
        return tuple(found)[:limit]

    def all(self) -> tuple[OralSummary, ...]:
        return tuple(sorted(self.lines.values(), key=lambda each: (each.scheduled, plain(each.last_name))))

    def _listed(self) -> list[OralSummary]:
        return [each for each in self.lines.values() if each.stage.facts.listed]

    def of_candidate(self, like: OralSummary) -> tuple[OralSummary, ...]:
        def who(line: OralSummary) -> tuple[str, ...]:
            return tuple(map(plain, (line.last_name, line.first_names, line.number)))

        found = (each for each in self._listed() if who(each) == who(like))
        return tuple(sorted(found, key=lambda each: (each.scheduled, each.oral)))

    def withdrawn(self) -> tuple[OralSummary, ...]:
        return tuple(each for each in self.lines.values() if not each.stage.facts.listed)

    def preparing(self) -> tuple[OralSummary, ...]:
        prepared = ((each, each.preparing) for each in self.lines.values())
        return tuple(each for each, its in prepared if its is not None and its.until is None)

    def attempts(self) -> frozenset[int]:
        told = self.journals.items()
        return frozenset(oral for oral, each in told if any(type(e.event) is RehearsalSet for e in each))

    def under_way(self) -> tuple[int, ...]:
        found = (each.oral for each in self.lines.values() if each.stage in {Stage.RUNNING, Stage.PAUSED})
        return tuple(sorted(found, key=lambda oral: self.acted[oral]))


class MemoryFinder:
    """Reads every journal at each search."""

    def __init__(self, file: MemoryFile) -> None:
        self._file = file

    def search(self, sought: Sought, limit: int) -> Found:
        if not sought:
            return Found(())
        hits: list[Hit] = []
        told: list[Hit] = []
        for line in sorted(self._file.index.lines.values(), key=lambda each: plain(each.last_name)):
            name = fold(f"{line.last_name} {line.first_names} {line.number}")
            if not sought.lets_through(line):
                continue
            if all(term.names(name) for term in sought.terms):
                hits.append(Hit(line))
                continue
            held = held_of(open_history(self._file.entries(line.oral), self._file.forms()).oral)
            if matches(held.words, sought.terms):
                told.append(Hit(line, held))
        found = (*hits, *told)
        return Found(found[:limit], len(found) > limit)

    def due(self) -> int:
        return 0

    def read(self, _most: int, /) -> int:
        return 0


class MemoryHeart:
    def __init__(self, write: Callable[[], None]) -> None:
        self.beats: list[Reading] = []
        self._write = write

    def beat(self, reading: Reading) -> None:
        self._write()
        self.beats.append(reading)

    def last_beat(self) -> Reading | None:
        return self.beats[-1] if self.beats else None


class MemoryProofs:
    def __init__(self, write: Callable[[], None], journals: Mapping[int, list[Entry]]) -> None:
        self._journals = journals
        self.documents: dict[tuple[int, int], Document] = {}
        self.identities: dict[str, KeptIdentity] = {}
        self.kept: KeptAuthority | None = None
        self._write = write

    def origin(self) -> bytes:
        return b"\x01" * 32

    def document(self, oral: int, version: int) -> Document | None:
        return self.documents.get((oral, version))

    def versions(self, oral: int) -> tuple[int, ...]:
        return tuple(version for of, version in self.documents if of == oral and version > 0)

    def hashes(self, oral: int) -> tuple[bytes, ...]:
        journal = self._journals[oral]
        return tuple(row_hash(journal[:length]) for length in range(1, len(journal) + 1))

    def authority(self) -> KeptAuthority | None:
        return self.kept

    def keep_authority(self, authority: KeptAuthority) -> None:
        self._write()
        assert self.kept is None
        self.kept = authority

    def identity(self, juror: str) -> KeptIdentity | None:
        return self.identities.get(juror)

    def keep_identity(self, identity: KeptIdentity) -> None:
        self._write()
        self.identities[identity.juror] = identity


class MemoryDrafts:
    def __init__(self, write: Callable[[], None]) -> None:
        self.kept: dict[int, dict[tuple[str, str], Draft]] = {}
        self._write = write

    def of_oral(self, oral: int) -> tuple[Draft, ...]:
        return tuple(self.kept.get(oral, {}).values())

    def keep(self, oral: int, drafts: Iterable[Draft], gone: Iterable[tuple[str, str]] = ()) -> None:
        self._write()
        known = self.kept.setdefault(oral, {})
        for key in gone:
            known.pop(key, None)
        known |= {each.key: each for each in drafts}


class MemoryProtection:
    """Nothing is encrypted in memory; the key is kept and compared."""

    def __init__(self) -> None:
        self.key: FileKey | None = None
        self.rescued: Path | None = None

    @property
    def encrypted(self) -> bool:
        return self.key is not None

    def accepts(self, key: FileKey) -> bool:
        if self.key is None:
            return False
        return key.raw == self._raw() if key.raw else key.passphrase == self.key.passphrase

    def recovery_key(self) -> str:
        return write_recovery_key(self._raw()) if self.encrypted else ""

    def rescue(self, to: Path) -> None:
        self.rescued = to

    def change(self, new: FileKey | None) -> None:
        self.key = new

    def _raw(self) -> bytes:
        kept = self.key or FileKey()
        return kept.raw or hashlib.sha256(kept.passphrase.encode()).digest()


class MemoryFile:
    """``failure``: the problem that the next writing meets, until it is taken away. ``damaged``: orals whose
    journal can't be read.
    """

    def __init__(self, session: ExamSession, entry: Entry, path: Path = Path("essai.btsjury")) -> None:
        self.path = path
        self.read_only = ""
        self.aside: tuple[Path, ...] = ()
        self.index = MemoryIndex()
        self.finder: Finder = MemoryFinder(self)
        self.heart = MemoryHeart(self._write)
        self.proofs = MemoryProofs(self._write, self.index.journals)
        self.drafts = MemoryDrafts(self._write)
        self.protection = MemoryProtection()
        self.failure: ProblemKind | None = None
        self.damaged: set[int] = set()
        self.closed = False
        self.own_journal = [entry]
        self.journals = self.index.journals
        self._session = session
        self._forms: dict[str, Form] = {}

    def session(self) -> ExamSession:
        return self._session

    def describe(self, entry: Entry, session: ExamSession) -> None:
        self._write()
        self.own_journal.append(entry)
        self._session = session

    def session_length(self) -> int:
        return len(self.own_journal)

    def forms(self) -> Mapping[str, Form]:
        return dict(self._forms)

    def create_oral(self, entry: Entry, form: Form, summary: OralSummary) -> int:
        self._write()
        number = max(self.journals, default=0) + 1
        self.journals[number] = []
        self._add(number, [entry], form, msgspec.structs.replace(summary, oral=number))
        return number

    def append_all(self, parts: Sequence[Part], forgotten: Sequence[int] = ()) -> None:
        if forgotten and self._session.kind is not FileKind.TRAINING:
            raise ValueError(self._session.kind)
        self._write()
        for oral in forgotten:
            del self.journals[oral]
            del self.index.lines[oral]
        for part in parts:
            self._add(part.summary.oral, part.entries, part.form, part.summary)
            journal = self.journals[part.summary.oral]
            for sequence in part.erased:
                kind = journal[sequence - 1].event.kind
                journal[sequence - 1] = replace(journal[sequence - 1], event=Erased(kind))
            for document in part.documents:
                self.proofs.documents[document.oral, document.version] = document

    def entries(self, oral: int) -> tuple[Entry, ...]:
        if oral in self.damaged:
            raise FileProblem(ProblemKind.DAMAGED, self.path)
        return tuple(self.journals[oral])

    def close(self) -> None:
        self.closed = True

    def _add(self, number: int, entries: Sequence[Entry], form: Form, summary: OralSummary) -> None:
        journal = self.journals[number]
        for entry in entries:
            assert entry.sequence == len(journal) + 1
            journal.append(entry)
        self._forms[form.hash] = form
        self.index.lines[number] = summary
        self.index.acted[number] = sum(map(len, self.journals.values()))

    def _write(self) -> None:
        if self.read_only:
            raise ReadOnlyFile(self.read_only)
        if self.failure is not None:
            raise FileProblem(self.failure, self.path)


class MemoryFiles:
    """A folder in memory."""

    def __init__(self) -> None:
        self.kept: dict[Path, MemoryFile] = {}

    can_encrypt = True

    def is_encrypted(self, path: Path) -> bool:
        if path not in self.kept:
            raise FileProblem(ProblemKind.NOT_FOUND, path)
        return self.kept[path].protection.encrypted

    def create(
        self, path: Path, entry: Entry, session: ExamSession, key: FileKey | None = None
    ) -> MemoryFile:
        if path in self.kept:
            raise FileProblem(ProblemKind.EXISTS, path)
        self.kept[path] = MemoryFile(session, entry, path)
        self.kept[path].protection.key = key
        return self.kept[path]

    def open(self, path: Path, key: FileKey | None = None) -> MemoryFile:
        if path not in self.kept:
            raise FileProblem(ProblemKind.NOT_FOUND, path)
        file = self.kept[path]
        if file.protection.encrypted and key is None:
            raise FileProblem(ProblemKind.LOCKED, path)
        if file.protection.encrypted and key is not None and not file.protection.accepts(key):
            raise FileProblem(ProblemKind.WRONG_KEY, path)
        return file

    def holder(self, path: Path) -> Holder | None:
        assert path in self.kept
        return None

    def open_damaged(self, path: Path, key: FileKey | None = None) -> MemoryFile:
        assert key is None or self.kept[path].protection.encrypted
        raise FileProblem(ProblemKind.DAMAGED, path)


def plain(text: str) -> str:
    """Lower case without accents."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
