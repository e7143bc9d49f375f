"""What students get on paper before an attempt, read back from the PDF; never what is the buyer's."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pypdfium2
import pytest

from btstc_jury.application.views.rehearsal.paper import (
    BLANK,
    changes_in_sentences,
    observer_sheets,
    preparation_sheet,
)
from btstc_jury.bootstrap import form_folders
from btstc_jury.documents.rehearsal_sheets import observer_sheets_pdf, preparation_pdf
from btstc_jury.domain.candidate import Accommodation, Candidate
from btstc_jury.domain.commission import Juror, Role
from btstc_jury.domain.form import Form
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.exchange.form_library import FormLibrary
from tests.documents.layout_checks import assert_laid_out
from tests.documents.reading import page_texts, squeezed, whole_text
from tests.documents.rehearsal_case import SECRETS, TOLD, whole_case

SESSION = ExamSession(
    FileKind.TRAINING, 2027, "BTS TC 2e année", "", jurors=(Juror("a", "Mme Fictive", Role("Professeur")),)
)
STUDENT = Candidate("1", "Benali", "Karim", class_name="TC2", group="A")
FORMS = ("e4-ponctuel", "e4-ccf-1", "e6-ponctuel")


def form(key: str = "e4-ponctuel") -> Form:
    return FormLibrary(form_folders()).get(key)


@pytest.mark.parametrize("key", FORMS)
def test_nothing_of_the_buyers_is_in_the_sheet_nor_attached_to_it(key: str) -> None:
    case = whole_case(form(key))
    pdf = preparation_pdf(preparation_sheet(case, form(key), SESSION, STUDENT))
    text = whole_text(pdf)
    for secret in SECRETS:
        assert secret in repr(case), secret
        assert squeezed(secret) not in text, secret
    with pypdfium2.PdfDocument(pdf) as document:
        assert document.count_attachments() == 0
        told = " ".join(document.get_metadata_dict().values())
    assert not [secret for secret in SECRETS if secret in told]


def test_the_sheet_tells_the_fiche_the_changes_and_the_annexes_handed_over() -> None:
    pdf = preparation_pdf(preparation_sheet(whole_case(form()), form(), SESSION, STUDENT))
    text = whole_text(pdf)
    for told in (
        *("ENTRAÎNEMENT – sans valeur d’examen", "BENALI Karim", "TC2", "Groupe A", "Chariots Valdor"),
        *("Mme Roux, directrice logistique", "dix semaines", "six semaines", "tarif.pdf, 2 pages", TOLD),
        *("plan-du-site.png", "Temps de préparation : 50 min"),
    ):
        assert squeezed(told) in text, told
    assert squeezed("N° 1") not in text
    assert "CANDIDAT" not in page_texts(pdf)[0]


def test_extra_time_is_in_the_time_to_prepare_and_a_sheet_for_several_has_no_name() -> None:
    third = Accommodation(preparation=Fraction(1, 3))
    pdf = preparation_pdf(preparation_sheet(whole_case(form()), form(), SESSION, BLANK, third))
    assert squeezed("Temps de préparation : 66:40") in whole_text(pdf)
    assert squeezed("BENALI") not in whole_text(pdf)


def test_what_the_teacher_wrote_stands_beside_the_changes() -> None:
    case = replace(whole_case(form()), sentences="Le client a changé d’avis hier.")
    text = whole_text(preparation_pdf(preparation_sheet(case, form(), SESSION)))
    assert squeezed("Le client a changé d’avis hier.") in text


def test_what_the_table_of_changes_says_is_not_said_again() -> None:
    case = whole_case(form())
    proposed = replace(case, sentences=changes_in_sentences(case.changes))
    (page,) = page_texts(preparation_pdf(preparation_sheet(proposed, form(), SESSION)))
    assert squeezed(page).count(squeezed("dix semaines")) == 1
    assert squeezed("Ce qui est modifié") not in squeezed(page)


def test_short_rubrics_stand_side_by_side_where_that_saves_a_page() -> None:
    few = "Un entrepôt de douze quais et deux équipes, ouvert la nuit."
    one = preparation_pdf(preparation_sheet(whole_case(form(), few), form(), SESSION))
    assert len(page_texts(one)) == 1
    assert_laid_out(one)


def test_a_case_of_which_nothing_is_said_has_its_sheet() -> None:
    empty = replace(whole_case(form(), ""), changes=(), annexes=())
    text = whole_text(preparation_pdf(preparation_sheet(empty, form(), SESSION)))
    assert squeezed("Déroulement") in text
    assert squeezed("Situation modifiée") not in text


def test_long_texts_flow_over_pages_inside_their_edges() -> None:
    case = whole_case(form(), " ".join(["Un entrepôt de douze quais et deux équipes."] * 60))
    pdf = preparation_pdf(preparation_sheet(replace(case, title="Chariots " * 30), form(), SESSION, STUDENT))
    assert len(page_texts(pdf)) > 3
    assert_laid_out(pdf)


def test_the_sentences_proposed_never_say_why() -> None:
    sentences = changes_in_sentences(whole_case(form()).changes)
    assert sentences.splitlines() == [
        "Client\u202f: Mme Roux, directrice logistique, au lieu de «\u202fM. Roux, acheteur\u202f».",
        "Délai\u202f: six semaines, au lieu de «\u202fdix semaines\u202f».",
        "Concurrent\u202f: une offre de location arrivée hier.",
    ]


@pytest.mark.parametrize("key", FORMS)
def test_each_observer_has_a_page_with_the_criteria_that_the_case_looks_at(key: str) -> None:
    case = whole_case(form(key))
    pdf = observer_sheets_pdf(observer_sheets(case, form(key), SESSION, STUDENT, 3))
    pages = page_texts(pdf)
    assert len(pages) == 3
    for criterion in form(key).criteria:
        looked_at = criterion.number in case.criteria
        assert (squeezed(criterion.text) in squeezed(pages[0])) is looked_at
    text = whole_text(pdf)
    assert not [secret for secret in SECRETS if squeezed(secret) in text]
    assert_laid_out(pdf)


def test_without_a_case_every_criterion_stands_on_one_page() -> None:
    pages = page_texts(observer_sheets_pdf(observer_sheets(None, form(), SESSION, BLANK, 1)))
    assert len(pages) == 1
    assert all(squeezed(each.text) in squeezed(pages[0]) for each in form().criteria)


def test_an_observer_of_few_criteria_has_the_page_to_write_on() -> None:
    """What is ruled goes on to the foot, whatever stands above it."""
    for case in (whole_case(form()), None):
        pdf = observer_sheets_pdf(observer_sheets(case, form(), SESSION, STUDENT, 1))
        with pypdfium2.PdfDocument(pdf) as document:
            (page,) = document
            ruled = [each.get_bounds() for each in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])]
            height = page.get_height()
        foot, last, *_ = sorted({round(bottom) for _, bottom, _, _ in ruled})
        assert foot < last < height / 5
