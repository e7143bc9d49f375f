"""The forms that a case is written for."""

from __future__ import annotations

from dataclasses import replace

from btstc_jury.application.case_forms import CaseForms, sheet_words
from btstc_jury.application.cases import blank_case
from btstc_jury.bootstrap import SystemFiles


def test_one_sheet_an_exam_is_offered_and_a_case_finds_its_form() -> None:
    forms = CaseForms(SystemFiles().workshop())
    sheets = {each.exam: each for each in forms.sheets()}
    assert [sheet_words(each) for each in forms.sheets()] == [
        "E4\u202f: fiche descriptive, 11 rubriques",
        "E6\u202f: fiche de synthèse, 7 rubriques",
    ]
    for each in sheets.values():
        assert "ccf" not in each.key
        assert forms.of(blank_case("k", each, "Cas")) is each
    other = replace(blank_case("k", sheets["E4"], "Cas"), exam="E9")
    assert forms.of(other) is None
