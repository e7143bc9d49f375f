"""What students get on paper, as it will be printed: the fiche de préparation, observers' sheets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from btstc_jury.application.problems import FileProblem, PrintProblem
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views import messages
from btstc_jury.application.views.paper import PageImage
from btstc_jury.application.views.rehearsal.paper import ObserverSheets, PreparationSheetView
from btstc_jury.ui.background import Background
from btstc_jury.ui.grid.preview import PagePreview
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.fields import Field, ask_where, documents
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import row, sized
from btstc_jury.ui.widgets.printing import ask_printer
from btstc_jury.ui.widgets.steady import NumberBox

_WIDTH, _SHORT, _TALL, _AROUND = 860, 160, 640, 290
_SAID = (
    "L’étudiant n’y trouve ni la carte de l’acheteur, ni les objections, ni le pourquoi des changements, "
    "ni les annexes gardées par le professeur."
)
_OBSERVERS = (
    "Une feuille par observateur, à remplir à la main\u202f: les niveaux se saisissent ensuite au bilan, par "
    "«\u202fAvis d’un observateur\u202f»."
)


class _Preview(PagePreview):
    """As much of a page in sight as there is room for."""

    def sizeHint(self) -> QSize:
        theme = self._theme
        room = self.screen().availableGeometry().height() - theme.px(_AROUND)
        return QSize(super().sizeHint().width(), max(min(theme.px(_TALL), room), theme.px(_SHORT)))


class PaperDialog(FormDialog):
    """Pages to see, to save and to print. ``name``: of the file that is proposed; ``said``: what stands above
    the pages. Only the pages scroll.
    """

    def __init__(
        self,
        theme: Theme,
        ports: Ports,
        view: PreparationSheetView | ObserverSheets,
        name: str,
        parent: QWidget,
        *,
        title: str,
        said: str,
    ) -> None:
        super().__init__(theme, title, _WIDTH, parent)
        self._ports = ports
        self._view = view
        self._name = name
        self.pdf: bytes | None = None
        self.pages = 0
        self.beside = Background(self)
        self.preview = _Preview(theme)
        self.preview.setAccessibleName(f"Aperçu des pages\u202f: {title}")
        sized(theme, self.preview, height=(_SHORT, None))
        self._done = label("", "done", wrap=True)
        self._done.hide()
        for each in (label(said, "muted", wrap=True), self._done, self.preview):
            self.body.addWidget(each)
        self.add_button("Fermer", self.accept)
        self.printing = self.add_button("&Imprimer…", self._ask_printer)
        self.saving = self.add_button("&Enregistrer en PDF…", self.submit, primary=True)
        for button in (self.printing, self.saving):
            button.setEnabled(False)
        self.preview.width_settled.connect(self._render)
        self.preview.setFocus()
        self._shown_height = self.preview.sizeHint().height()
        self.preview.setFixedHeight(self._shown_height)
        self._render()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is said above the pages takes of their room."""
        done = super().eventFilter(watched, event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            soon(self, self._fit)
        return done

    def _fit(self) -> None:
        """The pages have the room that the rest leaves, so that nothing but them scrolls."""
        least, view = self.theme.px(_SHORT), self._scroll.viewport()
        rest = self._content.totalHeightForWidth(view.width()) - self._shown_height
        room = view.height() - rest
        policy = Qt.ScrollBarPolicy
        self._scroll.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if room >= least else policy.ScrollBarAsNeeded
        )
        self._shown_height = max(room, least)
        if self.preview.height() != self._shown_height or self.preview.maximumHeight() > self._shown_height:
            self.preview.setFixedHeight(self._shown_height)

    def submit(self) -> None:
        if self.pdf is not None:
            proposed = documents() / self._name
            ask_where(self, "Enregistrer en PDF", "PDF (*.pdf)", proposed, self.save_to, shelf=Shelf.PAPERS)

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
        width, papers, view, known = self.preview.wanted(), self._ports.papers, self._view, self.pdf

        def work(_run: object) -> tuple[bytes, tuple[PageImage, ...]]:
            pdf = known or papers.pdf(view)
            return pdf, papers.pages(pdf, width)

        self.beside.forget()
        # What is under way is handed over still, though other pages may be asked for meanwhile.
        self.beside.do(work, lambda made: self._show(*made) if view is self._view else None)

    def _show(self, pdf: bytes, pages: tuple[PageImage, ...]) -> None:
        self.pdf = pdf
        self.pages = len(pages)
        self.preview.show_pages(pages)
        for button in (self.printing, self.saving):
            button.setEnabled(True)

    def _ask_printer(self) -> None:
        printer, name = self._ports.papers.printer(), Path(self._name).stem
        ask_printer(self, printer, name, self._print_on, self.pages)

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


class PreparationDialog(PaperDialog):
    """What the student prepares with."""

    def __init__(
        self, theme: Theme, ports: Ports, view: PreparationSheetView, name: str, parent: QWidget
    ) -> None:
        super().__init__(theme, ports, view, name, parent, title="Fiche de préparation", said=_SAID)


MOST = 40
"""Sheets at once: a whole class."""


class ObserverSheetsDialog(PaperDialog):
    """``made(count)``: so many sheets."""

    def __init__(
        self, theme: Theme, ports: Ports, made: Callable[[int], ObserverSheets], name: str, parent: QWidget
    ) -> None:
        super().__init__(
            theme, ports, made(1), name, parent, title="Feuilles d’observateurs", said=_OBSERVERS
        )
        self._made = made
        self.count = NumberBox(minimum=1, maximum=MOST, value=1)
        self.body.insertLayout(0, row(theme, Field(theme, "&Nombre de feuilles", self.count), 1))
        self.count.valueChanged.connect(self._count)
        self.count.setFocus()

    def _count(self, count: int) -> None:
        self._view, self.pdf = self._made(count), None
        for button in (self.printing, self.saving):
            button.setEnabled(False)
        self._render()
