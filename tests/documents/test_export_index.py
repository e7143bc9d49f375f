"""The index read back from its PDF: every oral, its head on each page, nothing cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from btstc_jury.application.views.export import IndexView, Standing, index_view
from btstc_jury.documents.export_index import index_pdf
from btstc_jury.domain.session import FileKind
from tests.documents.layout_checks import MARGIN
from tests.documents.reading import PAGE_WIDTH, page_texts, squeezed, upright, whole_text
from tests.exchange.test_spreadsheets import ROW
from tests.fakes import START
from tests.forms_for_tests import make_session

LACK = "signature de Claude Fictif"


def of(count: int, kind: FileKind = FileKind.EXAM) -> IndexView:
    """Forty orals a day; every third one lacks a signature."""
    rows = []
    for place in range(count):
        row = replace(
            ROW,
            day=ROW.day + timedelta(days=place // 40),
            number=f"N{place:05}",
            last_name=("BA", "MOREAU-LEFEBVRE DE SAINT-EXUPÉRY D’AUBIGNY-SUR-NÈRE")[place % 2],
            file=f"N{place:05} E4 v1.pdf",
        )
        if place % 3 == 0:
            row = replace(row, missing=LACK, complete=False, standing=Standing.PARTIAL, signatures="2/3")
        rows.append(row)
    return index_view(make_session(kind), rows, START)


def test_every_oral_is_listed_with_what_it_lacks() -> None:
    pdf = index_pdf(of(12))
    text = whole_text(pdf)
    for place in range(12):
        assert f"N{place:05}" in text
    assert text.count(squeezed(f"Manque : {LACK}")) == 4
    for words in (
        "12 interrogations : 8 grilles signées, 4 signées en partie",
        "Lundi 1er juin 2026",
        "12,5",
        "2/3",
    ):
        assert squeezed(words) in text
    assert squeezed("Dernier acte consigné le 01/06/2026") in text


def test_hundreds_of_orals_repeat_the_head_and_number_the_pages() -> None:
    view = of(400)
    pages = page_texts(index_pdf(view))
    assert len(pages) > 10
    numbers = [row.number for row in view.rows]
    found = "".join(map(squeezed, pages))
    assert sorted(numbers, key=found.index) == numbers
    for number, page in enumerate(pages, start=1):
        assert f"page {number}/{len(pages)}" in page
        assert squeezed("HEURE NUMÉRO CANDIDAT FORME STATUT") in squeezed(page)
        assert "juin 2026" in page or "juillet 2026" in page
        assert squeezed("Index des grilles exportées") in squeezed(page)
    assert any("(suite)" in page for page in pages)


@pytest.mark.parametrize("kind", [FileKind.TRAINING, FileKind.DEMONSTRATION])
def test_a_file_that_is_no_exam_says_so_on_each_page(kind: FileKind) -> None:
    for page in page_texts(index_pdf(of(60, kind))):
        assert "sans valeur d’examen" in page


def test_nothing_goes_beyond_the_margins_and_no_cell_into_the_next() -> None:
    long = replace(
        ROW,
        number="0" * 40,
        last_name="W" * 90,
        first_names="M" * 60,
        form="Forme d’épreuve au nom interminable" * 2,
        status="Résultat retenu, suspicion de fraude",
        signatures="3/3 dont 1 papier",
        file="W" * 170 + ".pdf",
        missing="signatures de " + ", ".join(["Claude-Emmanuelle Vraisemblablement-Fictive"] * 6),
    )
    letters = upright(index_pdf(index_view(make_session(), (long, ROW), None)))
    assert min(each.left for each in letters) >= MARGIN
    assert max(each.right for each in letters) <= PAGE_WIDTH - MARGIN
    for one in letters:
        for other in letters:
            if one is not other and one.page == other.page and abs(one.bottom - other.bottom) < 0.1:
                assert one.right <= other.left + 0.6 or other.right <= one.left + 0.6


def test_equal_views_give_equal_bytes_and_an_empty_file_prints() -> None:
    assert index_pdf(of(5)) == index_pdf(of(5))
    assert "Aucune interrogation" in page_texts(index_pdf(of(0)))[0]
