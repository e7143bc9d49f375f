"""PDFs made to harm, given to ``verify`` as it is typed: it ends, in words, and takes none for a grid."""

from __future__ import annotations

import io
import random
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import monotonic

import pytest

from btstc_jury import bootstrap
from btstc_jury.application.examining import MODULE, SECONDS, Examiner
from btstc_jury.cli import main
from btstc_jury.documents.signing.authority import Authority, certificate_pem, new_authority
from btstc_jury.documents.signing.identity import Identity
from btstc_jury.system.worker import Stopped, Worker
from tests.documents.signing.signers import NOW, authority, own_identity
from tests.documents.signing.verification import hostile
from tests.documents.signing.verification.grids import der, evaluation, ready, signed, usual
from tests.documents.signing.verification.raw_pdfs import raw_pdf
from tests.reliability.damages import Undetected
from tests.reliability.fuzz import Traceback

_NOT_SOUND = {1, 2, 5, 6}
_LATE = 10.0
"""Seconds after the limit: the process is started anew, on a busy machine."""
_GROWTH = 128 << 20
"""Bytes that the program itself may take for a file, and some for each of the file's own."""
_EACH = 12
_ODD = (
    "\x1b[2K\x1b[32mvalide",
    "\u202eedilav",
    "<img src=file:///etc/passwd>",
    "a\r\ngrille.pdf : valide",
    "\x07\x9b31m",
    "é" * 3000,
)
_CHANGES = (
    hostile.many_pages,
    hostile.pages_in_a_circle,
    hostile.fields_in_a_circle,
    hostile.deep,
    hostile.script,
    hostile.link,
    hostile.bomb,
    hostile.forms_on_a_page,
    hostile.huge_page,
    hostile.page_bomb,
    hostile.optional_content,
)


class Overrun(AssertionError):
    """More time or memory than a foreign file may take."""


class HostilePdfs:
    """``seconds``: for one file."""

    def __init__(self, folder: Path, chance: random.Random, seconds: float = SECONDS) -> None:
        self.tally: Counter[str] = Counter()
        self._chance = chance
        self._seconds = seconds
        self._folder = folder / "pdf"
        self._folder.mkdir()
        self._trust = self._folder / "autorité.crt"
        self._trust.write_bytes(certificate_pem(der(authority().certificate)))
        self._other: Authority = new_authority("Lycée Jean-Monnet", 2027, "3", now=NOW)
        self._worker = Worker(MODULE, seconds)
        self._examiner = Examiner(self._worker.ask, Stopped)
        self._ways: tuple[Callable[[], bytes], ...] = (
            self._raw,
            self._raw,
            self._raw,
            self._changed,
            self._changed,
            self._odd_signer,
            self._cut,
            self._nested,
            self._long_word,
        )

    def one(self) -> None:
        """Raises ``Undetected``, ``Overrun`` or ``Traceback``."""
        way = self._chance.choice(self._ways)
        pdf = way()
        path = self._folder / f"grille {self._chance.choice(_ODD)[:60]}.pdf".replace("/", "_")
        path.write_bytes(pdf)
        try:
            self._verified(path, len(pdf), getattr(way, "__name__", ""))
            if self._chance.random() < 0.2:
                self._drawn(pdf)
        finally:
            path.unlink()

    def close(self) -> None:
        self._worker.close()

    def _verified(self, path: Path, size: int, way: str) -> None:
        self.tally["files"] += 1
        before, began = _reset_peak(), monotonic()
        printed = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(printed):
            patch.setattr(bootstrap, "_examiner", lambda: self._examiner)
            try:
                status = main(["verify", str(path), "--trust", str(self._trust)])
            except Exception as error:
                raise Traceback(f"{way}: {type(error).__name__}: {error}") from error
        self._within(began, before, size, way)
        said = printed.buffer.getvalue().decode()
        if status not in _NOT_SOUND:
            raise Undetected(f"{way}: status {status}: {said}")
        if unseen := {each for each in said if _is_unseen(each)}:
            raise Undetected(f"{way}: {unseen!r} on the terminal")
        stopped = "trop de temps ou de mémoire" in said
        self.tally["stopped" if stopped else "refused"] += 1

    def _drawn(self, pdf: bytes) -> None:
        """Though the program asks for the pages of sound files alone."""
        before, began = _reset_peak(), monotonic()
        pages = self._examiner.pages(pdf, 400)
        self._within(began, before, len(pdf) + sum(len(each.data) for each in pages), "drawn")
        self.tally["drawings asked for"] += 1

    def _within(self, began: float, before: int, size: int, way: str) -> None:
        took = monotonic() - began
        if took > self._seconds + _LATE:
            raise Overrun(f"{way}: {took:.0f} seconds")
        grown = _peak() - before
        if grown > _GROWTH + _EACH * size:
            raise Overrun(f"{way}: {grown >> 20} MiB for a file of {size >> 10} KiB")

    def _raw(self) -> bytes:
        return raw_pdf(self._chance, self._signer("Élodie Aubert"))

    def _signer(self, name: str) -> Identity:
        return self._other.issue(name, "évaluateur", now=NOW)

    def _changed(self) -> bytes:
        """By the members themselves."""
        return hostile.changed(self._chance.choice(_CHANGES))

    def _odd_signer(self) -> bytes:
        """Names that are more than names, certificates that aren't meant to sign or had expired."""
        odd = self._chance.choice(_ODD)
        identity = self._chance.choice(
            (
                lambda: self._signer(f"{evaluation().grid.members[0].name} {odd}"[:2000]),
                # A name has 64 bytes at most.
                lambda: own_identity(name=odd.encode()[:60].decode(errors="ignore")),
                lambda: own_identity(expires=NOW - timedelta(days=1)),
                lambda: own_identity(signing=False),
            )
        )()
        return hostile.signed_by(identity, quality=odd)

    def _cut(self) -> bytes:
        """A table of objects that is there in part."""
        pdf = usual()
        table = pdf.rindex(b"xref", 0, len(pdf) - 30)
        until = self._chance.randrange(table, len(pdf) - 1)
        return pdf[:until] + self._chance.choice((b"", b"\nstartxref\n0\n%%EOF\n", bytes(50_000)))

    def _nested(self) -> bytes:
        return hostile.nested_forms(self._chance.randrange(2, 60), self._chance.randrange(2, 12))

    def _long_word(self) -> bytes:
        """In the data; the pages are of others, which is found after theirs were made."""
        data = evaluation()
        word = self._chance.choice("éW.\u0301") * self._chance.choice((4_000, 60_000, 140_000))
        grid, verdict = replace(data.grid, appreciation=word), replace(data.verdict, appreciation=word)
        return signed(ready(replace(data, grid=grid, verdict=verdict), data.grid))


def _is_unseen(letter: str) -> bool:
    return letter != "\n" and unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _reset_peak() -> int:
    """Bytes in memory now; what is most from here on is then told by ``_peak``."""
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5")
    return _peak()


def _peak() -> int:
    if sys.platform != "linux":
        return 0
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(each.split()[1]) for each in lines if each.startswith("VmHWM")) << 10
