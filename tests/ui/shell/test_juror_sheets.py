"""Sheets to write on, from the day's list to a file or the printer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog

from btstc_jury.application.sessions import Desk
from btstc_jury.ui.export.sheets_dialog import AttendanceDialog, SheetsDialog
from tests.documents.reading import page_texts
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file


@pytest.fixture
def shown(show_window: ShowWindow, desk: Desk, path: Path) -> Hands:
    make_file(desk, path, ("e4-ponctuel", "e6-ponctuel"))
    hands = show_window()
    assert hands.window.open_path(path)
    return hands


def asked(hands: Hands) -> SheetsDialog:
    hands.key("Ctrl+Shift+E")
    (dialog,) = hands.window.findChildren(SheetsDialog)
    hands.wait(dialog.isActiveWindow)
    return dialog


def test_the_sheets_of_one_candidate_into_a_file(shown: Hands, tmp_path: Path) -> None:
    dialog = asked(shown)
    assert dialog.one.text() == "Pour MOREAU-LEFEBVRE Anaïs"
    shown.click(dialog.save)
    # The window doesn't get the keys in between: the dialog for the file may be there first.
    shown.wait(lambda: bool(shown.see(QFileDialog)))
    (chooser,) = shown.see(QFileDialog)
    target = tmp_path / "feuilles.pdf"
    chooser.fileSelected.emit(str(target))
    chooser.done(0)
    shown.back()
    assert shown.window.notices.text() == f"Document enregistré\u202f: {target}"
    assert len(page_texts(target.read_bytes())) == 6


def test_the_sheets_of_the_day_to_the_printer(shown: Hands) -> None:
    dialog = asked(shown)
    assert dialog.all.text() == "Pour tous les candidats à interroger ce jour (2 candidats)"
    shown.click(dialog.all)
    shown.key("Return")
    shown.wait(lambda: bool(shown.see(QPrintDialog)))
    (printing,) = shown.see(QPrintDialog)
    assert printing.maxPage() == 12
    printing.reject()
    shown.back()
    pdf = shown.workspace.sheets.output().pdf
    assert pdf is not None
    assert len(page_texts(pdf)) == 12


def test_the_attendance_sheet_of_the_day_to_the_printer(shown: Hands) -> None:
    act = next(each for each in shown.workspace.day.actions() if each.text() == "Émargement du jour…")
    assert act.isVisible()
    act.trigger()
    (dialog,) = shown.window.findChildren(AttendanceDialog)
    shown.wait(dialog.isActiveWindow)
    assert "2 interrogations\u202f: 0 émargement consigné" in shown.texts(dialog)
    shown.key("Return")
    shown.wait(lambda: bool(shown.see(QPrintDialog)))
    (printing,) = shown.see(QPrintDialog)
    printing.reject()
    shown.back()
    pdf = shown.workspace.sheets.output().pdf
    assert pdf is not None
    assert "Feuille d’émargement" in page_texts(pdf)[0]


def test_the_fiche_de_controle_is_one_of_the_papers_of_an_oral(shown: Hands) -> None:
    shown.workspace.show_grid(1)
    grid = shown.workspace.grid
    shown.wait(lambda: grid.ready)
    words = [each.text() for each in grid.menu.actions()]
    assert words == ["Fiche de contrôle de conformité…"]
    grid.menu.actions()[0].trigger()
    shown.wait(lambda: grid.ready)
    assert "Fiche de contrôle de conformité du dossier, pour le jury." in shown.texts(grid)
    assert "CONTRÔLE À CONSIGNER" in grid.text.toPlainText()
    shown.key("Escape")
    shown.wait(lambda: grid.ready)
    assert "pour le jury" not in shown.texts(grid)
