"""The index of the orals: what the lists ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, func, literal_column, select

from btstc_jury.application.summary import OralSummary
from btstc_jury.domain.standing import Stage
from btstc_jury.storage.database import Database
from btstc_jury.storage.failures import Damage, told_of
from btstc_jury.storage.index_line import IndexLine, fold, read_line
from btstc_jury.storage.tables import ORAL, UNDER_WAY

_LINE = select(ORAL).where(ORAL.c.oral == bindparam("number_of_oral"))
_DAY = (
    select(ORAL).where(ORAL.c.day == bindparam("on")).order_by(ORAL.c.scheduled, ORAL.c.search, ORAL.c.oral)
)
_DAYS = select(ORAL.c.day, func.count()).group_by(ORAL.c.day).order_by(ORAL.c.day)
_ALL = select(ORAL).order_by(ORAL.c.scheduled, ORAL.c.search, ORAL.c.oral)
_PREPARED = (
    select(ORAL)
    .where(ORAL.c.preparing.is_not(None), ORAL.c.stage.in_([each for each in Stage if each.waiting]))
    .order_by(ORAL.c.oral)
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
                raise Damage(f"index: no oral {oral}")
            return read_line(rows[0])

    def summary(self, oral: int) -> OralSummary:
        return self.line(oral).summary

    def on_day(self, day: date) -> tuple[OralSummary, ...]:
        with told_of(self._database.path):
            return _summaries(self._database.all(_DAY, {"on": day.isoformat()}))

    def days(self) -> tuple[tuple[date, int], ...]:
        with told_of(self._database.path):
            return tuple((_day(day), count) for day, count in self._database.all(_DAYS))

    def search(self, text: str, limit: int) -> tuple[OralSummary, ...]:
        """Every word of ``text`` must be contained; in the order of the names."""
        words = fold(text).split()
        if not words:
            return ()
        found = select(ORAL.c.oral).order_by(ORAL.c.search).limit(limit)
        for word in words:
            found = found.where(func.instr(ORAL.c.search, word) > 0)
        lines = select(ORAL).where(ORAL.c.oral.in_(found)).order_by(ORAL.c.search, ORAL.c.oral)
        with told_of(self._database.path):
            return _summaries(self._database.all(lines))

    def all(self) -> tuple[OralSummary, ...]:
        with told_of(self._database.path):
            return _summaries(self._database.all(_ALL))

    def preparing(self) -> tuple[OralSummary, ...]:
        with told_of(self._database.path):
            begun = _summaries(self._database.all(_PREPARED))
        return tuple(each for each in begun if each.prepares)

    def under_way(self) -> tuple[int, ...]:
        with told_of(self._database.path):
            return tuple(read_line(row).summary.oral for row in self._database.all(_UNDER_WAY))


def _summaries(rows: Sequence[Row[*tuple[Any, ...]]]) -> tuple[OralSummary, ...]:
    return tuple(read_line(row).summary for row in rows)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise Damage(f"index: {text!r} is no day") from error
