"""A training file in the window, with students and a case in the library."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from btstc_jury.application.cases import CaseFile
from btstc_jury.application.rehearsing import Setup, add_students, begin, set_up
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.case import Buyer, Case, Concession, Motive, Objection, ObjectionKind
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.system import folders
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

    @property
    def state(self) -> Oral:
        """Of the attempt on the live page."""
        return self.hands.office.oral(self.live.oral)

    def dialog(self) -> QDialog:
        found = self.hands.see(QDialog)
        assert len(found) == 1, found
        found[0].activateWindow()
        self.hands.wait(found[0].isActiveWindow)
        return found[0]


@pytest.fixture(autouse=True)
def no_user_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Cases and bank of these tests are their own."""
    monkeypatch.setattr(folders, "centre_folder", lambda: tmp_path / "données" / "formes")


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


@pytest.fixture
def case() -> Case:
    """Three objections, and a buyer with something to hide."""
    buyer = Buyer(
        "Mme Roux",
        "directrice logistique",
        "Remplacer 12 chariots avant le 1er mars, un seul contrat d’entretien.",
        (Motive.SECURITY, Motive.MONEY),
        "Je compare trois offres.",
        "Budget 118 k€\u202f; le concurrent livre en trois semaines.",
        "Accepte 124 k€ si la formation est incluse.",
        "au-delà de six semaines",
        (Concession("une livraison en deux fois", "la reprise des anciens chariots"),),
    )
    objections = (
        Objection("Votre prix est 8 % au-dessus.", ObjectionKind.PRICE, minute=2, answer="le coût d’usage"),
        Objection("Je ne connais pas votre service après-vente.", ObjectionKind.SERVICE, minute=5),
        Objection("Il me faut une reprise des anciens chariots.", ObjectionKind.PRODUCT),
    )
    return Case("valdor", "Chariots Valdor", "E4", "fiche descriptive", buyer=buyer, objections=objections)


@pytest.fixture
def kept_case(teacher: Teacher, case: Case) -> Case:
    """The same, in the library."""
    teacher.hands.window.bench.shell.ports.rehearsals.cases().keep(CaseFile(case))
    return case


@pytest.fixture
def playing(teacher: Teacher, case: Case) -> Teacher:
    """The simulation of the first student runs, of that case."""
    hands, office = teacher.hands, teacher.hands.office
    number = teacher.sessions.student
    oral, _ = set_up(office, Setup(number, "e4-ponctuel", case))
    hands.workspace.conductor.carry_out(lambda: begin(office, oral))
    hands.workspace.open_oral(oral)
    assert hands.page is teacher.live
    return teacher
