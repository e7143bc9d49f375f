"""The guards of conftest.py catch what they are there for."""

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtWidgets import QLabel
from shiboken6 import delete

from tests.conftest import Spent, SpentThere

CONFTEST = Path(__file__).with_name("conftest.py")
INI = "[pytest]\nqt_api = pyside6\nqt_log_level_fail = WARNING\nfilterwarnings = error\n"
TESTS = """
    import logging

    from PySide6.QtCore import qWarning
    from PySide6.QtWidgets import QDialog, QWidget

    kept = []

    def test_unexpected():
        logging.getLogger("area").warning("too hot")

    def test_announced(expected_logs):
        expected_logs.expect(logging.ERROR, "too .ot")
        logging.getLogger("area").error("too %s", "hot")

    def test_announced_and_missing(expected_logs):
        expected_logs.expect(logging.ERROR, "too hot")
        logging.getLogger("area").info("too hot")

    def test_leak(qapp):
        widget = QWidget()
        widget.setObjectName("forgotten")
        kept.extend([widget, QDialog(widget)])

    def test_after_the_leak(qtbot):
        widget = QWidget()
        qtbot.addWidget(widget)
        widget.show()

    def test_qt_warning(qapp):
        qWarning("too hot")
"""
Told = list[tuple[str, str]]
"""What went wrong with a test: « failure » (in the test) or « error » (around it), and its lines."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """Of each of these tests, run under the guards of this suite."""
    folder = tmp_path_factory.mktemp("guarded")
    (folder / "conftest.py").write_text(CONFTEST.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "pytest.ini").write_text(INI, encoding="utf-8")
    (folder / "test_guarded.py").write_text(dedent(TESTS), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--junitxml=told.xml"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout + done.stderr
    cases = ET.parse(folder / "told.xml").iter("testcase")
    wrong = {"failure", "error"}
    return {
        case.attrib["name"]: [(each.tag, each.text or "") for each in case if each.tag in wrong]
        for case in cases
    }


def test_an_unexpected_log_record_fails_a_test(told: dict[str, Told]) -> None:
    ((kind, words),) = told["test_unexpected"]
    assert kind == "error"
    assert words.splitlines() == ["unexpected log record: WARNING area: too hot"]


def test_an_announced_log_record_is_accepted(told: dict[str, Told]) -> None:
    assert told["test_announced"] == []


def test_an_announced_log_record_must_come(told: dict[str, Told]) -> None:
    ((kind, words),) = told["test_announced_and_missing"]
    assert kind == "error"
    assert words.splitlines() == ["log record never came: ERROR /too hot/"]


def test_a_leaked_window_is_named_once(told: dict[str, Told]) -> None:
    ((kind, words),) = told["test_leak"]
    assert kind == "error"
    assert words.splitlines() == ["leaked windows: QWidget “forgotten”"]
    assert told["test_after_the_leak"] == []


def test_a_qt_warning_fails_a_test(told: dict[str, Told]) -> None:
    ((kind, words),) = told["test_qt_warning"]
    assert kind == "failure"
    assert "QtWarningMsg: too hot" in words


def test_a_screen_that_stayed_in_memory_is_told_of_once(qapp: object) -> None:
    spent = Spent()
    spent.look_for_screens("those of other tests")
    spent.kept.clear()
    label = QLabel()
    spent.look_for_screens("it is still there")
    delete(label)
    spent.look_for_screens("test_one.py")
    spent.look_for_screens("test_other.py")
    assert spent.kept == {"test_one.py": "1 QLabel"}


def test_what_each_process_spent_is_told_together() -> None:
    spent = Spent()
    for seconds in (1.5, 2.0):
        spent.add(SpentThere(seconds={"test_one.py": seconds}, kept={}))
    assert dict(spent.seconds) == {"test_one.py": 3.5}
