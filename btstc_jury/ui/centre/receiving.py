"""Files taken into a centre beside the interface's thread, which alone touches the centre's own file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from btstc_jury.application.centre.collecting import Collecting, CollectingTools, Wanted, collect
from btstc_jury.application.centre.office import CentreOffice
from btstc_jury.application.passphrases import FileKey
from btstc_jury.ui.background import Run

if TYPE_CHECKING:
    from btstc_jury.application.centre.ports import CentreFile
    from btstc_jury.application.centre.receipts import CollectionStore

T = TypeVar("T")
_MOMENT = 0.05


class Stopped(Exception):
    """The window is gone meanwhile; each file was kept whole or not at all."""


class Reading(NamedTuple):
    """``name``: of the file that comes next, "" at the end."""

    done: int
    total: int
    name: str


class Errand:
    """Something for the interface's thread to do, while the worker waits."""

    def __init__(self, deed: Callable[[], object]) -> None:
        self._deed = deed
        self._lock = Lock()
        self._dropped = False
        self.over = Event()
        self.result: object = None
        self.error: Exception | None = None

    def carry_out(self) -> None:
        with self._lock:
            if self._dropped:
                return
            try:
                self.result = self._deed()
            except Exception as error:  # noqa: BLE001 - raised again where it was asked for
                self.error = error
            self.over.set()

    def drop(self) -> bool:
        """Nobody waits any more; whether it wasn't done before."""
        with self._lock:
            self._dropped = True
            return not self.over.is_set()


class Question:
    """For the passphrase of a file; ``answer(None)`` leaves that file."""

    def __init__(self, name: str, *, again: bool) -> None:
        self.name, self.again = name, again
        self.over = Event()
        self.key: FileKey | None = None

    def answer(self, key: FileKey | None) -> None:
        self.key = key
        self.over.set()


class Receiving:
    """One deposit of files. In the worker's thread ``work`` tells ``Reading``, ``Errand``, ``Question``."""

    def __init__(self, office: CentreOffice, paths: Sequence[Path], tools: CollectingTools) -> None:
        self._office, self._paths, self._tools = office, paths, tools
        self.keys: list[FileKey] = []
        self.given_up = False
        self.gone = Event()

    def work(self, run: Run) -> Collecting:
        """Raises as ``collect``, and ``Stopped``."""

        def there(deed: Callable[[], T]) -> T:
            errand = Errand(deed)
            run.tell(errand)
            while not errand.over.wait(_MOMENT):
                if self._is_over(run) and errand.drop():
                    raise Stopped
            if errand.error is not None:
                raise errand.error
            return cast("T", errand.result)

        def ask(name: str, again: bool) -> FileKey | None:
            if self.given_up:
                return None
            question = Question(name, again=again)
            run.tell(question)
            while not question.over.wait(_MOMENT):
                if self._is_over(run):
                    raise Stopped
            return question.key

        def progress(done: int, total: int, name: str) -> bool:
            return run.tell(Reading(done, total, name)) and not self.given_up

        ours = self._office
        file = cast("CentreFile", _There(ours, there))
        office = CentreOffice(file, ours.library, ours.clock, ours.author)
        return collect(office, self._paths, self._tools, Wanted(self.keys, ask, progress=progress))

    def _is_over(self, run: Run) -> bool:
        return self.gone.is_set() or not run.wanted


class _There:
    """A centre file as far as ``collect`` needs it, each call made in the thread that it belongs to."""

    def __init__(self, office: CentreOffice, there: Callable[[Callable[[], object]], object]) -> None:
        self._file, self._there = office.file, there
        self.collection = cast("CollectionStore", _Forwarded(office.file.collection, there))

    def centre(self) -> object:
        return self._there(self._file.centre)

    def candidates(self) -> object:
        return self._there(self._file.candidates)


class _Forwarded:
    def __init__(self, store: object, there: Callable[[Callable[[], object]], object]) -> None:
        self._store, self._there = store, there

    def __getattr__(self, name: str) -> Callable[..., object]:
        method = getattr(self._store, name)
        return lambda *given: self._there(lambda: method(*given))
