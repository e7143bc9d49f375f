"""The content of a row as plain values, between what is on disk and the present format of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Stored:
    """``number``: of the format; ``reading`` and ``values``: as JSON has them; the others as in ``Entry``."""

    sequence: int
    act: int
    reading: Mapping[str, Any]
    author: str
    kind: str
    number: int
    values: dict[str, Any]

    def with_values(self, kind: str, number: int, values: dict[str, Any]) -> Stored:
        return replace(self, kind=kind, number=number, values=values)

    def carried(self, sequence: int, reading: Mapping[str, Any], kind: str, values: dict[str, Any]) -> Stored:
        """Of the same act, in the first format of its kind."""
        return Stored(sequence, self.act, reading, "", kind, 1, values)
