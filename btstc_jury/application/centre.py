"""The centre file, as the use cases see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import Protection
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.domain.centre.timetable import Timetable

if TYPE_CHECKING:
    from btstc_jury.application.centre_receipts import CollectionStore

CENTRE_SUFFIX = ".btscentre"


class Enrolled(NamedTuple):
    """A candidate as the file holds him. ``version``: 1, then one more at each change; below 0 of one
    withdrawn.
    """

    identity: int
    version: int
    candidate: CentreCandidate


@dataclass(frozen=True, slots=True)
class CentreAct:
    """What was done, in words. ``utc``: microseconds."""

    utc: int
    author: str
    words: str


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Written in one act, whole or not at all. ``changed``: who is held, and as what from now on, which
    brings back who was withdrawn; ``removed``: withdrawn from now on; ``mapping``: to be remembered,
    signature and fields; ``days``: what changes with it, as ``CentreFile.replan`` takes it.
    """

    act: CentreAct
    added: Sequence[CentreCandidate] = ()
    changed: Sequence[tuple[Enrolled, CentreCandidate]] = ()
    removed: Sequence[Enrolled] = ()
    mapping: tuple[str, tuple[str, ...]] | None = None
    days: tuple[Timetable, Timetable] | None = None


class ChangedMeanwhile(Exception):
    """Somebody else changed what was about to be: nothing was written."""


class CentreFile(Protocol):
    """An open centre file. Everything raises ``FileProblem``; what is written is durable on return."""

    path: Path

    @property
    def protection(self) -> Protection: ...

    @property
    def aside(self) -> tuple[Path, ...]:
        """What lay beside and isn't of it, as it is named now."""

    def centre(self) -> Centre: ...

    def candidates(self) -> tuple[Enrolled, ...]:
        """Those who are not withdrawn."""

    def withdrawn(self) -> tuple[Enrolled, ...]:
        """Their numbers are never given to anybody else."""

    def mappings(self) -> Mapping[str, tuple[str, ...]]:
        """Fields of lists taken in before, by the signature of their headings."""

    def acts(self) -> tuple[CentreAct, ...]: ...

    def enrol(self, enrolment: Enrolment) -> None:
        """Raises ``ReadOnlyFile``, ``ChangedMeanwhile`` too."""

    def timetable(self) -> Timetable:
        """As it is held: without the candidates and the forms, which aren't of it."""

    def replan(self, before: Timetable, after: Timetable, act: CentreAct) -> None:
        """Write what differs, in one act, whole or not at all; ``before``: as ``timetable`` gave it, or as it
        was written last. Raises ``ReadOnlyFile``, ``ChangedMeanwhile`` too.
        """

    @property
    def collection(self) -> CollectionStore:
        """What came back."""

    def close(self) -> None: ...


class CentreFiles(Protocol):
    """Everything raises ``FileProblem``."""

    @property
    def can_encrypt(self) -> bool: ...

    def is_encrypted(self, path: Path) -> bool: ...

    def create(self, path: Path, centre: Centre, act: CentreAct, key: FileKey | None = None) -> CentreFile:
        """Whole or not at all, never over a file. Without a key, plain."""

    def open(self, path: Path, key: FileKey | None = None) -> CentreFile:
        """To write in, as the only one who does."""

    def to_read(self, path: Path, key: FileKey | None = None) -> AbstractContextManager[CentreFile]:
        """Whoever writes it; nothing is written, in it nor beside it."""
