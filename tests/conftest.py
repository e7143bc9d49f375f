"""What every test gets: a quiet log, no leaked window, a display that needs no screen."""

import gc
import logging
import os
import re
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.servers import Server

# No test fails for being slow on a busy machine.
settings.register_profile("suite", deadline=None)
settings.register_profile("ordinary", deadline=None, max_examples=30)
settings.load_profile("suite")

# Qt reads these once, when it is first imported or when the application is made.
if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen" and sys.platform == "linux":
    # Its own screen has 800 pixels a side, beyond which no window of the program goes.
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).with_name('screen.json')}"
os.environ["QT_SCALE_FACTOR"] = "1"
if sys.platform == "linux":
    os.environ["LANG"] = os.environ["LC_ALL"] = "C.UTF-8"

CALL_FAILED = pytest.StashKey[bool]()

_HERE = Path(__file__).parent
_OF_A_DISK = _HERE / "reliability"
_MEMORY = Path("/dev/shm")
_ROOM = 1 << 30


class ExpectedLogs:
    """The log records of level WARNING and above that a test says it causes."""

    def __init__(self) -> None:
        self._expected: list[tuple[int, re.Pattern[str]]] = []

    def expect(self, level: int, pattern: str) -> None:
        """Accept records of this level whose message contains a match; at least one must come."""
        self._expected.append((level, re.compile(pattern)))

    def problems(self, records: list[logging.LogRecord]) -> list[str]:
        """Return one line for each unexpected record and for each expected one that never came."""
        missing = list(self._expected)
        lines = []
        for record in records:
            message = record.getMessage()
            matching = [
                (level, pattern)
                for level, pattern in self._expected
                if level == record.levelno and pattern.search(message)
            ]
            missing = [expected for expected in missing if expected not in matching]
            if not matching:
                lines.append(f"unexpected log record: {record.levelname} {record.name}: {message}")
        lines += [
            f"log record never came: {logging.getLevelName(level)} /{pattern.pattern}/"
            for level, pattern in missing
        ]
        return lines


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


def pytest_configure(config: pytest.Config) -> None:
    """Before ``tests/drawn.py`` is asked for a number of examples."""
    if "not long" in config.getoption("markexpr"):
        settings.load_profile("ordinary")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Imports and collection throw little away: searching for it takes a quarter of their time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """What imports and collection made stays: searching it for garbage each time takes a tenth of the run."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[CALL_FAILED] = report.failed
    return report


class SpentThere(TypedDict):
    """The same, as one process of several hands it over."""

    seconds: dict[str, float]
    kept: dict[str, str]


class Spent:
    """What the tests of each file took of this process and of those that it waited for, in seconds, and what
    they left in memory of the screens that they had: for the run's last lines.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.kept: dict[str, str] = {}
        self._known: set[int] = set()

    def look_for_screens(self, file: str) -> None:
        """A widget that Qt has deleted and Python has not: something that outlives the window calls it."""
        if "PySide6.QtWidgets" not in sys.modules:
            return
        # The interpreter keeps the last exception that nobody caught, with all that its frames hold.
        for name in ("last_type", "last_value", "last_traceback", "last_exc"):
            vars(sys).pop(name, None)
        found = self._dead()
        if found:
            gc.collect()
            found = self._dead()
        self._known |= found.keys()
        if found:
            self.kept[file] = ", ".join(
                f"{count} {name}" for name, count in Counter(found.values()).most_common(3)
            )

    def _dead(self) -> dict[int, str]:
        from PySide6.QtWidgets import QWidget
        from shiboken6 import isValid

        dead = [each for each in gc.get_objects() if isinstance(each, QWidget) and not isValid(each)]
        return {id(each): type(each).__name__ for each in dead if id(each) not in self._known}

    def add(self, told: "SpentThere") -> None:
        """Those of another process."""
        for file, seconds in told["seconds"].items():
            self.seconds[file] += seconds
        self.kept.update(told["kept"])


SPENT = Spent()
_FILES_TOLD = 15


