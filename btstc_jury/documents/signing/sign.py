"""One PAdES B-B signature in a field that waits for it, as an incremental update."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper

from btstc_jury.application.signing_tools import SignatureView
from btstc_jury.application.views.formats import NARROW, short_day
from btstc_jury.documents.signing.appearance import Words
from btstc_jury.documents.signing.bound import bound_signer
from btstc_jury.documents.signing.identity import Identity
from btstc_jury.documents.signing.names import INTERNAL
from btstc_jury.documents.signing.stamp import Look
from btstc_jury.documents.signing.writer import Update

DIGEST = "sha256"
_ROOM_WITH_TIMESTAMP = 32_768
"""Hexadecimal digits kept for a signature whose timestamp has a size not known yet."""


def sign(  # noqa: PLR0913  # Said by name where it is called.
    pdf: bytes,
    field: str,
    signer: Identity,
    view: SignatureView,
    *,
    when: datetime,
    reason: str,
    location: str,
    timestamp: TimeStamper | None = None,
) -> bytes:
    """``pdf`` with ``field`` signed; what was there stays, byte for byte, at the beginning.

    ``field``: one that ``prepare`` made, still empty (else pyHanko's ``SigningError``). ``when``: with its
    zone, shown and written as it is. Raises ``TimestampProblem`` where a timestamp was wanted and none came.
    """
    words = Words(view.name, (view.quality, f"le {moment(when)}", note(signer)))
    said = PdfSignatureMetadata(
        field_name=field,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        name=view.name,
        reason=reason,
        location=location,
    )
    return add_signature(pdf, said, signer, Look(words=words, strokes=view.strokes), when, timestamp)


def add_signature(
    pdf: bytes,
    said: PdfSignatureMetadata,
    signer: Identity,
    look: Look,
    when: datetime,
    timestamp: TimeStamper | None,
) -> bytes:
    """As ``sign``, whatever the words."""
    made = _SignerAt(said, bound_signer(signer), stamp_style=look, timestamper=timestamp)
    made.when = when
    room = None if timestamp is None else _ROOM_WITH_TIMESTAMP
    output = BytesIO()
    made.sign_pdf(Update(pdf), existing_fields_only=True, bytes_reserved=room, output=output)
    return output.getvalue()


def moment(when: datetime) -> str:
    """« 18/05/2027 à 15:12 »."""
    return f"{short_day(when.date())} à {when:%H:%M}"


def note(signer: Identity) -> str:
    """Who vouches for the signer."""
    return INTERNAL if signer.internal else f"certificat délivré par{NARROW}: {signer.issuer}"


class _SignerAt(PdfSigner):
    """Signs at a given moment; pyHanko asks the machine, in a zone that it guesses."""

    when: datetime

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.when
        return session
