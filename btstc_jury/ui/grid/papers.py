"""The documents that the page of the grid shows of one oral, and their way out of it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from btstc_jury.application.binding import Bound, Consigned, compared, each_bound
from btstc_jury.application.office import Office
from btstc_jury.application.ports import Document
from btstc_jury.application.problems import FileProblem, Message, PrintProblem, ProblemKind
from btstc_jury.application.settings import Shelf
from btstc_jury.application.views import messages
from btstc_jury.application.views.file_names import grid_file_name, paper_file_name
from btstc_jury.application.views.grid import GridView, grid_view
from btstc_jury.application.views.paper_text import paper_text
from btstc_jury.application.views.reports import (
    MarkStatementView,
    ReportKind,
    ReportView,
    mark_statement_view,
    report_kinds,
    report_view,
    statement_obstacle,
)
from btstc_jury.application.views.side_papers import SidePaper, side_paper_view, side_papers
from btstc_jury.application.views.synthesis import SynthesisView
from btstc_jury.ui.background import Background
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Papers, Ports
from btstc_jury.ui.widgets.fields import ask_where, documents
from btstc_jury.ui.widgets.printing import ask_printer


class ForCandidate(StrEnum):
    """What a candidate may be given."""

    MARK = "mark"


PaperKind = ReportKind | ForCandidate | SidePaper
Shown = GridView | ReportView | SynthesisView | MarkStatementView | Document
"""A document is one that was signed: it is shown as it is."""


class OralPapers:
    """``kind``: ``None`` for the grid itself."""

    def __init__(self, office: Office, papers: Papers) -> None:
        self._office = office
        self._papers = papers

    def possible(self, oral: int, kind: PaperKind) -> bool:
        """Whether the oral calls for that document now."""
        if isinstance(kind, ForCandidate):
            return statement_obstacle(self._office, oral) is None
        if isinstance(kind, SidePaper):
            return kind in side_papers(self._office, oral)
        return kind in report_kinds(self._office, oral)

    def view(self, oral: int, kind: PaperKind | None, *, annex: bool, former: int = 0) -> Shown:
        """``former``: a signed version that was voided. Raises ``FileProblem``."""
        if kind is None:
            return self._signed(oral, former) or grid_view(self._office, oral, annex=annex)
        if isinstance(kind, ForCandidate):
            return mark_statement_view(self._office, oral)
        if isinstance(kind, SidePaper):
            return side_paper_view(self._office, oral, kind)
        return report_view(self._office, oral, kind)

    def text(self, oral: int, kind: PaperKind | None, *, annex: bool) -> str:
        """The document as it is now, to be read where its pages are pictures. Raises ``FileProblem``."""
        if kind is None:
            return paper_text(grid_view(self._office, oral, annex=annex))
        if isinstance(kind, ForCandidate):
            return paper_text(mark_statement_view(self._office, oral))
        if isinstance(kind, SidePaper):
            return paper_text(side_paper_view(self._office, oral, kind))
        return paper_text(report_view(self._office, oral, kind))

    def _signed(self, oral: int, former: int) -> Document | None:
        """The signed document itself once there is one."""
        state = self._office.oral(oral)
        version = former or (state.version if state.proof.signatures else 0)
        return self._office.file.proofs.document(oral, version) if version else None

    def pdf(self, view: Shown) -> bytes:
        """Not in the thread of the interface."""
        return view.content if isinstance(view, Document) else self._papers.pdf(view)

    def file_name(self, oral: int, kind: PaperKind | None, former: int = 0) -> str:
        if kind is None:
            return grid_file_name(self._office, oral, former)
        if isinstance(kind, ForCandidate):
            return paper_file_name(self._office.oral(oral), "note-et-appréciations", whole=True)
        return paper_file_name(self._office.oral(oral), kind.facts.file_name)


class KeptCheck(QObject):
    """``differs(oral, Message)``: a document kept of a signed oral isn't the one that its journal tells of.
    Each document is read once.
    """

    differs = Signal(int, object)

    def __init__(self, office: Office, papers: Papers) -> None:
        super().__init__()
        self._office = office
        self._papers = papers
        self._beside = Background(self)
        self._asked: tuple[Bound, ...] = ()
        self._refused: dict[int, frozenset[int]] = {}

    @property
    def busy(self) -> bool:
        return self._beside.busy

    def refuses(self, oral: int, former: int = 0) -> bool:
        """As far as is known. ``former``: a version that was voided, 0 for the present one."""
        return former in self._refused.get(oral, ())

    def look(self, oral: int) -> None:
        """At every version. Raises ``FileProblem``."""
        asked = each_bound(self._office, oral)
        if asked and asked != self._asked:
            self._asked = asked
            read = self._papers.read
            self._beside.do(
                lambda _run: tuple((told, compared(told, kept, read)) for told, kept in asked),
                partial(self._tell, oral),
            )

    def _tell(self, oral: int, found: tuple[tuple[Consigned, tuple[str, ...]], ...]) -> None:
        differing = [told for told, words in found if words]
        self._refused[oral] = frozenset(each.version if each.void else 0 for each in differing)
        if not differing:
            return
        title = "La grille gardée dans le fichier n’est pas celle que dit le journal."
        again = (
            "restaurez une sauvegarde."
            if all(each.void for each in differing)
            else "restaurez une sauvegarde, ou rouvrez la proposition pour signer une nouvelle version."
        )
        kept = (
            "Elle ne peut être ni imprimée, ni enregistrée, ni signée. Prévenez le centre et gardez ce"
            f" fichier tel quel\u202f; {again}"
        )
        words = "; ".join(word for _, each in found for word in each)
        self.differs.emit(oral, Message(title, f"{sentence(words)} {kept}"))


def sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def short_name(kind: PaperKind | None) -> str:
    """What the page is called beside the candidate's name."""
    if kind is None:
        return "Grille"
    if isinstance(kind, ForCandidate):
        return "Note et appréciations"
    return kind.facts.name if isinstance(kind, SidePaper) else "Rapport"


