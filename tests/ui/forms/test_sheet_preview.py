"""A spreadsheet as a form's beginning: what was found is shown, and corrected by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from btstc_jury.application.form_proposals import Taken
from btstc_jury.system import folders
from btstc_jury.ui.forms.beginning import BeginDialog
from btstc_jury.ui.forms.form_editor import FormEditor
from btstc_jury.ui.forms.sheet_preview import SheetPreview
from tests.exchange import odd_sheets as odd
from tests.exchange.form_folder import plain
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands

BARE = (
    odd.cells(1, "Oral de métier")
    + odd.cells(3, "Quoi", "Peu", "Beaucoup")
    + odd.cells(4, "Écoute", "coupe la parole", "reformule")
)
Begin = Callable[[bytes, str], BeginDialog]


@pytest.fixture
def hands(show_window: ShowWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hands:
    monkeypatch.setattr(folders, "centre_folder", lambda: tmp_path / "formes")
    return show_window()


@pytest.fixture
def begin(hands: Hands, tmp_path: Path) -> Begin:
    """The dialog, once that workbook was read, or refused."""

    def show(content: bytes, name: str) -> BeginDialog:
        path = tmp_path / name
        path.write_bytes(content)
        hands.key("Ctrl+Shift+N")
        (dialog,) = hands.window.findChildren(BeginDialog)
        hands.wait(lambda: hands.focus.window() is dialog)
        dialog.origin.setCurrentIndex(dialog.origin.findData("/sheet"))
        dialog.preview.read(path)
        assert "Lecture de" in dialog.preview.found.text()
        with hands.qtbot.waitSignal(dialog.preview.changed):
            pass
        return dialog

    return show


def taken(preview: SheetPreview) -> list[Taken]:
    return [Taken(each.currentData()) for each in preview.columns.values()]


def test_what_was_found_is_said(hands: Hands, begin: Begin) -> None:
    preview = begin(odd.XLS.read_bytes(), "grille.xls").preview
    assert plain(preview.found.text()) == (
        "3 critères : « Repérage », « Documents », « Écoute », 2 blocs. Niveaux : Novice, Débrouillé, Expert."
    )
    assert "Feuille masquée, laissée de côté : « Cachée »." in plain(preview.remarks.text())
    assert not hands.see(type(preview.sheet), preview.sheet)
    assert plain(preview.row.currentText()).startswith("4 : Compétences · Critères · 1 : Novice")
    assert hands.focus is next(iter(preview.columns.values()))
    assert "Dessous : « C1 Préparer »" in plain(hands.focus.accessibleDescription())


def test_what_was_not_found_is_said_by_keys(hands: Hands, begin: Begin) -> None:
    dialog = begin(odd.xlsx(BARE), "grille.xlsx")
    preview = dialog.preview
    assert "Rien n’est proposé" in preview.found.text()
    assert "dites laquelle a les critères" in plain(preview.problem)
    assert hands.focus is preview.row
    hands.key("Shift+Tab")
    assert hands.focus is dialog.origin
    hands.key("Tab", 2)
    first = hands.focus
    assert first is preview.columns[0]
    hands.key("Up", 3)
    assert hands.focus is first
    assert taken(preview) == [Taken.CRITERION, Taken.NOTHING, Taken.NOTHING]
    assert not preview.problem
    hands.key("Tab")
    hands.key("Up", 4)
    assert taken(preview) == [Taken.CRITERION, Taken.GROUP, Taken.NOTHING]
    hands.key("Down")
    assert taken(preview) == [Taken.NOTHING, Taken.CRITERION, Taken.NOTHING]
    hands.key("Down")
    hands.key("Tab")
    hands.key("Up", 2)
    assert taken(preview) == [Taken.CRITERION, Taken.LEVEL, Taken.LEVEL]
    assert plain(preview.found.text()) == "1 critère : « Écoute ». Niveaux : Peu, Beaucoup."
    hands.key("Return")
    (editor,) = hands.window.findChildren(FormEditor)
    assert [each["text"] for each in editor.draft.rows("criteria")] == ["Écoute"]


def test_another_sheet_and_another_row_are_taken_by_keys(hands: Hands, begin: Begin) -> None:
    preview = begin(odd.written(odd.grid, 2), "grille.xlsx").preview
    assert hands.focus is preview.sheet
    hands.key("Down")
    assert preview.proposal is None
    assert "(« F2 »)" in plain(preview.problem)
    hands.key("Up")
    assert preview.proposal is not None
    hands.key("Tab")
    hands.key("Down")
    assert preview.row.currentData() == 2
    assert "aucune colonne de critères à la ligne 2" in plain(preview.problem)
    assert hands.focus is preview.row


@pytest.mark.parametrize("name", ["protege.xlsx", "loin.ods", "papier.ods"])
def test_what_cannot_be_read_is_said(hands: Hands, begin: Begin, name: str) -> None:
    dialog = begin(odd.HARMFUL[name](), name)
    assert f"{name} : " in plain(hands.texts(dialog))
    assert dialog.preview.isHidden()
    assert hands.focus is dialog.origin


def test_a_workbook_that_ends_its_reader(hands: Hands, begin: Begin) -> None:
    dialog = begin(odd.endless_xls(), "grille.xls")
    assert "trop de temps ou de mémoire et a été arrêtée" in hands.texts(dialog)


def test_what_is_read_for_nobody_any_more_is_not_shown(hands: Hands, tmp_path: Path) -> None:
    path = tmp_path / "grille.xls"
    path.write_bytes(odd.XLS.read_bytes())
    hands.key("Ctrl+Shift+N")
    (dialog,) = hands.window.findChildren(BeginDialog)
    dialog.origin.setCurrentIndex(dialog.origin.findData("/sheet"))
    dialog.preview.read(path)
    with hands.qtbot.waitSignal(dialog.preview.reading.rested):
        dialog.origin.setCurrentIndex(dialog.origin.findData("/blank"))
    assert dialog.preview.isHidden()
    assert dialog.preview.proposal is None


def test_a_model_is_written_and_read_back(hands: Hands, begin: Begin, tmp_path: Path) -> None:
    dialog = begin(b"", "vide.xlsx")
    assert dialog.model.isVisible()
    assert not dialog.another.isVisible()
    model = tmp_path / "modèle.xlsx"
    dialog.save_model(str(model))
    assert "Modèle écrit" in hands.texts(dialog)
    dialog.preview.read(model)
    with hands.qtbot.waitSignal(dialog.preview.changed):
        pass
    assert plain(dialog.preview.found.text()).startswith("4 critères : « Premier critère, à remplacer »")
    assert not dialog.model.isVisible()
    assert dialog.another.isVisible()
    dialog.save_model(str(tmp_path / "absent" / "modèle.xlsx"))
    assert "Modèle écrit" not in hands.texts(dialog)
