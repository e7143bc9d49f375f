"""The window on a real exam file, and hands to use it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QThreadPool, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from btstc_jury.application.sessions import Desk
from btstc_jury.application.settings import Settings, SettingsStore
from btstc_jury.application.views import live
from btstc_jury.bootstrap import (
    DocumentPapers,
    SystemFiles,
    centres,
    dress,
    form_folders,
    make_application,
)
from btstc_jury.domain.moments import ZERO
from btstc_jury.exchange.form_library import FormLibrary
from btstc_jury.rehearsal_tools import SystemRehearsals
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.system.settings import ForgetfulSettings
from btstc_jury.ui.candidates.day_page import DayPage
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shell.main_window import MainWindow
from btstc_jury.ui.shell.questions import Question
from btstc_jury.ui.theme.theme import Mode, Theme
from btstc_jury.ui.widgets import announcing
from tests.drawn import mostly_long
from tests.fakes import FakeBattery, FakeClock, FakeKeepAwake, FakeMachine
from tests.ui.hands import Hands, Troubled, make_file

_PATIENCE = 90_000
"""In milliseconds."""


class TroubledFiles(SystemFiles):
    """The program's own, opened from this desk."""

    def __init__(self, clock: FakeClock, desk: Desk) -> None:
        super().__init__(clock)
        self._desk = desk


class Patient(QtBot):
    """Nothing fails for being slow on a busy machine."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = _PATIENCE) -> None:
        super().waitUntil(callback, timeout=max(timeout, _PATIENCE))


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return Patient(request)


ShowWindow = Callable[..., Hands]
Show = Callable[[Conductor], DayPage]


@pytest.fixture(autouse=True)
def quick_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hands in tests go on at once, without being told apart from a key pressed twice."""
    monkeypatch.setattr(live, "TWICE", ZERO)


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is asked to say."""
    said: list[str] = []

    class Spy:
        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

        @staticmethod
        def updateAccessibility(event: QAccessibleEvent) -> None:
            assert isinstance(event, QAccessibleAnnouncementEvent)
            said.append(event.message().replace("\u202f", " "))

    monkeypatch.setattr(announcing, "QAccessible", Spy)
    return said


def answer_discard() -> None:
    """A test may end with a line that can't be recorded: the question before it is lost is then asked."""
    asked = QApplication.activeModalWidget()
    if isinstance(asked, Question):
        asked.agree.click()


@pytest.fixture(scope="session")
def library() -> FormLibrary:
    """The official forms, read once."""
    return FormLibrary(form_folders())


@pytest.fixture(scope="session")
def shared_theme(qapp: object) -> Theme:
    dress(make_application())
    made = Theme("light")
    made.apply()
    return made


@pytest.fixture
def theme(shared_theme: Theme) -> Iterator[Theme]:
    """Light, at the usual size; applying a style sheet is slow, so it is shared."""
    yield shared_theme
    shared_theme.fit(QSize(1366, 768))
    if (shared_theme.mode, shared_theme.scale) != ("light", 1.0):
        shared_theme.set("light", 1.0)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def troubled() -> Troubled:
    """The exam files of these tests: real ones, on a disk that can be told to go wrong."""
    return Troubled(SqliteExamFiles())


@pytest.fixture
def desk(library: FormLibrary, clock: FakeClock, troubled: Troubled) -> Desk:
    return Desk(troubled, library, clock)


@pytest.fixture
def awake() -> FakeKeepAwake:
    """A system that agrees to stay awake until told otherwise."""
    return FakeKeepAwake()


@pytest.fixture
def battery() -> FakeBattery:
    return FakeBattery()


@pytest.fixture
def show_window(
    qtbot: QtBot, theme: Theme, desk: Desk, clock: FakeClock, awake: FakeKeepAwake, battery: FakeBattery
) -> Iterator[ShowWindow]:
    """Shows the program's window; ``store``: where it keeps its settings."""
    shown: list[MainWindow] = []

    def show(store: SettingsStore | None = None, settings: Settings | None = None) -> Hands:
        store = store or ForgetfulSettings()
        machine = FakeMachine(store, battery, awake)
        rehearsals, of_centre = SystemRehearsals(lambda: desk), centres(lambda: desk)
        files = TroubledFiles(clock, desk)
        made = Ports(DocumentPapers(store), files, machine, rehearsals, of_centre)
        window = MainWindow(theme, made, settings or store.load())
        shown.append(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return Hands(qtbot, window, theme, clock)

    yield show
    for window in shown:
        if window.isVisible():
            QTimer.singleShot(0, window, answer_discard)
            window.close()
        window.deleteLater()
    # PDFium works for one thread at a time: the next test may read a PDF itself.
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "session.btsjury"


@pytest.fixture(scope="session")
def file_of_one(tmp_path_factory: pytest.TempPathFactory, library: FormLibrary) -> Path:
    """What ``make_file`` makes, to be copied."""
    path = tmp_path_factory.mktemp("one") / "session.btsjury"
    make_file(Desk(SqliteExamFiles(), library, FakeClock()), path)
    return path


@pytest.fixture
def hands(show_window: ShowWindow, file_of_one: Path, path: Path) -> Hands:
    """The live screen of an E4 before its start, at 1366x768."""
    shutil.copy(file_of_one, path)
    hands = show_window()
    hands.window.resize(1366, 768)
    assert hands.window.open_path(path)
    hands.key("Return")
    assert hands.page is hands.live
    return hands


@pytest.fixture
def started(hands: Hands) -> Hands:
    """The same once the first phase runs."""
    hands.key("Ctrl+Return")
    return hands


LOOKS: dict[str, tuple[Mode, float]] = {
    "light-150": ("light", 1.5),
    "light": ("light", 1.0),
    "dark": ("dark", 1.0),
}


@pytest.fixture(params=mostly_long(LOOKS))
def look(request: pytest.FixtureRequest, theme: Theme) -> Iterator[str]:
    """The name of the look in force; in an ordinary run, the one in which words have the least room."""
    chosen = LOOKS[request.param]
    theme.set(*chosen)
    yield f"{chosen[0]}-{chosen[1]:.0%}".replace("%", "")
    theme.set("light", 1.0)


@pytest.fixture
def show(qtbot: QtBot, theme: Theme) -> Show:
    """The day page, as the shell shows it."""

    def make(conductor: Conductor) -> DayPage:
        page = DayPage(theme, conductor)
        qtbot.addWidget(page)
        theme.dress(page)
        page.resize(1366, 768)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.setFocus()
        return page

    return make
