"""No text from elsewhere is ever taken for HTML: a name could otherwise open a file of this machine."""

from __future__ import annotations

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocumentFragment
from pytestqt.qtbot import QtBot

from btstc_jury import ui
from btstc_jury.ui.widgets.basics import ElidedLabel, label, plain_tip

_SOURCE = Path(next(iter(ui.__path__)))
_OWN = {"shortcuts.py": {"f'{self.words} ({self.keys})'"}}
"""Tooltips of words of the table of acts."""
_HOSTILE = '<img src="file:///etc/passwd"> <b>&amp; & Durand</b>\nÉlodie'


@cache
def _every_call() -> dict[str, list[tuple[str, ast.Call]]]:
    """By the name of what is called, with the file."""
    found = defaultdict(list)
    for path in sorted(_SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                for name in {getattr(node.func, "attr", ""), getattr(node.func, "id", "")}:
                    found[name].append((path.relative_to(_SOURCE).as_posix(), node))
    return found


def _calls(name: str) -> list[tuple[str, ast.Call]]:
    return _every_call().get(name, [])


def _constant(node: ast.expr) -> bool:
    match node:
        case ast.Constant():
            return True
        case ast.IfExp():
            return _constant(node.body) and _constant(node.orelse)
        case ast.Call(func=ast.Name(id="plain_tip")):
            return True
        case _:
            return False


def test_every_tooltip_is_plain() -> None:
    open_ones = [
        f"{path}: {ast.unparse(call)}"
        for path, call in _calls("setToolTip")
        if not _constant(call.args[-1]) and ast.unparse(call.args[-1]) not in _OWN.get(path, set())
    ]
    open_ones += [
        f"{path}: {ast.unparse(call)}"
        for path, call in _calls("showText")
        if len(call.args) < 2 or not _constant(call.args[1])
    ]
    assert not open_ones


def test_a_label_is_made_where_it_is_made_plain() -> None:
    made = {path for path, _ in _calls("QLabel")}
    assert made == {"shell/questions.py", "widgets/basics.py", "widgets/fields.py"}


def test_nothing_else_shows_rich_text() -> None:
    for name in ("setHtml", "insertHtml", "QMessageBox", "QTextEdit", "QTextBrowser", "setWhatsThis"):
        assert not _calls(name), name


@pytest.mark.parametrize("text", [_HOSTILE, "Durand & fils", "a < b", "Élodie\nDurand", ""])
def test_a_tooltip_shows_its_text_and_nothing_more(text: str) -> None:
    tip = plain_tip(text)
    shown = QTextDocumentFragment.fromHtml(tip).toPlainText() if tip.startswith("<qt>") else tip
    assert "<" not in tip or tip.startswith("<qt>"), "what has no sign of a tag is never taken for HTML"
    assert " ".join(shown.split()) == " ".join(text.split())
    assert "<img" not in tip


def test_labels_show_the_signs_of_html(qtbot: QtBot) -> None:
    for made in (label(_HOSTILE), ElidedLabel(_HOSTILE)):
        qtbot.addWidget(made)
        assert made.textFormat() is Qt.TextFormat.PlainText
