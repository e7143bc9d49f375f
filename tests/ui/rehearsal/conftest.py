"""A training file in the window, with students and a case in the library."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from btstc_jury.application.rehearsing import add_students
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.ui.rehearsal.live_page import AttemptPage
from btstc_jury.ui.rehearsal.sessions_page import SessionsPage
from btstc_jury.ui.shell.training_room import TrainingRoom
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands

CLASS = ExamSession(FileKind.TRAINING, 2027, "TC2 A, Mme Fictif", "")
STUDENTS = (
    Candidate("", "Benali", "Karim", class_name="TC2 A", group="1"),
    Candidate("", "Moreau", "Anaïs", class_name="TC2 A", group="2"),
)


class Teacher:
    """``hands`` in a training file."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands

    @property
    def room(self) -> TrainingRoom:
        room = self.hands.workspace.room
        assert room is not None
        return room

    @property
    def sessions(self) -> SessionsPage:
        return self.room.sessions

    @property
    def live(self) -> AttemptPage:
        return self.room.live

    def dialog(self) -> QDialog:
        found = self.hands.see(QDialog)
        assert len(found) == 1, found
        found[0].activateWindow()
        self.hands.wait(found[0].isActiveWindow)
        return found[0]


@pytest.fixture
def make(show_window: ShowWindow, desk: Desk, path: Path) -> Teacher:
    office = create_file(desk, path, CLASS)
    office.close()
    hands = show_window()
    hands.window.resize(1366, 768)
    assert hands.window.open_path(path)
    return Teacher(hands)


@pytest.fixture
def teacher(make: Teacher) -> Teacher:
    """The class is entered."""
    office = make.hands.office
    make.hands.workspace.conductor.carry_out(lambda: add_students(office, STUDENTS, "e4-ponctuel"))
    return make
