"""A document of the exam file itself, signed or waiting for its first signature."""

from __future__ import annotations

import hashlib

from btstc_jury.application.binding import Carried
from btstc_jury.application.verification import Accord
from btstc_jury.documents.grid_body import SEAL_FIELD
from btstc_jury.documents.signing.verification.envelope import Envelope, Fault, check_ends, envelopes
from btstc_jury.documents.signing.verification.structure import Structure, read_structure
from btstc_jury.documents.signing.verification.verify import ReadData, see, whole_accord


def read_kept(pdf: bytes, read_data: ReadData) -> Carried:
    """Whether its signatures fit its bytes and its pages are those of its data; whose the certificates are is
    left to the verification.
    """
    try:
        found = envelopes(pdf) if b"/ByteRange" in pdf else ()
        if found:
            check_ends(pdf, found)
        broken = [fault for each in found for fault in see(pdf, each).faults]
        if broken:
            return Carried(None, (), (_told(broken[0]),))
        structure = read_structure(pdf, found)
    except Fault as fault:
        return Carried(None, (), (_told(str(fault)),))
    evaluation, accord = whole_accord(pdf, structure, read_data)
    problems = accord.details if accord.accord is Accord.DISAGREE else ()
    return Carried(evaluation, _signed(pdf, found, structure), tuple(map(_told, problems)))


def _signed(pdf: bytes, found: tuple[Envelope, ...], structure: Structure) -> tuple[str, ...]:
    seals = {each.signature for each in structure.fields if each.name == SEAL_FIELD}
    return tuple(
        hashlib.sha256(memoryview(pdf)[: each.until]).hexdigest()
        for place, each in enumerate(found)
        if place not in seals
    )


def _told(fault: str) -> str:
    """Within a sentence."""
    return fault[:1].lower() + fault[1:].rstrip(".")
