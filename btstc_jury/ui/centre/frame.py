"""The window of a centre: a chip for each page, the page, its buttons."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLayout, QMenu, QSizePolicy, QWidget

from btstc_jury.application.centre.finding import CentreFinder, CentreHit
from btstc_jury.application.problems import FileProblem
from btstc_jury.domain.centre.timetable import SlotKey
from btstc_jury.ui.centre.candidates_page import CandidatesPage
from btstc_jury.ui.centre.clash_dialog import chooses_own
from btstc_jury.ui.centre.collection_page import CollectionPage
from btstc_jury.ui.centre.day_page import DayPage
from btstc_jury.ui.centre.harmony_page import HarmonyPage
from btstc_jury.ui.centre.head import CentreHead, EchoStrip, LostStrip
from btstc_jury.ui.centre.name_dialog import NameDialog
from btstc_jury.ui.centre.page import CentrePage
from btstc_jury.ui.centre.plan_dialog import ask_over
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.centre.rereading import Rereading
from btstc_jury.ui.centre.slips_page import SlipsOutput, SlipsPage
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed
from btstc_jury.ui.widgets.layouts import Narrowing, Pages, column, panel, row

PAGES: tuple[type[CentrePage], ...] = (CandidatesPage, DayPage, CollectionPage, SlipsPage, HarmonyPage)
"""In the order of their chips."""

_NOTHING = "Il n’y a rien à {} depuis que ce centre est ouvert."


class CentreFrame(QWidget):
    """A page is made when it is first shown. ``page_changed``: another one is."""

    page_changed = Signal()

    def __init__(self, theme: Theme, presenter: CentrePresenter, ports: Ports) -> None:
        super().__init__()
        self._theme, self._ports = theme, ports
        self.presenter = presenter
        self._made: dict[type[CentrePage], CentrePage] = {}
        self._shows = {kind: Action(kind.act, self, partial(self.show_page, kind)) for kind in PAGES}
        # Beside a day's own acts they would take a small screen's menu beyond its foot.
        self._pages = QMenu("Pages du centre", self)
        self._pages.addActions([*self._shows.values()])
        self._finder: CentreFinder | None = None
        self._texts: Rereading | None = None
        self.search = Action("search.centre", self, self.search_all)
        self.name = QAction("Nom et UAI du centre…", self)
        self.name.triggered.connect(self.ask_name)
        self.undo = Action("oral.undo", self, self._undo)
        self.redo = Action("oral.redo", self, self._redo)
        self.head = CentreHead(theme, presenter.office, self._shows)
        self.echo = EchoStrip(theme, self.undo, self.redo)
        self._stack, self._feet, self._beside = Pages(), Pages(), _Beside()
        self._feet.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._beside.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.head.put_beside(self._beside)
        self.lost = LostStrip(theme)
        column(theme, self.head, self.lost, (self._stack, 1), self.echo, self._feet, gap=0, within=self)
        presenter.changed.connect(self._follow)
        presenter.done.connect(self.echo.say_done)
        presenter.told.connect(self.echo.say)
        presenter.refused.connect(self.echo.refuse)
        presenter.others.connect(self.echo.hear)
        presenter.choose = partial(chooses_own, theme, self)
        self._follow()

    @property
    def page(self) -> CentrePage:
        """The one shown."""
        shown = self._stack.currentWidget()
        if not isinstance(shown, CentrePage):
            raise TypeError("no page was shown yet")
        return shown

    def show_page(self, kind: type[CentrePage] = PAGES[0]) -> None:
        if self._stack.currentWidget() is not None:
            for act in self.page.actions():
                self.removeAction(act)
        page = self._made.get(kind) or self._make(kind)
        self.head.check(kind)
        self.echo.clear()
        for each in (self._stack, self._feet, self._beside):
            each.setCurrentIndex([*self._made].index(kind))
        # Empty, it would be painted beside the heading.
        self._beside.setVisible(bool(page.beside))
        # Their keys work on the chips and the buttons too.
        self.addActions(page.actions())
        # A page's label is as wide as it is once it was shown.
        soon(self.head, self.head.fit)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_changed.emit()

    def show_slot(self, key: SlotKey) -> None:
        """That interrogation in its day, or in the list of those not placed."""
        self.show_page(DayPage)
        page = self.page
        if isinstance(page, DayPage):
            page.show_slot(key)

    def search_all(self) -> None:
        """Anything, anywhere in the centre."""
        from btstc_jury.ui.centre.find_dialog import FindDialog  # noqa: PLC0415 - once a session or so

        if self._finder is None or self._texts is None:
            self._finder = CentreFinder(self.presenter.office)
            self._texts = Rereading(self.presenter, self._ports, "Recherche", self)
        FindDialog(self._theme, self.presenter, self._finder, self._texts, self.show_hit, self.window()).ask()

    def ask_name(self) -> None:
        """What the centre is called."""
        ask_over(self.presenter, lambda: NameDialog(self._theme, self.presenter, self.window()))

    @property
    def reads_again(self) -> bool:
        """What came before there was a search."""
        return self._texts is not None and self._texts.beside.busy

    def show_hit(self, hit: CentreHit) -> None:
        """What came, or is awaited, on the board; somebody of whom nothing is, in the list."""
        kind: type[CentrePage] = CandidatesPage
        if hit.line is not None or hit.candidate is None:
            kind = CollectionPage
        self.show_page(kind)
        page = self.page
        if isinstance(page, CollectionPage) and hit.line is not None:
            page.show_oral(hit.line.place)
        elif isinstance(page, CandidatesPage) and hit.candidate is not None:
            page.show_candidate(hit.candidate)

    def ask_output(self, output: SlipsOutput) -> None:
        """Where it stands: at the page of the bordereaux."""
        self.show_page(SlipsPage)
        page = self.page
        if isinstance(page, SlipsPage):
            page.ask_output(output)

    def _make(self, kind: type[CentrePage]) -> CentrePage:
        page = self._made[kind] = kind(self._theme, self.presenter, self._ports)
        page.day_asked.connect(self.show_slot)
        page.output_asked.connect(self.ask_output)
        self._stack.addWidget(page)
        foot = row(self._theme, *page.foot, margins=(20, 10))
        shown = _Foot(foot, gives_way=bool(page.foot_steps))
        Narrowing(shown, foot, *page.foot_steps, whole=page.whole_foot)
        self._feet.addWidget(shown)
        self._beside.addWidget(panel(row(self._theme, *page.beside)))
        # For the menu of the page.
        page.addActions([self._pages.menuAction(), self.search, self.name, self.undo, self.redo])
        return page

    def catch_up(self) -> None:
        """What couldn't be read while a server didn't answer."""
        self.page.catch_up()

    def _undo(self) -> None:
        if self.presenter.office.last is None:
            self.echo.refuse(_NOTHING.format("annuler"))
        elif self.presenter.undo():
            self.echo.offer(redo=True)

    def _redo(self) -> None:
        if self.presenter.office.undone is None:
            self.echo.refuse(_NOTHING.format("rétablir"))
        elif self.presenter.redo():
            self.echo.offer(redo=False)

    def _follow(self) -> None:
        """What the chips count, and what can be taken back."""
        office = self.presenter.office
        try:
            self.head.count(office)
        except FileProblem as problem:
            self.presenter.tell(problem)
        # Their keys say why nothing happens.
        self.undo.set_ready(office.last is not None)
        self.redo.set_ready(office.undone is not None)


class _Beside(Pages):
    """As wide as what the page shown has there: another one's wouldn't leave the heading its room."""

    def sizeHint(self) -> QSize:
        shown = self.currentWidget()
        return super().sizeHint() if shown is None else shown.sizeHint()


class _Foot(Framed):
    """The buttons of a page. ``gives_way``: their words do where there is no room, so that the window may be
    narrower than all of them.
    """

    def __init__(self, buttons: QLayout, *, gives_way: bool) -> None:
        super().__init__("footer")
        self._gives_way = gives_way
        self.setLayout(buttons)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(1, least.height()) if self._gives_way else least
