"""The other situations of a CCF beside the grid of one: what is known of each, and the way to it."""

from __future__ import annotations

from itertools import zip_longest

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from btstc_jury.application.views.jury import BesideView, beside_views
from btstc_jury.domain.events import SituationElsewhere
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, label, tell
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton
from btstc_jury.ui.widgets.layouts import column, telling


class _Beside(QWidget):
    """One other situation. ``bring_asked``: its particulars are to be recorded."""

    bring_asked = Signal()

    def __init__(self, theme: Theme, go: PushButton) -> None:
        super().__init__()
        self.view: BesideView | None = None
        self.words = label("", "strong", wrap=True)
        self.go = go
        self.bring = PushButton()
        self.bring.clicked.connect(self.bring_asked)
        self._told = telling(theme, self.words, self.go, self.bring)
        column(theme, self._told, within=self)

    def show_view(self, view: BesideView | None) -> None:
        self.view = view
        self.setVisible(view is not None)
        if view is None:
            return
        self.words.setText(view.words)
        self.go.setText(f"Aller à la situation {view.situation}")
        self.go.setVisible(bool(view.oral))
        self.bring.setText(
            f"Modifier la situation {view.situation}…"
            if view.known
            else f"Situation {view.situation} tenue ailleurs…"
        )
        self.bring.setVisible(view.editable)
        self._told.invalidate()


class SituationStrip(Framed):
    """``other_asked(oral)``: show the grid of another; ``oral_asked(oral)``: one not held has none.
    Hidden for an oral that is a whole épreuve.
    """

    other_asked = Signal(int)
    oral_asked = Signal(int)

    def __init__(self, theme: Theme, presenter: OralPresenter, ports: Ports, other: Action) -> None:
        super().__init__("banner")
        self._theme = theme
        self._ports = ports
        self._presenter = presenter
        self._other = other
        self.rows = [_Beside(theme, KeyButton.of(other))]
        self.warnings = label("", "warning", wrap=True)
        self._list = column(theme, self.rows[0], gap=6)
        column(theme, self._list, self.warnings, gap=6, margins=(16, 6), within=self)
        self.rows[0].bring_asked.connect(lambda: self._ask(self.rows[0]))
        self.hide()

    @property
    def words(self) -> QLabel:
        """Of the first other situation, as ``go`` and ``bring``."""
        return self.rows[0].words

    @property
    def go(self) -> PushButton:
        return self.rows[0].go

    @property
    def bring(self) -> PushButton:
        return self.rows[0].bring

    def show_oral(self, oral: int, *, grid: bool) -> None:
        """``grid``: whether the grid itself is in sight. Raises ``FileProblem``."""
        views = beside_views(self._presenter.office, oral) if grid else ()
        self.setVisible(bool(views))
        self._other.setVisible(any(each.oral for each in views))
        while len(self.rows) < len(views):
            self._add()
        for row, view in zip_longest(self.rows, views):
            row.show_view(view)
        tell(self.warnings, "\n".join(warning for view in views for warning in view.warnings))

    def _add(self) -> None:
        made = _Beside(self._theme, PushButton())
        made.go.clicked.connect(lambda: self._go_to(made.view))
        made.bring_asked.connect(lambda: self._ask(made))
        self.rows.append(made)
        self._list.addWidget(made)

    def _ask(self, row: _Beside) -> None:
        """For the particulars of another."""
        from btstc_jury.ui.grid.situation_dialog import SituationDialog  # noqa: PLC0415

        if row.view is None:
            return
        office, about = self._presenter.office, (self._presenter.number, row.view.situation)
        dialog = SituationDialog(self._theme, office, self._ports, about, self)
        dialog.given.connect(lambda other: self._presenter.act(SituationElsewhere(other)))
        dialog.ask()

    def go_on(self) -> None:
        """To the next one that this file holds."""
        self._go_to(next((row.view for row in self.rows if row.view and row.view.oral), None))

    def _go_to(self, view: BesideView | None) -> None:
        if view is not None and view.oral:
            (self.other_asked if view.held else self.oral_asked).emit(view.oral)
