"""The memento of a form, one page to keep beside the screen: saved or printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from btstc_jury.application.form_editing import FormWorkshop
from btstc_jury.application.problems import FileProblem, PrintProblem, UnusableForm
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views import messages
from btstc_jury.application.views.memento import memento_view
from btstc_jury.ui.background import Background
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.fields import Choice, Field, ask_where, documents
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.printing import ask_printer

_WIDTH = 560
_TOLD = "Une page\u202f: les parties, les critères, les touches, que faire en cas de coupure ou de doute."


class MementoDialog(FormDialog):
    """``keys``: those of the live oral and what they do; ``key``: of the form that is proposed first.

    ``saved``: where the page was written.
    """

    saved = Signal(Path)

    guide_page = "formes"

    def __init__(
        self,
        theme: Theme,
        ports: Ports,
        keys: Iterable[tuple[str, str]],
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "Mémento d’une forme", _WIDTH, parent)
        self._ports = ports
        self._workshop: FormWorkshop = ports.files.workshop()
        self._keys = tuple(keys)
        self._beside = Background(self)
        self.form = Choice(theme)
        for each in self._workshop.offered():
            self.form.addItem(f"{each.name}, du centre" if each.of_centre else each.name, each.key)
        self.form.setCurrentIndex(max(self.form.findData(key), 0))
        self.body.addWidget(Field(theme, "&Forme", self.form, _TOLD))
        self.printed = self.add_button("&Imprimer…", lambda: self.make(self._ask_printer))
        self.add_usual_buttons("&Enregistrer en PDF…")
        self.form.setFocus()

    def submit(self) -> None:
        self.make(self._ask_where)

    def make(self, then: Callable[[bytes], object]) -> None:
        """Of the form chosen, beside the interface, which ReportLab's first import would hold; why it can't
        be is told.
        """
        if self._beside.busy:
            return
        self.show_problem("")
        try:
            form = self._workshop.form(str(self.form.currentData()))
        except UnusableForm as problem:
            self.show_problem(str(problem))
            return
        view, pdf = memento_view(form, self._keys), self._ports.papers.pdf
        self._beside.do(lambda _run: pdf(view), then)

    def save_to(self, pdf: bytes, path: Path) -> None:
        """The dialog has asked already about a file that is there."""
        try:
            self._ports.files.write(path, pdf)
        except FileProblem as problem:
            self.show_problem(messages.problem(problem).sentence)
            return
        self.saved.emit(path)
        self.accept()

    def print_on(self, pdf: bytes, printer: QPrinter) -> None:
        try:
            self._ports.papers.print_pdf(pdf, printer)
        except PrintProblem as problem:
            self.show_problem(f"Le mémento n’a pas été imprimé. {problem}")
            return
        self.accept()

    def _name(self) -> str:
        return f"memento_{self.form.currentData()}.pdf"

    def _ask_where(self, pdf: bytes) -> None:
        ask_where(
            self,
            "Enregistrer le mémento",
            "PDF (*.pdf)",
            documents() / self._name(),
            lambda chosen: self.save_to(pdf, Path(chosen)),
            shelf=Shelf.FORMS,
        )

    def _ask_printer(self, pdf: bytes) -> None:
        printer, name = self._ports.papers.printer(), Path(self._name()).stem
        ask_printer(self, printer, name, partial(self.print_on, pdf))
