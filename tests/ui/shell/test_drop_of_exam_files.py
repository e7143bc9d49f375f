"""An exam file dropped on the window opens; nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from btstc_jury.application.sessions import Desk
from tests.forms_for_tests import make_plan
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, make_file

COPY = Qt.DropAction.CopyAction
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def drop(hands: Hands, *urls: QUrl) -> bool:
    """Drag over the window and let go; whether it was taken."""
    data = QMimeData()
    data.setUrls(list(urls))
    enter = QDragEnterEvent(QPoint(200, 200), COPY, data, LEFT, NONE)
    enter.ignore()
    QApplication.sendEvent(hands.window, enter)
    let_go = QDropEvent(QPointF(200, 200), COPY, data, LEFT, NONE)
    let_go.ignore()
    QApplication.sendEvent(hands.window, let_go)
    return enter.isAccepted() and let_go.isAccepted()


@pytest.fixture
def hands(show_window: ShowWindow, desk: Desk, path: Path) -> Hands:
    """The welcome, beside an exam file."""
    make_file(desk, path)
    return show_window()


def test_an_exam_file_opens(hands: Hands, path: Path) -> None:
    assert drop(hands, QUrl.fromLocalFile(str(path)))
    assert hands.office.file.path == path


def test_what_lay_beside_is_told_with_its_new_name(hands: Hands, path: Path) -> None:
    beside = path.with_name(f"{path.name}-wal")
    beside.write_bytes(b"d'un autre fichier")
    assert drop(hands, QUrl.fromLocalFile(str(path)))
    (aside,) = path.parent.glob(f"{beside.name} – écarté le *")
    said = hands.texts(hands.window.notices)
    assert "Le fichier d’examen est entier." in said
    assert aside.name in said
    hands.click(hands.button("Fermer", hands.window.notices))
    beside.write_bytes(b"venu ensuite")
    _, changes = hands.office.plan(make_plan(), "e4-ponctuel")
    hands.window.bench.opened.workspace.conductor.changed.emit(changes)
    assert len(list(path.parent.glob(f"{beside.name} – écarté le *"))) == 2
    assert "Le fichier d’examen est entier." in hands.texts(hands.window.notices)


def test_nothing_else_does(hands: Hands, path: Path) -> None:
    one = QUrl.fromLocalFile(str(path))
    for urls in (
        (one, QUrl.fromLocalFile("/a.odt")),
        (),
        (QUrl("https://exemple.fr/session.btsjury"),),
        (QUrl.fromLocalFile("/a.odt"),),
    ):
        assert not drop(hands, *urls)
    assert not hands.window.bench.is_open


def test_of_several_none_opens_and_it_is_said_why(hands: Hands, desk: Desk, path: Path) -> None:
    other = path.with_name("autre.btsjury")
    make_file(desk, other)
    assert drop(hands, QUrl.fromLocalFile(str(path)), QUrl.fromLocalFile(str(other)))
    assert not hands.window.bench.is_open
    assert "Un seul fichier s’ouvre à la fois" in hands.texts(hands.window.notices)


def test_nothing_opens_under_the_cover(hands: Hands, desk: Desk, path: Path) -> None:
    hands.window.open_path(path)
    other = path.with_name("autre.btsjury")
    make_file(desk, other)
    hands.key("F9")
    drop(hands, QUrl.fromLocalFile(str(other)))
    assert hands.office.file.path == path
