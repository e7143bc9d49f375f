"""Who rehearses: corrected, forgotten, given a copy, by keys and by the menu."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from btstc_jury.application.rehearsing import grouped
from btstc_jury.domain import events as ev
from btstc_jury.ui.shell.questions import Question
from tests.ui.finding import fill
from tests.ui.hands import listed
from tests.ui.rehearsal.conftest import Teacher


def act(teacher: Teacher, words: str) -> QAction:
    return next(each for each in teacher.sessions.actions() if each.text().startswith(words))


def test_a_student_is_corrected(teacher: Teacher) -> None:
    hands = teacher.hands
    hands.key("F4")
    fill(teacher.dialog(), "Classe", "TC2 B")
    hands.key("Return")
    hands.back()
    assert "TC2 B · groupe 1" in "\n".join(listed(teacher.sessions.students))


def test_a_student_is_forgotten_once_it_is_meant(playing: Teacher) -> None:
    hands = playing.hands
    hands.key("Ctrl+Shift+Return")
    hands.key("Alt+Left")
    number = playing.sessions.student
    said: list[str] = []

    def answer(*, agree: bool) -> None:
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, Question)
        said.append(asked.words)
        (asked.agree if agree else asked.stay).click()

    QTimer.singleShot(0, hands.window, lambda: answer(agree=False))
    act(playing, "Oublier").trigger()
    assert number in grouped(hands.office)
    QTimer.singleShot(0, hands.window, lambda: answer(agree=True))
    act(playing, "Oublier").trigger()
    assert number not in grouped(hands.office)
    assert "1 essai quittent" in said[0]
    assert len(listed(playing.sessions.students)) == 1


def test_a_student_takes_a_copy_of_all_of_theirs(playing: Teacher, tmp_path: Path) -> None:
    hands = playing.hands
    hands.write("+ reformule #9=S")
    hands.key("Return")
    hands.key("Alt+A")
    hands.write("1")
    oral = playing.live.oral
    hands.key("Ctrl+Shift+Return")
    hands.office.act(oral, ev.Observed("Léa Observatrice", ((9, "S"),)))
    folder = tmp_path / "copie"
    folder.mkdir()
    assert hands.workspace.exports.write_person(oral, folder)
    (data,) = folder.glob("*.json")
    told = data.read_text("utf-8")
    assert json.loads(told)
    for words in ("Benali", "TC2 A", "Objection A", "reformule"):
        assert words in told, words
    for others in ("Moreau", "Léa Observatrice", "Budget 118", "coût d’usage", "service après-vente"):
        assert others not in told, others
    assert "Votre prix est 8 % au-dessus." in told


def test_with_whom_one_rehearses_is_told_in_a_line(teacher: Teacher) -> None:
    hands = teacher.hands
    act(teacher, "Classe et professeurs").trigger()
    fill(teacher.dialog(), "Professeurs", "Mme Fictif, M. Modèle")
    hands.key("Return")
    hands.back()
    assert [each.name for each in hands.office.session.jurors] == ["Mme Fictif", "M. Modèle"]
    assert {each.role.facts.title for each in hands.office.session.jurors} == {"Professeur"}
