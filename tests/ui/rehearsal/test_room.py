"""Which screens a training file has, and which it never comes to."""

from __future__ import annotations

from pathlib import Path

from btstc_jury.application.rehearsing import add_students
from btstc_jury.application.sessions import Desk
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage
from tests.ui.conftest import ShowWindow
from tests.ui.hands import make_file
from tests.ui.rehearsal.conftest import STUDENTS, Teacher


def test_orals_made_before_open_as_before_beside_the_attempts(
    show_window: ShowWindow, desk: Desk, path: Path
) -> None:
    make_file(desk, path, kind=FileKind.TRAINING)
    hands = show_window()
    assert hands.window.open_path(path)
    workspace = hands.workspace
    assert hands.page is workspace.day
    hands.key("Return")
    assert hands.page is workspace.live
    hands.key("Alt+Left")
    assert hands.page is workspace.day
    workspace.day.sessions.trigger()
    teacher = Teacher(hands)
    assert hands.page is teacher.sessions
    office = hands.office
    workspace.conductor.carry_out(lambda: add_students(office, STUDENTS, "e4-ponctuel"))
    assert teacher.sessions.exams.isVisible()
    teacher.sessions.exams.trigger()
    assert hands.page is workspace.day


def test_an_exam_has_no_such_room(show_window: ShowWindow, desk: Desk, path: Path) -> None:
    make_file(desk, path)
    hands = show_window()
    assert hands.window.open_path(path)
    assert hands.workspace.room is None
    assert not hands.workspace.day.sessions.isVisible()
    assert hands.page is hands.workspace.day


def test_what_a_centre_hands_in_is_of_no_rehearsal(make: Teacher) -> None:
    assert not make.hands.window.acts.jury.isVisible()
    assert make.hands.window.acts.candidate.words == "Écran de la classe…"


def test_an_attempt_comes_back_where_it_was(playing: Teacher, path: Path) -> None:
    hands = playing.hands
    oral = playing.live.oral
    hands.key("Alt+A")
    assert hands.window.open_path(path)
    again = Teacher(hands)
    assert hands.page is again.live
    assert again.live.oral == oral
    assert again.state.stage is Stage.RUNNING
    assert again.state.rehearsal is not None
    assert list(again.state.rehearsal.thrown) == [0]


def test_no_way_leads_from_an_attempt_to_the_screens_of_an_exam(playing: Teacher) -> None:
    hands = playing.hands
    oral = playing.live.oral
    shown = [hands.page]
    for keys in ("Ctrl+G", "Ctrl+Shift+F", "Ctrl+Shift+D", "Ctrl+Shift+J", "Ctrl+Shift+T", "Alt+M"):
        hands.key(keys)
        shown.append(hands.page)
    assert set(shown) == {playing.live}
    hands.key("Ctrl+Shift+Return")
    hands.workspace.open_oral(oral)
    assert hands.page is playing.room.review
    workspace = hands.workspace
    assert (workspace._live, workspace._deliberation, workspace._grid) == (None, None, None)
