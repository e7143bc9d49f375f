"""An attempt as it is painted: the whole screen, each part hearing what it shows."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from btstc_jury.application.case_bank import Bank, UnusableBank
from btstc_jury.application.views.clock import ClockView, clock_view
from btstc_jury.application.views.rehearsal.live import (
    attempt_controls,
    attempt_criteria,
    buyer_view,
    objections_view,
    speech_view,
    step_lines,
    until_answer_ticks,
)
from btstc_jury.domain.events import Topic
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.live.clock import ClockPanel, PhaseBar, PreparationStrip
from btstc_jury.ui.live.conduct_column import ConductColumn
from btstc_jury.ui.live.conducting_board import ConductingBoard, until_ticks
from btstc_jury.ui.live.criteria_panel import CriteriaPanel
from btstc_jury.ui.live.remarks_panel import RemarksPanel
from btstc_jury.ui.live.strips import GapStrip, PauseStrip
from btstc_jury.ui.oral.drafts import Drafts
from btstc_jury.ui.oral.echo import EchoLine
from btstc_jury.ui.oral.history import HistoryDrawer
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.rehearsal.buyer_side import BuyerSide
from btstc_jury.ui.rehearsal.foot import AttemptFoot
from btstc_jury.ui.rehearsal.head import AttemptHead
from btstc_jury.ui.rehearsal.improvised import ImprovisedStrip
from btstc_jury.ui.rehearsal.throwing import Throwing
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame
from btstc_jury.ui.widgets.layouts import column, panel, row, split, turn

_LEFT_SHARE = 0.6
"""Share of the width that the buyer's card takes."""

_GAP_KEYS = ("Ctrl+Shift+C", "Ctrl+Shift+X")
"""Alt and a letter throw an objection."""

_PREPARATION_SHARE = 0.19


