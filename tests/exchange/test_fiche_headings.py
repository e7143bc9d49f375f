"""The headings of a fiche, as students write them."""

from __future__ import annotations

import random

import pytest

from btstc_jury.exchange.fiche_headings import Headings
from tests.exchange.fiche_files import E4, E6
from tests.exchange.form_folder import FormFolder

OF_E4, OF_E6 = Headings(E4), Headings(E6)
WRITTEN = (
    "{0}",
    "{1}",
    "{0} :",
    "{3}. {0}",
    "{3}) {0}",
    "{3} – {0}",
    "I.{3} {0}",
    "IV. {0}",
    "c) {0}",
    "- {0}",
    "• {0} : ",
    "Rubrique {3} : {0}",
    "n° {3} {2}",
    "{2}..........{3}",
    "« {0} »",
)


def test_the_headings_tried_are_those_of_the_forms(folder: FormFolder) -> None:
    assert folder.load("e4-ponctuel").dossier.rubrics == E4
    assert folder.load("e6-ponctuel").dossier.rubrics == E6


@pytest.mark.parametrize("written", WRITTEN)
def test_case_accents_and_numbers_change_nothing(written: str) -> None:
    for headings, titles in ((OF_E4, E4), (OF_E6, E6)):
        for place, title in enumerate(titles):
            plain = title.replace("é", "e").replace("’", "'")
            text = written.format(title, title.upper(), plain.capitalize(), place + 1)
            found = headings.find(text, strong=False)
            assert found is not None, text
            assert (found.place, found.exact, found.rest) == (place, True, "")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Contexte", 3),
        ("Le contexte :", 3),
        ("Comtexte de la situation de negotiation", 3),
        ("3. Résultats", 9),
        ("Résulats obtenu", 9),
        ("Les acteurs", 1),
        ("Les acteurs de la négociation", 1),
        ("INFORMATIONS SUR LES ACTEURS", 1),
        ("Objectifs", 5),
        ("Stratégie", 7),
        ("La stratégie mise en œuvre", 7),
        ("dificultées rencontrées", 8),
        ("Annalyse critique", 10),
        ("Justification du choix", 4),
        ("Déroulement", 6),
        ("Présentation de l’entreprise", 0),
        ("Dénomination sociale et coordonnées", 0),
        ("Objet de la négociation", 2),
    ],
)
def test_shortened_and_misspelt_headings_are_known_and_said_to_be_inexact(text: str, place: int) -> None:
    for strong in (False, True):
        found = OF_E4.find(text, strong=strong)
        assert found is not None
        assert (found.place, found.exact) == (place, False)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Durée", 0),
        ("Entreprise partenaire", 1),
        ("Acteurs du projet", 2),
        ("Objectifs", 3),
        ("Méthode", 4),
        ("Résultats", 5),
        ("Compétences acquises", 6),
    ],
)
def test_those_of_the_other_exam_are_known_too(text: str, place: int) -> None:
    found = OF_E6.find(text, strong=False)
    assert found is not None
    assert found.place == place


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "…",
        "Informations",
        "Négociation",
        "Communication",
        "La situation",
        "Conclusion",
        "Remerciements",
        "Conditions de paiement",
        "Résultats satisfaisants pour le client",
        "Le client veut un prix et un délai plus courts.",
        "Nous avons obtenu des résultats au-delà des objectifs poursuivis par l’entreprise cette année.",
    ],
)
def test_what_names_no_rubric_or_several_is_no_heading(text: str) -> None:
    assert OF_E4.find(text, strong=True) is None


def test_a_line_like_any_other_needs_more_than_words_of_a_title() -> None:
    assert OF_E4.find("Négociation commerciale", strong=False) is None
    assert OF_E4.find("Coordonnées", strong=False) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Contexte : un entrepôt à refaire", "un entrepôt à refaire"),
        ("4. Contexte – un entrepôt : vite", "un entrepôt : vite"),
        ("4. Comtexte de la situation de negotiation : un entrepôt", "un entrepôt"),
        ("contexte de la situation de négociation : un entrepôt", "un entrepôt"),
    ],
)
def test_what_follows_on_the_line_is_kept(text: str, rest: str) -> None:
    found = OF_E4.find(text, strong=False)
    assert found is not None
    assert (found.place, found.rest) == (3, rest)


def test_two_slips_of_the_hand_leave_a_heading_what_it_is() -> None:
    draw = random.Random(13)
    for headings, titles in ((OF_E4, E4), (OF_E6, E6)):
        for place, title in enumerate(titles):
            for _ in range(20):
                letters = list(title)
                for _ in range(2):
                    at = draw.randrange(1, len(letters) - 1)
                    match draw.randrange(3):
                        case 0:
                            del letters[at]
                        case 1:
                            letters.insert(at, draw.choice("aeinrst"))
                        case _:
                            letters[at], letters[at - 1] = letters[at - 1], letters[at]
                found = headings.find("".join(letters), strong=True)
                assert found is not None, "".join(letters)
                assert found.place == place, "".join(letters)


def test_no_rubrics_have_no_headings() -> None:
    assert Headings(()).find("Contexte", strong=True) is None
