"""The wheel scrolls; over a field that hasn't the keys it never changes anything, on any screen."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QScrollBar,
    QTabBar,
    QWidget,
)

import btstc_jury
from btstc_jury.ui.candidates.candidate_dialog import CandidateDialog
from btstc_jury.ui.widgets.fields import Choice
from btstc_jury.ui.widgets.steady import NumberBox, Steady
from tests.ui.hands import Hands

TURNED = (QAbstractSpinBox, QComboBox, QAbstractSlider, QTabBar)
"""What Qt lets the wheel change."""

OF_QT = frozenset(
    {
        *("QSpinBox", "QDoubleSpinBox", "QDateEdit", "QTimeEdit", "QDateTimeEdit", "QComboBox"),
        *("QFontComboBox", "QSlider", "QDial", "QTabBar", "QTabWidget", "QCalendarWidget"),
    }
)


def turn(widget: QWidget, steps: int = -1) -> None:
    """The wheel, over the middle of it."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def inputs(root: QWidget) -> list[QWidget]:
    return [
        each
        for each in root.findChildren(QWidget)
        if isinstance(each, TURNED) and not isinstance(each, QScrollBar)
    ]


def state(widget: QWidget) -> object:
    match widget:
        case QComboBox() | QTabBar():
            return widget.currentIndex()
        case QAbstractSlider():
            return widget.value()
        case NumberBox():
            return widget.value()
        case _:
            raise AssertionError(widget)


def check_all(root: QWidget, at_least: int) -> None:
    """Every one of them, in sight or not yet; ``at_least``: so many are there, or the test tests nothing."""
    found = inputs(root)
    assert len(found) >= at_least, found
    for each in found:
        assert each.focusPolicy() is not Qt.FocusPolicy.WheelFocus, each
        before = state(each)
        for steps in (-1, 1, -3):
            turn(each, steps)
            kept = state(each) == before
            assert kept or (each.hasFocus() and not isinstance(each, QComboBox)), each


def live(hands: Hands) -> QWidget:
    return hands.page


def deliberation(hands: Hands) -> QWidget:
    hands.key("Ctrl+Return")
    hands.key("Ctrl+Shift+Return")
    assert hands.page is hands.workspace.deliberation
    return hands.page


def day(hands: Hands) -> QWidget:
    hands.day()
    return hands.page


@pytest.mark.parametrize(("screen", "at_least"), [(live, 6), (deliberation, 3), (day, 1)])
def test_no_screen_is_changed_by_the_wheel(
    hands: Hands, screen: Callable[[Hands], QWidget], at_least: int
) -> None:
    root = screen(hands)
    before = len(hands.office.history(1).entries)
    check_all(root, at_least)
    assert len(hands.office.history(1).entries) == before


def test_no_annex_is_written_into_an_oral_while_its_list_is_scrolled(hands: Hands) -> None:
    dossier = hands.live.arrival.dossier
    hands.click(hands.button("Détail du contrôle", dossier))
    boxes = [each for each in inputs(dossier) if isinstance(each, NumberBox) and each.isVisible()]
    assert boxes
    for each in boxes:
        turn(each)
    assert hands.oral.proceedings.dossier is None


def test_no_dialog_is_changed_by_the_wheel(hands: Hands) -> None:
    hands.day()
    hands.key("Ctrl+I")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CandidateDialog)
    before = dialog.entries()
    check_all(dialog, 3)
    assert dialog.entries() == before
    dialog.close()


def test_a_closed_list_is_not_changed_even_with_the_keys(hands: Hands) -> None:
    box = Choice(hands.window._theme)
    box.addItems(["un", "deux", "trois"])
    box.setParent(hands.window)
    box.show()
    box.setFocus()
    hands.wait(box.hasFocus)
    turn(box)
    turn(box, 1)
    assert box.currentIndex() == 0


def test_the_wheel_changes_what_has_the_keys(hands: Hands) -> None:
    box = NumberBox(maximum=9)
    box.setParent(hands.window)
    box.show()
    box.setFocus()
    turn(box, 2)
    assert box.value() == 2


def test_every_input_of_the_program_is_a_steady_one() -> None:
    """Those of Qt are made nowhere, and only a steady class derives from them."""
    root = Path(btstc_jury.__file__).parent / "ui"
    wrong = []
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name)) if name in OF_QT:
                    wrong.append(f"{path.name}:{node.lineno}: {name}")
                case ast.ClassDef(bases=bases):
                    names = [base.id for base in bases if isinstance(base, ast.Name)]
                    if OF_QT & set(names) and names[0] != Steady.__name__:
                        wrong.append(f"{path.name}:{node.lineno}: {node.name}")
    assert wrong == []
