"""The deliberation as it is painted: the whole screen, each part hearing what it shows."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget

from btstc_jury.application.views.arrival import arrival_view
from btstc_jury.application.views.deliberation import DeliberationView, deliberation_view
from btstc_jury.application.views.incidents import FraudView, fraud_view
from btstc_jury.application.views.people import identity_view
from btstc_jury.domain.assessment import MissingKind
from btstc_jury.domain.events import Topic
from btstc_jury.domain.missing import missing
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.arrival.dossier import DossierSection
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.deliberation.foot import DeliberationFooter, MissingPanel, RemarksEraser
from btstc_jury.ui.deliberation.opinions import DebateRemarks, MarksRow, StatesPanel
from btstc_jury.ui.deliberation.rated_criteria import RatedCriteria
from btstc_jury.ui.deliberation.remark_rows import RemarkRows
from btstc_jury.ui.deliberation.sheet_entry import SheetEntry
from btstc_jury.ui.deliberation.side import AccountPanel, EvidencePanel, SidePanel
from btstc_jury.ui.deliberation.verdict import VerdictPanel
from btstc_jury.ui.oral.drafts import Drafts
from btstc_jury.ui.oral.echo import EchoLine
from btstc_jury.ui.oral.fraud import FraudPanel
from btstc_jury.ui.oral.laptop_lines import LaptopLines
from btstc_jury.ui.oral.presenter import OralDrawers, OralPresenter
from btstc_jury.ui.oral.status_strip import StatusStrip
from btstc_jury.ui.oral.turn import TurnBar
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.soon import soon
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame, label, rule
from btstc_jury.ui.widgets.identity_banner import IdentityBanner
from btstc_jury.ui.widgets.layouts import Strips, column, row, split
from btstc_jury.ui.widgets.tabbing import keyed_within

_LEVELS = (Topic.LEVELS, Topic.OPINIONS, Topic.STAGE, Topic.PLAN)
_TALK = (Topic.PROCEEDINGS, Topic.STAGE)
_NOTICE = 0.2
"""Of the page's height, at most."""


