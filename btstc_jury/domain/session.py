"""The exam session that one file holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from btstc_jury.domain.commission import Juror, JurorPin


class FileKind(StrEnum):
    """Never mixed in one file: what an oral of the file is worth."""

    EXAM = "examen"
    TRAINING = "entrainement"
    DEMONSTRATION = "demonstration"


@dataclass(frozen=True, slots=True)
class ExamSession:
    """``year`` is the session's year; ``commission`` its number as the centre writes it."""

    kind: FileKind
    year: int
    centre: str
    commission: str
    room: str = ""
    jurors: tuple[Juror, ...] = ()
    pins: tuple[JurorPin, ...] = ()
