"""Timestamps in signatures."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

import pytest
from asn1crypto import keys, x509
from cryptography import x509 as pyca
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

from btstc_jury.application.signing import Said, SignatureView
from btstc_jury.application.verification import Verdict
from btstc_jury.documents.signing.sign import sign
from btstc_jury.documents.signing.verification.envelope import envelopes
from tests.documents.signing.signers import DRAWING, NOW, authority
from tests.documents.signing.verification.grids import checked, der, evaluation, ready, signed, vouched

STAMPED = NOW + timedelta(minutes=3)


@cache
def _stamper(*usages: str) -> tuple[pyca.Certificate, rsa.RSAPrivateKey]:
    key = rsa.generate_private_key(65537, 2048)
    name = pyca.Name([pyca.NameAttribute(NameOID.COMMON_NAME, "Horloge publique")])
    wanted = [getattr(ExtendedKeyUsageOID, each) for each in usages]
    made = (
        pyca.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(77)
        .not_valid_before(NOW - timedelta(days=10))
        .not_valid_after(NOW + timedelta(days=1000))
        .add_extension(pyca.ExtendedKeyUsage(wanted), critical=True)
        .sign(key, hashes.SHA256())
    )
    return made, key


@cache
def stamped(*usages: str) -> bytes:
    certificate, key = _stamper(*usages)
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    stamper = DummyTimeStamper(
        x509.Certificate.load(der(certificate)), keys.PrivateKeyInfo.load(private), fixed_dt=STAMPED
    )
    pdf = signed(ready(evaluation()), (1, 2))
    member = evaluation().grid.members[2]
    return sign(
        pdf,
        "signature-3",
        authority().issue(member.name, member.role, now=NOW),
        SignatureView(member.name, member.role, DRAWING),
        said=Said(NOW, "", ""),
        timestamp=stamper,
    )


def test_a_timestamp_tells_when_and_by_whom() -> None:
    report = checked(stamped("TIME_STAMPING"), authority().certificate, _stamper("TIME_STAMPING")[0])
    last = report.signatures[-1]
    assert last.faults == last.remarks == ()
    assert (last.stamped, last.stamped_by) == (STAMPED, "Horloge publique")
    assert report.verdict is Verdict.VALID


def test_an_unknown_timestamp_authority_is_told() -> None:
    last = checked(stamped("TIME_STAMPING"), authority().certificate).signatures[-1]
    assert last.remarks == ("L’autorité d’horodatage n’est pas parmi celles auxquelles vous vous fiez.",)


def test_a_certificate_of_another_use_makes_no_timestamp() -> None:
    report = checked(stamped("CODE_SIGNING"))
    assert report.verdict is Verdict.INVALID
    assert "horodatage" in report.signatures[-1].faults[0]


@pytest.mark.usefixtures("each_signature_once")
def test_every_seventh_byte_of_a_stamped_signature_counts() -> None:
    pdf = stamped("TIME_STAMPING")
    assert vouched(pdf).verdict is Verdict.VALID
    last = envelopes(pdf)[-1]
    end = last.start + 1 + len(last.digits.rstrip(b"0")) + 40
    accepted = []
    for place in range(last.start, end, 7):
        changed = bytearray(pdf)
        changed[place] ^= 1
        if vouched(bytes(changed)).verdict is Verdict.VALID:
            accepted.append(place - last.start)
    assert accepted == []
