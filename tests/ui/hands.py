"""A juror before the screen: eyes, ten fingers, a mouse, and a clock that the test holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.application.office import Office
from btstc_jury.application.passphrases import FileKey
from btstc_jury.application.ports import ExamFile, ExamFiles, Holder, Part
from btstc_jury.application.sessions import Desk, create_file
from btstc_jury.domain.candidate import NO_EXTRA, Accommodation, Candidate, Plan
from btstc_jury.domain.events import Entry
from btstc_jury.domain.moments import Duration
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.session import ExamSession, FileKind
from btstc_jury.ui.live.live_page import LivePage
from btstc_jury.ui.shell.main_window import MainWindow
from btstc_jury.ui.shell.workspace import Workspace
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.window_acts import WindowActs, plain_action
from tests.fakes import FakeClock
from tests.forms_for_tests import JURORS

_BEAT = Duration.seconds(9)
"""The program gives signs of life closer together than what it takes for a sleep of the machine."""

Found = TypeVar("Found", bound=QWidget)

NONE = Accommodation(NO_EXTRA, NO_EXTRA, NO_EXTRA)


def idle_acts(window: QWidget) -> WindowActs:
    """The acts of a window that does nothing."""
    keyed = {
        "new": "file.new",
        "open": "file.open",
        "verify": "file.verify",
        "home": "file.close",
        "cases": "file.cases",
        "quit": "file.quit",
        "settings": "window.settings",
        "cover": "window.cover",
        "lock": "window.lock",
        "candidate": "window.candidate",
        "back": "window.return",
        "help": "window.help",
        "keys": "window.keys",
    }
    made: dict[str, Any] = {
        each: Action(keyed[each], window, lambda: None)
        if each in keyed
        else plain_action(window, each, lambda: None)
        for each in WindowActs._fields
    }
    return WindowActs(**made)


def listed(view: QAbstractItemView) -> list[str]:
    """The rows of a list from top to bottom, as a screen reader says them."""
    model = view.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


class Hands:
    """``window`` is the real one, on a real file."""

    def __init__(self, qtbot: QtBot, window: MainWindow, theme: Theme, clock: FakeClock) -> None:
        self.qtbot = qtbot
        self.window = window
        self.theme = theme
        self.clock = clock

    @property
    def workspace(self) -> Workspace:
        assert self.window.bench.is_open
        return self.window.bench.opened.workspace

    @property
    def office(self) -> Office:
        return self.workspace.conductor.office

    @property
    def live(self) -> LivePage:
        return self.workspace.live

    @property
    def page(self) -> QWidget:
        return self.workspace.page

    @property
    def oral(self) -> Oral:
        """The oral on the live screen, as the file has it."""
        return self.office.oral(self.live.oral)

    @property
    def focus(self) -> QWidget:
        """Where the keys go."""
        found = QApplication.focusWidget()
        assert found is not None, "no widget has the focus"
        return found

    def at(self, widget: QWidget) -> bool:
        """Whether the keys go to this widget."""
        return self.focus is widget

    def has_focus(self, widget: QWidget) -> bool:
        """Whether the keys go there."""
        return self.focus is widget

    def shows(self, page: QWidget) -> bool:
        """Whether this screen is the one in sight."""
        return self.page is page

    def key(self, keys: str, times: int = 1) -> None:
        """Press a key or a combination, named as in a menu: « Ctrl+Return »."""
        for _ in range(times):
            pressed = QKeySequence(keys)[0]  # type: ignore[index]
            QTest.keyClick(self.focus, pressed.key(), pressed.keyboardModifiers())

    def write(self, text: str) -> None:
        """Type on the keyboard, any letter of any language."""
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self.focus, letter)
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(self.focus, event)

    def remark(self, text: str) -> None:
        """Type a line in the remark field, then Enter."""
        assert self.at(self.live.remarks.field)
        self.write(text)
        self.key("Return")

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        assert widget.isVisible()
        assert widget.isEnabled()
        where = widget.rect().center() if at is None else at
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)

    def pass_time(self, minutes: float = 0, seconds: float = 0) -> None:
        """Time passes with the program alive: its timers, which run on the real clock, do what they do."""
        left = Duration.minutes(minutes) + Duration.seconds(seconds)
        while left.us > 0:
            step = min(left, _BEAT)
            self.clock.advance(step)
            left = left - step
            self.workspace.signs.give()
        self.live.refresh_clock()

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=30_000)

    def back(self) -> None:
        """A dialog has closed: as a window manager does, the window gets the keys again."""
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)

    def day(self) -> None:
        """Back to the day's list."""
        self.key("Alt+Left")
        assert self.page is self.workspace.day

    def open(self, oral: int) -> None:
        """From the day's list, with the arrows and Enter."""
        orals = [row.oral for row in self.office.file.index.on_day(DAY.date())]
        self.key("Home")
        self.key("Down", orals.index(oral))
        self.key("Return")

    def see(self, kind: type[Found], root: QWidget | None = None) -> list[Found]:
        """The widgets of a kind in sight."""
        found: list[Found] = (root or self.window).findChildren(kind)
        return [each for each in found if each.isVisible()]

    def texts(self, root: QWidget | None = None) -> str:
        """All the words in sight on labels, one a line."""
        return "\n".join(each.text() for each in self.see(QLabel, root) if each.text())

    def button(self, words: str, root: QWidget | None = None) -> QPushButton:
        """The one button in sight that bears these words."""
        found = [each for each in self.see(QPushButton, root) if each.text() == words]
        assert len(found) == 1, f"{len(found)} buttons « {words} »"
        return found[0]


