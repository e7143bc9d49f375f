"""A short checksum of the values of a row, for the tables that no hash chain protects."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec

from btstc_jury.storage.failures import Damage

_pack = msgspec.msgpack.Encoder().encode


def checksum(values: Iterable[str | int | bytes | None]) -> bytes:
    """16 bytes; types count too (``1`` and ``"1"`` differ)."""
    return hashlib.blake2b(_pack(list(values)), digest_size=16).digest()


def check(what: str, values: Iterable[Any], digest: object) -> None:
    """Raises ``Damage``, naming ``what``, unless ``digest`` is the checksum of the values."""
    if checksum(values) != digest:
        raise Damage(f"{what}: the checksum differs")
