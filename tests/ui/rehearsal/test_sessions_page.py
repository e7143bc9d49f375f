"""What a training file opens on, by keys."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QPlainTextEdit

from btstc_jury.application.rehearsing import grouped
from btstc_jury.domain.standing import Stage
from tests.ui.hands import listed
from tests.ui.rehearsal.conftest import Teacher


def test_an_empty_file_tells_what_to_do(make: Teacher) -> None:
    hands = make.hands
    assert hands.page is make.sessions
    assert "Ajoutez les étudiants" in hands.texts()
    assert hands.button("Ajouter des étudiants…", make.sessions._empty).hasFocus()


def test_students_are_added_one_by_one_and_as_a_list(make: Teacher) -> None:
    hands = make.hands
    hands.key("Ctrl+I")
    make.dialog()
    hands.write("Benali")
    hands.key("Tab")
    hands.write("Karim")
    hands.key("Return")
    assert "Ajouté\u202f: BENALI Karim" in hands.texts(make.dialog())
    (pasted,) = hands.see(QPlainTextEdit)
    pasted.setFocus()
    QApplication.clipboard().setText("MOREAU Anaïs;TC2 A;2\nDE LA TOUR Anne Marie\tTC2 A\t1\n")
    hands.key("Ctrl+V")
    assert "2 étudiants lus." in hands.texts(make.dialog())
    hands.key("Ctrl+Return")
    hands.key("Escape")
    hands.back()
    names = {each[0].state.plan.candidate.full_name for each in grouped(hands.office).values()}
    assert names == {"BENALI Karim", "MOREAU Anaïs", "DE LA TOUR Anne Marie"}
    assert hands.page is make.sessions
    assert len(listed(make.sessions.students)) == 3


def test_from_choice_to_running_clock_in_one_act(teacher: Teacher) -> None:
    hands = teacher.hands
    hands.key("Down")
    hands.key("Return")
    teacher.dialog()
    hands.key("Return")
    hands.back()
    assert hands.page is teacher.live
    state = hands.office.oral(teacher.live.oral)
    assert state.stage is Stage.RUNNING
    assert state.plan.candidate.full_name == "MOREAU Anaïs"
