"""The cases that a teacher keeps, shares and makes others from."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from btstc_jury.application.case_bank import BankStore
from btstc_jury.application.case_figures import carried
from btstc_jury.application.case_variation import Harder, harder, made_harder
from btstc_jury.application.fiche_reading import FicheReader
from btstc_jury.application.problems import FileProblem
from btstc_jury.domain.case import Annex, Case, Rubric
from btstc_jury.domain.form import Form

SUFFIX = ".btscas"
_LONGEST_TITLE = _LONGEST_NAME = 200
"""Characters of the title of a case, of the name of an annex."""
_UNSAFE = re.compile(r"[/\\\x00-\x1f\x7f]+")


class UnusableCase(Exception):
    """A case can't be read, or kept as it is; the message says in French which, and what is wrong."""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """``annexes``: content by digest, of all that the case names and of nothing else."""

    case: Case
    annexes: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in the list. ``filled``: rubrics under which something stands, of ``rubrics``; ``parent``: key
    of the case that it was made from, "", and ``parent_title``, "" where that one is gone.
    """

    key: str
    title: str
    exam: str
    trade: str
    filled: int
    rubrics: int
    objections: int
    changes: int
    annexes: int
    parent: str
    parent_title: str
    path: Path

    @property
    def complete(self) -> bool:
        return self.filled == self.rubrics


@dataclass(frozen=True, slots=True)
class CaseFault:
    """A file of the folder that can't be read. ``words``: a sentence."""

    path: Path
    words: str


@dataclass(frozen=True, slots=True)
class CaseListing:
    """``lines``: in the order of their titles."""

    lines: tuple[CaseLine, ...] = ()
    faults: tuple[CaseFault, ...] = ()

    def line(self, key: str) -> CaseLine | None:
        return next((each for each in self.lines if each.key == key), None)


class CaseStore(Protocol):
    """A folder of cases. Writing may raise ``FileProblem``, and leaves what was there."""

    @property
    def folder(self) -> Path: ...

    def listing(self) -> CaseListing:
        """Every case that can be read, and what is wrong with the other files. Raises ``UnusableCase`` where
        the folder itself can't be read; one that isn't there is empty.
        """

    def open(self, key: str) -> CaseFile:
        """Raises ``UnusableCase``."""

    def keep(self, file: CaseFile) -> Path:
        """In place of the case of that key, or beside the others. Raises ``UnusableCase`` for one that is
        beyond what a file may hold.
        """

    def remove(self, key: str) -> None:
        """Nothing where it isn't there."""

    def read(self, path: Path) -> CaseFile:
        """A file from elsewhere. Raises ``UnusableCase``."""

    def write(self, path: Path, file: CaseFile) -> None:
        """To elsewhere. Raises ``UnusableCase`` as ``keep`` does."""

    def ready(self) -> tuple[CaseFile, ...]:
        """Those that the program is delivered with."""


class Standing(StrEnum):
    """How a file from elsewhere stands to the cases that are kept."""

    NEW = "new"
    SAME = "same"
    """The same case, with the same content."""
    OTHER = "other"
    """The same case, with another content."""


class Taking(StrEnum):
    """What becomes of a case that is kept with another content."""

    REPLACE = "replace"
    KEEP_BOTH = "keep_both"


@dataclass(frozen=True, slots=True)
class Incoming:
    """``own_title``: of the case that is kept under its key, ""."""

    file: CaseFile
    standing: Standing
    own_title: str = ""


