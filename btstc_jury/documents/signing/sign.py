"""PAdES B-B signatures in fields that wait for them, as incremental updates: the jurors', and the seal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from asn1crypto import cms, keys, tsp, x509
from cryptography import x509 as pyca
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.attributes import CMSAttributeProvider, SignedAttributeProviderSpec
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from btstc_jury.application.signing import SignatureView
from btstc_jury.application.views.formats import NARROW, short_day
from btstc_jury.documents.grid_body import SEAL_FIELD
from btstc_jury.documents.signing.appearance import Look, Words
from btstc_jury.documents.signing.identity import INTERNAL, Identity, lowered
from btstc_jury.documents.signing.prepare import Update

DIGEST = "sha256"
_BYTES_WITH_TIMESTAMP = 32_768
"""Hexadecimal digits kept for a signature whose timestamp has a size not known yet."""


def bound_signer(identity: Identity) -> SimpleSigner:
    """A signer of pyHanko's that embeds the identity's certificate and chain, each named in what it signs."""
    certificate, *chain = (_readable(each) for each in (identity.certificate, *identity.chain))
    key = identity.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = _Signer(
        signing_cert=certificate,
        signing_key=keys.PrivateKeyInfo.load(key),
        cert_registry=SimpleCertificateStore.from_certs(chain),
    )
    signer.signed_attr_prov_spec = _Attributes([certificate, *chain])
    return signer


class _Signer(SimpleSigner):
    """Its ECDSA signatures have one form: nobody can write the same one otherwise."""

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,
        dry_run: bool = False,  # noqa: FBT001, FBT002
    ) -> bytes:
        made: bytes = await super().async_sign_raw(data, digest_algorithm, dry_run)
        key = self.signing_cert.public_key if self.signing_cert is not None else None
        if dry_run or key is None or key.algorithm != "ec":
            return made
        return lowered(made, key.bit_size)


class _Attributes(SignedAttributeProviderSpec):
    """The signed attributes that PAdES B-B asks for; pyHanko adds the content type and the digest."""

    def __init__(self, certificates: list[x509.Certificate]) -> None:
        self._certificates = certificates

    def signed_attr_providers(
        self,
        data_digest: bytes,  # noqa: ARG002
        digest_algorithm: str,  # noqa: ARG002
    ) -> Iterable[CMSAttributeProvider]:
        yield _SigningCertificates(self._certificates)


class _SigningCertificates(CMSAttributeProvider):
    """pyHanko's own names the signer's certificate only."""

    attribute_type = "signing_certificate_v2"

    def __init__(self, certificates: list[x509.Certificate]) -> None:
        self._certificates = certificates

    async def build_attr_value(
        self,
        dry_run: bool = False,  # noqa: ARG002, FBT001, FBT002
    ) -> tsp.SigningCertificateV2:
        named = [as_signing_certificate_v2(each)["certs"][0] for each in self._certificates]
        return tsp.SigningCertificateV2({"certs": named})


def _readable(certificate: pyca.Certificate) -> x509.Certificate:
    return cms.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


def sign(  # noqa: PLR0913  # Said by name where it is called.
    pdf: bytes,
    field: str,
    signer: Identity,
    view: SignatureView,
    *,
    when: datetime,
    reason: str,
    location: str,
    timestamp: TimeStamper | None = None,
) -> bytes:
    """``pdf`` with ``field`` signed; what was there stays, byte for byte, at the beginning.

    ``field``: one that ``prepare`` made, still empty (else pyHanko's ``SigningError``). ``when``: with its
    zone, shown and written as it is. Raises ``TimestampProblem`` where a timestamp was wanted and none came.
    """
    words = Words(view.name, (view.quality, f"le {moment(when)}", remark(signer)))
    said = PdfSignatureMetadata(
        field_name=field,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        name=view.name,
        reason=reason,
        location=location,
    )
    return add_signature(pdf, said, signer, Look(words=words, strokes=view.strokes), when, timestamp)


def add_signature(
    pdf: bytes,
    said: PdfSignatureMetadata,
    signer: Identity,
    look: Look,
    when: datetime,
    timestamp: TimeStamper | None,
) -> bytes:
    """As ``sign``, whatever the words."""
    made = _SignerAt(said, bound_signer(signer), stamp_style=look, timestamper=timestamp)
    made.when = when
    free = None if timestamp is None else _BYTES_WITH_TIMESTAMP
    output = BytesIO()
    made.sign_pdf(Update(pdf), existing_fields_only=True, bytes_reserved=free, output=output)
    return output.getvalue()


def moment(when: datetime) -> str:
    """« 18/05/2027 à 15:12 »."""
    return f"{short_day(when.date())} à {when:%H:%M}"


def remark(signer: Identity) -> str:
    """Who vouches for the signer."""
    return INTERNAL if signer.internal else f"certificat délivré par{NARROW}: {signer.issuer}"


class _SignerAt(PdfSigner):
    """Signs at a given moment; pyHanko asks the machine, in a zone that it guesses."""

    when: datetime

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.when
        return session


def seal(
    pdf: bytes,
    centre: Identity,
    *,
    when: datetime,
    location: str,
    timestamp: TimeStamper | None = None,
) -> bytes:
    """``pdf`` with the centre's seal; errors as for ``sign``. To be put on last: jurors don't sign a seal."""
    words = Words(centre.name, (f"scellé le {moment(when)} · {remark(centre)}",), beside=False)
    said = PdfSignatureMetadata(
        field_name=SEAL_FIELD,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        name=centre.name,
        reason="Sceau du centre",
        location=location,
    )
    return add_signature(pdf, said, centre, Look(words=words), when, timestamp)
