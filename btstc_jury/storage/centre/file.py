"""An open centre: reading it, and writing acts, each whole or not at all; one in a file."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select

from btstc_jury.application.centre.ports import (
    CentreAct,
    ChangedMeanwhile,
    Clash,
    Enrolled,
    Enrolment,
    Place,
    Sharing,
)
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import Protection
from btstc_jury.application.problems import ReadOnlyFile
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.domain.centre.timetable import Timetable
from btstc_jury.storage.centre import collection, days, rows
from btstc_jury.storage.centre.collection import StoredCollection
from btstc_jury.storage.centre.data import CentreData, Clashed, FileData, Statement, here, sealed
from btstc_jury.storage.centre.tables import CANDIDATE
from btstc_jury.storage.centre.view import Reader, View
from btstc_jury.storage.database import Database, Values
from btstc_jury.storage.durable import WriterLock
from btstc_jury.storage.protection import SqliteProtection

_VERSIONS = Statement(
    select(CANDIDATE.c.id, CANDIDATE.c.version)
    .where(here(CANDIDATE), CANDIDATE.c.version > 0)
    .order_by(CANDIDATE.c.id)
)
_NEXT = Statement(select(func.coalesce(func.max(CANDIDATE.c.id), 0) + 1).where(here(CANDIDATE)))


Write = Callable[[int], Values | None]
"""Returns what it changed of the row of the centre."""


class Alone:
    """See ``application.centre.Sharing``: nobody else writes in a file."""

    def __init__(self, data: CentreData, view: View, place: Place) -> None:
        self._view = view
        self.place = place
        self.give_up = data.give_up

    @property
    def view(self) -> int:
        return self._view.look()

    def is_behind(self) -> bool:
        return False

    def follow(self) -> tuple[CentreAct, ...]:
        return ()


class StoredCentre(ABC):
    """See ``application.centre.CentreFile``. Not thread-safe. ``writable``: whether acts are carried out."""

    protection: Protection
    sharing: Sharing

    def __init__(self, path: Path, data: CentreData, *, writable: bool) -> None:
        self.path = path
        self._data = data
        self._writable = writable
        self._view = View(data, rows.last_act)
        self.collection = StoredCollection(self._view, self._keep)

    @property
    def aside(self) -> tuple[Path, ...]:
        return ()

    def _check_writable(self) -> None:
        if not self._writable:
            raise ReadOnlyFile

    def centre(self) -> Centre:
        return self._view.once(rows.read_named)

    def rename(self, before: Centre, after: Centre, act: CentreAct) -> None:
        def write(_number: int) -> Values:
            there = rows.read_named(self._data)
            if there != before:
                raise Clashed([Clash("centre", 0, before, there, after)], [0])
            self._check_free(after)
            named: Values = {"name": after.name, "uai": after.uai}
            self._data.write(rows.RENAME, [[*named.values()]])
            return named

        number = self._carry_out(act, write, (before, after))
        self._view.wrote(number, {rows.read_named: None})

    @abstractmethod
    def _check_free(self, centre: Centre) -> None:
        """In a transaction. Raises ``ServerProblem`` (``EXISTS``)."""

    def candidates(self) -> tuple[Enrolled, ...]:
        return self._view.once(_people)[0]

    def withdrawn(self) -> tuple[Enrolled, ...]:
        return self._view.once(_people)[1]

    def mappings(self) -> Mapping[str, tuple[str, ...]]:
        with self._data.told():
            return rows.read_mappings(self._data)

    def acts(self) -> tuple[CentreAct, ...]:
        with self._data.told():
            return rows.read_acts(self._data)

    def enrol(self, enrolment: Enrolment) -> None:
        held: dict[Reader, Any] = {}

        def write(version: int) -> None:
            held[_people] = self._write_people(enrolment, version)
            if enrolment.mapping is not None:
                rows.remember_mapping(self._data, *enrolment.mapping)
            if enrolment.days is not None:
                held[days.read_days] = self._write_days(*enrolment.days, version)

        what = enrolment.added, enrolment.changed, enrolment.removed, enrolment.mapping, enrolment.days
        number = self._carry_out(enrolment.act, write, what)
        self._view.wrote(number, held or {_people: None, days.read_days: None})

    def _write_people(self, enrolment: Enrolment, version: int) -> _People:
        """In a transaction; who is held once it is done. Raises ``Clashed``."""
        data = self._data
        if enrolment.known is not None and not self._are(enrolment.known):
            raise Clashed(_people_clashes(rows.read_candidates(data), enrolment), [0])
        held = self._view.held(_people) if self._view.at == version - 1 else None
        number = data.rows(_NEXT)[0][0]
        added = [Enrolled(each, 1, candidate) for each, candidate in enumerate(enrolment.added, number)]
        changed = [(before, _changed(before, now)) for before, now in enrolment.changed]
        changed += [(each, _changed(each, each.candidate, gone=True)) for each in enrolment.removed]
        if added:
            data.write(rows.ADD, [rows.candidate_row(data.centre, each) for each in added])
        given = [
            [*rows.candidate_row(data.centre, now), before.identity, before.version]
            for before, now in changed
        ]
        if given and data.write(rows.CHANGE, given) != len(given):
            raise Clashed(_people_clashes(rows.read_candidates(data), enrolment), [0])
        return _people_of(held, added, [now for _, now in changed]) if held else _people(data)

    def _are(self, known: Sequence[Enrolled]) -> bool:
        """Whether the candidates are those still, of the same versions."""
        return [each[:2] for each in known] == [*map(tuple, self._data.rows(_VERSIONS))]

    def timetable(self) -> Timetable:
        return days.timetable_of(self._view.once(days.read_days))

    def replan(self, before: Timetable, after: Timetable, act: CentreAct) -> None:
        planned: dict[Reader, days.Held] = {}

        def write(version: int) -> None:
            planned[days.read_days] = self._write_days(before, after, version)

        self._view.wrote(self._carry_out(act, write, (before, after)), planned)

    def _write_days(self, before: Timetable, after: Timetable, version: int) -> days.Held:
        """In a transaction; what is held once it is done."""
        known = self._view.held(days.read_days) if self._view.at == version - 1 else None
        held = known or days.read_days(self._data)
        found = days.changes(held, before, after)
        days.write_days(self._data, found, version)
        return days.held_after(held, found, version)

    def _keep(self, act: CentreAct, write: Callable[[int], None], what: object) -> None:
        """What came back, or was decided about it."""
        self._view.wrote(self._carry_out(act, write, what), dict.fromkeys(collection.READERS))

    def _carry_out(self, act: CentreAct, write: Write, what: object) -> int:  # noqa: ARG002 - of a server
        """``write``: in one transaction with the act, whose number it is given, and which is returned;
        ``what``: what is to be written, but for the act. Raises ``FileProblem``, ``ReadOnlyFile``,
        ``ChangedMeanwhile``, ``GivenUp``.
        """
        self._check_writable()
        return self._written(act, write, uuid4().hex)

    def _written(self, act: CentreAct, write: Write, identity: str) -> int:
        known = self._view.look()
        with self._data.told(), self._data.transaction():
            centre = rows.read_centre(self._data, take=True)
            number = int(str(centre["acts"])) + 1
            try:
                named = write(number) or {}
            except Clashed as clashed:
                acts = self._done_since(known, number - 1, clashed.acts)
                # What was read is read again.
                self._view.forget()
                raise ChangedMeanwhile(acts, clashed.clashes) from clashed
            self._note(act, {**centre, **named}, identity)
        return number

    def _done_since(self, known: int, last: int, numbers: Sequence[int]) -> Sequence[CentreAct]:
        """The acts of these numbers; where one of them isn't known, all since the one ``known``."""
        if numbers and all(numbers):
            first = min(numbers)
            found = enumerate(rows.read_acts(self._data, first - 1), first)
            return [act for number, act in found if number in numbers]
        return rows.read_acts(self._data, min(known, last - 1))

    def _note(self, act: CentreAct, before: Values, identity: str) -> None:
        """The act, and what the row of the centre has to say once it is done."""
        data = self._data
        sequence = int(str(before["acts"])) + 1
        data.write(rows.ADD_ACT, [rows.act_row(data.centre, sequence, act, identity)])
        version = int(str(before["version"])) + 1
        now: Values = {**before, **rows.counted(data), "version": version}
        data.write(rows.UPDATE_CENTRE, [sealed([*now.values()])])

    @contextmanager
    def snapshot(self) -> Iterator[CentreData]:
        """What holds it, all of one moment."""
        with self._data.told(), self._data.snapshot():
            yield self._data

    @abstractmethod
    def close(self) -> None: ...


