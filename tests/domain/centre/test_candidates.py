"""What the centre knows of a candidate, and what a list changes of it."""

from __future__ import annotations

from datetime import date, time
from fractions import Fraction

import pytest

from btstc_jury.domain.centre.candidates import (
    CentreCandidate,
    Doubt,
    Sitting,
    alike,
    differences,
    merged,
    name_keys,
    number_key,
    same_but_zeros,
    sittings,
)
from btstc_jury.domain.centre.centre import Centre, WrongCentre, centre_of

ZOE = CentreCandidate(
    number="0213456000", last_name="DUPONT", first_names="Zoé, Marie", birth=date(2004, 1, 2), school="Lycée"
)
ZEROS, NAMES, FORMULA = (frozenset({each}) for each in (Doubt.ZEROS, Doubt.NAMES, Doubt.FORMULA))


def test_names_are_keyed_by_their_letters() -> None:
    names = ["D’AGOSTINO Maëlys", "d'agostino  maelys", "ŒUVRARD", "İçel_ık", ""]
    assert name_keys(names) == ["dagostinomaelys", "dagostinomaelys", "oeuvrard", "icelık", ""]
    assert name_keys([]) == []


@pytest.mark.parametrize(
    ("typed", "key"), [("0213", "0213"), ("02 13", "0213"), ("a12B", "a12b"), ("A12B", "A12B".casefold())]
)
def test_a_number_keeps_its_zeros_and_not_its_spaces(typed: str, key: str) -> None:
    assert number_key(typed) == key


def test_numbers_may_differ_by_zeros_alone() -> None:
    assert same_but_zeros("0213", "213")
    assert not same_but_zeros("0213", "2130")
    assert not same_but_zeros("", "0")


@pytest.mark.parametrize(
    ("last", "first", "same"),
    [
        ("Dupont", "Zoé", True),
        ("dupont", "ZOE MARIE", True),
        ("DUPONT ZOE", "Marie", True),
        ("Dupont", "Marie", False),
        ("Durand", "Zoé", False),
        ("Dupont", "", True),
        ("", "Zoé", False),
    ],
)
def test_names_alike(last: str, first: str, *, same: bool) -> None:
    other = CentreCandidate(last_name=last, first_names=first)
    assert alike(ZOE, other) is same
    assert alike(other, ZOE) is same


def test_the_name_in_use_names_somebody_too() -> None:
    married = ZOE._replace(last_name="MARTIN", usual_name="Dupont")
    assert alike(ZOE, married)


def test_an_empty_cell_takes_nothing_away() -> None:
    assert merged(ZOE, CentreCandidate(last_name="Dupont", first_names="Zoé, Marie")) == ZOE
    assert merged(ZOE, CentreCandidate()) == ZOE
    assert merged(ZOE, CentreCandidate(first_names="ZOE, MARIE", school="LYCEE")) == ZOE
    assert merged(CentreCandidate(last_name="LEFEBVRE"), CentreCandidate(last_name="Lefèbvre")).last_name == (
        "Lefèbvre"
    )


def test_what_a_list_gives_replaces_what_was_known() -> None:
    found = ZOE._replace(
        school="Autre lycée", extra_time=Fraction(1, 3), hour=time(8, 30), birth=date(2004, 2, 1)
    )
    after = merged(ZOE, found)
    assert after == found
    assert differences(ZOE, after) == ("birth", "school", "extra_time", "hour")


def test_a_number_without_its_zeros_never_replaces_one_that_has_them() -> None:
    lost = ZOE._replace(number="213456000", doubts=ZEROS)
    assert merged(ZOE, lost) == ZOE
    assert merged(lost, ZOE) == ZOE
    assert merged(lost, lost) == lost
    assert merged(lost, CentreCandidate(last_name="Dupont", first_names="Zoé")).doubts == ZEROS
    other = ZOE._replace(number="99", doubts=ZEROS)
    assert merged(ZOE, other) == other
    assert merged(ZOE._replace(number=""), lost) == lost


def test_a_split_that_was_guessed_never_replaces_one_that_was_told() -> None:
    known = ZOE._replace(last_name="DE LA TOUR", first_names="Zoé")
    guessed = known._replace(last_name="De", first_names="La Tour Zoé", doubts=NAMES)
    assert merged(known, guessed) == known
    assert merged(guessed, known) == known
    assert merged(guessed, guessed) == guessed
    renamed = known._replace(last_name="Autre", first_names="La Tour Zoé", doubts=NAMES)
    assert merged(known, renamed).doubts == NAMES
    assert merged(guessed, CentreCandidate(number=known.number)).doubts == NAMES


def test_a_text_like_a_formula_stays_in_doubt() -> None:
    odd = CentreCandidate(last_name="=A1", doubts=FORMULA)
    assert merged(odd, odd) == odd
    assert merged(odd, CentreCandidate(number="1")).doubts == FORMULA
    assert merged(odd, ZOE).doubts == frozenset()


def test_each_doubt_has_words() -> None:
    assert len({each.words for each in Doubt}) == len(Doubt)


def test_the_exams_that_a_text_names() -> None:
    assert sittings("E4 CCF, E6 ponctuel") == (Sitting("E4", in_ccf=True), Sitting("E6", in_ccf=False))
    assert sittings("e4/EF1 - E4") == (Sitting("E4", in_ccf=None), Sitting("EF1", in_ccf=None))
    assert sittings("Négociation") == ()


def test_a_full_name_is_as_lists_print_it() -> None:
    assert ZOE.full_name == "DUPONT Zoé, Marie"
    assert CentreCandidate(last_name="Dupont").full_name == "DUPONT"


def test_a_centre_is_named() -> None:
    assert centre_of(" Lycée\tFictif ", 2027, " 0921234a ") == Centre("Lycée Fictif", 2027, "0921234A")
    assert centre_of("Lycée", 2027).uai == ""


@pytest.mark.parametrize(
    ("name", "year", "uai", "words"),
    [
        ("  ", 2027, "", "nom du centre"),
        ("x" * 201, 2027, "", "200 caractères"),
        ("Ly\u202ecée", 2027, "", "que l’on puisse tous voir"),
        ("Lycée", 27, "", "comme 2027"),
        ("Lycée", 2027, "921234A", "comme 0921234A"),
    ],
)
def test_what_names_no_centre_is_told(name: str, year: int, uai: str, words: str) -> None:
    with pytest.raises(WrongCentre, match=words):
        centre_of(name, year, uai)
