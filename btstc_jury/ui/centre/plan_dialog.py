"""A dialog whose entries change the days of a centre: durable before it closes, kept where it can't be."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtWidgets import QWidget

from btstc_jury.application.centre.setup import NotDone, Replanned
from btstc_jury.application.problems import FileProblem, Message
from btstc_jury.application.views import messages
from btstc_jury.domain.centre.timetable import Timetable
from btstc_jury.domain.form import Form
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.form_dialog import FormDialog


class PlanDialog(FormDialog):
    def __init__(
        self, theme: Theme, presenter: CentrePresenter, title: str, width: int, parent: QWidget | None
    ) -> None:
        super().__init__(theme, title, width, parent)
        self.presenter = presenter
        self._applies = False
        presenter.refused.connect(self._tell)
        presenter.failed.connect(self._tell_failure)

    @property
    def timetable(self) -> Timetable:
        """As it is now."""
        return self.presenter.office.timetable

    @cached_property
    def forms(self) -> dict[str, Form]:
        """All that this machine has, by key."""
        library = self.presenter.office.library
        return {key: library.get(key) for key in library.keys()}  # noqa: SIM118 - no mapping

    @property
    def year(self) -> int:
        """Of the session."""
        return self.presenter.office.centre.year

    def apply(self, act: Callable[[Timetable], Replanned]) -> bool:
        """Whether it is durable; where it isn't, why stands in the dialog."""

        def replanned() -> bool:
            done = act(self.timetable)
            return self.presenter.replan(done.after, done.told)

        return self.carry_out(replanned)

    def carry_out(self, write: Callable[[], bool]) -> bool:
        """The same of any act that says whether it is."""
        self.show_problem("")
        self._applies = True
        try:
            return write()
        except NotDone as why:
            self.show_problem(str(why))
        except FileProblem as problem:
            self._tell_failure(messages.problem_of_centre(problem))
        finally:
            self._applies = False
        return False

    def apply_and_close(self, act: Callable[[Timetable], Replanned]) -> None:
        if self.apply(act):
            self.accept()

    def _tell(self, sentence: str) -> None:
        if self._applies:
            self.show_problem(sentence)

    def _tell_failure(self, message: Message) -> None:
        if self._applies:
            self.show_problem(message.sentence)


def ask_over(presenter: CentrePresenter, make: Callable[[], FormDialog]) -> None:
    """Open a dialog that reads the centre first; where that can't be, it is told instead."""
    try:
        dialog = make()
    except FileProblem as problem:
        presenter.failed.emit(messages.problem_of_centre(problem))
        return
    dialog.ask()
