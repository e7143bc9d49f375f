"""The guards of conftest.py catch what they are there for."""

from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")


@pytest.fixture
def guarded(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder whose tests run under the guards of this suite."""
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nqt_api = pyside6\nqt_log_level_fail = WARNING\nfilterwarnings = error\n")
    return pytester


def test_an_unexpected_log_record_fails_a_test(guarded: pytest.Pytester) -> None:
    guarded.makepyfile("import logging\ndef test_it(): logging.getLogger('area').warning('too hot')")
    result = guarded.runpytest_subprocess()
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*unexpected log record: WARNING area: too hot*"])


def test_an_announced_log_record_is_accepted(guarded: pytest.Pytester) -> None:
    guarded.makepyfile(
        """
        import logging
        def test_it(expected_logs):
            expected_logs.expect(logging.ERROR, "too .ot")
            logging.getLogger("area").error("too %s", "hot")
        """
    )
    guarded.runpytest_subprocess().assert_outcomes(passed=1)


def test_an_announced_log_record_must_come(guarded: pytest.Pytester) -> None:
    guarded.makepyfile(
        """
        import logging
        def test_it(expected_logs):
            expected_logs.expect(logging.ERROR, "too hot")
            logging.getLogger("area").info("too hot")
        """
    )
    result = guarded.runpytest_subprocess()
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*log record never came: ERROR /too hot/*"])


def test_a_leaked_window_is_named_once(guarded: pytest.Pytester) -> None:
    guarded.makepyfile(
        """
        from PySide6.QtWidgets import QDialog, QWidget
        kept = []
        def test_leak(qapp):
            widget = QWidget()
            widget.setObjectName("forgotten")
            kept.extend([widget, QDialog(widget)])
        def test_next(qtbot):
            widget = QWidget()
            qtbot.addWidget(widget)
            widget.show()
        """
    )
    result = guarded.runpytest_subprocess()
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*leaked windows: QWidget “forgotten”"])


def test_a_qt_warning_fails_a_test(guarded: pytest.Pytester) -> None:
    guarded.makepyfile("from PySide6.QtCore import qWarning\ndef test_it(qapp): qWarning('too hot')")
    guarded.runpytest_subprocess().assert_outcomes(failed=1)
