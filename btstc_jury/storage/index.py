"""The index: its lines as the values of their rows, and back; what the lists ask of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Executable, Row, String, bindparam, cast, func, literal, literal_column, select

from btstc_jury.application.faults import Fault
from btstc_jury.application.finding import fold
from btstc_jury.application.summary import OralSummary
from btstc_jury.domain.events import RehearsalSet
from btstc_jury.domain.session import ExamSession
from btstc_jury.domain.standing import Stage
from btstc_jury.storage.codec import UNKNOWN_MEMBER
from btstc_jury.storage.database import Database, Values, checksum_of, packed, summed
from btstc_jury.storage.failures import Damage, Newer, told_of
from btstc_jury.storage.tables import JOURNAL, KIND, OF_ORAL, ORAL, UNDER_WAY

_DAY_DIGITS = len("2026-06-01")
COLUMNS = tuple(column.name for column in ORAL.columns)
_TOLD = tuple(name for name in OralSummary.__struct_fields__ if name in COLUMNS)


class Head(NamedTuple):
    """The last row of a journal; ``last_act`` is when it was written (UTC microseconds)."""

    sequence: int
    hash: bytes
    last_act: int


@dataclass(frozen=True, slots=True)
class IndexLine:
    summary: OralSummary
    head: Head
    values: Mapping[str, str | int | bytes | None]


def line_of(summary: OralSummary, head: Head) -> IndexLine:
    """The line to be written."""
    told = columns_of(summary, head)
    return IndexLine(summary, head, summed({name: told[name] for name in COLUMNS[:-1]}))


def _searched(summary: OralSummary) -> str:
    return fold(f"{summary.last_name} {summary.first_names} {summary.number}")


def columns_of(summary: OralSummary, head: Head) -> Values:
    """All of them but the checksum."""
    told: Values = msgspec.to_builtins(summary)
    told["day"] = str(told["scheduled"])[:_DAY_DIGITS]
    told["extra_time"] = int(summary.extra_time)
    told["preparing"] = msgspec.json.encode(summary.preparing).decode() if summary.preparing else None
    told["duties"] = " ".join(summary.duties)
    told["complete"] = int(summary.complete)
    told["search"] = _searched(summary)
    told["last_act"] = head.last_act
    told["head_sequence"] = head.sequence
    told["head"] = head.hash
    return told


def check_line(row: Sequence[Any]) -> None:
    """``row``: all the columns, in the table's order. Raises ``Damage``."""
    if checksum_of(packed(row[:-1])) != row[-1]:
        raise Damage(Fault.CHECKSUM, f"index, interrogation {row[0]}")


def is_line_of(row: Sequence[Any], summary: OralSummary, head: Head) -> bool:
    """Whether a row, of all the columns, is to the byte what would be written."""
    told = columns_of(summary, head)
    values = packed([told[name] for name in COLUMNS[:-1]])
    return values == packed(row[:-1]) and checksum_of(values) == row[-1]


def read_line(row: Sequence[Any]) -> IndexLine:
    """``row``: as ``check_line``. Raises ``Damage``, ``Newer``."""
    check_line(row)
    values: dict[str, Any] = dict(zip(COLUMNS, row, strict=True))
    told = {
        **{name: values[name] for name in _TOLD},
        "extra_time": bool(values["extra_time"]),
        "duties": values["duties"].split(),
        "complete": bool(values["complete"]),
    }
    try:
        told["preparing"] = msgspec.json.decode(values["preparing"] or "null")
        summary = msgspec.convert(told, OralSummary)
    except msgspec.MsgspecError as error:
        # The row is whole by now: a member that isn't known is of a newer version.
        newer = str(error).startswith(UNKNOWN_MEMBER)
        place = f"index, interrogation {row[0]}"
        if newer:
            raise Newer(Fault.UNKNOWN_VALUE, place) from error
        raise Damage(Fault.UNREADABLE_LINE, place) from error
    return IndexLine(summary, Head(values["head_sequence"], values["head"], values["last_act"]), values)


FORMAT = "btstc-jury/1"


def file_values(session: ExamSession, created: int, head: Head) -> Values:
    """``created``: UTC microseconds; ``head``: of the session's journal."""
    values: Values = {"id": 1, "kind": session.kind.value, "format": FORMAT, "created": created}
    return summed({**values, "head_sequence": head.sequence, "head": head.hash})


def head_of(row: Row[*tuple[Any, ...]]) -> Head:
    """``row``: of the table ``file``."""
    return Head(row.head_sequence, row.head, row.created)


