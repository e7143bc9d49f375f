"""What the use cases need from the outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from btstc_jury.application.drafts import DraftStore
from btstc_jury.application.finding import Finder
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.summary import OralSummary
from btstc_jury.domain.events import Entry
from btstc_jury.domain.form import Form
from btstc_jury.domain.moments import Instant, Reading
from btstc_jury.domain.session import ExamSession


class Clock(Protocol):
    def now(self) -> Reading: ...


class FormSource(Protocol):
    """The forms on this machine; an oral keeps its own pinned copy."""

    def keys(self) -> tuple[str, ...]: ...

    def get(self, key: str) -> Form: ...

    def of_centre(self, key: str) -> bool:
        """Whether the form of this key is the centre's own, no official one."""


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF of a settled version; ``revision``: 0 as made to be signed, n once it bears n signatures.
    ``version`` -n: the nth document attached for the candidate, ``revision`` 0.
    """

    oral: int
    version: int
    revision: int
    content: bytes


@dataclass(frozen=True, slots=True)
class KeptAuthority:
    """``certificate``: DER; ``key``: PKCS#8, DER. What issues the identities of the file's jurors."""

    certificate: bytes
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeptIdentity:
    """``certificate``: DER; ``pkcs12``: the same with its key, encrypted with the juror's PIN."""

    juror: str
    certificate: bytes
    pkcs12: bytes = field(repr=False)


class Heart(Protocol):
    """The sign of life of the program. Both methods may raise ``FileProblem``."""

    def beat(self, reading: Reading) -> None:
        """Note durably that the program was alive at that reading. Raises ``ReadOnlyFile``."""

    def last_beat(self) -> Reading | None: ...


class ProofStore(Protocol):
    """Signed documents and identities. Every method may raise ``FileProblem``, those that write
    ``ReadOnlyFile``. Documents are added with the entry that tells of them: ``Part.documents``.
    """

    def origin(self) -> bytes:
        """Hash of the first row of the file's own journal: the same in all copies, in no other file."""

    def document(self, oral: int, version: int) -> Document | None:
        """The latest revision."""

    def versions(self, oral: int) -> tuple[int, ...]:
        """Those of which a document is kept."""

    def hashes(self, oral: int) -> tuple[bytes, ...]:
        """Of the rows of its journal, from the first."""

    def authority(self) -> KeptAuthority | None: ...

    def keep_authority(self, authority: KeptAuthority) -> None:
        """Once in the life of a file."""

    def identity(self, juror: str) -> KeptIdentity | None: ...

    def keep_identity(self, identity: KeptIdentity) -> None:
        """In place of the one before."""


@dataclass(frozen=True, slots=True)
class Part:
    """Entries for the journal of ``summary.oral``, its form, and its index line after them; ``documents``:
    what was signed with them; ``erased``: sequences of entries whose content is to be erased.
    """

    entries: Sequence[Entry]
    form: Form
    summary: OralSummary
    documents: tuple[Document, ...] = ()
    erased: tuple[int, ...] = ()


class OralIndex(Protocol):
    """What the lists ask; no answer needs a journal to be read and folded."""

    def summary(self, oral: int) -> OralSummary: ...

    def head(self, oral: int) -> bytes:
        """Hash of the last row of an oral's journal."""

    def on_day(self, day: date) -> tuple[OralSummary, ...]:
        """Orals of a day in the order of the list: time, then name."""

    def days(self) -> tuple[tuple[date, int], ...]:
        """Days that have orals, in order, with how many."""

    def search(self, text: str, limit: int) -> tuple[OralSummary, ...]:
        """Orals whose name or number contains ``text`` (case and accents ignored)."""

    def all(self) -> tuple[OralSummary, ...]:
        """Every oral, those withdrawn too, in the order of days, times and names."""

    def of_candidate(self, like: OralSummary) -> tuple[OralSummary, ...]:
        """Listed orals under the same name and number, in the order of days and times."""

    def withdrawn(self) -> tuple[OralSummary, ...]:
        """Those that the lists above but ``all`` leave out, in the order of names."""

    def preparing(self) -> tuple[OralSummary, ...]:
        """Orals of any day whose preparation runs."""

    def attempts(self) -> frozenset[int]:
        """Orals in whose journal a ``RehearsalSet`` stands: they are attempts."""

    def under_way(self) -> tuple[int, ...]:
        """Orals whose stage is running or paused, latest act last."""


