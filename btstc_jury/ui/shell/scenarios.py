"""The situation to be handed over: composed or attached, recorded, printed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from btstc_jury.application.problems import FileProblem
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views import messages
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shell.paper_work import PaperWork
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.fields import documents
from btstc_jury.ui.widgets.last_folders import last_folder, note_folder

if TYPE_CHECKING:
    from btstc_jury.domain.playing import Scenario
    from btstc_jury.ui.export.scenario_dialog import ScenarioDialog


class Scenarios(PaperWork):
    """It is recorded before anything goes out."""

    def __init__(self, theme: Theme, conductor: Conductor, ports: Ports, page: QWidget) -> None:
        super().__init__(theme, conductor, ports, page)
        self._dialog: ScenarioDialog | None = None

    def ask(self, oral: int) -> None:
        """Compose, attach, print; what was recorded of what is played is proposed."""
        from btstc_jury.application.scenarios import page_words, proposed_scenario  # noqa: PLC0415
        from btstc_jury.ui.export.scenario_dialog import ScenarioDialog  # noqa: PLC0415

        if why := messages.read_only(self._conductor.office.read_only):
            self._conductor.refused.emit(why)
            return
        state = self._conductor.office.oral(oral)
        keep = partial(self._keep, oral)
        told = page_words(self._conductor.office, oral)
        dialog = ScenarioDialog(self._theme, told, proposed_scenario(state), keep, self._page)
        self._dialog = dialog
        dialog.attach_asked.connect(self._choose)
        dialog.printed.connect(lambda: self._write(oral, printed=True))
        dialog.saved.connect(lambda: self._write(oral, printed=False))
        dialog.finished.connect(self._forget)
        dialog.ask()

    def attach(self, path: Path) -> None:
        """Read and looked at beside, the PDF by a process of its own: anybody may have made it."""
        from btstc_jury.application.scenarios import UnfitDocument, read_document  # noqa: PLC0415

        files, papers = self._ports.files, self._ports.papers

        def count(content: bytes) -> int:
            return len(papers.foreign_pages(content, _LOOK))

        self._beside.do(
            lambda _run: read_document(path, files.read, count),
            lambda content: self._dialog.take(path.name, content) if self._dialog is not None else None,
            failed=self._tell_unfit,
            told=(UnfitDocument, FileProblem),
        )

    def _choose(self) -> None:
        beside = self._dialog or self._page
        folder = str(last_folder(beside, Shelf.SCENARIOS, documents()))
        chosen, _ = QFileDialog.getOpenFileName(beside, "Joindre un PDF", folder, "PDF (*.pdf)")
        if chosen:
            note_folder(beside, Shelf.SCENARIOS, Path(chosen).parent)
            self.attach(Path(chosen))

    def _tell_unfit(self, error: Exception) -> None:
        if self._dialog is not None:
            words = messages.problem(error).sentence if isinstance(error, FileProblem) else str(error)
            self._dialog.show_problem(words)

    def _keep(self, oral: int, scenario: Scenario, added: tuple[str, bytes] | None) -> str:
        said: list[str] = []
        kept = self._conductor.keep_scenario(oral, scenario, added, said.append)
        return "" if kept else " ".join(said) or "La situation n’a pas été enregistrée."

    def _forget(self) -> None:
        self._dialog = None

    def _write(self, oral: int, *, printed: bool) -> None:
        from btstc_jury.application.scenarios import attached_content, scenario_view  # noqa: PLC0415
        from btstc_jury.application.views.file_names import paper_file_name  # noqa: PLC0415

        office = self._conductor.office
        try:
            view, joined = scenario_view(office, oral), attached_content(office, oral)
        except FileProblem as problem:
            self._conductor.failed.emit(messages.problem(problem))
            return
        self._name = paper_file_name(office.oral(oral), "situation")
        self._make(lambda: self._ports.papers.pdf(view), _MOST, joined, printed=printed)


_LOOK = 60
"""Pixels: wide enough to see that every page can be drawn."""
_MOST = 24
"""Pages at most, those of a document attached included."""
