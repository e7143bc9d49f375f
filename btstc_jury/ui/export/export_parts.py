"""What the export dialog shows before, during and after."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QListWidget, QProgressBar, QPushButton, QWidget

from btstc_jury.application.grid_export import Choice
from btstc_jury.application.views.export import Exported, Tally, lacking_line, outcome_line, tally_lines
from btstc_jury.application.views.file_names import DEFAULT_PATTERN, FIELDS, BadPattern, NamePattern
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import TickBox
from btstc_jury.ui.widgets.fields import Field, FolderField, line_edit
from btstc_jury.ui.widgets.layouts import AT_LEFT, column

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
        named = " · ".join(f"{{{name}}}\u00a0{meaning}" for name, meaning in FIELDS.items())
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
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
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
        self.open = QPushButton("Ouvrir le dossier")
        self.open.setProperty("role", "link")
        self.open.setAutoDefault(False)
        self.open.clicked.connect(self._open_folder)
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
