"""Backups of the open file: made at the right moments, shown when they fail, taken up again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from btstc_jury.application.backups import BackupStore, Holding, Order, backup_of
from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import passphrase_key
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.application.settings import Settings
from btstc_jury.application.views.formats import clock
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.domain.session import FileKind
from btstc_jury.storage.backup import SqliteBackups
from btstc_jury.ui.candidates.day_side import TaskButton
from btstc_jury.ui.shell.questions import Question
from btstc_jury.ui.shell.restoring import RestoreDialog
from btstc_jury.ui.shell.waiting import WaitingDialog
from tests.forms_for_tests import COMPLIANT, JURORS, explained, make_session
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file

Shown = Callable[[Path | None], Hands]


def holding(store: BackupStore, path: Path) -> Holding:
    """Of an exam file."""
    found = store.holding(path)
    assert isinstance(found, Holding)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Clé USB"
    made.mkdir()
    return made


@pytest.fixture
def shown(show_window: ShowWindow, desk: Desk, path: Path) -> Shown:
    """The day's list of a file with two orals, with this backup folder."""

    def show(folder: Path | None) -> Hands:
        make_file(desk, path, ("e4-ponctuel", "e4-ponctuel"))
        hands = show_window(settings=Settings(backup_folder=folder))
        assert hands.window.open_path(path)
        rest(hands)
        return hands

    return show


def rest(hands: Hands) -> None:
    """Until no copy is under way."""
    desk = hands.window.bench.opened.backups
    hands.wait(lambda: not desk._beside.busy)


