"""The window around the screens: opening, resuming, refusing, closing, remembering."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from getpass import getuser
from pathlib import Path
from socket import gethostname

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.application.problems import FileProblem, Message, ProblemKind
from btstc_jury.application.sessions import Desk, open_file
from btstc_jury.application.settings import Settings
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.session import FileKind
from btstc_jury.domain.standing import Stage
from btstc_jury.storage.durable import read_holder
from btstc_jury.system.settings import FileSettings, ForgetfulSettings
from btstc_jury.ui.shell import questions
from btstc_jury.ui.shell.keys_sheet import KeysSheet
from btstc_jury.ui.shell.notice_bar import NoticeBar
from btstc_jury.ui.shell.shown_only import ShownOnly
from btstc_jury.ui.shell.welcome_page import RecentRow
from btstc_jury.ui.theme.theme import Theme
from tests.conftest import ExpectedLogs
from tests.fakes import FakeClock
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, Troubled, make_file


def stop_and_start(hands: Hands, show_window: ShowWindow, path: Path, away: Duration) -> Hands:
    """The program ends without closing anything well, and comes back later."""
    hands.workspace.conductor.office.file.close()
    hands.workspace.signs._timer.stop()
    hands.window.bench._opened = None
    hands.window.hide()
    hands.clock.restart(away)
    again = show_window()
    again.window.resize(1366, 768)
    assert again.window.open_path(path)
    return again


@pytest.mark.parametrize(("keys", "left", "used"), [("Alt+C", "03:00", 420), ("Alt+N", "08:00", 120)])
def test_a_running_oral_comes_back_and_asks_whether_the_gap_counts(
    started: Hands, show_window: ShowWindow, path: Path, keys: str, left: str, used: int
) -> None:
    started.pass_time(minutes=2)
    hands = stop_and_start(started, show_window, path, Duration.minutes(5))
    assert hands.page is hands.live
    assert hands.at(hands.live.remarks.field)
    question = hands.texts(hands.live.gap_strip)
    assert "Le programme n’a pas fonctionné" in question
    assert "(5:00). Ce temps compte-t-il\u202f?" in question
    assert "03:00" in hands.texts(hands.live.clock)
    hands.key(keys)
    hands.wait(lambda: not hands.live.gap_strip.isVisible())
    assert left in hands.texts(hands.live.clock)
    assert hands.oral.clock(hands.clock.now()).total_used.whole_seconds == used
    assert hands.at(hands.live.remarks.field)
    hands.remark("reprise")
    hands.key("Ctrl+Z", 2)
    assert hands.live.gap_strip.isVisible()


def test_the_gap_is_answered_by_mouse_too(started: Hands, show_window: ShowWindow, path: Path) -> None:
    hands = stop_and_start(started, show_window, path, Duration.minutes(1))
    hands.click(hands.live.gap_strip.buttons()[1])
    assert not hands.live.gap_strip.isVisible()
    assert hands.at(hands.live.remarks.field)
    assert "Ce temps n’est pas compté." in hands.live.echo.text()


def test_a_paused_oral_comes_back_paused_without_a_question(
    started: Hands, show_window: ShowWindow, path: Path
) -> None:
    started.key("Ctrl+P")
    hands = stop_and_start(started, show_window, path, Duration.minutes(5))
    assert hands.oral.stage is Stage.PAUSED
    assert "· 5:00" in hands.texts(hands.live.pause_strip)
    assert not hands.live.gap_strip.isVisible()


def test_a_second_instance_reads_and_says_so(started: Hands, show_window: ShowWindow, path: Path) -> None:
    started.remark("de la première")
    other = show_window()
    assert other.window.open_path(path)
    assert other.page is other.live
    assert "Lecture seule\u202f: ce fichier est déjà ouvert ailleurs." in other.window.notices.text()
    assert "session.btsjury · lecture seule" in other.texts(other.window.notices)
    before = other.office.history(1)
    other.write("refusée")
    for keys in ("Ctrl+Return", "Ctrl+P", "Ctrl+Shift+Return", "Ctrl+Z"):
        other.key(keys)
    other.key("F2")
    other.write("3s")
    assert other.office.history(1) == before
    assert other.live.remarks.field.text() == ""
    other.day()
    assert "Lecture seule" in other.texts(other.page)
    other.key("Ctrl+I")
    other.key("Ctrl+T")
    assert other.office.history(1) == before
    started.back()
    started.remark("toujours la première")
    assert len(started.oral.remarks) == 2


def test_a_second_instance_says_who_holds_the_file_and_answers(
    started: Hands, show_window: ShowWindow, path: Path
) -> None:
    holder = read_holder(path)
    assert holder is not None
    assert (holder.host, holder.user) == (gethostname(), getuser())
    other = show_window()
    assert other.window.open_path(path)
    strip = other.workspace.findChild(ShownOnly)
    assert strip is not None
    assert strip.isVisible()
    assert f"{getuser()} l’a ouvert sur {gethostname()}" in other.texts(strip)
    why = "Lecture seule\u202f: ce fichier est déjà ouvert ailleurs."

    def answers(act: Callable[[], object]) -> bool:
        other.window.notices.inform("")
        other.live.echo.forget()
        act()
        return why in other.window.notices.text() or why in other.live.echo.text()

    other.live.remarks.field.setFocus()
    assert answers(lambda: other.write("x"))
    assert answers(lambda: other.key("Ctrl+P"))
    other.key("F2")
    other.live.echo.forget()
    other.write("bonne écoute")
    assert why in other.live.echo.text()
    assert other.live.remarks.field.text() == ""
    other.live.echo.forget()
    other.live.criteria.list.locked.emit()
    assert why in other.live.echo.text()
    assert not answers(lambda: other.key("Down"))
    other.day()
    assert not strip.isVisible()
    assert f"{getuser()} l’a ouvert sur {gethostname()}" in other.texts(other.page)
    assert answers(lambda: other.key("Ctrl+I"))
    own = started.workspace.findChild(ShownOnly)
    assert own is not None
    assert own.words == ""


def break_file(path: Path, how: str) -> None:
    if how == "damaged":
        with closing(sqlite3.connect(path)) as database:
            asked = "SELECT rootpage FROM sqlite_master WHERE name = 'file'"
            (page,) = database.execute(asked).fetchone()
        content = bytearray(path.read_bytes())
        content[4096 * (page - 1) : 4096 * page] = bytes(4096)
        path.write_bytes(content)
    elif how == "foreign":
        path.write_bytes(b"%PDF-1.7 ceci n'est pas un fichier d'examen" * 200)
    elif how == "newer":
        with sqlite3.connect(path) as database:
            database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.close()
    else:
        path.unlink()


BROKEN = {
    "damaged": "Le fichier «\u202fsession.btsjury\u202f» est endommagé.",
    "foreign": "«\u202fsession.btsjury\u202f» n’est pas un fichier d’examen.",
    "newer": "«\u202fsession.btsjury\u202f» vient d’une version plus récente du programme.",
    "missing": "Le fichier «\u202fsession.btsjury\u202f» est introuvable.",
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_file_that_can_not_be_opened_is_told_in_french(
    show_window: ShowWindow, desk: Desk, path: Path, how: str
) -> None:
    make_file(desk, path)
    break_file(path, how)
    content = path.read_bytes() if path.exists() else None
    hands = show_window()
    assert not hands.window.open_path(path)
    assert hands.window.notices.text().startswith(BROKEN[how])
    assert hands.window.welcome.isVisible()
    assert (path.read_bytes() if path.exists() else None) == content
    sound = path.with_name("autre.btsjury")
    make_file(desk, sound)
    assert hands.window.open_path(sound)
    hands.key("Return")
    hands.key("Ctrl+Return")
    assert hands.oral.stage is Stage.RUNNING


def test_a_warning_stays_until_it_is_closed(started: Hands) -> None:
    notices = started.window.notices
    notices.warn(Message("Le disque est plein.", "Libérez de la place.", "SQLITE_FULL"))
    notices.inform("une phrase de passage")
    assert notices.text() == "Le disque est plein.\nLibérez de la place."
    assert "Détail\u202f: SQLITE_FULL" in started.texts(notices)
    assert started.at(started.live.remarks.field)
    started.click(started.button("Fermer", notices))
    assert notices.text() == ""
    assert started.at(started.live.remarks.field)
    notices.inform("une autre")
    assert notices.text() == "une autre"


def test_a_sentence_goes_away_by_itself_and_nothing_moves(qtbot: QtBot, theme: Theme) -> None:
    bar = NoticeBar(theme, QAction("Restaurer"), QAction("Enregistrer"))
    qtbot.addWidget(bar)
    theme.dress(bar)
    bar.show()
    height = bar.height()
    bar._timer.setInterval(10)
    bar.inform("Remarque retirée. Ctrl+Z la remet.")
    assert bar.sizeHint().height() == height
    qtbot.waitUntil(lambda: bar.text() == "")


def test_closing_with_a_typed_remark_records_it(
    started: Hands, desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "agrees", lambda *_values: True)
    started.write("+ tapée au dernier moment")
    started.key("Ctrl+W")
    assert not started.window.bench.is_open
    assert started.window.welcome.isVisible()
    office, under_way = open_file(desk, path)
    assert [remark.content.text for remark in office.oral(1).remarks.values()] == ["tapée au dernier moment"]
    assert under_way == 1
    office.close()


def test_closing_in_deliberation_records_its_texts(started: Hands, desk: Desk, path: Path) -> None:
    started.key("Ctrl+Shift+Return")
    started.key("F2")
    started.write("12,5")
    started.key("Ctrl+W")
    assert not started.window.bench.is_open
    office, _ = open_file(desk, path)
    assert office.oral(1).verdict.mark == Decimal("12.5")
    office.close()


def test_a_full_disk_at_closing_keeps_the_window_and_the_words(
    started: Hands,
    troubled: Troubled,
    path: Path,
    expected_logs: ExpectedLogs,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected_logs.expect(logging.WARNING, "an act was not written: disk_full")
    answers = {"Texte non consigné": False, "Une interrogation est en cours": True}
    monkeypatch.setattr(questions, "agrees", lambda _theme, _parent, title, *_values: answers[title])
    started.write("précieuse")
    troubled.fail(FileProblem(ProblemKind.DISK_FULL, path))
    started.key("Ctrl+W")
    assert started.page is started.live
    assert started.live.remarks.field.text() == "précieuse"
    assert "Le disque est plein" in started.window.notices.text()
    started.key("Ctrl+W")
    assert not started.window.bench.is_open


def test_settings_are_remembered(show_window: ShowWindow, desk: Desk, path: Path, tmp_path: Path) -> None:
    store = FileSettings(tmp_path / "réglages" / "settings.json")
    make_file(desk, path)
    hands = show_window(store)
    hands.window.open_path(path)
    hands.key("Ctrl++")
    hands.window.resize(1111, 699)
    hands.window.close()
    kept = store.load()
    assert (kept.text_scale, kept.recent, kept.last_folder) == (110, (path,), path.parent)
    again = show_window(store)
    # The screen of the offscreen platform is narrower than the smallest window.
    assert again.window.height() == 699
    again.wait(lambda: bool(again.see(RecentRow)))
    (row,) = again.see(RecentRow)
    again.click(row)
    assert again.page is again.workspace.day


def test_the_look_is_chosen_in_the_menu_and_by_keys(hands: Hands, theme: Theme) -> None:
    actions: list[QAction] = hands.window.findChildren(QAction)
    next(each for each in actions if each.text() == "&Sombre").trigger()
    assert theme.palette.name == "dark"
    hands.key("Ctrl++")
    assert theme.scale == 1.1
    hands.key("Ctrl+-", 3)
    assert theme.scale == 1.0


def test_settings_that_can_not_be_written_are_told(
    show_window: ShowWindow, expected_logs: ExpectedLogs
) -> None:
    class Refusing(ForgetfulSettings):
        def save(self, settings: Settings) -> None:  # noqa: ARG002 - as its port has it
            raise FileProblem(ProblemKind.READ_ONLY, Path("settings.json"))

    expected_logs.expect(logging.WARNING, "the settings were not saved: read_only")
    hands = show_window(Refusing())
    hands.window.menus.look_changed.emit()
    assert "en lecture seule" in hands.window.notices.text()


def test_a_file_forgotten_is_taken_out_of_the_list(show_window: ShowWindow, tmp_path: Path) -> None:
    gone = tmp_path / "gone.btsjury"
    store = ForgetfulSettings()
    hands = show_window(store, Settings()._replace(recent=(gone,)))
    assert "introuvable" in hands.texts(hands.window.welcome)
    hands.click(hands.button("Retirer de la liste"))
    assert store.load().recent == ()
    assert not hands.see(RecentRow)


def test_one_key_opens_and_closes_the_sheet_of_keys(started: Hands) -> None:
    started.key("Shift+F1")
    (sheet,) = started.window.findChildren(KeysSheet)
    started.wait(sheet.isActiveWindow)
    words = started.texts(sheet)
    for each in ("Ctrl+Entrée", "Ctrl+Maj+Entrée", "#13=S", "Alt+1", "F6"):
        assert each in words
    started.key("Shift+F1")
    started.wait(lambda: not started.window.findChildren(KeysSheet))
    started.back()
    assert started.at(started.live.remarks.field)
    started.key("Shift+F1")
    started.window.activateWindow()
    started.wait(started.window.isActiveWindow)
    started.key("Shift+F1")
    started.wait(lambda: not started.window.findChildren(KeysSheet))


def test_the_sheet_of_keys_is_read_line_by_line(started: Hands) -> None:
    started.key("Shift+F1")
    (sheet,) = started.window.findChildren(KeysSheet)
    started.wait(sheet.isActiveWindow)
    read = []
    for key in ("Down", "Tab", "Down", "Up"):
        read.append((started.focus.accessibleName(), started.focus.accessibleDescription()))
        started.key(key)
    assert read[0] == ("Entrée\u202f: consigne la remarque", "Remarques")
    assert len({*read}) == 4
    assert started.focus.accessibleName() == read[2][0]
    started.key("Shift+F1")
    started.wait(lambda: not started.window.findChildren(KeysSheet))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (FileKind.EXAM, ""),
        (FileKind.TRAINING, "ENTRAÎNEMENT – sans valeur d’examen"),
        (FileKind.DEMONSTRATION, "DÉMONSTRATION – candidats fictifs, sans valeur d’examen"),
    ],
)
def test_a_file_that_is_no_exam_says_so_over_every_screen(
    show_window: ShowWindow, desk: Desk, path: Path, kind: FileKind, words: str
) -> None:
    make_file(desk, path, kind=kind)
    hands = show_window()
    hands.window.open_path(path)
    for keys in ("", "Return", "Ctrl+Return", "Ctrl+Shift+Return", "Ctrl+G"):
        if keys:
            hands.key(keys)
        shown = [each.text() for each in hands.see(QLabel) if "sans valeur d’examen" in each.text()]
        assert shown == ([words] if words else []), keys
    assert hands.page is hands.workspace.grid
    hands.wait(lambda: hands.workspace.grid.ready)


def test_the_demonstration_opens_on_its_day(
    show_window: ShowWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    hands = show_window()
    hands.click(hands.button("Essayer la démonstration"))
    assert hands.page is hands.workspace.day
    assert hands.office.session.kind is FileKind.DEMONSTRATION
    assert len(hands.office.file.index.under_way()) == 1
    assert not hands.see(QPushButton, hands.window.notices)


def test_leaving_a_demonstration_promises_nothing_of_what_is_under_way(
    show_window: ShowWindow, monkeypatch: pytest.MonkeyPatch, started: Hands
) -> None:
    asked: list[str] = []

    def stay(_theme: Theme, _parent: QWidget, _title: str, words: str, *_values: object) -> bool:
        asked.append(words)
        return False

    monkeypatch.setattr(questions, "agrees", stay)
    started.key("Ctrl+W")
    assert "l’interrogation reprendra à la réouverture du fichier" in asked[-1]
    hands = show_window()
    assert hands.window.open_demonstration()
    hands.key("Ctrl+W")
    assert hands.window.bench.is_open
    assert "refaite à neuf" in asked[-1]
    assert "reprendra" not in asked[-1]


def test_a_demonstration_leaves_nothing_behind_in_what_is_remembered(
    show_window: ShowWindow, desk: Desk, path: Path
) -> None:
    make_file(desk, path)
    hands = show_window()
    hands.window.open_path(path)
    remembered = hands.window.preferences.value
    assert hands.window.open_demonstration()
    assert hands.window.preferences.value == remembered


def test_a_folder_that_refuses_the_demonstration_is_told(
    show_window: ShowWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fichier").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "fichier"))
    hands = show_window()
    hands.click(hands.button("Essayer la démonstration"))
    assert "demonstrations" in hands.window.notices.text()
    hands.click(hands.button("Fermer", hands.window.notices))
    assert hands.window.welcome.isVisible()


def test_the_wall_clock_may_change_under_a_running_oral(started: Hands, clock: FakeClock) -> None:
    started.pass_time(minutes=2)
    clock.set_wall(clock.now().utc + Duration.minutes(-90))
    started.pass_time(minutes=1)
    assert "07:00" in started.texts(started.live.clock)
    assert not started.live.gap_strip.isVisible()


def test_a_file_deleted_while_open_is_saved_from_the_notice(
    started: Hands, desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect(logging.WARNING, "an act was not written: deleted")
    started.write("avant")
    started.key("Return")
    path.unlink()
    started.write("après")
    started.key("Return")
    notices = started.window.notices
    assert "a été supprimé" in notices.text()
    saved = path.with_name("sauvée.btsjury")
    monkeypatch.setattr(questions, "copy_of", lambda *_values: saved)
    started.click(started.button("Enregistrer une copie…", notices))
    assert "Copie enregistrée" in notices.text()
    office, _ = open_file(desk, saved)
    assert [remark.content.text for remark in office.oral(1).remarks.values()] == ["avant"]
    office.close()