class PaperOutput(QObject):
    """The PDF shown, into a file or to the printer. ``name``: of the file that is proposed; ``beside``: a
    document that goes with it, which anybody may have made.
    """

    def __init__(self, page: QWidget, conductor: Conductor, ports: Ports, name: Callable[[], str]) -> None:
        super().__init__(page)
        self._page = page
        self._conductor = conductor
        self._ports = ports
        self._name = name
        self.pdf: bytes | None = None
        self.beside: bytes | None = None
        self.pages = 0
        self.is_grid = True

    def save_to(self, path: Path, *, replace: bool = False) -> bool:
        """Write the PDF shown. ``replace``: the user has agreed to lose the file that is there."""
        if self.pdf is None:
            return False
        if not replace and path.exists():
            self._conductor.failed.emit(messages.problem(FileProblem(ProblemKind.EXISTS, path)))
            return False
        try:
            self._ports.files.write(path, self.pdf)
            if self.beside is not None:
                self._ports.files.write(path.with_stem(f"{path.stem}_document-joint"), self.beside)
        except FileProblem as problem:
            self._conductor.failed.emit(messages.problem(problem))
            return False
        done = "Grille enregistrée" if self.is_grid else "Document enregistré"
        self._conductor.informed.emit(f"{done}\u202f: {path}")
        return True

    def print_on(self, printer: QPrinter) -> bool:
        """Print the PDF shown on a printer already chosen."""
        if self.pdf is None:
            return False
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._ports.papers.print_pdf(self.pdf, printer, self.beside)
        except PrintProblem as problem:
            self._conductor.failed.emit(Message("Le document n’a pas été imprimé.", str(problem)))
            return False
        finally:
            QGuiApplication.restoreOverrideCursor()
        return True

    def ask_file(self) -> None:
        if self.pdf is None:
            return
        proposed = Path(documents(), self._name())
        kind, chosen = "PDF (*.pdf)", self._save_chosen
        ask_where(self._page, "Enregistrer en PDF", kind, proposed, chosen, shelf=Shelf.PAPERS)

    def _save_chosen(self, name: str) -> None:
        """The dialog has asked already about a file that is there."""
        self.save_to(Path(name), replace=True)

    def ask_printer(self) -> None:
        if self.pdf is None:
            return
        printer, name = self._ports.papers.printer(), Path(self._name()).stem
        ask_printer(self._page, printer, name, self.print_on, self.pages)
