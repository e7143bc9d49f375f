"""The centre's seal: one more signature, of the centre as a whole, in its own place."""

from __future__ import annotations

from datetime import datetime

from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata
from pyhanko.sign.timestamps import TimeStamper

from btstc_jury.documents.signing.appearance import Words
from btstc_jury.documents.signing.identity import Identity
from btstc_jury.documents.signing.places import SEAL_FIELD
from btstc_jury.documents.signing.sign import DIGEST, add_signature, moment, note
from btstc_jury.documents.signing.stamp import Look


def seal(
    pdf: bytes,
    centre: Identity,
    *,
    when: datetime,
    location: str,
    timestamp: TimeStamper | None = None,
) -> bytes:
    """``pdf`` with the centre's seal; errors as for ``sign``. To be put on last: jurors don't sign a seal."""
    words = Words(centre.name, (f"scellé le {moment(when)} · {note(centre)}",), beside=False)
    said = PdfSignatureMetadata(
        field_name=SEAL_FIELD,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        name=centre.name,
        reason="Sceau du centre",
        location=location,
    )
    return add_signature(pdf, said, centre, Look(words=words), when, timestamp)
