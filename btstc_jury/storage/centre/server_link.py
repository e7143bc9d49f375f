"""A connection to a server's base: made when it is needed, again once it was lost, and what it reports as the
problems that the user is told of.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, RLock
from typing import Any, TypeVar

import psycopg
from psycopg import errors
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.exc import DBAPIError

from btstc_jury.application.centre.ports import GivenUp
from btstc_jury.application.centre.server import ServerAddress
from btstc_jury.application.faults import Fault, told
from btstc_jury.application.problems import FileProblem, ProblemKind, ServerProblem
from btstc_jury.storage.centre.data import Row, Statement
from btstc_jury.storage.failures import told_of

# Parameters as ``Statement`` gives them, in their order.
POSTGRESQL = PGDialect_psycopg(paramstyle="format")  # type: ignore[no-untyped-call]
# What it would say of a lost connection is raised too.
logging.getLogger("psycopg").setLevel(logging.ERROR)
_SETTINGS = {
    # Another's act on the same centre is waited for; a long one is told.
    "lock_timeout": "5s",
    # Nobody waits for a workstation that fell asleep in the middle of an act.
    "idle_in_transaction_session_timeout": "60s",
    # However the server is set: what is told as done survives its fall.
    "synchronous_commit": "on",
    # Times and numbers are read by programs.
    "datestyle": "ISO",
    "standard_conforming_strings": "on",
}
_SET = b"SELECT " + b", ".join([b"set_config(%s, %s, false)"] * len(_SETTINGS))
_ALIVE = {
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
"""In seconds, milliseconds for the last: when a silent network counts as lost."""
_T = TypeVar("_T")


class Link:
    """From any thread, one at a time. Everything raises ``FileProblem``."""

    def __init__(self, address: ServerAddress, password: str) -> None:
        self.where = Path(address.shown.replace("/", "\u2215"))
        """What ``FileProblem`` says of it."""
        self._parameters: dict[str, Any] = {**_ALIVE, **address.parameters}
        if password:
            self._parameters["password"] = password
        self._connection: psycopg.Connection[Any] | None = None
        self._lock = RLock()
        self._within = False
        """Whether statements are of one transaction."""
        self._given_up = Event()
        self.down = False
        """Whether nobody answered when it was made last."""
        self.unsure = False
        """Whether the answer to the last commit was lost: it may have been carried out."""

    def rows(self, statement: Statement, values: Row, centre: int) -> Sequence[Row]:
        sql, arguments = statement.for_(POSTGRESQL)
        given = arguments(values, centre)

        def read(connection: psycopg.Connection[Any]) -> Sequence[Row]:
            return connection.execute(sql.encode(), given).fetchall()

        return self._told_again(read)

    def write(self, statement: Statement, rows: Iterable[Row], centre: int) -> int:
        """In a transaction."""
        sql, arguments = statement.for_(POSTGRESQL)
        with self._lock, self.told():
            cursor = self._connected().cursor()
            cursor.executemany(sql.encode(), [arguments(each, centre) for each in rows])
            return cursor.rowcount

    def run(self, sql: str, *values: Any) -> Sequence[Row]:  # noqa: ANN401 - of any column
        """``sql``: PostgreSQL's own."""

        def read(connection: psycopg.Connection[Any]) -> Sequence[Row]:
            cursor = connection.execute(sql.encode(), values)
            return cursor.fetchall() if cursor.description else []

        return self._told_again(read)

    def script(self, sql: str) -> None:
        """Several of PostgreSQL's own, in a transaction."""
        with self._lock, self.told():
            self._execute(sql)

    def _told_again(self, read: Callable[[psycopg.Connection[Any]], _T]) -> _T:
        """What is read by itself is read again on another connection where this one is found to be lost."""
        with self._lock:
            if not self._within and self._connection is not None:
                try:
                    with self.told():
                        return read(self._connection)
                except FileProblem as problem:
                    if problem.kind is not ProblemKind.UNREACHABLE:
                        raise
            with self.told():
                return read(self._connected())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Where its end isn't known, ``unsure`` is true once it has raised ``UNREACHABLE``."""
        with self._lock, self.told():
            self._given_up.clear()
            self._begin("BEGIN")
            try:
                yield
                self._check_wanted()
                self.unsure = True
                self._execute("COMMIT")
                self.unsure = False
            except BaseException:
                self._roll_back()
                raise
            finally:
                self._within = False

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        with self._lock, self.told():
            if self._within:
                yield
                return
            self._begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                yield
                self._execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
            finally:
                self._within = False

    def _begin(self, sql: str) -> None:
        """On another connection where this one is found to be lost."""
        self.unsure = False
        self.run(sql)
        self._within = True

    def _execute(self, sql: str) -> None:
        self._connected().execute(sql.encode())

    def _roll_back(self) -> None:
        connection = self._connection
        if connection is not None and not connection.closed:
            # What is lost is rolled back by the server.
            with suppress(psycopg.Error):
                connection.execute(b"ROLLBACK")
                self.unsure = False

    def _check_wanted(self) -> None:
        if self._given_up.is_set():
            raise GivenUp

    def give_up(self) -> None:
        """The transaction that is under way, if any, raises ``GivenUp``."""
        self._given_up.set()
        connection = self._connection
        if connection is not None and not connection.closed:
            with suppress(psycopg.Error):
                connection.cancel_safe(timeout=2)

    def _connected(self) -> psycopg.Connection[Any]:
        connection = self._connection
        if connection is None or (connection.closed and not self._within):
            self.drop()
            connection = self._connection = self.connect()
        return connection

    def connect(self) -> psycopg.Connection[Any]:
        """Another one, each statement by itself."""
        with self.told():
            self.down = True
            connection = psycopg.connect(**self._parameters, autocommit=True)
            self.down = False
            try:
                connection.execute(_SET, [part for pair in _SETTINGS.items() for part in pair])
            except BaseException:
                connection.close()
                raise
            return connection

    def drop(self) -> None:
        """It is made again when it is needed."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(psycopg.Error):
                connection.close()

    def close(self) -> None:
        with self._lock:
            self.drop()

    @contextmanager
    def told(self) -> Iterator[None]:
        """What the server and the network report as ``FileProblem``; ours stays as it is."""
        try:
            with told_of(self.where):
                yield
        except FileProblem as met:
            if isinstance(met, ServerProblem) or met.path != self.where:
                raise
            raise ServerProblem(met.kind, met.path, met.detail) from met
        except (psycopg.Error, DBAPIError) as error:
            found = error.orig if isinstance(error, DBAPIError) else error
            if isinstance(found, errors.QueryCanceled) and self._given_up.is_set():
                raise GivenUp from error
            problem = problem_of(self.where, found)
            if problem is None:
                raise
            if problem.kind is ProblemKind.UNREACHABLE and not self._within:
                self.drop()
            raise problem from error


_OF_STATE = {
    "42501": ProblemKind.DENIED,
    "42P01": ProblemKind.NOT_SET_UP,
    "55P03": ProblemKind.OCCUPIED,
    "40P01": ProblemKind.OCCUPIED,
    "40001": ProblemKind.OCCUPIED,
    "57014": ProblemKind.OCCUPIED,
    "25006": ProblemKind.READ_ONLY,
    "28P01": ProblemKind.LOGIN,
    "28000": ProblemKind.LOGIN,
    "3D000": ProblemKind.NO_BASE,
    # A column is missing, or isn't what the program makes.
    "42703": ProblemKind.DAMAGED,
    "42804": ProblemKind.DAMAGED,
}
_OF_CLASS = {
    # A connection's own troubles, one that the administrator ended, a server that has no room for more.
    "08": ProblemKind.UNREACHABLE,
    "57": ProblemKind.UNREACHABLE,
    "25": ProblemKind.UNREACHABLE,
    # What the program never writes.
    "22": ProblemKind.INPUT_OUTPUT,
    "23": ProblemKind.DAMAGED,
    "53": ProblemKind.UNREACHABLE,
    "58": ProblemKind.INPUT_OUTPUT,
    "XX": ProblemKind.DAMAGED,
}
_FULL = "53100"
_REFUSED = (
    # The words of libpq and of servers in the two languages that they may be set to here.
    (ProblemKind.NO_TLS, r"certificate|certificat|\bssl\b|encryption|chiffrement"),
    (
        ProblemKind.LOGIN,
        r"password|mot de passe|authentifi|pg_hba\.conf|role .* does not exist|rôle",
    ),
    (ProblemKind.NO_BASE, r"database .* does not exist|base de données .* n['’]existe"),
    (ProblemKind.DENIED, r"permission denied for database|droit refusé pour la base|permission refusée"),
)
"""Before anybody is let in, there are only words."""


def problem_of(where: Path, error: BaseException | None) -> FileProblem | None:
    """``None`` for an error that is a fault of the program."""
    if not isinstance(error, psycopg.Error):
        return None
    state = error.sqlstate or ""
    detail = told(Fault.SERVER, code=f"{state} {type(error).__name__}".strip())
    if state == _FULL:
        return ServerProblem(ProblemKind.DISK_FULL, where, detail)
    kind = _OF_STATE.get(state) or _OF_CLASS.get(state[:2])
    if kind is None and isinstance(error, psycopg.OperationalError) and not state:
        kind = _of_words(str(error))
    if kind is None and isinstance(error, psycopg.DataError):
        kind = ProblemKind.INPUT_OUTPUT
    if kind is ProblemKind.DENIED and error.diag.table_name:
        detail = told(Fault.SERVER_TABLE, table=error.diag.table_name)
    return None if kind is None else ServerProblem(kind, where, detail)


def _of_words(words: str) -> ProblemKind:
    for kind, pattern in _REFUSED:
        if re.search(pattern, words, re.IGNORECASE):
            return kind
    return ProblemKind.UNREACHABLE
