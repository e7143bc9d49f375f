"""The grid, or a report, before it goes out: its pages on screen, to the printer, into a PDF file."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import assert_never

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.office import Changes
from btstc_jury.application.problems import FileProblem, Message
from btstc_jury.application.views import messages
from btstc_jury.application.views.annex import annex_view
from btstc_jury.application.views.deliberation import DeliberationView, deliberation_view
from btstc_jury.application.views.grid import grid_view
from btstc_jury.application.views.people import identity_view
from btstc_jury.application.views.reports import ReportKind
from btstc_jury.application.views.side_papers import SidePaper, side_papers
from btstc_jury.application.views.signing import SigningView
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.grid.controls import CertificateExport, GridFooter, GridMenu
from btstc_jury.ui.grid.jury_strip import JuryStrip
from btstc_jury.ui.grid.papers import (
    ForCandidate,
    KeptCheck,
    OralPapers,
    PaperKind,
    PaperOutput,
    Shown,
    short_name,
)
from btstc_jury.ui.grid.preview import GridRenderer, PagePreview, PageText, Rendering
from btstc_jury.ui.grid.situation_strip import SituationStrip
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.oral.status_strip import StatusStrip
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.signing.signing_panel import SigningPanel
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, set_role, shortcut
from btstc_jury.ui.widgets.identity_banner import IdentityBanner
from btstc_jury.ui.widgets.layouts import Strips, column, panel, row, sized

_STRIPS = 0.42
"""Of the page's height, at most."""


class Origin(Enum):
    """Where a document was asked for. ``SCREEN``: the oral, or its deliberation."""

    GRID = auto()
    SCREEN = auto()
    LIST = auto()


