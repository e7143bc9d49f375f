"""What an attempt, a student's progress and a class leave: made beside the interface, then saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from btstc_jury.application.problems import FileProblem
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views import messages
from btstc_jury.application.views.file_names import safe_name
from btstc_jury.ui.background import Background
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.widgets.fields import ask_where, documents

_PDF = "PDF (*.pdf)"
_TABLES = "Classeur (*.xlsx);;CSV (*.csv)"


class Saving(QObject):
    """Over ``page``: asks where, with the name that is proposed."""

    def __init__(self, page: QWidget, conductor: Conductor, ports: Ports) -> None:
        super().__init__(page)
        self._page = page
        self._conductor = conductor
        self._ports = ports
        self._beside = Background(self)

    def ask_pdf(self, make: Callable[[], bytes], name: str, title: str) -> None:
        """``make``: in another thread; ``name``: without ending."""

        def ask(made: bytes) -> None:
            write = partial(self._write, content=made)
            ask_where(self._page, title, _PDF, _proposed(name, ".pdf"), write, shelf=Shelf.PAPERS)

        self._beside.do(lambda _run: make(), ask)

    def ask_table(self, make: Callable[[str], bytes], name: str, title: str) -> None:
        """``make``: by the ending that was chosen, « .xlsx » or « .csv »."""

        def chosen(to: str) -> None:
            ending = Path(to).suffix.lower()
            kind = ending if ending == ".csv" else ".xlsx"
            path = to if ending == kind else f"{to}{kind}"
            self._beside.do(lambda _run: make(kind), lambda made: self._write(path, made))

        ask_where(self._page, title, _TABLES, _proposed(name, ".xlsx"), chosen, shelf=Shelf.PAPERS)

    def _write(self, to: str, content: bytes) -> None:
        """The dialog has asked already about a file that is there."""
        path = Path(to)
        try:
            self._ports.files.write(path, content)
        except FileProblem as problem:
            self._conductor.failed.emit(messages.problem(problem))
            return
        self._conductor.informed.emit(f"Document enregistré\u202f: {path}")


def _proposed(name: str, ending: str) -> Path:
    return documents() / f"{safe_name(name)}{ending}"
