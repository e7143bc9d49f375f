"""The encryption of an open exam file: who may open it, and under which key."""

from __future__ import annotations

from btstc_jury.application.passphrases import FileKey, write_recovery_key
from btstc_jury.application.problems import ReadOnlyFile
from btstc_jury.storage.database import Database
from btstc_jury.storage.rekeying import change_key


class SqliteProtection:
    """See ``application.ports.Protection``."""

    def __init__(self, database: Database, read_only: str) -> None:
        self._database = database
        self._read_only = read_only

    @property
    def encrypted(self) -> bool:
        return self._database.cipher is not None

    def accepts(self, key: FileKey) -> bool:
        cipher = self._database.cipher
        return cipher is not None and cipher.is_opened_by(key)

    def recovery_key(self) -> str:
        cipher = self._database.cipher
        return "" if cipher is None else write_recovery_key(cipher.raw)

    def change(self, new: FileKey | None) -> None:
        if self._read_only:
            raise ReadOnlyFile(self._read_only)
        change_key(self._database, new)
