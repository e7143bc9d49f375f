"""« Ce qui s’est passé »: what came of an attempt, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from btstc_jury.application.rehearsing import Attempt, attempt_of, attempts_of
from btstc_jury.application.views.rehearsal.feedback import signed_entries
from btstc_jury.application.views.rehearsal.opinions import Voice
from btstc_jury.application.views.rehearsal.results import feedback_sheet
from btstc_jury.application.views.rehearsal.review import ReviewView, review_view
from btstc_jury.application.views.rehearsal.sessions import scope_words
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import Sign
from btstc_jury.domain.events import Topic
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.rehearsal import Scope
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.rehearsal.head import AttemptHead
from btstc_jury.ui.rehearsal.opinion_page import OpinionPage
from btstc_jury.ui.rehearsal.projection import Projection, other_screen
from btstc_jury.ui.rehearsal.review_cards import FeedbackCard, LevelsCard, TimeCard, TimelineCard
from btstc_jury.ui.rehearsal.saving import Saving
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, tell
from btstc_jury.ui.widgets.buttons import KeyButton
from btstc_jury.ui.widgets.layouts import ColumnScroll, Narrowing, Pages, column, flow, panel, row, turn
from btstc_jury.ui.widgets.leading import Leading

_BESIDE = {"review.own": "Auto-éval.", "review.observer": "Observateur", "review.project": "Projeter"}
"""What stands in the head, with fewer words for where there is no room."""
_NO_GOAL = (
    "Aucun objectif n’est écrit\u202f: la fiche le dit à l’étudiant. Pour lui en donner, écrivez-les sous "
    "«\u202fTrois objectifs\u202f», puis enregistrez la fiche de nouveau."
)

_AGAIN = "Nouvel essai…"


class HeadButtons:
    """What is done most, in the head of the page: in fewer words where there is no room. ``shown``: not
    beside an opinion that is being given.
    """

    def __init__(self, acts: Mapping[str, Action]) -> None:
        self._acts = acts
        self.buttons = tuple(map(KeyButton.of, acts.values()))
        self.shown = True
        self._narrowing: Narrowing | None = None

    def narrow(self, head: QWidget) -> None:
        """Keep to the width of ``head``, in whose layout they are."""
        across = head.layout()
        if across is not None:
            self._narrowing = Narrowing(head, across, self._shorten, whole=self._lengthen)

    def fit(self) -> None:
        if self._narrowing is not None:
            self._narrowing.fit()

    def _lengthen(self) -> None:
        """The student gives an opinion once."""
        for button, (name, act) in zip(self.buttons, self._acts.items(), strict=True):
            button.setVisible(self.shown and (name != "review.own" or act.isEnabled()))
            button.set_text(act.words)

    def _shorten(self) -> None:
        for button, name in zip(self.buttons, self._acts, strict=True):
            button.set_text(_BESIDE[name])


class ReviewPage(Leading):
    """``again(number)``: another attempt of that student; ``following_asked``: the one that is ready for who
    plays next; ``progress_asked(number)``: all of theirs; ``goes_on(oral)``: it isn't over any more.
    """

    home_asked = Signal()
    goes_on = Signal(int)
    again = Signal(str)
    following_asked = Signal()
    sheets_asked = Signal(int)
    progress_asked = Signal(str)

    def __init__(self, theme: Theme, conductor: Conductor, ports: Ports) -> None:
        super().__init__()
        self._theme = theme
        self.presenter = OralPresenter(conductor, self)
        self._ports = ports
        self._saving = Saving(self, conductor, ports)
        self._revealed: set[int] = set()
        self._follows = False
        self.projection: Projection | None = None
        self._acts = {name: Action(name, self, slot) for name, slot in self.slots().items()}
        self.timeline = TimelineCard(theme)
        self.levels = LevelsCard(theme)
        self.feedback = FeedbackCard(theme, self._write, self.presenter.hour)
        self.times = TimeCard(theme)
        self.opinion = OpinionPage(theme, self.presenter, self._acts["opinions.give"])
        self._told = label(role="warning", wrap=True)
        self._arrange(theme)
        self._connect()
        self.lead_to(self.timeline.line)

    @property
    def oral(self) -> int:
        return self.presenter.number

    def slots(self) -> Mapping[str, Callable[[], object]]:
        """What is done here, by the names of the acts."""
        return {
            "oral.list": partial(self._to, lambda _student: self.home_asked.emit()),
            "oral.undo": partial(self._travel, do.Undo()),
            "oral.redo": partial(self._travel, do.Redo()),
            "attempt.new": partial(
                self._to,
                lambda number: self.following_asked.emit() if self._follows else self.again.emit(number),
            ),
            "progress.student": partial(self._to, self.progress_asked.emit),
            "review.rate": partial(self._ask, Voice.TEACHER),
            "review.own": partial(self._ask, Voice.OWN),
            "review.observer": partial(self._ask, Voice.OBSERVER),
            "review.project": self._project,
            "review.sheet": self._save_sheet,
            "review.remarks": self._take_remarks,
            "observers.print": lambda: self.sheets_asked.emit(self.oral),
            # The sheet is made after the acts, one of which it shows.
            "opinions.give": lambda: self.opinion.record(),  # noqa: PLW0108
        }

    def show_oral(self, oral: int, following: str = "") -> None:
        """``following``: the name of who plays next on the same case. Raises ``FileProblem``."""
        other = oral != self.oral
        self.presenter.number = oral
        self._follows = bool(following)
        self._acts["attempt.new"].say(f"Ensuite\u202f: {following}" if following else _AGAIN)
        if other:
            self.feedback.begin()
            self._stack.setCurrentWidget(self._content)
            tell(self._told, "")
        self.presenter.repaint()
        if other:
            self.timeline.line.begin()
            self._content.verticalScrollBar().setValue(0)
        self.setFocus()

    def view(self) -> ReviewView:
        """What is shown. Raises ``FileProblem``."""
        attempts, place = self._attempts()
        blind = self.oral not in self._revealed
        return review_view(attempts, place, self.presenter.office.now(), blind=blind)

    def setFocus(self, reason: Qt.FocusReason | None = None) -> None:
        """An opinion that is being given keeps the keys."""
        inside = self._stack.currentWidget() is self.opinion
        self.lead_to(self.opinion.criteria if inside else self.timeline.line)
        super().setFocus(reason)

    def flush(self) -> bool:
        """Whether nothing typed is left unrecorded."""
        return self.feedback.flush() and not self.opinion.unrecorded

    def hideEvent(self, event: QHideEvent) -> None:
        """What is projected goes with its page, and with the file."""
        super().hideEvent(event)
        if self.projection is not None:
            self.projection.close()

    def _attempts(self) -> tuple[list[Oral], int]:
        office = self.presenter.office
        mine: Attempt = attempt_of(office, self.oral)
        number = mine.state.plan.candidate.number
        return [each.state for each in attempts_of(office, number)], mine.place

    def _show(self) -> None:
        office, oral = self.presenter.office, self.oral
        self.head.show_attempt(office, oral)
        view, state = self.view(), self.presenter.oral
        self.timeline.show_line(view.line, writable=not office.read_only)
        self.levels.show_levels(view.levels, blind=oral not in self._revealed)
        self.feedback.show_feedback(view.feedback, writable=not office.read_only)
        self.times.show_review(view)
        own = state.rehearsal.own if state.rehearsal is not None else None
        over, writable = state.stage.facts.over, not office.read_only
        self._acts["review.own"].setEnabled(over and writable and own is None)
        for name in ("review.rate", "review.observer", "review.remarks", "attempt.new"):
            self._acts[name].setEnabled(writable)
        self.opinion.show_levels(state.ratings)
        self._beside.fit()
        if self.projection is not None:
            self.projection.show_view(view)

    def _write(self, strengths: tuple[str, ...], goals: tuple[str, ...]) -> bool:
        return self.presenter.act(ev.FeedbackWritten(strengths, goals))

    def _take_remarks(self) -> None:
        """The remarks themselves, in place of what stands there; undo brings it back."""
        oral = self.presenter.oral
        strengths, goals = (signed_entries(oral, each) for each in (Sign.STRENGTH, Sign.WEAKNESS))
        if not strengths and not goals:
            tell(self._told, "Aucune remarque + ou − à reprendre.")
            return
        tell(self._told, "")
        if self.feedback.flush():
            known = self.view().feedback
            self._write(strengths or known.strengths, goals or known.goals)

    def _travel(self, command: do.Undo | do.Redo) -> None:
        """The end itself may be taken back: the attempt goes on. Nothing while somebody else than the teacher
        sits there: it would take back what others gave.
        """
        inside = self._stack.currentWidget() is self.opinion
        if inside and self.opinion.voice is not Voice.TEACHER:
            return
        if self.presenter.travel(command) and not self.presenter.oral.stage.facts.over:
            self.goes_on.emit(self.oral)

    def _reveal(self) -> None:
        self._revealed.add(self.oral)
        self._show()
        self.levels.dots.setFocus()

    def _ask(self, voice: Voice) -> None:
        """Alone on the screen; what is being entered already goes on."""
        if self.opinion.unrecorded or not self.feedback.flush():
            return
        turn(self._stack, self.opinion)
        self._tell_acts()
        self.opinion.begin(voice)

    def _close_opinion(self) -> None:
        self.opinion.put_away()
        turn(self._stack, self._content)
        self._tell_acts()
        self.presenter.repaint()
        self.setFocus()

    def _tell_acts(self) -> None:
        """While somebody gives their levels, nothing else is at hand."""
        inside = self._stack.currentWidget() is self.opinion
        self._acts["opinions.give"].setEnabled(inside)
        for name in ("review.project", "review.sheet", "review.remarks", "attempt.new", "progress.student"):
            self._acts[name].setEnabled(not inside)

    def _to(self, ask: Callable[[str], object]) -> None:
        if self._may_leave():
            ask(self.presenter.oral.plan.candidate.number)

    def _may_leave(self) -> bool:
        if self.opinion.unrecorded:
            self.opinion.show_error("Donnez cet avis, ou renoncez-y (Échap), avant de quitter l’écran.")
            return False
        return self.feedback.flush()

    def _project(self) -> None:
        if self.projection is not None:
            self.projection.close()
            return
        moment = self.timeline.line.current
        self.projection = Projection(self._theme, self.view(), moment.at if moment is not None else 0)
        self.projection.destroyed.connect(self._projected)
        self.projection.open_on(other_screen(self))

    def _projected(self) -> None:
        self.projection = None
        if self.isVisible():
            self.window().activateWindow()

    def _save_sheet(self) -> None:
        """All of it, whether the levels are on the screen or not."""
        if not self.feedback.flush():
            return
        attempts, place = self._attempts()
        office, state = self.presenter.office, self.presenter.oral
        candidate = state.plan.candidate
        scope = state.rehearsal.scope if state.rehearsal is not None else Scope()
        played = scope_words(scope, state.form)
        review = review_view(attempts, place, office.now())
        tell(self._told, "" if review.feedback.goals else _NO_GOAL)
        view = feedback_sheet(review, state.form, office.session, candidate, played)
        name = f"Fiche de retour {candidate.full_name} essai {place}"
        self._saving.ask_pdf(lambda: self._ports.papers.pdf(view), name, "Fiche de retour")

    def _arrange(self, theme: Theme) -> None:
        acts = self._acts
        self._beside = HeadButtons({name: acts[name] for name in _BESIDE})
        self.head = AttemptHead(theme, acts["oral.list"], *self._beside.buttons)
        self._beside.narrow(self.head)
        cards = row(theme, (self.levels, 4), (self.feedback, 4), (self.times, 3), gap=12)
        inside = panel(column(theme, self.timeline, (cards, 1), gap=12, margins=(16, 12)))
        self._content = ColumnScroll(inside)
        self._stack: QStackedWidget = Pages()
        self._stack.addWidget(self._content)
        self._stack.addWidget(self.opinion)
        names = ("review.rate", "review.remarks")
        buttons = (
            KeyButton.of(acts["review.sheet"], "primary"),
            *(KeyButton.of(acts[name]) for name in names),
            KeyButton.of(acts["progress.student"], words="Comparer les essais"),
            KeyButton.of(acts["attempt.new"]),
        )
        self._foot = panel(
            column(theme, self._told, flow(theme, *buttons), gap=4, margins=(16, 10)), "footer"
        )
        column(theme, self.head, (self._stack, 1), self._foot, gap=0, within=self)
        self._told.hide()

    def _connect(self) -> None:
        self.presenter.hear(self._show, *Topic)
        # In a small window, what a moment says comes into sight with it.
        self.timeline.line.told.connect(lambda _: self._content.ensureWidgetVisible(self.timeline.told))
        self.levels.reveal_asked.connect(self._reveal)
        self.timeline.line.handled.connect(
            lambda place, way: self.presenter.act(ev.ObjectionHandled(place, way))
        )
        # What refuses stands below the fold in a small window; the foot is always in sight.
        self.feedback.refused.connect(partial(tell, self._told))
        self.opinion.left.connect(self._close_opinion)
        self._stack.currentChanged.connect(lambda _page: self._show_foot())
        self._tell_acts()

    def _show_foot(self) -> None:
        inside = self._stack.currentWidget() is self.opinion
        self._foot.setVisible(not inside)
        self._beside.shown = not inside
        self._beside.fit()
