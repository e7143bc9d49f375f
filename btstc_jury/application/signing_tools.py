"""What signing needs from the outside, keys and pages, and why something could not be signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from btstc_jury.application.ports import KeptAuthority, KeptIdentity
from btstc_jury.application.views.grid import GridView
from btstc_jury.domain.session import ExamSession


@dataclass(frozen=True, slots=True)
class Said:
    """What a signature says of itself; ``when``: with its zone."""

    when: datetime
    reason: str
    location: str


@dataclass(frozen=True, slots=True)
class SignedPdf:
    """``certificate``: DER, of who signed."""

    pdf: bytes
    certificate: bytes


class SigningTools(Protocol):
    """Works in any thread. Every method may raise ``SigningProblem``: nothing was then changed.

    Identities are PKCS#12 files, which ``secret`` opens.
    """

    def prepare(self, view: GridView, evaluation: bytes) -> bytes:
        """The grid ready to be signed, with its data."""
        ...

    def new_authority(self, session: ExamSession, now: datetime) -> KeptAuthority: ...

    def issue(
        self, authority: KeptAuthority, juror: str, shown: SignatureView, secret: str, now: datetime
    ) -> KeptIdentity:
        """A new identity of the juror of that key, in the name and quality ``shown``."""
        ...

    def check(self, pkcs12: bytes, secret: str, now: datetime) -> None:
        """Raises where the identity can't sign now."""
        ...

    def sign(
        self, pdf: bytes, place: int, pkcs12: bytes, secret: str, shown: SignatureView, said: Said
    ) -> SignedPdf:
        """``place``: of the signature on the page, from 1."""
        ...

    def seal(self, pdf: bytes, secret: str, said: Said) -> bytes:
        """With the centre's seal, which the settings name."""
        ...

    def certificate_text(self, certificate: bytes) -> bytes:
        """A DER certificate as the text file (.crt) that other programs read."""
        ...


class SigningProblem(Exception):
    """Base of what may be told to the user."""


class WrongPin(SigningProblem):
    """The PIN or the password does not open the key."""


class UnusableIdentity(SigningProblem):
    """The key or its certificate can't sign: damaged, expired, not meant for it, not accepted."""


class TimestampProblem(SigningProblem):
    """The timestamp authority gave no usable answer; the signature was not made."""


Strokes = tuple[tuple[int, ...], ...]
"""A drawing: each stroke a run of x, y in thousandths of the width of the field, y downwards."""


@dataclass(frozen=True, slots=True)
class SignatureView:
    """``name`` and ``quality`` of who signs; without ``strokes`` the words stand alone."""

    name: str
    quality: str
    strokes: Strokes = ()
