"""Centres of a real server, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from btstc_jury.application.centre import CentreAct
from btstc_jury.application.centre_server import ServerAddress, parsed
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.storage.centre.server_centres import PostgresServer, ServerCentre
from tests.servers import Server

CENTRE = Centre("Lycée Fictif", 2027, "0921234A")
MADE = CentreAct(1, "Alix", "Fichier créé.")


def address(server: Server, base: str, user: str = "postgres") -> ServerAddress:
    return parsed(server.address(base, user)).address


def a_base(server: Server) -> str:
    """The name of a new base with the tables in it."""

    def make(name: str) -> None:
        made = PostgresServer(address(server, name), "")
        made.upgrade()
        made.close()

    return server.new(server.template("centres", make))


class Stations:
    """Workstations on one centre of a base."""

    def __init__(self, server: Server, base: str, stack: ExitStack) -> None:
        self.server, self.base = server, base
        self._stack = stack
        self.served = self.at()
        made = self.served.create(CENTRE, MADE)
        made.close()
        self.identity = self.served.centres()[0].identity

    def at(self, user: str = "postgres") -> PostgresServer:
        served = PostgresServer(address(self.server, self.base, user), "")
        self._stack.callback(served.close)
        return served

    def open(self, user: str = "postgres") -> ServerCentre:
        """Another workstation."""
        centre = self.at(user).open(self.identity)
        self._stack.callback(centre.close)
        return centre


@contextmanager
def stations(server: Server) -> Iterator[Stations]:
    base = a_base(server)
    try:
        with ExitStack() as stack:
            yield Stations(server, base, stack)
    finally:
        server.drop(base)
