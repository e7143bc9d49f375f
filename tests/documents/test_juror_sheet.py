"""The sheets as they are printed: one leaf each, boxes to tick, lines to write on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from btstc_jury.application.office import Office
from btstc_jury.application.sessions import Desk, create_file, open_file
from btstc_jury.application.views.juror_sheet import JurorSheets, juror_sheets
from btstc_jury.bootstrap import form_folders
from btstc_jury.documents.juror_sheet import juror_sheets_pdf
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.storage import SqliteExamFiles
from tests.documents.reading import page_texts, squeezed
from tests.fakes import FakeClock
from tests.forms_for_tests import make_plan, make_session

FORMS = ("e4-ponctuel", "e6-ponctuel", "e4-ccf-1", "e6-ccf-2")


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> JurorSheets:
    path: Path = tmp_path_factory.mktemp("sheets") / "session.btsjury"
    desk = Desk(SqliteExamFiles(), FormLibrary(form_folders()), FakeClock())
    office: Office = create_file(desk, path, make_session())
    orals = tuple(office.plan(make_plan(), key)[0] for key in FORMS)
    made = juror_sheets(office, orals)
    office.close()
    again, _ = open_file(desk, path)
    assert juror_sheets(again, orals) == made
    again.close()
    return made


def test_every_official_form_makes_one_leaf_for_each_juror(sheets: JurorSheets) -> None:
    assert len(sheets.sheets) == 3 * len(FORMS)
    for sheet in sheets.sheets:
        pages = page_texts(juror_sheets_pdf(replace(sheets, sheets=(sheet,))))
        assert len(pages) <= 2, (sheet.exam, sheet.juror)
        for text in map(squeezed, pages):
            assert squeezed(sheet.juror) in text
            assert squeezed(sheet.candidate) in text
        whole = squeezed("".join(pages))
        for group in sheet.groups:
            for row in group.rows:
                assert squeezed(row.text) in whole
        for part in sheet.parts:
            assert squeezed(part.title.upper()) in whole
        assert "1TI·2I·3S·4TS·0NE" in whole
        assert "ENTRAÎNEMENT–sansvaleurd’examen" in whole


def test_the_sheets_of_a_day_are_one_document_and_the_same_each_time(sheets: JurorSheets) -> None:
    pdf = juror_sheets_pdf(sheets)
    assert pdf == juror_sheets_pdf(sheets)
    pages = page_texts(pdf)
    assert sum("page 1/" in text for text in pages) == len(sheets.sheets)
