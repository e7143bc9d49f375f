"""The timestamp of a signature (RFC 3161), where there is one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms, tsp  # noqa: F401  # tsp registers what a timestamp holds.
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID

from btstc_jury.documents.signing.names import named
from btstc_jury.documents.signing.verification.chain import path
from btstc_jury.documents.signing.verification.findings import Fault
from btstc_jury.documents.signing.verification.message import check_signature, load_whole

_HASHES: dict[str, type[hashes.SHA256 | hashes.SHA384 | hashes.SHA512]] = {
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}
_SIGNED = {"content_type", "message_digest", "signing_certificate", "signing_certificate_v2"}
_ALSO = {"signing_time", "cms_algorithm_protection"}
_WRONG = "l’horodatage a été modifié ou n’est pas celui de cette signature"


@dataclass(frozen=True, slots=True)
class Stamp:
    """``chain``: the authority's certificate, then those above it that came with the timestamp."""

    when: datetime
    chain: tuple[x509.Certificate, ...]

    @property
    def by(self) -> str:
        return named(self.chain[0].subject)


def read_stamp(token: bytes, signature: bytes) -> Stamp:
    """The timestamp of a signature. Raises ``Fault``."""
    try:
        return _read(token, signature)
    except Fault:
        raise
    # Whatever a hostile timestamp makes the libraries raise, no authority gives one.
    except Exception as problem:
        raise Fault(_WRONG) from problem


def _read(token: bytes, signature: bytes) -> Stamp:
    message = cms.ContentInfo.load(token, strict=True)
    signed = message["content"]
    (signer,) = signed["signer_infos"]
    content = signed["encap_content_info"]
    algorithm = signer["digest_algorithm"]["algorithm"].native
    said = content["content"].parsed
    _check(message.dump(force=True) == token and signed["crls"].native is None)
    _check(signed["version"].native == "v3" and signer["version"].native == "v1")
    _check([each["algorithm"].native for each in signed["digest_algorithms"]] == [algorithm])
    _check(content["content_type"].native == "tst_info" and signer["unsigned_attrs"].native is None)
    imprint = said["message_imprint"]
    stamped = _digest(imprint["hash_algorithm"]["algorithm"].native, signature)
    _check(imprint["hashed_message"].native == stamped)
    certificates = [each.chosen for each in signed["certificates"]]
    own = _signer_of(certificates, signer)
    _check_attributes(signer["signed_attrs"], _digest(algorithm, content["content"].contents), own)
    certificate = load_whole(own.dump())
    _check_made(certificate, signer, algorithm)
    others = [load_whole(each.dump()) for each in certificates if each is not own]
    above = path(certificate, others)
    # A certificate that leads nowhere could be changed without anybody seeing it.
    _check(len(above) == len(others))
    return Stamp(said["gen_time"].native, (certificate, *above))


def _check(right: bool) -> None:  # noqa: FBT001  # One claim at a time.
    if not right:
        raise Fault(_WRONG)


def _digest(algorithm: str, content: bytes) -> bytes:
    _check(algorithm in _HASHES)
    return hashlib.new(algorithm, content).digest()


def _signer_of(certificates: list[cms.Certificate], signer: cms.SignerInfo) -> cms.Certificate:
    wanted = signer["sid"].chosen
    _check(signer["sid"].name == "issuer_and_serial_number")
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
    _check(len(values) == len(attributes) and set(values) <= _SIGNED | _ALSO)
    _check(values["content_type"].native == "tst_info" and values["message_digest"].native == digest)
    if "signing_certificate_v2" in values:
        named_first = values["signing_certificate_v2"]["certs"][0]
        kind = named_first["hash_algorithm"]["algorithm"].native
    else:
        named_first, kind = values["signing_certificate"]["certs"][0], "sha1"
    _check(kind == "sha1" or kind in _HASHES)
    _check(named_first["cert_hash"].native == hashlib.new(kind, own.dump(), usedforsecurity=False).digest())


def _check_made(certificate: x509.Certificate, signer: cms.SignerInfo, algorithm: str) -> None:
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    _check(list(usage) == [ExtendedKeyUsageOID.TIME_STAMPING])
    made = signer["signature_algorithm"]["algorithm"].native
    _check(made in {"rsassa_pkcs1v15", f"{algorithm}_rsa", f"{algorithm}_ecdsa"})
    attributes: bytes = signer["signed_attrs"].untag().dump()
    check_signature(certificate, signer["signature"].native, attributes, _HASHES[algorithm]())
