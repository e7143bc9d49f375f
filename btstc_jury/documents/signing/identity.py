"""A certificate with its key, in a PKCS#12 file: a juror's, or the centre's seal; names in certificates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import pkcs12 as asn1_pkcs12
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from btstc_jury.application.signing import UnusableIdentity, WrongPin
from btstc_jury.application.views.formats import day_here
from btstc_jury.domain.wording import foreign

_CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)
_ORDERS = {each.key_size: each().group_order for each in _CURVES}
"""Of their groups, by the size of their keys in bits."""

INTERNAL = "signature interne, non qualifiée"
"""Organisation of every identity that an exam file's own authority issues."""
_LONGEST = 64
"""Bytes: X.520 allows as many characters in the attributes used here, ``_FULL_NAME`` excepted, but
cryptography counts bytes.
"""
_FULL_NAME = x509.ObjectIdentifier("2.5.4.41")
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
_SMALLEST_RSA = 2048


def distinguished(*, name: str, organisation: str, unit: str) -> x509.Name:
    """A name of these parts; one too long is shortened, the whole ``name`` then stands beside it."""
    short = _shortened(name)
    wanted = [
        (NameOID.COMMON_NAME, short),
        (_FULL_NAME, name if short != name else ""),
        (NameOID.ORGANIZATION_NAME, _shortened(organisation)),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, _shortened(unit)),
    ]
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in wanted if value])


