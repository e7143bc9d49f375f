"""Plain or encrypted: what the first bytes of a file tell, read where that is harmless."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage.cipher import KNOWN_BEGINNINGS, PAGE, SALT, Cipher, cipher_of, library
from btstc_jury.storage.durable import side_file
from btstc_jury.storage.failures import told_of

_WAL_HEADER = 32
_FRAME_HEADER = 24
_RANDOM = range(120, 600)
"""Chi-squared of the bytes of a random page: 255 on average, never outside this range in practice."""

_Place = tuple[int, int]
_open: dict[_Place, list[Cipher | None]] = {}
"""Of the files that this process has open, which it must not open and close once more: the system would
drop the locks of the first."""


def remember(status: os.stat_result, cipher: Cipher | None) -> None:
    _open.setdefault(_place(status), []).append(cipher)


def forget(status: os.stat_result) -> None:
    """Once for each ``remember``."""
    kept = _open[_place(status)]
    kept.pop()
    if not kept:
        del _open[_place(status)]


def is_encrypted(path: Path) -> bool:
    """Whether it looks so: nothing tells an encrypted file from random bytes. Raises ``FileProblem``."""
    with told_of(path):
        kept = _open.get(_place(path.stat()))
        return kept[-1] is not None if kept else _looks_encrypted(_first_page(path))


def unlock(path: Path, key: FileKey | None) -> Cipher | None:
    """The cipher of an encrypted file; ``None`` for any other, whatever the key. Nothing is written.

    Raises ``FileProblem``: ``LOCKED``, ``WRONG_KEY``, ``NO_CIPHER``, ``DAMAGED`` for a truncated file.
    """
    with told_of(path):
        kept = _open.get(_place(path.stat()))
        if kept:
            return _same(path, kept[-1], key)
        page = _first_page(path)
        if not _looks_encrypted(page):
            return None
        if library() is None:
            raise FileProblem(ProblemKind.NO_CIPHER, path)
        if key is None:
            raise FileProblem(ProblemKind.LOCKED, path)
        cipher = cipher_of(key, page[:SALT])
        if not (cipher.wrote(page, 1) or _wrote_ahead(cipher, path)):
            raise FileProblem(ProblemKind.WRONG_KEY, path)
        return cipher


class Access:
    """Finds the key of a file: that of a file that this process has open or of which it is a copy, one found
    before (the file may be closed since), or one of ``keys``.
    """

    def __init__(self, *keys: FileKey) -> None:
        self._keys = keys
        self._found: list[Cipher] = []

    def add(self, key: FileKey) -> None:
        self._keys = (*self._keys, key)

    def cipher(self, path: Path) -> Cipher | None:
        """``None`` for a plain file. Raises ``FileProblem``: ``LOCKED`` without any key, ``WRONG_KEY``."""
        found = self._find(path)
        if found is not None and found not in self._found:
            self._found.append(found)
        return found

    def _find(self, path: Path) -> Cipher | None:
        with told_of(path):
            kept = _open.get(_place(path.stat()))
            if kept:
                return kept[-1]
            page = _first_page(path)
        if not _looks_encrypted(page):
            return None
        in_use = (cipher for ciphers in list(_open.values()) for cipher in ciphers if cipher is not None)
        for each in (*in_use, *self._found):
            if each.salt == page[:SALT] and each.wrote(page, 1):
                return each
        for key in self._keys[:-1]:
            try:
                return unlock(path, key)
            except FileProblem as problem:
                if problem.kind is not ProblemKind.WRONG_KEY:
                    raise
        return unlock(path, self._keys[-1] if self._keys else None)


def _same(path: Path, cipher: Cipher | None, key: FileKey | None) -> Cipher | None:
    if cipher is None:
        return None
    if key is None:
        raise FileProblem(ProblemKind.LOCKED, path)
    if not cipher.is_opened_by(key):
        raise FileProblem(ProblemKind.WRONG_KEY, path)
    return cipher


def _wrote_ahead(cipher: Cipher, path: Path) -> bool:
    """Whether the -wal bears the key: a crash may leave the first page of the file itself half written."""
    written_ahead = side_file(path, "-wal")
    if not written_ahead.exists():
        return False
    with written_ahead.open("rb") as file:
        file.seek(_WAL_HEADER)
        while len(frame := file.read(_FRAME_HEADER + PAGE)) == _FRAME_HEADER + PAGE:
            if cipher.wrote(frame[_FRAME_HEADER:], int.from_bytes(frame[:4], "big")):
                return True
    return False


def _first_page(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(PAGE)


def _looks_encrypted(page: bytes) -> bool:
    if len(page) < PAGE or page.startswith(KNOWN_BEGINNINGS):
        return False
    expected = PAGE / 256
    counts = Counter(page)
    deviation = sum((counts[byte] - expected) ** 2 / expected for byte in range(256))
    return int(deviation) in _RANDOM


def _place(status: os.stat_result) -> _Place:
    return status.st_dev, status.st_ino
