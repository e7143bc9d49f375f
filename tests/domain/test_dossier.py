"""What the check-list finds in a dossier, at and beside each of its limits."""

from __future__ import annotations

import pytest

from btstc_jury.domain.candidate import Course
from btstc_jury.domain.dossier import DossierCheck, Fault, FaultKind, Outcome, Sheet, asked_documents, faults
from btstc_jury.domain.form import DossierRule
from tests.domain.official import E4, E6, LIBRARY


def documents_of(rule: DossierRule) -> tuple[int, ...]:
    return tuple(range(len(rule.documents)))


def check(
    rule: DossierRule,
    *sheets: Sheet,
    experience_pages: int | None = None,
    documents: tuple[int, ...] | None = None,
) -> DossierCheck:
    """A check in which every document is there unless told otherwise."""
    present = documents_of(rule) if documents is None else documents
    return DossierCheck(Outcome.PENDING, sheets, present, experience_pages)


SHEET = Sheet("Négociation d’un contrat")
E4_SHEETS = (SHEET, Sheet("Vente d’une machine"), Sheet("Renouvellement", retained=True))
LACKING_SHEETS = [(0, 3), (1, 2), (2, 1)]


def test_three_sheets_at_least_in_e4() -> None:
    assert faults(check(E4.dossier, *E4_SHEETS), E4.dossier) == ()
    assert faults(check(E4.dossier, *E4_SHEETS, SHEET), E4.dossier) == ()


@pytest.mark.parametrize(("there", "lacking"), LACKING_SHEETS)
def test_sheets_are_lacking_in_e4(there: int, lacking: int) -> None:
    found = faults(check(E4.dossier, *E4_SHEETS[:there]), E4.dossier)
    assert found == (Fault(FaultKind.TOO_FEW_SHEETS, count=lacking),)


@pytest.mark.parametrize("rubrics", [(0,), (10,), tuple(range(11))])
def test_a_sheet_lacks_rubrics(rubrics: tuple[int, ...]) -> None:
    sheets = (SHEET, Sheet("Vente", missing=rubrics), SHEET)
    found = faults(check(E4.dossier, *sheets), E4.dossier)
    assert found == (Fault(FaultKind.RUBRICS_MISSING, 1, len(rubrics)),)


@pytest.mark.parametrize(("pages", "over"), [(None, 0), (0, 0), (10, 0), (11, 1), (14, 4)])
def test_ten_pages_of_annexes_at_most_beside_each_sheet_in_e4(pages: int | None, over: int) -> None:
    sheets = (SHEET, SHEET, Sheet("Vente", annex_pages=pages))
    expected = (Fault(FaultKind.TOO_MANY_ANNEX_PAGES, 2, over),) if over else ()
    assert faults(check(E4.dossier, *sheets), E4.dossier) == expected


def test_annexes_have_no_limit_in_e6() -> None:
    assert faults(check(E6.dossier, Sheet("Projet", annex_pages=400)), E6.dossier) == ()


def test_one_project_sheet_at_least_in_e6() -> None:
    assert faults(check(E6.dossier), E6.dossier) == (Fault(FaultKind.TOO_FEW_SHEETS, count=1),)
    assert faults(check(E6.dossier, SHEET), E6.dossier) == ()


@pytest.mark.parametrize(("pages", "over"), [(0, 0), (10, 0), (11, 1), (25, 15)])
def test_a_candidate_by_experience_brings_ten_pages_at_most_instead(pages: int, over: int) -> None:
    expected = (Fault(FaultKind.TOO_MANY_EXPERIENCE_PAGES, count=over),) if over else ()
    assert faults(check(E6.dossier, experience_pages=pages), E6.dossier) == expected


@pytest.mark.parametrize(("pages", "course"), [(8, None), (None, Course.EXPERIENCE), (8, Course.EXPERIENCE)])
def test_the_presentation_by_experience_replaces_the_sheet(pages: int | None, course: Course | None) -> None:
    """« Cette fiche de synthèse sera remplacée par une présentation » (annexe V, E6, § 4.A): neither a sheet,
    nor its line among the documents, is missing.
    """
    assert E6.dossier.documents[1].startswith("fiche de synthèse")
    found = faults(check(E6.dossier, experience_pages=pages, documents=(0,)), E6.dossier, course)
    assert found == ()
    lost = faults(check(E6.dossier, experience_pages=pages, documents=()), E6.dossier, course)
    assert lost == (Fault(FaultKind.DOCUMENT_MISSING, document=0),)


