"""The signature itself (CMS), byte for byte as the program makes it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from asn1crypto import cms, core, parser, tsp  # noqa: F401  # tsp registers the kinds of attributes.
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from btstc_jury.documents.signing.identity import is_low
from btstc_jury.documents.signing.verification.envelope import Fault, guarded

_LARGEST = 256 << 10
_MOST_CERTIFICATES = 8
_SMALLEST_RSA = 2048
_SEQUENCE, _SET = 0x30, 0x31
_VERSION = bytes.fromhex("020101")
_SHA256 = bytes.fromhex("300d06096086480165030402010500")
_ECDSA = bytes.fromhex("300a06082a8648ce3d040302")
"""With SHA-256, as the next."""
_RSA = bytes.fromhex("300d06092a864886f70d01010b0500")
_DATA = bytes.fromhex("06092a864886f70d010701")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_STAMP = bytes.fromhex("060b2a864886f70d010910020e")
_DIGITS = re.compile(rb"(?:[0-9A-F]{2})+")
_ATTRIBUTES = {"content_type", "message_digest", "signing_certificate_v2"}

_MALFORMED = "la signature elle-même est abîmée\u202f: elle n’est pas écrite comme le programme l’écrit"
_UNBOUND = (
    "la signature elle-même est abîmée\u202f: les certificats joints ne sont pas ceux que le signataire a"
    " désignés en signant"
)
_WRONG = "la signature elle-même est abîmée\u202f: elle ne correspond pas à la clé de son certificat"


@dataclass(frozen=True, slots=True)
class Message:
    """``certificates``: the signer's first. ``digest``: of the document, as signed; ``token``: the DER of a
    timestamp, or ``None``.
    """

    certificates: tuple[x509.Certificate, ...]
    digest: bytes
    attributes: bytes
    signature: bytes
    token: bytes | None

    @property
    def signer(self) -> x509.Certificate:
        return self.certificates[0]

    def check_key(self) -> None:
        """Raises ``Fault`` unless the signer's key made the signature, in the one form that is accepted."""
        key = self.signer.public_key()
        if isinstance(key, ec.EllipticCurvePublicKey) and not is_low(self.signature, key.key_size):
            raise Fault(_MALFORMED)
        check_signature(self.signer, self.signature, self.attributes, hashes.SHA256())


def read_message(digits: bytes) -> Message:
    """From the hexadecimal digits of a signature with the zeros after it. Raises ``Fault``."""
    if len(digits) > 2 * _LARGEST or not _DIGITS.fullmatch(digits):
        raise Fault(_MALFORMED)
    padded = bytes.fromhex(digits.decode("ascii"))
    with guarded(_MALFORMED):
        return _read(_unpadded(padded))


def _unpadded(padded: bytes) -> bytes:
    """The DER at the beginning; after it come zeros only."""
    length = parser.peek(padded)
    if padded[length:].strip(b"\0"):
        raise Fault(_MALFORMED)
    return padded[:length]


def _read(der: bytes) -> Message:
    signed = cms.ContentInfo.load(der, strict=True)["content"]
    (signer,) = signed["signer_infos"]
    given = [each.chosen for each in signed["certificates"]]
    if not 0 < len(given) <= _MOST_CERTIFICATES:
        raise Fault(_UNBOUND)
    # Before it is looked into: asn1crypto then gives back the bytes that it read.
    attributes = signer["signed_attrs"].dump()
    digest, bound = _signed(signer["signed_attrs"])
    signature = signer["signature"].native
    certificates = _bound(given, bound)
    token = _token(signer["unsigned_attrs"])
    expected = _rebuilt(given, certificates[0], attributes, signature, token)
    if expected != der:
        raise Fault(_MALFORMED)
    return Message(
        tuple(load_whole(each.dump()) for each in certificates),
        digest,
        bytes((_SET,)) + attributes[1:],
        signature,
        token,
    )


