"""The program's pages that nobody signs, given to the verification of grids."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from btstc_jury.application.verification import Verdict, check_lines, file_checks
from btstc_jury.application.views.attendance import attendance_view
from btstc_jury.application.views.authority_page import authority_page
from btstc_jury.application.views.conformity import conformity_view
from btstc_jury.application.views.grid import grid_view
from btstc_jury.application.views.reports import ReportKind, report_view
from btstc_jury.documents.attendance import attendance_pdf
from btstc_jury.documents.document import bound
from btstc_jury.documents.grid import grid_pdf
from btstc_jury.documents.recovery_sheet import recovery_pdf
from btstc_jury.documents.reports import mark_statement_pdf, report_pdf
from btstc_jury.documents.sheet import Sheet
from btstc_jury.documents.signing.authority import authority_told
from tests.application.offices import office_with
from tests.documents.signing.signers import authority
from tests.documents.signing.verification.grids import checked, evaluation, ready, usual
from tests.documents.test_mark_statement import sample
from tests.forms_for_tests import make_form


@pytest.fixture(scope="module")
def pages() -> dict[str, bytes]:
    office = office_with(make_form())
    return {
        "Autorité de signature": recovery_pdf(authority_page(authority_told(authority().certificate))),
        "Feuille d’émargement": attendance_pdf(attendance_view(office, date(2026, 6, 1))),
        "Fiche de contrôle de conformité": report_pdf(conformity_view(office, 1)),
        "Constat": report_pdf(report_view(office, 1, ReportKind.FINDING)),
        "Note et appréciations": mark_statement_pdf(sample()),
    }


def test_a_page_that_nobody_signs_is_called_what_it_is(pages: dict[str, bytes]) -> None:
    for title, pdf in pages.items():
        report = checked(pdf)
        assert report.verdict is Verdict.NO_GRID
        assert not report.verdict.sound
        said = "\n".join(check_lines(file_checks("page.pdf", report)))
        assert said.startswith("page.pdf\u202f: pas une grille signée\n")
        assert f"se présente comme «\u202f{title}" in said
        assert "VALIDE" not in said


def test_a_grid_that_lost_its_signatures_is_not_excused() -> None:
    data, grid = ready(evaluation()), grid_pdf(grid_view(office_with(make_form()), 1))
    cut = usual()[: usual().index(b"/ByteRange")]
    for each in (data, grid, grid_pdf(evaluation().grid), cut, cut[: cut.rindex(b"%%EOF") + 6]):
        assert checked(each).verdict is Verdict.INVALID


def test_another_title_on_what_holds_anything_of_a_grid_excuses_nothing(pages: dict[str, bytes]) -> None:
    page = pages["Autorité de signature"]
    first = page.index(b"/Type /Catalog")
    for each in (b"/AcroForm 9 0 R ", b"/Names 9 0 R ", b"/AF 9 0 R ", b"/#41croForm 9 0 R "):
        assert checked(page[:first] + each + page[first:]).verdict is Verdict.INVALID
    assert checked(page + b"\n% /ByteRange").verdict is Verdict.INVALID
    assert checked(page + page).verdict is Verdict.INVALID


def test_somebody_elses_pdf_isnt_ours() -> None:
    kept = BytesIO()
    canvas = Canvas(kept)
    canvas.setTitle("Bordereau récapitulatif")
    canvas.save()
    assert checked(kept.getvalue()).verdict is Verdict.FOREIGN


def test_a_title_does_nothing_to_a_terminal_and_is_shown_in_part() -> None:
    report = checked(bound([Sheet()], "\x1b[2J\u202eetaroborroc" + "x" * 5000, "", "fr"))
    (said,) = report.problems
    assert report.verdict is Verdict.NO_GRID
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert len(said) < 200
