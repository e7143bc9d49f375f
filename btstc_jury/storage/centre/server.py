"""Servers of centres, where this installation can speak with them; what does is loaded at the first use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from btstc_jury.application.centre.server import ServerAddress
from btstc_jury.application.problems import FileProblem, ProblemKind

if TYPE_CHECKING:
    from btstc_jury.storage.centre.server_centres import PostgresServer


class PostgresServers:
    """See ``application.centre.CentreServers``."""

    def at(self, address: ServerAddress, password: str = "") -> PostgresServer:
        try:
            from btstc_jury.storage.centre.server_centres import PostgresServer  # noqa: PLC0415
        except ModuleNotFoundError as error:
            if error.name != "psycopg":
                raise
            raise FileProblem(ProblemKind.NO_DRIVER, Path(address.shown)) from error
        return PostgresServer(address, password)
