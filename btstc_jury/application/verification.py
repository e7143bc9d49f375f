"""What the verification of a signed grid finds; words in French, ready to be shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from btstc_jury.application.evaluation import EvaluationData


class UnreadableData(Exception):
    """The embedded data can't be read; the message says why, to go within a sentence."""


class OtherVersion(UnreadableData):
    """Of a version of the format that this program doesn't know."""


class UnreadableFile(Exception):
    """A file that the user points at can't be read; the message says why in French."""


class UnusableCertificate(Exception):
    """A file given as a trusted certificate holds none; the message says so in French."""


class Verdict(StrEnum):
    """``UNREADABLE``: not a PDF that can be examined at all."""

    VALID = "valid"
    INVALID = "invalid"
    UNREADABLE = "unreadable"


class Trust(StrEnum):
    """``NOT_ASKED``: no trusted certificate was given, so nobody vouches for the signer's name."""

    TRUSTED = "trusted"
    NOT_TRUSTED = "not_trusted"
    NOT_ASKED = "not_asked"


class Accord(StrEnum):
    """Between the visible pages and the embedded data. ``UNCHECKED``: it could not be told."""

    AGREE = "agree"
    DISAGREE = "disagree"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """``faults``: why it isn't valid, empty where it is; ``notes``: what a reader should know besides.

    ``place``: « Signature 1 », « Sceau du centre »; ``name``, ``quality``, ``issuer``: of the certificate;
    ``claimed``: by the signer's machine; ``stamped``: by a timestamp authority, ``stamped_by``.
    ``covers``: in words; ``fingerprint``: SHA-256 of the certificate in groups; ``trusted_by``: the name of
    the trusted certificate.
    """

    field: str
    place: str
    name: str
    quality: str
    issuer: str
    fingerprint: str
    internal: bool
    covers: str
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    claimed: datetime | None = None
    stamped: datetime | None = None
    stamped_by: str = ""
    begins: datetime | None = None
    ends: datetime | None = None
    trust: Trust = Trust.NOT_ASKED
    trusted_by: str = ""

    @property
    def valid(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True)
class AccordReport:
    """``details``: where they disagree, or why it can't be told."""

    accord: Accord
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """``problems``: of the document as a whole; ``missing``: places still waiting for their signature.
    ``evaluation``: the embedded data, ``None`` where they can't be read; never shown as true unless the
    verdict is ``VALID``.
    """

    verdict: Verdict
    problems: tuple[str, ...] = ()
    signatures: tuple[SignatureReport, ...] = ()
    missing: tuple[str, ...] = ()
    accord: AccordReport | None = None
    evaluation: EvaluationData | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """A file and what its verification found; ``pdf`` is empty where it could not be read."""

    path: Path
    pdf: bytes
    report: VerificationReport


VerifyFile = Callable[[Path, Sequence[bytes]], Verified]
"""With trusted certificates, DER or PEM. Raises ``UnusableCertificate`` for one of these, nothing else."""
