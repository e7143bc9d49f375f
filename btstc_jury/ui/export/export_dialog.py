"""All grids of the file, out to the centre: choose, watch, read what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from btstc_jury.application.grid_export import Choice, GridExport
from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views.export import Exported, Tally, export_problem, tallies
from btstc_jury.ui.background import Background
from btstc_jury.ui.export.export_parts import ChoicePart, ProgressPart, SummaryPart
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.form_dialog import FormDialog

Begin = Callable[[Office, Choice, Path], GridExport]
_WIDTH = 680


class ExportDialog(FormDialog):
    """``folder``: proposed. Orals are read here, one by one, their documents made and written in another
    thread. Leaving it meanwhile cancels; it then closes only when asked again.
    """

    def __init__(
        self, theme: Theme, office: Office, begin: Begin, folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "Exporter les grilles", _WIDTH, parent)
        self._office = office
        self._begin = begin
        self._export: GridExport | None = None
        self._wanted = False
        self._beside = Background(self)
        self._choice = ChoicePart(theme, folder)
        self._progress = ProgressPart(theme)
        self._summary = SummaryPart(theme)
        for part in (self._choice, self._progress, self._summary):
            self.body.addWidget(part)
        self._leave_button = self.add_button("Fermer")
        self._go = self.add_button("&Exporter", primary=True)
        self._leave_button.clicked.connect(self.reject)
        self._go.clicked.connect(self.submit)
        self._show_part(self._choice)
        self._counting: Iterator[Tally] = tallies(office.file.index)
        self._count()
        self.remember()

    def submit(self) -> None:
        self.show_problem("")
        self._choice.check()
        if self.first_invalid((self._choice.folder, self._choice.pattern_field)):
            return
        try:
            self._export = self._begin(self._office, self._choice.choice(), self._choice.path())
        except FileProblem as problem:
            self._show_file_problem(problem)
            return
        self._wanted = True
        self._show_part(self._progress)
        self._progress.show_progress(0, self._export.total)
        self._go_on()

    def reject(self) -> None:
        if self._export is None:
            super().reject()
            return
        self._leave_button.setEnabled(False)
        # Once the document at hand is written.
        self._wanted = False

    def stop(self) -> None:
        """The exam file is about to be closed: nothing is told any more. Raises ``FileProblem`` where
        something is left.
        """
        self._counting = iter(())
        # A modal dialog must be closed before the window that it blocks goes.
        self.done(0)
        self._beside.drop()
        export, self._export = self._export, None
        if export is not None:
            export.discard()

    def _count(self) -> None:
        """One day of the file at a time, so that a long file doesn't stop the window."""
        try:
            tally = next(self._counting, None)
        except FileProblem as problem:
            self._show_file_problem(problem)
            return
        if tally is not None:
            self._choice.show_tally(tally)
            QTimer.singleShot(0, self, self._count)
        else:
            self._grow()

    def _go_on(self) -> None:
        export = self._export
        if export is None:
            return
        if not self._wanted:
            self._end(None)
            return
        try:
            piece = export.read()
        except FileProblem as problem:
            self._end(problem)
            return
        if piece is None:
            self._beside.do(lambda _: export.finish(), self._finish, failed=self._end)
        else:
            self._beside.do(lambda _: export.write(piece), lambda _: self._written(export), failed=self._end)

    def _written(self, export: GridExport) -> None:
        self._progress.show_progress(export.done, export.total)
        self._go_on()

    def _finish(self, exported: Exported) -> None:
        self._export = None
        self._summary.show_exported(exported)
        self._show_part(self._summary)

    def _end(self, error: Exception | None) -> None:
        """Take away what was written, then say why; a bug too, which is raised besides, and so logged."""
        export, self._export = self._export, None
        if export is not None:
            try:
                export.discard()
            except FileProblem as problem:
                error = error or problem
        self._show_part(self._choice)
        if error is None:
            self.show_problem("Export annulé\u202f: rien n’a été écrit.")
        elif isinstance(error, FileProblem):
            self._show_file_problem(error)
        else:
            self.show_problem("L’export n’a pas abouti\u202f: rien n’a été écrit. Signalez ce problème.")

    def _show_file_problem(self, problem: FileProblem) -> None:
        self.show_problem(export_problem(problem, self._office.file.path).sentence)

    def _show_part(self, shown: QWidget) -> None:
        for part in (self._choice, self._progress, self._summary):
            part.setVisible(part is shown)
        running = shown is self._progress
        self._leave_button.setText("Annuler" if running else "Fermer")
        self._leave_button.setEnabled(True)
        self._go.setVisible(shown is self._choice)
        place: QWidget = self._choice.folder if shown is self._choice else self._leave_button
        place.setFocus()
        # The labels know how high they are once their words are laid out.
        QTimer.singleShot(0, self, self._grow)

    def _grow(self) -> None:
        """As large as what is shown wants, never smaller than it was: buttons stay under the hand."""
        self.resize(self.sizeHint().expandedTo(self.size()))
