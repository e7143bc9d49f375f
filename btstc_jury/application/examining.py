"""Verification and drawing of PDFs that anybody may have made, asked of a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from btstc_jury.application.binding import Carried
from btstc_jury.application.verification import VerificationReport, unreadable
from btstc_jury.application.views.paper import PageImage

MODULE = "btstc_jury.cli.examiner"
MEMORY = 1 << 30
"""Bytes of the process at most: a grid takes a fifth of them."""
SECONDS = 30.0
"""For one file: a grid takes one or two."""

_STOPPED = (
    "L’examen de ce fichier a demandé trop de temps ou de mémoire et a été arrêté, ce qu’une grille du"
    " programme ne fait pas. Recommencez sur un poste moins chargé, ou demandez un autre exemplaire à la"
    " commission."
)
_NOT_READ = "l’examen du document a demandé trop de temps ou de mémoire et a été arrêté"


@dataclass(frozen=True, slots=True)
class Question:
    """``width``: in pixels, of the pages to be drawn; 0 to have the signatures verified, with ``trust``.
    ``kept``: the document is one of the exam file, to be read.
    """

    pdf: bytes
    trust: tuple[bytes, ...] = ()
    width: int = 0
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    report: VerificationReport | None = None
    pages: tuple[PageImage, ...] = ()
    carried: Carried | None = None


class Examiner:
    """``ask``: the process, which raises ``stopped`` where it ended without an answer."""

    def __init__(self, ask: Callable[[bytes], bytes], stopped: type[Exception]) -> None:
        self._ask = ask
        self._stopped = stopped

    def verify(self, pdf: bytes, trust: Sequence[bytes]) -> VerificationReport:
        """``trust``: certificates that were found to be readable."""
        report = self._answer(Question(pdf, tuple(trust))).report
        return unreadable(_STOPPED) if report is None else report

    def pages(self, pdf: bytes, width: int) -> tuple[PageImage, ...]:
        """Empty where they can't be drawn."""
        return self._answer(Question(pdf, width=width)).pages

    def read(self, pdf: bytes) -> Carried:
        """See ``binding.Read``."""
        carried = self._answer(Question(pdf, kept=True)).carried
        return Carried(None, (), (_NOT_READ,)) if carried is None else carried

    def _answer(self, question: Question) -> Answer:
        try:
            told = self._ask(msgspec.json.encode(question))
            return msgspec.json.decode(told, type=Answer)
        except (self._stopped, msgspec.MsgspecError):
            return Answer()


def answered(question: bytes, work: Callable[[Question], Answer]) -> bytes:
    """In that process: the answer to what ``Examiner`` asks."""
    return msgspec.json.encode(work(msgspec.json.decode(question, type=Question)))
