"""The tables of a server's base made, or brought up, by the migrations of files."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import NullPool, create_engine, text

from btstc_jury.storage.centre.server_link import Link
from btstc_jury.storage.probe import Schema


def upgrade(link: Link, schema: Schema, alone: str) -> None:
    """In one transaction. ``alone``: waits for whoever does the same. Raises ``FileProblem``."""
    # Errors are logged, and would show the values of the statement.
    engine = create_engine(
        "postgresql+psycopg://", creator=link.connect, poolclass=NullPool, hide_parameters=True
    )
    with link.told(), engine.connect() as connection, connection.begin():
        connection.execute(text(alone))
        config = Config()
        config.set_main_option("script_location", str(schema.scripts).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        command.upgrade(config, schema.head)
