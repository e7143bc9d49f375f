"""Receiving the candidate, by keyboard, on the real screen."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.signing import Strokes
from btstc_jury.domain.proceedings import Absence, AbsenceKind, Attendance, Lateness, Presence
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.arrival.presence import PresenceSection
from tests.conftest import ExpectedLogs
from tests.ui.hands import Hands, Troubled


def section(hands: Hands) -> PresenceSection:
    return hands.live.arrival.presence


def drawn(hands: Hands) -> Strokes:
    return section(hands).signature.strokes


def presence(hands: Hands) -> Presence | None:
    return hands.oral.proceedings.presence


def absence(hands: Hands) -> Absence | None:
    return hands.oral.proceedings.absence


def lateness(hands: Hands) -> Lateness | None:
    return hands.oral.proceedings.lateness


def stage(hands: Hands) -> Stage:
    return hands.oral.stage


def go_to(hands: Hands, words: str) -> None:
    """Along the keys, to the link that bears these words, and into it."""
    for _ in range(30):
        if getattr(hands.focus, "text", str)() == words:
            hands.key("Return")
            return
        hands.key("Tab")
    raise AssertionError(words)


def test_a_usual_candidate_takes_four_times_enter(hands: Hands) -> None:
    hands.key("Return", 4)
    here, dossier = presence(hands), hands.oral.proceedings.dossier
    assert here is not None
    assert (here.convocation, here.identity, here.attendance) == (True, True, Attendance.PAPER)
    assert dossier is not None
    assert dossier.outcome == "compliant"
    assert hands.at(hands.live.arrival.played.sheet)
    words = hands.live.arrival.ready.text()
    assert "Pas encore consigné\u202f: fiche retenue, modifications" in words
    hands.key("Ctrl+Return")
    assert stage(hands) is Stage.RUNNING
    assert hands.at(hands.live.remarks.field)


def test_what_is_not_checked_is_said_and_does_not_hold_the_start_back(hands: Hands) -> None:
    hands.key("Space")
    words = hands.texts(hands.live.arrival)
    assert "Pas encore consigné\u202f: pièce d’identité, émargement, contrôle du dossier, fiche" in words
    assert "L’interrogation peut commencer sans" in words
    hands.key("Ctrl+Return")
    assert stage(hands) is Stage.RUNNING


def test_a_tick_is_taken_back_by_itself_or_by_undo(hands: Hands) -> None:
    hands.key("Space")
    hands.key("Space")
    here = presence(hands)
    assert here is not None
    assert not here.convocation
    hands.key("Ctrl+Z")
    assert section(hands).convocation.isChecked()


def test_the_candidate_signs_on_the_screen(hands: Hands) -> None:
    go_to(hands, "Signature dessinée…")
    field = section(hands).signature
    field.repaint()
    for start in (20, 90):
        QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=QPoint(start, 30))
        for step in range(5):
            QTest.mouseMove(field, QPoint(start + 10 * step, 30 + 4 * step))
        QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=QPoint(start + 40, 46))
    here = presence(hands)
    assert here is not None
    assert here.attendance is Attendance.DRAWN
    assert len(here.strokes) == 2
    assert all(0 <= value <= 1000 for stroke in here.strokes for value in stroke)
    assert here.strokes[0][0] == round(20 * 1000 / field.width())
    assert drawn(hands) == here.strokes
    hands.key("Ctrl+Z")
    assert len(drawn(hands)) == 1
    section(hands).erase.setFocus()
    hands.key("Return")
    erased = presence(hands)
    assert erased is not None
    assert erased.attendance is Attendance.NOT_SIGNED
    assert drawn(hands) == ()


def test_an_absence_says_what_follows_before_it_is_recorded(hands: Hands) -> None:
    go_to(hands, "Absent…")
    assert "Aucune note n’est proposée." in hands.texts(hands.live.arrival)
    assert absence(hands) is None
    hands.key("Escape")
    assert stage(hands) is Stage.PLANNED
    go_to(hands, "Absent…")
    hands.key("Return")
    assert absence(hands) == Absence(AbsenceKind.ABSENT)
    assert stage(hands) is Stage.CLOSED
    assert "Candidat absent" in hands.texts(hands.live.arrival)
    assert hands.at(hands.live.arrival.stopped.home)
    hands.key("Return")
    assert hands.page is hands.workspace.day


def test_a_justified_absence_needs_its_document(hands: Hands) -> None:
    go_to(hands, "Absence justifiée…")
    hands.key("Return")
    assert "À remplir." in hands.texts(hands.live.arrival)
    assert absence(hands) is None
    hands.write("certificat médical du 1er juin")
    hands.key("Return")
    assert absence(hands) == Absence(AbsenceKind.JUSTIFIED, "certificat médical du 1er juin")
    assert "certificat médical du 1er juin" in hands.texts(hands.live.arrival)


def test_an_absence_by_mistake_is_undone_where_it_was_made(hands: Hands) -> None:
    go_to(hands, "Absent…")
    hands.key("Return")
    hands.key("Ctrl+Z")
    assert stage(hands) is Stage.PLANNED
    assert hands.at(section(hands).convocation)
    hands.key("Ctrl+Return")
    assert stage(hands) is Stage.RUNNING


def test_a_late_candidate_is_admitted_with_a_reason_and_a_name(hands: Hands) -> None:
    before = hands.oral.clock(hands.clock.now()).total_allowed
    go_to(hands, "En retard…")
    hands.key("Ctrl+A")
    hands.write("12")
    hands.key("Tab")
    hands.write("train supprimé")
    hands.key("Return")
    assert lateness(hands) is None
    hands.write("M. Proviseur")
    hands.key("Return")
    assert lateness(hands) == Lateness(12, "train supprimé", "M. Proviseur")
    assert "Retard de 12\u202fmin admis par M. Proviseur" in hands.texts(hands.live.arrival)
    assert hands.oral.clock(hands.clock.now()).total_allowed == before


def test_a_candidate_noted_absent_who_comes_late_is_received(hands: Hands) -> None:
    go_to(hands, "Absent…")
    hands.key("Return")
    go_to(hands, "En retard…")
    hands.key("Tab")
    hands.write("panne")
    hands.key("Tab")
    hands.write("Mme Proviseure")
    hands.key("Return")
    assert absence(hands) is None
    assert stage(hands) is Stage.PLANNED
    assert not [each for each in hands.see(QLabel, hands.live.arrival) if each.text() == "Candidat absent"]


def test_nothing_of_one_candidate_stays_for_the_next(hands: Hands) -> None:
    go_to(hands, "Signature dessinée…")
    field = section(hands).signature
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    first = hands.live.oral
    second, _ = hands.office.plan(hands.oral.plan, "e4-ponctuel")
    hands.day()
    hands.workspace.open_oral(second)
    assert section(hands).signature.strokes == ()
    assert not section(hands).signature.isVisible()
    hands.workspace.open_oral(first)
    assert len(section(hands).signature.strokes) == 1


def test_what_was_not_recorded_does_not_look_ticked(
    hands: Hands, troubled: Troubled, path: Path, expected_logs: ExpectedLogs
) -> None:
    arrival = hands.live.arrival
    for box in (arrival.presence.convocation, arrival.presence.signed, arrival.dossier.compliant):
        expected_logs.expect(logging.WARNING, "an act was not written: disk_full")
        troubled.fail(FileProblem(ProblemKind.DISK_FULL, path, "database or disk is full"))
        hands.click(box)
        assert not box.isChecked()
        hands.click(box)
        assert box.isChecked()
