"""The exam file's own authority, which vouches for the jurors who bring no certificate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from btstc_jury.application.signing import UnusableIdentity
from btstc_jury.application.views.authority_page import AuthorityTold
from btstc_jury.documents.signing.identity import (
    INTERNAL,
    Identity,
    commission,
    distinguished,
    fingerprint,
    named,
)

_VALIDITY = timedelta(days=15 * 365 + 4)
_EARLIER = timedelta(days=1)
"""Certificates are valid from the day before: a laptop's clock may be set right in between."""


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate and its key, ECDSA on P-256."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def der(self) -> tuple[bytes, bytes]:
        """What the exam file keeps: the certificate and the key (PKCS#8, not encrypted: the file is)."""
        return (
            self.certificate.public_bytes(serialization.Encoding.DER),
            self.key.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            ),
        )

    def issue(self, name: str, quality: str, *, now: datetime) -> Identity:
        """A new identity of a juror, valid as long as the authority."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = distinguished(name=name, organisation=INTERNAL, unit=quality)
        builder = _builder(subject, self.certificate.subject, key.public_key(), now)
        certificate = (
            builder.not_valid_after(self.certificate.not_valid_after_utc)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signing=True), critical=True)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False
            )
            .sign(self.key, hashes.SHA256())
        )
        return Identity(certificate, key)


def new_authority(centre: str, session: int, commission: str, *, now: datetime) -> Authority:
    """An authority named after the exam file that it is made for."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = distinguished(
        name="BTS TC Jury – autorité interne du fichier",
        organisation=centre,
        unit=f"session {session}, commission {commission}",
    )
    certificate = (
        _builder(subject, subject, key.public_key(), now)
        .not_valid_after(now + _VALIDITY)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signing=False), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Authority(certificate, key)


def load_authority(certificate: bytes, key: bytes) -> Authority:
    """From what ``Authority.der`` gave. Raises ``UnusableIdentity`` where they don't read or don't match."""
    try:
        read = x509.load_der_x509_certificate(certificate)
        private = serialization.load_der_private_key(key, password=None)
    except ValueError as problem:
        raise UnusableIdentity(_DAMAGED) from problem
    if not isinstance(private, ec.EllipticCurvePrivateKey) or private.public_key() != read.public_key():
        raise UnusableIdentity(_DAMAGED)
    return Authority(read, private)


_DAMAGED = (
    "L’autorité interne de ce fichier d’examen est illisible\u202f: rien n’a été signé. "
    "Restaurez une sauvegarde du fichier, ou faites signer avec des certificats personnels."
)


def certificate_pem(certificate: bytes) -> bytes:
    """A DER certificate as the text file (.crt) that other programs read."""
    return x509.load_der_x509_certificate(certificate).public_bytes(serialization.Encoding.PEM)


def authority_told(certificate: x509.Certificate) -> AuthorityTold:
    """What it says of itself."""
    return AuthorityTold(
        named(certificate.subject),
        commission(certificate.subject),
        fingerprint(certificate),
        certificate.not_valid_before_utc,
        certificate.not_valid_after_utc,
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLIER)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(*, signing: bool) -> x509.KeyUsage:
    """``signing``: documents; otherwise certificates."""
    return x509.KeyUsage(
        digital_signature=signing,
        content_commitment=signing,
        key_cert_sign=not signing,
        crl_sign=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
