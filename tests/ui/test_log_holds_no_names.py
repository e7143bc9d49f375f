"""What the technical log keeps of an oral in which much goes wrong: nothing of anybody."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from btstc_jury import bootstrap
from btstc_jury.application.problems import FileProblem, ProblemKind
from btstc_jury.application.sessions import Desk
from btstc_jury.domain import events as ev
from btstc_jury.storage import SqliteExamFiles
from btstc_jury.system import logs
from tests.conftest import ExpectedLogs
from tests.forms_for_tests import COMPLIANT
from tests.ui.conftest import ShowWindow
from tests.ui.hands import Hands, Troubled, make_file

PERSONAL = (
    *("Moreau", "Lefebvre", "MOREAU", "Anaïs", "0213456780", "Lycée fictif", "Camille", "Fictif"),
    *("quasi-muette", "contre-argument", "12,5", "12.5", "appréciation de travail"),
)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The program's own log, in a folder of the test's, with everything that is logged at all."""
    folder = tmp_path / "journaux"
    folder.mkdir()
    monkeypatch.setattr(logs, "user_log_path", lambda *_names, **_options: folder)
    root = logging.getLogger()
    level, handlers, hook = root.level, list(root.handlers), sys.unraisablehook
    thread_hook = threading.excepthook
    logs.install_logging()
    root.setLevel(logging.DEBUG)
    yield folder
    root.setLevel(level)
    for handler in [each for each in root.handlers if each not in handlers]:
        root.removeHandler(handler)
        handler.close()
    sys.unraisablehook, threading.excepthook = hook, thread_hook


def written(folder: Path) -> str:
    return "\n".join(each.read_text("utf-8") for each in folder.iterdir())


def test_an_oral_conducted_through_errors(
    qtbot: QtBot,
    show_window: ShowWindow,
    desk: Desk,
    path: Path,
    troubled: Troubled,
    log: Path,
    expected_logs: ExpectedLogs,
) -> None:
    expected_logs.expect(logging.WARNING, "an act was not written")
    expected_logs.expect(logging.CRITICAL, "unexpected error")
    make_file(desk, path)
    hands = show_window()
    assert hands.window.open_path(path)
    hands.key("Return")
    hands.office.act(1, COMPLIANT)
    hands.key("Ctrl+Return")
    for kind in (ProblemKind.DISK_FULL, ProblemKind.DAMAGED, ProblemKind.INPUT_OUTPUT):
        troubled.fail(FileProblem(kind, path, f"oral of Moreau: {kind}"))
        hands.remark(f"quasi-muette {kind}")
        hands.remark(f"quasi-muette {kind}")
    hands.remark("#13=S contre-argument chiffré")
    hands.remark("#99=S contre-argument sans critère")
    fail_in_a_slot(qtbot, hands)
    damaged(path)
    said = written(log)
    assert "an act was not written: disk_full" in said
    assert "unexpected error" in said
    assert [words for words in PERSONAL if words in said] == []


def fail_in_a_slot(qtbot: QtBot, hands: Hands) -> None:
    """A fault of the program while it holds an oral, told and logged as in the real program."""

    def bug() -> None:
        candidate = hands.oral.plan.candidate
        hands.office.act(1, ev.Rated(candidate, None))  # type: ignore[arg-type]  # the fault

    with qtbot.capture_exceptions() as raised:
        QTimer.singleShot(0, hands.window, bug)
        qtbot.waitUntil(lambda: bool(raised))
    kind, error, trace = raised[0]
    assert kind is not None
    assert error is not None
    bootstrap._tell_bug(hands.window, kind, error, trace)


def damaged(path: Path) -> None:
    """A copy of the file that is damaged, and a file that isn't there."""
    copy = path.with_name("copie.btsjury")
    content = bytearray(path.read_bytes())
    content[4096:] = bytes(len(content) - 4096)
    copy.write_bytes(content)
    for each in (copy, path.with_name("absent.btsjury")):
        with pytest.raises(FileProblem):
            SqliteExamFiles().open(each)
