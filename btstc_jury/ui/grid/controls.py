"""Under the pages of a grid: its controls, and what else it gives."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import chain, count
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from btstc_jury.application.problems import FileProblem, Message
from btstc_jury.application.settings import Shelf
from btstc_jury.application.signing import SigningProblem
from btstc_jury.application.views import messages
from btstc_jury.application.views.side_papers import SidePaper
from btstc_jury.application.views.signing import FormerVersion
from btstc_jury.ui.background import Background
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, label, plain_tip, set_role
from btstc_jury.ui.widgets.buttons import KeyButton, TickBox
from btstc_jury.ui.widgets.fields import ask_where, documents
from btstc_jury.ui.widgets.layouts import AT_MIDDLE, Narrowing, row


class GridFooter(Framed):
    """The page connects to the buttons."""

    def __init__(self, theme: Theme, acts: Mapping[str, Action]) -> None:
        super().__init__("footer")
        self.setMinimumWidth(1)
        self.back = KeyButton("Retour à la délibération", "Esc")
        self.smaller, self.larger = KeyButton("−"), KeyButton("+")
        for button, words in ((self.smaller, "Réduire"), (self.larger, "Agrandir")):
            button.setAccessibleName(words)
            button.setToolTip(plain_tip(f"{words} ({button.text()} ou Ctrl+molette)"))
        self.fit = KeyButton("Largeur", "0")
        self.pages = label(role="muted small")
        self.text = KeyButton("Texte", "T")
        self.text.setCheckable(True)
        self.text.setToolTip("Lire le document en texte, au lieu de ses pages (T)")
        self.annex = TickBox(theme, "Joindre l’annexe")
        self.annex.setToolTip("Avis de chacun, motifs et désaccords, émargement du candidat (A)")
        self.annex.hide()
        self.more = KeyButton("Plus…")
        self.more.hide()
        self.save = KeyButton.of(acts["grid.save"])
        self.print = KeyButton.of(acts["grid.print"], "primary")
        self.sign = KeyButton.of(acts["grid.sign"], "primary")
        self.sign.hide()
        left = (self.back, self.smaller, self.fit, self.larger, self.text, self.pages)
        annex = (self.annex, AT_MIDDLE)
        right = (self.more, self.save, self.print, self.sign)
        line = row(theme, *left, annex, 1, *right, margins=(16, 8), within=self)
        # Zooming has keys and the wheel.
        zoom = (self.fit, self.smaller, self.larger)
        self.fitting = Narrowing(self, line, self.pages, zoom, self.text)
        theme.changed.connect(self.fitting.fit)

    def show_signing(self, *, due: bool) -> None:
        """While signatures are due they come first, then printing. The key says why where none is."""
        self.sign.setVisible(due)
        set_role(self.print, "plain" if due else "primary")
        self.fitting.fit()


_LONGEST = 90
"""Characters of an entry."""


class GridMenu(QMenu):
    """``version_asked`` carries the number of a signed version, 0 for the present one; ``paper_asked``: a
    ``SidePaper``.
    """

    version_asked = Signal(int)
    paper_asked = Signal(object)
    certificate_asked = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)

    def fill(
        self,
        former: tuple[FormerVersion, ...],
        shown: int,
        papers: tuple[SidePaper, ...] = (),
        *,
        authority: bool,
    ) -> bool:
        """``shown``: the former version in sight. Whether there is anything to choose."""
        self.clear()
        if former:
            # A section's title isn't drawn by this style.
            self.addAction("Versions signées\u202f:").setEnabled(False)
        if shown:
            self.addAction("Version actuelle", partial(self.version_asked.emit, 0))
        for each in former:
            words = each.words if len(each.words) <= _LONGEST else f"{each.words[:_LONGEST].rstrip()}…"
            action = self.addAction(words.replace("&", "&&"), partial(self.version_asked.emit, each.version))
            action.setEnabled(each.version != shown)
        if former and (papers or authority):
            self.addSeparator()
        for paper in papers:
            self.addAction(paper.facts.button, partial(self.paper_asked.emit, paper))
        if authority:
            self.addAction("Certificat de l’autorité…", self.certificate_asked.emit)
        return bool(former or papers) or authority

    def show_above(self, button: QWidget) -> None:
        self.popup(button.mapToGlobal(QPoint(0, -self.sizeHint().height())))


FILE_NAME = "autorite.crt"


def free_name(path: Path) -> Path:
    """The path, numbered where something is there."""
    names = chain([path], (path.with_stem(f"{path.stem} {number}") for number in count(2)))
    return next(each for each in names if not each.exists())


class CertificateExport(QObject):
    """The certificate that the signed grids of this file are to be verified with."""

    def __init__(self, page: QWidget, conductor: Conductor, ports: Ports) -> None:
        super().__init__(page)
        self._page = page
        self._conductor = conductor
        self._ports = ports
        self._beside = Background(self)

    def ask(self) -> None:
        """Where to."""
        proposed, title = Path(documents(), FILE_NAME), "Certificat de l’autorité"
        write, shelf = (lambda name: self.write(Path(name))), Shelf.PAPERS
        ask_where(self._page, title, "X.509 (*.crt)", proposed, write, shelf=shelf)

    def write(self, path: Path) -> None:
        """Beside the interface's thread: keys take a second to import."""
        kept = self._conductor.office.file.proofs.authority()
        if kept is not None:
            write = partial(self._write, path, kept.certificate)
            told = FileProblem, SigningProblem
            self._beside.do(lambda _: write(), self._tell_done, failed=self._tell_failure, told=told)

    def _write(self, path: Path, certificate: bytes) -> tuple[Path, Path]:
        """And the page to hand over with it, beside it; nothing there is replaced by the page."""
        tools = self._ports.papers.signing()
        self._ports.files.write(path, tools.certificate_text(certificate))
        page = free_name(path.with_name(f"{path.stem} (page à remettre).pdf"))
        self._ports.files.write(page, tools.certificate_page(certificate))
        return path, page

    def _tell_done(self, written: tuple[Path, Path]) -> None:
        path, page = written
        self._conductor.informed.emit(
            f"Certificat enregistré\u202f: {path}. À remettre avec lui, imprimée\u202f: {page.name}"
        )

    def _tell_failure(self, error: Exception) -> None:
        if isinstance(error, FileProblem):
            self._conductor.failed.emit(messages.problem(error))
        elif isinstance(error, SigningProblem):
            self._conductor.failed.emit(Message("Le certificat n’a pas été enregistré.", str(error)))
