"""What is put off a moment, of somebody who may be gone by then."""

from __future__ import annotations

import gc
import re
import weakref
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from shiboken6 import delete

import btstc_jury.ui
from btstc_jury.ui.soon import soon

FOLDER = Path(btstc_jury.ui.__file__).parent


class Act:
    def __init__(self) -> None:
        self.done = 0

    def __call__(self) -> None:
        self.done += 1


def test_it_is_done_once_and_not_at_once(qapp: QCoreApplication) -> None:
    owner, act = QObject(), Act()
    soon(owner, act)
    assert act.done == 0
    qapp.processEvents()
    qapp.processEvents()
    assert act.done == 1


def test_of_whoever_is_gone_it_is_not_done_and_not_kept(qapp: QCoreApplication) -> None:
    owner, act = QObject(), Act()
    kept = weakref.ref(act)
    soon(owner, act)
    delete(owner)
    qapp.processEvents()
    assert act.done == 0
    del act
    gc.collect()
    assert kept() is None


def test_no_screen_puts_off_in_the_way_that_keeps() -> None:
    singly = re.compile(r"\.singleShot\(")
    found = [
        each.relative_to(FOLDER).as_posix()
        for each in FOLDER.rglob("*.py")
        if singly.search(each.read_text("utf-8"))
    ]
    # The second waits for a loop of its own, which is there until then.
    assert sorted(found) == ["shell/waiting.py", "soon.py"]
