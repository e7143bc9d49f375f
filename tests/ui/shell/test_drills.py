"""A commission practises with a recorded oral, by keys: begun, heard, rated, compared."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication

from btstc_jury.domain.moments import Duration
from btstc_jury.domain.session import FileKind
from btstc_jury.ui.shell.drills import ComparisonDialog, DrillDialog, DrillStrip
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))


@pytest.fixture
def shown(data: None, show_window: ShowWindow) -> Hands:
    hands = show_window()
    hands.window.resize(1366, 768)
    hands.window.acts.drill.trigger()
    return hands


def dialog_of(hands: Hands) -> DrillDialog:
    (dialog,) = hands.window.findChildren(DrillDialog)
    hands.wait(dialog.isActiveWindow)
    return dialog


def begun(hands: Hands, pace: int = 2, *, separate: bool = True) -> DrillStrip:
    dialog = dialog_of(hands)
    dialog.pace.setCurrentIndex(pace)
    dialog.separate.setChecked(separate)
    dialog.names[0].line.setText("Camille Fictif")
    hands.key("Return")
    hands.back()
    (strip,) = hands.window.findChildren(DrillStrip)
    return strip


def test_what_the_candidate_says_comes_by_itself_at_the_pace_chosen(shown: Hands) -> None:
    strip = begun(shown)
    assert shown.page is shown.live
    assert shown.office.session.kind is FileKind.DEMONSTRATION
    assert "EXERCICE – candidat enregistré, sans valeur d’examen" in shown.texts()
    assert "DÉMONSTRATION" not in shown.texts()
    assert "commencez la première phase" in strip.said[1].text()
    shown.key("Ctrl+Return")
    shown.clock.advance(Duration.seconds(4))
    shown.wait(lambda: "34 salariés" in strip.said[1].text())
    assert strip.said[1].text().startswith("0:48 Candidat\u202f: ")
    assert strip.said[0].text().startswith("0:05 Candidat\u202f: Salue")
    assert strip.isVisible()
    assert not strip.compare.isVisible()
    shown.key("Alt+Left")
    assert not strip.isVisible()


def test_the_levels_are_compared_once_it_is_over(shown: Hands) -> None:
    strip = begun(shown, 0, separate=False)
    shown.key("Ctrl+Return")
    shown.key("F2")
    for each in ("1", "S"):
        shown.key(each)
    shown.key("F2")
    shown.key("Ctrl+Shift+Return")
    shown.wait(strip.compare.isVisible)
    shown.click(strip.compare)
    (compared,) = shown.window.findChildren(ComparisonDialog)
    shown.wait(compared.isActiveWindow)
    assert [compared.table.model().index(0, place).data() for place in (2, 3)] == ["S", "S"]
    shown.click(compared.copy)
    assert QGuiApplication.clipboard().text().splitlines()[1].endswith("\tS\tS")
    shown.key("Return")
    shown.back()


def test_the_levels_of_the_recording_wait_for_those_of_the_commission(shown: Hands) -> None:
    strip = begun(shown, 0, separate=False)
    shown.key("Ctrl+Return")
    shown.key("Ctrl+Shift+Return")
    strip.listen()
    assert shown.office.oral(1).stage.facts.over
    assert not strip.compare.isVisible()


def test_names_typed_stay_when_another_recording_is_chosen(shown: Hands) -> None:
    dialog = dialog_of(shown)
    dialog.names[1].line.setText("Dominique Fictif")
    dialog.which.setCurrentIndex(1)
    assert [each.name for each in dialog.jurors()] == ["Membre 1", "Dominique Fictif", "Membre 3"]
    assert dialog.drill.form == "e6-ponctuel"
    shown.key("Escape")
    shown.back()