def test_the_others_owe_no_presentation() -> None:
    """Annexe V, E6, § 4.A: the presentation is for those who come by their experience."""
    assert faults(check(E6.dossier, SHEET), E6.dossier, Course.SCHOOL) == ()
    lacking = faults(check(E6.dossier, documents=(0,)), E6.dossier, Course.SCHOOL)
    assert lacking == (
        Fault(FaultKind.TOO_FEW_SHEETS, count=1),
        Fault(FaultKind.DOCUMENT_MISSING, document=1),
    )


def test_rubrics_of_e6_are_indicative() -> None:
    """« Ce document indiquera notamment » (annexe V, E6, § 4.A): what a sheet leaves out is no fault."""
    found = faults(check(E6.dossier, Sheet("Projet", missing=(0, 6))), E6.dossier)
    assert found == (Fault(FaultKind.RUBRICS_UNSAID, 0, 2),)


def test_what_a_candidate_may_bring_is_never_missing() -> None:
    """« Tout support à sa convenance » and complementary documents (annexe V, E4, § 4.A, situation 2);
    annexes « utiles à la conduite de la négociation » (§ 4.B).
    """
    for key in ("e4-ccf-2", "e4-ponctuel", "e6-ponctuel"):
        rule = LIBRARY.get(key).dossier
        assert rule.permissions
        whole = tuple(range(len(rule.documents)))
        sheets = tuple(Sheet("", annex_pages=0) for _ in range(rule.minimum_sheets))
        assert faults(DossierCheck(Outcome.PENDING, sheets, whole), rule) == ()
        assert not set(rule.permissions) & set(rule.documents)


def test_e4_knows_no_candidate_by_experience() -> None:
    found = faults(check(E4.dossier, experience_pages=40), E4.dossier)
    assert found == (Fault(FaultKind.TOO_FEW_SHEETS, count=3),)


@pytest.mark.parametrize("rule", [E4.dossier, E6.dossier])
def test_each_document_that_is_not_there_is_told(rule: DossierRule) -> None:
    assert rule.documents
    sheets = (SHEET,) * rule.minimum_sheets
    lost = tuple(Fault(FaultKind.DOCUMENT_MISSING, document=place) for place in documents_of(rule))
    assert faults(check(rule, *sheets, documents=()), rule) == lost
    assert faults(check(rule, *sheets, documents=(0,)), rule) == lost[1:]


def test_faults_are_told_in_the_order_of_the_dossier() -> None:
    bad = Sheet("Vente", missing=(1, 2), annex_pages=12)
    found = faults(check(E4.dossier, bad, bad, documents=()), E4.dossier)
    assert [(each.kind, each.sheet, each.count, each.document) for each in found] == [
        (FaultKind.TOO_FEW_SHEETS, -1, 1, -1),
        (FaultKind.RUBRICS_MISSING, 0, 2, -1),
        (FaultKind.TOO_MANY_ANNEX_PAGES, 0, 2, -1),
        (FaultKind.RUBRICS_MISSING, 1, 2, -1),
        (FaultKind.TOO_MANY_ANNEX_PAGES, 1, 2, -1),
        *((FaultKind.DOCUMENT_MISSING, -1, 0, place) for place in documents_of(E4.dossier)),
    ]


def test_only_what_the_authorities_find_or_an_empty_dossier_stops_the_oral() -> None:
    assert {each for each in Outcome if each.facts.stops} == {Outcome.NOT_COMPLIANT, Outcome.NO_DOSSIER}


@pytest.mark.parametrize("course", [None, *Course])
def test_the_attestation_asked_is_that_of_the_candidates_way(course: Course | None) -> None:
    """Annexe II, 1, § 4 (l.4403-4451)."""
    rule = E6.dossier
    first, *others = asked_documents(rule, course)
    fitting = rule.attestations.get(course, "") if course is not None else ""
    assert first == (fitting or rule.documents[0])
    assert tuple(others) == rule.documents[1:]


@pytest.mark.parametrize(
    ("known", "detailed"),
    [
        (DossierCheck(Outcome.COMPLIANT), False),
        (DossierCheck(Outcome.COMPLIANT, (SHEET,)), True),
        (DossierCheck(Outcome.COMPLIANT, documents=(0,)), True),
        (DossierCheck(Outcome.COMPLIANT, experience_pages=0), True),
    ],
)
def test_a_conclusion_alone_tells_nothing_of_the_pieces(known: DossierCheck, detailed: bool) -> None:
    assert known.detailed is detailed
