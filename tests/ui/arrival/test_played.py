"""What the oral plays, recorded at arrival by the keyboard and corrected afterwards, on the real screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from btstc_jury.application.sessions import Desk
from btstc_jury.domain.playing import Handed, Played
from btstc_jury.ui.arrival.played import PlayedSection
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file


@pytest.fixture
def e6(show_window: ShowWindow, desk: Desk, path: Path) -> Hands:
    """The live screen of an E6 before its start."""
    make_file(desk, path, ("e6-ponctuel",))
    hands = show_window()
    hands.window.open_path(path)
    hands.key("Return")
    return hands


def section(hands: Hands) -> PlayedSection:
    return hands.live.arrival.played


def played(hands: Hands) -> Played:
    return hands.oral.proceedings.choice


def test_a_fiche_its_modifications_and_annexes_in_a_few_keys(hands: Hands) -> None:
    """Annexe V, E4, § 4.B (l.5436-5439)."""
    card = section(hands)
    card.sheet.setFocus()
    hands.key("Down")
    hands.key("Down")
    hands.key("Tab")
    hands.write("Chauffage bois")
    hands.key("Tab")
    hands.write("budget réduit d’un tiers")
    hands.key("Tab")
    hands.key("Down")
    hands.key("Down")
    assert card.altered.isVisible()
    card.altered.setFocus()
    hands.key("Space")
    whole = Played(1, "Chauffage bois", "budget réduit d’un tiers", Handed.SOME, altered=True)
    assert played(hands) == whole
    assert "fiche retenue" not in hands.live.arrival.ready.text()
    hands.key("Ctrl+Return")
    said = hands.texts(hands.live.clock)
    assert "Fiche 2, Chauffage bois, sans les modifications" in said
    hands.pass_time(seconds=20)
    hands.key("Ctrl+Return")
    said = hands.texts(hands.live.clock)
    assert "avec les modifications\u202f: budget réduit d’un tiers" in said


def test_what_is_not_recorded_is_said_and_holds_nothing_back(hands: Hands) -> None:
    lacking = "fiche retenue, modifications de la commission, annexes remises"
    assert lacking in hands.live.arrival.ready.text()
    hands.key("Ctrl+Return")
    assert hands.oral.stage.begun


def test_it_is_corrected_once_the_oral_has_begun(hands: Hands) -> None:
    hands.key("Ctrl+Return")
    hands.key("Ctrl+Shift+J")
    drawer = hands.live.drawers.played
    assert hands.at(drawer.section.sheet)
    hands.key("Down")
    drawer.section.changes.setFocus()
    hands.write("client pressé")
    hands.key("Escape")
    assert not drawer.isVisible()
    assert played(hands) == Played(0, changes="client pressé")
    hands.key("Ctrl+Z")
    assert played(hands) == Played(0)


def test_the_titles_of_the_dossier_are_proposed(hands: Hands) -> None:
    hands.button("Détail du contrôle", hands.live.arrival).setFocus()
    hands.key("Return")
    hands.write("Chauffage bois")
    hands.key("Tab")
    card = section(hands)
    card.sheet.setFocus()
    assert card.sheet.itemText(1) == "Fiche 1 · Chauffage bois"
    hands.key("Down")
    assert played(hands) == Played(0, "Chauffage bois")
    hands.key("Down")
    assert played(hands) == Played(1)


def test_an_e6_has_its_project_and_no_annexes(e6: Hands) -> None:
    """« le projet choisi par la commission d’interrogation » (annexe V, E6, § 4.A, l.5735)."""
    card = section(e6)
    assert card.title.text() == "Projet choisi"
    assert not card.changes.isVisible()
    assert not card.handed.isVisible()
    card.words.setFocus()
    e6.write("Portes ouvertes")
    e6.key("Ctrl+Return")
    assert played(e6) == Played(title="Portes ouvertes")
    assert "Projet «\u202fPortes ouvertes\u202f»" in e6.texts(e6.live.clock)
