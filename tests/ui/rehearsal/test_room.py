"""Which screens a training file has, and which it never comes to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QLabel

from btstc_jury.application.rehearsing import Setup, add_students, begin, grouped, set_up
from btstc_jury.application.sessions import Desk
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.shell.keys_sheet import KeysSheet
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


def test_where_an_attempt_cannot_be_read_the_list_of_the_day_says_so(teacher: Teacher, path: Path) -> None:
    hands = teacher.hands
    assert hands.page is teacher.sessions
    assert hands.window.bench.close_file()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER journal_keeps_its_values")
        connection.execute("UPDATE journal SET utc = utc + 1 WHERE journal = 'oral-2' AND sequence = 1")
        connection.commit()
    assert hands.window.open_path(path)
    assert hands.page is hands.workspace.day
    assert len(hands.workspace.day.rows._model.rows) == len(STUDENTS)


def test_an_exam_has_no_such_room(show_window: ShowWindow, desk: Desk, path: Path) -> None:
    make_file(desk, path)
    hands = show_window()
    assert hands.window.open_path(path)
    assert hands.workspace.room is None
    assert not hands.workspace.day.sessions.isVisible()
    assert hands.page is hands.workspace.day


def test_what_a_centre_hands_in_is_of_no_rehearsal(make: Teacher) -> None:
    acts = make.hands.window.acts
    assert not acts.jury.isVisible()
    assert not acts.export.isVisible()
    assert "session" not in acts.purge.text()
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


def no_exam(teacher: Teacher) -> bool:
    workspace = teacher.hands.workspace
    return (workspace._live, workspace._deliberation, workspace._grid) == (None, None, None)


def test_one_comes_back_to_an_attempt_as_an_attempt(playing: Teacher) -> None:
    hands = playing.hands
    oral = playing.live.oral
    hands.key("Alt+Left")
    assert hands.page is playing.sessions
    assert hands.workspace.under_way._text.text().startswith("Essai en cours\u202f: BENALI Karim")
    hands.key("Alt+Right")
    assert hands.page is playing.live
    hands.key("Alt+Left")
    hands.click(hands.workspace.under_way.back)
    assert hands.page is playing.live
    assert playing.live.oral == oral
    hands.key("Ctrl+G")
    assert hands.page is playing.live
    hands.key("Ctrl+Shift+Return")
    assert hands.page is playing.room.review
    assert no_exam(playing)


def test_whatever_asks_for_a_screen_of_an_exam_gets_the_attempt(playing: Teacher) -> None:
    hands, workspace = playing.hands, playing.hands.workspace
    oral = playing.live.oral
    for ask in (workspace.show_live, workspace.show_deliberation, workspace.show_grid):
        workspace.show_day()
        ask(oral)
        assert hands.page is playing.live
    hands.key("Ctrl+Shift+Return")
    for ask in (workspace.show_live, workspace.show_deliberation, workspace.show_grid):
        workspace.show_day()
        ask(oral)
        assert hands.page is playing.room.review
    assert no_exam(playing)


def test_an_attempt_under_way_is_come_back_to_from_an_oral_made_before(
    show_window: ShowWindow, desk: Desk, path: Path
) -> None:
    make_file(desk, path, kind=FileKind.TRAINING)
    hands = show_window()
    assert hands.window.open_path(path)
    teacher, office, workspace = Teacher(hands), hands.office, hands.workspace
    before = office.file.index.all()[0].oral
    workspace.conductor.carry_out(lambda: add_students(office, STUDENTS, "e4-ponctuel"))
    number = next(iter(grouped(office)))
    oral, _ = set_up(office, Setup(number, "e4-ponctuel"))
    workspace.conductor.carry_out(lambda: begin(office, oral))
    workspace.show_day()
    workspace.open_oral(before)
    assert hands.page is workspace.crossing
    hands.key("Return")
    assert hands.page is teacher.live
    assert teacher.live.oral == oral


def test_the_sheet_of_keys_begins_with_those_of_the_screen_one_is_on(playing: Teacher) -> None:
    hands = playing.hands
    for where, first in (("Essai", "commencer, phase suivante"), ("Séances", "")):
        hands.key("Shift+F1")
        (sheet,) = hands.window.findChildren(KeysSheet)
        hands.wait(sheet.isActiveWindow)
        told = [each.text() for each in sheet.findChildren(QLabel)]
        assert told[0] == where
        assert first in told or not first
        assert told.index(where) < told.index("Interrogation")
        hands.key("Shift+F1")
        hands.wait(lambda: not hands.window.findChildren(KeysSheet))
        hands.back()
        hands.key("Alt+Left")
