"""Whether the certificates that an exam file keeps belong together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from cryptography import x509

from btstc_jury.application.ports import KeptAuthority, KeptIdentity
from btstc_jury.application.signing import UnusableIdentity
from btstc_jury.documents.signing.authority import load_authority
from btstc_jury.documents.signing.identity import issued


def key_faults(
    authority: KeptAuthority | None,
    identities: Sequence[KeptIdentity],
    issuers: Collection[str],
    signers: Collection[str],
) -> Iterator[str]:
    """See ``application.binding.CheckKeys``."""
    if authority is None:
        if identities or issuers or signers:
            yield "elle n’est plus dans le fichier, des membres ont signé par elle"
        return
    try:
        own = load_authority(authority.certificate, authority.key)
    except UnusableIdentity:
        yield "son certificat ou sa clé est illisible, ou ils ne vont pas ensemble"
        return
    if any(each != key_name(own.certificate) for each in issuers):
        yield "des signatures gardées dans le fichier sont d’une autre autorité"
    for juror in sorted(set(signers) - {each.juror for each in identities}):
        whose = f"membre «\u202f{juror}\u202f», qui a signé avec un code"
        yield f"le certificat du {whose}, a disparu du fichier"
    seen: dict[bytes, str] = {}
    for each in identities:
        if not _issued_by(own.certificate, each.certificate):
            yield f"le certificat du membre « {each.juror} » n’est pas d’elle"
        other = seen.setdefault(each.certificate, each.juror)
        if other != each.juror:
            yield f"les membres « {other} » et « {each.juror} » ont le même certificat"


def issuer_of(certificate: x509.Certificate) -> str:
    """The key that a certificate says it was issued by, hex; "" where it doesn't."""
    try:
        found = certificate.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value
    except (x509.ExtensionNotFound, ValueError):
        return ""
    return (found.key_identifier or b"").hex()


def key_name(authority: x509.Certificate) -> str:
    """As the certificates that it issues name it."""
    public = authority.public_key()
    named = x509.AuthorityKeyIdentifier.from_issuer_public_key(public)  # type: ignore[arg-type]
    return (named.key_identifier or b"").hex()


def _issued_by(authority: x509.Certificate, certificate: bytes) -> bool:
    try:
        return issued(authority, x509.load_der_x509_certificate(certificate))
    except ValueError:
        return False
