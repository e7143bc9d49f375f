"""The texts that are typed and not yet entered, in a table of the exam file."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy import bindparam, delete, insert, select

from btstc_jury.application.drafts import Draft
from btstc_jury.domain.moments import Instant, Reading
from btstc_jury.storage.database import Database, Values, check, summed
from btstc_jury.storage.failures import told_of
from btstc_jury.storage.tables import DRAFT

_OF_ORAL = select(DRAFT).where(DRAFT.c.oral == bindparam("of_oral")).order_by(DRAFT.c.place, DRAFT.c.juror)
_ADD = insert(DRAFT)
_FORGET = delete(DRAFT).where(
    DRAFT.c.oral == bindparam("of_oral"),
    DRAFT.c.place == bindparam("of_place"),
    DRAFT.c.juror == bindparam("of_juror"),
)


class SqliteDrafts:
    """See ``application.drafts.DraftStore``. ``check_writable`` raises ``ReadOnlyFile``."""

    def __init__(self, database: Database, check_writable: Callable[[], None]) -> None:
        self._database = database
        self._check_writable = check_writable

    def of_oral(self, oral: int) -> tuple[Draft, ...]:
        found: list[Draft] = []
        with told_of(self._database.path):
            for row in self._database.all(_OF_ORAL, {"of_oral": oral}):
                check(f"draft {row.place} of oral {oral}", row[:-1], row[-1])
                began = None
                if row.utc is not None:
                    began = Reading(Instant(row.utc), row.mono, row.boot, row.process)
                found.append(Draft(row.oral, row.place, row.juror, row.text, row.remark, began))
        return tuple(found)

    def keep(self, oral: int, drafts: Iterable[Draft], gone: Iterable[tuple[str, str]] = ()) -> None:
        self._check_writable()
        kept = tuple(drafts)
        keys = (*(each.key for each in kept), *gone)
        if not keys:
            return
        with self._database.transaction():
            self._database.run(
                _FORGET, [{"of_oral": oral, "of_place": place, "of_juror": juror} for place, juror in keys]
            )
            if kept:
                self._database.run(_ADD, [_values(each) for each in kept])


def _values(draft: Draft) -> Values:
    began = draft.began
    return summed(
        {
            "oral": draft.oral,
            "place": draft.place,
            "juror": draft.juror,
            "text": draft.text,
            "remark": draft.remark,
            "utc": None if began is None else began.utc.us,
            "mono": None if began is None else began.mono,
            "boot": None if began is None else began.boot,
            "process": None if began is None else began.process,
        }
    )
