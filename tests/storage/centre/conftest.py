"""A centre wherever it may be held, for what is the same everywhere."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest

from btstc_jury.application.passphrases import FileKey
from btstc_jury.storage.centre import SqliteCentreFiles
from btstc_jury.storage.centre.file import SqliteCentreFile, StoredCentre
from btstc_jury.storage.database import opened
from tests.centres import CENTRE, MADE
from tests.served_centres import Stations, made, stations
from tests.servers import Server
from tests.storage.keyed import KEY


class HeldCentre(ABC):
    """A new centre, and other programs that read or write it. ``file``: open to be written."""

    file: StoredCentre

    @abstractmethod
    def read(self) -> AbstractContextManager[StoredCentre]:
        """By a program that only reads."""

    @abstractmethod
    def other(self) -> AbstractContextManager[StoredCentre]:
        """Another that writes; of a file there is none but for a test."""


class InFile(HeldCentre):
    def __init__(self, path: Path, key: FileKey | None) -> None:
        self._key = key
        self.file: SqliteCentreFile = SqliteCentreFiles().create(path, CENTRE, MADE, key)

    @contextmanager
    def read(self) -> Iterator[StoredCentre]:
        with SqliteCentreFiles().to_read(self.file.path, self._key) as found:
            yield found

    @contextmanager
    def other(self) -> Iterator[StoredCentre]:
        database = opened(self.file.path, "mode=rw", self.file._database.cipher)
        try:
            yield SqliteCentreFile(self.file.path, database, self.file._lock)
        finally:
            database.close()


class OnServer(HeldCentre):
    def __init__(self, stations: Stations) -> None:
        self._stations = stations
        self.file = stations.first

    @contextmanager
    def read(self) -> Iterator[StoredCentre]:
        with self._stations.served.to_read(self._stations.identity) as found:
            yield found

    @contextmanager
    def other(self) -> Iterator[StoredCentre]:
        yield self._stations.open()


@pytest.fixture(scope="session")
def centres_base(server: Server) -> Iterator[str]:
    """A base with the tables and the roles, for many centres."""
    name = server.new()
    made(server, name)
    yield name
    server.drop(name)


@pytest.fixture
def there(server: Server, centres_base: str) -> Iterator[Stations]:
    """Workstations on a new centre of a server."""
    with stations(server, centres_base) as found:
        yield found


@pytest.fixture(params=["plain", "encrypted", "server"])
def held(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[HeldCentre]:
    with ExitStack() as ending:
        if request.param == "server":
            base = request.getfixturevalue("centres_base")
            there = ending.enter_context(stations(request.getfixturevalue("server"), base))
            yield OnServer(there)
            return
        found = InFile(tmp_path / "centre.btscentre", KEY if request.param == "encrypted" else None)
        ending.callback(found.file.close)
        yield found
