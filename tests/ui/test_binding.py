"""The Qt binding itself: a fault here would end an oral in mid-sentence."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject

CALLS = 500


def test_calls_that_return_nothing_keep_the_references_of_none(qapp: object) -> None:
    """PySide6 6.12.0 loses one reference to ``None`` at each such call on Python 3.11, until it aborts."""
    subject = QObject()
    before = sys.getrefcount(None)
    for number in range(CALLS):
        subject.setObjectName(str(number))
    assert sys.getrefcount(None) > before - CALLS // 10
