"""The single row that says what the file is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from btstc_jury.domain.session import ExamSession
from btstc_jury.storage.checksum import checksum
from btstc_jury.storage.index_line import Head, Values

FORMAT = "btstc-jury/1"


def file_values(session: ExamSession, created: int, head: Head) -> Values:
    """``created``: UTC microseconds; ``head``: of the session's journal."""
    values: Values = {
        "id": 1,
        "kind": session.kind.value,
        "format": FORMAT,
        "created": created,
        "head_sequence": head.sequence,
        "head": head.hash,
    }
    values["digest"] = checksum(values.values())
    return values


def head_of(row: Row[*tuple[Any, ...]]) -> Head:
    """``row``: of the table ``file``."""
    return Head(row.head_sequence, row.head, row.created)
