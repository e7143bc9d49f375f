"""Keys, drawings and signed grids for the tests; every name is invented."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from btstc_jury.application.signing import Said, SignatureView
from btstc_jury.application.views.grid import GridView
from btstc_jury.documents.grid import grid_document
from btstc_jury.documents.grid_body import signature_field
from btstc_jury.documents.signing.authority import Authority, new_authority
from btstc_jury.documents.signing.identity import Identity
from btstc_jury.documents.signing.sign import prepare, sign
from tests.documents.views import sample_grid

NOW = datetime(2027, 5, 18, 15, 12, tzinfo=timezone(timedelta(hours=2)))
EVALUATION = '{"version": 1, "mark": "12,5", "candidate": "MOREAU-LEFEBVRE Anaïs"}\n'.encode()
DRAWING = ((80, 40, 250, 200, 400, 60, 620, 230, 900, 90), (100, 240, 870, 210), (500, 20))


@cache
def authority() -> Authority:
    return new_authority("Lycée Jean-Monnet", 2027, "3", now=NOW)


@cache
def prepared(view: GridView, *, seal: bool = False) -> bytes:
    return prepare(grid_document(view, seal=seal), EVALUATION)


@cache
def signed_revisions(view: GridView, *, seal: bool = False) -> tuple[bytes, ...]:
    """The grid ready to be signed, then after each of its members' signatures."""
    revisions = [prepared(view, seal=seal)]
    for number, member in enumerate(view.members, start=1):
        signer = authority().issue(member.name, member.role, now=NOW)
        revisions.append(
            sign(
                revisions[-1],
                signature_field(number),
                signer,
                SignatureView(member.name, member.role, DRAWING),
                said=Said(NOW, "Grille d’évaluation, version 1", "Lycée Jean-Monnet"),
            )
        )
    return tuple(revisions)


def usual() -> tuple[bytes, ...]:
    return signed_revisions(sample_grid())


@cache
def _rsa_key(number: int) -> rsa.RSAPrivateKey:
    """Distinct for each number."""
    assert number >= 0
    return rsa.generate_private_key(65537, 2048)


def own_identity(
    *, name: str = "Claire Lanvin", expires: datetime = NOW + timedelta(days=300), signing: bool = True
) -> Identity:
    """An RSA certificate under an intermediate authority, as a juror may bring one."""
    own = _certificate(name, "Autorité publique", 2, 1, expires=expires, usage=signing_usage(signing))
    above = _certificate("Autorité publique", "Autorité racine", 1, 0, authority=True)
    return Identity(own, _rsa_key(2), (above,))


def root_certificate() -> x509.Certificate:
    """The one that the chain of ``own_identity`` ends at."""
    return _certificate("Autorité racine", "Autorité racine", 0, 0, authority=True)


def signing_usage(signing: bool) -> x509.KeyUsage:
    """For signing documents, or for enciphering keys."""
    return x509.KeyUsage(signing, signing, not signing, False, False, False, False, False, False)


def _certificate(
    subject: str,
    issuer: str,
    key: int,
    issuer_key: int,
    *,
    expires: datetime = NOW + timedelta(days=3000),
    authority: bool = False,
    usage: x509.KeyUsage | None = None,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(_rsa_key(key).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=400))
        .not_valid_after(expires)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    if usage is not None:
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(_rsa_key(issuer_key), hashes.SHA256())
