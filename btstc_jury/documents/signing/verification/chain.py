"""Who vouches for a certificate. No network: nobody is asked whether one was revoked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from btstc_jury.application.verification import UnusableCertificate
from btstc_jury.documents.signing.verification.findings import Fault

_LONGEST = 6
_PEM = b"-----BEGIN CERTIFICATE-----"
_LARGEST = 1 << 20


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


def check_dates(certificate: x509.Certificate, when: datetime) -> None:
    """Raises ``Fault`` where a certificate wasn't valid at that moment."""
    if when > certificate.not_valid_after_utc:
        raise Fault(f"le certificat avait expiré le {_day(certificate.not_valid_after_utc)}")
    if when < certificate.not_valid_before_utc:
        raise Fault(f"le certificat n’était valable qu’à partir du {_day(certificate.not_valid_before_utc)}")


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


def issued(issuer: x509.Certificate, certificate: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _usage(certificate: x509.Certificate) -> x509.KeyUsage | None:
    try:
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return None


def _holds(certificate: x509.Certificate, when: datetime) -> bool:
    return certificate.not_valid_before_utc <= when <= certificate.not_valid_after_utc


def _day(moment: datetime) -> str:
    return moment.astimezone().strftime("%d/%m/%Y")
