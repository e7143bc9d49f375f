"""Pictures of the arrival, of a stopped oral and of a reserve, to be looked at: build/screens/."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from btstc_jury.application.sessions import Desk
from btstc_jury.domain import events as ev
from btstc_jury.domain.candidate import ONE_THIRD, Accommodation
from btstc_jury.domain.dossier import DossierCheck, Outcome
from btstc_jury.domain.moments import Duration
from tests.each_status import COMPLIANT, DOUBT, HERE, Orals
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file
from tests.ui.pictures import taken

THIRD = Accommodation(ONE_THIRD, ONE_THIRD, ONE_THIRD, "lecteur", Duration.minutes(10))


@pytest.fixture
def hands(show_window: ShowWindow, desk: Desk, path: Path) -> Hands:
    """An E4 with extra time and an E6, before their start, in a small window."""
    make_file(desk, path, ("e4-ponctuel", "e6-ponctuel"), accommodation=THIRD)
    hands = show_window()
    hands.window.resize(1280, 720)
    assert hands.window.open_path(path)
    hands.key("Return")
    return hands


def _doubt(hands: Hands) -> None:
    hands.live.arrival.dossier.doubt.click()
    hands.write("Attestation sans signature")


def _empty_seat(hands: Hands) -> None:
    hands.live.arrival.commission.rows[1].tick.click()
    hands.key("Ctrl+Return")


def _stopped(hands: Hands) -> None:
    check = DossierCheck(Outcome.NO_DOSSIER, reason="Aucun document remis")
    hands.workspace.conductor.act(hands.live.oral, ev.DossierChecked(check))


SCENES: dict[str, Callable[[Hands], object]] = {
    "vide": lambda _hands: None,
    "verifie": lambda hands: hands.key("Return", 4),
    "retard": lambda hands: hands.live.arrival.presence.late.click(),
    "doute": _doubt,
    "detail": lambda hands: hands.live.arrival.dossier.detail.click(),
    "place-vide": _empty_seat,
    "arrete": _stopped,
}


@pytest.mark.parametrize("scene", SCENES)
def test_arrival(hands: Hands, look: str, scene: str) -> None:
    SCENES[scene](hands)
    assert taken(hands.window, f"arrivee-{scene}-{look}") > 20


def test_reserve(hands: Hands, look: str) -> None:
    orals = Orals(hands.office, hands.clock)
    orals.act(hands.live.oral, ev.PresenceChecked(HERE), ev.DossierChecked(COMPLIANT))
    orals.act(hands.live.oral, ev.DossierChecked(DOUBT))
    orals.conduct(hands.live.oral)
    hands.workspace.show_deliberation(hands.live.oral)
    assert taken(hands.window, f"reserve-{look}") > 20


def test_day_of_each_status(hands: Hands, look: str) -> None:
    Orals(hands.office, hands.clock).each()
    hands.workspace.show_day()
    assert taken(hands.window, f"accueil-statuts-{look}") > 20
