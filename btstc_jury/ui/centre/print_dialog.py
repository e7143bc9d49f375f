"""Which papers of the days are printed or saved, for whom, and how they look."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QProgressBar, QWidget

from btstc_jury.application.centre.office import CentreTopic
from btstc_jury.application.centre.printing import Abandoned, CentrePrinting, Wanted
from btstc_jury.application.problems import FileProblem, PrintProblem
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.centre.day import conflict_words
from btstc_jury.application.views.paper import PageImage
from btstc_jury.domain.centre.day_faults import day_faults
from btstc_jury.domain.centre.reprinting import centre_printed, changed_since_printed
from btstc_jury.ui.background import Background, Run
from btstc_jury.ui.centre.paper_choice import PaperChoice
from btstc_jury.ui.centre.presenter import CentrePresenter, ask_where_to_print
from btstc_jury.ui.grid.preview import PagePreview
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import column, fill, panel, row
from btstc_jury.ui.widgets.printing import ask_printer

_SHOWN = 3
"""Papers in the preview."""


class _Seen(NamedTuple):
    """``pages``: the first ones."""

    total: int
    pages: tuple[PageImage, ...]


class PrintDialog(FormDialog):
    """Opened on one ``candidate``'s convocation, or on all. What goes out is kept as told, unless it is a
    draft.
    """

    guide_page = "placement"

    def __init__(
        self,
        theme: Theme,
        presenter: CentrePresenter,
        ports: Ports,
        parent: QWidget | None,
        candidate: int | None = None,
    ) -> None:
        super().__init__(theme, "Imprimer les documents des journées", 1080, parent)
        self.presenter, self.ports = presenter, ports
        self._beside, self._making = Background(self), Background(self)
        self._shown: CentrePrinting | None = None
        self._faults = day_faults(presenter.office.timetable)
        self._able = False
        self._printed: bool | None = None
        """Whether what is being printed is still wanted; ``None`` while nothing is."""
        self._choices = CentrePrinting(presenter.office, Wanted(frozenset())).choices
        self.choice = PaperChoice(theme, self._choices, candidate)
        self.told = label("", "strong", wrap=True)
        self.warned = label("", "small warning", wrap=True)
        self.preview = PagePreview(theme)
        self.bar = QProgressBar(textVisible=False)
        self._arrange()
        self.choice.changed.connect(self._look)
        self.preview.width_settled.connect(self._look)
        self._look()

    def submit(self) -> None:
        """Make all of it, then choose the printer."""
        printing = self._ready()
        if printing is not None:
            self._run(
                lambda run: self.ports.centres.papers(printing, lambda *at: run.tell(at)),
                partial(self._choose_printer, printing),
            )

    def save(self) -> None:
        """Choose where, then make all of it there."""
        printing = self._ready()
        if printing is not None:
            ask_where_to_print(self, self.ports, "Enregistrer en PDF", printing.file_name, self.save_to)

    def save_to(self, path: Path) -> None:
        """The file that is there, if there is one, goes."""
        printing = self._ready()
        if printing is None:
            return
        save = self.ports.centres.save_papers

        def done(_nothing: object) -> None:
            self._finish(printing, f"Enregistré\u202f: {path}.")

        self._run(lambda run: save(printing, path, lambda *at: run.tell(at)), done)

    def print_on(self, printing: CentrePrinting, pdf: bytes, printer: QPrinter) -> None:
        """Page after page; what is typed or clicked meanwhile is heard between two."""
        self._busy(busy=True)
        self._printed = True
        try:
            whole = self.ports.papers.print_pdf(pdf, printer, told=self._told_page)
        except PrintProblem as problem:
            self._busy(busy=False)
            self.show_problem(f"Rien n’est retenu comme imprimé. {problem}")
            return
        finally:
            self._printed = None
        self._busy(busy=False)
        if not whole:
            self.show_problem("Impression abandonnée\u202f: rien n’est retenu comme imprimé.")
            return
        if printer.toPage():
            self.accept()
            self.presenter.told.emit("Quelques pages imprimées\u202f: rien n’est retenu comme imprimé.")
            return
        self._finish(printing, f"Imprimé\u202f: {formats.count(printing.total, 'document')}.")

    def reject(self) -> None:
        """What is being made is given up first."""
        if self._printed is not None:
            self._printed = False
        elif self._making.busy:
            self._making.cancel()
        else:
            super().reject()

    def lets_go(self) -> bool:
        """Not while a page is being painted."""
        return self._printed is None and super().lets_go()

    def _told_page(self, done: int, total: int) -> bool:
        self._progress((done, total))
        QCoreApplication.processEvents()
        return self._printed is True

    def _arrange(self) -> None:
        theme = self.theme
        self._left = panel(column(theme, self.choice, self.told, self.warned, 1, gap=8))
        self._left.setFixedWidth(theme.px(360))
        self.preview.setAccessibleName("Aperçu des premières pages")
        self.preview.setMinimumHeight(theme.px(460))
        self.bar.setAccessibleName("Avancement")
        self.bar.hide()
        fill(self.body, row(theme, self._left, (self.preview, 1), gap=16), self.bar)
        self.leave = self.add_button("Annu&ler", self.reject)
        self.to_file = self.add_button("&Enregistrer en PDF…", self.save)
        self.to_printer = self.add_button("&Imprimer…", self.submit, primary=True)

    def _look(self) -> None:
        """Count the papers and show the first ones, beside the interface."""
        self._beside.forget()
        self.show_problem("")
        try:
            printing = self._shown = CentrePrinting(self.presenter.office, self.choice.wanted)
        except FileProblem as problem:
            self.show_problem(messages.problem_of_centre(problem).sentence)
            return
        width = max(self.preview.wanted(), 1)
        day = self.choice.wanted.scope.day
        tell(self.warned, conflict_words(self.presenter.office.timetable, self._faults, day))
        self._beside.do(lambda _run: self._seen(printing, width), partial(self._show, printing))

    def _seen(self, printing: CentrePrinting, width: int) -> _Seen:
        """In another thread."""
        total = printing.total
        if not total:
            return _Seen(0, ())
        pdf = self.ports.centres.papers(printing, lambda _done, _total: True, _SHOWN)
        return _Seen(total, self.ports.papers.pages(pdf, width))

    def _show(self, printing: CentrePrinting, seen: _Seen) -> None:
        if printing is not self._shown:
            return
        tell(self.told, self._words(printing, seen.total))
        self.preview.show_pages(seen.pages)
        self._able = seen.total > 0
        self._enable()

    def _words(self, printing: CentrePrinting, total: int) -> str:
        if not printing.wanted.papers:
            return "Choisissez au moins une sorte de document."
        if total:
            beyond = " L’aperçu montre les premiers." if total > _SHOWN else ""
            return f"{formats.count(total, 'document')}{self._since(printing)}.{beyond}"
        if printing.wanted.only_changed and self._choices.days:
            return "Rien n’a changé depuis la dernière impression."
        return "Aucun horaire n’est placé pour ce choix\u202f: rien à imprimer."

    def _since(self, printing: CentrePrinting) -> str:
        """Of what changed: the hours that make so many papers wrong, as they are counted elsewhere."""
        office = self.presenter.office
        found = changed_since_printed(office.timetable, centre_printed(office.centre))
        why = [
            formats.count(len(keys), one, several)
            for one, several, keys in (
                ("horaire modifié", "horaires modifiés", found.changed),
                ("candidat corrigé", "candidats corrigés", {each.candidate for each in found.corrected}),
            )
            if keys
        ]
        why += ["un autre nom du centre"] if found.renamed else []
        return f" pour {', '.join(why)}" if why and printing.wanted.only_changed else ""

    def _enable(self) -> None:
        """Nothing more is begun while something is being made."""
        for each in (self.to_file, self.to_printer):
            each.setEnabled(self._able and self.bar.isHidden())

    def _ready(self) -> CentrePrinting | None:
        """What is asked for as the days are now, where there is any of it."""
        printing = CentrePrinting(self.presenter.office, self.choice.wanted)
        if self._making.busy or not printing.total:
            return None
        return printing

    def _run(self, make: Callable[[Run], object], done: Callable[[object], object]) -> None:
        self._busy(busy=True)

        def made(result: object) -> None:
            self._busy(busy=False)
            done(result)

        def failed(error: Exception) -> None:
            self._busy(busy=False)
            if isinstance(error, FileProblem):
                self.show_problem(messages.problem_of_centre(error).sentence)
            elif isinstance(error, Abandoned):
                self.show_problem("Abandonné\u202f: rien n’est imprimé ni enregistré.")

        self._making.do(make, made, failed=failed, told=(FileProblem, Abandoned), news=self._progress)

    def _busy(self, *, busy: bool) -> None:
        self.show_problem("")
        self.bar.setRange(0, 0)
        self.bar.setVisible(busy)
        self.choice.setEnabled(not busy)
        self._enable()

    def _progress(self, at: tuple[int, int]) -> None:
        done, total = at
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _choose_printer(self, printing: CentrePrinting, pdf: object) -> None:
        if not isinstance(pdf, bytes):
            raise TypeError
        name, print_on = Path(printing.file_name).stem, partial(self.print_on, printing, pdf)
        ask_printer(self, self.ports.papers.printer(), name, print_on)

    def _finish(self, printing: CentrePrinting, words: str) -> None:
        """Keep what was told, then leave."""
        self.accept()
        if self.choice.draft.isChecked():
            self.presenter.told.emit(f"{words} Brouillon, non retenu.")
            return
        office = self.presenter.office
        self.presenter.carry_out(lambda: printing.record(office), {CentreTopic.PRINTED}, words)
