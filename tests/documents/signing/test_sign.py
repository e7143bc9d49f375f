"""Signed grids, read back by pyHanko, poppler and qpdf."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from btstc_jury.application.signing import Said, SignatureView
from btstc_jury.application.views.grid import GridView
from btstc_jury.documents.grid import grid_document, grid_pdf
from btstc_jury.documents.grid_body import SEAL_FIELD
from btstc_jury.documents.preview import render_pages
from btstc_jury.documents.signing.sign import ATTACHMENT, seal, sign
from tests.documents.layout_checks import overlapping
from tests.documents.reading import PAGE_HEIGHT, PAGE_WIDTH, flattened, fonts, glyphs, squeezed, whole_text
from tests.documents.signing.signers import (
    DRAWING,
    EVALUATION,
    NOW,
    authority,
    own_identity,
    prepared,
    root_certificate,
    signed_revisions,
    usual,
)
from tests.documents.test_grid import LONG_NAME, extreme_grid
from tests.documents.views import sample_e6, sample_grid


def statuses(pdf: bytes, roots: Sequence[x509.Certificate]) -> list[PdfSignatureStatus]:
    trusted = [asn1_x509.Certificate.load(each.public_bytes(serialization.Encoding.DER)) for each in roots]
    reader = PdfFileReader(BytesIO(pdf))
    return [
        validate_pdf_signature(each, ValidationContext(trust_roots=trusted, allow_fetching=False, moment=NOW))
        for each in reader.embedded_signatures
    ]


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("view", [sample_grid(), sample_e6(), extreme_grid()], ids=["E4", "E6", "extreme"])
def test_every_signature_is_valid_and_the_last_covers_all(view: GridView) -> None:
    found = statuses(signed_revisions(view)[-1], [authority().certificate])
    assert len(found) == len(view.members)
    assert all(each.bottom_line and each.intact and each.trusted for each in found)
    covering = [each.coverage for each in found]
    assert covering[-1] is SignatureCoverageLevel.ENTIRE_FILE
    assert set(covering[:-1]) == {SignatureCoverageLevel.ENTIRE_REVISION}


def test_a_signature_holds_what_pades_asks_for_and_no_more() -> None:
    signature = PdfFileReader(BytesIO(usual()[-1])).embedded_signatures[0]
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    info = signature.signer_info
    kinds = {each["type"].native for each in info["signed_attrs"]}
    assert kinds == {"content_type", "message_digest", "signing_certificate_v2"}
    assert info["digest_algorithm"]["algorithm"].native == "sha256"
    assert info["signature_algorithm"]["algorithm"].native == "sha256_ecdsa"
    assert info["unsigned_attrs"].native is None
    assert len(signature.signed_data["certificates"]) == 1
    assert signature.self_reported_timestamp == NOW
    assert signature.sig_object["/Name"] == "M. Lanvin"
    assert signature.sig_object["/Reason"] == "Grille d’évaluation, version 1"
    assert signature.sig_object["/Location"] == "Lycée Jean-Monnet"


def test_every_revision_begins_with_the_one_before() -> None:
    revisions = [grid_pdf(sample_grid()), *usual()]
    for before, after in pairwise(revisions):
        assert after.startswith(before)
        assert len(after) > len(before)


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig is not on this machine")
def test_another_program_finds_them_valid(tmp_path: Path) -> None:
    path = tmp_path / "grille.pdf"
    path.write_bytes(usual()[-1])
    said = run("pdfsig", "-nocert", str(path))
    assert said.count("Signature is Valid") == 3
    assert said.count("Not total document signed") == 2
    assert "- Total document signed" in said.split("Signature #3")[1]


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig is not on this machine")
def test_another_program_finds_a_change(tmp_path: Path) -> None:
    path = tmp_path / "grille.pdf"
    changed = bytearray(usual()[-1])
    changed[1000] ^= 1
    path.write_bytes(changed)
    said = subprocess.run(
        ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False
    ).stdout
    assert (said.count("Digest Mismatch"), said.count("Signature is Valid")) == (3, 0)


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not on this machine")
@pytest.mark.parametrize("view", [sample_grid(), sample_e6(), extreme_grid()], ids=["E4", "E6", "extreme"])
def test_another_reader_finds_no_fault(view: GridView, tmp_path: Path) -> None:
    path = tmp_path / "grille.pdf"
    for revision in signed_revisions(view, seal=True):
        path.write_bytes(revision)
        run("qpdf", "--check", str(path))


@pytest.mark.skipif(shutil.which("pdfdetach") is None, reason="pdfdetach is not on this machine")
def test_the_data_come_back_byte_for_byte(tmp_path: Path) -> None:
    path, out = tmp_path / "grille.pdf", tmp_path / "out"
    path.write_bytes(usual()[-1])
    run("pdfdetach", "-savefile", ATTACHMENT, "-o", str(out), str(path))
    assert out.read_bytes() == EVALUATION


def test_the_data_are_an_associated_file() -> None:
    root = PdfFileReader(BytesIO(usual()[-1])).root
    associated = root["/AF"][0]
    assert associated["/AFRelationship"] == "/Data"
    assert associated["/UF"] == ATTACHMENT
    stream = associated["/EF"]["/F"]
    assert stream["/Subtype"] == "/application/json"
    assert stream.data == EVALUATION
    name, named = root["/Names"]["/EmbeddedFiles"]["/Names"][0], root["/Names"]["/EmbeddedFiles"]["/Names"][1]
    assert name == ATTACHMENT
    assert named == associated


@pytest.mark.parametrize("view", [sample_grid(), sample_e6(), extreme_grid()], ids=["E4", "E6", "extreme"])
def test_signing_changes_nothing_outside_the_places(view: GridView) -> None:
    width = 1190
    before, after = render_pages(grid_pdf(view), width), render_pages(signed_revisions(view)[-1], width)
    assert len(before) == len(after)
    scale = width / PAGE_WIDTH
    places = grid_document(view).places
    for number, (one, other) in enumerate(zip(before, after, strict=True)):
        areas = [place.area for place in places if place.page == number]
        changed = changed_points(one.data, other.data, one.stride, scale)
        assert bool(changed) == bool(areas)
        assert [point for point in changed if not any(inside(point, area) for area in areas)] == []


def changed_points(one: bytes, other: bytes, stride: int, scale: float) -> list[tuple[float, float]]:
    """In points from the bottom left."""
    rows = [row for row in range(0, len(one), stride) if one[row : row + stride] != other[row : row + stride]]
    pixels = {
        place // 4
        for row in rows
        for place in range(row, row + stride, 4)
        if one[place : place + 3] != other[place : place + 3]
    }
    width = stride // 4
    return [((pixel % width) / scale, PAGE_HEIGHT - (pixel // width) / scale) for pixel in pixels]


def inside(point: tuple[float, float], area: tuple[float, float, float, float]) -> bool:
    x, y = point
    left, bottom, right, top = area
    return left - 1 <= x <= right + 1 and bottom - 1 <= y <= top + 1


def test_the_document_says_the_same_of_itself() -> None:
    before, after = (PdfFileReader(BytesIO(pdf)).trailer["/Info"] for pdf in (usual()[0], usual()[-1]))
    assert after["/Producer"] == before["/Producer"]
    assert "/ModDate" not in after
    assert after["/Title"] == sample_grid().title


def test_fields_that_wait_leave_no_trace_on_the_page() -> None:
    view = sample_grid()
    assert render_pages(prepared(view), 900) == render_pages(grid_pdf(view), 900)


@pytest.mark.parametrize("view", [sample_grid(), sample_e6(), extreme_grid()], ids=["E4", "E6", "extreme"])
def test_there_is_a_place_for_each_member_inside_the_page_and_apart(view: GridView) -> None:
    places = grid_document(view, seal=True).places
    assert [place.field for place in places] == [
        *(f"signature-{number}" for number in range(1, len(view.members) + 1)),
        SEAL_FIELD,
    ]
    for place in places:
        left, bottom, right, top = place.area
        assert 36 < left < right - 100 < PAGE_WIDTH - 136
        assert 40 < bottom < top - 20
    for one in places:
        others = [each for each in places if each is not one and each.page == one.page]
        assert not any(overlap(one.area, other.area) for other in others)


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.mark.parametrize("strokes", [DRAWING, (), ((),)], ids=["drawn", "not drawn", "touched"])
@pytest.mark.parametrize("name", ["M. Lanvin", LONG_NAME, "M" * 150])
def test_the_words_of_a_signature_are_whole_and_in_their_place(
    name: str, strokes: tuple[tuple[int, ...], ...]
) -> None:
    quality = "Professeur d’économie et gestion, remplaçant le professionnel"
    view = sample_grid()
    signer = authority().issue(name, quality, now=NOW)
    words = SignatureView(name, quality, strokes)
    signed = sign(prepared(view), "signature-2", signer, words, said=Said(NOW, "", ""))
    flat = flattened(signed)
    left, bottom, right, top = grid_document(view).places[1].area
    added = [each for each in glyphs(flat) if left <= each.left and each.right <= right + 0.1]
    there = "".join(each.character for each in added if bottom - 0.1 <= each.bottom and each.top <= top + 0.1)
    assert "".join(quality.split()) not in there, "the frame says it already"
    for expected in (name, "le 18/05/2027 à 15\u202fh\u202f12", "signature interne, non qualifiée"):
        assert "".join(expected.split()).replace("-", "") in there.replace("-", "")
    assert overlapping(flat) == []
    assert all(fonts(flat).values())


def test_the_role_of_each_signer_is_told_once() -> None:
    whole = whole_text(flattened(usual()[-1])).casefold()
    for member in sample_grid().members:
        assert whole.count(squeezed(member.role).casefold()) == 1


def test_no_picture_and_no_transparency_is_used() -> None:
    for forbidden in ("/Subtype /Image", "/SMask", "/ExtGState"):
        assert forbidden.encode() not in usual()[-1]


def test_a_field_is_signed_once() -> None:
    signer = authority().issue("M. Lanvin", "", now=NOW)
    with pytest.raises(SigningError):
        sign(
            usual()[-1],
            "signature-1",
            signer,
            SignatureView("M. Lanvin", ""),
            said=Said(NOW, "", ""),
        )


def test_ones_own_certificate_signs_with_those_above_it_bound() -> None:
    signed = sign(
        prepared(sample_grid()),
        "signature-1",
        own_identity(),
        SignatureView("M. Lanvin", "Professeur d’économie et gestion", DRAWING),
        said=Said(NOW, "", ""),
    )
    (status,) = statuses(signed, [root_certificate()])
    assert status.bottom_line
    (signature,) = PdfFileReader(BytesIO(signed)).embedded_signatures
    assert len(signature.signed_data["certificates"]) == 2
    named = next(
        each["values"][0]["certs"]
        for each in signature.signer_info["signed_attrs"]
        if each["type"].native == "signing_certificate_v2"
    )
    hashes = {each["cert_hash"].native for each in named}
    assert hashes == {each.chosen.sha256 for each in signature.signed_data["certificates"]}
    assert "certificatdélivrépar:Autoritépublique" in "".join(
        each.character for each in glyphs(flattened(signed))
    )


def test_the_seal_covers_the_signatures() -> None:
    centre = authority().issue("Lycée Jean-Monnet", "Centre d’examen", now=NOW)
    sealed = seal(
        signed_revisions(sample_grid(), seal=True)[-1], centre, said=Said(NOW, "", "Lycée Jean-Monnet")
    )
    found = statuses(sealed, [authority().certificate])
    assert len(found) == 4
    assert all(each.bottom_line for each in found)
    assert found[-1].coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert PdfFileReader(BytesIO(sealed)).embedded_signatures[-1].field_name == SEAL_FIELD
    assert "scelléle18/05/2027à15h12" in "".join(each.character for each in glyphs(flattened(sealed)))
