"""The exam session that one file holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import assert_never

from btstc_jury.domain.commission import Juror, JurorPin


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKindFacts:
    """``label``: on the banner; ``word``: in the name of a new file; ``watermark``: across every page, and
    ``strip``: over every screen, "" for an exam. ``kept``: copies of it are due. ``opinion``: it holds
    what one juror thinks of one oral of another file, which stays the one that counts.
    """

    label: str
    word: str
    watermark: str = ""
    strip: str = ""
    kept: bool = True
    opinion: bool = False


class FileKind(StrEnum):
    """Never mixed in one file: what an oral of the file is worth."""

    EXAM = "examen"
    TRAINING = "entrainement"
    DEMONSTRATION = "demonstration"
    OPINION = "avis"
    TRAINING_OPINION = "avis-entrainement"
    DEMONSTRATION_OPINION = "avis-demonstration"

    @property
    def facts(self) -> FileKindFacts:
        return _KINDS[self]


_KINDS: Mapping[FileKind, FileKindFacts] = {
    FileKind.EXAM: FileKindFacts(label="EXAMEN", word="examen"),
    FileKind.TRAINING: FileKindFacts(
        label="ENTRAÎNEMENT",
        word="entraînement",
        watermark="ENTRAÎNEMENT – sans valeur d’examen",
        strip="ENTRAÎNEMENT – sans valeur d’examen",
    ),
    FileKind.DEMONSTRATION: FileKindFacts(
        label="DÉMONSTRATION",
        word="démonstration",
        watermark="DÉMONSTRATION – sans valeur d’examen",
        strip="DÉMONSTRATION – candidats fictifs, sans valeur d’examen",
        kept=False,
    ),
    FileKind.OPINION: FileKindFacts(
        label="AVIS D’UN EXAMINATEUR",
        word="avis",
        watermark="AVIS D’UN EXAMINATEUR – ce n’est pas la grille",
        strip="AVIS D’UN EXAMINATEUR – à rapporter dans le fichier de la commission",
        kept=False,
        opinion=True,
    ),
    FileKind.TRAINING_OPINION: FileKindFacts(
        label="AVIS · ENTRAÎNEMENT",
        word="avis",
        watermark="AVIS D’UN EXAMINATEUR – entraînement, sans valeur d’examen",
        strip="AVIS D’UN EXAMINATEUR – entraînement, sans valeur d’examen",
        kept=False,
        opinion=True,
    ),
    FileKind.DEMONSTRATION_OPINION: FileKindFacts(
        label="AVIS · DÉMONSTRATION",
        word="avis",
        watermark="AVIS D’UN EXAMINATEUR – démonstration, sans valeur d’examen",
        strip="AVIS D’UN EXAMINATEUR – candidat fictif, sans valeur d’examen",
        kept=False,
        opinion=True,
    ),
}


def opinion_kind(host: FileKind) -> FileKind:
    """Of an invitation made from a file of that kind. Raises ``ValueError`` from another invitation."""
    match host:
        case FileKind.EXAM:
            return FileKind.OPINION
        case FileKind.TRAINING:
            return FileKind.TRAINING_OPINION
        case FileKind.DEMONSTRATION:
            return FileKind.DEMONSTRATION_OPINION
        case FileKind.OPINION | FileKind.TRAINING_OPINION | FileKind.DEMONSTRATION_OPINION:
            raise ValueError(host)
        case _:
            assert_never(host)


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

    @property
    def drill(self) -> bool:
        """Whether a commission practises here with a recorded candidate."""
        return self.kind is FileKind.DEMONSTRATION and self.centre == DRILL

    @property
    def label(self) -> str:
        """« EXAMEN », as screens say it."""
        return DRILL.upper() if self.drill else self.kind.facts.label

    @property
    def strip(self) -> str:
        """Over every screen, "" for an exam."""
        return _DRILL_STRIP if self.drill else self.kind.facts.strip


DRILL = "Exercice"
"""The centre of a drill, which is a demonstration."""

_DRILL_STRIP = "EXERCICE – candidat enregistré, sans valeur d’examen"

_NEXT = 9


def prepared_session(day: date) -> int:
    """From September on, people prepare the session of the year after."""
    return day.year + 1 if day.month >= _NEXT else day.year
