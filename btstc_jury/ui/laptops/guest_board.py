"""A juror's own screen as it is painted, before, while and after: each part hears what it shows."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from btstc_jury.application.views.clock import ClockView, clock_view
from btstc_jury.application.views.criteria import criteria_view
from btstc_jury.application.views.guest import GuestView, guest_view
from btstc_jury.application.views.live import controls
from btstc_jury.application.views.people import identity_view
from btstc_jury.domain.events import Topic
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.laptops.before import BeforeCard
from btstc_jury.ui.laptops.guest_foot import GuestFoot
from btstc_jury.ui.laptops.own_opinion import OwnOpinionPanel
from btstc_jury.ui.live.clock import ClockPanel, PhaseBar
from btstc_jury.ui.live.conduct_column import ConductColumn
from btstc_jury.ui.live.conducting_board import ConductingBoard, until_ticks
from btstc_jury.ui.live.criteria_panel import CriteriaPanel
from btstc_jury.ui.live.remarks_panel import RemarksPanel
from btstc_jury.ui.live.strips import GapStrip, PauseStrip
from btstc_jury.ui.oral.drafts import Drafts
from btstc_jury.ui.oral.echo import EchoLine
from btstc_jury.ui.oral.history import HistoryDrawer
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame
from btstc_jury.ui.widgets.identity_banner import IdentityBanner
from btstc_jury.ui.widgets.layouts import column, row, split, turn

_SECOND_MS = 1000


class GuestBoard(ConductingBoard):
    """``juror``: key of the one whose laptop it is, always in turn. What is done on it, ``slots`` tells by
    the names of the acts.
    """

    def __init__(self, theme: Theme, conductor: Conductor, juror: str) -> None:
        super().__init__(theme, conductor)
        self.presenter.juror = juror
        self._phase: int | None = None
        self._over = False
        self._arrange()

    @property
    def view(self) -> GuestView:
        """How far its opinion is."""
        presenter = self.presenter
        return guest_view(presenter.office, presenter.number, presenter.juror or "")

    def refresh(self) -> None:
        """Paint everything anew."""
        if self.oral:
            self.presenter.repaint()

    def _paint_time(self) -> int | None:
        view = clock_view(self.presenter.office, self.oral)
        self._show_clock(view)
        if view.stage.facts.waiting and self.view.joins:
            # The commission's time goes on meanwhile.
            self.before.show_view(self.view)
            return _SECOND_MS
        return until_ticks(view)

    def _listen(self) -> None:
        hear = self.presenter.hear
        hear(self._show_identity, Topic.PLAN, Topic.STAGE)
        hear(self._follow_phase, Topic.STAGE)
        hear(self._show_stage, Topic.STAGE, Topic.PLAN, Topic.OPINIONS)
        hear(self._show_criteria, Topic.STAGE, Topic.OPINIONS, Topic.LEVELS, Topic.REMARKS)
        hear(self.remarks.show_remarks, Topic.STAGE, Topic.REMARKS, Topic.QUESTIONS)
        hear(self.opinion.refresh, *Topic)
        hear(self.refresh_clock, Topic.STAGE, Topic.PLAN, Topic.CLOCK)

    def _show_identity(self) -> None:
        view = self.view
        self.banner.show_identity(identity_view(self.presenter.office, self.oral))
        self.before.show_view(view)

    def _show_clock(self, view: ClockView) -> None:
        self.bar.show_cells(view.cells)
        self.clock.show_clock(view)
        self.pause_strip.show_pause(view.pause)
        self.gap_strip.show_gaps(view.gaps)

    def _show_stage(self) -> None:
        office = self.presenter.office
        now = controls(office, self.oral)
        view = self.view
        writable = now.can_write and not view.sealed
        over = now.stage.facts.over
        moved = over is self.clock.isVisibleTo(self._conduct)
        self.clock.setVisible(not over)
        turned = turn(self._right, self.before if now.stage.facts.waiting else self._conduct) or moved
        self._say_start()
        sealable = over and now.can_write
        self._acts["opinions.seal"].setVisible(sealable)
        self._acts["opinions.seal"].say("Reprendre mon avis" if view.sealed else "Sceller mon avis")
        self._acts["opinions.carry"].setVisible(bool(view.sealed))
        self.criteria.list.keys.set_editable(writable)
        self.remarks.entry.set_editable(writable)
        if turned and self.isVisible():
            self.lead()

    def _say_start(self) -> None:
        """What the first key does, by where the commission is."""
        if not self.oral:
            return
        joins = self.view.joins or self.before.phase is not None
        self.foot.show_controls(controls(self.presenter.office, self.oral), joins=joins)

    def lead(self) -> None:
        """The keys go where the work is."""
        oral = self.presenter.oral
        if oral.stage.facts.waiting:
            self.before.setFocus()
        elif oral.stage.facts.over:
            self.lead_over()
        else:
            self.remarks.field.setFocus()

    def lead_over(self) -> None:
        """To the first criterion without a level, then to the mark."""
        own = self.presenter.oral.debate.of(self.presenter.juror or "")
        rated = all(each.number in own.levels for each in self.presenter.oral.form.criteria)
        if rated or not self.criteria.list.go_to_next_unrated():
            self.opinion.lead()

    def _show_criteria(self) -> None:
        shown, competence = self.criteria.shown, self.criteria.competence
        office, juror = self.presenter.office, self.presenter.juror
        self.criteria.show_view(criteria_view(office, self.oral, shown, competence, juror))

    def _follow_phase(self) -> None:
        oral = self.presenter.oral
        if oral.phase != self._phase:
            self._phase = oral.phase
            self.criteria.prefer_phase()
        if oral.stage.facts.over is not self._over:
            self._over = oral.stage.facts.over
            (self.criteria.show_all if self._over else self.criteria.prefer_phase)()

    def _make_parts(self, theme: Theme) -> None:
        acts, presenter = self._acts, self.presenter
        acts["oral.end"].say("Terminer l’interrogation")
        self.banner = IdentityBanner(theme, None)
        self.bar = PhaseBar(theme)
        self.criteria = CriteriaPanel(theme, self, QWidget())
        self.clock = ClockPanel(theme, None)
        self.pause_strip = PauseStrip(theme, presenter, reasoned=False)
        self.gap_strip = GapStrip(theme, presenter)
        self.before = BeforeCard(theme, acts["oral.next"])
        self.before.chosen.connect(self._say_start)
        travel = (acts["oral.undo"], acts["oral.redo"])
        self.echo = EchoLine(theme, presenter, *travel)
        self.remarks = RemarksPanel(theme, presenter, self, self.echo, signed=False)
        self.opinion = OwnOpinionPanel(theme, presenter, acts)
        self.history = HistoryDrawer(theme, presenter.conductor, self, self.criteria, travel)
        self.foot = GuestFoot(theme, acts)
        self.drafts = Drafts(presenter, self)
        self.drafts.watch(self.remarks.writing)

    def _build(self, theme: Theme) -> None:
        self._bar_box = frame("surface")
        row(theme, (self.bar, 1), margins=(16, 10), within=self._bar_box)
        strips = (self.gap_strip, self.pause_strip, self.opinion)
        self._conduct = ConductColumn(theme, strips, self.clock, self.remarks)
        self._right = QStackedWidget()
        for each in (self.before, self._conduct):
            self._right.addWidget(each)
        self._split = split(self.criteria, self._right)
        column(theme, self.banner, self._bar_box, (self._split, 1), self.foot, gap=0, within=self)
        self._around = (self.banner, self.foot)
