"""Who vouches for a certificate, and for the time: chains and timestamps (RFC 3161).

No network: nobody is asked whether a certificate was revoked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms, tsp  # noqa: F401  # tsp registers what a timestamp holds.
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID

from btstc_jury.application.verification import UnusableCertificate
from btstc_jury.application.views.formats import day_here
from btstc_jury.documents.signing.identity import commission, fingerprint, issued, named
from btstc_jury.documents.signing.verification.envelope import Fault, guarded
from btstc_jury.documents.signing.verification.message import check_signature, load_whole

_LONGEST = 6
_PEM = b"-----BEGIN CERTIFICATE-----"
_LARGEST = 1 << 20
_HASHES: dict[str, type[hashes.SHA256 | hashes.SHA384 | hashes.SHA512]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
_SIGNED = {"content_type", "message_digest", "signing_certificate", "signing_certificate_v2"}
_ALSO = {"signing_time", "cms_algorithm_protection"}
_WRONG_STAMP = "l’horodatage a été modifié ou n’est pas celui de cette signature"


def load_certificates(content: bytes) -> tuple[x509.Certificate, ...]:
    """Of a file, DER or PEM (one or several). Raises ``UnusableCertificate``."""
    try:
        if len(content) <= _LARGEST and _PEM in content:
            return tuple(x509.load_pem_x509_certificates(content))
        return (x509.load_der_x509_certificate(content[:_LARGEST]),)
    except (ValueError, TypeError, UnsupportedAlgorithm) as problem:
        raise UnusableCertificate(
            "Ce fichier n’est pas un certificat lisible (.crt, .cer ou .pem). Choisissez-en un autre."
        ) from problem


def path(certificate: x509.Certificate, others: Sequence[x509.Certificate]) -> tuple[x509.Certificate, ...]:
    """Those of ``others`` above a certificate, nearest first, each having issued the one below."""
    found: list[x509.Certificate] = []
    current, left = certificate, list(others)
    while len(found) < _LONGEST:
        above = next((each for each in left if may_issue(each) and issued(each, current)), None)
        if above is None:
            break
        left.remove(above)
        found.append(above)
        current = above
    return tuple(found)


def check_whole(certificate: x509.Certificate, others: Sequence[x509.Certificate]) -> None:
    """Raises ``Fault`` unless all ``others`` are above the certificate."""
    if len(path(certificate, others)) != len(others):
        raise Fault("les certificats joints ne forment pas une chaîne")


def voucher(
    chain: Sequence[x509.Certificate], trusted: Sequence[x509.Certificate], when: datetime
) -> x509.Certificate | None:
    """The trusted certificate that a chain (the signer's first, each issued by the next) leads to."""
    for below, current in enumerate(chain):
        if below and not (_holds(current, when) and may_issue(current, below - 1)):
            return None
        for each in trusted:
            if each == current:
                return each
            if may_issue(each, below) and _holds(each, when) and issued(each, current):
                return each
    return None


def stranger(chain: Sequence[x509.Certificate], trusted: Sequence[x509.Certificate]) -> str:
    """Why none of the ``trusted`` vouches for a chain, the signer's certificate first."""
    if any(each in chain or issued(each, chain[-1]) for each in trusted):
        return (
            "Le certificat donné est celui de l’autorité, mais il n’était pas valable à la date de la"
            " signature, ou ne permet pas de garantir un signataire."
        )
    issuers = {each.issuer for each in chain}
    twin = next((each for each in trusted if each.subject in issuers), None)
    if twin is None:
        given = "\u202f; ".join(dict.fromkeys(_whose(each.subject) for each in trusted))
        return (
            "Le certificat n’est pas délivré par une autorité à laquelle vous vous fiez\u202f: il l’est par"
            f" {_whose(chain[-1].issuer)}, vous avez donné {given}."
        )
    joined = next((each for each in chain if each.subject == twin.subject), None)
    own = "son certificat n’y est pas joint" if joined is None else f"empreinte {fingerprint(joined)}"
    return (
        "Même nom, autre empreinte\u202f: le certificat n’est pas délivré par une autorité à laquelle vous"
        f" vous fiez, mais par une autre qui s’appelle aussi {_whose(twin.subject)}. Donnée\u202f: empreinte"
        f" {fingerprint(twin)}. Dans le fichier\u202f: {own}."
    )


def _whose(name: x509.Name) -> str:
    return " · ".join(filter(None, (named(name), commission(name))))


def check_dates(certificate: x509.Certificate, when: datetime) -> None:
    """Raises ``Fault`` where a certificate wasn't valid at that moment."""
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if when > ends:
        raise Fault(f"le certificat avait expiré le {day_here(ends)}")
    if when < begins:
        raise Fault(f"le certificat n’était valable qu’à partir du {day_here(begins)}")


def check_usage(certificate: x509.Certificate) -> None:
    """Raises ``Fault`` for a certificate that isn't meant to sign documents."""
    usage = _usage(certificate)
    if usage is not None and not (usage.digital_signature or usage.content_commitment):
        raise Fault("le certificat n’est pas prévu pour signer")


def may_issue(certificate: x509.Certificate, below: int = 0) -> bool:
    """Whether a certificate is of an authority; ``below``: further authorities between it and the signer."""
    try:
        basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    except (x509.ExtensionNotFound, ValueError):
        return False
    usage = _usage(certificate)
    longest = basic.path_length
    return basic.ca and (usage is None or usage.key_cert_sign) and (longest is None or below <= longest)


def _usage(certificate: x509.Certificate) -> x509.KeyUsage | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return None


def _holds(certificate: x509.Certificate, when: datetime) -> bool:
    return certificate.not_valid_before_utc <= when <= certificate.not_valid_after_utc


@dataclass(frozen=True, slots=True)
class Stamp:
    """``chain``: the authority's certificate, then those above it that came with the timestamp."""

    when: datetime
    chain: tuple[x509.Certificate, ...]


def read_stamp(token: bytes, signature: bytes) -> Stamp:
    """The timestamp of a signature. Raises ``Fault``."""
    with guarded(_WRONG_STAMP):
        return _read_token(token, signature)


def _read_token(token: bytes, signature: bytes) -> Stamp:
    message = cms.ContentInfo.load(token, strict=True)
    signed = message["content"]
    (signer,) = signed["signer_infos"]
    content = signed["encap_content_info"]
    algorithm = signer["digest_algorithm"]["algorithm"].native
    said = content["content"].parsed
    _require(message.dump(force=True) == token and signed["crls"].native is None)
    _require(signed["version"].native == "v3" and signer["version"].native == "v1")
    _require([each["algorithm"].native for each in signed["digest_algorithms"]] == [algorithm])
    _require(content["content_type"].native == "tst_info" and signer["unsigned_attrs"].native is None)
    imprint = said["message_imprint"]
    stamped = _digest(imprint["hash_algorithm"]["algorithm"].native, signature)
    _require(imprint["hashed_message"].native == stamped)
    certificates = [each.chosen for each in signed["certificates"]]
    own = _signer_of(certificates, signer)
    _check_attributes(signer["signed_attrs"], _digest(algorithm, content["content"].contents), own)
    certificate = load_whole(own.dump())
    _check_made(certificate, signer, algorithm)
    others = [load_whole(each.dump()) for each in certificates if each is not own]
    above = path(certificate, others)
    # A certificate that leads nowhere could be changed without anybody seeing it.
    _require(len(above) == len(others))
    return Stamp(said["gen_time"].native, (certificate, *above))


def _require(right: bool) -> None:  # noqa: FBT001  # One claim at a time.
    if not right:
        raise Fault(_WRONG_STAMP)


def _digest(algorithm: str, content: bytes) -> bytes:
    _require(algorithm in _HASHES)
    return hashlib.new(algorithm, content).digest()


def _signer_of(certificates: list[cms.Certificate], signer: cms.SignerInfo) -> cms.Certificate:
    wanted = signer["sid"].chosen
    _require(signer["sid"].name == "issuer_and_serial_number")
    (own,) = (
        each
        for each in certificates
        if each.serial_number == wanted["serial_number"].native
        and each.issuer.dump() == wanted["issuer"].dump()
    )
    return own


def _check_attributes(attributes: cms.CMSAttributes, digest: bytes, own: cms.Certificate) -> None:
    values = {}
    for each in attributes:
        (values[each["type"].native],) = each["values"]
    _require(len(values) == len(attributes) and set(values) <= _SIGNED | _ALSO)
    _require(values["content_type"].native == "tst_info" and values["message_digest"].native == digest)
    if "signing_certificate_v2" in values:
        named_first = values["signing_certificate_v2"]["certs"][0]
        kind = named_first["hash_algorithm"]["algorithm"].native
    else:
        named_first, kind = values["signing_certificate"]["certs"][0], "sha1"
    _require(kind == "sha1" or kind in _HASHES)
    _require(named_first["cert_hash"].native == hashlib.new(kind, own.dump(), usedforsecurity=False).digest())


def _check_made(certificate: x509.Certificate, signer: cms.SignerInfo, algorithm: str) -> None:
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    _require(list(usage) == [ExtendedKeyUsageOID.TIME_STAMPING])
    made = signer["signature_algorithm"]["algorithm"].native
    _require(made in {"rsassa_pkcs1v15", f"{algorithm}_rsa", f"{algorithm}_ecdsa"})
    attributes: bytes = signer["signed_attrs"].untag().dump()
    try:
        check_signature(certificate, signer["signature"].native, attributes, _HASHES[algorithm]())
    except Fault as problem:
        # Its words are those of a member's signature.
        raise Fault(_WRONG_STAMP) from problem
