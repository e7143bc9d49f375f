"""Centres on a PostgreSQL server: the same rows as in a file, of many centres, written by many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import and_, bindparam, func, or_, select

from btstc_jury.application.centre.ports import CentreAct, ListedCentre, Place, Told
from btstc_jury.application.centre.server import ServerAddress
from btstc_jury.application.faults import Fault, told
from btstc_jury.application.finding import Term
from btstc_jury.application.findings import Examined
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind, ServerProblem
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.storage import probe
from btstc_jury.storage.centre import rows
from btstc_jury.storage.centre.data import Row, Statement, here
from btstc_jury.storage.centre.examination import examine_held
from btstc_jury.storage.centre.file import StoredCentre, Write
from btstc_jury.storage.centre.files import CENTRE_SCHEMA
from btstc_jury.storage.centre.own_folder import OwnFolder
from btstc_jury.storage.centre.passages import centres_with, tsquery
from btstc_jury.storage.centre.server_link import Link
from btstc_jury.storage.centre.tables import ACT, CANDIDATE, CENTRE
from btstc_jury.storage.centre.view import View
from btstc_jury.storage.database import check
from btstc_jury.storage.probe import Schema

_PEOPLE = (
    select(func.count())
    .select_from(CANDIDATE)
    .where(CANDIDATE.c.centre == CENTRE.c.id, CANDIDATE.c.version > 0)
    .scalar_subquery()
)
_LISTED = Statement(
    select(CENTRE, ACT.c.utc, _PEOPLE)
    .join(ACT, and_(ACT.c.centre == CENTRE.c.id, ACT.c.sequence == CENTRE.c.acts), isouter=True)
    .order_by(CENTRE.c.name, CENTRE.c.year, CENTRE.c.uai, CENTRE.c.id)
)
_NAMED = Statement(select(CENTRE.c.id).where(CENTRE.c.identity == bindparam("identity")), ["identity"])
_LIKE = Statement(
    select(CENTRE.c.id).where(
        CENTRE.c.year == bindparam("year"),
        or_(
            and_(CENTRE.c.uai == bindparam("uai"), CENTRE.c.uai != ""),
            and_(CENTRE.c.name == bindparam("name"), CENTRE.c.uai == "", bindparam("uai") == ""),
        ),
    ),
    ["year", "uai", "name"],
)
_LAST_CENTRE = Statement(select(func.coalesce(func.max(CENTRE.c.id), 0)))
_CARRIED_OUT = Statement(
    select(ACT.c.sequence).where(
        here(ACT), ACT.c.identity == bindparam("identity"), ACT.c.sequence > bindparam("after")
    ),
    ["identity", "after"],
)
_ROLES = Path(__file__).with_name("roles.sql")
_HAS_TABLES = "SELECT to_regclass('alembic_version') IS NOT NULL"
_ALONE = "SELECT pg_advisory_xact_lock(hashtext('btstc-jury centres'))"
"""Who makes tables or centres does so one after the other."""


class ServerData:
    """See ``storage.centre.data.CentreData``: a centre of a server."""

    shared = True
    cipher = None

    def __init__(self, link: Link, centre: int) -> None:
        self.link = link
        self.centre = centre
        self.transaction: Callable[[], AbstractContextManager[None]] = link.transaction
        self.snapshot: Callable[[], AbstractContextManager[None]] = link.snapshot
        self.told: Callable[[], AbstractContextManager[None]] = link.told
        self.give_up = link.give_up

    def rows(self, statement: Statement, *values: Any) -> Sequence[Row]:  # noqa: ANN401
        return self.link.rows(statement, values, self.centre)

    def write(self, statement: Statement, rows: Iterable[Row]) -> int:
        return self.link.write(statement, rows, self.centre)


class Shared:
    """See ``application.centre.Sharing``. ``own``: numbers of the acts carried out here since others' were
    told.
    """

    def __init__(self, data: ServerData, view: View, place: Place) -> None:
        self._data = data
        self._view = view
        self.place = place
        self.give_up = data.give_up
        self._told = view.look()
        self.own: set[int] = set()

    @property
    def view(self) -> int:
        return self._view.look()

    def is_behind(self) -> bool:
        return rows.last_act(self._data) - self._told > len(self.own)

    def follow(self) -> tuple[CentreAct, ...]:
        with self._data.told(), self._data.snapshot():
            last = rows.last_act(self._data)
            since = rows.read_acts(self._data, self._told) if last > self._told else ()
        news = tuple(act for number, act in enumerate(since, self._told + 1) if number not in self.own)
        self._view.move(last)
        self._told = last
        self.own.clear()
        return news


class NoProtection:
    """See ``application.ports.Protection``: a server's data are guarded by the server."""

    encrypted = False

    def __init__(self, name: str) -> None:
        self._named = Path(name)

    def accepts(self, key: FileKey) -> bool:  # noqa: ARG002
        return False

    def recovery_key(self) -> str:
        return ""

    def rescue(self, to: Path) -> None:  # noqa: ARG002
        raise FileProblem(ProblemKind.ON_SERVER, self._named, told(Fault.ON_SERVER))

    def change(self, new: FileKey | None) -> None:  # noqa: ARG002
        raise FileProblem(ProblemKind.ON_SERVER, self._named, told(Fault.ON_SERVER))


