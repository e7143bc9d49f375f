"""« Note et appréciations », read back from the PDF."""

from __future__ import annotations

from dataclasses import replace

import pytest

from btstc_jury.application.views.paper import Labelled
from btstc_jury.application.views.reports import MarkStatementView
from btstc_jury.documents.reports import mark_statement_pdf
from tests.documents.reading import fonts, page_texts, squeezed, whole_text
from tests.documents.views import SENTENCE, TRAINING


def sample(**overrides: object) -> MarkStatementView:
    view = MarkStatementView(
        watermark="",
        diploma="Brevet de technicien supérieur technico-commercial",
        session="Session 2027",
        exam="E4 Négociation technico-commerciale",
        details="E4 Négociation technico-commerciale · unité U4 · E4 · ponctuel",
        centre="Lycée fictif",
        place="Commission 3 · salle B12",
        candidate="MOREAU-LEFEBVRE Anaïs",
        candidate_lines=("N° 0213456789 · né(e) le 04/02/2006",),
        sitting_lines=("Interrogation du mardi 18 mai 2027",),
        mark="13,25",
        out_of="20",
        decided="Note arrêtée par le jury le lundi 12 juillet 2027",
        parts=(Labelled("Appréciation", SENTENCE), Labelled("Points forts", "Écoute réelle.")),
        state="version 1",
        form="e4-ponctuel 2006.1 · 5c0d91ab",
        journal="7f3a91c204bd55e1" + "00" * 24,
    )
    return replace(view, **overrides)  # type: ignore[arg-type]


def test_it_says_the_mark_its_date_and_for_whom_it_is() -> None:
    pdf = mark_statement_pdf(sample())
    text = whole_text(pdf)
    for words in (
        "Note et appréciations",
        "MOREAU-LEFEBVRE Anaïs",
        "13,25",
        "/20",
        "Note arrêtée par le jury le lundi 12 juillet 2027",
        "Écoute réelle.",
        "remis au candidat qui en fait la demande, après la décision du jury",
        "7F3A 91C2",
    ):
        assert squeezed(words) in text, words
    assert len(page_texts(pdf)) == 1
    assert all(fonts(pdf).values())
    assert pdf == mark_statement_pdf(sample())


def test_long_texts_go_on_to_another_page_with_the_candidate() -> None:
    parts = (Labelled("Appréciation", (SENTENCE + " ") * 30),)
    name = "MOREAU-LEFEBVRE DE SAINT-EXUPÉRY DE LA ROCHEFOUCAULD Anaïs Marie-Charlotte Emmanuelle"
    pages = page_texts(mark_statement_pdf(sample(parts=parts, candidate=name)))
    assert len(pages) == 2
    assert all("EXUPÉRY" in squeezed(page) for page in pages)
    assert "POUR LE CENTRE" in pages[-1]


@pytest.mark.parametrize("mark", ["0", "20", "12,25"])
def test_of_a_training_file_it_says_so_on_each_page(mark: str) -> None:
    text = whole_text(mark_statement_pdf(sample(watermark=TRAINING, mark=mark)))
    assert squeezed(TRAINING) in text
    assert mark in text
