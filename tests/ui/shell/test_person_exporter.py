"""A copy of a candidate's data, from the day's list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from btstc_jury.application.sessions import Desk
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file


@pytest.fixture
def shown(show_window: ShowWindow, desk: Desk, path: Path) -> Hands:
    make_file(desk, path, ("e4-ponctuel", "e6-ponctuel"))
    hands = show_window()
    assert hands.window.open_path(path)
    return hands


def test_from_the_menu_of_a_line_into_a_chosen_folder(shown: Hands, tmp_path: Path) -> None:
    folder = tmp_path / "sortie"
    folder.mkdir()
    shown.workspace.day.person_asked.emit(2)
    dialog = next(each for each in shown.window.findChildren(QFileDialog) if each.isVisible())
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    dialog.fileSelected.emit(str(folder))
    dialog.done(0)
    shown.back()
    pdf = next(folder.glob("*.pdf"))
    assert shown.window.notices.text() == f"Données du candidat enregistrées (PDF et JSON)\u202f: {pdf}"
    data = json.loads(next(folder.glob("*.json")).read_text("utf-8"))
    assert data["person"]["number"] == "0213456781"
    assert not shown.workspace.exports.write_person(2, folder), "the same minute"
    assert "existe déjà" in shown.window.notices.text()


def test_a_folder_that_is_gone_is_told(shown: Hands, tmp_path: Path) -> None:
    assert not shown.workspace.exports.write_person(1, tmp_path / "absent")
    assert "introuvable" in shown.window.notices.text()
