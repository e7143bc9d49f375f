"""What opens over the day of a centre: how it is set up, placed, turned over, handed out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from btstc_jury.application.settings import Shelf
from btstc_jury.ui.centre.hand_out_dialog import HandOutDialog
from btstc_jury.ui.centre.placing_dialog import PlacingDialog
from btstc_jury.ui.centre.plan_dialog import ask_over
from btstc_jury.ui.centre.presenter import CentrePresenter, folder_first
from btstc_jury.ui.centre.print_dialog import PrintDialog
from btstc_jury.ui.centre.setup_dialog import SetupDialog
from btstc_jury.ui.centre.upheaval_dialog import UpheavalDialog
from btstc_jury.ui.centre.wishes_dialog import WishesDialog
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.form_dialog import FormDialog


class DayDialogs:
    """``page``: in whose window they open."""

    def __init__(self, theme: Theme, presenter: CentrePresenter, ports: Ports, page: QWidget) -> None:
        self._theme, self._presenter, self._ports, self._page = theme, presenter, ports, page

    def set_up(self) -> None:
        """Who sits when and where, and by which rules."""
        self._ask(lambda: SetupDialog(self._theme, self._presenter, self._page.window()))

    def place(self) -> None:
        """Let the solver place what is left, or all."""
        solver = self._ports.centres.solver()
        self._ask(lambda: PlacingDialog(self._theme, self._presenter, solver, self._page.window()))

    def upheave(self) -> None:
        """Take in who or what is missing, and place what that takes out."""
        solver = self._ports.centres.solver()
        self._ask(lambda: UpheavalDialog(self._theme, self._presenter, solver, self._page.window()))

    def ask_wishes(self, candidate: int) -> None:
        """Of somebody who is in the centre."""
        self._ask(lambda: WishesDialog(self._theme, self._presenter, candidate, self._page.window()))

    def print_papers(self, candidate: int | None = None) -> None:
        """Of the days; the convocation of one ``candidate`` to begin with, or all."""
        self._ask(
            lambda: PrintDialog(self._theme, self._presenter, self._ports, self._page.window(), candidate)
        )

    def hand_out(self) -> None:
        """The exam files for the commissions."""
        folder = folder_first(self._page, self._ports, Shelf.COMMISSIONS)
        self._ask(
            lambda: HandOutDialog(self._theme, self._presenter, self._ports, folder, self._page.window())
        )

    def _ask(self, make: Callable[[], FormDialog]) -> None:
        ask_over(self._presenter, make)
