"""Wires what is asked of servers of centres: by the window, the commands and the demonstration."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from btstc_jury.application.centre.office import CentreDesk, CentreOffice
    from btstc_jury.application.centre.ports import CentreServers, ListedCentre
    from btstc_jury.application.centre.server import Given, ServerAddress
    from btstc_jury.application.ports import Clock


def centre_servers() -> CentreServers:
    """Imports what speaks with servers."""
    from btstc_jury.storage.centre.server import PostgresServers

    return PostgresServers()


class SystemDoor:
    """See ``application.centre.server.ServerDoor``."""

    def __init__(self, desk: Callable[[], CentreDesk]) -> None:
        self._desk = desk

    def centres(self, address: ServerAddress, password: str, /) -> tuple[ListedCentre, ...]:
        server = centre_servers().at(address, password)
        try:
            return server.centres()
        finally:
            server.close()

    def open(self, address: ServerAddress, password: str, identity: str, /) -> CentreOffice:
        server = centre_servers().at(address, password)
        try:
            file = server.open(identity)
        finally:
            server.close()
        office = self._desk().office(file)
        try:
            # What can't be read is told now, not by the screens.
            _ = office.centre, office.candidates, office.timetable
        except BaseException:
            office.close()
            raise
        return office


def for_demonstration(given: Given, clock: Clock, name: str) -> Given:
    """A new centre of that base, made ready where it isn't: its address. Raises ``FileProblem``."""
    from btstc_jury.application.centre.ports import CentreAct
    from btstc_jury.application.problems import FileProblem, ProblemKind
    from btstc_jury.application.views.formats import local
    from btstc_jury.domain.centre.centre import Centre

    now = clock.now().utc
    when = local(now)
    # Without an UAI, so that there may be one a second.
    centre = Centre(f"{name}, démonstration du {when:%d/%m/%Y à %H:%M:%S}", when.year)
    act = CentreAct(now.us, "Démonstration", "Centre créé pour la démonstration.")
    server = centre_servers().at(given.address, given.password)
    try:
        try:
            server.centres()
        except FileProblem as problem:
            if problem.kind is not ProblemKind.NOT_SET_UP:
                raise
            server.upgrade()
            server.give_roles()
        server.create(centre, act).close()
    finally:
        server.close()
    return type(given)(given.address.of_centre(centre.name), given.password)