class Doubt(NamedTuple):
    """An act whose end isn't known. ``after``: the last act known before; ``what``: what it was to write."""

    identity: str
    after: int
    what: object


class ServerCentre(StoredCentre):
    """``folder``: of this workstation and this process alone, for what is read beside; it goes on closing."""

    def __init__(self, data: ServerData, place: Place, folder: OwnFolder, *, writable: bool) -> None:
        super().__init__(folder.path / "serveur.btscentre", data, writable=writable)
        self._data: ServerData = data
        self._folder = folder
        self._doubt: Doubt | None = None
        self._shared = Shared(data, self._view, place)
        self.sharing = self._shared
        self.protection = NoProtection(place.shown)

    def _check_free(self, centre: Centre) -> None:
        link = self._data.link
        link.run(_ALONE)
        _check_unlike(link, centre, self._data.centre)

    def _carry_out(self, act: CentreAct, write: Write, what: object) -> int:
        """Where the connection is lost, tried once more; never done twice."""
        self._check_writable()
        number = self._settled(what)
        if number is None:
            number = self._tried(act, write, what)
        else:
            self._view.forget()
        self._shared.own.add(number)
        return number

    def _tried(self, act: CentreAct, write: Write, what: object) -> int:
        for again in (True, False):
            identity, after = uuid4().hex, self._view.look()
            try:
                return self._written(act, write, identity)
            except FileProblem as problem:
                if problem.kind is not ProblemKind.UNREACHABLE:
                    raise
                if self._data.link.unsure:
                    self._doubt = Doubt(identity, after, what)
                number = self._settled(what)
                if number is not None:
                    return number
                if not again or self._data.link.down:
                    raise
        raise AssertionError

    def _settled(self, what: object) -> int | None:
        """The number of the act whose answer was lost, if it was this one and carried out after all."""
        doubt = self._doubt
        if doubt is None:
            return None
        with self._data.transaction():
            # Whoever carries it out on the server still is waited for.
            rows.read_centre(self._data, take=True)
            found = self._data.rows(_CARRIED_OUT, doubt.identity, doubt.after)
        self._doubt = None
        if not found:
            return None
        number = int(found[0][0])
        self._shared.own.add(number)
        return number if doubt.what == what else None

    def close(self) -> None:
        self._data.link.close()
        self._folder.remove()


