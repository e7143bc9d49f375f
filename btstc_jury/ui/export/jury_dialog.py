"""What goes to the jury: the « dossier CCF » or the bordereau alone, of this file and of others with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QWidget

from btstc_jury.application.jury_export import JuryExport, Made, WrongSource, grid_told
from btstc_jury.application.office import Office
from btstc_jury.application.other_situation import GRID
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.settings import Shelf
from btstc_jury.application.verification import Verified
from btstc_jury.application.views import messages
from btstc_jury.application.views.export import export_problem
from btstc_jury.application.views.folder import complete_words, files_words, made_lines
from btstc_jury.ui.background import Background
from btstc_jury.ui.export.exporting import ExportingDialog
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.protection.secret_fields import SecretOfFile
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import PushButton, Radio, TickBox
from btstc_jury.ui.widgets.fields import FolderField, ask_files
from btstc_jury.ui.widgets.layouts import AT_LEFT, column
from btstc_jury.ui.widgets.lists import LinesList

_KINDS = "Fichiers d’examen et grilles signées (*.btsjury *.pdf)"
_WIDTH = 700
_ROWS = 4
"""Lines of the list of files that are in sight; it scrolls beyond."""


class SourcesPart(QWidget):
    """The files that go in with the one at hand. ``offices`` and ``grids``: those added, open until
    ``close_files``.
    """

    def __init__(self, theme: Theme, office: Office, ports: Ports, tell: Callable[[str], None]) -> None:
        super().__init__()
        self._ports, self._tell = ports, tell
        self._own = office.file.path
        self._beside = Background(self)
        self._waiting: list[Path] = []
        self.offices: list[Office] = []
        self.grids: list[Verified] = []
        self.list = LinesList(theme, "Fichiers réunis", _ROWS)
        self.list.addItem(f"{self._own.name} (ce fichier)")
        self.add = PushButton("&Ajouter des fichiers ou des grilles…")
        self.add.clicked.connect(self._ask)
        self.secret_field = SecretOfFile(theme, "&Phrase de passe")
        self.secret = self.secret_field.edit
        self.secret.returnPressed.connect(self._open_next)
        told = (
            "Les deux situations d’un candidat peuvent venir d’un autre fichier d’examen ou d’une grille"
            " signée (PDF)\u202f: rien n’y est écrit."
        )
        heading = label("Fichiers réunis", "strong")
        parts = (heading, label(told, "small muted", wrap=True), self.list, (self.add, AT_LEFT))
        column(theme, *parts, self.secret_field, gap=6, within=self)

    @property
    def busy(self) -> bool:
        """Whether something that was chosen isn't read yet."""
        return bool(self._waiting)

    def close_files(self) -> None:
        self._waiting.clear()
        self._beside.drop()
        for office in self.offices:
            with suppress(FileProblem):
                office.close()
        self.offices.clear()

    def take(self, paths: Sequence[Path]) -> None:
        """Open or verify them, one after the other."""
        known = {self._own, *(each.file.path for each in self.offices), *(each.path for each in self.grids)}
        known = {each.resolve() for each in known}
        self._waiting += [each for each in paths if each.resolve() not in known]
        self._tell("")
        self._open_next()

    def _ask(self) -> None:
        beside = self._own.parent
        ask_files(self, "Réunir avec ce fichier", _KINDS, self.take, Shelf.GRIDS, beside, several=True)

    def _open_next(self) -> None:
        if not self._waiting or self._beside.busy:
            return
        path = self._waiting[0]
        if path.suffix.lower() == GRID:
            verify = self._ports.papers.verify
            self._beside.do(lambda _: verify(path, ()), self._take_grid, failed=partial(self._fail, path))
            return
        try:
            office = self._opened(path)
        except FileProblem as problem:
            self._fail(path, problem)
            return
        if office is not None:
            self.offices.append(office)
            self._next(path.name)

    def _opened(self, path: Path) -> Office | None:
        """``None`` where what is typed can't be a passphrase."""
        try:
            key = self.secret_field.key()
        except ValueError:
            return None
        desk = self._ports.files.desk()
        return Office(desk.files.open(path, key), desk.library, desk.clock)

    def _take_grid(self, grid: Verified) -> None:
        try:
            known = grid_told(grid)
        except WrongSource as wrong:
            self._waiting.pop(0)
            self._tell(str(wrong))
            self._open_next()
            return
        self.grids.append(grid)
        self._next(f"{grid.path.name} (grille de {known.candidate.full_name}, {known.form})")

    def _next(self, words: str) -> None:
        self._waiting.pop(0)
        self.list.addItem(words)
        self.secret_field.put_away()
        self._open_next()

    def _fail(self, path: Path, error: Exception) -> None:
        if isinstance(error, FileProblem) and self.secret_field.asks(path, error):
            return
        self._waiting.pop(0)
        self._tell(messages.problem(error).sentence if isinstance(error, FileProblem) else str(error))
        self._open_next()


