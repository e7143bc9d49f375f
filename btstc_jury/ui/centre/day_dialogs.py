"""What opens over the day of a centre: how it is set up, placed, turned over, handed out."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import messages
from btstc_jury.ui.centre.hand_out_dialog import HandOutDialog
from btstc_jury.ui.centre.placing_dialog import PlacingDialog
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.centre.print_dialog import PrintDialog
from btstc_jury.ui.centre.setup_dialog import SetupDialog
from btstc_jury.ui.centre.upheaval_dialog import UpheavalDialog
from btstc_jury.ui.centre.wishes_dialog import WishesDialog
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.fields import documents
from btstc_jury.ui.widgets.form_dialog import FormDialog


class DayDialogs:
    """``page``: in whose window they open."""

    def __init__(self, theme: Theme, presenter: CentrePresenter, ports: Ports, page: QWidget) -> None:
        self._theme, self._presenter, self._ports, self._page = theme, presenter, ports, page

    def set_up(self) -> None:
        """Who sits when and where, and by which rules."""
        SetupDialog(self._theme, self._presenter, self._page.window()).ask()

    def place(self) -> None:
        """Let the solver place what is left, or all."""
        solver = self._ports.centres.solver()
        PlacingDialog(self._theme, self._presenter, solver, self._page.window()).ask()

    def upheave(self) -> None:
        """Take in who or what is missing, and place what that takes out."""
        solver = self._ports.centres.solver()
        UpheavalDialog(self._theme, self._presenter, solver, self._page.window()).ask()

    def ask_wishes(self, candidate: int) -> None:
        """Of somebody who is in the centre."""
        WishesDialog(self._theme, self._presenter, candidate, self._page.window()).ask()

    def print_papers(self, candidate: int | None = None) -> None:
        """Of the days; the convocation of one ``candidate`` to begin with, or all."""
        try:
            dialog: FormDialog = PrintDialog(
                self._theme, self._presenter, self._ports, self._page.window(), candidate
            )
        except FileProblem as problem:
            self._presenter.failed.emit(messages.problem_of_centre(problem))
            return
        dialog.ask()

    def hand_out(self) -> None:
        """The exam files for the commissions."""
        folder = self._ports.machine.settings.load().last_folder or documents()
        try:
            dialog: FormDialog = HandOutDialog(
                self._theme, self._presenter, self._ports, folder, self._page.window()
            )
        except FileProblem as problem:
            self._presenter.failed.emit(messages.problem_of_centre(problem))
            return
        dialog.ask()
