"""Candidates as rows of a centre, and what a centre is whole by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, time
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, bindparam, func, select, update

from btstc_jury.application.centre.ports import CentreAct, Enrolled
from btstc_jury.application.faults import Fault
from btstc_jury.domain.centre.candidates import CentreCandidate, Doubt
from btstc_jury.domain.centre.centre import Centre
from btstc_jury.storage.centre.collection import COLLECTION, read_collection
from btstc_jury.storage.centre.data import CentreData, Row, Statement, here, inserting, sealed
from btstc_jury.storage.centre.days import KINDS, read_days
from btstc_jury.storage.centre.tables import ACT, CANDIDATE, CENTRE, MAPPING
from btstc_jury.storage.database import Values, check
from btstc_jury.storage.failures import Damage, Newer

_ALL = Statement(select(CANDIDATE).where(here(CANDIDATE)).order_by(CANDIDATE.c.id))
_CENTRE = Statement(select(CENTRE).where(here(CENTRE)))
_TAKEN = Statement(select(CENTRE).where(here(CENTRE)).with_for_update())
"""Who else wants to write in the centre waits for the end of the transaction."""
_NUMBER = Statement(select(CENTRE.c.acts).where(here(CENTRE)))
_MAPPINGS = Statement(select(MAPPING).where(here(MAPPING)).order_by(MAPPING.c.signature))
_ACTS = Statement(
    select(ACT).where(here(ACT), ACT.c.sequence > bindparam("after")).order_by(ACT.c.sequence), ["after"]
)
_TALLIED: tuple[Table, ...] = (*(kind.table for kind in KINDS), *COLLECTION)
_COUNTS = Statement(
    select(
        select(func.count()).select_from(ACT).where(here(ACT)).scalar_subquery(),
        *(
            select(each).select_from(table).where(here(table)).scalar_subquery()
            for table in (CANDIDATE, *_TALLIED)
            for each in (func.count(), func.coalesce(func.sum(table.c.version), 0))
        ),
    )
)
_STRANGERS = Statement(
    select(
        *(
            select(func.count()).select_from(table).where(~here(table)).scalar_subquery()
            for table in (CENTRE, ACT, MAPPING, CANDIDATE, *_TALLIED)
        )
    )
)
_FIELDS = CentreCandidate._fields
_NAMES = ("id", "version", *_FIELDS)


COLUMNS = ("centre", *_NAMES, "digest")

ADD = inserting(CANDIDATE)
CHANGE = Statement(
    update(CANDIDATE).where(
        here(CANDIDATE), CANDIDATE.c.id == bindparam("of"), CANDIDATE.c.version == bindparam("before")
    ),
    [*COLUMNS, "of", "before"],
    COLUMNS,
)
ADD_ACT = inserting(ACT)
_COUNTED = ("acts", "candidates", "versions", "version", "tally", "digest")
UPDATE_CENTRE = Statement(update(CENTRE).where(here(CENTRE)), CENTRE.columns.keys(), _COUNTED)
"""What the centre is stays as it is: who only receives may not change it."""
_CALLED = ("name", "uai")
RENAME = Statement(update(CENTRE).where(here(CENTRE)), _CALLED, _CALLED)
"""In a transaction that ends with ``UPDATE_CENTRE``, which seals it."""
ADD_CENTRE = inserting(CENTRE)
ADD_MAPPING = inserting(MAPPING)
CHANGE_MAPPING = Statement(
    update(MAPPING).where(here(MAPPING), MAPPING.c.signature == bindparam("known")),
    [*MAPPING.columns.keys(), "known"],
    MAPPING.columns.keys(),
)


def candidate_row(centre: int, enrolled: Enrolled) -> list[Any]:
    """A value for each of ``COLUMNS``."""
    candidate = enrolled.candidate
    plain: list[Any] = [centre, enrolled.identity, enrolled.version, *candidate]
    birth, extra, hour = candidate.birth, candidate.extra_time, candidate.hour
    plain[_BIRTH] = None if birth is None else birth.isoformat()
    plain[_EXTRA] = None if extra is None else str(extra)
    plain[_HOUR] = None if hour is None else f"{hour:%H:%M}"
    plain[-1] = " ".join(sorted(candidate.doubts)) if candidate.doubts else ""
    return sealed(plain)


_BIRTH, _EXTRA, _HOUR = (COLUMNS.index(each) for each in ("birth", "extra_time", "hour"))
_FIRST = 3
"""The first field of a candidate."""


def read_candidates(data: CentreData) -> tuple[Enrolled, ...]:
    """Those withdrawn too. Raises ``FileProblem``, ``Damage``, ``Newer``."""
    return tuple(map(_enrolled, data.rows(_ALL)))


def _enrolled(row: Sequence[Any]) -> Enrolled:
    place = f"candidat {row[1]}"
    check(place, row[:-1], row[-1])
    values = list(row[_FIRST:-1])
    values[_BIRTH - _FIRST] = _read(_date, values[_BIRTH - _FIRST], place)
    values[_EXTRA - _FIRST] = _read(_fraction, values[_EXTRA - _FIRST], place)
    values[_HOUR - _FIRST] = _read(_time, values[_HOUR - _FIRST], place)
    values[-1] = _doubts(values[-1])
    return Enrolled(row[1], row[2], CentreCandidate._make(values))


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


def read_mappings(data: CentreData) -> dict[str, tuple[str, ...]]:
    found = {}
    for row in data.rows(_MAPPINGS):
        check("colonnes", row[:-1], row[-1])
        _, signature, fields, *_ = row
        found[signature] = tuple(fields.split(","))
    return found


def remember_mapping(data: CentreData, signature: str, fields: Sequence[str]) -> None:
    """In a transaction."""
    row = sealed([data.centre, signature, ",".join(fields), 1])
    if not data.write(CHANGE_MAPPING, [[*row, signature]]):
        data.write(ADD_MAPPING, [row])


def read_acts(data: CentreData, after: int = 0) -> tuple[CentreAct, ...]:
    """Those later than the one numbered ``after``."""
    return tuple(_acts(data, after))


def _acts(data: CentreData, after: int) -> Iterator[CentreAct]:
    for number, row in enumerate(data.rows(_ACTS, after), after + 1):
        _, sequence, utc, author, words, _, digest = row
        check(f"acte {sequence}", row[:-1], digest)
        if sequence != number:
            raise Damage(Fault.SEQUENCE, f"acte {sequence}")
        yield CentreAct(utc, author, words)


def read_centre(data: CentreData, *, take: bool = False) -> Values:
    """The row of what the centre is, without its checksum; ``take``: in a transaction, to write in it. Raises
    ``Damage``.
    """
    rows = data.rows(_TAKEN if take else _CENTRE)
    if not rows:
        raise Damage(Fault.NO_FILE_LINE)
    check("centre", rows[0][:-1], rows[0][-1])
    values: Values = dict(zip(CENTRE.columns.keys(), rows[0], strict=True))
    del values["digest"]
    return values


def last_act(data: CentreData) -> int:
    """The number of the last act. Raises ``Damage``."""
    rows = data.rows(_NUMBER)
    if not rows:
        raise Damage(Fault.NO_FILE_LINE)
    return int(rows[0][0])


def read_named(data: CentreData) -> Centre:
    return centre_from(read_centre(data))


def centre_from(values: Values) -> Centre:
    keeps = bool(values["texts"])
    return Centre(str(values["name"]), int(str(values["year"])), str(values["uai"]), keeps_texts=keeps)


def counted(data: CentreData) -> Values:
    """How many rows there are, as the row of the centre has to say."""
    acts, candidates, versions, *others = data.rows(_COUNTS)[0]
    pairs = zip(_TALLIED, others[::2], others[1::2], strict=True)
    tally = " ".join(f"{table.name}={rows}/{version}" for table, rows, version in pairs if rows)
    return {"acts": acts, "candidates": candidates, "versions": versions, "tally": tally}


def check_tally(data: CentreData) -> None:
    """Raises ``Damage`` where an act isn't there to its end."""
    values = read_centre(data)
    found = counted(data)
    if any(values[name] != number for name, number in found.items()):
        raise Damage(Fault.CUT_ACT)


def check_whole(data: CentreData) -> tuple[Enrolled, ...]:
    """The candidates. Raises ``Damage`` where an act isn't there to its end, or a row isn't as written."""
    check_tally(data)
    read_mappings(data)
    read_acts(data)
    read_days(data)
    read_collection(data)
    return read_candidates(data)


def check_single(data: CentreData) -> None:
    """Raises ``Damage`` where a file holds rows of another centre than its own."""
    if any(data.rows(_STRANGERS)[0]):
        raise Damage(Fault.OTHER_CENTRE)


def act_row(centre: int, sequence: int, act: CentreAct, identity: str) -> Row:
    return sealed([centre, sequence, act.utc, act.author, act.words, identity])


def first_rows(
    number: int, identity: str, centre: Centre, act: CentreAct, act_identity: str
) -> tuple[Row, Row]:
    """Of a new centre: what it is, and the act that made it."""
    named = [number, identity, centre.name, centre.uai, centre.year, act.utc, int(centre.keeps_texts)]
    # Acts, candidates, versions, version, tally.
    return sealed([*named, 1, 0, 0, 1, ""]), act_row(number, 1, act, act_identity)
