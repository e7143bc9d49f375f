"""The tables of a file, and whether they are those that the program makes, with nothing added that acts."""

from __future__ import annotations

import sqlite3
from collections.abc import Container
from contextlib import closing
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, MetaData, text

from btstc_jury.application.faults import Fault
from btstc_jury.storage.database import speak_through
from btstc_jury.storage.failures import Damage
from btstc_jury.storage.probe import SCHEMA
from btstc_jury.storage.tables import FORMER_WORDS, METADATA, PASSAGE_WORDS, TRIGGERS

VERSION_TABLE = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
"""As Alembic would, whose import costs a quarter of a second."""
_VERSION = "INSERT INTO alembic_version (version_num) VALUES (:revision)"

_OBJECTS = "SELECT type, name, tbl_name, sql FROM sqlite_master"
_VIRTUAL = "SELECT sql FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'"
_SHADOWS = ("data", "idx", "config")
_ACTING = "SELECT name, sql FROM sqlite_master WHERE type IN ('view', 'trigger')"
_TABLE = 'SELECT name, lower(type), "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?)'
_INDEX = "SELECT seqno, name, desc FROM pragma_index_xinfo(?)"
_INDEXES = 'SELECT name, "unique", partial FROM pragma_index_list(?)'


class Layout:
    """The tables and triggers of one kind of file, as the migration named ``revision`` leaves them."""

    def __init__(
        self,
        revision: str,
        metadata: MetaData,
        triggers: tuple[str, ...] = (),
        optional: tuple[str, ...] = (),
    ) -> None:
        """``optional``: one of them makes a virtual table that a file may be without, to the word where it
        has it.
        """
        self._revision = revision
        self._metadata = metadata
        self._triggers = triggers
        self._optional = optional

    def create(self, connection: Connection) -> None:
        """To be called in a transaction."""
        self._metadata.create_all(connection, checkfirst=False)
        for statement in (*self._triggers, VERSION_TABLE):
            connection.execute(text(statement))
        connection.execute(text(_VERSION), {"revision": self._revision})

    def check_acting(self, raw: sqlite3.Connection) -> None:
        """Raises ``Damage`` for a view, or a trigger that isn't one of the program's: what is written, or
        read, would be another thing.
        """
        found = raw.execute(_ACTING).fetchall()
        for name, sql in found:
            if sql not in self._triggers:
                raise Damage(Fault.NOT_OURS, name=name)
        if len(found) != len(self._triggers):
            raise Damage(Fault.OTHER_TRIGGERS)

    def check(self, raw: sqlite3.Connection) -> None:
        """Raises ``Damage`` naming the first object that is missing, added, or not as the program makes
        it.
        """
        self.check_acting(raw)
        optional = self._optional_names(raw)
        found, expected = _described(raw, optional), self._expected
        for kind, name in sorted(found.keys() ^ expected.keys()):
            raise Damage(Fault.NO_OBJECT if (kind, name) in expected else Fault.NOT_OURS, name=name)
        for kind, name in sorted(expected):
            if found[kind, name] != expected[kind, name]:
                raise Damage(Fault.OTHER_OBJECT, name=name)

    def _optional_names(self, raw: sqlite3.Connection) -> frozenset[str]:
        """The virtual table, where it is made as by the program, and those that SQLite keeps it in."""
        made = [sql for (sql,) in raw.execute(_VIRTUAL).fetchall() if sql in self._optional]
        if made:
            name = made[0].split()[3]
            return frozenset({name, *(f"{name}_{each}" for each in _SHADOWS)})
        return frozenset()

    @cached_property
    def _expected(self) -> dict[tuple[str, str], Any]:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
            with speak_through(raw) as connection:
                self.create(connection)
            return _described(raw)


LAYOUT = Layout(SCHEMA.head, METADATA, tuple(TRIGGERS), (PASSAGE_WORDS, FORMER_WORDS))
"""Of an exam file."""


def _described(raw: sqlite3.Connection, but: Container[str] = frozenset()) -> dict[tuple[str, str], Any]:
    """By kind and name, but for some; how an earlier version, or a migration, spelt it doesn't count."""
    found: dict[tuple[str, str], Any] = {}
    for kind, name, table, sql in raw.execute(_OBJECTS).fetchall():
        if table in but:
            continue
        match kind:
            case "table":
                found[kind, name] = (raw.execute(_TABLE, (name,)).fetchall(), _rowid(sql))
            case "index":
                listed = raw.execute(_INDEXES, (table,)).fetchall()
                shape = [each[1:] for each in listed if each[0] == name]
                where = str(sql).partition(" WHERE ")[2]
                found[kind, name] = (table, shape, where, raw.execute(_INDEX, (name,)).fetchall())
            case _:
                found[kind, name] = sql
    return found


def _rowid(sql: object) -> bool:
    return "WITHOUT ROWID" not in str(sql).upper()
