"""Sheets to write on, from the day's list to a file or the printer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog

from btstc_jury.application.sessions import Desk
from btstc_jury.ui.export.sheets_dialog import SheetsDialog
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
