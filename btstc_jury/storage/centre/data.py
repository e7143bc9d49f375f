"""What the rows of a centre are read from and written to: statements of SQLAlchemy Core, each compiled once
for SQLite and once for PostgreSQL, on whatever holds the centre.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from operator import itemgetter
from threading import Event
from typing import Any, NamedTuple, Protocol

from sqlalchemy import ColumnElement, Dialect, Table, bindparam, insert
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql import ClauseElement

from btstc_jury.application.centre.ports import Clash, GivenUp
from btstc_jury.storage.database import Database, checksum
from btstc_jury.storage.failures import told_of

HERE = "here"
"""The parameter that stands for the centre: given by what holds it."""
IN_FILE = 1
"""The centre of a file, which holds only one."""

Row = Sequence[Any]
SQLITE = SQLiteDialect_pysqlite()


def here(table: Table) -> ColumnElement[bool]:
    """The rows of the centre."""
    column: ColumnElement[Any] = table.c.id if table.name == "centre" else table.c.centre
    return column == bindparam(HERE)


class Clashed(Exception):
    """Somebody else changed what was about to be. ``acts``: numbers of the acts that did, 0 where the rows
    don't tell.
    """

    def __init__(self, clashes: Sequence[Clash] = (), acts: Sequence[int] = ()) -> None:
        super().__init__()
        self.clashes = clashes
        self.acts = acts


class Compiled(NamedTuple):
    """``arguments``: what SQL takes, in its order, of the values given and the number of the centre."""

    sql: str
    arguments: Callable[[Row, int], Row]


class Statement:
    """``given``: names of the values that it is given, in their order; ``columns``: those of them that are
    written to columns of the table.
    """

    def __init__(
        self, core: ClauseElement, given: Sequence[str] = (), columns: Sequence[str] | None = None
    ) -> None:
        self._core = core
        self._given = tuple(given)
        self._columns = None if columns is None else sorted(columns)
        self._compiled: dict[str, Compiled] = {}

    def for_(self, dialect: Dialect) -> Compiled:
        """``dialect``: one whose parameters are positional."""
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = self._compile(dialect)
        return found

    def _compile(self, dialect: Dialect) -> Compiled:
        compiled: Any = self._core.compile(dialect=dialect, column_keys=self._columns)
        given = (*self._given, HERE)
        names: list[str] = compiled.positiontup or []
        if all(name in given for name in names):
            return Compiled(compiled.string, _picking([given.index(name) for name in names]))
        # Values that the statement itself holds.
        fixed = compiled.params
        places = [given.index(name) if name in given else None for name in names]

        def arguments(row: Row, centre: int) -> Row:
            values = (*row, centre)
            return [
                fixed[name] if place is None else values[place]
                for name, place in zip(names, places, strict=True)
            ]

        return Compiled(compiled.string, arguments)


def inserting(table: Table) -> Statement:
    """Whole rows."""
    names = table.columns.keys()
    return Statement(insert(table), names, names)


def sealed(row: list[Any]) -> list[Any]:
    """The values of a row and the checksum of them that ends it."""
    return [*row, checksum(row)]


def _picking(places: list[int]) -> Callable[[Row, int], Row]:
    if len(places) < 2:
        return lambda row, centre: [(*row, centre)[place] for place in places]
    pick = itemgetter(*places)
    return lambda row, centre: pick((*row, centre))


class CentreData(Protocol):
    """What holds a centre. Everything raises ``FileProblem``."""

    centre: int
    """The number of its row."""
    shared: bool
    """Whether others may write too."""

    @property
    def cipher(self) -> object:
        """``None`` where it isn't encrypted."""

    def rows(self, statement: Statement, *values: Any) -> Sequence[Row]:  # noqa: ANN401 - of any column
        """``values``: in the order in which the statement is given them."""

    def write(self, statement: Statement, rows: Iterable[Row]) -> int:
        """How many rows of the table were written. ``rows``: values, in the order in which they are given."""

    def transaction(self) -> AbstractContextManager[None]:
        """On return everything is durable; upon any exception nothing was changed."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Several reads of one state; none of another's that begins meanwhile."""

    def told(self) -> AbstractContextManager[None]:
        """The environment's errors as ``FileProblem``."""

    def give_up(self) -> None:
        """From any thread: the transaction that is under way, if any, raises ``GivenUp``."""


class FileData:
    """See ``CentreData``: a centre file. ``alone``: whether it is locked."""

    centre = IN_FILE

    def __init__(self, database: Database, *, alone: bool = False) -> None:
        self.database = database
        self.shared = not alone
        self._given_up = Event()

    @property
    def cipher(self) -> object:
        return self.database.cipher

    def rows(self, statement: Statement, *values: Any) -> Sequence[Row]:  # noqa: ANN401
        sql, arguments = statement.for_(SQLITE)
        return self.database.rows(sql, arguments(values, IN_FILE))

    def write(self, statement: Statement, rows: Iterable[Row]) -> int:
        sql, arguments = statement.for_(SQLITE)
        return self.database.write_all(sql, self._wanted(arguments(each, IN_FILE) for each in rows))

    def _wanted(self, rows: Iterable[Row]) -> Iterator[Row]:
        for each in rows:
            if self._given_up.is_set():
                raise GivenUp
            yield each

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self._given_up.clear()
        with self.database.transaction():
            yield
            if self._given_up.is_set():
                raise GivenUp

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        if not self.shared or self.database.raw.in_transaction:
            yield
            return
        with self.database.snapshot():
            yield

    def told(self) -> AbstractContextManager[None]:
        return told_of(self.database.path)

    def give_up(self) -> None:
        self._given_up.set()
