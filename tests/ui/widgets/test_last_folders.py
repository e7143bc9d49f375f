"""Dialogs for files begin where the user went last for such a file, at the next run too."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from btstc_jury.application.settings import Settings, Shelf
from btstc_jury.system.settings import FileSettings
from btstc_jury.ui.widgets.fields import ask_files, ask_folder, ask_where, documents
from btstc_jury.ui.widgets.last_folders import last_folder, note_folder
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands


@pytest.fixture
def store(tmp_path: Path) -> FileSettings:
    return FileSettings(tmp_path / "config" / "settings.json")


@pytest.fixture
def hands(show_window: ShowWindow, store: FileSettings) -> Hands:
    return show_window(store)


def begun(hands: Hands, chosen: Path | None = None) -> Path:
    """Where the dialog in sight begins; it is left, or a file of a folder is chosen there."""
    (shown,) = hands.window.findChildren(QFileDialog)
    folder = Path(shown.directory().absolutePath())
    if chosen is not None:
        shown.fileSelected.emit(str(chosen))
        shown.filesSelected.emit([str(chosen)])
    shown.done(0)
    hands.wait(lambda: not hands.window.findChildren(QFileDialog))
    return folder


def test_reading_and_writing_a_kind_go_on_where_they_were(
    hands: Hands, store: FileSettings, show_window: ShowWindow, tmp_path: Path
) -> None:
    page, elsewhere = hands.window.welcome, tmp_path / "cas"
    elsewhere.mkdir()
    taken: list[object] = []
    ask_files(page, "Lire", "Cas (*.btscas)", taken.append, Shelf.CASES, tmp_path)
    assert begun(hands, elsewhere / "a.btscas") == tmp_path
    assert taken == [[elsewhere / "a.btscas"]]
    ask_where(page, "Écrire", "Cas (*.btscas)", tmp_path / "b.btscas", taken.append, shelf=Shelf.CASES)
    assert begun(hands) == elsewhere
    ask_where(page, "Écrire", "PDF (*.pdf)", tmp_path / "b.pdf", taken.append, shelf=Shelf.PAPERS)
    assert begun(hands) == tmp_path
    assert store.load().folders == {Shelf.CASES: elsewhere}
    hands.window.close()
    again = show_window(store)
    assert last_folder(again.window.welcome, Shelf.CASES, tmp_path) == elsewhere


def test_a_folder_is_remembered_itself(hands: Hands, tmp_path: Path) -> None:
    page, chosen = hands.window.welcome, tmp_path / "clé"
    chosen.mkdir()
    ask_folder(page, "Où", str(tmp_path), lambda _name: None, shelf=Shelf.OPINIONS)
    assert begun(hands, chosen) == tmp_path
    ask_folder(page, "Où", str(tmp_path), lambda _name: None, shelf=Shelf.OPINIONS)
    assert begun(hands) == chosen


def test_what_was_left_without_a_choice_or_is_gone_counts_for_nothing(hands: Hands, tmp_path: Path) -> None:
    page, gone = hands.window.welcome, tmp_path / "clé"
    ask_files(page, "Lire", "", lambda _paths: None, Shelf.LISTS)
    begun(hands)
    assert hands.window.preferences.value.folders == {}
    gone.mkdir()
    note_folder(page, Shelf.LISTS, gone)
    assert last_folder(page, Shelf.LISTS, documents()) == gone
    gone.rmdir()
    assert last_folder(page, Shelf.LISTS, documents()) == documents()


def test_a_window_of_its_own_and_a_bare_widget(hands: Hands, tmp_path: Path) -> None:
    beside = QWidget(hands.window)
    note_folder(beside, Shelf.GRIDS, tmp_path)
    assert last_folder(QWidget(beside), Shelf.GRIDS, documents()) == tmp_path
    alone = QWidget()
    note_folder(alone, Shelf.GRIDS, tmp_path)
    assert last_folder(alone, Shelf.GRIDS, documents()) == documents()
    alone.deleteLater()


def test_other_settings_stay_as_they_are(hands: Hands, store: FileSettings, tmp_path: Path) -> None:
    kept = hands.window.preferences.value
    note_folder(hands.window, Shelf.FORMS, tmp_path)
    assert store.load() == kept._replace(folders={Shelf.FORMS: tmp_path})
    assert kept == Settings()
