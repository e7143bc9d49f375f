"""SQLCipher 4 as it is by default: which key opens a file, and whether a page bears it.

A file is opened by its raw key, which is what SQLCipher itself derives from the passphrase: its official
tools open the file with the passphrase. The first 16 bytes of a file are its salt.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage.durable import side_file
from btstc_jury.storage.failures import told_of

PAGE = 4096
SALT = 16
KNOWN_BEGINNINGS = (
    *(b"SQLite format 3", b"%PDF", b"PK", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"7z\xbc\xaf"),
    *(b"Rar!", b"BZh", b"\xfd7zXZ", b"RIFF", b"\x28\xb5\x2f\xfd", b"\x7fELF", b"MZ", b"ID3", b"OggS"),
)
"""Of files of other kinds; no encrypted file begins so, since it would be taken for one of them."""

_ROUNDS = 256_000
_HMAC = 64
_HMAC_SALT_MASK = 0x3A
_HMAC_ROUNDS = 2
_KEY = 32


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Cipher:
    """The raw key (32 bytes) and the salt (16 bytes) of one file."""

    raw: bytes
    salt: bytes

    def __repr__(self) -> str:
        return "Cipher(…)"

    @property
    def literal(self) -> str:
        """As ``PRAGMA key`` and ``ATTACH`` take it."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"

    def is_opened_by(self, key: FileKey) -> bool:
        """In constant time, the derivation aside."""
        return hmac.compare_digest(cipher_of(key, self.salt).raw, self.raw)

    def wrote(self, page: bytes, number: int) -> bool:
        """Whether a page (the first is 1) was written with this key and is whole."""
        if len(page) != PAGE:
            return False
        sealed = page[SALT if number == 1 else 0 : -_HMAC] + number.to_bytes(4, "little")
        salt = bytes(byte ^ _HMAC_SALT_MASK for byte in self.salt)
        key = hashlib.pbkdf2_hmac("sha512", self.raw, salt, _HMAC_ROUNDS, _KEY)
        return hmac.compare_digest(hmac.digest(key, sealed, "sha512"), page[-_HMAC:])


def cipher_of(key: FileKey, salt: bytes) -> Cipher:
    """Takes a fifth of a second for a passphrase, which is what makes guessing slow."""
    if key.raw:
        return Cipher(key.raw, salt)
    derived = hashlib.pbkdf2_hmac("sha512", key.passphrase.encode(), salt, _ROUNDS, _KEY)
    return Cipher(derived, salt)


def new_cipher(key: FileKey) -> Cipher:
    """For a file to be made."""
    salt = secrets.token_bytes(SALT)
    while salt.startswith(KNOWN_BEGINNINGS):
        salt = secrets.token_bytes(SALT)
    return cipher_of(key, salt)


@cache
def library() -> ModuleType | None:
    """SQLCipher's module, imported when first needed; ``None`` on a machine that has none."""
    try:
        from sqlcipher3 import dbapi2  # noqa: PLC0415
    except ImportError:
        return None
    connection = dbapi2.connect(":memory:")
    try:
        # It would tell on the console of every page that it can't decrypt.
        connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    finally:
        connection.close()
    module: ModuleType = dbapi2
    return module


def needed_library() -> ModuleType:
    """As ``library``. Raises ``ImportError`` where there is none."""
    module = library()
    if module is None:
        raise ImportError("sqlcipher3")
    return module


_WAL_HEADER = 32
_FRAME_HEADER = 24
_JOURNAL_HEADER = 28
_SECTOR = slice(20, 24)
_NUMBER = 4
"""Bytes of a page's number, and of the checksum after it in a journal."""
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
        if not (cipher.wrote(page, 1) or _wrote_beside(cipher, path)):
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


def _wrote_beside(cipher: Cipher, path: Path) -> bool:
    """Whether a -wal or a journal bears the key: a crash may leave the first page of the file itself half
    written.
    """
    written_ahead, journal = (side_file(path, suffix) for suffix in ("-wal", "-journal"))
    if written_ahead.exists() and _wrote_one(cipher, written_ahead, _WAL_HEADER, _FRAME_HEADER, 0):
        return True
    if not journal.exists():
        return False
    with journal.open("rb") as file:
        sector = int.from_bytes(file.read(_JOURNAL_HEADER)[_SECTOR], "big")
    return _wrote_one(cipher, journal, sector, _NUMBER, _NUMBER)


def _wrote_one(cipher: Cipher, beside: Path, header: int, before: int, after: int) -> bool:
    """``header``, ``before``, ``after``: bytes at the head of the file, before and after each page."""
    with beside.open("rb") as file:
        file.seek(header)
        length = before + PAGE + after
        while len(kept := file.read(length)) == length:
            if cipher.wrote(kept[before : before + PAGE], int.from_bytes(kept[:_NUMBER], "big")):
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
