"""Every byte that the window leaves on the disk is searched for a name and for the passphrase."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.storage.test_nothing_plain import NAMES
from tests.ui.protection.conftest import OTHER, PASSPHRASE

ROOT = Path(__file__).resolve().parents[3]
PLACES = ("files", "TMPDIR", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "HOME")

PROGRAM = """
import logging, os, sys
from datetime import datetime
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from btstc_jury.bootstrap import make_application, ports
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import RemarkText
from btstc_jury.domain.candidate import Accommodation, Candidate, Plan
from btstc_jury.system.logs import install_logging
from btstc_jury.system.settings import FileSettings
from btstc_jury.ui.protection.recovery_dialog import RecoveryDialog
from btstc_jury.ui.shell.main_window import MainWindow
from btstc_jury.ui.shell.new_file import NewFileDialog
from btstc_jury.ui.theme.theme import Theme
from tests.fakes import FakeClock
from tests.forms_for_tests import JURORS

install_logging()
logging.getLogger().setLevel(logging.DEBUG)
app = make_application()
path, passphrase, other = Path(sys.argv[1]) / "juin.btsjury", sys.argv[2], sys.argv[3]
theme = Theme("light")
theme.apply()
store = FileSettings()
clock = FakeClock()

def shown():
    window = MainWindow(theme, ports(clock, store), store.load())
    window.resize(1280, 720)
    window.show()
    window.activateWindow()
    return window

def create():
    (dialog,) = window.findChildren(NewFileDialog)
    fields = {each.accessibleName(): each for each in dialog.findChildren(type(dialog._place.field.line))}
    fields["Centre d’examen"].setText("Lycée fictif")
    fields["Nom et prénom"].setText("Camille Fictif")
    fields["Fichier"].setText(str(path))
    dialog._place._own = True
    dialog.protect.plain.setChecked(not passphrase)
    for each in (dialog.protect.new.first, dialog.protect.new.second):
        each.setText(passphrase)
    dialog.submit()
    assert dialog.result(), dialog._problem_text.text()

def unlock(text):
    if text:
        QTest.keyClicks(window.bench.unlocking.page.entry.editor, "faux")
        window.bench.unlocking.page.submit()
        window.bench.unlocking.page.entry.editor.setText(text)
        window.bench.unlocking.page.submit()

def wait(ready):
    for _ in range(4000):
        if ready():
            return
        QTest.qWait(5)
    raise AssertionError

window = shown()
QTimer.singleShot(0, window, create)
window.tasks.new_file()
for dialog in window.findChildren(RecoveryDialog):
    dialog.reject()
conductor = window.bench.opened.workspace.conductor
zoe = Candidate("0213456789", "Zébulonsky", "Zoé", None, "Lycée fictif", "Énergie")
for hour in range(8, 18):
    conductor.plan(Plan(zoe, datetime(2026, 6, 1, hour), Accommodation()), "e4-ponctuel")
window.bench.opened.workspace.open_oral(1)
conductor.act(1, do.Open(JURORS))
conductor.act(1, do.Start())
for number in range(30):
    conductor.act(1, do.AddRemark(conductor.office.now(), RemarkText(f"{number} M. Quatremain " + "é" * 500)))
QTest.keyClicks(window.bench.opened.workspace.live.remarks.field, "M. Quatremain encore")
window.bench.opened.protection.lock()
QTest.qWait(1)
window.bench.guard.unlock()
window.bench.guard.uncover()
conductor.act(1, ev.Ended())
window.bench.opened.workspace.show_grid(1)
wait(lambda: window.bench.opened.workspace.grid.ready)
if passphrase:
    from btstc_jury.application.passphrases import passphrase_key
    window.bench.opened.workspace.conductor.office.file.protection.change(passphrase_key(other))
window.close()
window = shown()
window.open_path(path)
unlock(other if passphrase else "")
window.bench.opened.workspace.open_oral(2)
conductor = window.bench.opened.workspace.conductor
conductor.act(2, do.Open(JURORS))
conductor.act(2, do.Start())
conductor.act(2, do.AddRemark(conductor.office.now(), RemarkText("M. Quatremain")))
window.preferences.put(window.preferences.value._replace(auto_lock=5))
os._exit(9)
"""


def left_by_the_window(folder: Path, passphrase: str) -> dict[str, bytes]:
    """All files that remain when the program is killed, of every place where it may write."""
    folder.mkdir()
    told = {name: str(folder / name) for name in PLACES}
    for place in told.values():
        Path(place).mkdir()
    told |= {"SQLITE_TMPDIR": told["TMPDIR"], "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-B", "-c", PROGRAM, told["files"], passphrase, OTHER],
        cwd=folder,
        env={**os.environ, **told},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 9, done.stderr.decode()
    files = {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}
    return {**files, "said": done.stdout + done.stderr}


def named_in(files: dict[str, bytes], words: tuple[str, ...]) -> set[str]:
    forms = {word.encode(code) for word in words for code in ("utf-8", "utf-16-le", "utf-16-be")}
    return {Path(place).name for place, content in files.items() if any(form in content for form in forms)}


@pytest.mark.skipif(sys.platform != "linux", reason="the places of the log are Linux's")
def test_the_window_leaves_no_name_and_no_passphrase_of_an_encrypted_file(tmp_path: Path) -> None:
    left = left_by_the_window(tmp_path / "encrypted", PASSPHRASE)
    assert named_in(left, NAMES) == set()
    assert named_in(left, (*PASSPHRASE.split()[:3], *OTHER.split())) == set()
    kept = {Path(name).name for name, content in left.items() if content}
    assert kept >= {"juin.btsjury", "juin.btsjury-journal", "settings.json", "btstc-jury.log"}


@pytest.mark.skipif(sys.platform != "linux", reason="the places of the log are Linux's")
def test_a_plain_file_shows_that_the_search_finds(tmp_path: Path) -> None:
    found = named_in(left_by_the_window(tmp_path / "plain", ""), NAMES)
    assert found == {"juin.btsjury", "juin.btsjury-journal"}
