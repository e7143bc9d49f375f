"""Where a new file is kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.buttons import aside
from btstc_jury.ui.widgets.fields import LineField, beside
from btstc_jury.ui.widgets.layouts import row


class FilePlace(QWidget):
    """``suffix``: added where it is missing; ``kind``: of file, in the system's dialog, whose ``title`` says
    what is chosen.
    """

    def __init__(self, theme: Theme, suffix: str, kind: str, title: str) -> None:
        super().__init__()
        self._suffix, self._kind, self._title = suffix, kind, title
        self._own = False
        self.field = LineField(theme, "&Fichier", limit=4096)
        self.field.line.textEdited.connect(self._on_typed)
        choose = beside(self.field, aside("C&hoisir…", self._choose))
        row(theme, (self.field, 1), choose, within=self)

    @property
    def typed(self) -> str:
        """What the user chose, "" while it is only proposed."""
        return self.field.line.text() if self._own else ""

    def path(self) -> Path:
        path = Path(self.field.text()).expanduser()
        return path if path.suffix == self._suffix else path.with_name(path.name + self._suffix)

    def propose(self, path: Path) -> None:
        """As long as nobody chose one."""
        if not self._own:
            self.field.line.setText(str(path))

    def check(self) -> None:
        """Say beside the field what is wrong with it."""
        self.field.set_error(self._wrong())

    def _on_typed(self) -> None:
        self._own = True

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self._title,
            self.field.text(),
            f"{self._kind} (*{self._suffix})",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self._own = True
            self.field.line.setText(chosen)

    def _wrong(self) -> str:
        text = self.field.text()
        if not text or not Path(text).name:
            return "Indiquez où garder le fichier."
        path = self.path()
        if not path.is_absolute():
            return "Indiquez le dossier en entier, ou choisissez-le."
        try:
            taken, folder = path.exists(), path.parent.is_dir()
        except (OSError, ValueError):
            return "Ce nom ne peut pas servir\u202f: trop long, ou dossier inaccessible."
        if taken:
            return "Ce fichier existe déjà\u202f: choisissez un autre nom."
        return "" if folder else "Ce dossier n’existe pas\u202f: choisissez-en un autre."
