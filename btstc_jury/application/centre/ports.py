"""The centre file, as the use cases see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import Protection
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.domain.centre.timetable import Timetable
from btstc_jury.domain.standing import Status

if TYPE_CHECKING:
    from btstc_jury.application.centre.receipts import CollectionStore
    from btstc_jury.application.centre.server import ServerAddress
    from btstc_jury.application.finding import Term
from btstc_jury.application.findings import Examined

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
    signature and fields; ``days``: what changes with it, as ``CentreFile.replan`` takes it; ``known``: the
    candidates that it was made from, ``None`` where the others don't count: if it is anybody else by now,
    nothing is written.
    """

    act: CentreAct
    added: Sequence[CentreCandidate] = ()
    changed: Sequence[tuple[Enrolled, CentreCandidate]] = ()
    removed: Sequence[Enrolled] = ()
    mapping: tuple[str, tuple[str, ...]] | None = None
    days: tuple[Timetable, Timetable] | None = None
    known: Sequence[Enrolled] | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that two changed. ``what``: « candidate », « centre », or the table of a ``Timetable``'s
    value, « slot », « receipt »; ``read``: as the second found it, ``theirs``: as the first left it,
    ``mine``: as the second wanted it; ``None`` where it isn't there.
    """

    what: str
    key: Any
    read: Any
    theirs: Any
    mine: Any


class ChangedMeanwhile(Exception):
    """Somebody else changed what was about to be: nothing was written. ``acts``: what was done since, by
    whom and when, the oldest first; ``clashes``: what both changed.
    """

    def __init__(self, acts: Sequence[CentreAct] = (), clashes: Sequence[Clash] = ()) -> None:
        super().__init__("; ".join(each.words for each in acts))
        self.acts = tuple(acts)
        self.clashes = tuple(clashes)


class GivenUp(Exception):
    """Somebody gave the act up while it was written: nothing of it was."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the data of a centre are. ``shown``: the file's name, or « base sur serveur »; ``server``:
    ``None`` of a file.
    """

    shown: str
    server: ServerAddress | None = None


class Sharing(Protocol):
    """How an open centre is shared with who else writes in it. Everything raises ``FileProblem``.

    What is told of the centre is of one moment, ``view``, until ``follow`` or an act of one's own moves it
    on; every act compares what it changes with what is there by then. Nobody else writes in a file.
    """

    @property
    def place(self) -> Place: ...

    @property
    def view(self) -> int:
        """The number of the last act that what is told knows of."""

    def is_behind(self) -> bool:
        """Whether others did something since: a single quick look, from any thread."""

    def follow(self) -> tuple[CentreAct, ...]:
        """What others did and wasn't told yet; from now on what is told is as it is now."""

    def give_up(self) -> None:
        """From any thread: the act that is being written, if any, raises ``GivenUp``."""


class CentreFile(Protocol):
    """A centre, open, in a file or on a server. Everything raises ``FileProblem``; what is written is durable
    on return.
    """

    path: Path
    """Of a server, a name that nothing has in a private folder of this machine, for what is read beside."""

    @property
    def sharing(self) -> Sharing: ...

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

    def rename(self, before: Centre, after: Centre, act: CentreAct) -> None:
        """Its name and its UAI from now on; the session stays. On a server, ``EXISTS`` where another of that
        session has them. Raises ``ReadOnlyFile``, ``ChangedMeanwhile`` too.
        """

    def enrol(self, enrolment: Enrolment) -> None:
        """Raises ``ReadOnlyFile``, ``ChangedMeanwhile``, ``GivenUp`` too."""

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


class ListedCentre(NamedTuple):
    """A centre of a server, in its list. ``identity``: never another's; ``last``: when somebody wrote in it
    last (UTC microseconds).
    """

    identity: str
    centre: Centre
    candidates: int
    commissions: int
    slots: int
    receipts: int
    acts: int
    last: int


class Told(NamedTuple):
    """What one version at least has to tell of its oral, so that this stands in some state. ``signed``:
    ``None`` where it doesn't matter.
    """

    statuses: frozenset[Status]
    settled: bool
    signed: bool | None = None


class CentreServer(Protocol):
    """A base of centres on a server. Everything raises ``FileProblem``, whose ``path`` is the name of the
    base, as it is shown: ``UNREACHABLE``, ``DENIED``, ``NO_TLS``, ``LOGIN``, ``NO_BASE``, ``NOT_SET_UP``,
    ``OLDER``, ``NEWER`` among others.
    """

    @property
    def address(self) -> ServerAddress: ...

    def revision(self) -> str:
        """Of its tables, "" where there are none."""

    def upgrade(self) -> None:
        """Make the tables, or bring them up, in one transaction; by who may."""

    def give_roles(self) -> None:
        """What each role may do is what the program's script says, whatever it was; by who may."""

    def centres(self) -> tuple[ListedCentre, ...]:
        """By name, in one query."""

    def holding(self, terms: Sequence[Term], told: Told | None = None) -> frozenset[str]:
        """Identities of the centres of which a search for these words may find something, where something
        that came tells this.
        """

    def create(self, centre: Centre, act: CentreAct) -> CentreFile:
        """Whole or not at all. ``EXISTS`` where one of the same session has the UAI, or the name without
        one.
        """

    def open(self, identity: str) -> CentreFile:
        """To write in, among others. ``NOT_FOUND``."""

    def to_read(self, identity: str) -> AbstractContextManager[CentreFile]:
        """Nothing is written."""

    def check(self, identity: str) -> Examined:
        """All that is kept of a centre is read and compared."""

    def close(self) -> None:
        """The centres that were opened stay so."""


class CentreServers(Protocol):
    def at(self, address: ServerAddress, password: str = "") -> CentreServer:
        """Nothing is asked of it yet. Raises ``FileProblem``: ``NO_DRIVER``."""
