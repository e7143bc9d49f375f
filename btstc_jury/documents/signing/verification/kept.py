"""A document of the exam file itself, signed or waiting for its first signature."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from cryptography.hazmat.primitives import hashes

from btstc_jury.application.binding import Carried, Signed
from btstc_jury.application.verification import Accord
from btstc_jury.documents.grid_body import SEAL_FIELD, signature_field
from btstc_jury.documents.signing.identity import is_internal
from btstc_jury.documents.signing.kept_keys import issuer_of
from btstc_jury.documents.signing.verification.ending import check_ends
from btstc_jury.documents.signing.verification.envelope import Envelope, Fault, envelopes
from btstc_jury.documents.signing.verification.message import Message
from btstc_jury.documents.signing.verification.structure import Structure, read_structure
from btstc_jury.documents.signing.verification.verify import ReadData, see, whole_accord
from btstc_jury.domain.signing import Means


def read_kept(pdf: bytes, read_data: ReadData) -> Carried:
    """Whether its signatures fit its bytes and its pages are those of its data; whose the certificates are is
    left to the verification.
    """
    try:
        found = envelopes(pdf) if b"/ByteRange" in pdf else ()
        if found:
            check_ends(pdf, found)
        seen = [see(pdf, each) for each in found]
        broken = [fault for each in seen for fault in each.faults]
        if broken:
            return Carried(None, (), (_told(broken[0]),))
        structure = read_structure(pdf, found)
    except Fault as fault:
        return Carried(None, (), (_told(str(fault)),))
    evaluation, accord = whole_accord(pdf, structure, read_data)
    problems = accord.details if accord.accord is Accord.DISAGREE else ()
    signed = _signed(pdf, [(each.envelope, each.message) for each in seen], structure)
    return Carried(evaluation, tuple(signed), tuple(map(_told, problems)))


def _signed(
    pdf: bytes, found: Sequence[tuple[Envelope, Message | None]], structure: Structure
) -> Iterator[Signed]:
    """By the members, without the seal."""
    fields = {each.signature: each.name for each in structure.fields}
    for number, (envelope, message) in enumerate(found):
        name = fields.get(number, "")
        if name == SEAL_FIELD or message is None:
            continue
        digits = name.removeprefix(signature_field(0)[:-1])
        yield Signed(
            hashlib.sha256(memoryview(pdf)[: envelope.until]).hexdigest(),
            int(digits) if digits.isascii() and digits.isdigit() else 0,
            message.signer.fingerprint(hashes.SHA256()).hex(),
            Means.INTERNAL if is_internal(message.signer) else Means.OWN,
            issuer_of(message.signer),
        )


def _told(fault: str) -> str:
    """Within a sentence."""
    return fault[:1].lower() + fault[1:].rstrip(".")