class Protection(Protocol):
    """How an open exam file is encrypted, if it is, and how it is saved where it lost its name."""

    @property
    def encrypted(self) -> bool: ...

    def accepts(self, key: FileKey) -> bool:
        """Whether this opens the file, passphrase or recovery key; ``False`` for a plain file.

        Takes a fifth of a second, the same whatever is wrong.
        """

    def recovery_key(self) -> str:
        """What opens the file without its passphrase, to be printed; "" for a plain file.

        It goes out of use with the passphrase that it stands in for.
        """

    def rescue(self, to: Path) -> None:
        """A whole copy at ``to``, even of a file that was moved or deleted while it was open.

        Raises ``FileProblem``: ``EXISTS`` where there is a file already.
        """

    def change(self, new: FileKey | None) -> None:
        """Encrypt under another passphrase; ``None`` makes the file plain. The file stays open.

        Raises ``ReadOnlyFile``, or ``FileProblem`` (``BUSY`` while another program reads the file): then the
        file is as it was before, under the key of before. Of a plain file that becomes encrypted, the
        content is overwritten as far as the system allows: on a USB stick or a solid disk earlier copies may
        remain; only a file created encrypted was never plain on the disk.
        """


class GuardedFile(Protocol):
    """An open file, an exam's or a centre's, that a passphrase may guard."""

    path: Path

    @property
    def protection(self) -> Protection: ...


class GuardedOffice(Protocol):
    """What works on one. ``read_only``: why nothing can be written, or ""."""

    @property
    def read_only(self) -> str: ...

    @property
    def file(self) -> GuardedFile: ...

    def close(self) -> None: ...


class ExamFile(Protocol):
    """One exam file. Every method may raise ``FileProblem``; a failed write has changed nothing.

    Writing methods return once the change is durable, and raise ``ReadOnlyFile`` when ``read_only``.
    Journals are named: ``SESSION`` for the file's own, ``oral-<number>`` for an oral's.
    """

    path: Path
    finder: Finder

    @property
    def read_only(self) -> str:
        """Why the file can't be written (``busy``: another instance has it; ``permission``; ``damaged``), or
        "".
        """

    @property
    def aside(self) -> tuple[Path, ...]:
        """New names of files that lay beside it as if they were part of it, and weren't."""

    @property
    def index(self) -> OralIndex: ...

    @property
    def heart(self) -> Heart: ...

    @property
    def proofs(self) -> ProofStore: ...

    @property
    def drafts(self) -> DraftStore: ...

    @property
    def protection(self) -> Protection: ...

    def session(self) -> ExamSession: ...

    def describe(self, entry: Entry, session: ExamSession) -> None:
        """Append a ``SessionDescribed`` entry to the file's own journal."""

    def session_length(self) -> int:
        """Rows in the file's own journal."""

    def forms(self) -> Mapping[str, Form]:
        """Pinned forms by content hash."""

    def create_oral(self, entry: Entry, form: Form, summary: OralSummary) -> int:
        """Begin a journal; the number given to the oral (``summary.oral`` is ignored)."""

    def append_all(self, parts: Sequence[Part], forgotten: Sequence[int] = ()) -> None:
        """Add to the journal of each part's oral, pin the forms and update the index, in one transaction.

        ``forgotten``: orals of which nothing is left, not in the bytes of the file either; of a training file
        alone, the journals of an exam are proofs. Raises ``ValueError`` elsewhere.
        """

    def entries(self, oral: int) -> tuple[Entry, ...]: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has an exam file open to write it: ``host``, ``user``: as the system names them."""

    host: str
    user: str
    since: Instant


class ExamFiles(Protocol):
    """Creating and opening exam files. Every method may raise ``FileProblem``."""

    @property
    def can_encrypt(self) -> bool:
        """Whether this installation has what encrypted files need."""

    def is_encrypted(self, path: Path) -> bool:
        """Whether a file looks encrypted; found out without writing anything."""

    def create(self, path: Path, entry: Entry, session: ExamSession, key: FileKey | None = None) -> ExamFile:
        """``key``: of an encrypted file; ``None`` makes a plain one.

        ``EXISTS`` where there is a file already: it is never overwritten.
        """

    def open(self, path: Path, key: FileKey | None = None) -> ExamFile:
        """``LOCKED`` for an encrypted file without a key, ``WRONG_KEY`` with another, ``NO_CIPHER`` where
        encrypted files can't be opened; nothing is then written, not even beside the file. A plain file needs
        no key and ignores one.
        """

    def holder(self, path: Path) -> Holder | None:
        """Who holds the file; ``None`` where nobody does or it can't be read."""

    def open_damaged(self, path: Path, key: FileKey | None = None) -> ExamFile:
        """Read-only, what can be read of a damaged file. Raises ``FileProblem`` where that is nothing."""
