"""PDFs made to harm: each is refused in words, at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from btstc_jury.application.verification import Verdict
from btstc_jury.documents.preview import foreign_pages
from btstc_jury.documents.signing.verification.envelope import LARGEST, MOST_SIGNATURES
from tests.documents.signing.verification.grids import evaluation, ready, signed, usual
from tests.documents.signing.verification.grids import vouched as checked
from tests.documents.signing.verification.hostile import (
    bomb,
    changed,
    deep,
    fields_in_a_circle,
    huge_page,
    link,
    many_pages,
    optional_content,
    pages_in_a_circle,
    script,
    two_faces,
)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "n’est pas un PDF"),
        (b"GIF89a", "n’est pas un PDF"),
        (b"%PDF-1.7\n" + b"0" * LARGEST, "dépasse"),
        (b"%PDF-1.7\ntrailer\n<< /Encrypt 5 0 R >>\n", "mot de passe"),
    ],
    ids=["empty", "picture", "huge", "encrypted"],
)
def test_what_cant_be_examined_is_unreadable(content: bytes, words: str) -> None:
    report = checked(content)
    assert report.verdict is Verdict.UNREADABLE
    assert words in report.problems[0]


def test_a_grid_that_nobody_signed_has_no_signature() -> None:
    report = checked(ready(evaluation()))
    assert report.verdict is Verdict.INVALID
    (said,) = report.problems
    assert said.startswith("Aucune signature. ")


def test_too_many_signatures_are_refused_before_they_are_looked_at() -> None:
    report = checked(b"%PDF-1.7\n" + b"/ByteRange [0 1 2 3]\n" * (MOST_SIGNATURES + 1))
    assert f"Plus de {MOST_SIGNATURES} signatures" in report.problems[0]


def test_ranges_that_lie_are_refused() -> None:
    for numbers in (b"0 0 0", b"999999999 999999999 999999999", b"30 20 5", b"5 9 1"):
        report = checked(b"%PDF-1.7\n/Contents <00>\n/ByteRange [0 " + numbers + b"]\n%%EOF\n")
        assert report.verdict is Verdict.INVALID


def test_pages_with_another_face_in_print_are_refused_whatever_the_version() -> None:
    report = checked(signed(two_faces(replace(evaluation(), program="0.0.9"))))
    assert report.verdict is Verdict.INVALID
    told = (*report.problems, *(() if report.accord is None else report.accord.details))
    assert told == ("Le document a des parties qui ne se montrent pas partout\u202f: une grille n’en a pas.",)


@pytest.mark.parametrize(
    "change",
    [
        many_pages,
        pages_in_a_circle,
        fields_in_a_circle,
        deep,
        script,
        link,
        bomb,
        huge_page,
        optional_content,
    ],
)
def test_a_signed_document_made_to_harm_is_refused(
    change: Callable[[IncrementalPdfFileWriter], None],
) -> None:
    report = checked(changed(change))
    assert report.verdict is Verdict.INVALID


def test_deep_nesting_is_refused() -> None:
    depth = 200_000
    nested = b"%PDF-1.7\n1 0 obj\n" + b"[" * depth + b"]" * depth + b"\nendobj\n/ByteRange [0 1 2 3]\n"
    assert checked(nested).verdict is Verdict.INVALID
    deeply = b'{"a":' * 100_000 + b"0" + b"}" * 100_000
    report = checked(signed(ready(deeply)))
    assert report.accord is not None
    assert report.accord.details == ("Les données jointes sont imbriquées trop profondément.",)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"rien"])
def test_what_pdfium_cant_read_has_no_pages(content: bytes) -> None:
    assert foreign_pages(content, 300) == ()


@pytest.mark.parametrize("size", [(1, 14_000), (20_000, 20_000), (10, 90)])
def test_pages_of_no_sheet_are_not_drawn(size: tuple[int, int]) -> None:
    made = BytesIO()
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(*size)
        document.save(made)
    assert foreign_pages(made.getvalue(), 1000) == ()


def test_pages_of_a_grid_are_drawn() -> None:
    (page,) = foreign_pages(usual(), 300)
    assert page.width == 300
