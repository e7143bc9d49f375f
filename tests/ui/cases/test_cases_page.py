"""The library as the page of a training file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu

from btstc_jury.application.rehearsing import add_students
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.ui.cases.case_editor import CaseEditor
from btstc_jury.ui.cases.cases_page import CasesPage
from btstc_jury.ui.cases.cases_window import CasesWindow
from btstc_jury.ui.rehearsal.setup_dialog import SetupDialog
from tests.cases import case_folder, full_file
from tests.ui.cases.test_case_library import drop, keep, primaries
from tests.ui.cases.test_case_pictures import Camera
from tests.ui.conftest import ShowWindow
from tests.ui.finding import fill
from tests.ui.hands import Hands, listed


class Room:
    """The page of cases in a training file of one student."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        office = hands.office
        student = Candidate("", "Benali", "Karim", class_name="TC2 A")
        hands.workspace.conductor.carry_out(lambda: add_students(office, (student,), "e4-ponctuel"))
        hands.key("F6")
        assert isinstance(hands.page, CasesPage)
        self.page = hands.page

    def editor(self) -> CaseEditor:
        self.hands.wait(lambda: bool(self.hands.see(CaseEditor)))
        (found,) = self.hands.see(CaseEditor)
        found.activateWindow()
        self.hands.wait(lambda: self.hands.focus.window() is found)
        return found


@pytest.fixture
def room(show_window: ShowWindow, desk: Desk, path: Path, folder: Path) -> Room:
    keep(folder, full_file())
    create_file(desk, path, ExamSession(FileKind.TRAINING, 2027, "TC2 A", "")).close()
    hands = show_window()
    hands.window.resize(1280, 720)
    assert hands.window.open_path(path)
    return Room(hands)


def test_a_case_is_played_from_its_line_and_one_comes_home_by_keys(room: Room) -> None:
    assert room.hands.at(room.page.library.list)
    room.hands.key("Ctrl+Return")
    room.hands.wait(lambda: bool(room.hands.see(SetupDialog)))
    (asked,) = room.hands.see(SetupDialog)
    asked.reject()
    room.hands.back()
    room.hands.key("Alt+Left")
    room.hands.wait(lambda: room.hands.page is not room.page)


def test_the_page_fits_and_its_menu_has_its_acts(room: Room) -> None:
    camera = Camera("light-100")
    camera.take(room.hands.window, "page")
    assert not camera.problems, "\n".join(camera.problems)
    names = {each.text().split("\t")[0] for each in room.page.library.actions()}
    assert {"Nouveau cas…", "Dupliquer", "Supprimer", "Banque…"} <= names
    menus = [each.menu() for each in room.hands.window.menuBar().actions() if each.isVisible()]
    acts = [act for menu in menus if isinstance(menu, QMenu) for act in menu.actions()]
    shown = {each.text().split("\t")[0] for each in acts}
    assert {"Nouveau cas…", "Même cas, plus difficile…", "Supprimer"} <= shown


def test_a_case_dropped_there_comes_into_the_page_and_not_into_a_window(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "given.btscas"
    case_folder(tmp_path).write(path, full_file("case-2", "Granulés"))
    drop(room.hands.window, path)
    assert [each.split(".")[0] for each in listed(room.page.library.list)] == [
        "Granulés",
        "Portes isothermes",
    ]
    assert room.page.library.key == "case-2"
    assert not room.hands.see(CasesWindow)


def test_what_is_typed_stays_when_the_file_is_closed_under_the_editor(room: Room, folder: Path) -> None:
    room.hands.key("Return")
    editor = room.editor()
    fill(editor, "Titre du cas", "Portes rapides")
    room.hands.window.activateWindow()
    assert room.hands.window.bench.close_file()
    QApplication.processEvents()
    assert case_folder(folder).open("case-1").case.title == "Portes rapides"
    room.hands.wait(lambda: not room.hands.see(CaseEditor))


def test_one_button_stands_out_with_a_case_and_without(room: Room) -> None:
    window = room.hands.window
    (only,) = primaries(window)
    assert only.startswith("Nouvel essai")
    room.page.library.acts.delete()
    assert primaries(window) == ["Ajouter les cas prêts à jouer (2)"]