class SqliteCentreFile(StoredCentre):
    """``lock``: ``None`` where it is only read; ``aside``: what lay beside, as it is named now."""

    def __init__(
        self,
        path: Path,
        database: Database,
        lock: WriterLock | None,
        aside: tuple[Path, ...] = (),
    ) -> None:
        super().__init__(path, FileData(database, alone=lock is not None), writable=lock is not None)
        self._database = database
        self._lock = lock
        self._aside = aside
        self.sharing = Alone(self._data, self._view, Place(path.name))
        self.protection = CentreProtection(
            database, self._check_writable, lock, self.collection.forget_passphrases
        )
        if lock is not None:
            database.deleted = lambda: lock.gone

    def _check_free(self, centre: Centre) -> None:
        """It holds no other."""

    @property
    def aside(self) -> tuple[Path, ...]:
        return (*self._aside, *self._database.aside)

    def close(self) -> None:
        try:
            self._database.close()
        finally:
            if self._lock is not None:
                self._lock.release()


class CentreProtection(SqliteProtection):
    """``forget``: what may be kept in an encrypted file alone."""

    def __init__(
        self,
        database: Database,
        check_writable: Callable[[], None],
        lock: WriterLock | None,
        forget: Callable[[], None],
    ) -> None:
        super().__init__(database, check_writable, lock, lambda copy: rows.check_whole(FileData(copy)))
        self._forget = forget

    def change(self, new: FileKey | None) -> None:
        if new is None:
            self.check_alone()
            self._forget()
        super().change(new)