class GridPage(QWidget):
    """``home_asked``: the day's list; ``deliberation_asked(oral)``; ``oral_asked(oral)``: that isn't over."""

    home_asked = Signal()
    deliberation_asked = Signal(int)
    oral_asked = Signal(int)

    def __init__(self, theme: Theme, conductor: Conductor, ports: Ports) -> None:
        super().__init__()
        self._theme = theme
        self._conductor = conductor
        self._ports = ports
        self.presenter = OralPresenter(conductor, self)
        self._kind: PaperKind | None = None
        self._origin = Origin.GRID
        self._former = 0
        self._to_print = False
        self._view: Shown | None = None
        self._papers = OralPapers(conductor.office, ports.papers)
        self.output = PaperOutput(self, conductor, ports, self._file_name)
        self._renderer = GridRenderer(self._papers.pdf, ports.papers.pages)
        self.kept = KeptCheck(conductor.office, ports.papers)
        self.kept.differs.connect(self._refuse)
        self._renderer.rendered.connect(self._show_rendering)
        self._renderer.failed.connect(self._tell_failure)
        conductor.changed.connect(self._on_changed)
        self._build()
        self._bind()

    @property
    def _oral(self) -> int:
        """0 until there is one on the page."""
        return self.presenter.number

    @property
    def ready(self) -> bool:
        """Whether the PDF of the oral is made and shown."""
        return self.output.pdf is not None

    def show_oral(self, oral: int) -> None:
        closed = self._conductor.office.oral(oral).stage is Stage.CLOSED
        self.show_paper(oral, ReportKind.FINDING if closed else None)

    def show_paper(self, oral: int, kind: PaperKind | None, origin: Origin = Origin.GRID) -> None:
        """A document of the oral in the place of its grid; ``None``: the grid itself. ``origin``: where one
        goes back to from a document.
        """
        self._origin = origin
        if (oral, kind, self._former) != (self._oral, self._kind, 0):
            self.presenter.number, self._kind, self._former = oral, kind, 0
            self.preview.show_pages(())
        self._refresh()
        self._focus_document()

    def _build(self) -> None:
        self._acts = {name: Action(name, self, slot) for name, slot in self._slots().items()}
        self.banner = IdentityBanner(self._theme, self._acts["oral.list"])
        self.state = label(role="strong", wrap=True)
        self.status = StatusStrip(self._theme, self.presenter)
        self.jury = JuryStrip(self._theme, self.presenter)
        self.situation = SituationStrip(self._theme, self.presenter, self._ports, self._acts["grid.other"])
        self.preview = PagePreview(self._theme)
        self.text = PageText()
        self.waiting = label(role="muted")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._head = panel(row(self._theme, (self.state, 1), margins=(16, 8)), "notice")
        sized(self._theme, self.waiting, height=(40, None))
        self.footer = GridFooter(self._theme, self._acts)
        self.back, self.annex = self.footer.back, self.footer.annex
        self.save, self.print = self.footer.save, self.footer.print
        self.menu = GridMenu(self)
        self.certificate = CertificateExport(self, self._conductor, self._ports)
        self.signing = SigningPanel(self._theme, self._conductor, self._ports)
        middle = row(self._theme, (self.preview, 1), (self.text, 1), self.signing, gap=0)
        strips = (self._head, self.status, self.situation, self.jury)
        self._told = Strips(self._theme, self, _STRIPS, *strips)
        above = (self.banner, self._told, self.waiting)
        column(self._theme, *above, (middle, 1), self.footer, gap=0, within=self)

    def _slots(self) -> dict[str, Callable[[], object]]:
        return {
            "oral.list": self.home_asked.emit,
            "grid.other": lambda: self.situation.go_on(),  # noqa: PLW0108 - built later
            "grid.save": self.output.ask_file,
            "grid.print": self.output.ask_printer,
            "grid.sign": lambda: self.signing.open_panel(),  # noqa: PLW0108 - built later
        }

    def _file_name(self) -> str:
        return self._papers.file_name(self._oral, self._kind, self._former)

    def _bind(self) -> None:
        self.status.report_asked.connect(self.show_paper)
        self.jury.statement_asked.connect(lambda oral: self.show_paper(oral, ForCandidate.MARK))
        self.situation.other_asked.connect(self.show_oral)
        self.preview.width_settled.connect(self._refresh)
        for button, keys, slot in (
            (self.back, "Esc", lambda: self.signing.put_away(self._go_back)),
            (self.footer.smaller, "-", lambda: self.preview.zoom(-1)),
            (self.footer.larger, "+", lambda: self.preview.zoom(1)),
            (self.footer.fit, "0", self.preview.zoom_fit),
        ):
            button.clicked.connect(self._go_back if button is self.back else slot)
            shortcut(self, keys, slot)
        shortcut(self, "A", self.annex.click)
        shortcut(self, "T", self.footer.text.click)
        self.footer.text.toggled.connect(self._read)
        self.annex.toggled.connect(self._refresh)
        self.footer.more.clicked.connect(lambda: self.menu.show_above(self.footer.more))
        self.menu.version_asked.connect(self._show_version)
        self.menu.paper_asked.connect(lambda paper: self.show_paper(self._oral, paper))
        self.menu.certificate_asked.connect(self.certificate.ask)
        self.signing.left.connect(self._focus_document)
        self.signing.completed.connect(self._go_to_printing)
        self.signing.opened.connect(lambda there: self.back.set_keys("" if there else "Esc"))
        self.signing.asking.connect(self._show_signer)
        self.signing.notice.connect(self._conductor.failed)

    def _read(self, on: bool) -> None:
        """In words, or as pages."""
        self.preview.setVisible(not on)
        self.text.setVisible(on)
        self._focus_document()

    def _focus_document(self) -> None:
        (self.preview if self.text.isHidden() else self.text).setFocus()

    def _go_back(self) -> None:
        """From a report to where it was asked for, from the grid to the deliberation or to the oral that
        isn't over, from a closed oral to the list.
        """
        if not self._oral:
            return
        if self._former:
            self._show_version(0)
        elif self._kind is ReportKind.FINDING or (self._kind is not None and self._origin is Origin.LIST):
            self.home_asked.emit()
        elif self._kind is not None and self._origin is Origin.GRID:
            self.show_paper(self._oral, None)
        elif self.presenter.oral.stage.facts.over:
            self.deliberation_asked.emit(self._oral)
        else:
            self.oral_asked.emit(self._oral)

    def _on_changed(self, changes: Changes) -> None:
        if changes.oral in {None, self._oral} and self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        if not self._oral:
            return
        office = self._conductor.office
        try:
            if self._kind is not None and not self._papers.possible(self._oral, self._kind):
                self._kind = None
            self.banner.show_identity(identity_view(office, self._oral), short_name(self._kind))
            self._show_state()
            self.footer.fitting.fit()
            self.status.show_notice(self._kind)
            plain = self._kind in {None, ReportKind.FINDING} and not self._former
            self.situation.show_oral(self._oral, grid=plain)
            self.jury.show_oral(self._oral, grid=plain)
            annex = self.annex.isChecked()
            view = self._papers.view(self._oral, self._kind, annex=annex, former=self._former)
            self.text.show_text(self._papers.text(self._oral, self._kind, annex=annex))
            if self._kind is None and not self._former:
                self.kept.look(self._oral)
        except FileProblem as problem:
            self._conductor.failed.emit(messages.problem(problem))
            return
        if view != self._view:
            self._view, self.output.pdf = view, None
        if self._is_refused:
            self.preview.show_pages(())
        self._show_ready()
        if self._is_refused:
            return
        self._renderer.render(view, self.preview.wanted())

    def _show_state(self) -> None:
        kind = self._kind
        over = self.presenter.oral.stage.facts.over
        origins = {
            Origin.GRID: "Retour à la grille",
            Origin.SCREEN: "Retour à la délibération" if over else "Retour à l’interrogation",
            Origin.LIST: "Retour à la liste",
        }
        match kind:
            case None:
                back = origins[Origin.SCREEN]
            case ReportKind.FINDING:
                back = origins[Origin.LIST]
            case ReportKind.RESERVE | ReportKind.FRAUD | ForCandidate.MARK | SidePaper():
                back = origins[self._origin]
            case _:
                assert_never(kind)
        self.back.set_text("Version actuelle" if self._former else back)
        self.annex.hide()
        office = self._conductor.office
        signing = self.signing.show_oral(self._oral)
        plain = self._kind is None and not self._former
        if not plain:
            self.signing.hide()
        self.footer.show_signing(due=plain and bool(signing.due) and not office.read_only)
        authority = office.file.proofs.authority() is not None
        papers = tuple(each for each in side_papers(office, self._oral) if each is not kind)
        self.footer.more.setVisible(self.menu.fill(signing.former, self._former, papers, authority=authority))
        if self._kind is not None:
            self.state.setText(self._headline(self._kind))
            set_role(self._head, "banner")
            return
        if self._former:
            words = next(each.words for each in signing.former if each.version == self._former)
            self.state.setText(f"{words}.")
            set_role(self._head, "notice")
            return
        self.annex.setVisible(not signing.begun and annex_view(office, self._oral) is not None)
        self.signing.annex = self.annex.isChecked() and not self.annex.isHidden()
        self._show_progress(deliberation_view(office, self._oral), signing)

    def _show_signer(self, place: int) -> None:
        """While somebody signs, the page is the sheet: nothing else stands around it."""
        for each in (self._told, self.footer):
            each.setVisible(place < 0)
        if place < 0 or not self._oral:
            self.preview.show_place(None)
            return
        view = grid_view(self._conductor.office, self._oral, annex=self.signing.annex)
        places = self._ports.papers.places(view)
        self.preview.show_place(places[place] if place < len(places) else None)

    def _show_progress(self, view: DeliberationView, signing: SigningView) -> None:
        missing = ", ".join(item.text for item in view.missing)
        if signing.complete or signing.begun:
            text = f"{signing.words}. {view.finalised}."
        elif view.finalised:
            text = f"{view.finalised}. PROVISOIRE jusqu’aux signatures. {signing.caution}".rstrip()
        elif missing:
            text = f"PROVISOIRE — il manque\u202f: {missing}."
        else:
            text = "PROVISOIRE — tout est rempli, la proposition n’est pas encore validée."
        self.state.setText(text)
        set_role(self._head, "banner" if signing.complete else "notice")

    def _headline(self, kind: PaperKind) -> str:
        if isinstance(kind, ForCandidate):
            return "Pour le candidat qui en fait la demande, après la décision du jury."
        if isinstance(kind, SidePaper):
            return kind.facts.headline
        return f"{kind.facts.title}."

    @property
    def _is_refused(self) -> bool:
        return self._kind is None and self.kept.refuses(self._oral, self._former)

    def _refuse(self, oral: int, why: Message) -> None:
        """Another document than the journal tells of is neither shown nor given away."""
        self._conductor.failed.emit(why)
        if oral == self._oral and self._is_refused:
            self.output.pdf = None
            self.preview.show_pages(())
            self._show_ready()

    def _show_rendering(self, rendering: Rendering) -> None:
        if self._is_refused:
            return
        if rendering.view == self._view:
            self.output.pdf = rendering.pdf
        self.preview.show_pages(rendering.pages)
        count = self.output.pages = len(rendering.pages)
        self.output.is_grid = self._kind is None
        self.footer.pages.setText("1 page" if count == 1 else f"{count} pages")
        self.footer.fitting.fit()
        self._show_ready()
        if self._to_print and self.output.pdf is not None:
            self._to_print = False
            self.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_failure(self, error: Exception) -> None:
        """Told here; it is raised too, and so logged."""
        self.waiting.setText("L’aperçu n’a pas pu être préparé.")
        kept = "Rien n’est perdu\u202f: tout est dans le fichier d’examen. Signalez ce problème."
        self._conductor.failed.emit(Message(self.waiting.text(), kept, repr(error)))

    def _show_ready(self) -> None:
        ready = self.output.pdf is not None
        refused = "Cette grille n’est pas celle que dit le journal\u202f: elle n’est pas montrée."
        self.waiting.setText(refused if self._is_refused else "Préparation de l’aperçu…")
        self.waiting.setVisible(not self.preview.page_count())
        for name in ("grid.save", "grid.print"):
            self._acts[name].setEnabled(ready)

    def _go_to_printing(self) -> None:
        """Once the signed document is shown."""
        self._to_print = True
        self._focus_document()

    def _show_version(self, version: int) -> None:
        """``version``: signed and voided; 0 for the present one."""
        self._former = version
        if version:
            # Its words are no more than on its pages.
            self.footer.text.setChecked(False)
        self.footer.text.setEnabled(not version)
        self._refresh()
        self._focus_document()
