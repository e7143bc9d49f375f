"""Pages through the print service: order, range, place on the paper, cancel, refusal."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from btstc_jury.application.views.paper import PageImage
from btstc_jury.system.printing import FINEST, PrintingFailedError, a4_printer, print_pages

LIGHTNESS = (0, 85, 170)
"""Of the three pages of the tests: each is one plain grey with a black top left corner."""


def render(index: int, dpi: float) -> PageImage:
    width, height = round(210 / 25.4 * dpi), round(297 / 25.4 * dpi)
    plain = bytes((LIGHTNESS[index],) * 3 + (255,)) * width
    corner = b"\x00\x00\x00\xff" * (width // 10) + plain[4 * (width // 10) :]
    rows = [corner if row < height // 10 else plain for row in range(height)]
    return PageImage(width, height, width * 4, b"".join(rows))


def coarse(index: int, _dpi: float) -> PageImage:
    """Where it matters which page is printed, not how finely."""
    return render(index, 50)


def render_second(_index: int, dpi: float) -> PageImage:
    return render(1, dpi)


@pytest.fixture
def printer(qtbot: QtBot, tmp_path: Path) -> QPrinter:
    printer = a4_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    return printer


def printed_greys(printer: QPrinter) -> list[int]:
    """Lightness of the middle of each printed page."""
    with pypdfium2.PdfDocument(printer.outputFileName()) as document:
        images = [page.render(scale=0.5).to_pil().convert("L") for page in document]
    return [image.getpixel((image.width // 2, image.height // 2)) for image in images]


def test_every_page_is_printed_in_order(printer: QPrinter) -> None:
    print_pages(printer, 3, coarse)
    assert printed_greys(printer) == pytest.approx(LIGHTNESS, abs=3)


def test_only_the_pages_asked_for_are_printed(printer: QPrinter) -> None:
    printer.setFromTo(2, 3)
    print_pages(printer, 3, coarse)
    assert printed_greys(printer) == pytest.approx(LIGHTNESS[1:], abs=3)


def test_a_range_past_the_end_stops_at_the_end(printer: QPrinter) -> None:
    printer.setFromTo(3, 9)
    print_pages(printer, 3, coarse)
    assert printed_greys(printer) == pytest.approx(LIGHTNESS[2:], abs=3)


def test_pages_may_come_last_first(printer: QPrinter) -> None:
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    print_pages(printer, 3, coarse)
    assert printed_greys(printer) == pytest.approx(LIGHTNESS[::-1], abs=3)


def test_the_job_is_given_up_between_two_pages(printer: QPrinter) -> None:
    told: list[tuple[int, int]] = []

    def first_alone(done: int, total: int) -> bool:
        told.append((done, total))
        return False

    assert not print_pages(printer, 3, coarse, first_alone)
    assert told == [(1, 3)]
    assert print_pages(printer, 3, coarse, lambda _done, _total: True)
    assert printed_greys(printer) == pytest.approx(LIGHTNESS, abs=3)


def test_a_page_covers_a4_paper_to_its_edges(printer: QPrinter) -> None:
    print_pages(printer, 1, render_second)
    with pypdfium2.PdfDocument(printer.outputFileName()) as document:
        assert [round(side) for side in document[0].get_size()] == [595, 842]
        image = document[0].render(scale=1).to_pil().convert("L")
    assert image.getpixel((3, 3)) == pytest.approx(0, abs=3)
    for corner in ((592, 3), (3, 838), (592, 838)):
        assert image.getpixel(corner) == pytest.approx(LIGHTNESS[1], abs=3)


@pytest.mark.parametrize("full_page", [True, False])
def test_a_page_fits_other_paper_whole_and_in_the_middle(printer: QPrinter, full_page: bool) -> None:
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setFullPage(full_page)
    print_pages(printer, 1, render_second)
    with pypdfium2.PdfDocument(printer.outputFileName()) as document:
        assert [round(side) for side in document[0].get_size()] == [612, 792]
        image = document[0].render(scale=1).to_pil().convert("L")
    used = [x for x in range(612) if image.getpixel((x, 780)) < 250]
    assert used[-1] - used[0] == pytest.approx(792 * 210 / 297, abs=4)
    assert used[0] + used[-1] == pytest.approx(611, abs=4)


def test_the_resolution_stays_bearable(printer: QPrinter) -> None:
    asked: list[float] = []

    def remember(index: int, dpi: float) -> PageImage:
        asked.append(dpi)
        return render(index, 50)

    assert printer.resolution() > FINEST
    print_pages(printer, 1, remember)
    assert asked == [FINEST]


@pytest.mark.qt_log_ignore("Returned false", extend=True)
def test_a_refused_job_is_told(printer: QPrinter, tmp_path: Path) -> None:
    printer.setOutputFileName(str(tmp_path / "missing" / "printed.pdf"))
    with pytest.raises(PrintingFailedError, match="n’a pas accepté l’impression"):
        print_pages(printer, 1, render)


def test_a_fault_while_rendering_is_not_hidden(printer: QPrinter) -> None:
    def fail(index: int, dpi: float) -> PageImage:
        raise ValueError("no such page")

    with pytest.raises(ValueError, match="no such page"):
        print_pages(printer, 1, fail)