class JuryChoice(QWidget):
    """What is made, where, out of which files."""

    def __init__(self, theme: Theme, folder: Path, sources: SourcesPart) -> None:
        super().__init__()
        self.sources = sources
        self.whole = Radio(theme, "&Dossier CCF pour le jury")
        self.alone = Radio(theme, "&Bordereau récapitulatif seul")
        self._group = QButtonGroup(self)
        self._group.addButton(self.whole)
        self._group.addButton(self.alone)
        self.whole.setChecked(True)
        self.zip = TickBox(theme, "Ranger aussi le dossier dans un fichier &ZIP")
        self.whole.toggled.connect(self.zip.setEnabled)
        needed = "Indiquez où écrire."
        self.folder = FolderField(theme, "Dossier de destination", folder=folder, needed=needed, made=True)
        holds = (
            "Grilles, constats et rapports de chaque situation, fiche de synthèse de chaque épreuve,"
            " bordereau (PDF, XLSX, CSV), index de ce qui manque (annexe V, E4 et E6, § 4.A)."
        )
        lines = "Une ligne par candidat et par épreuve, contrôle ponctuel et CCF (PDF, XLSX, CSV)."
        whole = column(theme, self.whole, label(holds, "small muted", wrap=True), self.zip, gap=4)
        alone = column(theme, self.alone, label(lines, "small muted", wrap=True), gap=4)
        column(theme, whole, alone, self.folder, sources, gap=16, within=self)


class JuryDialog(ExportingDialog):
    """``folder``: proposed."""

    def __init__(self, theme: Theme, office: Office, ports: Ports, folder: Path, parent: QWidget) -> None:
        super().__init__(theme, "Dossier CCF et bordereau pour le jury", _WIDTH, parent)
        self._office, self._ports = office, ports
        self.choice = JuryChoice(theme, folder, SourcesPart(theme, office, ports, self.show_problem))
        self.set_choice(self.choice, self.choice.whole)
        self.remember()

    def submit(self) -> None:
        self.show_problem("")
        sources = self.choice.sources
        if sources.busy:
            self.show_problem("Un des fichiers ajoutés n’est pas encore ouvert.")
            return
        self.choice.folder.check()
        folder = self.choice.folder.folder()
        if self.first_invalid((self.choice.folder,)) or folder is None:
            return
        offices, whole = (self._office, *sources.offices), self.choice.whole.isChecked()
        try:
            export = self._ports.files.jury_export(offices, sources.grids, folder, whole=whole)
        except FileProblem as problem:
            self.show_file_problem(problem)
            return
        except WrongSource as wrong:
            self.show_problem(str(wrong))
            return
        zipped = self._ports.files.zip if whole and self.choice.zip.isChecked() else None
        self.run(_Zipped(export, zipped))

    def stop(self) -> None:
        super().stop()
        self.choice.sources.close_files()

    def done(self, result: int) -> None:
        self.choice.sources.close_files()
        super().done(result)

    def show_made(self, made: tuple[Made, Path | None]) -> None:
        what, packed = made
        said = f"{files_words(len(what.names), len(what.bordereau.rows))}"
        beside = f" (et à côté, {packed.name})" if packed is not None else ""
        said = f"{said}, dans ce dossier{beside}\u202f:"
        nothing = complete_words(what.view)
        self._summary.show_made(
            what.folder, said, what.view.counts, [*made_lines(what.view)], nothing, "{} lignes incomplètes"
        )

    def show_file_problem(self, problem: FileProblem) -> None:
        self.show_problem(export_problem(problem, self._office.file.path).sentence)


class _Zipped:
    """The export, then its ZIP: see ``exporting.Steps``."""

    def __init__(self, export: JuryExport, pack: Callable[[Path, Sequence[str]], Path] | None) -> None:
        self._export, self._pack = export, pack

    @property
    def total(self) -> int:
        return self._export.total

    @property
    def done(self) -> int:
        return self._export.done

    def read(self) -> object:
        return self._export.read()

    def write(self, step: object, /) -> None:
        self._export.write(step)  # type: ignore[arg-type] # What read gave.

    def finish(self) -> tuple[Made, Path | None]:
        made = self._export.finish()
        return made, None if self._pack is None else self._pack(made.folder, made.names)

    def discard(self) -> None:
        self._export.discard()
