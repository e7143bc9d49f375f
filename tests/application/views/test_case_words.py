"""A case in words: how far it is, what its rows say, what a change changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btstc_jury.application.views.case_differences import Piece, compared
from btstc_jury.application.views.case_fiche import expected, place
from btstc_jury.application.views.case_words import (
    Section,
    annex_row,
    change_row,
    concession_row,
    lacking_of,
    objection_row,
    section_lines,
)
from btstc_jury.domain.case import (
    Annex,
    Buyer,
    Case,
    Change,
    Concession,
    Objection,
    ObjectionKind,
    Parameter,
    Step,
)
from tests.cases import full_case
from tests.exchange.fiche_files import E4, E6

_TEXT = st.text("ab 1,€\n", max_size=30)


def test_an_empty_case_lacks_what_cannot_be_played_without() -> None:
    empty = Case("k", "Titre", "E4", "fiche descriptive")
    lacking = [line.section for line in section_lines(empty) if line.lacking]
    assert lacking == [Section.CHANGES, Section.BUYER, Section.OBJECTIONS]
    assert section_lines(empty)[Section.BUYER].words == "à compléter\u202f: 5 points"
    untitled = replace(empty, title=" ")
    assert section_lines(untitled)[Section.SHEET].lacking


def test_a_full_case_lacks_its_empty_rubrics_alone() -> None:
    told = {line.section: line.words for line in section_lines(full_case())}
    assert told == {
        Section.SHEET: "à compléter\u202f: 1/2 rubriques",
        Section.CHANGES: "1 changement",
        Section.BUYER: "carte complète",
        Section.OBJECTIONS: "2 objections",
        Section.ANNEXES: "aucune annexe",
        Section.AIMS: "2 critères",
    }


def test_what_a_buyer_lacks_is_named() -> None:
    assert lacking_of(Buyer(function="achats", limits="12 000 €")) == ("enjeux", "mobiles", "ce qu’il dit")


def test_rows_say_what_stands_there_and_when() -> None:
    assert change_row(Change(Parameter.CHANNEL, "", "au téléphone")) == "Canal\u202f: … → au téléphone"
    objection = Objection("Trop\n cher", ObjectionKind.SERVICE, tactical=True, minute=6, step=Step.LEAVE)
    assert objection_row(objection, 26) == (
        "AA · SAV · minute 6, prise de congé · tactique · «\u202fTrop cher\u202f»"
    )
    assert (
        objection_row(Objection("", ObjectionKind.NEED), 0) == "A · besoin · au besoin · sincère · à écrire"
    )
    assert (
        concession_row(Concession("deux pour cent", "un acompte"), 1)
        == "2. deux pour cent, contre un acompte"
    )
    assert concession_row(Concession(" "), 0) == "1. à écrire"


@pytest.mark.parametrize(
    ("annex", "said"),
    [
        (Annex("a.pdf", "0", 2_000, 2), "a.pdf, 2 pages, 1\u202fKio · remise à l’étudiant"),
        (Annex("a.zip", "0", 3 << 20), "a.zip, pages non comptées, 3\u202fMio · remise à l’étudiant"),
        (Annex("a.pdf", "0", 5, 1, handed=False), "a.pdf, 1 page, 1\u202fKio · gardée par le professeur"),
    ],
)
def test_an_annex_says_its_pages_its_size_and_whose_it_is(annex: Annex, said: str) -> None:
    assert annex_row(annex) == said


def test_every_rubric_of_both_sheets_says_what_is_expected_in_a_line_of_its_own() -> None:
    told = [expected(each) for each in (*E4, *E6)]
    assert all(told)
    assert len(set(told)) == len(told)
    assert all(len(each) < 100 for each in told)
    assert expected("Rubrique du centre") == ""


def test_the_rubrics_are_cited_to_their_place() -> None:
    assert place("fiche descriptive") == "annexe V, E4, § 4.B, l.5420-5430"
    assert place("fiche de synthèse du projet").startswith("annexe V, E6, § 4.A")
    assert place("fiche du centre") == ""


def test_words_that_changed_are_told_and_the_others_left() -> None:
    found = compared("Livraison en 5 semaines, en deux fois", "Livraison en 3 semaines, en une fois")
    assert [each.text for each in found.before if each.changed] == ["5", "deux"]
    assert [each.text for each in found.after if each.changed] == ["3", "une"]
    assert found.told == "retiré\u202f: 5, deux\u202f; ajouté\u202f: 3, une"
    told = compared("Professionnel, remise de 22 %", "remise de 4 %").told
    assert told == "retiré\u202f: Professionnel, 22\u202f; ajouté\u202f: 4"
    assert compared("a, b", "a b").told == "retiré\u202f: ,"
    assert compared("a", "a").told == "aucune différence"
    assert compared("", "tout").told == "ajouté\u202f: tout"
    assert compared("", "x" * 99).told == f"ajouté\u202f: {'x' * 39}…"
    assert compared("a b c d e f g h i j", "1 b 2 d 3 f 4 h 5 j").told.count(",") == 8
    many = compared(" et ".join("abcdefghij"), " et ".join("0123456789"))
    assert many.told.startswith("retiré\u202f: a, b, c, d, e, f, g, h, …\u202f; ajouté")


@given(_TEXT, _TEXT)
def test_the_pieces_of_a_side_are_its_text(before: str, after: str) -> None:
    found = compared(before, after)
    assert "".join(each.text for each in found.before) == before
    assert "".join(each.text for each in found.after) == after
    left, right = ("".join("".join(_same(side)).split()) for side in (found.before, found.after))
    assert left == right


def _same(side: tuple[Piece, ...]) -> list[str]:
    return [each.text for each in side if not each.changed]


def test_very_long_texts_are_shown_as_changed_whole() -> None:
    found = compared("mot " * 3_000, "mot " * 3_000 + "fin")
    assert [each.changed for each in found.before] == [True]
    assert compared("mot " * 3_000, "mot " * 3_000).told == "aucune différence"
