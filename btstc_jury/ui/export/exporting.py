"""What the exports have in common: progress, outcome, and how they run without stopping the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QProgressBar, QWidget

from btstc_jury.application.problems import FileProblem
from btstc_jury.ui.background import Background
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.buttons import aside
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import AT_LEFT, column, fill
from btstc_jury.ui.widgets.lists import LinesList

_ROWS = 14
"""Lines of the list of what is missing that are in sight; it scrolls beyond."""


class Steps(Protocol):
    """An export: ``read`` in the interface's thread, ``write`` and ``finish`` in another one."""

    @property
    def total(self) -> int: ...

    @property
    def done(self) -> int: ...

    def read(self) -> Any: ...  # noqa: ANN401 - what write takes

    def write(self, step: Any, /) -> None: ...  # noqa: ANN401

    def finish(self) -> Any: ...  # noqa: ANN401

    def discard(self) -> None: ...


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
        self._words.setText(f"Écriture\u202f: {done} sur {total}" if done < total else "Écriture de l’index…")


class SummaryPart(QWidget):
    """What went out, what is missing, and the way to the folder."""

    def __init__(self, theme: Theme, rows: int = _ROWS) -> None:
        super().__init__()
        self._folder: Path | None = None
        self.said = label("", "strong", wrap=True)
        self.open = aside("Ouvrir le dossier", self._open_folder, "link")
        self._path = label("", "muted", wrap=True)
        self._counts = label("", wrap=True)
        self._heading = label("", "strong", wrap=True)
        self.lacking = LinesList(theme, "Ce qui manque", rows)
        told = (self.said, self._path, (self.open, AT_LEFT), self._counts)
        column(theme, *told, self._heading, self.lacking, gap=10, within=self)

    def show_made(
        self,
        folder: Path | None,
        said: str,
        counts: str,
        lacking: Sequence[str],
        nothing: str,
        several: str = "{} interrogations incomplètes",
    ) -> None:
        """``lacking``: a line for each to which something is missing; ``nothing``: what is said without any,
        ``several``: above more than one; ``counts``: may be ""; ``folder``: ``None``
        where nothing was written.
        """
        self._folder = folder
        self.said.setText(said)
        tell(self._path, "" if folder is None else _breakable(str(folder)))
        self.open.setVisible(folder is not None)
        tell(self._counts, f"{counts}." if counts else "")
        words = several.format(len(lacking)) if len(lacking) > 1 else "Il manque"
        tell(self._heading, f"{words}\u202f:" if lacking else nothing)
        self.lacking.clear()
        self.lacking.addItems(list(lacking))
        self.lacking.setVisible(bool(lacking))

    def _open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _breakable(path: str) -> str:
    """A path that may go on to the next line after each folder."""
    return path.replace("/", "/\u200b").replace("\\", "\\\u200b")


class ExportingDialog(FormDialog):
    """Orals are read here, one by one, their documents made and written in another thread. Leaving it
    meanwhile cancels; it then closes only when asked again. A subclass sets the part where one chooses by
    ``set_choice`` and says what was made (``show_made``) and what went wrong (``show_file_problem``).
    """

    guide_page = "exports"

    def __init__(self, theme: Theme, title: str, width: int, parent: QWidget | None) -> None:
        super().__init__(theme, title, width, parent)
        self._export: Steps | None = None
        self._wanted = False
        self._beside = Background(self)
        self._progress = ProgressPart(theme)
        self._summary = SummaryPart(theme)
        self._choosing: QWidget = self
        self._first: QWidget = self
        self._leave_button = self.add_button("Fermer", self.reject)
        self._go = self.add_button("&Exporter", self.submit, primary=True)

    def set_choice(self, part: QWidget, first: QWidget) -> None:
        """``first``: where the focus begins."""
        self._choosing, self._first = part, first
        fill(self.body, part, self._progress, self._summary)
        self._show_part(part)

    def show_made(self, made: Any) -> None:  # noqa: ANN401 - what finish gave
        raise NotImplementedError

    def show_file_problem(self, problem: FileProblem) -> None:
        raise NotImplementedError

    def run(self, export: Steps) -> None:
        self._export = export
        self._wanted = True
        self._show_part(self._progress)
        self._progress.show_progress(0, export.total)
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
        # A modal dialog must be closed before the window that it blocks goes.
        self.done(0)
        self._beside.drop()
        export, self._export = self._export, None
        if export is not None:
            export.discard()

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

    def _written(self, export: Steps) -> None:
        self._progress.show_progress(export.done, export.total)
        self._go_on()

    def _finish(self, made: object) -> None:
        self._export = None
        self.show_made(made)
        self._show_part(self._summary)

    def _end(self, error: Exception | None) -> None:
        """Take away what was written, then say why; a bug too, which is raised besides, and so logged."""
        export, self._export = self._export, None
        if export is not None:
            try:
                export.discard()
            except FileProblem as problem:
                error = error or problem
        self._show_part(self._choosing)
        if error is None:
            self.show_problem("Export annulé\u202f: rien n’a été écrit.")
        elif isinstance(error, FileProblem):
            self.show_file_problem(error)
        else:
            self.show_problem("L’export n’a pas abouti\u202f: rien n’a été écrit. Signalez ce problème.")

    def _show_part(self, shown: QWidget) -> None:
        for part in (self._choosing, self._progress, self._summary):
            part.setVisible(part is shown)
        running = shown is self._progress
        self._leave_button.setText("Annuler" if running else "Fermer")
        self._leave_button.setEnabled(True)
        # While it runs a second Enter cancels nothing.
        self._leave_button.setAutoDefault(shown is self._summary)
        self._go.setVisible(shown is self._choosing)
        place = self._first if shown is self._choosing else self._leave_button
        place.setFocus()