class Cases:
    """``new_key``: never gives the same twice."""

    def __init__(
        self, store: CaseStore, bank: BankStore, reader: FicheReader, new_key: Callable[[], str]
    ) -> None:
        self.store = store
        self.bank = bank
        self.reader = reader
        self._new_key = new_key

    def listing(self) -> CaseListing:
        return self.store.listing()

    def open(self, key: str) -> CaseFile:
        return self.store.open(key)

    def keep(self, file: CaseFile) -> None:
        self.store.keep(file)

    def new(self, form: Form, title: str, trade: str = "") -> CaseFile:
        """With the empty rubrics of the form's sheet; not kept yet."""
        return CaseFile(blank_case(self._new_key(), form, title, trade))

    def attach(self, file: CaseFile, path: Path, *, handed: bool = True) -> CaseFile:
        """With that file beside it, its pages counted where that can be done. Raises ``UnusableFiche``
        for one that can't be read or is too large.
        """
        content, pages = self.reader.annex(path)
        return with_annex(file, path.name, content, pages, handed=handed)

    def delete(self, key: str) -> CaseFile | None:
        """What was deleted, to be kept again by who takes it back; nothing of a file that can't be read."""
        try:
            gone = self.store.open(key)
        except UnusableCase:
            gone = None
        self.store.remove(key)
        return gone

    def duplicate(self, key: str) -> CaseFile:
        """A copy that is kept, « Titre (copie) »."""
        file = self.store.open(key)
        title = free_title(f"{file.case.title} (copie)", self._titles())
        copy = replace(file, case=replace(file.case, key=self._new_key(), title=title, parent=key))
        self.store.keep(copy)
        return copy

    def propose_harder(self, case: Case) -> tuple[Harder, ...]:
        """What would make the same case harder, each to be looked at, edited, or left out."""
        return harder(case, self.bank.bank())

    def vary(self, key: str, chosen: Sequence[Harder], title: str = "", *, carries: bool = True) -> CaseFile:
        """The same case with these, kept as a variant; ``title``: « Titre, plus difficile » unless given;
        ``carries``: a figure that they change does in the rest of the case too.
        """
        file = self.store.open(key)
        name = title.strip() or free_title(f"{file.case.title}, plus difficile", self._titles())
        case = made_harder(file.case, chosen)
        if carries:
            case = carried(file.case, case)
        variant = replace(file, case=replace(case, key=self._new_key(), title=name, parent=key))
        self.store.keep(variant)
        return variant

    def look_at(self, path: Path) -> Incoming:
        """A ``.btscas``, before it is taken. Raises ``UnusableCase``."""
        file = self.store.read(path)
        line = self.store.listing().line(file.case.key)
        if line is None:
            return Incoming(file, Standing.NEW)
        try:
            own = self.store.open(file.case.key)
        except UnusableCase:
            # What is there is damaged in an annex: another content in any case.
            return Incoming(file, Standing.OTHER, line.title)
        return Incoming(file, Standing.SAME if own.case == file.case else Standing.OTHER, line.title)

    def take(self, incoming: Incoming, taking: Taking | None = None) -> Case:
        """The case as it is kept now. ``taking``: asked where the standing is ``OTHER``."""
        file = incoming.file
        match incoming.standing:
            case Standing.NEW:
                self.store.keep(file)
            case Standing.SAME:
                pass
            case Standing.OTHER:
                file = self._taken(file, taking)
        return file.case

    def _taken(self, file: CaseFile, taking: Taking | None) -> CaseFile:
        if taking is None:
            raise ValueError("replace or keep both: that is the user's to say")
        if taking is Taking.KEEP_BOTH:
            title = free_title(file.case.title, self._titles())
            parent = file.case.key
            file = replace(file, case=replace(file.case, key=self._new_key(), title=title, parent=parent))
        self.store.keep(file)
        return file

    def export(self, key: str, path: Path) -> None:
        self.store.write(path, self.store.open(key))

    def ready(self) -> tuple[CaseFile, ...]:
        """Complete cases to begin with, of which the library has none yet."""
        kept = {each.key for each in self.listing().lines}
        return tuple(each for each in self.store.ready() if each.case.key not in kept)

    def take_ready(self) -> tuple[Case, ...]:
        """All of those, kept."""
        offered = self.ready()
        for each in offered:
            self.store.keep(each)
        return tuple(each.case for each in offered)

    def _titles(self) -> frozenset[str]:
        return frozenset(each.title for each in self.store.listing().lines)


def base_of(store: CaseStore, case: Case) -> Case:
    """What it was made from, as it is kept; itself where that can't be read, or never was."""
    try:
        return store.open(case.parent).case if case.parent else case
    except (UnusableCase, FileProblem):
        return case


def blank_case(key: str, form: Form, title: str, trade: str = "") -> Case:
    rubrics = tuple(map(Rubric, form.dossier.rubrics))
    return Case(key, title, form.exam, form.dossier.sheet_name, rubrics, trade=trade)


def with_annex(
    file: CaseFile, name: str, content: bytes, pages: int | None = None, *, handed: bool = True
) -> CaseFile:
    """At the end of its annexes; the same content under the same name is there once."""
    digest = sha256(content).hexdigest()
    name = _UNSAFE.sub("-", name)[:_LONGEST_NAME]
    annex = Annex(name, digest, len(content), pages, handed)
    others = tuple(each for each in file.case.annexes if (each.name, each.digest) != (name, digest))
    case = replace(file.case, annexes=(*others, annex))
    return with_case(CaseFile(file.case, {**file.annexes, digest: content}), case)


def with_case(file: CaseFile, case: Case) -> CaseFile:
    """That case with the annexes that it still names."""
    named = {each.digest for each in case.annexes}
    return CaseFile(case, {digest: each for digest, each in file.annexes.items() if digest in named})


def free_title(wanted: str, taken: Collection[str]) -> str:
    """« Titre », else « Titre 2 » and so on."""
    title, number = wanted[:_LONGEST_TITLE], 2
    while title in taken:
        title, number = f"{wanted[: _LONGEST_TITLE - 5]} {number}", number + 1
    return title
