"""What a form answers about itself."""

from __future__ import annotations

from dataclasses import replace

from btstc_jury.domain.assessed import Assessed
from btstc_jury.domain.form import NO_DOSSIER, in_ccf
from tests.domain.official import LIBRARY
from tests.forms_for_tests import make_form

FORM = make_form()


def test_a_criterion_is_found_by_its_official_number() -> None:
    found = FORM.criterion(2)
    assert found is not None
    assert found.text == "Les réponses sont justes"
    assert FORM.criterion(4) is None
    assert FORM.criterion(0) is None


def test_a_form_may_assess_a_part_of_the_official_list() -> None:
    last = make_form(criteria=FORM.criteria[2:])
    assert last.criterion(3) == FORM.criteria[2]
    assert last.criterion(1) is None


def test_a_competence_is_found_by_its_code() -> None:
    found = FORM.competence("C2")
    assert found is not None
    assert found.label == "Répondre"
    assert FORM.competence("C3") is None


def test_not_assessed_comes_after_the_levels_of_the_scale() -> None:
    assert FORM.level_letters == ("TI", "I", "S", "TS", "NE")


def test_a_value_within_another_has_the_origin_of_that_one() -> None:
    origins = {"total": FORM.origins["total"], "phases": FORM.origins["total"]}
    form = make_form(origins=origins)
    assert form.origin("phases.2.limit") == origins["phases"]
    assert form.origin("total") == origins["total"]
    assert form.origin("mark.step") is None


def test_a_competence_that_no_criterion_bears_is_told() -> None:
    """C3.3.1 of E6 has no criterion of its own (annexe V, E6, § 3)."""
    assert [each.code for each in LIBRARY.get("e6-ccf-1").without_criterion] == ["C3.3.1"]
    assert LIBRARY.get("e4-ponctuel").without_criterion == ()


def test_a_key_says_whether_the_form_is_of_a_ccf() -> None:
    told = {"e4-ccf-1": True, "e6-ccf-unique": True, "e4-ponctuel": False, "essai": None, "e4-ccfx": None}
    assert {key: in_ccf(key) for key in told} == told


def test_what_is_assessed_is_called_by_its_name() -> None:
    assert Assessed.AIMS.facts.title == "Objectifs évalués"
    sentences = {
        "le niveau du critère 3": ("le niveau de l’objectif 3", "le niveau de la compétence 3"),
        "Aucun critère n’est évalué.": ("Aucun objectif n’est évalué.", "Aucune compétence n’est évaluée."),
        "à partir de 2 critères évalués": (
            "à partir de 2 objectifs évalués",
            "à partir de 2 compétences évaluées",
        ),
        "Les 4 critères sont passés": ("Les 4 objectifs sont passés", "Les 4 compétences sont passées"),
        "Critère 3\u202f: S": ("Objectif 3\u202f: S", "Compétence 3\u202f: S"),
        "Le critère suivant": ("L’objectif suivant", "La compétence suivante"),
        "lier au critère, délier de ce critère": (
            "lier à l’objectif, délier de cet objectif",
            "lier à la compétence, délier de cette compétence",
        ),
        "la note": ("la note", "la note"),
    }
    for sentence, (aim, competence) in sentences.items():
        assert Assessed.CRITERIA.named(sentence) == sentence
        assert Assessed.AIMS.named(sentence) == aim
        assert Assessed.COMPETENCES.named(sentence) == competence


def test_a_dossier_is_asked_for_where_there_is_something_to_bring() -> None:
    assert not NO_DOSSIER.asked
    assert replace(NO_DOSSIER, documents=("attestation",)).asked
    assert not replace(NO_DOSSIER, rubrics=("objet",)).asked
    assert make_form().dossier.asked
