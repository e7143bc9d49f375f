"""An open centre file: reading it, and writing acts, each whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.dialects.sqlite import insert as upsert

from btstc_jury.application.centre import CentreAct, ChangedMeanwhile, Enrolled, Enrolment, Place
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import ReadOnlyFile
from btstc_jury.domain.centre.candidates import CentreCandidate
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.domain.centre.timetable import Timetable
from btstc_jury.storage.centre import days, rows
from btstc_jury.storage.centre.collection import SqliteCollection
from btstc_jury.storage.centre.tables import ACT, CANDIDATE, CENTRE, MAPPING
from btstc_jury.storage.database import Database, Values, prepare, summed
from btstc_jury.storage.durable import WriterLock
from btstc_jury.storage.failures import told_of
from btstc_jury.storage.protection import SqliteProtection

_ADD = prepare(insert(CANDIDATE), rows.COLUMNS)
_CHANGE = prepare(
    update(CANDIDATE).where(CANDIDATE.c.id == bindparam("of"), CANDIDATE.c.version == bindparam("before")),
    [each for each in rows.COLUMNS if each != "id"],
)
_ADD_ACT = insert(ACT)
_UPDATE_CENTRE = update(CENTRE)
_KEEP_MAPPING = upsert(MAPPING)
_SET_MAPPING = _KEEP_MAPPING.on_conflict_do_update(
    index_elements=["signature"],
    set_={name: _KEEP_MAPPING.excluded[name] for name in ("fields", "version", "digest")},
)


class Alone:
    """See ``application.centre.Sharing``: nobody else writes in a file."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.place = Place(database.path.name)

    @property
    def view(self) -> int:
        with told_of(self._database.path):
            return int(str(rows.read_centre(self._database)["acts"]))

    def is_behind(self) -> bool:
        return False

    def follow(self) -> tuple[CentreAct, ...]:
        return ()

    def give_up(self) -> None:
        self._database.raw.interrupt()


