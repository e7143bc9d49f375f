"""What binds a settled grid: signatures, the jury's own decision, the erasure of working remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class MeansFacts:
    """``words``: « signature interne »; ``choice``: where it is chosen; ``state``: of who signed, {when}.
    ``in_pdf``: the signature is in the document itself.
    """

    words: str
    choice: str
    state: str
    in_pdf: bool = True


class Means(StrEnum):
    """How a juror signed: an identity of the exam file's own authority, a certificate of their own, or by
    hand on paper.
    """

    INTERNAL = "internal"
    OWN = "own"
    PAPER = "paper"

    @property
    def facts(self) -> MeansFacts:
        return _MEANS[self]


_MEANS: Mapping[Means, MeansFacts] = {
    Means.INTERNAL: MeansFacts("signature interne", "Avec un code", "signé {when}"),
    Means.OWN: MeansFacts("certificat personnel", "Avec mon certificat", "signé {when}, avec son certificat"),
    Means.PAPER: MeansFacts(
        "à la main, sur papier",
        "À la main, sur papier",
        "signature sur papier, consignée {when}",
        in_pdf=False,
    ),
}


@dataclass(frozen=True, slots=True)
class Signature:
    """``juror``: key; ``certificate`` and ``document``: SHA-256 (hex) of the certificate and of the PDF that
    the signature made, "" on paper.
    """

    juror: str
    means: Means
    certificate: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class SignedVersion:
    """A version that was signed, then reopened for ``reason``: its signatures are void."""

    version: int
    signatures: tuple[Signature, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class JuryDecision:
    """The mark of the épreuve that the jury decided on, beside what was proposed (l.5406, l.5762).

    ``remark``: « toute remarque et observation qu’il juge utile ». ``exam``: the épreuve decided on, « E4 »;
    "" in what the first versions wrote, where it was of the interrogation alone.
    """

    mark: Decimal
    on: date
    remark: str = ""
    exam: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """``signatures``: of the present version; ``former``: versions whose signatures are void."""

    signatures: tuple[Signature, ...] = ()
    former: tuple[SignedVersion, ...] = ()
    remarks_erased: bool = False
    decision: JuryDecision | None = None

    @property
    def on_paper(self) -> int:
        """How many signatures no PDF has."""
        return sum(not each.means.facts.in_pdf for each in self.signatures)

    def has_signed(self, juror: str) -> bool:
        return any(each.juror == juror for each in self.signatures)

    def voided(self, version: int, reason: str) -> Proof:
        """Once the version is reopened: its signatures are void, and so is what the jury decided on it."""
        former = self.former
        if self.signatures:
            former = (*former, SignedVersion(version, self.signatures, reason))
        return replace(self, signatures=(), former=former, decision=None)
