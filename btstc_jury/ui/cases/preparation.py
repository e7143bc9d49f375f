"""« Fiche de préparation »: what the student gets, as it will be printed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from btstc_jury.application.problems import FileProblem, PrintProblem
from btstc_jury.application.views import messages
from btstc_jury.application.views.paper import PageImage
from btstc_jury.application.views.rehearsal_paper import PreparationSheetView
from btstc_jury.ui.background import Background
from btstc_jury.ui.grid.preview import PagePreview
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.fields import ask_where, documents
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import sized

_WIDTH, _SHORT, _TALL, _AROUND = 860, 160, 640, 290
_SAID = (
    "L’étudiant n’y trouve ni la carte de l’acheteur, ni les objections, ni le pourquoi des changements, "
    "ni les annexes gardées par le professeur."
)


class _Preview(PagePreview):
    """As much of a page in sight as there is room for."""

    def sizeHint(self) -> QSize:
        theme = self._theme
        room = self.screen().availableGeometry().height() - theme.px(_AROUND)
        return QSize(super().sizeHint().width(), max(min(theme.px(_TALL), room), theme.px(_SHORT)))


class PreparationDialog(FormDialog):
    """``name``: of the file that is proposed."""

    def __init__(
        self, theme: Theme, ports: Ports, view: PreparationSheetView, name: str, parent: QWidget
    ) -> None:
        super().__init__(theme, "Fiche de préparation", _WIDTH, parent)
        self._ports = ports
        self._view = view
        self._name = name
        self.pdf: bytes | None = None
        self.pages = 0
        self.beside = Background(self)
        self.preview = _Preview(theme)
        self.preview.setAccessibleName("Aperçu des pages de la fiche de préparation")
        sized(theme, self.preview, height=(_SHORT, None))
        self._done = label("", "small strong", wrap=True)
        self._done.hide()
        for each in (label(_SAID, "muted", wrap=True), self.preview, self._done):
            self.body.addWidget(each)
        self.add_button("Fermer", self.accept)
        self.printing = self.add_button("&Imprimer…", self._ask_printer)
        self.saving = self.add_button("&Enregistrer en PDF…", self.submit, primary=True)
        for button in (self.printing, self.saving):
            button.setEnabled(False)
        self.preview.width_settled.connect(self._render)
        self.preview.setFocus()
        self._render()

    def submit(self) -> None:
        if self.pdf is not None:
            proposed = documents() / self._name
            ask_where(self, "Enregistrer en PDF", "PDF (*.pdf)", proposed, self.save_to)

    def save_to(self, chosen: str) -> None:
        """The dialog has asked already about a file that is there."""
        if self.pdf is None:
            return
        self.show_problem("")
        try:
            self._ports.files.write(Path(chosen), self.pdf)
        except FileProblem as problem:
            self.show_problem(messages.problem(problem).sentence)
            return
        tell(self._done, f"Enregistré\u202f: {chosen}")

    def _render(self) -> None:
        width, papers, view = self.preview.wanted(), self._ports.papers, self._view

        def work(_run: object) -> tuple[bytes, tuple[PageImage, ...]]:
            pdf = self.pdf or papers.pdf(view)
            return pdf, papers.pages(pdf, width)

        self.beside.forget()
        self.beside.do(work, self._show)

    def _show(self, made: tuple[bytes, tuple[PageImage, ...]]) -> None:
        self.pdf, pages = made
        self.pages = len(pages)
        self.preview.show_pages(pages)
        for button in (self.printing, self.saving):
            button.setEnabled(True)

    def _ask_printer(self) -> None:
        printer = self._ports.papers.printer()
        printer.setDocName(Path(self._name).stem)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, max(self.pages, 1))
        dialog.finished.connect(dialog.deleteLater)
        dialog.accepted.connect(lambda: self._print_on(printer))
        QDialog.open(dialog)

    def _print_on(self, printer: QPrinter) -> None:
        if self.pdf is None:
            return
        self.show_problem("")
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._ports.papers.print_pdf(self.pdf, printer)
        except PrintProblem as problem:
            self.show_problem(str(problem))
        finally:
            QGuiApplication.restoreOverrideCursor()
