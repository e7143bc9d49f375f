"""SQLCipher 4 as it is by default: which key opens a file, and whether a page bears it.

A file is opened by its raw key, which is what SQLCipher itself derives from the passphrase: its official
tools open the file with the passphrase. The first 16 bytes of a file are its salt.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from btstc_jury.application.passphrases import FileKey

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
