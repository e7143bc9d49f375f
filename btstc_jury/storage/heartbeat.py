"""The last sign of life of the program, in a single row."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert as upsert

from btstc_jury.domain.moments import Instant, Reading
from btstc_jury.storage.checksum import check, checksum
from btstc_jury.storage.database import Database
from btstc_jury.storage.failures import told_of
from btstc_jury.storage.index_line import Values
from btstc_jury.storage.tables import HEARTBEAT

_BEAT = select(HEARTBEAT)
_BEAT_ROW = upsert(HEARTBEAT)
_SET_BEAT = _BEAT_ROW.on_conflict_do_update(
    set_={name: _BEAT_ROW.excluded[name] for name in ("utc", "mono", "boot", "process", "digest")}
)


class SqliteHeart:
    """See ``application.ports.Heart``. ``check_writable`` raises ``ReadOnlyFile``."""

    def __init__(self, database: Database, check_writable: Callable[[], None]) -> None:
        self._database = database
        self._check_writable = check_writable

    def beat(self, reading: Reading) -> None:
        self._check_writable()
        values: Values = {
            "id": 1,
            "utc": reading.utc.us,
            "mono": reading.mono,
            "boot": reading.boot,
            "process": reading.process,
        }
        values["digest"] = checksum(values.values())
        with self._database.transaction():
            self._database.run(_SET_BEAT, values)

    def last_beat(self) -> Reading | None:
        with told_of(self._database.path):
            rows = self._database.all(_BEAT)
            if not rows:
                return None
            check("heartbeat", rows[0][:-1], rows[0][-1])
            _, utc, mono, boot, process, _ = rows[0]
            return Reading(Instant(utc), mono, boot, process)