_People = tuple[tuple[Enrolled, ...], tuple[Enrolled, ...]]
"""Those who are there, and those withdrawn."""


def _people(data: CentreData) -> _People:
    return _parted(rows.read_candidates(data))


def _people_of(before: _People, added: Iterable[Enrolled], changed: Iterable[Enrolled]) -> _People:
    """Who is there once these are written."""
    every = {each.identity: each for held in before for each in held}
    every |= {each.identity: each for each in (*changed, *added)}
    return _parted(tuple(every[identity] for identity in sorted(every)))


def _changed(held: Enrolled, now: CentreCandidate, *, gone: bool = False) -> Enrolled:
    """``gone``: withdrawn from now on."""
    version = abs(held.version) + 1
    return Enrolled(held.identity, -version if gone else version, now)


def _parted(every: tuple[Enrolled, ...]) -> _People:
    gone = tuple(each for each in every if each.version < 0)
    return (tuple(each for each in every if each.version > 0) if gone else every), gone


def _people_clashes(now: Iterable[Enrolled], enrolment: Enrolment) -> list[Clash]:
    """Of those whom an enrolment was to change, or of all that it was made from."""
    there = {each.identity: each for each in now}
    wanted: dict[int, CentreCandidate | None] = {held.identity: to for held, to in enrolment.changed}
    wanted |= {each.identity: None for each in enrolment.removed}
    read = [held for held, _ in enrolment.changed] + [*enrolment.removed]
    known = {each.identity: each for each in (*(enrolment.known or ()), *read)}
    if enrolment.known is not None:
        new = [each for each in there.values() if each.identity not in known]
        known |= {each.identity: each._replace(version=-1) for each in new}
    return [
        Clash("candidate", identity, read, _shown(there.get(identity)), wanted.get(identity, read))
        for identity, held in known.items()
        for read in [_shown(held)]
        if there.get(identity) is None or there[identity].version != held.version
    ]


def _shown(held: Enrolled | None) -> CentreCandidate | None:
    return None if held is None or held.version < 0 else held.candidate
