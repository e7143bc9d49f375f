"""The texts that are typed and not yet entered, in a table of the exam file."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from btstc_jury.application.drafts import Draft
from btstc_jury.domain.moments import Instant, Reading
from btstc_jury.storage.database import Database, Values, check, summed
from btstc_jury.storage.failures import told_of
from btstc_jury.storage.tables import DRAFT

_OF_ORAL = f"{DRAFT.select} WHERE oral = ? ORDER BY place, juror"
_FORGET = "DELETE FROM draft WHERE oral = ? AND place = ? AND juror = ?"


class SqliteDrafts:
    """See ``application.drafts.DraftStore``. ``check_writable`` raises ``ReadOnlyFile``."""

    def __init__(self, database: Database, check_writable: Callable[[], None]) -> None:
        self._database = database
        self._check_writable = check_writable

    def of_oral(self, oral: int) -> tuple[Draft, ...]:
        found: list[Draft] = []
        with told_of(self._database.path):
            for row in self._database.rows(_OF_ORAL, (oral,)):
                _oral, place, juror, text, remark, utc, mono, boot, process, digest = row
                check(f"draft {place} of oral {oral}", row[:-1], digest)
                began = None if utc is None else Reading(Instant(utc), mono, boot, process)
                found.append(Draft(oral, place, juror, text, remark, began))
        return tuple(found)

    def keep(self, oral: int, drafts: Iterable[Draft], gone: Iterable[tuple[str, str]] = ()) -> None:
        self._check_writable()
        kept = tuple(drafts)
        keys = (*(each.key for each in kept), *gone)
        if not keys:
            return
        with self._database.transaction():
            self._database.write_all(_FORGET, ((oral, *key) for key in keys))
            self._database.write_all(DRAFT.insert, map(_values, kept))


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