def _signed(attributes: cms.CMSAttributes) -> tuple[bytes, list[bytes]]:
    """The digest of the document, and those of the certificates."""
    values = {}
    for each in attributes:
        (values[each["type"].native],) = each["values"]
    if len(attributes) != len(_ATTRIBUTES) or set(values) != _ATTRIBUTES:
        raise Fault(_MALFORMED)
    if values["content_type"].native != "data":
        raise Fault(_MALFORMED)
    named = values["signing_certificate_v2"]["certs"]
    if any(each["hash_algorithm"]["algorithm"].native != "sha256" for each in named):
        raise Fault(_MALFORMED)
    return values["message_digest"].native, [each["cert_hash"].native for each in named]


def _bound(given: Sequence[cms.Certificate], digests: list[bytes]) -> list[cms.Certificate]:
    """The certificates in the order in which the signer names them: each once, and no other."""
    by_digest = {hashlib.sha256(each.dump()).digest(): each for each in given}
    if len(by_digest) != len(given) or len(digests) != len(given) or set(by_digest) != set(digests):
        raise Fault(_UNBOUND)
    return [by_digest[each] for each in digests]


def _token(attributes: core.Asn1Value) -> bytes | None:
    if isinstance(attributes, core.Void):
        return None
    (attribute,) = attributes
    if attribute["type"].native != "signature_time_stamp_token":
        raise Fault(_MALFORMED)
    (token,) = attribute["values"]
    made: bytes = token.dump()
    return made


def _rebuilt(
    given: Sequence[cms.Certificate],
    signer: cms.Certificate,
    attributes: bytes,
    signature: bytes,
    token: bytes | None,
) -> bytes:
    """The same message made anew from its parts: what can't be expressed by them has no place in it."""
    key_algorithm = _ECDSA if signer.public_key.algorithm == "ec" else _RSA
    serial = signer["tbs_certificate"]["serial_number"].dump()
    stamp = b"" if token is None else _tlv(0xA1, _tlv(_SEQUENCE, _STAMP, _tlv(_SET, token)))
    signer_info = _tlv(
        _SEQUENCE,
        _VERSION,
        _tlv(_SEQUENCE, signer.issuer.dump(), serial),
        _SHA256,
        attributes,
        key_algorithm,
        _tlv(0x04, signature),
        stamp,
    )
    signed = _tlv(
        _SEQUENCE,
        _VERSION,
        _tlv(_SET, _SHA256),
        _tlv(_SEQUENCE, _DATA),
        _tlv(0xA0, *(each.dump() for each in given)),
        _tlv(_SET, signer_info),
    )
    return _tlv(_SEQUENCE, _SIGNED_DATA, _tlv(0xA0, signed))


def _tlv(tag: int, *parts: bytes) -> bytes:
    """DER."""
    made: bytes = parser.emit(tag >> 6, tag >> 5 & 1, tag & 0x1F, b"".join(parts))
    return made


def load_whole(der: bytes) -> x509.Certificate:
    """A certificate, every part of which that is used later was read: hostile ones fail here."""
    certificate = x509.load_der_x509_certificate(der)
    for each in (certificate.subject, certificate.issuer):
        each.rfc4514_string()
    for name in ("extensions", "not_valid_before_utc", "not_valid_after_utc", "signature_hash_algorithm"):
        getattr(certificate, name)
    certificate.public_key()
    return certificate


def check_signature(
    certificate: x509.Certificate, signature: bytes, content: bytes, algorithm: hashes.HashAlgorithm
) -> None:
    """Raises ``Fault`` for a wrong signature, or a key of a sort that isn't accepted."""
    key = certificate.public_key()
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, content, ec.ECDSA(algorithm))
        elif isinstance(key, rsa.RSAPublicKey) and key.key_size >= _SMALLEST_RSA:
            key.verify(signature, content, padding.PKCS1v15(), algorithm)
        else:
            raise Fault("la clé de la signature n’est pas d’une sorte acceptée")
    except (InvalidSignature, ValueError, UnsupportedAlgorithm) as problem:
        raise Fault(_WRONG) from problem
