"""A teacher before the library of cases, by keys; their folder and their bank are the test's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QDialog, QWidget

from btstc_jury.application.case_forms import CaseForms
from btstc_jury.bootstrap import SystemFiles
from btstc_jury.domain.form import Form
from btstc_jury.system import folders
from btstc_jury.ui.cases.case_editor import CaseEditor
from btstc_jury.ui.cases.cases_window import CasesWindow
from btstc_jury.ui.cases.library import CaseLibrary
from btstc_jury.ui.cases.new_case import NewCaseDialog
from tests.ui.conftest import ShowWindow
from tests.ui.finding import fill
from tests.ui.hands import Hands

_Dialog = TypeVar("_Dialog", bound=QDialog)


class Teacher:
    """``folder``: of the cases. The library stands beside the window, which has no file open."""

    def __init__(self, hands: Hands, folder: Path) -> None:
        self.hands = hands
        self.folder = folder
        hands.key("Ctrl+Shift+C")
        self.window = self.opened(CasesWindow)

    @property
    def library(self) -> CaseLibrary:
        return self.window.library

    @property
    def editor(self) -> CaseEditor:
        return self.opened(CaseEditor)

    def opened(self, kind: type[_Dialog]) -> _Dialog:
        """The dialog of a kind that is in sight, with the keys."""
        self.hands.wait(lambda: bool(self.hands.see(kind)))
        found = self.hands.see(kind)[-1]
        found.activateWindow()
        self.hands.wait(lambda: self.hands.focus.window() is found)
        return found

    def gone(self, kind: type[QDialog], back: QWidget) -> None:
        """It was left; ``back`` has the keys."""
        self.hands.wait(lambda: not self.hands.see(kind))
        back.activateWindow()
        self.hands.wait(lambda: self.hands.focus.window() is back)

    def new(self, title: str, exam: str = "E4") -> CaseEditor:
        self.hands.key("Ctrl+I")
        asked = self.opened(NewCaseDialog)
        place = next(row for row in range(asked.sheet.count()) if asked.sheet.itemText(row).startswith(exam))
        asked.sheet.setCurrentIndex(place)
        self.hands.write(title)
        self.hands.key("Return")
        return self.editor

    def write(self, parent: QWidget, caption: str, text: str) -> None:
        fill(parent, caption, text)

    def titles(self) -> list[str]:
        return [each.title for each in self.library.acts.cases.listing().lines]


@pytest.fixture(scope="session")
def forms() -> tuple[Form, ...]:
    """Those of the program, read once."""
    return CaseForms(SystemFiles().workshop()).all()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forms: tuple[Form, ...]) -> Path:
    made = tmp_path / "cas"
    monkeypatch.setattr(CaseForms, "all", lambda _self: forms)
    monkeypatch.setattr(folders, "cases_folder", lambda: made)
    monkeypatch.setattr(folders, "bank_file", lambda: tmp_path / "banque.toml")
    return made


@pytest.fixture
def begin(show_window: ShowWindow, folder: Path) -> Callable[[], Teacher]:
    def make() -> Teacher:
        hands = show_window()
        hands.window.resize(1280, 720)
        return Teacher(hands, folder)

    return make


@pytest.fixture
def teacher(begin: Callable[[], Teacher]) -> Teacher:
    return begin()