class AttemptBoard(ConductingBoard):
    """What is done on it, ``slots`` tells by the names of the acts."""

    def __init__(self, theme: Theme, conductor: Conductor, ports: Ports) -> None:
        super().__init__(theme, conductor)
        self._ports = ports
        self._arrange()

    def _paint_time(self) -> int | None:
        office = self.presenter.office
        view = clock_view(office, self.oral)
        self._show_clock(view)
        self._show_speech()
        answer = until_answer_ticks(office, self.oral)
        if answer is not None:
            self._show_objections()
        wait = until_ticks(view)
        if wait is None or answer is None:
            return wait
        return min(wait, max(1, answer.us // 1000 + 2))

    def turn_to_buyer(self) -> None:
        turn(self._left, self._buyer_page)

    def turn_to_criteria(self) -> None:
        turn(self._left, self.criteria)

    def _listen(self) -> None:
        hear = self.presenter.hear
        hear(self._show_head, Topic.PLAN, Topic.STAGE, Topic.REHEARSAL)
        hear(self._show_stage, Topic.STAGE)
        hear(self._show_buyer, Topic.REHEARSAL)
        hear(self._show_objections, Topic.REHEARSAL, Topic.STAGE)
        hear(self._show_steps, Topic.REHEARSAL, Topic.STAGE)
        hear(self._show_criteria, Topic.STAGE, Topic.PLAN, Topic.LEVELS, Topic.REMARKS)
        hear(self.remarks.show_remarks, Topic.STAGE, Topic.REMARKS, Topic.QUESTIONS)
        hear(self.refresh_clock, Topic.STAGE, Topic.PLAN, Topic.CLOCK, Topic.REHEARSAL)

    def _show_head(self) -> None:
        self.head.show_attempt(self.presenter.office, self.oral)

    def _show_stage(self) -> None:
        now = attempt_controls(self.presenter.office, self.oral)
        before = now.stage.facts.waiting
        self.foot.show_controls(now)
        prepares = before and now.writable
        self._acts["preparation.toggle"].setVisible(prepares)
        running = self.presenter.oral.preparation
        going = running is not None and running.until is None
        self._acts["preparation.toggle"].say("Terminer la préparation" if going else "Lancer la préparation")
        self.criteria.list.keys.set_editable(now.writable)
        self.remarks.entry.set_editable(now.writable)
        for name in ("speech.change", "speech.silence", "speech.cut"):
            self._acts[name].setEnabled(now.stage is Stage.RUNNING and now.writable)

    def _show_buyer(self) -> None:
        rehearsal = self.presenter.oral.rehearsal
        self.buyer.show_buyer(buyer_view(None if rehearsal is None else rehearsal.case))

    def _show_objections(self) -> None:
        self.buyer.show_objections(objections_view(self.presenter.office, self.oral))

    def _show_speech(self) -> None:
        self.buyer.speech.show_speech(speech_view(self.presenter.office, self.oral))

    def _show_steps(self) -> None:
        oral = self.presenter.oral
        self.buyer.show_steps(step_lines(oral), tappable=oral.stage is Stage.RUNNING)

    def _show_criteria(self) -> None:
        shown, competence = self.criteria.shown, self.criteria.competence
        self.criteria.show_view(attempt_criteria(self.presenter.office, self.oral, shown, competence))

    def _show_clock(self, view: ClockView) -> None:
        self.bar.show_cells(view.cells)
        self.clock.show_clock(view)
        self.pause_strip.show_pause(view.pause)
        self.gap_strip.show_gaps(view.gaps)
        self.preparation.show_lines(view.preparations)

    def _make_parts(self, theme: Theme) -> None:
        acts, presenter = self._acts, self.presenter
        acts["oral.end"].say("Terminer la séance")
        self.head = AttemptHead(theme, acts["oral.list"])
        self.bar = PhaseBar(theme)
        self.preparation = PreparationStrip(theme)
        self.criteria = CriteriaPanel(theme, self, QWidget())
        self.buyer = BuyerSide(theme, acts)
        self.clock = ClockPanel(theme, None, ("Étudiant", "Professeur"))
        self.pause_strip = PauseStrip(theme, presenter)
        self.gap_strip = GapStrip(theme, presenter, _GAP_KEYS)
        self.improvised = ImprovisedStrip(theme, self._bank)
        travel = (acts["oral.undo"], acts["oral.redo"])
        self.echo = EchoLine(theme, presenter, *travel)
        self.remarks = RemarksPanel(theme, presenter, self, self.echo, signed=False)
        self.throwing = Throwing(presenter, self, self.remarks.field, self.improvised)
        self.history = HistoryDrawer(
            theme, presenter.conductor, self, self.buyer, travel, "Historique de l’essai"
        )
        self.foot = AttemptFoot(theme, acts)
        self.drafts = Drafts(presenter, self)
        self.drafts.watch(self.remarks.writing)
        self.drafts.line("pause", self.pause_strip.reason_field, self.pause_strip.typed)

    def _bank(self) -> Bank:
        """Nothing of it where it can't be read: an objection is typed then."""
        try:
            return self._ports.rehearsals.cases().bank.bank()
        except UnusableBank as problem:
            self.presenter.conductor.informed.emit(str(problem))
            return Bank()

    def _build(self, theme: Theme) -> None:
        self._bar_box = frame("surface")
        row(theme, (self.bar, 1), self.preparation, margins=(16, 10), within=self._bar_box)
        self._buyer_page = panel(column(theme, self.improvised, (self.buyer, 1), gap=0))
        self._left = QStackedWidget()
        self._left.addWidget(self._buyer_page)
        self._left.addWidget(self.criteria)
        self._conduct = ConductColumn(theme, (self.gap_strip, self.pause_strip), self.clock, self.remarks)
        right = frame("surface")
        column(theme, (self._conduct, 1), gap=0, within=right)
        self._split = split(self._left, right)
        column(theme, self.head, self._bar_box, (self._split, 1), self.foot, gap=0, within=self)
        self._around = (self.head, self.foot)

    def _share(self) -> None:
        width = self.width()
        left = round(width * _LEFT_SHARE)
        self._split.setSizes([left, width - left])
        self.preparation.set_widest(round(width * _PREPARATION_SHARE))
