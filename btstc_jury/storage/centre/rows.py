"""Candidates as rows of the centre file, and what a file is whole by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, time
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, func, select

from btstc_jury.application.centre import CentreAct, Enrolled
from btstc_jury.application.faults import Fault
from btstc_jury.domain.centre.candidates import CentreCandidate, Doubt
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.storage.centre.collection import COLLECTION, read_collection
from btstc_jury.storage.centre.days import KINDS, read_days
from btstc_jury.storage.centre.tables import ACT, CANDIDATE, CENTRE, MAPPING
from btstc_jury.storage.database import Database, Values, check, checksum, prepare_select, summed
from btstc_jury.storage.failures import Damage, Newer

_ALL = prepare_select(select(CANDIDATE).order_by(CANDIDATE.c.id))
_CENTRE = select(CENTRE)
_MAPPINGS = select(MAPPING).order_by(MAPPING.c.signature)
_ACTS = select(ACT).order_by(ACT.c.sequence)
_TALLIED: tuple[Table, ...] = (*(kind.table for kind in KINDS), *COLLECTION)
_COUNTS = select(
    select(func.count()).select_from(ACT).scalar_subquery(),
    *(
        select(each).select_from(table).scalar_subquery()
        for table in (CANDIDATE, *_TALLIED)
        for each in (func.count(), func.coalesce(func.sum(table.c.version), 0))
    ),
)
_FIELDS = CentreCandidate._fields
_NAMES = ("id", "version", *_FIELDS)


COLUMNS = (*_NAMES, "digest")


def candidate_row(identity: int, version: int, candidate: CentreCandidate) -> list[Any]:
    """A value for each of ``COLUMNS``."""
    plain: list[Any] = [identity, version, *candidate]
    birth, extra, hour = candidate.birth, candidate.extra_time, candidate.hour
    plain[_BIRTH] = None if birth is None else birth.isoformat()
    plain[_EXTRA] = None if extra is None else str(extra)
    plain[_HOUR] = None if hour is None else f"{hour:%H:%M}"
    plain[-1] = " ".join(sorted(candidate.doubts)) if candidate.doubts else ""
    plain.append(checksum(plain))
    return plain


_BIRTH, _EXTRA, _HOUR = (_NAMES.index(each) for each in ("birth", "extra_time", "hour"))


def read_candidates(database: Database) -> tuple[Enrolled, ...]:
    """Those withdrawn too. Raises ``FileProblem``, ``Damage``, ``Newer``."""
    return tuple(map(_enrolled, database.rows(_ALL)))


def _enrolled(row: Sequence[Any]) -> Enrolled:
    place = f"candidat {row[0]}"
    check(place, row[:-1], row[-1])
    values = list(row[2:-1])
    values[_BIRTH - 2] = _read(_date, values[_BIRTH - 2], place)
    values[_EXTRA - 2] = _read(_fraction, values[_EXTRA - 2], place)
    values[_HOUR - 2] = _read(_time, values[_HOUR - 2], place)
    values[-1] = _doubts(values[-1])
    return Enrolled(row[0], row[1], CentreCandidate._make(values))


_date = lru_cache(10_000)(date.fromisoformat)
_fraction = lru_cache(100)(Fraction)
_time = lru_cache(2_000)(time.fromisoformat)


def _read(read: Callable[[str], Any], text: str | None, place: str) -> Any:  # noqa: ANN401 - what ``read`` gives
    try:
        return None if text is None else read(text)
    except ValueError as error:
        raise Damage(Fault.UNREADABLE_LINE, place) from error


@lru_cache(100)
def _doubts(text: str) -> frozenset[Doubt]:
    try:
        return frozenset(map(Doubt, text.split()))
    except ValueError as error:
        raise Newer(Fault.UNKNOWN_VALUE) from error


def read_mappings(database: Database) -> dict[str, tuple[str, ...]]:
    found = {}
    for row in database.all(_MAPPINGS):
        check("colonnes", row[:-1], row[-1])
        found[row.signature] = tuple(row.fields.split(","))
    return found


def read_acts(database: Database) -> tuple[CentreAct, ...]:
    return tuple(_acts(database))


def _acts(database: Database) -> Iterator[CentreAct]:
    for number, row in enumerate(database.all(_ACTS), 1):
        check(f"acte {row.sequence}", row[:-1], row[-1])
        if row.sequence != number:
            raise Damage(Fault.SEQUENCE, f"acte {row.sequence}")
        yield CentreAct(row.utc, row.author, row.words)


def read_centre(database: Database) -> Values:
    """The single row of what the file is, without its checksum. Raises ``Damage``."""
    row = database.checked("centre", _CENTRE)
    if row is None:
        raise Damage(Fault.NO_FILE_LINE)
    values: Values = dict(zip(CENTRE.columns.keys(), row, strict=True))
    del values["digest"]
    return values


def centre_from(values: Values) -> Centre:
    return Centre(str(values["name"]), int(str(values["year"])), str(values["uai"]))


def counted(database: Database) -> Values:
    """How many rows there are, as the row of the centre has to say."""
    acts, candidates, versions, *others = database.all(_COUNTS)[0]
    pairs = zip(_TALLIED, others[::2], others[1::2], strict=True)
    tally = " ".join(f"{table.name}={rows}/{version}" for table, rows, version in pairs if rows)
    return {"acts": acts, "candidates": candidates, "versions": versions, "tally": tally}


def check_tally(database: Database) -> None:
    """Raises ``Damage`` where an act isn't there to its end."""
    values = read_centre(database)
    found = counted(database)
    if any(values[name] != number for name, number in found.items()):
        raise Damage(Fault.CUT_ACT)


def check_whole(database: Database) -> tuple[Enrolled, ...]:
    """The candidates. Raises ``Damage`` where an act isn't there to its end, or a row isn't as written."""
    check_tally(database)
    read_mappings(database)
    read_acts(database)
    read_days(database)
    read_collection(database)
    return read_candidates(database)


def act_values(sequence: int, act: CentreAct) -> Values:
    return summed({"sequence": sequence, "utc": act.utc, "author": act.author, "words": act.words})


def mapping_values(signature: str, fields: Sequence[str], version: int) -> Values:
    return summed({"signature": signature, "fields": ",".join(fields), "version": version})
