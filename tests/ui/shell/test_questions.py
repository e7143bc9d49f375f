"""What the window asks and tells in dialogs of its own, and Qt's own ones, in French."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from btstc_jury.ui.shell.questions import About, Question, agrees, tell_about
from btstc_jury.ui.theme.theme import Theme
from tests.ui.pictures import taken
from tests.ui.test_pictures import problems_of


@pytest.fixture
def parent(qtbot: QtBot, theme: Theme) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    theme.dress(made)
    made.resize(800, 500)
    made.show()
    return made


def asked() -> Question:
    shown = QApplication.activeModalWidget()
    assert isinstance(shown, Question)
    return shown


@pytest.mark.parametrize(
    ("key", "agreed"), [(Qt.Key.Key_Return, False), (Qt.Key.Key_Escape, False), (None, True)]
)
def test_only_the_button_agrees(
    qtbot: QtBot, theme: Theme, parent: QWidget, key: Qt.Key | None, agreed: bool
) -> None:
    def press() -> None:
        shown = asked()
        if key is None:
            shown.agree.click()
        else:
            QTest.keyClick(shown, key)

    QTimer.singleShot(50, press)
    assert agrees(theme, parent, "Texte non consigné", "Perdre ce texte\u202f?", "Perdre ce texte") is agreed


def test_a_long_question_is_whole(qtbot: QtBot, theme: Theme, parent: QWidget, look: str) -> None:
    words = "Le dossier de sauvegarde est introuvable. " * 6
    shown = Question(theme, "Sauvegarde en échec", words, "Fermer sans copie", parent)
    qtbot.addWidget(shown)
    shown.open()
    assert taken(shown, f"question-{look}") > 3
    assert problems_of(shown) == []


def test_a_list_of_files_scrolls_and_is_reached_by_tab(
    qtbot: QtBot, theme: Theme, parent: QWidget, look: str
) -> None:
    paths = [f"/media/clé/BTS TC 2027 commission 1, très longue vallée, 2026-11-2{day}" for day in range(19)]
    shown = Question(theme, "19 fichiers seront supprimés", "Relisez la liste.", "Supprimer", parent, paths)
    qtbot.addWidget(shown)
    shown.open()
    assert taken(shown, f"question-list-{look}") > 3
    assert problems_of(shown) == []
    assert shown.list.toPlainText().splitlines() == paths
    assert shown.list.verticalScrollBar().maximum() > 0
    assert shown.focusWidget() is shown.stay
    QTest.keyClick(shown, Qt.Key.Key_Tab)
    assert shown.focusWidget() is shown.list


def test_the_program_tells_about_itself(qtbot: QtBot, theme: Theme, parent: QWidget, look: str) -> None:
    tell_about(theme, parent)
    (shown,) = parent.findChildren(About)
    assert taken(shown, f"about-{look}") > 3
    assert problems_of(shown) == []
    words = " ".join(each.text() for each in shown.findChildren(QLabel))
    assert re.search(r"Version \d+\.\d+", words)
    shown.close()


ENGLISH = re.compile(
    r"\b(look|files?|name|open|save|cancel|directory|choose|back|forward|view)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("mode", list(QFileDialog.AcceptMode))
def test_a_dialog_for_files_is_in_french(qtbot: QtBot, theme: Theme, mode: QFileDialog.AcceptMode) -> None:
    # The folder is told by its path, which may be in any language.
    shown = QFileDialog(None, "Choisir", QDir.rootPath(), "PDF (*.pdf)")
    qtbot.addWidget(shown)
    theme.dress(shown)
    shown.setOption(QFileDialog.Option.DontUseNativeDialog)
    shown.setAcceptMode(mode)
    shown.show()
    said = [each.text() for each in shown.findChildren(QLabel)]
    said += [each.text() for each in shown.findChildren(QPushButton)]
    said += [each.toolTip() for each in shown.findChildren(QToolButton)]
    said += [each.text() for each in shown.findChildren(QAction)]
    said = [each.replace("&", "") for each in said if each]
    assert len(said) > 8
    assert [each for each in said if ENGLISH.search(each)] == []
    assert not [each for each in shown.findChildren(QComboBox) if ENGLISH.search(each.currentText())]


def test_folders_are_called_so_in_the_dialog_for_files(qtbot: QtBot, parent: QWidget, tmp_path: Path) -> None:
    (tmp_path / "un").mkdir()
    shown = QFileDialog(parent, "Ouvrir", str(tmp_path))
    shown.setOption(QFileDialog.Option.DontUseNativeDialog)
    shown.setViewMode(QFileDialog.ViewMode.Detail)
    shown.show()
    view = shown.findChild(QTreeView)
    assert view is not None
    model = view.model()

    def kind() -> str:
        root = view.rootIndex()
        return str(model.index(0, 2, root).data()) if model.rowCount(root) else ""

    qtbot.waitUntil(lambda: bool(kind()))
    assert kind() == "Dossier"
    shown.close()
