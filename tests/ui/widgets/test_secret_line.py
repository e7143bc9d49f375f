"""A line for a secret behaves as a password field does, and holds nothing but dots."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from btstc_jury.ui.oral.codes import PinField
from btstc_jury.ui.widgets.secret_line import SecretLine

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
ALT_GR = CONTROL | Qt.KeyboardModifier.AltModifier


@pytest.fixture
def line(qtbot: QtBot) -> SecretLine:
    made = SecretLine(12)
    qtbot.addWidget(made)
    made.show()
    return made


def held(line: QLineEdit) -> str:
    """What Qt has, and tells a screen reader letter by letter."""
    return QLineEdit.text(line)


def press(line: QLineEdit, key: int, text: str = "", modifiers: Qt.KeyboardModifier = NONE) -> None:
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(line, QKeyEvent(kind, key, modifiers, text))


KEYS = (
    *((0, letter, NONE) for letter in "aé1 &ç"),
    (0, "€", ALT_GR),
    *((key, "", NONE) for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)),
    *((key, "", SHIFT) for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home)),
    (Qt.Key.Key_Backspace, "\b", NONE),
    (Qt.Key.Key_Delete, "\x7f", NONE),
    (Qt.Key.Key_Backspace, "\b", CONTROL),
    (Qt.Key.Key_Delete, "\x7f", CONTROL),
    (Qt.Key.Key_A, "\x01", CONTROL),
    (Qt.Key.Key_V, "\x16", CONTROL),
    (Qt.Key.Key_Z, "\x1a", CONTROL),
)


@pytest.mark.parametrize("seed", range(12))
def test_any_typing_gives_what_a_password_field_gives(qtbot: QtBot, line: SecretLine, seed: int) -> None:
    plain = QLineEdit()
    qtbot.addWidget(plain)
    plain.setEchoMode(QLineEdit.EchoMode.Password)
    plain.setMaxLength(12)
    plain.show()
    QGuiApplication.clipboard().setText("collé")
    chosen = random.Random(seed)
    for _ in range(120):
        key, text, modifiers = chosen.choice(KEYS)
        for each in (line, plain):
            press(each, key, text, modifiers)
        assert line.text() == plain.text()
        assert (line.cursorPosition(), line.selectedText()) == (
            plain.cursorPosition(),
            "•" * len(plain.selectedText()) if line.selectedText() else plain.selectedText(),
        )
        assert set(held(line)) <= {"•"}


def test_a_dead_key_and_the_middle_button_write_too(line: SecretLine) -> None:
    event = QInputMethodEvent()
    event.setCommitString("ê")
    QApplication.sendEvent(line, event)
    assert (line.text(), held(line)) == ("ê", "•")
    QTest.mouseClick(line, Qt.MouseButton.MiddleButton)
    assert (line.text(), held(line)) == ("ê", "•")


def test_whoever_hears_of_typing_reads_it(line: SecretLine) -> None:
    heard: list[str] = []
    line.textEdited.connect(lambda _dots: heard.append(line.text()))
    QTest.keyClicks(line, "7391")
    QTest.keyClick(line, Qt.Key.Key_Home)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert heard == ["7", "73", "739", "7391", "391"]


def test_shown_on_purpose_it_is_there_and_hidden_again(line: SecretLine) -> None:
    QTest.keyClicks(line, "secret")
    line.setEchoMode(QLineEdit.EchoMode.Normal)
    assert held(line) == "secret"
    QTest.keyClicks(line, "s")
    line.setEchoMode(QLineEdit.EchoMode.Password)
    assert (line.text(), held(line)) == ("secrets", "•" * 7)
    line.clear()
    assert (line.text(), held(line)) == ("", "")


def test_nothing_comes_back_once_it_is_emptied(line: SecretLine) -> None:
    QTest.keyClicks(line, "secret")
    line.clear()
    QTest.keyClick(line, Qt.Key.Key_Z, CONTROL)
    QTest.keyClick(line, Qt.Key.Key_Z, CONTROL | SHIFT)
    assert (line.text(), held(line)) == ("", "")


def test_a_line_that_is_read_only_takes_nothing(line: SecretLine) -> None:
    line.setReadOnly(True)
    QTest.keyClicks(line, "secret")
    assert line.text() == ""


def test_a_code_tells_a_screen_reader_its_length_at_most(qtbot: QtBot) -> None:
    pin = PinField("Code")
    qtbot.addWidget(pin)
    pin.show()
    entered: list[str] = []
    pin.entered.connect(lambda: entered.append(pin.text()))
    QTest.keyClicks(pin, "7391")
    told = QAccessible.queryAccessibleInterface(pin)
    assert told.text(QAccessible.Text.Name) == "Code"
    assert set(told.text(QAccessible.Text.Value)) <= {"•", "●"}
    assert held(pin) == "••••"
    QTest.keyClick(pin, Qt.Key.Key_Return)
    assert entered == ["7391"]
