"""Printing pages through the system's print service."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from btstc_jury.application.problems import PrintProblem
from btstc_jury.application.views.paper import PageImage

FINEST = 400
"""Dots per inch beyond which the eye gains nothing and the memory of a page grows (62 MB here)."""


RenderPage = Callable[[int, float], PageImage]
"""The picture of one page, counted from 0, at a resolution in dots per inch."""


class PrintingFailedError(PrintProblem):
    """The print service refused the job; no page can be counted on."""

    def __init__(self, printer: str) -> None:
        named = f" «\u202f{printer}\u202f»" if printer else ""
        super().__init__(
            f"L’imprimante{named} n’a pas accepté l’impression. Votre fichier d’examen n’est pas touché. "
            "Vérifiez l’imprimante, ou enregistrez la grille en PDF."
        )


def a4_printer() -> QPrinter:
    """A printer to show in the system's dialog: A4 portrait, the margins being those of the page itself."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    return printer


Told = Callable[[int, int], bool]
"""Takes how many pages are painted, of how many; whether the others are still wanted."""


def print_pages(printer: QPrinter, count: int, render: RenderPage, told: Told | None = None) -> bool:
    """Print ``count`` pages, or those that the dialog asked for; whether to the end: the job may be given up.
    Raises PrintingFailedError.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintingFailedError(printer.printerName())
    asked = _asked_for(printer, count)
    try:
        for done, index in enumerate(asked):
            if done and told is not None and not told(done, len(asked)):
                printer.abort()
                return False
            if done and not printer.newPage():
                raise PrintingFailedError(printer.printerName())
            _paint(painter, printer, render(index, min(printer.resolution(), FINEST)))
    finally:
        ended = painter.end()
    if not ended or printer.printerState() is QPrinter.PrinterState.Error:
        raise PrintingFailedError(printer.printerName())
    return True


def _asked_for(printer: QPrinter, count: int) -> list[int]:
    first, last = printer.fromPage(), printer.toPage()
    wanted = range(max(first, 1) - 1, min(last, count) if last else count)
    forwards = printer.pageOrder() is QPrinter.PageOrder.FirstPageFirst
    return list(wanted if forwards else reversed(wanted))


def _paint(painter: QPainter, printer: QPrinter, page: PageImage) -> None:
    """The whole page, as large as the paper allows, in the middle."""
    image = QImage(page.data, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
    layout = printer.pageLayout()
    paper = layout.fullRectPixels(printer.resolution())
    offset = layout.paintRectPixels(printer.resolution()).topLeft()
    size = QSize(page.width, page.height).scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    target = QRect(paper.topLeft(), size)
    target.moveCenter(paper.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(target.translated(-offset), image)