DAY = datetime(2026, 6, 1, 9, 0)  # noqa: DTZ001 - wall time of the centre


def session(kind: FileKind = FileKind.EXAM) -> ExamSession:
    return ExamSession(kind, 2026, "Lycée fictif des Essais", "3", "B 12", JURORS)


def candidate(name: str = "Moreau-Lefebvre", number: str = "0213456789") -> Candidate:
    return Candidate(number, name, "Anaïs", None, "Lycée fictif", "Énergie et environnement")


def make_file(
    desk: Desk,
    path: Path,
    forms: Iterable[str] = ("e4-ponctuel",),
    kind: FileKind = FileKind.EXAM,
    accommodation: Accommodation = NONE,
    *,
    same: bool = False,
) -> None:
    """A file with one candidate for each form, or the ``same``, an hour apart; the first has the
    accommodation.
    """
    office = create_file(desk, path, session(kind))
    names = ("Moreau-Lefebvre", "Nguyen", "Imbert", "Garnier", "Olivier")
    for place, (form, name) in enumerate(zip(forms, names, strict=False)):
        plan = Plan(
            candidate() if same else candidate(name, f"021345678{place}"),
            DAY.replace(hour=9 + place),
            NONE if place else accommodation,
        )
        office.plan(plan, form)
    office.close()


class Troubled:
    """Exam files on a disk that goes wrong when told to: the next writes raise ``problem``."""

    def __init__(self, files: ExamFiles) -> None:
        self._files = files
        self.problem: Exception | None = None
        self.times = 0

    def fail(self, problem: Exception, times: int = 1) -> None:
        self.problem, self.times = problem, times

    @property
    def can_encrypt(self) -> bool:
        return self._files.can_encrypt

    def is_encrypted(self, path: Path) -> bool:
        return self._files.is_encrypted(path)

    def create(self, path: Path, entry: Entry, session: ExamSession, key: FileKey | None = None) -> ExamFile:
        return self._watch(self._files.create(path, entry, session, key))

    def open(self, path: Path, key: FileKey | None = None) -> ExamFile:
        return self._watch(self._files.open(path, key))

    def holder(self, path: Path) -> Holder | None:
        return self._files.holder(path)

    def open_damaged(self, path: Path, key: FileKey | None = None) -> ExamFile:
        return self._files.open_damaged(path, key)

    def _watch(self, file: ExamFile) -> ExamFile:
        write = file.append_all

        def append_all(parts: Sequence[Part], forgotten: Sequence[int] = ()) -> None:
            if self.times and self.problem is not None:
                self.times -= 1
                raise self.problem
            write(parts, forgotten)

        # The file itself is the real one: only the disk under its next writes is not.
        vars(file)["append_all"] = append_all
        return file
