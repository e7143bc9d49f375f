"""A case: what is missing of its fiche, and a word for each member of its closed sets."""

from __future__ import annotations

from btstc_jury.domain.case import Case, Motive, ObjectionKind, Parameter, Rubric, Step, letter


def test_the_empty_rubrics_are_told_by_their_place() -> None:
    rubrics = Rubric("contexte", "Un chantier"), Rubric("résultats", "  "), Rubric("analyse")
    assert Case("1", "Chariots", "E4", "fiche descriptive", rubrics).missing == (1, 2)


def test_each_member_has_words_of_its_own() -> None:
    for closed in (Parameter, Motive, ObjectionKind, Step):
        labels = [each.label for each in closed]
        assert all(labels)
        assert len({*labels}) == len(labels)
    assert len({each.short for each in ObjectionKind}) == len(ObjectionKind)


def test_a_parameter_is_named_without_its_examples() -> None:
    assert Parameter.CLIENT.bare == "Client"
    assert Parameter.PRICE.bare == "Prix et remise"


def test_objections_have_letters() -> None:
    assert [letter(each) for each in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]
