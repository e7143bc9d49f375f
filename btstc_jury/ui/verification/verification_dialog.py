"""Signed grids verified on screen: what was found on the left, the pages or the data on the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QMenu,
    QStackedWidget,
    QWidget,
)

from btstc_jury.application.settings import Shelf
from btstc_jury.application.verification import (
    CheckRow,
    UnusableCertificate,
    Verified,
    file_checks,
    later_version,
    totals,
    unshown,
)
from btstc_jury.application.views.evaluation import evaluation_sections
from btstc_jury.application.views.paper import PageImage
from btstc_jury.domain.standing import Symbol, Tone
from btstc_jury.ui.background import Background, Run
from btstc_jury.ui.grid.preview import PagePreview
from btstc_jury.ui.ports import Papers
from btstc_jury.ui.shortcuts import share
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.verification.findings import CheckTree, EvaluationPanel
from btstc_jury.ui.widgets.basics import ElidedLabel, label, tell
from btstc_jury.ui.widgets.buttons import Button, aside
from btstc_jury.ui.widgets.file_drop import dropped_pdfs, pdfs_within
from btstc_jury.ui.widgets.last_folders import last_folder, note_folder
from btstc_jury.ui.widgets.layouts import ColumnScroll, column, flow, panel, row, split

_SIZE = (1180, 700)


def show_verification(
    theme: Theme,
    papers: Papers,
    window: QWidget,
    folder: Path,
    paths: Sequence[Path],
    own: Callable[[], bytes | None] = lambda: None,
) -> None:
    """One window at a time, to which files are added. ``own``: the authority of the exam file open then,
    DER; ``None`` for none.
    """
    shown = window.findChild(VerificationDialog)
    if shown is None:
        shown = VerificationDialog(theme, papers, window, folder, own)
    shown.show()
    shown.activateWindow()
    shown.verify(paths)


class VerificationDialog(QDialog):
    """Not modal: an oral may go on beside it, and another exam file be opened. Files are added by the button
    or dropped on it. ``own`` as in ``show_verification``.
    """

    guide_page = "verifier"

    def __init__(
        self, theme: Theme, papers: Papers, parent: QWidget, folder: Path, own: Callable[[], bytes | None]
    ) -> None:
        super().__init__(parent)
        share("window.help", self)
        self._theme = theme
        self._papers = papers
        self._folder = folder
        self._own = own
        self._trust: dict[Path, bytes] = {}
        self._found: dict[Path, Verified] = {}
        self._later: dict[Path, int] = {}
        self._shown: Path | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Vérifier des grilles signées")
        self.setAcceptDrops(True)
        self.tree = CheckTree(theme)
        self._what = label("Aucune grille pour l’instant.", "strong", wrap=True)
        self.details = label("Ajoutez des grilles signées, ou déposez-les dans cette fenêtre.", wrap=True)
        self.preview = PagePreview(theme)
        self.data = EvaluationPanel(theme)
        self.trust = label("", "muted", wrap=True)
        self.totals = ElidedLabel("", "strong")
        self._unshown = label("", "muted", wrap=True)
        self.remove = aside("&Retirer un certificat…", self._ask_which)
        self._problem = label("", "warning", wrap=True)
        self._verifier = Background(self)
        self._painter = Background(self)
        self._arrange()
        self.tree.chosen.connect(self._show_row)
        self.preview.width_settled.connect(self._render)
        self._say_trust(own())
        self.tree.setFocus()
        free = parent.size()
        self.resize(min(theme.px(_SIZE[0]), free.width() - 40), min(theme.px(_SIZE[1]), free.height() - 40))

    @property
    def busy(self) -> bool:
        """Whether something is still being verified or drawn."""
        return self._verifier.busy or self._painter.busy

    def verify(self, paths: Sequence[Path]) -> None:
        """Add these files, or verify them again."""
        own = self._own()
        trust = (*self._trust.values(), *(() if own is None else (own,)))
        self._say_trust(own)
        for path in paths:
            self.tree.wait_for(path, CheckRow(Symbol.PREPARING, Tone.QUIET, path.name, "en cours…"))
            self._verifier.do(partial(self._find, path, trust), partial(self._show_found, path))

    def add_trust(self, path: Path) -> None:
        """Trust a certificate, and verify all again with it."""
        try:
            self._trust[path] = self._papers.certificate(path)
        except UnusableCertificate as problem:
            self._problem.setText(str(problem))
            self._problem.show()
            return
        self._verify_again()

    def remove_trust(self, path: Path) -> None:
        """Trust a certificate that was given no longer, and verify all again without it."""
        del self._trust[path]
        self._verify_again()

    def _verify_again(self) -> None:
        self._problem.hide()
        self._verifier.forget()
        self.verify(self.tree.paths())

    def _ask_which(self) -> None:
        """The only one, or one of several from a menu: two may have one name, so the folder is told."""
        if len(self._trust) == 1:
            self.remove_trust(next(iter(self._trust)))
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for path in self._trust:
            told = f"{path.name} ({path.parent.name})".replace("&", "&&")
            menu.addAction(told).triggered.connect(partial(self.remove_trust, path))
        menu.popup(self.remove.mapToGlobal(self.remove.rect().bottomLeft()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_pdfs(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.verify(dropped_pdfs(event.mimeData()))
        event.acceptProposedAction()

    def _choose_files(self) -> None:
        folder = str(last_folder(self, Shelf.GRIDS, self._folder))
        kinds = "Grilles signées (*.pdf)"
        chosen, _ = QFileDialog.getOpenFileNames(self, "Grilles à vérifier", folder, kinds)
        if chosen:
            note_folder(self, Shelf.GRIDS, Path(chosen[0]).parent)
        self.verify([Path(each) for each in chosen])

    def _choose_folder(self) -> None:
        """All the grids in it, as the command line and a drop take them."""
        folder = str(last_folder(self, Shelf.GRIDS, self._folder))
        chosen = QFileDialog.getExistingDirectory(self, "Dossier de grilles à vérifier", folder)
        if not chosen:
            return
        note_folder(self, Shelf.GRIDS, Path(chosen))
        inside = pdfs_within(Path(chosen))
        tell(self._problem, "" if inside else f"Aucun PDF dans ce dossier\u202f: {Path(chosen).name}.")
        self.verify(inside)

    def _choose_trust(self) -> None:
        kinds = "Certificats (*.crt *.cer *.pem *.der)"
        chosen, _ = QFileDialog.getOpenFileName(self, "Certificat d’une autorité", str(self._folder), kinds)
        if chosen:
            self.add_trust(Path(chosen))

    def _find(self, path: Path, trust: Sequence[bytes], _run: Run) -> Verified:
        """In the worker's thread."""
        return self._papers.verify(path, trust)

    def _show_found(self, path: Path, found: Verified) -> None:
        """A version that came before tells too when the one that replaces it comes."""
        self._found[path] = found
        reports = [each.report for each in self._found.values()]
        for where, each in self._found.items():
            later = later_version(each.report, reports)
            if where == path or later != self._later.get(where, 0):
                self._later[where] = later
                self.tree.show_file(where, file_checks(where.name, each.report, later))
        tell(self.totals, totals([each.report.verdict for each in self._found.values()]))

    def _show_row(self, path: Path, row: CheckRow) -> None:
        self._what.setText(row.title)
        self.details.setText("\n".join(row.lines))
        found = self._found.get(path)
        if found is None or found is self._found.get(self._shown or Path()):
            return
        self._shown = path
        self._render()
        evaluation = found.report.evaluation
        if evaluation is not None and found.report.verdict.sound:
            self.data.show_sections(evaluation_sections(evaluation))
        else:
            self.data.say(unshown(found.report))

    def _render(self) -> None:
        found = None if self._shown is None else self._found.get(self._shown)
        self._painter.forget()
        if found is not None and not found.report.verdict.sound:
            # Whoever made it, its pages say nothing that holds, and may be meant to harm.
            self.preview.show_pages(())
            tell(self._unshown, unshown(found.report))
        elif found is not None:
            width = self.preview.wanted()
            pages = partial(self._papers.foreign_pages, found.pdf, width)
            self._painter.do(lambda _: pages(), partial(self._show_pages, found.path))

    def _show_pages(self, path: Path, pages: tuple[PageImage, ...]) -> None:
        if path == self._shown:
            self.preview.show_pages(pages)
            tell(self._unshown, "" if pages else "Les pages n’ont pas pu être dessinées.")

    def _say_trust(self, own: bytes | None) -> None:
        self.remove.setVisible(bool(self._trust))
        known = [(path.name, content) for path, content in self._trust.items()]
        if own is not None:
            known.append(("l’autorité du fichier d’examen ouvert", own))
        lines = [
            f"{name}\u202f: {told.commission or told.name}, empreinte {told.fingerprint}"
            for name, content in known
            for told in self._papers.authorities(content)
        ]
        self.trust.setText(
            "\n".join(("Vous vous fiez à", *lines))
            if lines
            else "Aucun certificat de confiance\u202f: noms non garantis."
        )

    def _arrange(self) -> None:
        splitter = split(self._left(), self._right())
        splitter.setSizes([self._theme.px(560), self._theme.px(620)])
        close = aside("&Fermer", self.close)
        words = label("Une grille peut aussi être déposée ici.", "muted")
        footer = panel(row(self._theme, (words, 1), close, margins=(16, 12)), "footer")
        column(self._theme, (splitter, 1), footer, gap=0, within=self)

    def _left(self) -> QWidget:
        theme = self._theme
        add = aside("&Ajouter des grilles…", self._choose_files)
        folder = aside("Un d&ossier…", self._choose_folder)
        certificate = aside("&Certificat de confiance…", self._choose_trust)
        acts = panel(flow(theme, add, folder, certificate, self.remove))
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card = panel(column(theme, self._what, self.details, 1, margins=(12, 8)), "card")
        self._problem.hide()
        self.totals.hide()
        told = (acts, self.trust, self._problem, self.totals)
        found = ((self.tree, 3), (ColumnScroll(card), 2))
        return panel(column(theme, *told, *found, margins=(16, 16, 8, 12)))

    def _right(self) -> QWidget:
        stack = QStackedWidget()
        self._unshown.hide()
        stack.addWidget(panel(column(self._theme, self._unshown, (self.preview, 1), gap=8)))
        stack.addWidget(self.data)
        choice = row(self._theme)
        group = QButtonGroup(self)
        for place, words in enumerate(("&Pages", "&Données jointes")):
            button = Button(words, "toggle")
            button.setAutoDefault(False)
            button.setCheckable(True)
            button.setChecked(place == 0)
            group.addButton(button, place)
            choice.addWidget(button)
        choice.addStretch(1)
        group.idClicked.connect(stack.setCurrentIndex)
        return panel(column(self._theme, choice, (stack, 1), margins=(8, 16, 16, 12)))