def backups(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def settle(hands: Hands, oral: int) -> None:
    """A whole oral, the quick way."""
    conductor = hands.workspace.conductor
    for command in (COMPLIANT, do.Open(JURORS), do.Start(), ev.Ended()):
        assert conductor.act(oral, command)
    for part in explained(hands.office.oral(oral)):
        assert conductor.act(oral, part)
    form = hands.office.oral(oral).form
    for criterion in form.criteria:
        assert conductor.act(oral, ev.Rated(criterion.number, form.levels[0].letters))
    assert conductor.act(oral, ev.MarkProposed(Decimal(12)))
    assert conductor.act(oral, ev.TextWritten(TextField.APPRECIATION, "Bien."))
    assert conductor.act(oral, ev.Finalised())


def answer(agrees: bool, asked: list[str]) -> None:
    """Press a button of the question that comes."""
    box = QApplication.activeModalWidget()
    if isinstance(box, Question):
        asked.append(box.words)
        (box.agree if agrees else box.stay).click()
    else:
        QTimer.singleShot(10, partial(answer, agrees, asked))


def test_copies_at_opening_after_each_settled_oral_and_at_closing(shown: Shown, folder: Path) -> None:
    hands = shown(folder)
    assert len(backups(folder)) == 1
    hands.workspace.conductor.act(1, COMPLIANT)
    rest(hands)
    assert len(backups(folder)) == 1, "not every act calls for a copy"
    hands.pass_time(minutes=1)
    settle(hands, 2)
    rest(hands)
    assert len(backups(folder)) == 2
    hands.pass_time(minutes=1)
    hands.workspace.conductor.act(1, do.Open(JURORS))
    assert hands.window.close()
    made = backups(folder)
    assert len(made) == 3
    store = SqliteBackups()
    latest = max(made, key=lambda each: holding(store, each).heads[1][0])
    assert holding(store, latest).settled == 1


def test_nothing_new_nothing_copied_at_closing(shown: Shown, folder: Path) -> None:
    hands = shown(folder)
    hands.window.close()
    assert len(backups(folder)) == 1


def test_the_last_copy_is_said_beside_the_name_of_the_file(shown: Shown, folder: Path) -> None:
    hands = shown(folder)
    at = backup_of(backups(folder)[0])
    assert at is not None
    assert f"session.btsjury · sauvegardé à {clock(at.moment)}" in hands.texts(hands.window.notices)


def test_without_a_folder_the_day_says_so_and_leads_to_one(
    shown: Shown, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = shown(None)
    hands.wait(lambda: any("dossier de sauvegarde" in each.task.title for each in hands.see(TaskButton)))
    task = next(each for each in hands.see(TaskButton) if "dossier de sauvegarde" in each.task.title)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    hands.click(task)
    rest(hands)
    assert hands.window.preferences.value.backup_folder == folder
    assert len(backups(folder)) == 1
    assert not any("dossier de sauvegarde" in each.task.title for each in hands.see(TaskButton))


def test_a_demonstration_is_not_backed_up(
    show_window: ShowWindow, desk: Desk, path: Path, folder: Path
) -> None:
    make_file(desk, path, kind=FileKind.DEMONSTRATION)
    hands = show_window(settings=Settings(backup_folder=folder))
    hands.window.open_path(path)
    hands.window.close()
    assert backups(folder) == []


def test_a_failing_copy_stays_in_sight_and_holds_nothing_up(shown: Shown, folder: Path) -> None:
    hands = shown(folder)
    elsewhere = folder.with_name("retirée")
    folder.rename(elsewhere)
    settle(hands, 2)
    rest(hands)
    assert "le dossier choisi est introuvable" in hands.window.notices.text()
    assert "Sauvegarde en échec" in hands.texts(hands.window.notices)
    hands.click(hands.button("Fermer", hands.window.notices))
    assert "Sauvegarde en échec" in hands.texts(hands.window.notices)
    assert hands.workspace.conductor.act(1, COMPLIANT)
    elsewhere.rename(folder)
    hands.pass_time(minutes=1)
    settle(hands, 1)
    rest(hands)
    assert "Sauvegarde en échec" not in hands.texts(hands.window.notices)
    assert len(backups(folder)) == 2


@pytest.mark.parametrize("leaves", [False, True])
def test_closing_without_the_last_copy_is_asked(shown: Shown, folder: Path, leaves: bool) -> None:
    hands = shown(folder)
    hands.workspace.conductor.act(1, COMPLIANT)
    elsewhere = folder.with_name("retirée")
    folder.rename(elsewhere)
    asked: list[str] = []
    QTimer.singleShot(0, partial(answer, leaves, asked))
    closed = hands.window.close()
    elsewhere.rename(folder)
    assert closed is leaves
    assert "introuvable" in asked[0]
    if not leaves:
        assert hands.window.close()
        assert len(backups(folder)) == 2


class SlowStore(SqliteBackups):
    """A disk so slow that the copy never ends by itself."""

    def make(self, order: Order, go_on: Callable[[int, int], bool]) -> Path:
        while True:
            super().make(order, go_on).unlink()


def test_a_long_copy_can_be_given_up_at_closing(shown: Shown, folder: Path) -> None:
    hands = shown(None)
    desk = hands.window.bench.opened.backups
    desk._store = SlowStore()
    preferences = hands.window.preferences
    preferences.put(preferences.value._replace(backup_folder=folder))
    seen: list[str] = []

    def leave() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, WaitingDialog):
            seen.append(hands.texts(dialog))
            hands.click(hands.button("Fermer sans cette copie", dialog))

    timer = QTimer()
    timer.timeout.connect(leave)
    timer.start(100)
    assert hands.window.close()
    assert "Sauvegarde avant de fermer" in seen[0]
    assert desk._log.due
    assert desk._log.state.problem is None
    assert backups(folder) == []


def damage(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for name in ("journal_keeps_its_values", "journal_keeps_its_rows"):
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
        connection.commit()


def break_index(path: Path) -> None:
    """Overwrite the page that the day's list goes by."""
    with closing(sqlite3.connect(path)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'oral_by_day'").fetchone()[
            0
        ]
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = bytes(4096)
    path.write_bytes(content)


def take(hands: Hands, done: list[str]) -> None:
    """In the dialog of restoring: read what is offered, and take the first."""
    dialog = hands.window.findChild(RestoreDialog)
    assert dialog is not None
    if not dialog.restore.isEnabled():
        QTimer.singleShot(10, partial(take, hands, done))
        return
    done.append(hands.texts(dialog))
    hands.click(dialog.restore)


@pytest.fixture
def damaged(shown: Shown, folder: Path, path: Path) -> Hands:
    """A file with one broken oral of two and a broken page, reopened; a good backup lies in the folder."""
    hands = shown(folder)
    assert hands.window.bench.close_file()
    damage(path, "UPDATE journal SET utc = utc + 1 WHERE journal = 'oral-2'")
    break_index(path)
    assert hands.window.open_path(path)
    # Where opening took a while, a dialog said so.
    hands.back()
    return hands


def test_a_damaged_file_shows_what_can_be_read(damaged: Hands) -> None:
    page = damaged.workspace.day
    rows = page.rows._model.rows
    assert [(row.oral, row.state) for row in rows] == [(1, "Prévue"), (2, "Endommagée")]
    assert "ce fichier est endommagé" in damaged.texts(page)
    damaged.key("Home")
    damaged.key("Down")
    damaged.key("Return")
    assert damaged.page is page
    assert "Cette interrogation ne peut pas être ouverte" in damaged.window.notices.text()
    assert damaged.button("Restaurer une sauvegarde…", damaged.window.notices).isVisible()
    damaged.key("Home")
    damaged.key("Return")
    assert damaged.page is damaged.live


def test_the_last_good_backup_is_taken_from_the_notice(damaged: Hands, path: Path) -> None:
    seen: list[str] = []
    QTimer.singleShot(0, partial(take, damaged, seen))
    damaged.click(damaged.button("Restaurer une sauvegarde…", damaged.workspace.day))
    assert "2 interrogations, 0 proposition validée, 0 signée" in seen[0]
    assert "Comparaison impossible" in seen[0] or "Elle a les mêmes" in seen[0]
    office: Office = damaged.office
    assert office.read_only == ""
    assert office.history(2).entries
    assert "est restaurée" in damaged.window.notices.text()
    assert [each for each in path.parent.iterdir() if "remplacé le" in each.name]
    rest(damaged)


def test_a_file_that_can_not_be_opened_at_all_is_restored_from_the_warning(
    shown: Shown, folder: Path, path: Path
) -> None:
    hands = shown(folder)
    assert hands.window.bench.close_file()
    path.write_bytes(path.read_bytes()[:5000])
    assert not hands.window.open_path(path)
    assert "est endommagé" in hands.window.notices.text()
    seen: list[str] = []
    QTimer.singleShot(0, partial(take, hands, seen))
    hands.click(hands.button("Restaurer une sauvegarde…", hands.window.notices))
    assert len(hands.office.file.index.all()) == 2
    rest(hands)


def test_the_dialog_tells_how_each_backup_differs(shown: Shown, folder: Path, path: Path) -> None:
    hands = shown(folder)
    settle(hands, 1)
    rest(hands)
    (folder / "session – 2026-01-01 10h00m00.btsjury").write_bytes(b"x")
    dialog = RestoreDialog(hands.theme, SqliteBackups(), folder, path, path.parent, hands.window)
    dialog.show()
    hands.wait(lambda: all("Lecture" not in hands.texts(row) for row in dialog.rows))
    told = "\n".join(hands.texts(row) for row in dialog.rows)
    assert "Elle a les mêmes interrogations et les mêmes actes que le fichier actuel." in told
    assert "Il y manque" in told
    assert "Inutilisable" in told
    assert "1 proposition validée" in told
    usable = [row.isEnabled() for row in dialog.rows]
    assert usable == [True, True, False]
    # Down chooses the next one, and Enter restores that one.
    hands.wait(dialog.rows[0].hasFocus)
    hands.key("Down")
    assert dialog.rows[1].hasFocus()
    assert [row.isChecked() for row in dialog.rows] == [False, True, False]
    assert dialog.isVisible()
    hands.key("Return")
    assert dialog.result() == RestoreDialog.DialogCode.Accepted
    assert dialog.chosen == dialog._paths[1]
    dialog.deleteLater()


def test_a_damaged_source_is_told_with_the_way_back(hands: Hands) -> None:
    from btstc_jury.application.views import backups as words

    problem = FileProblem(ProblemKind.DAMAGED, Path("x"), "oral-1")
    hands.window.notices.warn(words.failure(problem))
    assert hands.button("Restaurer une sauvegarde…", hands.window.notices).isVisible()
    hands.window.notices.warn(words.failure(replace_kind(problem, ProblemKind.DISK_FULL)))
    assert "plein" in hands.window.notices.text()
    assert not hands.window.notices._restore.isVisible()


def replace_kind(problem: FileProblem, kind: ProblemKind) -> FileProblem:
    return FileProblem(kind, problem.path, problem.detail)


def test_the_settings_keep_the_folder(hands: Hands, folder: Path) -> None:
    kept = hands.window.preferences.value._replace(backup_folder=folder)
    hands.window.preferences.put(kept)
    rest(hands)
    assert len(backups(folder)) == 1


def test_an_encrypted_backup_asks_for_its_passphrase(
    hands: Hands, desk: Desk, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "chiffré.btsjury"
    office = create_file(desk, path, make_session(), passphrase_key("quatre girafes"))
    now = datetime(2027, 6, 1, 9, 30)  # noqa: DTZ001 - wall time
    SqliteBackups().make(Order(path, folder, frozenset(), now), lambda _done, _total: True)
    office.close()
    dialog = RestoreDialog(hands.theme, SqliteBackups(), folder, None, tmp_path, hands.window)
    dialog.show()
    hands.wait(dialog.secret.isVisible)
    (row,) = dialog.rows
    assert "sa phrase de passe est attendue" in hands.texts(row)
    QTest.keyClicks(dialog.secret, "une autre")
    QTest.keyClick(dialog.secret, Qt.Key.Key_Return)
    hands.wait(lambda: "sous une autre phrase de passe" in hands.texts(row) and dialog.secret.isVisible())
    assert dialog.secret.text() == ""
    QTest.keyClicks(dialog.secret, "quatre girafes")
    QTest.keyClick(dialog.secret, Qt.Key.Key_Return)
    hands.wait(lambda: row.isEnabled() and "Session" in hands.texts(row))
    assert not dialog.secret.isVisible()
    assert dialog.isVisible()
    dialog.reject()
    dialog.deleteLater()
