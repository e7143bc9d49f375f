"""What spares time where one grid is verified thousands of times."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pytest
from cryptography.x509 import Certificate

from btstc_jury.application.verification import SignatureReport
from btstc_jury.documents.signing.verification import verify
from btstc_jury.documents.signing.verification.envelope import Envelope
from btstc_jury.documents.signing.verification.message import Message
from btstc_jury.documents.signing.verification.trust import Stamp


@pytest.fixture
def each_signature_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A signature is looked into again only where one of the bytes up to its end is another, and who signed
    is told again only where something that tells of it is.
    """
    see, signed_by = verify.see, verify._signed_by

    @lru_cache(maxsize=8)
    def seen(covered: bytes, envelope: Envelope) -> object:
        return see(covered, envelope)

    @lru_cache(maxsize=8)
    def told(
        report: SignatureReport, message: Message, stamp: Stamp | None, trusted: tuple[Certificate, ...]
    ) -> SignatureReport:
        return signed_by(report, message, stamp, trusted)

    def tell(
        report: SignatureReport, message: Message, stamp: Stamp | None, trusted: Sequence[Certificate]
    ) -> SignatureReport:
        return told(report, message, stamp, tuple(trusted))

    monkeypatch.setattr(verify, "see", lambda pdf, envelope: seen(pdf[: envelope.until], envelope))
    monkeypatch.setattr(verify, "_signed_by", tell)
