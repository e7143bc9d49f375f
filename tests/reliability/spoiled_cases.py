"""Cases, banks and fiches that somebody spoiled, from a byte to a part of their archive."""

from __future__ import annotations

import io
import random
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from btstc_jury.application.case_bank import UnusableBank
from btstc_jury.application.cases import UnusableCase
from btstc_jury.exchange.bank_files import read_bank
from btstc_jury.exchange.case_files import case_bytes, read_case
from btstc_jury.exchange.fiche_lines import Unreadable
from btstc_jury.exchange.fiche_reading import read_fiche
from tests.cases import full_file
from tests.exchange.fiche_files import E4, docx, heading, odt, paragraph, with_parts
from tests.reliability.fuzz import Traceback

_BANK = Path(__file__).parents[2] / "resources" / "rehearsal" / "bank.toml"
_MARKS = (b"<", b">", b'"', b"\0", b"\xff", b"]", b"{", b"&b;", b"<!DOCTYPE a>", b"9" * 400)
_TOLD = (UnusableCase, UnusableBank, Unreadable)


class SpoiledCases:
    """What can't be read is told in words; a spoiled archive never gives another case."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.tally: Counter[str] = Counter()
        self._chance = chance
        self._path = folder / "spoiled.btscas"
        self._file = full_file()
        self._case = case_bytes(self._file)
        self._bank = _BANK.read_bytes()
        texts = [text for title in E4 for text in (title, f"Ce que l’on dit de « {title} ».")]
        self._docx = docx(*((text, "Heading 1") if text in E4 else text for text in texts))
        self._odt = odt("".join(heading(text) if text in E4 else paragraph(text) for text in texts))
        self._text = "\n".join(texts).encode("cp1252", "replace")
        self._ways = (self._archive, self._described, self._banks, self._fiche)

    def one(self) -> None:
        """Raises ``Traceback``."""
        way = self._chance.choice(self._ways)
        self._try(way)

    def _try(self, way: Callable[[], object]) -> None:
        self.tally["files"] += 1
        try:
            way()
            self.tally["accepted"] += 1
        except _TOLD as told:
            if not str(told).strip():
                raise Traceback("refused without a word") from told
            self.tally["refused"] += 1
        except Traceback:
            raise
        except Exception as error:
            raise Traceback(f"{type(error).__name__}: {error}") from error

    def _archive(self) -> None:
        self._path.write_bytes(self._spoiled(self._case))
        if read_case(self._path) != self._file:
            raise Traceback("a spoiled archive was read as another case")

    def _described(self) -> None:
        self._path.write_bytes(self._with_a_part(self._case))
        read_case(self._path)

    def _banks(self) -> None:
        self._path.write_bytes(self._spoiled(self._bank))
        read_bank(self._path)

    def _fiche(self) -> None:
        whole = self._chance.choice((self._docx, self._odt))
        fiche = self._chance.choice((self._spoiled, self._with_a_part))(whole)
        content = self._chance.choice((fiche, fiche, self._spoiled(self._text)))
        if len(read_fiche(content, E4).rubrics) != len(E4):
            raise Traceback("a rubric was lost")

    def _with_a_part(self, whole: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(whole)) as packed:
            name = self._chance.choice(packed.namelist())
            return with_parts(whole, {name: self._spoiled(packed.read(name))})

    def _spoiled(self, content: bytes) -> bytes:
        for _ in range(self._chance.randint(1, 4)):
            start = self._chance.randrange(len(content) + 1)
            end = min(len(content), start + self._chance.randrange(41))
            passage = content[start:end]
            instead = self._chance.choice((b"", passage * 2, passage[::-1], *_MARKS))
            content = content[:start] + instead + content[end:]
        return content
