"""The index: its lines as the values of their rows, and back; what the lists ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import msgspec

from btstc_jury.application.faults import Fault
from btstc_jury.application.finding import fold
from btstc_jury.application.summary import OralSummary
from btstc_jury.domain.events import RehearsalSet
from btstc_jury.domain.session import ExamSession
from btstc_jury.domain.standing import Stage
from btstc_jury.storage.codec import UNKNOWN_MEMBER
from btstc_jury.storage.database import Database, Given, Values, checksum_of, packed, summed
from btstc_jury.storage.failures import Damage, Newer, told_of
from btstc_jury.storage.tables import OF_ORAL, ORAL, UNDER_WAY

_DAY_DIGITS = len("2026-06-01")
COLUMNS = ORAL.columns
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


class FileLine(NamedTuple):
    """The row of the table ``file``."""

    id: int
    kind: str
    format: str
    created: int
    head_sequence: int
    head: bytes
    digest: bytes

    @property
    def session_head(self) -> Head:
        return Head(self.head_sequence, self.head, self.created)


def _among(stages: Iterable[Stage]) -> str:
    names = ", ".join(f"'{each}'" for each in stages)
    return f"stage IN ({names})"


_IN_TIME = "ORDER BY scheduled, search, oral"
_LISTED = _among(each for each in Stage if each.facts.listed)
_UNLISTED = _among(each for each in Stage if not each.facts.listed)
_WAITING = _among(each for each in Stage if each.facts.waiting)
_LINE = f"{ORAL.select} WHERE oral = ?"
_DAY = f"{ORAL.select} WHERE day = ? AND {_LISTED} {_IN_TIME}"
# Days are counted without a line being read: those in no list, which are few, are found by their stage.
_COUNT = "SELECT day, count(*) FROM oral"
_DAYS = f"{_COUNT} GROUP BY day ORDER BY day"
_UNLISTED_DAYS = f"{_COUNT} WHERE {_UNLISTED} GROUP BY day"
_ALL = f"{ORAL.select} {_IN_TIME}"
_OF_CANDIDATE = f"{ORAL.select} WHERE search = ? AND {_LISTED} ORDER BY scheduled, oral"
_WITHDRAWN = f"{ORAL.select} WHERE {_UNLISTED} ORDER BY search, oral"
# Without the index by stage, that of most orals: it would be read row by row besides.
_PREPARED = f"{ORAL.select} NOT INDEXED WHERE preparing IS NOT NULL AND {_WAITING} ORDER BY oral"
_KINDS = "SELECT name FROM kind"
_ITS_ROW = f"SELECT 1 FROM journal WHERE journal = '{OF_ORAL}' || oral.oral"  # noqa: S608 - our own name
_HOLDING = f"SELECT oral FROM oral WHERE EXISTS ({_ITS_ROW} AND kind IN ({{}}))"  # noqa: S608
_UNDER_WAY = f"{ORAL.select} WHERE {UNDER_WAY} ORDER BY last_act, oral"


class SqliteOralIndex:
    """See ``application.ports.OralIndex``. A line that isn't what was written is a ``FileProblem``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def line(self, oral: int) -> IndexLine:
        with told_of(self._database.path):
            rows = self._database.rows(_LINE, (oral,))
            if not rows:
                raise Damage(Fault.NO_ORAL, oral=oral)
            return read_line(rows[0])

    def summary(self, oral: int) -> OralSummary:
        return self.line(oral).summary

    def head(self, oral: int) -> bytes:
        return self.line(oral).head.hash

    def on_day(self, day: date) -> tuple[OralSummary, ...]:
        return self._found(_DAY, (day.isoformat(),))

    def days(self) -> tuple[tuple[date, int], ...]:
        with told_of(self._database.path):
            unlisted = dict(self._database.rows(_UNLISTED_DAYS))
            every = ((day, count - unlisted.get(day, 0)) for day, count in self._database.rows(_DAYS))
            return tuple((_day(day), count) for day, count in every if count)

    def search(self, text: str, limit: int) -> tuple[OralSummary, ...]:
        """Every word of ``text`` must be contained; in the order of the names."""
        words = fold(text).split()
        if not words:
            return ()
        held = "".join(" AND instr(search, ?) > 0" for _ in words)
        found = f"SELECT oral FROM oral WHERE {_LISTED}{held} ORDER BY search LIMIT ?"  # noqa: S608
        return self._found(f"{ORAL.select} WHERE oral IN ({found}) ORDER BY search, oral", (*words, limit))

    def all(self) -> tuple[OralSummary, ...]:
        return self._found(_ALL)

    def of_candidate(self, like: OralSummary) -> tuple[OralSummary, ...]:
        return self._found(_OF_CANDIDATE, (_searched(like),))

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
            every = (name for (name,) in self._database.rows(_KINDS))
            names = [name for name in every if name.partition("@")[0] == RehearsalSet.kind]
            if not names:
                return frozenset()
            holding = _HOLDING.format(", ".join("?" * len(names)))
            return frozenset(oral for (oral,) in self._database.rows(holding, names))

    def under_way(self) -> tuple[int, ...]:
        return tuple(each.oral for each in self._found(_UNDER_WAY))

    def _found(self, lines: str, values: Given = ()) -> tuple[OralSummary, ...]:
        with told_of(self._database.path):
            return tuple(read_line(row).summary for row in self._database.rows(lines, values))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise Damage(Fault.NOT_A_DAY, "index", text=text) from error
