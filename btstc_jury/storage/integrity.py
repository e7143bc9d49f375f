"""What shows that a page, or a row that no hash chain protects, is not what was written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.storage.database import Database
from btstc_jury.storage.failures import Damage


def check_pages(database: Database) -> None:
    """Raises ``FileProblem`` (``DAMAGED``).

    SQLite's quick check would take two thirds of the time, but let one in six flipped bytes of an index pass,
    and a line of the day's list with it.
    """
    found = database.pragma("integrity_check(1)")
    if found != ["ok"]:
        raise FileProblem(ProblemKind.DAMAGED, database.path, str(found[0]))


_pack = msgspec.msgpack.Encoder().encode


def checksum(values: Iterable[str | int | bytes | None]) -> bytes:
    """16 bytes; types count too (``1`` and ``"1"`` differ)."""
    return hashlib.blake2b(_pack(list(values)), digest_size=16).digest()


def check(what: str, values: Iterable[Any], digest: object) -> None:
    """Raises ``Damage``, naming ``what``, unless ``digest`` is the checksum of the values."""
    if checksum(values) != digest:
        raise Damage(f"{what}: the checksum differs")
