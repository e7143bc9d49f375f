"""Whose certificate stands at which place: each member's own, and none at two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cryptography.hazmat.primitives import serialization

from btstc_jury.application.verification import SignatureReport
from btstc_jury.application.views.grid import GridMember
from btstc_jury.documents.grid_body import signature_field
from btstc_jury.documents.signing.verification.message import Message
from btstc_jury.domain.wording import foreign, is_name_of


def with_member(report: SignatureReport, members: Sequence[GridMember]) -> SignatureReport:
    """The quality of a member who signs with a certificate of their own; a fault where the certificate is
    somebody else's.
    """
    fields = {signature_field(number): member for number, member in enumerate(members, start=1)}
    member = fields.get(report.field)
    if member is None:
        return report
    report = replace(report, quality=report.quality or member.role)
    if is_name_of(member.name, report.name):
        return report
    fault = f"Le certificat est au nom de {report.name}, la place est celle de {foreign(member.name)}."
    return replace(report, faults=(*report.faults, fault))


def with_shared_keys(
    reports: Sequence[SignatureReport], messages: Sequence[Message | None]
) -> Iterator[SignatureReport]:
    """A fault for each signature whose key made another one too: one person signed at several places."""
    keys = [None if each is None else _key(each) for each in messages]
    for place, (report, key) in enumerate(zip(reports, keys, strict=True)):
        others = [
            reports[other].place.lower()
            for other in range(len(keys))
            if other != place and key is not None and keys[other] == key
        ]
        if not others:
            yield report
            continue
        fault = f"La même clé a fait aussi\u202f: {', '.join(others)}. Une personne ne signe qu’à sa place."
        yield replace(report, faults=(*report.faults, fault))


def _key(message: Message) -> bytes:
    """The public one: a key may have several certificates."""
    return message.signer.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
