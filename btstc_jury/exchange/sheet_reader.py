"""Reading of workbooks that anybody may have made, asked of a process of its own: on a damaged XLS the
library that reads them ends its process, whatever the program was doing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from btstc_jury.application.problems import cause
from btstc_jury.exchange.form_sheets import (
    LARGEST_WORKBOOK,
    UnusableSheet,
    Workbook,
    read_sheets,
    unusable_sheet,
)
from btstc_jury.exchange.list_sheets import ListSheet, read_list_sheets

MODULE = "btstc_jury.cli.sheet_reader"
MEMORY = 1 << 30
"""Bytes of the process at most: a grid takes a twentieth of them."""
SECONDS = 20.0
"""For one workbook: a grid takes a tenth of one, once the process runs."""

_STOPPED = (
    "ce classeur est endommagé, ou sa lecture a demandé trop de temps ou de mémoire et a été arrêtée."
    " Ouvrez-le dans un tableur et enregistrez la seule feuille de la {what} en XLSX ou en ODS"
)


@dataclass(frozen=True, slots=True)
class Question:
    """``listed``: of a candidates' list, not of a grid."""

    name: str
    content: bytes
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """``refusal``: of a workbook that can't be used; ``sheets``: of a candidates' list."""

    workbook: Workbook | None = None
    sheets: tuple[ListSheet, ...] = ()
    refusal: str = ""


class SheetReader:
    """``ask``: the process, which raises ``stopped`` where it ended without an answer."""

    def __init__(self, ask: Callable[[bytes], bytes], stopped: type[Exception]) -> None:
        self._ask = ask
        self._stopped = stopped

    def read(self, path: Path) -> Workbook:
        """Raises ``UnusableSheet``."""
        name = path.name.encode(errors="replace").decode()
        try:
            if not path.is_file():
                raise unusable_sheet(name, "ce fichier n’existe pas, ou n’en est pas un")
            with path.open("rb") as file:
                content = file.read(LARGEST_WORKBOOK + 1)
        except (OSError, ValueError) as error:
            reason = cause(error) if isinstance(error, OSError) else "nom impossible"
            raise unusable_sheet(name, f"illisible ({reason})") from error
        answer = self._answer(Question(name, content))
        if answer.workbook is None:
            raise UnusableSheet(answer.refusal)
        return answer.workbook

    def read_list(self, name: str, content: bytes) -> tuple[ListSheet, ...]:
        """Raises ``UnusableSheet``."""
        answer = self._answer(Question(name, content, listed=True))
        if not answer.sheets:
            raise UnusableSheet(answer.refusal)
        return answer.sheets

    def _answer(self, question: Question) -> Answer:
        try:
            told = self._ask(msgspec.json.encode(question))
        except self._stopped as error:
            what = "liste" if question.listed else "grille"
            raise unusable_sheet(question.name, _STOPPED.format(what=what)) from error
        return msgspec.json.decode(told, type=Answer)


def answered(question: bytes) -> bytes:
    """In that process: the answer to what ``SheetReader`` asks."""
    asked = msgspec.json.decode(question, type=Question)
    try:
        if asked.listed:
            return msgspec.json.encode(Answer(sheets=read_list_sheets(asked.name, asked.content)))
        return msgspec.json.encode(Answer(read_sheets(asked.name, asked.content)))
    except UnusableSheet as refused:
        return msgspec.json.encode(Answer(refusal=str(refused)))
