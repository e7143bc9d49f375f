"""Centres of a real server, for tests: many in one base, so that a new one costs next to nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import count

from btstc_jury.application.centre.ports import CentreAct, Enrolment
from btstc_jury.application.centre.server import ServerAddress, parsed
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.domain.centre.timetable import Timetable
from btstc_jury.storage.centre.server_centres import PostgresServer, ServerCentre
from tests.centres import ACT, MADE
from tests.servers import OWNER, Server

_NUMBERS = count(1)


def address(server: Server, base: str, user: str = OWNER) -> ServerAddress:
    return parsed(server.address(base, user)).address


def made(server: Server, base: str) -> None:
    """The tables and the roles of a base."""
    served = PostgresServer(address(server, base), "")
    served.upgrade()
    served.give_roles()
    served.close()


class Stations:
    """Workstations on one new centre of a base. ``ending``: closes them."""

    def __init__(self, server: Server, base: str, ending: ExitStack) -> None:
        self.server, self.base = server, base
        self._ending = ending
        self.centre = Centre("Lycée Fictif", 2027, f"092{next(_NUMBERS):04}A", keeps_texts=True)
        self.served = self.at()
        self.first = self.served.create(self.centre, MADE)
        ending.callback(self.first.close)
        server_place = self.first.sharing.place.server
        assert server_place is not None
        self.identity = server_place.centre

    def at(self, user: str = OWNER) -> PostgresServer:
        served = PostgresServer(address(self.server, self.base, user), "")
        self._ending.callback(served.close)
        return served

    def open(self, user: str = OWNER) -> ServerCentre:
        """Another workstation."""
        centre = self.at(user).open(self.identity)
        self._ending.callback(centre.close)
        return centre

    def filled(self, people: Sequence[CentreCandidate] = (), days: Timetable | None = None) -> ServerCentre:
        """The first workstation, once it wrote these."""
        if people:
            self.first.enrol(Enrolment(ACT, people))
        if days is not None:
            self.first.replan(self.first.timetable(), days, CentreAct(3, "Alix", "Journée placée"))
        return self.first

    def cut(self, user: str = OWNER) -> int:
        """How many connections were ended, as the server's administrator would."""
        return self.server.cut(self.base, user)


@contextmanager
def stations(server: Server, base: str) -> Iterator[Stations]:
    with ExitStack() as ending:
        yield Stations(server, base, ending)
