"""All grids of the file, out to the centre: choose, watch, read what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QListWidget, QProgressBar, QWidget

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
from btstc_jury.ui.background import Background
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import TickBox, aside
from btstc_jury.ui.widgets.fields import Field, FolderField, line_edit
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import AT_LEFT, column, fill

_ROWS = 8
"""Lines of the list of what is missing that are in sight; it scrolls beyond."""


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


class ProgressPart(QWidget):
    """How far the export is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = label("", wrap=True)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName("Avancement de l’export")
        hidden = "Rien n’est visible dans le dossier avant la fin\u202f: annuler ne laisse rien."
        told = label(hidden, "small muted", wrap=True)
        column(theme, self._words, self.bar, told, gap=12, within=self)

    def show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        words = "{0} sur {1}" if done < total else "Index des {1} interrogations…"
        self._words.setText(words.format(done, total))


class SummaryPart(QWidget):
    """What went out, what is missing, and the way to the folder."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._folder = Path()
        self._said = label("", "strong", wrap=True)
        self.open = aside("Ouvrir le dossier", self._open_folder, "link")
        self._path = label("", "muted", wrap=True)
        self._counts = label("", wrap=True)
        self._heading = label("", "strong", wrap=True)
        self.lacking = QListWidget()
        self.lacking.setAccessibleName("Ce qui manque")
        self.lacking.setWordWrap(True)
        self.lacking.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lacking.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.lacking.setSpacing(theme.px(2))
        told = (self._said, self._path, (self.open, AT_LEFT), self._counts)
        column(theme, *told, self._heading, self.lacking, gap=10, within=self)

    def show_exported(self, exported: Exported) -> None:
        self._folder = exported.folder
        self._said.setText(outcome_line(exported))
        self._path.setText(_breakable(str(exported.folder)))
        self._counts.setText(f"{exported.view.counts}.")
        lacking = exported.view.lacking
        words = "Il manque quelque chose à {0} interrogations" if len(lacking) > 1 else "Il manque"
        nothing = "Il ne manque rien\u202f: tout est exporté et signé."
        self._heading.setText(f"{words.format(len(lacking))}\u202f:" if lacking else nothing)
        self.lacking.clear()
        self.lacking.addItems([lacking_line(row) for row in lacking])
        self.lacking.setVisible(bool(lacking))
        line = self.lacking.fontMetrics().lineSpacing() + 2 * self.lacking.spacing()
        self.lacking.setFixedHeight(line * min(2 * len(lacking), _ROWS) + self._theme.px(8))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _breakable(path: str) -> str:
    """A path that may go on to the next line after each folder."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b")


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
        fill(self.body, self._choice, self._progress, self._summary)
        self._leave_button = self.add_button("Fermer", self.reject)
        self._go = self.add_button("&Exporter", self.submit, primary=True)
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
