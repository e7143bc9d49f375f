"""Names in certificates, and how certificates are named to people."""

from __future__ import annotations

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID

INTERNAL = "signature interne, non qualifiée"
"""Organisation of every identity that an exam file's own authority issues."""
_LONGEST = 64
"""Bytes: X.520 allows as many characters in the attributes used here, ``_FULL_NAME`` excepted, but
cryptography counts bytes.
"""
_FULL_NAME = x509.ObjectIdentifier("2.5.4.41")


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
    """Who a certificate's name is, in full."""
    for oid in (_FULL_NAME, NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        if found := name.get_attributes_for_oid(oid):
            return str(found[0].value)
    return name.rfc4514_string()


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
