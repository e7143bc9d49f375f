"""A folder, typed or chosen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.field import Field, line_edit


class FolderField(QWidget):
    """``needed``: whether it can be left empty. See ``form_dialog.Checked``."""

    def __init__(
        self, theme: Theme, caption: str, hint: str = "", *, folder: Path | None = None, needed: bool
    ) -> None:
        super().__init__()
        self._needed = needed
        self.error = ""
        self.text = line_edit("" if folder is None else str(folder))
        self.text.setMaxLength(4096)
        self._field = Field(theme, caption, self.text, hint)
        self.choose = QPushButton("Choisir…")
        self.choose.setAutoDefault(False)
        self.choose.setAccessibleName("Choisir\u202f: {what}".format(what=caption.replace("&", "")))
        self.choose.clicked.connect(self._choose)
        beside = QVBoxLayout()
        beside.addSpacing(self._field.caption_height())
        beside.addWidget(self.choose)
        beside.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(self._field, 1)
        layout.addLayout(beside)

    @property
    def editor(self) -> QWidget:
        return self.text

    def folder(self) -> Path | None:
        """``None`` where it is left empty."""
        typed = self.text.text().strip()
        return Path(typed).expanduser() if typed else None

    def check(self) -> None:
        """Say what is wrong with it, if anything."""
        self.error = self._wrong()
        self._field.set_error(self.error)

    def _wrong(self) -> str:
        folder = self.folder()
        if folder is None:
            return "Choisissez un dossier." if self._needed else ""
        if not folder.is_absolute():
            return "Indiquez le dossier en entier, ou choisissez-le."
        try:
            there = folder.is_dir()
        except (OSError, ValueError):
            there = False
        return "" if there else "Ce dossier n’existe pas\u202f: choisissez-en un autre."

    def _choose(self) -> None:
        dialog = QFileDialog(self, self._field.editor.accessibleName(), self.text.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.text.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
