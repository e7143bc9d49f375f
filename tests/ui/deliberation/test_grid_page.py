"""The grid on screen, in a PDF file and on paper."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from btstc_jury.application.views.grid import GridView, grid_view
from btstc_jury.application.views.paper import PageImage
from btstc_jury.documents.grid import grid_pdf
from btstc_jury.documents.preview import render_pages
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import TextField
from btstc_jury.ui.grid.grid_page import GridPage
from btstc_jury.ui.grid.papers import Shown
from btstc_jury.ui.grid.preview import GridRenderer, Rendering
from tests.ui.deliberation.conftest import Table

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shown(qtbot: QtBot, grid: GridPage, oral: int) -> GridPage:
    """The grid of the oral, its pages rendered at the width that stays."""
    grid.show_oral(oral)
    qtbot.waitUntil(lambda: grid.ready and not grid.preview._still.isActive())
    qtbot.waitUntil(lambda: not grid._renderer._beside.busy)
    return grid


def text_of(path: Path) -> str:
    at_rest()
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(document[i].get_textpage().get_text_range() for i in range(len(document)))


def at_rest() -> None:
    """PDFium works for one thread at a time: not while the preview renders."""
    QThreadPool.globalInstance().waitForDone()


def pages_of(path: Path) -> int:
    at_rest()
    with pypdfium2.PdfDocument(path) as document:
        return len(document)


def dialog_of(qtbot: QtBot, page: QWidget, kind: type[QFileDialog | QPrintDialog]) -> QWidget:
    """The dialog that the page has opened."""
    qtbot.waitUntil(lambda: any(each.isVisible() for each in page.findChildren(kind)))
    return next(each for each in page.findChildren(kind) if each.isVisible())


def test_the_pages_show_and_say_that_the_grid_is_provisional(
    qtbot: QtBot, table: Table, oral: int, shown: GridPage
) -> None:
    assert shown.preview.page_count() >= 1
    assert shown.state.text().startswith("PROVISOIRE — il manque\u202f: le niveau de 17 critères")
    assert shown.save.isEnabled()
    assert not shown.waiting.isVisible()
    settle(table, oral)
    assert shown.state.text().startswith("Proposition validée le lundi 1er juin 2026")
    assert not shown.ready
    qtbot.waitUntil(lambda: shown.ready)


def test_complete_but_not_settled_is_still_provisional(table: Table, oral: int, shown: GridPage) -> None:
    complete(table, oral)
    assert shown.state.text().startswith("PROVISOIRE — tout est rempli")


def test_saving_writes_the_grid_of_this_candidate(qtbot: QtBot, shown: GridPage, tmp_path: Path) -> None:
    path = tmp_path / "grille.pdf"
    with qtbot.waitSignal(shown.presenter.conductor.informed) as said:
        assert shown.output.save_to(path)
    assert said.args == [f"Grille enregistrée\u202f: {path}"]
    assert "MOREAU-LEFEBVRE" in text_of(path)


def test_a_file_that_is_there_is_never_replaced_unasked(
    qtbot: QtBot, shown: GridPage, tmp_path: Path
) -> None:
    path = tmp_path / "grille.pdf"
    path.write_text("à garder", encoding="utf-8")
    with qtbot.waitSignal(shown.presenter.conductor.failed) as told:
        assert not shown.output.save_to(path)
    assert told.args is not None
    assert told.args[0].title == "Un fichier «\u202fgrille.pdf\u202f» existe déjà."
    assert path.read_text(encoding="utf-8") == "à garder"
    assert shown.output.save_to(path, replace=True)
    assert pages_of(path) >= 1


def test_a_folder_that_is_gone_is_told(qtbot: QtBot, shown: GridPage, tmp_path: Path) -> None:
    with qtbot.waitSignal(shown.presenter.conductor.failed):
        assert not shown.output.save_to(tmp_path / "absent" / "grille.pdf")
    assert list(tmp_path.glob("absent*")) == []


def test_the_dialog_proposes_a_name_and_saves(qtbot: QtBot, shown: GridPage, tmp_path: Path) -> None:
    QTest.keyClick(shown.preview, Qt.Key.Key_S, CTRL)
    dialog = dialog_of(qtbot, shown, QFileDialog)
    assert isinstance(dialog, QFileDialog)
    names = [Path(each).name for each in dialog.selectedFiles()]
    assert names == ["E4-ponctuel_0213456789_MOREAU-LEFEBVRE_provisoire.pdf"]
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile(names[0])
    dialog.accept()
    assert pages_of(tmp_path / names[0]) >= 1


@pytest.mark.skipif(sys.platform != "linux", reason="the dialog is the system's own elsewhere")
def test_printing_goes_through_the_systems_dialog(qtbot: QtBot, shown: GridPage, tmp_path: Path) -> None:
    QTest.keyClick(shown.preview, Qt.Key.Key_P, CTRL)
    dialog = dialog_of(qtbot, shown, QPrintDialog)
    assert isinstance(dialog, QPrintDialog)
    path = tmp_path / "imprime.pdf"
    name = dialog.findChild(QLineEdit, "filename")
    assert isinstance(name, QLineEdit)
    name.setText(str(path))
    dialog.accept()
    qtbot.waitUntil(path.exists)
    assert pages_of(path) == shown.preview.page_count()


def test_printing_on_a_printer_already_chosen(shown: GridPage, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "papier.pdf"))
    assert shown.output.print_on(printer)
    assert pages_of(tmp_path / "papier.pdf") == shown.preview.page_count()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_refuses_is_told(qtbot: QtBot, shown: GridPage, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "absent" / "papier.pdf"))
    with qtbot.waitSignal(shown.presenter.conductor.failed) as told:
        assert not shown.output.print_on(printer)
    assert told.args is not None
    assert told.args[0].title == "Le document n’a pas été imprimé."


def test_escape_goes_back_to_the_deliberation(qtbot: QtBot, oral: int, shown: GridPage) -> None:
    with qtbot.waitSignal(shown.deliberation_asked) as asked:
        QTest.keyClick(shown.preview, Qt.Key.Key_Escape)
    assert asked.args == [oral]
    with qtbot.waitSignal(shown.home_asked):
        QTest.keyClick(shown.preview, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)


def test_zooming_renders_sharper_pages(qtbot: QtBot, shown: GridPage) -> None:
    sheet = shown.preview._sheets[0]
    qtbot.waitUntil(lambda: sheet._image.width() == sheet.width())
    before = sheet.width()
    QTest.keyClick(shown.preview, Qt.Key.Key_Plus)
    assert sheet.width() == round(before * 1.25)
    qtbot.waitUntil(lambda: sheet._image.width() == sheet.width())
    QTest.keyClick(shown.preview, Qt.Key.Key_0)
    assert sheet.width() == before
    for _ in range(10):
        QTest.keyClick(shown.preview, Qt.Key.Key_Minus)
    assert sheet.width() == round(before * 0.5)


def test_another_oral_shows_nothing_of_the_one_before(
    qtbot: QtBot, table: Table, shown: GridPage, tmp_path: Path
) -> None:
    other = table.plan("Autre-Nom")
    shown.show_oral(other)
    assert not shown.ready
    assert not shown.output.save_to(tmp_path / "grille.pdf")
    qtbot.waitUntil(lambda: shown.ready)
    assert shown.output.save_to(tmp_path / "grille.pdf")
    assert "AUTRE-NOM" in text_of(tmp_path / "grille.pdf")


def pdf_of(paper: Shown) -> bytes:
    assert isinstance(paper, GridView)
    return grid_pdf(paper)


def test_only_the_latest_wish_is_answered(qtbot: QtBot, table: Table, oral: int) -> None:
    renderer = GridRenderer(pdf_of, render_pages)
    answers: list[Rendering] = []
    renderer.rendered.connect(answers.append)
    first = grid_view(table.office, oral)
    table.conductor.act(oral, ev.Rated(1, "S"))
    latest = grid_view(table.office, oral)
    renderer.render(first, 300)
    renderer.render(first, 400)
    renderer.render(latest, 500)
    qtbot.waitUntil(lambda: bool(answers))
    assert [(each.view, each.width) for each in answers] == [(latest, 500)]
    assert {page.width for page in answers[0].pages} == {500}


def test_the_pdf_is_made_once_for_all_widths(qtbot: QtBot, table: Table, oral: int) -> None:
    made: list[Shown] = []

    def counted(view: Shown) -> bytes:
        made.append(view)
        return pdf_of(view)

    renderer = GridRenderer(counted, render_pages)
    view = grid_view(table.office, oral)
    for width in (300, 500):
        with qtbot.waitSignal(renderer.rendered):
            renderer.render(view, width)
    assert made == [view]


def test_a_bug_in_a_page_is_told_and_raised(qtbot: QtBot, shown: GridPage, table: Table, oral: int) -> None:
    whole = shown._renderer._render_pages

    def broken(pdf: bytes, width: int) -> tuple[PageImage, ...]:
        """Once: what the level changes around the pages may ask for them at another width a little later."""
        shown._renderer._render_pages = whole
        raise RuntimeError("no page")

    shown._renderer._render_pages = broken
    with qtbot.capture_exceptions() as raised, qtbot.waitSignal(shown.presenter.conductor.failed) as told:
        table.conductor.act(oral, ev.Rated(1, "S"))
    assert [str(error[1]) for error in raised] == ["no page"]
    assert told.args is not None
    assert told.args[0].title == "L’aperçu n’a pas pu être préparé."


def complete(table: Table, oral: int) -> None:
    table.rate(oral)
    table.office.act(oral, ev.MarkProposed(Decimal(14)))
    table.conductor.act(oral, ev.TextWritten(TextField.APPRECIATION, "Bien."))


def settle(table: Table, oral: int) -> None:
    complete(table, oral)
    table.conductor.act(oral, ev.Finalised())
