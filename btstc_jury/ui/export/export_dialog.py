"""All grids of the file, out to the centre: choose, watch, read what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from btstc_jury.application.grid_export import Choice, GridExport
from btstc_jury.application.office import Office
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views.export import (
    Exported,
    Tally,
    export_problem,
    lacking_line,
    outcome_line,
    tallies,
    tally_lines,
)
from btstc_jury.application.views.file_names import DEFAULT_PATTERN, FIELDS, BadPattern, NamePattern
from btstc_jury.ui.export.exporting import ExportingDialog
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import TickBox
from btstc_jury.ui.widgets.fields import Field, FolderField, line_edit
from btstc_jury.ui.widgets.layouts import column


class ChoicePart(QWidget):
    """Where to, under which names, and what will go out."""

    def __init__(self, theme: Theme, folder: Path) -> None:
        super().__init__()
        self._tally = Tally()
        needed = "Indiquez où exporter les grilles."
        self.folder = FolderField(theme, "&Dossier de destination", folder=folder, needed=needed, made=True)
        self.pattern = line_edit(DEFAULT_PATTERN)
        self.pattern_field = Field(theme, "&Nom des fichiers", self.pattern)
        self.unsigned = TickBox(theme, "Exporter aussi les grilles sans PDF signé")
        self._lines = label("", wrap=True)
        named = "\u00a0· ".join(f"{{{name}}}\u00a0{field.meaning}" for name, field in FIELDS.items())
        paper = "Grilles validées mais non signées, ou signées sur papier\u202f: leur nom de fichier le dit."
        pattern = column(theme, self.pattern_field, label(named, "small muted", wrap=True), gap=4)
        unsigned = column(theme, self.unsigned, label(paper, "small muted", wrap=True), gap=4)
        title = label("Ce qui sortira, avec un index de toutes les interrogations", "strong", wrap=True)
        counted = column(theme, title, self._lines, gap=4)
        column(theme, self.folder, pattern, unsigned, counted, gap=16, within=self)
        self.pattern.textChanged.connect(self._show_example)
        self.unsigned.toggled.connect(self._show_tally)
        self._show_example()

    def show_tally(self, tally: Tally) -> None:
        """What is counted so far."""
        self._tally = tally
        self._show_tally()

    def check(self) -> None:
        """Say beside each field what is wrong with it."""
        self.folder.check()
        self._show_example()

    def choice(self) -> Choice:
        """Raises ``BadPattern``."""
        return Choice(NamePattern(self.pattern.text()), self.unsigned.isChecked())

    def path(self) -> Path:
        """Once ``check`` finds nothing."""
        return self.folder.folder() or Path()

    def _show_example(self) -> None:
        try:
            example = NamePattern(self.pattern.text()).example()
        except BadPattern as bad:
            self.pattern_field.set_error(str(bad))
            return
        self.pattern_field.set_error("")
        self.pattern_field.set_hint(f"Exemple\u202f: {example}.pdf")

    def _show_tally(self) -> None:
        self._lines.setText("\n".join(tally_lines(self._tally, unsigned=self.unsigned.isChecked())))


Begin = Callable[[Office, Choice, Path], GridExport]
_WIDTH = 680


class ExportDialog(ExportingDialog):
    """``folder``: proposed."""

    def __init__(
        self, theme: Theme, office: Office, begin: Begin, folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "Exporter les grilles", _WIDTH, parent)
        self._office = office
        self._begin = begin
        self._choice = ChoicePart(theme, folder)
        self.set_choice(self._choice, self._choice.folder)
        self._counting: Iterator[Tally] = tallies(office.file.index)
        self._count()
        self.remember()

    def submit(self) -> None:
        self.show_problem("")
        self._choice.check()
        if self.first_invalid((self._choice.folder, self._choice.pattern_field)):
            return
        try:
            export = self._begin(self._office, self._choice.choice(), self._choice.path())
        except FileProblem as problem:
            self.show_file_problem(problem)
            return
        self.run(export)

    def stop(self) -> None:
        self._counting = iter(())
        super().stop()

    def show_made(self, made: Exported) -> None:
        lines = [lacking_line(row) for row in made.view.lacking]
        nothing = "Il ne manque rien\u202f: tout est exporté et signé."
        self._summary.show_made(made.folder, outcome_line(made), made.view.counts, lines, nothing)

    def show_file_problem(self, problem: FileProblem) -> None:
        self.show_problem(export_problem(problem, self._office.file.path).sentence)

    def _count(self) -> None:
        """One day of the file at a time, so that a long file doesn't stop the window."""
        try:
            tally = next(self._counting, None)
        except FileProblem as problem:
            self.show_file_problem(problem)
            return
        if tally is not None:
            self._choice.show_tally(tally)
            soon(self, self._count)
        else:
            self._grow()
