"""Where the signatures of a PDF stand and which bytes they cover, without reading the PDF as such."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone


class Fault(Exception):
    """Why a signature or the document isn't valid: French, to stand as a line of the report."""


class Unreadable(Fault):
    """The file can't be examined at all."""


@contextmanager
def guarded(words: str) -> Iterator[None]:
    """Whatever hostile bytes make the libraries raise is a ``Fault`` of these words."""
    try:
        yield
    except Fault:
        raise
    except Exception as problem:
        raise Fault(words) from problem


LARGEST = 32 << 20
"""Bytes of a file at most: a grid has some hundred thousand."""
MOST_SIGNATURES = 16

_HEADER = b"%PDF-1."
_BEFORE = b"/Contents "
_RANGE = re.compile(rb"/ByteRange \[0 (\d{1,9}) (\d{1,9}) (\d{1,9})\] *\n")
_WHEN = re.compile(rb"/M \(D\\072(\d{14})(?:Z|\\(053|055)(\d\d)\\047(\d\d)\\047)\)\n")
_NEAR = 400
_END = re.compile(rb"startxref\n\d{1,9}\n%%EOF\n\Z")
_ENCRYPTED = re.compile(rb"/Encrypt\s+(?:\d+\s+\d+\s+R|<<)")
_TAIL = 64


@dataclass(frozen=True, slots=True)
class Envelope:
    """One signature: its hexadecimal digits stand from ``start`` + 1 to ``end`` - 1, within « < > »; it
    covers all else up to ``until``. ``fault``: why its place isn't as it must be, or "".
    """

    start: int
    end: int
    until: int
    digits: bytes
    fault: str = ""

    def claimed(self, pdf: bytes) -> datetime | None:
        """When the signer's machine says that it signed; true as far as the digest is."""
        found = _WHEN.search(pdf, self.end, min(self.until, self.end + _NEAR))
        if found is None:
            return None
        text, sign, hours, minutes = (each.decode("ascii") for each in found.groups(b"0"))
        try:
            shift = timedelta(hours=int(hours), minutes=int(minutes))
            zone = timezone(-shift if sign == "055" else shift)
            return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=zone)
        except ValueError:
            return None

    def digest(self, pdf: bytes) -> bytes:
        """SHA-256 of what is covered."""
        view = memoryview(pdf)
        hasher = hashlib.sha256(view[: self.start])
        hasher.update(view[self.end : self.until])
        return hasher.digest()


def check_readable(pdf: bytes) -> None:
    """Raises ``Unreadable`` for what isn't worth a look."""
    if len(pdf) > LARGEST:
        raise Unreadable(f"Le fichier dépasse {LARGEST >> 20}\u202fMio\u202f: ce n’est pas une grille.")
    if not pdf.startswith(_HEADER):
        raise Unreadable("Ce fichier n’est pas un PDF.")
    if _ENCRYPTED.search(pdf):
        raise Unreadable("Ce PDF est protégé par un mot de passe\u202f: une grille ne l’est jamais.")


def envelopes(pdf: bytes) -> tuple[Envelope, ...]:
    """The signatures in the order in which they were made. Raises ``Fault`` where there is none, or too
    many.
    """
    found = tuple(_found(pdf))
    if not found:
        if b"/ByteRange" in pdf:
            raise Fault(
                "Aucune signature de la forme que le programme fait\u202f: ce PDF a été signé ou modifié"
                " par un autre programme."
            )
        raise Fault("Aucune signature.")
    if len(found) > MOST_SIGNATURES:
        raise Fault(f"Plus de {MOST_SIGNATURES} signatures\u202f: ce n’est pas une grille.")
    return found


def _found(pdf: bytes) -> Iterator[Envelope]:
    before = 0
    for place, match in enumerate(_RANGE.finditer(pdf)):
        if place > MOST_SIGNATURES:
            return
        start, end, rest = (int(each) for each in match.groups())
        until = end + rest
        digits = pdf[start + 1 : end - 1] if start < end else b""
        yield Envelope(start, end, until, digits, _fault(pdf, match.start(), (before, start, end, until)))
        before = until


def _fault(pdf: bytes, here: int, bounds: tuple[int, int, int, int]) -> str:
    before, start, end, until = bounds
    placed = before < start < end and end + 1 == here and here < until
    framed = pdf[start - len(_BEFORE) : start + 1] == _BEFORE + b"<" and pdf[end - 1 : end + 1] == b">\n"
    if not (placed and framed):
        return "l’étendue que la signature déclare n’est pas celle qu’elle occupe"
    if until > len(pdf):
        return "le fichier est coupé avant la fin de cette signature"
    if not _END.search(pdf, max(until - _TAIL, 0), until):
        return "la partie signée ne finit pas comme finit un PDF"
    return ""
