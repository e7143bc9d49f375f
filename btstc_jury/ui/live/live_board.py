"""The live oral as it is painted: the whole screen, each part hearing what it shows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from btstc_jury.application.office import Changes
from btstc_jury.application.views.arrival import arrival_view
from btstc_jury.application.views.clock import ClockView, clock_view
from btstc_jury.application.views.criteria import criteria_view
from btstc_jury.application.views.incidents import fraud_view
from btstc_jury.application.views.live import controls
from btstc_jury.application.views.opinions import opinions_view
from btstc_jury.application.views.people import identity_view
from btstc_jury.application.views.shared_total import shared_total
from btstc_jury.domain.events import Topic
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.live.arrival_panel import ArrivalPanel
from btstc_jury.ui.live.clock import ClockPanel, PhaseBar, PreparationStrip
from btstc_jury.ui.live.conduct_column import ConductColumn
from btstc_jury.ui.live.conducting_board import ConductingBoard, until_ticks
from btstc_jury.ui.live.criteria_panel import CriteriaPanel
from btstc_jury.ui.live.live_footer import LiveFooter
from btstc_jury.ui.live.remarks_panel import RemarksPanel
from btstc_jury.ui.live.strips import GapStrip, InterruptionStrip, PauseStrip
from btstc_jury.ui.oral.drafts import Drafts
from btstc_jury.ui.oral.echo import EchoLine
from btstc_jury.ui.oral.fraud import FraudDrawer
from btstc_jury.ui.oral.laptop_lines import LaptopLines
from btstc_jury.ui.oral.presenter import OralDrawers
from btstc_jury.ui.oral.turn import TurnBar
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame
from btstc_jury.ui.widgets.identity_banner import IdentityBanner
from btstc_jury.ui.widgets.layouts import column, row, split, turn

_PREPARATION_SHARE = 0.19
"""Share of the width that the next candidate's preparation takes at most."""


