"""Choosing a printer in the system's dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget


def ask_printer(
    page: QWidget, printer: QPrinter, name: str, chosen: Callable[[QPrinter], object], pages: int = 0
) -> None:
    """``name``: of the document, in the printer's queue; ``pages``: that a part can be chosen of, 0 where it
    goes out whole.
    """
    printer.setDocName(name)
    dialog = QPrintDialog(printer, page)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if pages:
        dialog.setMinMax(1, pages)
    dialog.accepted.connect(lambda: chosen(printer))
    # Its own ``open`` takes a slot by name.
    QDialog.open(dialog)
