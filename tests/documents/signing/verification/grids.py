"""Grids with their data, signed by three; every name is invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from btstc_jury.application.evaluation import EvaluationData, evaluation_of
from btstc_jury.application.signing import Said, SignatureView
from btstc_jury.application.verification import VerificationReport
from btstc_jury.application.views.grid import GridView, grid_view
from btstc_jury.documents.grid import grid_document
from btstc_jury.documents.grid_body import signature_field
from btstc_jury.documents.signing.sign import prepare, sign
from btstc_jury.documents.signing.verification.verify import verify_pdf
from btstc_jury.domain import events as ev
from btstc_jury.exchange.evaluation_json import decode_evaluation, encode_evaluation
from tests.application.offices import act, complete, office_with, wait
from tests.documents.signing.signers import DRAWING, NOW, authority
from tests.forms_for_tests import make_form


@cache
def evaluation() -> EvaluationData:
    """Of a small settled oral."""
    office = office_with(make_form())
    wait(office, 700)
    act(office, 1, ev.Ended())
    complete(office, 1)
    act(office, 1, ev.Finalised())
    return evaluation_of(office, 1, grid_view(office, 1, annex=True))


def ready(data: EvaluationData | bytes, view: GridView | None = None, *, seal: bool = False) -> bytes:
    """To be signed; ``view``: other pages than the data's own."""
    grid = view if view is not None else evaluation().grid if isinstance(data, bytes) else data.grid
    content = data if isinstance(data, bytes) else encode_evaluation(data)
    return prepare(grid_document(grid, seal=seal), content)


def signed(pdf: bytes, places: Sequence[int] = (1, 2, 3)) -> bytes:
    """By the members at these places, in turn."""
    for number in places:
        member = evaluation().grid.members[number - 1]
        pdf = sign(
            pdf,
            signature_field(number),
            authority().issue(member.name, member.role, now=NOW),
            SignatureView(member.name, member.role, DRAWING),
            said=Said(NOW, "Grille d’évaluation", "Lycée fictif"),
        )
    return pdf


@cache
def usual() -> bytes:
    """As the program makes it."""
    return signed(ready(evaluation()))


def checked(pdf: bytes, *trust: x509.Certificate) -> VerificationReport:
    return verify_pdf(pdf, [der(each) for each in trust], read_data=decode_evaluation)


def vouched(pdf: bytes) -> VerificationReport:
    """With the authority of the file, so that what is right is ``VALID``."""
    return checked(pdf, authority().certificate)


def der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


def other_mark(view: GridView) -> GridView:
    return replace(view, mark="19,5")
