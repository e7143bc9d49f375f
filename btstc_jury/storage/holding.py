"""What an exam file holds, asked of the file as it lies there, of any schema."""

from __future__ import annotations

from collections.abc import Iterable

from btstc_jury.application.backups import Holding
from btstc_jury.domain.events import SessionDescribed
from btstc_jury.domain.journal import GENESIS
from btstc_jury.domain.moments import Instant
from btstc_jury.storage.database import Database
from btstc_jury.storage.failures import Damage, told_of
from btstc_jury.storage.index_line import Head
from btstc_jury.storage.journals import SESSION, journal_of, read_chain, read_entries
from btstc_jury.storage.probe import check_understood

_FILE = "SELECT head_sequence, head, created FROM file"
_LAST_OF_ORAL = "SELECT sequence, hash FROM journal WHERE journal = ? ORDER BY sequence DESC LIMIT 1"
_ORALS = "SELECT oral, stage, last_act, head_sequence, head FROM oral"
_COMPLETE = "SELECT count(*) FROM oral WHERE complete"
_COLUMNS = "SELECT name FROM pragma_table_info('oral')"
_ASTRAY = """SELECT o.oral FROM oral o
LEFT JOIN journal j ON j.journal = 'oral-' || o.oral AND j.sequence = o.head_sequence
WHERE j.hash IS NOT o.head OR EXISTS (
    SELECT 1 FROM journal k WHERE k.journal = 'oral-' || o.oral AND k.sequence = o.head_sequence + 1)
LIMIT 1"""


def read_holding(database: Database) -> Holding:
    """Raises ``FileProblem``."""
    check_understood(database)
    with told_of(database.path), database.snapshot():
        chain = read_entries(database, SESSION, _session_head(database))
        last = chain[-1]
        if not isinstance(last.event, SessionDescribed):
            raise Damage(f"{SESSION}, row {last.sequence}: not a session")
        orals = [tuple(row) for row in database.connection.exec_driver_sql(_ORALS)]
        columns = {row[0] for row in database.connection.exec_driver_sql(_COLUMNS)}
        signed = 0
        if "complete" in columns:
            signed = database.connection.exec_driver_sql(_COMPLETE).scalar_one()
        return Holding(
            origin=read_origin(database),
            session=last.event.session,
            orals=len(orals),
            settled=sum(stage == "finalised" for _, stage, *_ in orals),
            signed=signed,
            last_act=Instant(max((row[2] for row in orals), default=last.reading.utc.us)),
            heads={row[0]: (row[3], row[4]) for row in orals},
        )


def read_origin(database: Database) -> bytes:
    """Hash of the very first row: a file has it in common with its copies only. Raises ``FileProblem``."""
    with told_of(database.path):
        rows = read_chain(database, SESSION)
        if not rows:
            raise Damage(f"{SESSION}: no rows")
        return rows[0].hash


def check_heads(database: Database, touched: Iterable[int]) -> None:
    """The session's journal and those of ``touched`` whole, and that every other ends where the index says.

    Raises ``FileProblem`` (``DAMAGED``).
    """
    with told_of(database.path), database.snapshot():
        read_entries(database, SESSION, _session_head(database))
        astray = database.connection.exec_driver_sql(_ASTRAY).first()
        if astray is not None:
            raise Damage(f"{journal_of(astray[0])}: the last row isn't the one that the index names")
        for oral in sorted(touched):
            name = journal_of(oral)
            row = database.connection.exec_driver_sql(_LAST_OF_ORAL, (name,)).first()
            sequence, last = (0, GENESIS) if row is None else row
            read_entries(database, name, Head(sequence, last, 0))


def _session_head(database: Database) -> Head:
    row = database.connection.exec_driver_sql(_FILE).first()
    if row is None:
        raise Damage("the file does not say what it is")
    return Head(*row)