class SqliteCentreFile:
    """See ``application.centre.CentreFile``. Not thread-safe. ``lock``: ``None`` where it is only read;
    ``aside``: what lay beside, as it is named now.
    """

    def __init__(
        self,
        path: Path,
        database: Database,
        lock: WriterLock | None,
        aside: tuple[Path, ...] = (),
    ) -> None:
        self.path = path
        self._held: tuple[tuple[Enrolled, ...], tuple[Enrolled, ...]] | None = None
        self._days: days.Held | None = None
        self._database = database
        self._lock = lock
        self._aside = aside
        self.sharing = Alone(database)
        self.collection = SqliteCollection(database, self._carry_out)
        self.protection = CentreProtection(
            database, self._check_writable, lock, self.collection.forget_passphrases
        )
        if lock is not None:
            database.deleted = lambda: lock.gone

    @property
    def aside(self) -> tuple[Path, ...]:
        return (*self._aside, *self._database.aside)

    def _check_writable(self) -> None:
        if self._lock is None:
            raise ReadOnlyFile

    def centre(self) -> Centre:
        with told_of(self.path):
            return rows.centre_from(rows.read_centre(self._database))

    def candidates(self) -> tuple[Enrolled, ...]:
        return self._all()[0]

    def withdrawn(self) -> tuple[Enrolled, ...]:
        return self._all()[1]

    def _all(self) -> tuple[tuple[Enrolled, ...], tuple[Enrolled, ...]]:
        """Those who are there, and those withdrawn."""
        if self._held is not None:
            return self._held
        with told_of(self.path):
            every = rows.read_candidates(self._database)
        gone = tuple(each for each in every if each.version < 0)
        held = tuple(each for each in every if each.version > 0) if gone else every
        if self._lock is not None:
            # Nobody else writes.
            self._held = held, gone
        return held, gone

    def mappings(self) -> Mapping[str, tuple[str, ...]]:
        with told_of(self.path):
            return rows.read_mappings(self._database)

    def acts(self) -> tuple[CentreAct, ...]:
        with told_of(self.path):
            return rows.read_acts(self._database)

    def enrol(self, enrolment: Enrolment) -> None:
        self._held = None
        planned: list[days.Held] = []

        def write(version: int) -> None:
            self._write_people(enrolment)
            if enrolment.mapping is not None:
                self._remember(*enrolment.mapping)
            if enrolment.days is not None:
                planned.append(self._write_days(*enrolment.days, version))

        self._carry_out(enrolment.act, write)
        for each in planned:
            self._days = each

    def _write_people(self, enrolment: Enrolment) -> None:
        """In a transaction. Raises ``ChangedMeanwhile``."""
        number = _next(self._database)
        added = [
            _ADDED(rows.candidate_row(identity, 1, each))
            for identity, each in enumerate(enrolment.added, number)
        ]
        changed = [_CHANGED(_row(held, now)) for held, now in enrolment.changed]
        changed += [_CHANGED(_row(held, held.candidate, gone=True)) for held in enrolment.removed]
        if added:
            self._database.write_all(_ADD, added)
        if changed and self._database.write_all(_CHANGE, changed) != len(changed):
            raise ChangedMeanwhile

    def timetable(self) -> Timetable:
        with told_of(self.path):
            self._days = days.read_days(self._database)
        return days.timetable_of(self._days)

    def replan(self, before: Timetable, after: Timetable, act: CentreAct) -> None:
        planned: list[days.Held] = []

        def write(version: int) -> None:
            planned.append(self._write_days(before, after, version))

        self._carry_out(act, write)
        self._days = planned[0]

    def _write_days(self, before: Timetable, after: Timetable, version: int) -> days.Held:
        """In a transaction; what is held once it is done."""
        held = self._days or days.read_days(self._database)
        self._days = None
        found = days.changes(held, before, after)
        days.write_days(self._database, found, version)
        return days.held_after(held, found, version)

    def _carry_out(self, act: CentreAct, write: Callable[[int], None]) -> int:
        """``write``: in one transaction with the act, whose number it is given, and which is returned. Raises
        ``FileProblem``, ``ReadOnlyFile``, ``ChangedMeanwhile``.
        """
        self._check_writable()
        with told_of(self.path):
            centre = rows.read_centre(self._database)
            version = int(str(centre["acts"])) + 1
            with self._database.transaction():
                write(version)
                self._note(act, centre)
        return version

    def _remember(self, signature: str, fields: tuple[str, ...]) -> None:
        self._database.run(_SET_MAPPING, rows.mapping_values(signature, fields, 1))

    def _note(self, act: CentreAct, before: Values) -> None:
        """The act, and what the row of the centre has to say once it is done."""
        sequence = int(str(before["acts"])) + 1
        self._database.run(_ADD_ACT, rows.act_values(sequence, act))
        version = int(str(before["version"])) + 1
        now: Values = {**before, **rows.counted(self._database), "version": version}
        self._database.run(_UPDATE_CENTRE, summed(now))

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
        super().__init__(database, check_writable, lock, rows.check_whole)
        self._forget = forget

    def change(self, new: FileKey | None) -> None:
        if new is None:
            self.check_alone()
            self._forget()
        super().change(new)


def _next(database: Database) -> int:
    with told_of(database.path):
        found: int = database.raw.execute("SELECT coalesce(max(id), 0) + 1 FROM candidate").fetchone()[0]
    return found


def _row(held: Enrolled, now: CentreCandidate, *, gone: bool = False) -> list[Any]:
    """A value for each of ``_OF_CHANGE``. ``gone``: withdrawn from now on."""
    version = abs(held.version) + 1
    return [
        *rows.candidate_row(held.identity, -version if gone else version, now),
        held.identity,
        held.version,
    ]


_OF_CHANGE = (*rows.COLUMNS, "of", "before")
_ADDED = itemgetter(*map(rows.COLUMNS.index, _ADD.names))
_CHANGED = itemgetter(*map(_OF_CHANGE.index, _CHANGE.names))
