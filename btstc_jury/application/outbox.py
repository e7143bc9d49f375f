"""Where exported files go: all of them, or none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol


class Outbox(Protocol):
    """Files wait out of sight until ``commit``. Every method may raise ``FileProblem``; one thread at a time
    uses it.
    """

    @property
    def folder(self) -> Path: ...

    def put(self, stem: str, contents: Mapping[str, bytes]) -> tuple[str, ...]:
        """Take files that share a stem, by their ending; the names that they will have. A file that is there
        already is never replaced: the same content is left as it is, another makes the name be numbered.
        """
        ...

    def commit(self) -> None:
        """Bring all files to their place. Raises ``FileProblem``: then none is there."""
        ...

    def discard(self) -> None:
        """Leave nothing behind. To be called unless ``commit`` succeeded; harmless when called again."""
        ...
