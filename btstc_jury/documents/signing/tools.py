"""Keys and pages for the use case of signing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO

from cryptography.x509 import load_der_x509_certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

from btstc_jury.application.binding import Carried, Read
from btstc_jury.application.ports import KeptAuthority, KeptIdentity
from btstc_jury.application.signing import Said, SignatureView, SignedPdf, UnusableIdentity, WrongPin
from btstc_jury.application.views.authority_page import authority_page
from btstc_jury.application.views.grid import GridView
from btstc_jury.documents.grid import grid_document
from btstc_jury.documents.grid_body import SEAL_FIELD, signature_field
from btstc_jury.documents.recovery_sheet import recovery_pdf
from btstc_jury.documents.signing.authority import (
    authority_told,
    certificate_pem,
    load_authority,
    new_authority,
)
from btstc_jury.documents.signing.identity import open_identity
from btstc_jury.documents.signing.sign import prepare, seal, sign
from btstc_jury.documents.signing.timestamp import TimestampAuthority
from btstc_jury.domain.session import ExamSession


class PdfSigningTools:
    """See ``application.signing.SigningTools``. ``read``: reads kept documents;
    ``timestamp_url``: of a timestamp authority, "" for none; ``seal_file``: reads the centre's PKCS#12 file,
    ``None`` where there is none.
    """

    def __init__(
        self, read: Read, timestamp_url: str = "", seal_file: Callable[[], bytes] | None = None
    ) -> None:
        self._read = read
        self._timestamp_url = timestamp_url
        self._seal_file = seal_file

    def prepare(self, view: GridView, evaluation: bytes) -> bytes:
        return prepare(grid_document(view, seal=self._seal_file is not None), evaluation)

    def read(self, pdf: bytes) -> Carried:
        return self._read(pdf)

    def new_authority(self, session: ExamSession, now: datetime) -> KeptAuthority:
        made = new_authority(session.centre, session.year, session.commission, now=now)
        return KeptAuthority(*made.der)

    def issue(
        self, authority: KeptAuthority, juror: str, shown: SignatureView, secret: str, now: datetime
    ) -> KeptIdentity:
        issuer = load_authority(authority.certificate, authority.key)
        identity = issuer.issue(shown.name, shown.quality, now=now)
        return KeptIdentity(juror, identity.der, identity.pkcs12(secret))

    def name(self, pkcs12: bytes, secret: str, now: datetime) -> str:
        return open_identity(pkcs12, secret, now=now).name

    def sign(
        self, pdf: bytes, place: int, pkcs12: bytes, secret: str, shown: SignatureView, said: Said
    ) -> SignedPdf:
        signer = open_identity(pkcs12, secret, now=said.when)
        signed = sign(pdf, signature_field(place), signer, shown, said, self._timestamp())
        return SignedPdf(signed, signer.der)

    def seal(self, pdf: bytes, secret: str, said: Said) -> bytes:
        fields = enumerate_sig_fields(PdfFileReader(BytesIO(pdf)), with_name=SEAL_FIELD)
        if self._seal_file is None or next(fields, None) is None:
            raise UnusableIdentity(
                "Cette grille n’a pas de place pour le sceau du centre, qui n’était pas encore dans les "
                "réglages à la première signature. Signez sans lui\u202f: laissez son mot de passe vide."
            )
        try:
            centre = open_identity(self._seal_file(), secret, now=said.when)
        except WrongPin as problem:
            raise WrongPin(
                "Le mot de passe du sceau du centre ne convient pas. Rien n’a été signé\u202f: saisissez-le "
                "de nouveau, ou laissez-le vide pour signer sans sceau."
            ) from problem
        return seal(pdf, centre, said, self._timestamp())

    def certificate_text(self, certificate: bytes) -> bytes:
        return certificate_pem(certificate)

    def certificate_page(self, certificate: bytes) -> bytes:
        return recovery_pdf(authority_page(authority_told(load_der_x509_certificate(certificate))))

    def _timestamp(self) -> TimestampAuthority | None:
        return TimestampAuthority(self._timestamp_url) if self._timestamp_url else None
