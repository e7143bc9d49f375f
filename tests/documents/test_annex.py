"""The annex of the grid, read back."""

from __future__ import annotations

import pytest

from btstc_jury.application.views.annex import AnnexRemark, AnnexRow, AnnexView
from btstc_jury.documents.grid import grid_pdf
from tests.documents.layout_checks import assert_laid_out
from tests.documents.reading import page_texts, squeezed
from tests.documents.views import SENTENCE, sample_e6, sample_grid

TEXT = "Un traitement efficace des objections, chiffré et argumenté, qui tient compte du client"


def annex(jurors: int = 3, criteria: int = 17, remarks: int = 2, length: int = 1) -> AnnexView:
    letters = ("TI", "S", "TS", "NE", "I")
    return AnnexView(
        title="Annexe — avis des membres de la commission",
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


@pytest.mark.parametrize("jurors", [2, 3, 5])
def test_any_commission_fits(jurors: int) -> None:
    pdf = grid_pdf(sample_e6(annex=annex(jurors, criteria=28)))
    assert_laid_out(pdf)


def test_long_reasons_go_on_over_as_many_pages_as_they_need() -> None:
    pdf = grid_pdf(sample_grid(annex=annex(remarks=12, length=12)))
    assert_laid_out(pdf)
    text = squeezed("".join(page_texts(pdf)))
    assert all(f"fin{number}." in text for number in range(1, 13))
