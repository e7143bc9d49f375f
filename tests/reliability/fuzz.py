"""Anything at all given to what reads files: it answers with a value or with an error told in words."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from btstc_jury.application.problems import FileProblem
from btstc_jury.exchange.form_files import load_form
from btstc_jury.exchange.referential_files import load_referential
from btstc_jury.exchange.toml_files import FormErrors
from tests.exchange.form_folder import OFFICIAL_FORMS
from tests.reliability.rich_file import fresh_desk

_TOKENS = (
    *"\"'[]{}=.,#\\\n\t\0é",
    "[[phases]]\n",
    "1e9999",
    "nan",
    "9" * 5000,
    "[" * 2000,
    "a." * 40,
    "true",
)
_HEADS = (b"SQLite format 3\x00", b"%PDF-1.7\n", b"PK\x03\x04", b"")


class Traceback(AssertionError):
    """An error that isn't told in the user's words."""


class FormFuzz:
    """Official forms with a few passages removed, doubled, moved or replaced."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.tally: Counter[str] = Counter()
        self._chance = chance
        # A form's file bears its key.
        self._folder = folder / "bts-tc-2006"
        self._folder.mkdir()
        self._names = ("e4-ponctuel", "e4-ccf-2", "e6-ponctuel")
        self._referential = load_referential(OFFICIAL_FORMS / "referential.toml")

    def one(self) -> None:
        """Raises ``Traceback``."""
        name = f"{self._chance.choice(self._names)}.toml"
        text = (OFFICIAL_FORMS / name).read_text(encoding="utf-8")
        for _ in range(self._chance.randrange(1, 5)):
            start = self._chance.randrange(len(text) + 1)
            end = min(len(text), start + self._chance.randrange(41))
            passage = text[start:end]
            text = text[:start] + self._chance.choice(("", passage * 2, passage[::-1], *_TOKENS)) + text[end:]
        path = self._folder / name
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        self.tally["forms"] += 1
        try:
            load_form(path, self._referential)
            self.tally["accepted"] += 1
        except FormErrors as errors:
            if not errors.problems:
                raise Traceback("refused without a fault") from errors
            self.tally["refused"] += 1
        except Exception as error:
            raise Traceback(f"{type(error).__name__}: {error}") from error


class FileFuzz:
    """Files that are no exam files, or hardly."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.tally: Counter[str] = Counter()
        self._chance = chance
        self._path = folder / "anything.btsjury"

    def one(self) -> None:
        """Raises ``Traceback``."""
        size = self._chance.choice((0, 1, 15, 16, 99, 100, 4095, 4096, 8192, 12_345))
        content = (self._chance.choice(_HEADS) + self._chance.randbytes(size))[: max(size, 1)]
        self._path.write_bytes(content)
        self.tally["files"] += 1
        try:
            fresh_desk().files.open(self._path).close()
        except FileProblem:
            self.tally["refused"] += 1
        except Exception as error:
            raise Traceback(f"{type(error).__name__}: {error}") from error
        else:
            raise Traceback("random bytes were opened as an exam file")
        if self._path.read_bytes() != content:
            raise Traceback("a foreign file was changed")
