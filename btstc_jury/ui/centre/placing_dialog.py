"""« Placer automatiquement »: what to place, how far it is, what would come of it; then kept, or not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from btstc_jury.application.centre.automatic import (
    Asked,
    answered,
    comparison,
    due,
    in_order,
    question,
    since,
)
from btstc_jury.application.centre.placing import (
    SECONDS,
    NoPlan,
    Placement,
    PlacingOptions,
    Solver,
)
from btstc_jury.application.views import formats
from btstc_jury.application.views.centre.placing import (
    GIVEN_UP,
    MISSING,
    WayView,
    no_plan_view,
    placed_words,
)
from btstc_jury.domain.centre.timetable import Timetable
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.centre.solver_part import GIVE_UP, Placed, SolverPart
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.announcing import announce
from btstc_jury.ui.widgets.basics import discard, label
from btstc_jury.ui.widgets.buttons import Radio, aside
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import column, panel, row
from btstc_jury.ui.widgets.lists import LinesList

_MOST_MOVED = 8
"""Lines in sight of what is moved."""


class PlacingDialog(FormDialog):
    """Nothing is written before « Garder ce placement ». ``seconds``: that the solver may take."""

    guide_page = "placement"

    def __init__(
        self,
        theme: Theme,
        presenter: CentrePresenter,
        solver: Solver,
        parent: QWidget | None = None,
        seconds: float = SECONDS,
    ) -> None:
        super().__init__(theme, "Placer automatiquement", 640, parent)
        self._presenter = presenter
        self._solver = solver
        self._timetable = presenter.office.timetable
        begins = since(self._timetable, presenter.office.clock.now().utc)
        self._options = PlacingOptions(begins, seconds=seconds)
        self._what = Asked.LEFT
        self._result: Timetable | None = None
        self._work = SolverPart(theme, solver)
        self._work.failed.connect(self._failed)
        self._make_choice()
        self.body.addWidget(self._work)
        self._make_outcome()
        self._show_step(self._choice_part)
        self.remember()

    def submit(self) -> None:
        """Enter does what the primary button says."""
        if self._choice_part.isVisibleTo(self):
            self.start()
        elif self._keep.isVisibleTo(self):
            self.keep()

    def reject(self) -> None:
        if self._work.busy:
            self._work.give_up()
        else:
            super().reject()

    def start(self) -> None:
        """Let the solver work; in order of the list where it isn't there."""
        self._what = Asked.LEFT if self.left.isChecked() else Asked.UNFIXED
        if not self._solver.installed:
            self.place_in_order()
            return
        self.show_problem("")
        self._show_step(self._work)
        self._work.start(question(self._timetable, self._what), self._options, self._done)

    def place_in_order(self) -> None:
        """Each as early as can be, without the solver."""
        self._what = Asked.LEFT if self.left.isChecked() else Asked.UNFIXED
        after = in_order(self._timetable, self._what, self._options.now)
        self._show_result(after, ("Placés au plus tôt, dans l’ordre de la liste.",))

    def keep(self) -> None:
        """Write what was found."""
        if self._result is None:
            return
        told = formats.count(len(self._result.slots), "interrogation placée", "interrogations placées")
        words = f"Placement automatique{formats.COLON} {told}"
        if self._presenter.replan(self._result, words):
            self.accept()
        else:
            self.show_problem("Rien n’a été écrit\u202f: le placement est encore là, recommencez.")

    def _make_choice(self) -> None:
        left, unfixed = (len(due(self._timetable, each)) for each in Asked)
        self.left = Radio(self.theme, f"Ce qui reste à placer ({left})")
        self.unfixed = Radio(self.theme, f"Tout ce qui n’est pas fixé ({unfixed})")
        (self.left if left else self.unfixed).setChecked(True)
        note = label(
            "Ce qui est fixé (touche P, ou Ctrl+D) ou a commencé ne bouge pas. Le calcul dure une minute"
            " environ pour un centre ordinaire\u202f; rien n’est écrit avant votre accord.",
            "muted",
            wrap=True,
        )
        missing = label("" if self._solver.installed else MISSING, "warning", wrap=True)
        missing.setVisible(not self._solver.installed)
        self._choice_part = panel(column(self.theme, self.left, self.unfixed, note, missing, gap=12))
        self.body.addWidget(self._choice_part)
        self._away = self.add_button("Annuler", self.reject)
        self.enough = self._work.enough
        self.buttons.addWidget(self.enough)
        self._early = aside("Placer au plus tôt", self.place_in_order)
        self.buttons.addWidget(self._early)
        self._start = self.add_button("Placer", self.start, primary=True)

    def _make_outcome(self) -> None:
        self._title = label("", "strong", wrap=True)
        self._lines = column(self.theme, gap=6)
        self._outcome_part = panel(column(self.theme, self._title, self._lines, gap=12))
        self.body.addWidget(self._outcome_part)
        self._keep = self.add_button("Garder ce placement", self.keep, primary=True)

    def _show_step(self, part: QWidget) -> None:
        for each in (self._choice_part, self._work, self._outcome_part):
            each.setVisible(each is part)
        asking, done = part is self._choice_part, part is self._outcome_part
        self._early.setVisible(asking and self._solver.installed)
        self._start.setVisible(asking)
        self._start.setText("Placer" if self._solver.installed else "Placer au plus tôt")
        self._keep.setVisible(done and self._result is not None)
        self._away.setText("Annuler" if asking else "Ne rien changer" if done else GIVE_UP)
        first = self.left if asking and self.left.isChecked() else self.unfixed if asking else self._away
        focus = self._keep if self._keep.isVisibleTo(self) else first
        # Enter is the primary button's that is seen, and nobody's while it works.
        self._start.setDefault(asking)
        self._keep.setDefault(focus is self._keep)
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _done(self, found: Placed) -> None:
        match found:
            case None:
                self._presenter.told.emit(GIVEN_UP)
                super().reject()
            case Placement():
                self._show_result(found.timetable, placed_words(found))
            case NoPlan():
                self._show_no_plan(found)

    def _failed(self, why: str) -> None:
        self._show_step(self._choice_part)
        self.show_problem(why)

    def _show_result(self, after: Timetable, words: Sequence[str]) -> None:
        self._result = answered(self._timetable, after)
        told = comparison(self._timetable, self._result)
        self._title.setText(told.title)
        self._fill([label(each, "", wrap=True) for each in words if each not in told.after])
        sides = [
            column(self.theme, label(title, "strong"), label("\n".join(lines), "muted", wrap=True), 1, gap=4)
            for title, lines in (("Avant", told.before), ("Après", told.after))
        ]
        self._lines.addLayout(row(self.theme, *((each, 1) for each in sides), gap=24))
        if told.moved:
            self._lines.addWidget(label("Ce qui change de place", "strong"))
            moved = LinesList(self.theme, "Ce qui change de place", _MOST_MOVED)
            moved.addItems(told.moved)
            self._lines.addWidget(moved)
        self._show_step(self._outcome_part)
        announce(self, f"{told.title} {' '.join(words)}")

    def _show_no_plan(self, found: NoPlan) -> None:
        view = no_plan_view(self._timetable, found)
        self._result = None
        self._title.setText(view.title)
        self._fill([label(each, "", wrap=True) for each in view.reasons])
        if view.ways:
            self._lines.addWidget(label("Ce qui en sortirait", "strong"))
        for each in view.ways:
            self._offer(each.words, "Appliquer", partial(self._take_way, each))
        self._offer(view.partial, "Voir", partial(self._show_result, found.partial.timetable, ()))
        self._show_step(self._outcome_part)
        announce(self, f"{view.title} {' '.join(view.reasons)}")

    def _offer(self, words: str, does: str, slot: Callable[[], object]) -> None:
        button = aside(does, slot)
        button.setAccessibleName(f"{does}\u202f: {words}")
        self._lines.addLayout(row(self.theme, (label(words, "", wrap=True), 1), button))

    def _take_way(self, view: WayView) -> None:
        """It is written, and placing begins again with it."""
        after = answered(self._timetable, view.way.timetable)
        if self._presenter.replan(after, view.words.rstrip(".")):
            self._timetable = self._presenter.office.timetable
            self.start()

    def _fill(self, widgets: Sequence[QWidget]) -> None:
        _empty(self._lines)
        for each in widgets:
            self._lines.addWidget(each)


def _empty(layout: QLayout) -> None:
    """Of all that stands in it, however deep."""
    while (item := layout.takeAt(0)) is not None:
        if (inside := item.layout()) is not None:
            _empty(inside)
            inside.deleteLater()
        elif (widget := item.widget()) is not None:
            discard(widget)