_LINE = select(ORAL).where(ORAL.c.oral == bindparam("number_of_oral"))
_LISTED = ORAL.c.stage.in_([each for each in Stage if each.facts.listed])
_DAY = (
    select(ORAL)
    .where(ORAL.c.day == bindparam("on"), _LISTED)
    .order_by(ORAL.c.scheduled, ORAL.c.search, ORAL.c.oral)
)
# Days are counted without a line being read: those in no list, which are few, are found by their stage.
_DAYS = select(ORAL.c.day, func.count()).group_by(ORAL.c.day).order_by(ORAL.c.day)
_UNLISTED = ORAL.c.stage.in_([each for each in Stage if not each.facts.listed])
_UNLISTED_DAYS = select(ORAL.c.day, func.count()).where(_UNLISTED).group_by(ORAL.c.day)
_ALL = select(ORAL).order_by(ORAL.c.scheduled, ORAL.c.search, ORAL.c.oral)
_OF_CANDIDATE = (
    select(ORAL)
    .where(ORAL.c.search == bindparam("searched"), _LISTED)
    .order_by(ORAL.c.scheduled, ORAL.c.oral)
)
_WITHDRAWN = select(ORAL).where(_UNLISTED).order_by(ORAL.c.search, ORAL.c.oral)
# « + »: without the index by stage, that of most orals, which would be read row by row besides.
_WAITING = literal_column("+stage").in_([each for each in Stage if each.facts.waiting])
_PREPARED = select(ORAL).where(ORAL.c.preparing.is_not(None), _WAITING).order_by(ORAL.c.oral)
_KINDS = select(KIND.c.name)
_HOLDING = select(ORAL.c.oral).where(
    select(JOURNAL.c.sequence)
    .where(
        JOURNAL.c.journal == literal(OF_ORAL) + cast(ORAL.c.oral, String),
        JOURNAL.c.kind.in_(bindparam("kinds", expanding=True)),
    )
    .exists()
)
_UNDER_WAY = select(ORAL).where(literal_column(UNDER_WAY)).order_by(ORAL.c.last_act, ORAL.c.oral)


class SqliteOralIndex:
    """See ``application.ports.OralIndex``. A line that isn't what was written is a ``FileProblem``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def line(self, oral: int) -> IndexLine:
        with told_of(self._database.path):
            rows = self._database.all(_LINE, {"number_of_oral": oral})
            if not rows:
                raise Damage(Fault.NO_ORAL, oral=oral)
            return read_line(rows[0])

    def summary(self, oral: int) -> OralSummary:
        return self.line(oral).summary

    def head(self, oral: int) -> bytes:
        return self.line(oral).head.hash

    def on_day(self, day: date) -> tuple[OralSummary, ...]:
        return self._found(_DAY, {"on": day.isoformat()})

    def days(self) -> tuple[tuple[date, int], ...]:
        with told_of(self._database.path):
            unlisted = dict(map(tuple, self._database.all(_UNLISTED_DAYS)))
            every = ((day, count - unlisted.get(day, 0)) for day, count in self._database.all(_DAYS))
            return tuple((_day(day), count) for day, count in every if count)

    def search(self, text: str, limit: int) -> tuple[OralSummary, ...]:
        """Every word of ``text`` must be contained; in the order of the names."""
        words = fold(text).split()
        if not words:
            return ()
        found = select(ORAL.c.oral).where(_LISTED).order_by(ORAL.c.search).limit(limit)
        for word in words:
            found = found.where(func.instr(ORAL.c.search, word) > 0)
        lines = select(ORAL).where(ORAL.c.oral.in_(found)).order_by(ORAL.c.search, ORAL.c.oral)
        return self._found(lines)

    def all(self) -> tuple[OralSummary, ...]:
        return self._found(_ALL)

    def of_candidate(self, like: OralSummary) -> tuple[OralSummary, ...]:
        return self._found(_OF_CANDIDATE, {"searched": _searched(like)})

    def withdrawn(self) -> tuple[OralSummary, ...]:
        return self._found(_WITHDRAWN)

    def preparing(self) -> tuple[OralSummary, ...]:
        found = self._found(_PREPARED)
        return tuple(each for each in found if each.preparing is not None and each.preparing.until is None)

    def attempts(self) -> frozenset[int]:
        """No row is looked at where no journal holds the kind; of one that does, none after the first that is
        found.
        """
        with told_of(self._database.path), self._database.snapshot():
            every = (name for (name,) in self._database.all(_KINDS))
            names = [name for name in every if name.partition("@")[0] == RehearsalSet.kind]
            if not names:
                return frozenset()
            return frozenset(oral for (oral,) in self._database.all(_HOLDING, {"kinds": names}))

    def under_way(self) -> tuple[int, ...]:
        return tuple(each.oral for each in self._found(_UNDER_WAY))

    def _found(self, lines: Executable, values: Mapping[str, Any] | None = None) -> tuple[OralSummary, ...]:
        with told_of(self._database.path):
            return tuple(read_line(row).summary for row in self._database.all(lines, values))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise Damage(Fault.NOT_A_DAY, "index", text=text) from error
