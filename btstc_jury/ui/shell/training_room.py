"""The screens that a training file has of its own, and the way from one to the next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget, QWidget

from btstc_jury.application.problems import FileProblem
from btstc_jury.application.rehearsing import holds_exams_alone, student, waiting_attempt
from btstc_jury.application.views import messages
from btstc_jury.domain.candidate import Candidate
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.acts import Where
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.rehearsal.sessions_page import SessionsPage
from btstc_jury.ui.shell.notice_bar import NoticeBar
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.window_acts import WindowActs

if TYPE_CHECKING:
    from btstc_jury.ui.cases.cases_page import CasesPage
    from btstc_jury.ui.rehearsal.live_page import AttemptPage
    from btstc_jury.ui.rehearsal.progress_page import ProgressPage
    from btstc_jury.ui.rehearsal.review_page import ReviewPage
    from btstc_jury.ui.shell.training_acts import TrainingActs


class Following(NamedTuple):
    candidate: Candidate
    oral: int


class TrainingRoom(QObject):
    """The sessions page is built at once, the others at their first use. ``plain``: the orals that are no
    attempts are what one comes back to: at first where the file holds nothing else, since they were made
    before there were attempts, or to try a form.
    """

    def __init__(
        self,
        theme: Theme,
        conductor: Conductor,
        ports: Ports,
        notices: NoticeBar,
        acts: WindowActs,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._of_window = acts
        self._theme = theme
        self._conductor = conductor
        self._office = conductor.office
        self._ports = ports
        self._notices = notices
        self._window = window
        self.sessions = SessionsPage(theme, conductor, ports)
        self._live: AttemptPage | None = None
        self._review: ReviewPage | None = None
        self._progress: ProgressPage | None = None
        self._cases: CasesPage | None = None
        self._acts: TrainingActs | None = None
        self._just_over = 0
        self.plain = self._holds_exams_alone()
        self._connect()

    def join(
        self,
        stack: QStackedWidget,
        places: dict[QWidget, Where],
        shown: Callable[[int], None],
        home: Callable[[], None],
        open_oral: Callable[[int], None],
    ) -> None:
        """Its screens stand in ``stack`` among the others; ``shown``: one of them came, with the oral that is
        on it, 0 for none; ``home``: back to where one begins; ``open_oral``: an
        oral, where it stands, whatever may be wrong with it.
        """
        self._stack, self._places, self._shown, self._home = stack, places, shown, home
        self._open = open_oral
        self.sessions.oral_chosen.connect(open_oral)
        self._add(self.sessions, Where.SESSIONS)

    def turn(self, *, plain: bool) -> None:
        """To the orals that are no attempts, or back to the sessions."""
        self.plain = plain
        self._home()

    @property
    def live(self) -> AttemptPage:
        if self._live is None:
            from btstc_jury.ui.rehearsal.live_page import AttemptPage  # noqa: PLC0415

            page = self._live = AttemptPage(self._theme, self._conductor, self._ports)
            self._add(page, Where.ATTEMPT)
            page.home_asked.connect(self._home)
            page.ended.connect(self._on_ended)
            page.head.offer_cover(self._of_window.cover)
            page.foot.offer_screen(self._of_window.candidate)
            page.throwing.letters_changed.connect(lambda: self._shown(page.oral))
        return self._live

    @property
    def review(self) -> ReviewPage:
        if self._review is None:
            from btstc_jury.ui.rehearsal.review_page import ReviewPage  # noqa: PLC0415

            page = self._review = ReviewPage(self._theme, self._conductor, self._ports)
            self._add(page, Where.REVIEW)
            page.home_asked.connect(self._home)
            page.again.connect(lambda number: self.acts.ask_attempt(number))  # noqa: PLW0108 - made late
            page.following_asked.connect(self._open_following)
            page.goes_on.connect(self.open)
            page.sheets_asked.connect(lambda oral: self.acts.ask_sheets(oral))  # noqa: PLW0108 - made late
            page.progress_asked.connect(self.show_progress)
        return self._review

    @property
    def progress(self) -> ProgressPage:
        if self._progress is None:
            from btstc_jury.ui.rehearsal.progress_page import ProgressPage  # noqa: PLC0415

            page = self._progress = ProgressPage(self._theme, self._conductor, self._ports)
            self._add(page, Where.PROGRESS)
            page.home_asked.connect(self._home)
            page.oral_asked.connect(self._open)
        return self._progress

    @property
    def cases(self) -> CasesPage:
        if self._cases is None:
            from btstc_jury.ui.cases.cases_page import CasesPage  # noqa: PLC0415

            page = self._cases = CasesPage(self._theme, self._conductor, self._ports)
            self._add(page, Where.CASES)
            page.home_asked.connect(self._home)
            page.play_asked.connect(lambda case: self.acts.ask_attempt(self.sessions.student, case))
        return self._cases

    @property
    def acts(self) -> TrainingActs:
        if self._acts is None:
            from btstc_jury.ui.shell.training_acts import TrainingActs  # noqa: PLC0415

            self._acts = TrainingActs(self._theme, self._conductor, self._ports, self._notices, self._window)
            self._acts.set_up.connect(self._open)
        return self._acts

    def takes(self, oral: int) -> bool:
        """Whether it is an attempt, which is then shown; one that can't be read is told."""
        try:
            if self._office.oral(oral).rehearsal is None:
                return False
            self.open(oral)
        except FileProblem as problem:
            self._notices.warn(messages.problem_of_oral(problem))
        return True

    def open(self, oral: int) -> None:
        """An attempt, where it stands. Raises ``FileProblem``."""
        if self._office.oral(oral).stage is Stage.ENDED:
            self.show_review(oral)
        else:
            self._show(self.live, oral)
            self.live.show_oral(oral)

    def show_review(self, oral: int) -> None:
        following = self._following(oral)
        self._show(self.review, oral)
        self.review.show_oral(oral, following.candidate.full_name if following else "")

    def show_progress(self, number: str) -> None:
        self._show(self.progress, 0)
        self.progress.show_student(number)

    def _show_class(self) -> None:
        self._show(self.progress, 0)
        self.progress.show_class()

    def _show_cases(self) -> None:
        self._show(self.cases, 0)
        self.cases.refresh()

    def flush(self) -> bool:
        """Record all that is typed; whether nothing is left unrecorded."""
        typed = (self._live, self._review, self._cases)
        recorded = [page.flush() for page in typed if page is not None]
        return all(recorded)

    @property
    def played(self) -> AttemptPage | None:
        """The page of an attempt, while it is in sight."""
        return self._live if self._stack.currentWidget() is self._live else None

    def stop_clock(self) -> None:
        """The file closes."""
        if self._live is not None:
            self._live.stop_clock()

    def _add(self, page: QWidget, where: Where) -> None:
        self._places[page] = where
        self._stack.addWidget(page)

    def _show(self, page: QWidget, oral: int) -> None:
        self._stack.setCurrentWidget(page)
        self._shown(oral)

    def _on_ended(self, oral: int) -> None:
        """The review comes; who plays next on the same case is said, and selected for when one is back."""
        self._just_over = oral
        self.show_review(oral)
        following = self._following(oral)
        if following is not None:
            self.sessions.select(following.candidate.number)
            name = following.candidate.full_name
            self._conductor.informed.emit(f"Ensuite, sur le même cas\u202f: {name}.")

    def _following(self, oral: int) -> Following | None:
        """Who plays next, and what is ready for them, while the review of the attempt before is shown. Raises
        ``FileProblem``.
        """
        if oral != self._just_over:
            return None
        number = self.acts.following(self._office.oral(oral).plan.candidate.number)
        waiting = waiting_attempt(self._office, number) if number else None
        return None if waiting is None else Following(student(self._office, number), waiting)

    def _open_following(self) -> None:
        try:
            following = self._following(self._just_over)
        except FileProblem as problem:
            self._notices.warn(messages.problem(problem))
            return
        if following is not None:
            self._open(following.oral)

    def _forget(self, number: str) -> None:
        if self.acts.ask_forgetting(number):
            # What was shown of the student is nobody's now.
            for page in (self._live, self._review):
                if page is not None:
                    page.presenter.number = 0

    def _holds_exams_alone(self) -> bool:
        try:
            return holds_exams_alone(self._office) or not self.sessions.comes_whole()
        except FileProblem:
            # The list of the day tells what is wrong with each.
            return True

    def _connect(self) -> None:
        page = self.sessions
        page.attempt_asked.connect(lambda number: self.acts.ask_attempt(number, page.cases.picked, page.case))
        page.students_asked.connect(lambda: self.acts.ask_students())  # noqa: PLW0108 - made late
        page.student_asked.connect(lambda number: self.acts.ask_student(number))  # noqa: PLW0108 - made late
        page.forgetting_asked.connect(self._forget)
        page.sheets_asked.connect(lambda oral: self.acts.ask_sheets(oral, page.cases.picked, page.case))
        page.teachers_asked.connect(lambda: self.acts.ask_teachers())  # noqa: PLW0108 - made late
        page.case_chosen.connect(lambda number, case: self.acts.ask_attempt(number, case))  # noqa: PLW0108 - made late
        page.cases_asked.connect(self._show_cases)
        page.progress_asked.connect(self.show_progress)
        page.class_asked.connect(self._show_class)
        page.exams_asked.connect(partial(self.turn, plain=True))