class DeliberationBoard(QWidget):
    """What is done on it, ``slots`` tells by the names of the acts.

    ``dossier`` stands in the column where its check was not concluded, and stays while the oral is shown;
    ``report`` does once there is one.
    """

    def __init__(self, theme: Theme, conductor: Conductor) -> None:
        super().__init__()
        self._theme = theme
        self.presenter = OralPresenter(conductor, self)
        self._view: DeliberationView | None = None
        self._fraud: FraudView | None = None
        self._fraud_asked = False
        self._chain: tuple[QWidget, ...] = ()
        self._acts = {name: Action(name, self, slot) for name, slot in self.slots().items()}
        self._make_parts(theme)
        self._build(theme)
        self._listen()
        theme.changed.connect(self._share)
        self._share()

    @abstractmethod
    def slots(self) -> Mapping[str, Callable[[], object]]:
        """The acts of the whole page; its parts add their own."""

    def _make_parts(self, theme: Theme) -> None:
        presenter, acts = self.presenter, self._acts
        self.banner = IdentityBanner(theme, acts["oral.list"])
        focus = (Qt.FocusPolicy.TabFocus, Qt.FocusPolicy.StrongFocus)
        self.turns = TurnBar(theme, presenter, self, focus)
        self.criteria = RatedCriteria(theme, self, self.turns)
        self.evidence = EvidencePanel(theme, presenter)
        self.states = StatesPanel(theme, presenter, acts["opinions.give"])
        self.laptops = LaptopLines(theme, presenter)
        self.marks = MarksRow(theme)
        self.about_level = DebateRemarks(theme, presenter)
        self.about_mark = DebateRemarks(theme, presenter)
        self.verdict = VerdictPanel(theme, presenter, acts["verdict.calculated"])
        self.account = AccountPanel(theme, presenter)
        self.missing = MissingPanel(theme)
        self.status = StatusStrip(theme, presenter)
        self.dossier = DossierSection(theme, presenter.act)
        self.fraud = FraudPanel(theme, presenter)
        self.eraser = RemarksEraser(theme, presenter, self)
        travel = (acts["oral.undo"], acts["oral.redo"])
        self.echo = EchoLine(theme, presenter, *travel)
        self.drawers = OralDrawers(theme, presenter, self, self.criteria, travel)
        self.sheet = SheetEntry(theme, presenter, self, self.criteria)
        self.drawers.add(self.sheet)
        self.drawers.menu.addAction(acts["sheets.enter"])
        self.drawers.offer(acts["oral.fraud"], self.fraud.flush)
        self.drawers.menu.addSeparator()
        self.drawers.menu.addAction(self.eraser.action)
        self.addAction(self.eraser.action)
        self.footer = DeliberationFooter(theme, acts)
        self._keep_drafts()

    def _keep_drafts(self) -> None:
        """All that is typed here and that only Enter, or a rest, records."""
        self.drafts = Drafts(self.presenter, self)
        for field, text in self.verdict.texts.items():
            self.drafts.text(field, text)
        for debate, about in ((self.about_level, "level"), (self.about_mark, "mark")):
            self.drafts.durable(partial(_named, f"reason-{about}", debate), debate.reason)
            self.drafts.line(f"dissent-{about}", debate.form.text)
        self.drafts.line("reveal", self.states.reason)
        self.drafts.line("reopen", self.missing.reopening.reason)
        self.drafts.line("transfer", self.drawers.transfer.reason)
        self.fraud.keep_drafts(self.drafts)

    def _build(self, theme: Theme) -> None:
        self._before_mark = rule()
        self.report = QWidget()
        column(theme, rule(), label("Suspicion de fraude", "strong"), self.fraud, within=self.report)
        before = (self.states, self.laptops, self.evidence, self.about_level, self._before_mark)
        after = (self.marks, self.verdict, self.dossier, self.report, rule(), self.account)
        self.verdict.add_below_mark(self.about_mark)
        self.side = SidePanel(theme, (*before, *after))
        self._scroll = self.side.area
        self._scroll.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        self._split = split(self.criteria, self.side)
        self._split.setStretchFactor(0, 64)
        self._split.setStretchFactor(1, 36)
        said = frame("surface")
        row(theme, self.echo, margins=(16, 2), within=said)
        notice = Strips(theme, self, _NOTICE, self.status)
        told = (self.banner, notice, (self._split, 1), said, self.missing, self.footer)
        column(theme, *told, gap=0, within=self)

    def _listen(self) -> None:
        hear = self.presenter.hear
        hear(self._look, *Topic)
        hear(self._show_turns, *_LEVELS, Topic.REMARKS)
        hear(self._show_identity, Topic.PLAN, Topic.STAGE, Topic.SESSION, Topic.PROCEEDINGS)
        hear(lambda: self.criteria.show_view(self.view), *_LEVELS, Topic.REMARKS)
        hear(self._show_verdict, *_LEVELS, Topic.REMARKS, Topic.VERDICT)
        hear(lambda: self.account.show_view(self.view), Topic.CLOCK, Topic.STAGE)
        hear(lambda: self.missing.show_view(self.view), *Topic)
        hear(lambda: self.footer.show_view(self.view), *(frozenset(Topic) - {Topic.REMARKS, Topic.QUESTIONS}))
        hear(self._show_report, *_TALK)
        hear(self._show_dossier, *_TALK)
        hear(self.eraser.show_state, Topic.REMARKS, Topic.PROOF, Topic.STAGE)
        hear(self.status.show_notice, *_TALK, Topic.PROOF)
        hear(self._show_evidence, *_LEVELS, Topic.REMARKS, Topic.VERDICT)
        hear(self.sheet.refresh, *_LEVELS, Topic.REMARKS, Topic.VERDICT)
        hear(self._order_keyboard, *Topic)
        self.presenter.refused.connect(self.presenter.repaint)

    @property
    def view(self) -> DeliberationView:
        """Of the oral on the page."""
        return self._view or self._look()

    def _look(self) -> DeliberationView:
        presenter = self.presenter
        self._view = deliberation_view(presenter.office, presenter.number, presenter.juror)
        return self._view

    def _show_turns(self) -> None:
        opinions = self.view.opinions
        self.turns.show_view(opinions)
        self.states.show_view(opinions)
        self.marks.show_view(opinions)
        self._before_mark.setVisible(not opinions.hidden or opinions.own is not None)

    def _show_identity(self) -> None:
        view = identity_view(self.presenter.office, self.presenter.number)
        self.banner.show_identity(view, "Délibération")

    def _show_verdict(self) -> None:
        self.verdict.show_view(self.view)
        self.about_mark.set_editable(self.view.editable)
        self.about_mark.show_mark(self.view.opinions)

    def _show_report(self) -> None:
        self._fraud = fraud_view(self.presenter.office, self.presenter.number)
        self.fraud.show_view(self._fraud)
        self.report.setVisible(self._fraud_asked or bool(self._fraud.reported))

    def _show_dossier(self) -> None:
        office, state = self.presenter.office, self.presenter.oral
        if state.stage is Stage.FINALISED or office.read_only:
            self.dossier.hide()
        elif any(each.kind is MissingKind.DOSSIER for each in missing(state)):
            self.dossier.show()
        self.dossier.show_view(arrival_view(office, self.presenter.number))

    def _show_evidence(self) -> None:
        number = self.criteria.list.current()
        lines = (line for group in self.view.criteria.groups for line in group.lines)
        line = next((each for each in lines if each.number == number), None)
        about = self.presenter.oral.form.assessed.named(f"Critère {number} — pourquoi")
        self.side.subject.setText(about if line else "")
        self.side.criterion.setText(line.text if line else "")
        self.evidence.show_view(self.view, number)
        spread = line.spread if line else None
        self.about_level.set_editable(self.view.editable)
        self.about_level.show_level(
            self.view.opinions,
            line.number if line else None,
            spread.reason if spread else "",
            wanted=spread is not None and spread.wanted,
        )

    def _show_row(self, rows: RemarkRows, area: QRect) -> None:
        inside = self._scroll.widget()
        at = rows.mapTo(inside, area.center()) if inside else QPoint()
        self._scroll.ensureVisible(at.x(), at.y(), 0, area.height())

    def _order_keyboard(self) -> None:
        """Criteria, mark, appreciation and the other texts, then evidence, incidents, what is missing; a
        reason asked for comes right after what it is asked for.
        """
        chain = (
            self.criteria.list,
            *self.about_level.fields(),
            *self.verdict.points.fields(),
            *self.verdict.mark_fields(),
            *self.about_mark.fields(),
            *self.verdict.text_fields(),
            *self.states.fields(),
            self.verdict.propose,
            *self.verdict.take_up.values(),
            self.evidence.linked,
            self.evidence.title,
            self.evidence.unlinked,
            *self.dossier.fields(),
            *self.fraud.fields(),
            *self.account.fields(),
            *self.missing.items,
            self.missing.erase,
            *self.footer.fields(),
        )
        if chain != self._chain:
            self._chain = chain
            for before, after in pairwise(chain):
                QWidget.setTabOrder(before, after)

    def _keep_in_sight(self) -> None:
        """What is said above the field that has the keys, of a mark just entered, must not push it away."""
        if keyed_within(self._scroll) is not None:
            soon(self._scroll, self._reveal)

    def _reveal(self) -> None:
        """The whole field: Qt would be content with its cursor."""
        inside = self._scroll.widget()
        if inside is not None and (field := keyed_within(inside)) is not None:
            middle = field.mapTo(inside, field.rect().center()).y()
            self._scroll.ensureVisible(0, middle, 0, field.height() // 2 + self._theme.px(8))

    def _go(self, field: QWidget | None) -> None:
        """Give a field the keys, and scroll to it."""
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(field, 0, self._theme.px(40))

    def _share(self) -> None:
        right = round(360 + 110 * (self._theme.scale - 1))
        self._split.setSizes([1000 - right, right])


def _named(kind: str, debate: DebateRemarks) -> str:
    """A reason is that of one criterion."""
    return kind if debate.subject is None else f"{kind}-{debate.subject}"
