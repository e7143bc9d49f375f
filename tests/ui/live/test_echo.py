"""Each act is said in one line above the remark field, with the way back; errors stand at their field."""

from __future__ import annotations

from pathlib import Path

import pytest

from btstc_jury.application.sessions import Desk
from btstc_jury.application.views import live
from btstc_jury.application.views.live import TWICE
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.ui.oral.echo import EchoLine
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file


def echo(hands: Hands) -> str:
    return hands.live.echo.text().replace("\u202f", " ")


def test_a_level_says_what_it_changes_and_the_click_takes_it_back(started: Hands) -> None:
    started.key("F2")
    started.write("13ts")
    assert echo(started) == "n° 13 : TS · annuler"
    started.write("13ne")
    assert echo(started) == "n° 13 : TS → NE · annuler"
    started.click(started.live.echo.back)
    assert echo(started) == "Annulé : n° 13 : NE → TS · rétablir"
    assert started.oral.ratings == {13: "TS"}
    started.click(started.live.echo.back)
    assert echo(started) == "Rétabli : n° 13 : TS → NE · annuler"
    assert started.oral.ratings == {13: "NE"}
    started.write("13")
    started.key("Backspace")
    assert echo(started) == "n° 13 : NE → effacé · annuler"


def test_the_click_leaves_the_keys_where_they_are(started: Hands) -> None:
    started.remark("une")
    started.write("en cours")
    started.click(started.live.echo.back)
    assert started.at(started.live.remarks.field)
    assert started.live.remarks.field.text() == "en cours"
    assert echo(started) == "Annulé : Remarque ajoutée : une · rétablir"


def test_it_stands_above_the_field_and_nothing_moves(started: Hands) -> None:
    field, line = started.live.remarks.field, started.live.echo
    place = field.mapTo(started.live, field.rect().topLeft())
    assert line.mapTo(started.live, line.rect().bottomLeft()).y() < place.y()
    started.key("F2")
    started.write("13ts")
    started.key("F2")
    assert field.mapTo(started.live, field.rect().topLeft()) == place


def test_every_kind_of_act_is_echoed(started: Hands) -> None:
    assert echo(started).startswith("Commencée sans : ")
    started.remark("#13=S + contre-argument")
    assert echo(started) == "Remarque ajoutée : + contre-argument (n° 13) · n° 13 : S · annuler"
    started.key("Ctrl+P")
    assert echo(started) == "Suspension · annuler"
    started.key("Esc")
    started.key("Ctrl+P")
    assert echo(started) == "Reprise · annuler"
    started.pass_time(seconds=9)
    started.key("Ctrl+Return")
    assert echo(started).startswith("Phase 2 commencée : ")
    started.key("Ctrl+Shift+Return")
    assert started.workspace.deliberation.echo.text() == "Interrogation terminée · annuler"
    started.click(started.workspace.deliberation.echo.back)
    assert started.page is started.live
    assert echo(started) == "Annulé : Interrogation terminée · rétablir"


def test_the_last_signature_and_the_settling_can_not_be_taken_back(started: Hands) -> None:
    started.remark("vu")
    started.key("Ctrl+Shift+Z")
    assert echo(started) == "Il n’y a rien à rétablir."


def test_why_nothing_happened_is_said_there(started: Hands) -> None:
    started.key("Ctrl+B")
    assert echo(started) == "Dans cette phase, le candidat peut être interrompu."
    assert "protégée" not in started.window.notices.text()


def test_an_error_of_the_line_stands_below_it(started: Hands) -> None:
    started.remark("#99=S vu")
    assert "critère n°\u202f99 n’existe pas" in started.texts(started.live.remarks.entry)
    assert "existe" not in started.window.notices.text()


def test_the_same_is_announced_and_no_character(started: Hands, spoken: list[str]) -> None:
    started.write("Ecoute")
    assert spoken == []
    started.key("Return")
    started.key("F2")
    started.write("13ts")
    started.write("13ne")
    started.key("Ctrl+Z")
    started.key("F5")
    assert spoken[:4] == [
        "Remarque ajoutée : Ecoute",
        "critère 13 : TS",
        "critère 13 : TS, devient NE",
        "Annulé : critère 13 : NE, devient TS",
    ]
    assert spoken[4].startswith("Phase 1 : reste")
    assert len(spoken) == 5
    started.pass_time(seconds=9)
    started.key("Ctrl+Return")
    started.key("Ctrl+Shift+Return")
    assert spoken[5].startswith("Phase 2 commencée")
    assert spoken[6:] == ["Interrogation terminée"]


def test_the_time_left_is_said_on_a_key(started: Hands) -> None:
    started.pass_time(minutes=2)
    started.key("F5")
    assert echo(started) == started.live.echo.text().replace("\u202f", " ")
    view = started.live.clock
    left = view._left.text()
    assert f"reste {left}" in echo(started)
    assert f"total : reste {view._total.text()}" in echo(started)
    assert "annuler" not in echo(started)


def test_a_part_without_a_duration_of_its_own_has_only_the_total_said(
    show_window: ShowWindow, desk: Desk, path: Path
) -> None:
    """E4, CCF (annexe V, E4, § 4.A): its parts are free."""
    make_file(desk, path, ("e4-ccf-1",))
    hands = show_window()
    hands.window.open_path(path)
    hands.key("Return")
    hands.key("Ctrl+Return")
    hands.pass_time(minutes=2)
    hands.key("F5")
    assert echo(hands) == "Phase 1, total : reste 18:00"


def test_what_one_juror_does_in_secret_is_not_left_for_the_next(
    show_window: ShowWindow, desk: Desk, path: Path
) -> None:
    make_file(desk, path)
    hands = show_window()
    hands.window.open_path(path)
    hands.key("Return")
    hands.key("Ctrl+Return")
    hands.key("Alt+M")
    assert hands.oral.debate.mode is OpinionMode.SEPARATE
    hands.key("Alt+1")
    for _ in range(2):
        hands.write("1234")
        hands.key("Return")
    hands.key("F2")
    hands.write("3ts")
    assert echo(hands) == "n° 3 : TS · annuler"
    hands.key("Alt+0")
    assert echo(hands) == ""


def test_a_key_held_or_pressed_twice_begins_one_phase(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "TWICE", TWICE)
    hands.key("Ctrl+Return")
    before = hands.office.history(hands.live.oral)
    hands.key("Ctrl+Return")
    assert hands.office.history(hands.live.oral) == before
    assert hands.oral.phase == 0
    assert echo(hands) == "La phase vient de commencer : rien de plus n’a changé."
    hands.pass_time(seconds=2)
    hands.key("Ctrl+Return", 2)
    assert hands.oral.phase == 1
    hands.key("Ctrl+Z")
    assert hands.oral.phase == 0
    hands.key("Ctrl+Return")
    assert hands.oral.phase == 1


def test_every_screen_of_an_oral_has_its_line(started: Hands) -> None:
    assert len(started.see(EchoLine)) == 1
    started.key("Ctrl+Shift+Return")
    assert len(started.see(EchoLine)) == 1
