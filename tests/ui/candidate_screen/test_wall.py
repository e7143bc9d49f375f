"""No note, criterion, level, mark nor name can reach the candidate's screen."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

import btstc_jury.ui.candidate_screen as package
from btstc_jury.application.views.candidate import CandidateFace
from btstc_jury.ui.candidate_screen.candidate_window import CandidateWindow
from btstc_jury.ui.theme.theme import Theme
from tests.ui.hands import Hands

SHOWN = ("candidate_window",)
"""The modules whose code lives in the candidate's window."""

MAY_IMPORT = {
    "__future__",
    "PySide6.QtCore",
    "PySide6.QtGui",
    "PySide6.QtWidgets",
    "btstc_jury.application.views.candidate",
    "btstc_jury.ui.theme.theme",
    "btstc_jury.ui.theme.tokens",
}

SMOOTHING = 32
"""Of 255: Qt smooths the edges of a large letter a little otherwise the second time that it draws it."""

SECRETS = ("prix-secret", "MOREAU", "Moreau", "Anaïs", "0213456", "TS", "13,5", "client", "Camille")


def imported(module: str) -> set[str]:
    tree = ast.parse((Path(package.__path__[0]) / f"{module}.py").read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_the_window_is_built_of_faces_and_looks_alone() -> None:
    for module in SHOWN:
        assert imported(module) <= MAY_IMPORT, module


def texts(root: QObject) -> Iterator[str]:
    """Every text that an object or one beneath it holds, shown or not."""
    for each in (root, *root.findChildren(QObject)):
        names = [bytes(name.data()).decode() for name in each.dynamicPropertyNames()]
        meta = each.metaObject()
        names += [str(meta.property(n).name()) for n in range(meta.propertyCount())]
        for name in names:
            value = each.property(name)
            if isinstance(value, str):
                yield value


def held(root: QObject) -> Iterator[object]:
    """What the Python side of the window and of its children keeps."""
    for each in (root, *root.findChildren(QObject)):
        yield from vars(each).values()


def open_small(hands: Hands) -> CandidateWindow:
    companions = hands.window.bench.opened.surroundings
    assert companions is not None
    companions.screen.float_above(hands.window.screen())
    shown = companions.screen.window
    assert shown is not None
    return shown


def picture(window: QWidget) -> bytes:
    QApplication.processEvents()
    image = window.grab().toImage()
    return bytes(image.constBits())


def farthest(one: bytes, other: bytes) -> int:
    """The largest difference of a colour component, 0 to 255."""
    assert len(one) == len(other)
    return max(abs(first - second) for first, second in zip(one, other, strict=True))


def alone(theme: Theme, face: CandidateFace) -> bytes:
    """What a window paints that was given this face and never met an oral."""
    stranger = CandidateWindow(theme)
    stranger.float_above(QApplication.primaryScreen())
    stranger.view.show_face(face)
    painted = picture(stranger)
    stranger.close()
    stranger.deleteLater()
    return painted


def test_nothing_that_the_jury_writes_changes_a_pixel(started: Hands, theme: Theme) -> None:
    window = open_small(started)
    started.window.activateWindow()
    face = window.view.face
    started.live.remarks.field.setFocus()
    for line in ("+ prix-secret tenu", "- client mal connu", "? prix-secret", "#1=TS", "#2=S prix-secret"):
        started.remark(line)
    assert started.oral.ratings
    assert len(started.oral.remarks) == 4
    assert window.view.face == face
    assert farthest(picture(window), alone(theme, face)) <= SMOOTHING
    one_letter_more = replace(face, title=f"{face.title}s")
    assert farthest(picture(window), alone(theme, one_letter_more)) > 3 * SMOOTHING
    said = "\n".join(texts(window))
    assert "Présentation" in said
    assert [secret for secret in SECRETS if secret in said] == []


def test_the_window_holds_a_face_a_theme_and_its_own_parts(started: Hands) -> None:
    window = open_small(started)
    kept = set(map(type, held(window)))
    foreign = [
        each
        for each in kept
        if each.__module__.startswith("btstc_jury") and not issubclass(each, CandidateFace | QWidget | Theme)
    ]
    assert foreign == []
    widgets = [each for each in held(window) if isinstance(each, QWidget)]
    assert all(each is window or window.isAncestorOf(each) for each in widgets)
    assert window.parent() is None


def test_neither_deliberation_nor_mark_nor_another_page_reaches_it(started: Hands) -> None:
    window = open_small(started)
    started.window.activateWindow()
    started.live.remarks.field.setFocus()
    started.remark("#1=TS prix-secret")
    for keys in ("Ctrl+Return", "Ctrl+Return", "Ctrl+Return", "Ctrl+Shift+Return"):
        started.key(keys)
    assert started.page is started.workspace.deliberation
    assert window.view.face.title == "L’interrogation est terminée"
    said = "\n".join(texts(window))
    assert [secret for secret in SECRETS if secret in said] == []
