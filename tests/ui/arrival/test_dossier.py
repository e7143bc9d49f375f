"""Checking the candidate's dossier, by keyboard, on the real screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox

from btstc_jury.application.sessions import Desk
from btstc_jury.domain.dossier import DossierCheck, Outcome
from btstc_jury.domain.standing import Stage, Status
from btstc_jury.ui.arrival.dossier import DossierList
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file


@pytest.fixture
def e6(show_window: ShowWindow, desk: Desk, path: Path) -> Hands:
    """The live screen of an E6 before its start."""
    make_file(desk, path, ("e6-ponctuel",))
    hands = show_window()
    hands.window.resize(1366, 768)
    hands.window.open_path(path)
    hands.key("Return")
    return hands


def stage(hands: Hands) -> Stage:
    return hands.oral.stage


def check_of(hands: Hands) -> DossierCheck | None:
    return hands.oral.proceedings.dossier


def press(hands: Hands, words: str) -> None:
    """The link that bears these words, by keyboard."""
    hands.button(words, hands.live.arrival).setFocus()
    hands.key("Return")


def listed(hands: Hands) -> DossierList:
    return hands.live.arrival.dossier.list


def test_a_doubt_lets_the_oral_go_on_under_reserve(hands: Hands) -> None:
    press(hands, "Doute de la commission…")
    words = hands.texts(hands.live.arrival)
    assert "L’interrogation et l’évaluation sont conduites normalement." in words
    assert "En fin d’interrogation, le candidat est informé du doute de la commission" in words
    assert check_of(hands) is None
    hands.key("Return")
    assert check_of(hands) is None
    hands.write("attestation sans signature")
    hands.key("Return")
    assert hands.oral.proceedings.status is Status.RESERVED
    assert "attestation sans signature" in hands.texts(hands.live.arrival)
    hands.key("Ctrl+Return")
    assert stage(hands) is Stage.RUNNING


def test_the_candidate_of_an_e6_is_not_told_of_the_reserve(e6: Hands) -> None:
    press(e6, "Doute de la commission…")
    assert "Le texte ne prévoit pas d’en informer le candidat" in e6.texts(e6.live.arrival)


@pytest.mark.parametrize(
    ("link", "outcome", "title", "asked", "told"),
    [
        (
            "Non conforme (autorité)…",
            Outcome.NOT_COMPLIANT,
            "Dossier non conforme\u202f: l’interrogation n’a pas lieu",
            "Le candidat ne peut être interrogé à cette épreuve.",
            "Vous ne pouvez pas être interrogé(e) à cette épreuve",
        ),
        (
            "Dossier absent…",
            Outcome.NO_DOSSIER,
            "Dossier absent\u202f: l’interrogation n’a pas lieu",
            "En l’absence de dossier, l’épreuve ne peut se dérouler.",
            "L’entretien ne peut pas être conduit\u202f: vous n’avez pas de dossier.",
        ),
    ],
)
def test_a_dossier_that_stops_the_oral_says_why(
    e6: Hands, link: str, outcome: Outcome, title: str, asked: str, told: str
) -> None:
    """Annexe V, E6, § 4.A (l.5715-5721)."""
    press(e6, link)
    assert asked in e6.texts(e6.live.arrival)
    assert stage(e6) is Stage.PLANNED
    e6.write("constaté le 20 mai")
    e6.key("Return")
    check = check_of(e6)
    assert check is not None
    assert check.outcome is outcome
    assert (stage(e6), e6.oral.proceedings.status) == (Stage.CLOSED, Status.NOT_VALIDATED)
    words = e6.texts(e6.live.arrival)
    assert title in words
    assert "constaté le 20 mai" in words
    assert told in words
    e6.key("Ctrl+Return")
    assert stage(e6) is Stage.CLOSED
    e6.key("Ctrl+Z")
    assert stage(e6) is Stage.PLANNED


def test_the_form_is_left_without_change_by_escape(hands: Hands) -> None:
    press(hands, "Dossier absent…")
    hands.write("erreur")
    hands.key("Escape")
    assert check_of(hands) is None
    assert hands.at(hands.live.arrival.dossier.compliant)


def test_the_eleven_rubrics_of_three_sheets(hands: Hands) -> None:
    press(hands, "Détail du contrôle")
    assert hands.at(listed(hands).titles[0])
    assert len(listed(hands).rubrics) == 3 * 11
    assert all(box.isChecked() for box in listed(hands).rubrics.values())
    assert check_of(hands) is None
    hands.write("Chauffage bois")
    listed(hands).rubrics[0, 3].setFocus()
    hands.key("Space")
    check = check_of(hands)
    assert check is not None
    assert (check.outcome, check.sheets[0].title, check.sheets[0].missing) == (
        Outcome.PENDING,
        "Chauffage bois",
        (3,),
    )
    assert "Fiche descriptive 1 (Chauffage bois)\u202f: manque la rubrique 4." in hands.texts(
        hands.live.arrival
    )
    hands.key("Space")
    assert "manque la rubrique" not in hands.texts(hands.live.arrival)


def test_annexes_beyond_ten_pages_are_pointed_out(hands: Hands) -> None:
    press(hands, "Détail du contrôle")
    listed(hands).annexes[1].setFocus()
    hands.key("Ctrl+A")
    hands.write("12")
    hands.key("Tab")
    assert "Fiche descriptive 2\u202f: 2 pages d’annexes de trop." in hands.texts(hands.live.arrival)
    check = check_of(hands)
    assert check is not None
    assert [sheet.annex_pages for sheet in check.sheets] == [None, 12, None]


def test_a_missing_sheet_is_pointed_out_and_may_be_added(hands: Hands) -> None:
    press(hands, "Détail du contrôle")
    press(hands, "Ôter la dernière")
    assert "Il manque 1 fiche descriptive." in hands.texts(hands.live.arrival)
    assert len(listed(hands).titles) == 2
    press(hands, "Ajouter une fiche")
    press(hands, "Ajouter une fiche")
    assert len(listed(hands).titles) == 4
    assert "Il manque" not in hands.texts(hands.live.arrival)


def test_a_candidate_by_experience_brings_ten_pages_at_most(e6: Hands) -> None:
    press(e6, "Détail du contrôle")
    assert len(listed(e6).rubrics) == 7
    experience = listed(e6).experience
    assert experience is not None
    experience.setFocus()
    e6.key("Space")
    pages = listed(e6).pages
    assert pages is not None
    pages.setFocus()
    e6.key("Ctrl+A")
    e6.write("11")
    e6.key("Tab")
    check = check_of(e6)
    assert check is not None
    assert check.experience_pages == 11
    assert "Présentation de l’activité professionnelle\u202f: 1 page de trop." in e6.texts(e6.live.arrival)


def test_a_document_that_is_missing_is_named(e6: Hands) -> None:
    press(e6, "Détail du contrôle")
    listed(e6).documents[0].setFocus()
    e6.key("Space")
    assert "Manque\u202f: attestations de stages" in e6.texts(e6.live.arrival)


def test_what_the_list_says_stays_when_the_outcome_follows(hands: Hands) -> None:
    press(hands, "Détail du contrôle")
    listed(hands).rubrics[2, 10].setFocus()
    hands.key("Space")
    press(hands, "Doute de la commission…")
    hands.write("analyse critique absente")
    hands.key("Return")
    check = check_of(hands)
    assert check is not None
    assert (check.outcome, check.sheets[2].missing) == (Outcome.DOUBT, (10,))


def test_the_boxes_of_the_list_say_what_they_are(hands: Hands) -> None:
    press(hands, "Détail du contrôle")
    names = [box.accessibleName() for box in hands.see(QCheckBox, listed(hands)) if not box.text()]
    assert len(names) == len(set(names)) == 3 * 11 + 1
    assert "Fiche descriptive 3, analyse critique de la communication" in names


def test_the_page_on_a_dossier_that_stops_the_oral_is_a_step_away(e6: Hands) -> None:
    """A circular has it filled in for the jury."""
    press(e6, "Dossier absent…")
    e6.write("rien n’est déposé")
    e6.key("Return")
    e6.click(e6.live.arrival.stopped.conformity)
    assert e6.page is e6.workspace.grid
    assert "Fiche de contrôle de conformité du dossier, pour le jury." in e6.texts(e6.workspace.grid)
