"""What opens an encrypted exam file: its passphrase, or its recovery key."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from btstc_jury.application import recovery_keys


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FileKey:
    """Either a passphrase or the raw key that a recovery key spells; neither is ever shown.

    ``raw`` is empty for a passphrase.
    """

    passphrase: str = ""
    raw: bytes = b""

    def __repr__(self) -> str:
        return "FileKey(…)"

    def __reduce__(self) -> str | tuple[object, ...]:
        raise TypeError("a key is not written anywhere")


def passphrase_key(text: str) -> FileKey:
    """The same letters typed on another machine give the same key (NFC). Raises ``ValueError`` when empty."""
    if not text:
        raise ValueError("an empty passphrase")
    return FileKey(unicodedata.normalize("NFC", text))


def recovery_key(text: str) -> FileKey:
    """Raises ``recovery_keys.Mistyped``."""
    return FileKey(raw=recovery_keys.read(text))


def typed_key(text: str) -> FileKey:
    """What was typed where either is accepted. Raises ``recovery_keys.Mistyped``, or ``ValueError`` when
    empty.
    """
    return recovery_key(text) if recovery_keys.looks_like_one(text) else passphrase_key(text)
