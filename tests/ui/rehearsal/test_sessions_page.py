"""What a training file opens on, by keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from btstc_jury.application.cases import CaseFile
from btstc_jury.application.rehearsing import grouped
from btstc_jury.domain.case import Case
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.rehearsal import Scope
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.cases.preparation import ObserverSheetsDialog
from btstc_jury.ui.rehearsal.setup_dialog import SetupDialog
from btstc_jury.ui.rehearsal.student_dialogs import AddStudentsDialog
from btstc_jury.ui.shell.purging import PurgeDialog
from btstc_jury.ui.widgets.buttons import TickBox
from btstc_jury.ui.widgets.lists import ROW
from tests.ui.finding import called, fill
from tests.ui.hands import listed
from tests.ui.rehearsal.conftest import Teacher


def choose(dialog: QWidget, field: str, words: str) -> None:
    editor = called(dialog, field)
    assert isinstance(editor, QComboBox)
    place = editor.findText(words)
    assert place >= 0, [editor.itemText(each) for each in range(editor.count())]
    editor.setCurrentIndex(place)


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
    assert "2 étudiants lus, d’abord MOREAU Anaïs, TC2 A." in hands.texts(make.dialog())
    hands.key("Ctrl+Return")
    hands.key("Escape")
    hands.back()
    names = {each[0].state.plan.candidate.full_name for each in grouped(hands.office).values()}
    assert names == {"BENALI Karim", "MOREAU Anaïs", "DE LA TOUR Anne Marie"}
    assert hands.page is make.sessions
    assert len(listed(make.sessions.students)) == 3
    assert hands.at(make.sessions.students)


def test_a_table_pasted_on_the_name_is_read_as_a_list(make: Teacher) -> None:
    hands = make.hands
    hands.key("Ctrl+I")
    make.dialog()
    QApplication.clipboard().setText("Nom\tPrénom\tNé le\nDE LA TOUR\tMaëlle\t01/02/2006\nBERNARD\tLéo\t")
    hands.key("Ctrl+V")
    said = hands.texts(make.dialog())
    assert "2 étudiants lus, d’abord DE LA TOUR Maëlle, TC2 A. Non repris\u202f: Né le." in said
    (below,) = (each for each in hands.see(QLabel, make.dialog()) if "2 étudiants lus" in each.text())
    assert below.property("role") == "small muted"
    hands.key("Ctrl+Return")
    hands.key("Escape")
    hands.back()
    names = {each[0].state.plan.candidate.full_name for each in grouped(hands.office).values()}
    assert names == {"DE LA TOUR Maëlle", "BERNARD Léo"}


def test_many_lines_in_error_are_told_by_the_first_ones(make: Teacher, spoken: list[str]) -> None:
    hands = make.hands
    hands.key("Ctrl+I")
    make.dialog()
    QApplication.clipboard().setText("\n".join(f"SEUL{place}" for place in range(9)))
    hands.key("Ctrl+V")
    hands.key("Ctrl+Return")
    assert "Ligne 3" in spoken[-1]
    assert "Ligne 4" not in spoken[-1]
    assert spoken[-1].endswith("Et 6 autres lignes.")


def test_a_student_is_found_by_a_part_of_the_name(teacher: Teacher) -> None:
    hands = teacher.hands
    hands.key("Ctrl+F")
    hands.write("anais")
    assert [each.split(",")[0] for each in listed(teacher.sessions.students)] == ["MOREAU Anaïs"]
    hands.key("Down")
    assert hands.at(teacher.sessions.students)
    hands.key("Ctrl+F")
    hands.key("Escape")
    assert len(listed(teacher.sessions.students)) == 2


@pytest.mark.parametrize("way", ["Return", "Ctrl+Return"])
def test_several_students_play_one_case_in_a_row(teacher: Teacher, kept_case: Case, way: str) -> None:
    hands = teacher.hands
    hands.key("Return")
    dialog = teacher.dialog()
    choose(dialog, "Cas", kept_case.title)
    assert "BENALI Karim" not in [each.text() for each in hands.see(TickBox, dialog)]
    next(each for each in hands.see(TickBox, dialog) if each.text() == "MOREAU Anaïs").click()
    hands.click(hands.button("&Commencer", dialog))
    hands.back()
    assert teacher.state.plan.candidate.last_name == "Benali"
    assert teacher.state.rehearsal is not None
    assert teacher.state.rehearsal.case == kept_case
    hands.key("Ctrl+Shift+Return")
    assert "Ensuite, sur le même cas\u202f: MOREAU Anaïs." in hands.texts(hands.window)
    hands.button("Ensuite\u202f: MOREAU Anaïs", teacher.room.review)
    hands.key("Alt+Left")
    assert "prêt\u202f: Chariots Valdor" in [row.state for row in teacher.sessions.students._rows.rows]
    hands.button("Ouvrir l’essai prêt", teacher.sessions)
    hands.key(way)
    assert teacher.state.plan.candidate.last_name == "Moreau"
    assert teacher.state.stage is Stage.PLANNED
    hands.key("Ctrl+Return")
    assert teacher.state.stage is Stage.RUNNING


def test_the_second_attempt_is_like_the_first(teacher: Teacher, kept_case: Case) -> None:
    hands = teacher.hands
    hands.key("Ctrl+Return")
    dialog = teacher.dialog()
    choose(dialog, "Cas", kept_case.title)
    choose(dialog, "Ce qui se joue", "2 Simulation, uniquement")
    choose(dialog, "Temps", "La moitié du temps")
    hands.key("Return")
    hands.back()
    first = teacher.state
    assert first.phase == 1
    assert teacher.live.bar._cells[0].time == "non jouée"
    assert teacher.live.clock._left.text() == "12:30"
    # Of 2 and 5 minutes, when all of the time is there.
    assert "prévue vers 1:00" in hands.texts(teacher.live.buyer)
    assert "prévue vers 2:30" in hands.texts(teacher.live.buyer)
    hands.key("Ctrl+Shift+Return")
    hands.key("Alt+Left")
    hands.key("Ctrl+Return")
    teacher.dialog()
    hands.key("Return")
    hands.back()
    assert teacher.state.rehearsal == first.rehearsal
    assert "2e essai" in hands.texts(teacher.live)


def test_objections_alone_come_one_after_the_other(teacher: Teacher, kept_case: Case) -> None:
    hands = teacher.hands
    hands.key("Return")
    dialog = teacher.dialog()
    assert isinstance(dialog, SetupDialog)
    choose(dialog, "Cas", kept_case.title)
    choose(dialog, "Ce qui se joue", "L’épreuve entière")
    whole = dialog.scope()
    choose(dialog, "Ce qui se joue", "Les objections seules, l’une après l’autre")
    # Two minutes for each of the three, in sight and to be changed: not the time of the simulation.
    shown = [each.line.text() for each in dialog._minutes if each.isVisible()]
    assert shown == ["6"]
    assert [length for _place, length in dialog.scope().maxima] == [Duration.minutes(6)]
    choose(dialog, "Ce qui se joue", "L’épreuve entière")
    assert dialog.scope() == whole == Scope()
    choose(dialog, "Ce qui se joue", "Les objections seules, l’une après l’autre")
    hands.key("Return")
    hands.back()

    def in_sight() -> list[bool]:
        return [each.isVisible() for each in teacher.live.buyer.objections._rows]

    assert in_sight() == [True, False, False]
    hands.key("Ctrl+Space")
    hands.pass_time(seconds=25)
    teacher.live.refresh_clock()
    assert "réponse 0:25" in hands.texts(teacher.live.buyer)
    hands.write("é")
    assert in_sight() == [True, True, False]
    hands.key("Ctrl+Space")
    assert teacher.state.rehearsal is not None
    assert list(teacher.state.rehearsal.thrown) == [0, 1]


def test_a_purge_speaks_of_students(teacher: Teacher) -> None:
    hands = teacher.hands
    hands.window.acts.purge.trigger()
    (dialog,) = hands.see(PurgeDialog)
    told = hands.texts(dialog)
    assert dialog.windowTitle() == dialog.purge.text() == "Purger cet entraînement"
    assert "sans aucune donnée sur les étudiants" in told
    assert "candidat" not in told
    hands.key("Esc")


def test_a_case_of_the_list_is_played_by_the_student_selected(teacher: Teacher, kept_case: Case) -> None:
    hands = teacher.hands
    hands.key("Alt+Left")
    hands.window.bench.opened.workspace.show_day()
    teacher.sessions.hide()
    teacher.sessions.show()
    teacher.sessions.cases.setFocus()
    hands.key("Return")
    teacher.dialog()
    hands.key("Return")
    hands.back()
    assert teacher.state.rehearsal is not None
    assert teacher.state.rehearsal.case == kept_case


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


def test_the_first_attempt_is_of_the_oral_with_a_buyer(teacher: Teacher, kept_case: Case) -> None:
    teacher.room.acts.ask_attempt("", kept_case.key)
    dialog = teacher.dialog()
    assert isinstance(dialog, SetupDialog)
    assert dialog.form.key == "e4-ponctuel"
    assert dialog.chosen(begins=True).case == kept_case.key
    dialog.reject()
    teacher.room.acts.ask_attempt()
    other = teacher.hands.see(SetupDialog)[-1]
    assert other.form.key == "e4-ponctuel"


def test_exam_and_case_go_together(teacher: Teacher, kept_case: Case) -> None:
    cases = teacher.hands.window.bench.shell.ports.rehearsals.cases()
    cases.keep(CaseFile(replace(kept_case, key="bilan", title="Bilan", exam="E6")))
    teacher.hands.key("Ctrl+Return")
    dialog = teacher.dialog()
    assert isinstance(dialog, SetupDialog)
    choose(dialog, "Cas", "Bilan (E6)")
    assert dialog.form.exam == "E6"
    assert dialog.chosen(begins=True).case == "bilan"
    called_form = called(dialog, "Épreuve")
    assert isinstance(called_form, QComboBox)
    called_form.setCurrentIndex(called_form.findData("e4-ponctuel"))
    assert dialog.chosen(begins=True).case == ""


def test_who_is_in_the_list_twice_is_told_and_the_others_are_added(teacher: Teacher) -> None:
    hands = teacher.hands
    hands.key("Ctrl+I")
    dialog = teacher.dialog()
    assert isinstance(dialog, AddStudentsDialog)
    assert dialog._identity.place.text() == "TC2 A"
    dialog._pasted.setPlainText("BENALI Karim\nROUX Inès")
    dialog._pasted.setFocus()
    hands.key("Ctrl+Return")
    assert "Ajouté\u202f: ROUX Inès\nLigne 1\u202f: BENALI Karim est déjà là." in hands.texts(dialog)
    rows = [each[0].state.plan.candidate for each in grouped(hands.office).values()]
    assert [each.class_name for each in rows if each.last_name == "ROUX"] == ["TC2 A"]


def test_the_class_is_proposed_without_its_teacher(make: Teacher) -> None:
    make.hands.key("Ctrl+I")
    dialog = make.dialog()
    assert isinstance(dialog, AddStudentsDialog)
    assert dialog._identity.place.text() == "TC2 A"


def test_the_case_selected_beside_the_student_is_proposed(teacher: Teacher, kept_case: Case) -> None:
    hands = teacher.hands
    # Written meanwhile: it is there when the page comes back.
    hands.key("F6")
    hands.key("Alt+Left")
    assert teacher.sessions.case == kept_case.key
    hands.key("Return")
    dialog = teacher.dialog()
    assert isinstance(dialog, SetupDialog)
    assert dialog.chosen(begins=True).case == kept_case.key
    assert "ni objections" not in hands.texts(dialog)
    choose(dialog, "Cas", "Sans cas")
    assert "Sans cas, ni fiche de l’acheteur ni objections" in hands.texts(dialog)
    hands.key("Escape")


def test_times_left_as_the_form_has_them_are_no_shorter(teacher: Teacher) -> None:
    hands = teacher.hands
    hands.key("Return")
    dialog = teacher.dialog()
    assert isinstance(dialog, SetupDialog)
    choose(dialog, "Temps", "Temps choisis, par phase")
    assert dialog.scope().maxima == ()
    fill(dialog, "Présentation, minutes", "5")
    assert dialog.scope().maxima[0] == (0, Duration.minutes(5))
    hands.key("Escape")


def test_the_next_of_a_row_comes_straight_from_the_review(teacher: Teacher, kept_case: Case) -> None:
    hands = teacher.hands
    hands.key("Return")
    dialog = teacher.dialog()
    choose(dialog, "Cas", kept_case.title)
    next(each for each in hands.see(TickBox, dialog) if each.text() == "MOREAU Anaïs").click()
    hands.click(hands.button("&Commencer", dialog))
    hands.back()
    hands.key("Alt+A")
    hands.key("2")
    hands.key("Ctrl+Shift+Return")
    hands.key("Ctrl+Return")
    assert hands.page is teacher.live
    assert teacher.state.plan.candidate.last_name == "Moreau"
    assert teacher.state.stage is Stage.PLANNED
    hands.key("Ctrl+Return")
    hands.key("Ctrl+Shift+Return")
    hands.button("Nouvel essai…", teacher.room.review)
    hands.key("Ctrl+Return")
    teacher.dialog()
    hands.key("Escape")


def test_the_case_that_was_clicked_is_proposed_before_the_last_one_played(
    teacher: Teacher, kept_case: Case
) -> None:
    hands = teacher.hands
    cases = hands.window.bench.shell.ports.rehearsals.cases()
    cases.keep(CaseFile(replace(kept_case, key="dur", title="Valdor sous pression")))
    hands.key("F6")
    hands.key("Alt+Left")
    rows = teacher.sessions.cases
    rows.select("dur")
    play_now(teacher)
    assert teacher.state.rehearsal is not None
    assert teacher.state.rehearsal.case is not None
    assert teacher.state.rehearsal.case.key == "dur"
    hands.key("Ctrl+Shift+Return")
    hands.key("Alt+Left")
    # The last one stands in sight, for this student and for the next.
    assert teacher.sessions.case == "dur"
    hands.key("Down")
    assert teacher.sessions.case == "dur"
    other = next(row for row in range(2) if rows.model().index(row, 0).data(ROW).key == kept_case.key)
    hands.click(rows.viewport(), rows.visualRect(rows.model().index(other, 0)).center())
    teacher.sessions.students.setFocus()
    hands.key("Up")
    assert teacher.sessions.case == kept_case.key
    hands.key("Ctrl+Return")
    dialog = teacher.dialog()
    assert isinstance(dialog, SetupDialog)
    assert dialog.chosen(begins=True).case == kept_case.key
    hands.key("Escape")


def play_now(teacher: Teacher) -> None:
    """What is proposed, at once."""
    teacher.sessions.students.setFocus()
    teacher.hands.key("Ctrl+Return")
    teacher.dialog()
    teacher.hands.key("Return")
    teacher.hands.back()


def test_a_share_of_the_time_is_told_in_minutes_and_typed_so(teacher: Teacher) -> None:
    hands = teacher.hands
    hands.key("Return")
    dialog = teacher.dialog()
    assert isinstance(dialog, SetupDialog)
    choose(dialog, "Ce qui se joue", "2 Simulation, uniquement")
    choose(dialog, "Temps", "Le tiers du temps")
    assert "Simulation 8 min 20." in hands.texts(dialog)
    dialog._write_minutes(1, Duration.seconds(500))
    choose(dialog, "Temps", "Temps choisis, par phase")
    assert "Simulation 8 min 20" not in hands.texts(dialog)
    minutes = called(dialog, "Simulation, minutes")
    assert isinstance(minutes, QLineEdit)
    assert minutes.text() == "8 min 20"
    assert dialog.scope().maxima == ((1, Duration.seconds(500)),)
    hands.key("Escape")


def test_sheets_for_observers_are_of_the_case_in_sight_before_any_attempt(
    teacher: Teacher, kept_case: Case
) -> None:
    hands = teacher.hands
    cases = hands.window.bench.shell.ports.rehearsals.cases()
    cases.keep(CaseFile(replace(kept_case, criteria=(8, 9))))
    hands.key("F6")
    hands.key("Alt+Left")
    hands.click(hands.button("Feuilles d’observateurs…", teacher.sessions))
    dialog = teacher.dialog()
    assert isinstance(dialog, ObserverSheetsDialog)
    (sheet,) = dialog._made(1).sheets
    assert "Chariots Valdor" in sheet.details
    assert [row.number for group in sheet.groups for row in group.rows] == [8, 9]
    dialog.reject()
