"""The annex of the grid, read back."""

from __future__ import annotations

import pypdfium2
import pytest
from pypdfium2 import raw

from btstc_jury.application.views.annex import AnnexOpinions, AnnexRemark, AnnexRow, AnnexSignature, AnnexView
from btstc_jury.documents.grid import grid_pdf
from tests.documents.layout_checks import assert_laid_out
from tests.documents.reading import page_texts, squeezed
from tests.documents.views import SENTENCE, sample_e6, sample_grid

SIGNED = AnnexSignature(
    "Émargement du candidat\u202f: signé à l’écran le lundi 1er juin 2026 à 09:02",
    ((40, 200, 300, 20, 500, 230, 700, 60), (720, 100)),
)
TEXT = "Un traitement efficace des objections, chiffré et argumenté, qui tient compte du client"


def annex(jurors: int = 3, criteria: int = 17, remarks: int = 2, length: int = 1) -> AnnexView:
    return AnnexView(
        title="Annexe — avis des membres de la commission",
        signature=SIGNED,
        opinions=opinions(jurors, criteria, remarks, length),
    )


def opinions(jurors: int, criteria: int, remarks: int, length: int) -> AnnexOpinions:
    letters = ("TI", "S", "TS", "NE", "I")
    return AnnexOpinions(
        revealed="Avis révélés à 15:12.",
        columns=("ÉG 1", "ÉG 2", "STI", "Pro.", "Rempl.")[:jurors],
        members=tuple(f"Membre {number} — Professeur" for number in range(jurors)),
        rows=tuple(
            AnnexRow(number, TEXT, letters[:jurors], "3 NE" if number % 2 else "", "EXC", bool(number % 2))
            for number in range(1, criteria + 1)
        ),
        marks=("11,5", "14", "13,5", "—", "9")[:jurors],
        mark_spread="2,5",
        mark="13",
        remarks=tuple(
            AnnexRemark(f"Critère {number}", f"Motif de la décision\u202f: {SENTENCE * length} fin {number}.")
            for number in range(1, remarks + 1)
        ),
    )


def test_the_grid_is_the_same_with_its_annex_behind() -> None:
    alone, joined = page_texts(grid_pdf(sample_grid())), page_texts(grid_pdf(sample_grid(annex=annex())))
    assert len(joined) == len(alone) + 1
    assert joined[0].replace("page 1/2", "page 1/1") == alone[0]
    last = squeezed(joined[-1])
    assert last.startswith(squeezed("MOREAU-LEFEBVRE Anaïs"))
    for words in (TEXT, "Avis révélés à 15:12.", "fin 2.", "Note proposée", "version1·page2/2"):
        assert squeezed(words) in last


def drawings(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height, in points, of each shape of the last page but the straight ones."""
    with pypdfium2.PdfDocument(pdf) as document:
        shapes = document[len(document) - 1].get_objects([raw.FPDF_PAGEOBJ_PATH])
        boxes = [shape.get_bounds() for shape in shapes]
    return [(round(right - left), round(top - bottom)) for left, bottom, right, top in boxes]


def test_the_drawn_signature_is_printed_as_it_was_drawn() -> None:
    pdf = grid_pdf(sample_grid(annex=AnnexView("Annexe", signature=SIGNED)))
    assert_laid_out(pdf)
    last = squeezed(page_texts(pdf)[-1])
    assert squeezed(SIGNED.text) in last
    assert "Critère" not in last
    # From 40 to 720, and from 20 to 230, of a field 200 points wide; with the thickness of the pen.
    assert (139, 45) in drawings(pdf)


def test_what_was_withdrawn_is_printed() -> None:
    gone = AnnexRemark(
        "Suspicion de fraude retirée", "Retirée le lundi 1er juin 2026\u202f: une calculatrice"
    )
    pdf = grid_pdf(sample_grid(annex=AnnexView("Annexe", withdrawn=(gone,))))
    assert_laid_out(pdf)
    assert squeezed(gone.text) in squeezed(page_texts(pdf)[-1])


def test_a_signature_on_paper_is_said_and_draws_nothing() -> None:
    text = "Émargement du candidat\u202f: signé sur papier le lundi 1er juin 2026 à 09:02"
    pdf = grid_pdf(sample_grid(annex=AnnexView("Annexe", signature=AnnexSignature(text))))
    assert squeezed(text) in squeezed(page_texts(pdf)[-1])
    assert (139, 45) not in drawings(pdf)


@pytest.mark.parametrize("jurors", [2, 3, 5])
def test_any_commission_fits(jurors: int) -> None:
    pdf = grid_pdf(sample_e6(annex=annex(jurors, criteria=28)))
    assert_laid_out(pdf)


def test_long_reasons_go_on_over_as_many_pages_as_they_need() -> None:
    pdf = grid_pdf(sample_grid(annex=annex(remarks=12, length=12)))
    assert_laid_out(pdf)
    text = squeezed("".join(page_texts(pdf)))
    assert all(f"fin{number}." in text for number in range(1, 13))


def test_the_last_of_an_annex_is_not_alone_on_a_page_for_want_of_a_few_lines() -> None:
    alone, joined = (
        page_texts(grid_pdf(sample_e6(annex=given))) for given in (None, annex(jurors=2, criteria=28))
    )
    assert len(joined) == len(alone) + 1
    assert_laid_out(grid_pdf(sample_e6(annex=annex(jurors=2, criteria=28))))