def named(name: x509.Name) -> str:
    """Who a certificate's name is, in full, fit to be shown."""
    for oid in (_FULL_NAME, NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        if found := name.get_attributes_for_oid(oid):
            return foreign(str(found[0].value))
    return foreign(name.rfc4514_string())


def commission(name: x509.Name) -> str:
    """« Lycée Jean-Monnet, session 2027, commission 3 » of an exam file's own authority."""
    kinds = (NameOID.ORGANIZATION_NAME, NameOID.ORGANIZATIONAL_UNIT_NAME)
    found = (str(each.value) for kind in kinds for each in name.get_attributes_for_oid(kind))
    return foreign(", ".join(found))


def is_internal(certificate: x509.Certificate) -> bool:
    """Whether it calls itself internal; who issued it is for the verification to find out."""
    found = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    return any(each.value == INTERNAL for each in found)


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 as people compare it: « 7F3A 91C2 … », sixteen groups."""
    digits = certificate.fingerprint(hashes.SHA256()).hex().upper()
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    if len(text.encode()) <= _LONGEST:
        return text
    return text.encode()[: _LONGEST - 3].decode(errors="ignore").rstrip() + "…"


def lowered(signature: bytes, key_size: int) -> bytes:
    """One form for each ECDSA signature (DER): the lower of the two that a key allows, (r, s) and (r, n - s).

    Raises ``KeyError`` for another curve.
    """
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, _ORDERS[key_size] - s))


def is_low(signature: bytes, key_size: int) -> bool:
    """``False`` for another curve, and for what is no signature."""
    try:
        return lowered(signature, key_size) == signature
    except (KeyError, ValueError):
        return False


@dataclass(frozen=True, slots=True)
class Identity:
    """``chain``: certificates of the authorities above, nearest first, without the root."""

    certificate: x509.Certificate
    key: Key
    chain: tuple[x509.Certificate, ...] = ()

    @property
    def name(self) -> str:
        return named(self.certificate.subject)

    @property
    def der(self) -> bytes:
        """The certificate."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    def pkcs12(self, pin: str) -> bytes:
        """The file that only ``pin`` opens; at least one character."""
        return pkcs12.serialize_key_and_certificates(
            self.name.encode(),
            self.key,
            self.certificate,
            self.chain or None,
            serialization.BestAvailableEncryption(pin.encode()),
        )


_UNREADABLE = "Ce fichier n’est pas un certificat personnel lisible (.p12 ou .pfx). Choisissez-en un autre."


def open_identity(pkcs12_file: bytes, pin: str, *, now: datetime) -> Identity:
    """The identity in a PKCS#12 file, fit to sign at ``now``. Raises ``WrongPin`` or ``UnusableIdentity``."""
    identity = _read(pkcs12_file, pin)
    _check_key(identity.key)
    try:
        _check_dates(identity, now)
        _check_usage(identity.certificate)
    # cryptography reads dates and extensions when they are asked for.
    except (ValueError, x509.DuplicateExtension) as problem:
        raise UnusableIdentity(_UNREADABLE) from problem
    return identity


def _read(pkcs12_file: bytes, pin: str) -> Identity:
    try:
        asn1_pkcs12.Pfx.load(pkcs12_file, strict=True).authenticated_safe.native  # noqa: B018  # Reading decodes every part.
    # Hostile bytes make asn1crypto raise whatever comes, an AttributeError too.
    except Exception as problem:
        raise UnusableIdentity(_UNREADABLE) from problem
    try:
        found = pkcs12.load_pkcs12(pkcs12_file, pin.encode())
    except ValueError as problem:
        raise WrongPin(
            "Ce code ou ce mot de passe ne convient pas. Rien n’a été signé\u202f: saisissez-le de nouveau."
        ) from problem
    except UnsupportedAlgorithm as problem:
        raise UnusableIdentity(
            "Ce fichier est chiffré par un procédé ancien que le programme n’ouvre pas. "
            "Exportez de nouveau le certificat avec un chiffrement AES."
        ) from problem
    if found.key is None or found.cert is None:
        raise UnusableIdentity(
            "Ce fichier ne contient pas à la fois un certificat et sa clé. "
            "Exportez de nouveau le certificat avec sa clé privée."
        )
    if not isinstance(found.key, Key):
        raise UnusableIdentity(_KEY)
    if found.key.public_key() != found.cert.certificate.public_key():
        raise UnusableIdentity("La clé de ce fichier n’est pas celle du certificat. Choisissez-en un autre.")
    others = [each.certificate for each in found.additional_certs]
    return Identity(found.cert.certificate, found.key, tuple(_chain(found.cert.certificate, others)))


_KEY = (
    "La clé de ce certificat n’est pas d’une sorte acceptée\u202f: il faut RSA d’au moins 2048 bits, "
    "ou ECDSA sur P-256, P-384 ou P-521. Utilisez un autre certificat."
)


def _check_key(key: Key) -> None:
    if isinstance(key, rsa.RSAPrivateKey):
        accepted = key.key_size >= _SMALLEST_RSA
    else:
        accepted = isinstance(key.curve, _CURVES)
    if not accepted:
        raise UnusableIdentity(_KEY)


def _check_dates(identity: Identity, now: datetime) -> None:
    certificate = identity.certificate
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now > ends:
        raise UnusableIdentity(
            f"Le certificat de {identity.name} a expiré le {day_here(ends)}. Rien n’a été signé\u202f: "
            "utilisez un certificat en cours de validité, ou la signature interne."
        )
    if now < begins:
        raise UnusableIdentity(
            f"Le certificat de {identity.name} n’est valable qu’à partir du {day_here(begins)}. "
            "Rien n’a été signé\u202f: vérifiez l’heure de cet ordinateur."
        )


def _check_usage(certificate: x509.Certificate) -> None:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return
    if not (usage.digital_signature or usage.content_commitment):
        raise UnusableIdentity(
            f"Le certificat de {named(certificate.subject)} n’est pas prévu pour signer. "
            "Rien n’a été signé\u202f: utilisez un certificat de signature."
        )


def _chain(certificate: x509.Certificate, others: Sequence[x509.Certificate]) -> Iterator[x509.Certificate]:
    """Those above a certificate that really issued the one below, roots left out."""
    current, left = certificate, list(others)
    while above := next((each for each in left if issued(each, current)), None):
        left.remove(above)
        if issued(above, above):
            return
        yield above
        current = above


def issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    """Whether the one's key signed the other."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True