class PostgresServer:
    """See ``application.centre.CentreServer``. ``schema``: another than the program's own only in tests."""

    def __init__(self, address: ServerAddress, password: str, schema: Schema = CENTRE_SCHEMA) -> None:
        self.address = address
        self._password = password
        self._schema = schema
        self._link = Link(address, password)
        self._checked = False

    def revision(self) -> str:
        if not self._link.run(_HAS_TABLES)[0][0]:
            return ""
        found = [tuple(each) for each in self._link.run(probe.REVISION)]
        with self._link.told():
            return probe.known_revision(self._link.where, found, self._schema)

    def upgrade(self) -> None:
        from btstc_jury.storage.centre.server_upgrade import upgrade  # noqa: PLC0415 - Alembic, rarely

        # A newer program's are left alone.
        self.revision()
        upgrade(self._link, self._schema, _ALONE)

    def give_roles(self) -> None:
        with self._link.transaction():
            self._link.script(_ROLES.read_text("utf-8"))

    def _check_revision(self) -> None:
        if self._checked:
            return
        revision, where = self.revision(), self._link.where
        if not revision:
            raise ServerProblem(ProblemKind.NOT_SET_UP, where)
        if revision != self._schema.head:
            raise ServerProblem(ProblemKind.OLDER, where, told(Fault.OLDER_REVISION, revision=revision))
        self._checked = True

    def centres(self) -> tuple[ListedCentre, ...]:
        self._check_revision()
        return tuple(map(self._listed, self._link.rows(_LISTED, (), 0)))

    def _listed(self, row: Row) -> ListedCentre:
        *own, last, candidates = row
        with self._link.told():
            check(f"centre {own[0]}", own[:-1], own[-1])
        values = dict(zip(CENTRE.columns.keys(), own, strict=True))
        tally = dict(each.split("=") for each in str(values["tally"]).split())
        counts = {name: int(each.partition("/")[0]) for name, each in tally.items()}
        return ListedCentre(
            str(values["identity"]),
            rows.centre_from(values),
            candidates,
            counts.get("commission", 0),
            counts.get("slot", 0),
            counts.get("receipt", 0),
            int(values["acts"]),
            last or 0,
        )

    def holding(self, terms: Sequence[Term], told: Told | None = None) -> frozenset[str]:
        self._check_revision()
        found = self._link.rows(centres_with(terms, told), [tsquery(terms)], 0)
        return frozenset(identity for (identity,) in found)

    def create(self, centre: Centre, act: CentreAct) -> ServerCentre:
        self._check_revision()
        identity = uuid4().hex
        try:
            self._created(identity, centre, act)
        except FileProblem as problem:
            lost = problem.kind is ProblemKind.UNREACHABLE and self._link.unsure
            if not (lost and self._link.rows(_NAMED, [identity], 0)):
                raise
        return self.open(identity)

    def _created(self, identity: str, centre: Centre, act: CentreAct) -> None:
        link = self._link
        with link.transaction():
            link.run(_ALONE)
            _check_unlike(link, centre)
            number = int(link.rows(_LAST_CENTRE, (), 0)[0][0]) + 1
            first, second = rows.first_rows(number, identity, centre, act, uuid4().hex)
            link.write(rows.ADD_CENTRE, [first], number)
            link.write(rows.ADD_ACT, [second], number)

    def open(self, identity: str) -> ServerCentre:
        return self._opened(identity, writable=True)

    @contextmanager
    def to_read(self, identity: str) -> Iterator[ServerCentre]:
        with closing(self._opened(identity, writable=False)) as centre:
            yield centre

    def check(self, identity: str) -> Examined:
        with self.to_read(identity) as centre, centre.snapshot() as data:
            return examine_held(data)

    def _opened(self, identity: str, *, writable: bool) -> ServerCentre:
        self._check_revision()
        link = Link(self.address, self._password)
        try:
            data = ServerData(link, _number(link, identity))
            with link.told(), link.snapshot():
                rows.check_tally(data)
            place = Place(self.address.shown, self.address.of_centre(identity))
            return ServerCentre(data, place, OwnFolder(), writable=writable)
        except BaseException:
            link.close()
            raise

    def close(self) -> None:
        self._link.close()


def _check_unlike(link: Link, centre: Centre, number: int = 0) -> None:
    """Raises ``FileProblem`` (``EXISTS``) where one of the same session has the UAI, or the name without one;
    ``number``: its own.
    """
    if any(found != number for (found,) in link.rows(_LIKE, [centre.year, centre.uai, centre.name], 0)):
        raise ServerProblem(ProblemKind.EXISTS, link.where, centre.uai or centre.name)


def _number(link: Link, identity: str) -> int:
    """Raises ``FileProblem`` (``NOT_FOUND``)."""
    found = link.rows(_NAMED, [identity], 0)
    if not found:
        raise ServerProblem(ProblemKind.NOT_FOUND, link.where, told(Fault.NO_CENTRE))
    return int(found[0][0])
