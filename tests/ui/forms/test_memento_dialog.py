"""The memento of a form, from the menu of the help to its page."""

from __future__ import annotations

import subprocess
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from btstc_jury.ui.forms.memento_dialog import MementoDialog
from tests.ui.hands import Hands


def asked(hands: Hands) -> MementoDialog:
    hands.window.acts.memento.trigger()
    hands.wait(lambda: bool(hands.window.findChildren(MementoDialog)))
    return hands.window.findChildren(MementoDialog)[0]


def made(hands: Hands, dialog: MementoDialog) -> bytes:
    found: list[bytes] = []
    dialog.make(found.append)
    hands.wait(lambda: bool(found))
    return found[0]


def text(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True)
    return done.stdout


def test_it_is_of_the_oral_on_the_screen_and_the_oral_goes_on(started: Hands, tmp_path: Path) -> None:
    shown = asked(started)
    state = started.oral
    assert shown.form.currentData() == state.form.key
    out = tmp_path / "mémento du jury.pdf"
    shown.save_to(made(started, shown), out)
    started.wait(lambda: not started.window.findChildren(MementoDialog))
    page = text(out)
    assert "Mémento de la commission" in page
    assert state.form.name in page
    assert "Ctrl+Entrée" in page
    assert str(out) in started.texts()


def test_beside_the_day_it_is_of_the_first_oral(started: Hands) -> None:
    key = started.oral.form.key
    started.day()
    shown = asked(started)
    assert shown.form.currentData() == key
    assert shown.form.currentIndex() > 0
    shown.reject()


def test_another_form_can_be_chosen_and_printed(started: Hands, tmp_path: Path) -> None:
    shown = asked(started)
    other = next(at for at in range(shown.form.count()) if at != shown.form.currentIndex())
    shown.form.setCurrentIndex(other)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    shown.print_on(made(started, shown), printer)
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    started.wait(lambda: not started.window.findChildren(MementoDialog))


def test_where_it_cannot_be_written_is_told_and_the_dialog_stays(started: Hands, tmp_path: Path) -> None:
    shown = asked(started)
    shown.save_to(b"%PDF", tmp_path / "absent" / "memento.pdf")
    assert "introuvable" in started.texts(shown)
    assert shown.isVisible()
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    started.wait(lambda: not started.window.findChildren(MementoDialog))
