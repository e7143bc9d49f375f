"""A grid made ready to be signed, its data attached and its fields in place; then PAdES B-B signatures in the
fields, as incremental updates: the jurors', and the seal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from io import BytesIO

from asn1crypto import cms, keys, tsp, x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils import embed, generic
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.attributes import CMSAttributeProvider, SignedAttributeProviderSpec
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from btstc_jury.application.signing import Said, SignatureView
from btstc_jury.application.views.formats import NARROW, short_moment
from btstc_jury.documents.grid import GridDocument
from btstc_jury.documents.grid_body import SEAL_FIELD, field_title
from btstc_jury.documents.signing.appearance import Look, Words
from btstc_jury.documents.signing.field_tags import tag_fields
from btstc_jury.documents.signing.identity import INTERNAL, Identity, is_internal, lowered, named

DIGEST = "sha256"
_BYTES_WITH_TIMESTAMP = 32_768
"""Hexadecimal digits kept for a signature whose timestamp has a size not known yet."""
ATTACHMENT = "evaluation.json"
_DESCRIPTION = "Données de l’évaluation, lisibles par un programme"


class Update(IncrementalPdfFileWriter):
    """Adds to a PDF. What the document says of itself (title, author, no date) stays as it was made."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__(BytesIO(pdf))

    def changed_root(self) -> DictionaryObject:
        """The catalogue, to be written again."""
        self.update_root()  # type: ignore[no-untyped-call]
        return self.root

    def updated(self) -> bytes:
        """The earlier bytes, and the update after them."""
        output = BytesIO()
        self.write(output)  # type: ignore[no-untyped-call]
        return output.getvalue()

    def _update_meta(self) -> None:
        """Left out: pyHanko would name itself as the producer, with the date of this machine."""


def prepare(grid: GridDocument, evaluation: bytes) -> bytes:
    """The grid with ``evaluation`` (JSON) as an associated file and an empty field at each of its places."""
    writer = Update(grid.pdf)
    _attach(writer, evaluation)
    for place in grid.places:
        title = field_title(place.field)
        # Whole hundredths: pyHanko writes numbers in full.
        box = tuple(round(each, 2) for each in place.area)
        append_signature_field(
            writer,
            SigFieldSpec(place.field, on_page=place.page, box=box, readable_field_name=title),  # type: ignore[arg-type]  # Points need not be whole.
        )
    if grid.places:
        tag_fields(writer)
    return writer.updated()


def _attach(writer: Update, data: bytes) -> None:
    """As pyHanko's own function does, but without calling the document PDF 2.0, which ReportLab's isn't."""
    stream = embed.EmbeddedFileObject.from_file_data(
        writer,
        data=data,
        mime_type="application/json",
        params=embed.EmbeddedFileParams(embed_checksum=False),
    )
    described = embed.FileSpec(
        file_spec_string=ATTACHMENT,
        file_name=ATTACHMENT,
        embedded_data=stream,
        description=_DESCRIPTION,
        af_relationship=generic.NameObject("/Data"),
    ).as_pdf_object()
    reference = writer.add_object(described)
    names = generic.ArrayObject([generic.pdf_string(ATTACHMENT), reference])
    tree = generic.DictionaryObject({generic.NameObject("/Names"): names})
    root = writer.changed_root()
    root["/Names"] = generic.DictionaryObject({generic.NameObject("/EmbeddedFiles"): writer.add_object(tree)})
    root["/AF"] = generic.ArrayObject([reference])


def _bound_signer(identity: Identity) -> SimpleSigner:
    """A signer of pyHanko's that embeds the identity's certificate and chain, each named in what it signs."""
    certificate, *chain = (
        cms.Certificate.load(each.public_bytes(serialization.Encoding.DER))
        for each in (identity.certificate, *identity.chain)
    )
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


def sign(
    pdf: bytes,
    field: str,
    signer: Identity,
    view: SignatureView,
    said: Said,
    timestamp: TimeStamper | None = None,
) -> bytes:
    """``pdf`` with ``field`` signed; what was there stays, byte for byte, at the beginning.

    ``field``: one that ``prepare`` made, still empty (else pyHanko's ``SigningError``). The moment said is
    shown and written as it is. Raises ``TimestampProblem`` where a timestamp was wanted and none came.
    """
    # The frame around the field has the role already.
    told = (f"le {short_moment(said.when)}", _remark(signer), view.remark)
    words = Words(view.name, tuple(filter(None, told)))
    return _add_signature(pdf, field, signer, said, Look(words=words, strokes=view.strokes), timestamp)


def _add_signature(
    pdf: bytes, field: str, signer: Identity, said: Said, look: Look, timestamp: TimeStamper | None
) -> bytes:
    """As ``sign``, whatever the words."""
    told = PdfSignatureMetadata(
        field_name=field,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        name=look.words.strong,
        reason=said.reason,
        location=said.location,
    )
    made = _SignerAt(told, _bound_signer(signer), stamp_style=look, timestamper=timestamp)
    made.when = said.when
    free = None if timestamp is None else _BYTES_WITH_TIMESTAMP
    output = BytesIO()
    made.sign_pdf(Update(pdf), existing_fields_only=True, bytes_reserved=free, output=output)
    return output.getvalue()


def _remark(signer: Identity) -> str:
    """Who vouches for the signer."""
    certificate = signer.certificate
    own = f"certificat délivré par{NARROW}: {named(certificate.issuer)}"
    return INTERNAL if is_internal(certificate) else own


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


def seal(pdf: bytes, centre: Identity, said: Said, timestamp: TimeStamper | None = None) -> bytes:
    """``pdf`` with the centre's seal, which gives its own reason; errors as for ``sign``. To be put on last:
    jurors don't sign a seal.
    """
    words = Words(centre.name, (f"scellé le {short_moment(said.when)} · {_remark(centre)}",), beside=False)
    sealing = replace(said, reason="Sceau du centre")
    return _add_signature(pdf, SEAL_FIELD, centre, sealing, Look(words=words), timestamp)