class LiveBoard(ConductingBoard):
    """The commission's."""

    def __init__(self, theme: Theme, conductor: Conductor) -> None:
        super().__init__(theme, conductor)
        self._phase: int | None = None
        self._preparing: tuple[int, ...] = ()
        self._arrange()

    def _paint_time(self) -> int | None:
        view = clock_view(self.presenter.office, self.oral, self._preparing)
        self._show_clock(view)
        return until_ticks(view)

    def _choose_author(self, position: int) -> None:
        """Who signs the next remarks; while opinions are hidden, whose turn it is."""
        if self.presenter.oral.debate.hidden and self.turns.turn.isVisible():
            self.turns.turn.ask(position)
        else:
            self.remarks.signer.choose(position)

    def _listen(self) -> None:
        hear = self.presenter.hear
        hear(self._show_preparing, Topic.STAGE, Topic.PLAN)
        hear(self._show_identity, Topic.STAGE, Topic.PLAN, Topic.PROCEEDINGS)
        hear(self._follow_phase, Topic.STAGE)
        hear(self._show_stage, Topic.STAGE, Topic.PLAN)
        hear(self._show_turns, Topic.STAGE, Topic.PLAN, Topic.OPINIONS)
        hear(self._show_hidden_turns, Topic.REMARKS)
        hear(self._show_criteria, Topic.STAGE, Topic.PLAN, Topic.OPINIONS, Topic.LEVELS, Topic.REMARKS)
        said = (Topic.REMARKS, Topic.QUESTIONS, Topic.PROCEEDINGS)
        hear(self.remarks.show_remarks, Topic.STAGE, Topic.PLAN, *said)
        hear(self._show_fraud, Topic.STAGE, Topic.PROCEEDINGS)
        hear(self.refresh_clock, Topic.STAGE, Topic.PLAN, Topic.CLOCK)
        self.presenter.conductor.changed.connect(self._on_others)

    def _show_preparing(self) -> None:
        self._preparing = tuple(each.oral for each in self.presenter.office.file.index.preparing())

    def _show_identity(self) -> None:
        self.banner.show_identity(identity_view(self.presenter.office, self.oral))

    def _show_fraud(self) -> None:
        self.fraud.panel.show_view(fraud_view(self.presenter.office, self.oral))

    def _show_clock(self, view: ClockView) -> None:
        self.bar.show_cells(view.cells)
        self.clock.show_clock(view, recording=not self.interruption.isHidden())
        self.pause_strip.show_pause(view.pause)
        self.gap_strip.show_gaps(view.gaps)
        self.preparation.show_lines(tuple(line for line in view.preparations if line.oral != self.oral))
        if not view.stage.begun:
            self.arrival.times.show_clock(view, self.oral)

    def _show_stage(self) -> None:
        office, state = self.presenter.office, self.presenter.oral
        now = controls(office, self.oral)
        before = not state.stage.begun
        held = turn(self._right, self.arrival if before else self._conduct)
        if before:
            shared = shared_total(office, self.oral)
            self.arrival.show_oral(self.oral, state, arrival_view(office, self.oral), shared)
        else:
            self._acts["preparation.toggle"].setVisible(False)
        if held:
            (self.arrival.first_field() if before else self.remarks.field).setFocus()
        self.arrival.setEnabled(now.can_write)
        self.footer.show_controls(now)
        self.criteria.list.keys.set_editable(now.can_write)
        self.remarks.entry.set_editable(now.can_write)

    def _show_turns(self) -> None:
        view = opinions_view(self.presenter.office, self.oral, self.presenter.juror)
        self.turns.show_view(view)
        self.remarks.follow_turn(hidden=view.hidden)

    def _show_hidden_turns(self) -> None:
        """A remark for its author alone is the beginning of separate opinions."""
        if self.presenter.oral.debate.hidden:
            self._show_turns()

    def _show_criteria(self) -> None:
        office, juror = self.presenter.office, self.presenter.juror
        shown, competence = self.criteria.shown, self.criteria.competence
        self.criteria.show_view(criteria_view(office, self.oral, shown, competence, juror))

    def _follow_phase(self) -> None:
        phase = self.presenter.oral.phase
        if phase != self._phase:
            self._phase = phase
            self.criteria.prefer_phase()

    def _on_others(self, changes: Changes) -> None:
        """Another oral is being prepared, or not any more."""
        if changes.oral not in {None, self.oral} and Topic.STAGE in changes.topics and self.isVisible():
            self._show_preparing()
            self.refresh_clock()

    def _make_parts(self, theme: Theme) -> None:
        acts, presenter = self._acts, self.presenter
        self.banner = IdentityBanner(theme, acts["oral.list"])
        self.bar = PhaseBar(theme)
        self.preparation = PreparationStrip(theme)
        focus = (Qt.FocusPolicy.TabFocus, Qt.FocusPolicy.TabFocus)
        self.turns = TurnBar(theme, presenter, self, focus, self._choose_author)
        self.criteria = CriteriaPanel(theme, self, self.turns)
        self.clock = ClockPanel(theme, acts["oral.interruption"])
        self.pause_strip = PauseStrip(theme, presenter)
        self.gap_strip = GapStrip(theme, presenter)
        self.interruption = InterruptionStrip(theme, presenter)
        self.laptops = LaptopLines(theme, presenter, (16, 4))
        self.arrival = ArrivalPanel(theme, presenter, acts)
        travel = (acts["oral.undo"], acts["oral.redo"])
        self.echo = EchoLine(theme, presenter, *travel)
        self.remarks = RemarksPanel(theme, presenter, self, self.echo)
        self.drawers = OralDrawers(theme, presenter, self, self.criteria, travel)
        self.fraud = FraudDrawer(theme, presenter, self, self.criteria)
        self.drawers.add(self.fraud)
        self.drawers.offer(acts["oral.fraud"], self.fraud.panel.flush)
        self.footer = LiveFooter(theme, acts, self.drawers.menu)
        self._keep_drafts()

    def _keep_drafts(self) -> None:
        """All that is typed here and that only Enter, or a rest, records."""
        self.drafts = Drafts(self.presenter, self)
        self.drafts.watch(self.remarks.writing)
        self.drafts.line("pause", self.pause_strip.reason_field, self.pause_strip.typed)
        self.drafts.line("interruption-other", self.interruption.other)
        self.drafts.line("interruption-why", self.interruption.why)
        self.drafts.line("transfer", self.drawers.transfer.reason)
        self.fraud.panel.keep_drafts(self.drafts)
        self.arrival.keep_drafts(self.drafts)

    def _build(self, theme: Theme) -> None:
        self._bar_box = frame("surface")
        row(theme, (self.bar, 1), self.preparation, margins=(16, 10), within=self._bar_box)
        strips = (self.gap_strip, self.pause_strip, self.interruption, self.laptops)
        self._conduct = ConductColumn(theme, strips, self.clock, self.remarks)
        self._right = QStackedWidget()
        self._right.addWidget(self.arrival)
        self._right.addWidget(self._conduct)
        self._split = split(self.criteria, self._right)
        column(theme, self.banner, self._bar_box, (self._split, 1), self.footer, gap=0, within=self)
        self._around = (self.banner, self.footer)

    def _share(self) -> None:
        super()._share()
        self.preparation.set_widest(round(self.width() * _PREPARATION_SHARE))
