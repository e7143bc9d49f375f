"""What is typed and not yet entered, kept beside the journals of the exam file: a program that is killed
doesn't take it along.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from btstc_jury.domain.moments import Reading

REMARK = "remark"
"""The place of the line of a remark."""


@dataclass(frozen=True, slots=True)
class Draft:
    """``place``: the field, « appreciation »; ``juror``: key of the one in turn while opinions are hidden, ""
    for nobody's; ``remark``: the one that the line changes; ``began``: when the typing of a new one did.
    """

    oral: int
    place: str
    juror: str
    text: str
    remark: int | None = None
    began: Reading | None = None

    @property
    def key(self) -> tuple[str, str]:
        """One text a field and juror."""
        return self.place, self.juror


class DraftStore(Protocol):
    """Every method may raise ``FileProblem``, those that write ``ReadOnlyFile``."""

    def of_oral(self, oral: int) -> tuple[Draft, ...]: ...

    def keep(self, oral: int, drafts: Iterable[Draft], gone: Iterable[tuple[str, str]] = ()) -> None:
        """Each in the place of the one before; durable on return. ``gone``: the keys of those that are
        entered or given up, of which no trace stays.
        """
