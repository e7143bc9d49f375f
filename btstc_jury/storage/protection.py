"""How an open file is encrypted, if it is, and how it is saved where it lost its name."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from btstc_jury.application.faults import Fault, told
from btstc_jury.application.passphrases import FileKey, write_recovery_key
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage.copying import checking, keeping, publish_copy
from btstc_jury.storage.database import Database
from btstc_jury.storage.durable import WriterLock
from btstc_jury.storage.failures import told_of
from btstc_jury.storage.held import is_shown
from btstc_jury.storage.rekeying import change_key

_log = logging.getLogger(__name__)


class SqliteProtection:
    """See ``application.ports.Protection``. ``check_writable`` raises ``ReadOnlyFile``; ``lock``: of a file
    that can be written; ``check_whole`` raises ``Damage`` for a copy that isn't.
    """

    def __init__(
        self,
        database: Database,
        check_writable: Callable[[], None],
        lock: WriterLock | None,
        check_whole: Callable[[Database], object],
    ) -> None:
        self._database = database
        self._check_writable = check_writable
        self._lock = lock
        self._check_whole = check_whole

    @property
    def encrypted(self) -> bool:
        return self._database.cipher is not None

    def accepts(self, key: FileKey) -> bool:
        cipher = self._database.cipher
        return cipher is not None and cipher.is_opened_by(key)

    def recovery_key(self) -> str:
        cipher = self._database.cipher
        return "" if cipher is None else write_recovery_key(cipher.raw)

    def check_alone(self) -> None:
        """Raises as ``change`` where the key can't be changed now."""
        self._check_writable()
        path = self._database.path
        with told_of(path):
            if is_shown(path):
                raise FileProblem(ProblemKind.BUSY, path, told(Fault.READ_BY_OTHER))

    def change(self, new: FileKey | None) -> None:
        self.check_alone()
        if self._lock is None:
            raise TypeError("a file that is written has a lock")
        # Another file takes the place of this one.
        self._lock.let_file_go()
        try:
            change_key(self._database, new)
        finally:
            try:
                self._lock.take_file()
            except OSError as error:
                # Its name is still held.
                _log.info("the file itself can't be held: %s", error.strerror)

    def rescue(self, to: Path) -> None:
        database = self._database
        with told_of(database.path):
            database.keep_alone()
        with keeping(database.raw, to, database.cipher) as making:
            with checking(making, database.path, database.cipher) as copy, told_of(database.path):
                self._check_whole(copy)
            publish_copy(making, to)