def _cpu() -> float:
    return sum(os.times()[:4])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, object, object]:
    before = _cpu()
    done = yield
    file = item.nodeid.partition("::")[0]
    SPENT.seconds[file] += _cpu() - before
    if (nextitem is None or nextitem.path != item.path) and not item.session.testsfailed:
        # The traceback of a failed test keeps its widgets alive.
        SPENT.look_for_screens(file)
    return done


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["spent"] = SpentThere(seconds=dict(SPENT.seconds), kept=SPENT.kept)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """One of the processes that share the tests has done; one that broke down has nothing to say."""
    told: dict[str, SpentThere] = getattr(node, "workeroutput", {})
    if "spent" in told:
        SPENT.add(told["spent"])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if SPENT.kept:
        terminalreporter.section("screens that stayed in memory")
        for file, what in sorted(SPENT.kept.items()):
            terminalreporter.write_line(f"{file}: {what}")
    if len(SPENT.seconds) > _FILES_TOLD:
        whole = sum(SPENT.seconds.values())
        slowest = sorted(SPENT.seconds.items(), key=lambda each: -each[1])[:_FILES_TOLD]
        terminalreporter.section(f"the {_FILES_TOLD} slowest files of {whole:.0f} CPU-seconds")
        for file, seconds in slowest:
            terminalreporter.write_line(f"{seconds:7.1f} {file}")


@pytest.fixture
def expected_logs() -> ExpectedLogs:
    """Let a test announce the warnings and errors that it makes the program log."""
    return ExpectedLogs()


@pytest.fixture(autouse=True)
def _no_unexpected_log(expected_logs: ExpectedLogs) -> Iterator[None]:
    collector = _Collector()
    logging.getLogger().addHandler(collector)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(collector)
    problems = expected_logs.problems(collector.records)
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


@pytest.fixture(autouse=True)
def _no_leaked_window(request: pytest.FixtureRequest) -> Iterator[None]:
    before = set(_top_level_widgets())
    yield
    if request.node.stash.get(CALL_FAILED, False):
        # The traceback of a failed test keeps its widgets alive.
        return
    leaked = {key: widget for key, widget in _top_level_widgets().items() if key not in before}
    if leaked:
        gc.collect()
        leaked = {key: widget for key, widget in _top_level_widgets().items() if key not in before}
    if leaked:
        names = sorted(_describe(widget) for widget in leaked.values())
        for widget in leaked.values():
            widget.close()
            widget.deleteLater()
        pytest.fail("leaked windows: " + ", ".join(names), pytrace=False)


def _top_level_widgets() -> dict[int, "QWidget"]:
    """Return the top-level widgets alive, by address; those with a parent go with their parent."""
    if "PySide6.QtWidgets" not in sys.modules:
        return {}
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication
    from shiboken6 import getCppPointer

    if QApplication.instance() is None:
        return {}
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return {
        getCppPointer(widget)[0]: widget
        for widget in QApplication.topLevelWidgets()
        # Qt keeps one window for tool tips as long as the application lives.
        if widget.parent() is None and widget.metaObject().className() != "QTipLabel"
    }


def _describe(widget: "QWidget") -> str:
    label = widget.objectName() or widget.windowTitle()
    return f"{type(widget).__name__} “{label}”" if label else type(widget).__name__


@pytest.fixture
def plain_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """What ``tests.signed_grids`` keeps for signed PDFs is read as if it were."""
    from btstc_jury import bootstrap
    from tests import signed_grids

    monkeypatch.setattr(bootstrap, "read_kept", signed_grids.read)


@pytest.fixture(scope="session")
def memory() -> Iterator[Path | None]:
    """A folder in memory, ``None`` where the system has no such place or little room in it."""
    if not os.access(_MEMORY, os.W_OK | os.X_OK) or shutil.disk_usage(_MEMORY).free < _ROOM:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="tests-", dir=_MEMORY, ignore_cleanup_errors=True) as made:
        yield Path(made)


@pytest.fixture
def tmp_path(tmp_path: Path, request: pytest.FixtureRequest, memory: Path | None) -> Path:
    """In memory but where the disk itself is tried: each act waits for it, which took half of the time of a
    test of the screens, nine tenths of one of the files. It is there to the end, since a window may be closed
    after it.
    """
    if memory is None or request.path.is_relative_to(_OF_A_DISK):
        return tmp_path
    return Path(tempfile.mkdtemp(dir=memory))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Server]":
    """PostgreSQL, one for the run of all tests, begun by the first that asks for it."""
    from tests.servers import shared_server

    yield from shared_server(tmp_path_factory.getbasetemp().parent)


@pytest.fixture
def base(server: "Server") -> Iterator[str]:
    """The name of an empty base of the server, of this test alone."""
    name = server.new()
    yield name
    server.drop(name)
