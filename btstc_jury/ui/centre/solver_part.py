"""The solver at work: how far it is, second after second, and the way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import monotonic

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from btstc_jury.application.centre.placing import (
    NoPlan,
    Placement,
    PlacingNews,
    PlacingOptions,
    Solver,
    SolverMissing,
    SolverStopped,
    place,
)
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views.centre.placing import MISSING, STOPPED, news_words
from btstc_jury.domain.centre.timetable import Timetable
from btstc_jury.ui.background import Background, Run
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.announcing import announce
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.layouts import column

GIVE_UP = "Abandonner sans rien changer"
"""What stops it, on a button."""
ENOUGH = "&Garder ce qui est trouvé"
"""What ends it with what it has by then, on a button."""
_SO_FAR = "Un placement est trouvé\u202f: «\u202fGarder ce qui est trouvé\u202f» (Alt+G) l’arrête là."
_TICK = 1000
"""Milliseconds: the solver has news only when it finds something."""

Placed = Placement | NoPlan | None


class SolverPart(QWidget):
    """``failed``: with why, once it has stopped by itself. ``enough``: the button that ends it with what it
    has, for whoever lays it out; seen as soon as there is something.
    """

    failed = Signal(str)

    def __init__(self, theme: Theme, solver: Solver) -> None:
        super().__init__()
        self._solver = solver
        self._background = Background(self)
        self._began = 0.0
        self._news: PlacingNews | None = None
        self._suffices = False
        self.enough = PushButton(ENOUGH)
        self.enough.setAutoDefault(False)
        self.enough.clicked.connect(self._end)
        self.enough.hide()
        self._words = label("", wrap=True)
        bar = QProgressBar(minimum=0, maximum=0, textVisible=False)
        bar.setAccessibleName("Placement en cours")
        self._clock = QTimer(self, interval=_TICK)
        self._clock.timeout.connect(self._show)
        column(theme, self._words, bar, gap=12, within=self)

    @property
    def busy(self) -> bool:
        return self._background.busy

    def start(self, asked: Timetable, options: PlacingOptions, done: Callable[[Placed], object]) -> None:
        """``done``: in the interface's thread; ``None`` where it was given up."""
        self._began, self._news, self._suffices = monotonic(), None, False
        self._words.setText("Le calcul commence…")
        self._clock.start()

        def work(run: Run) -> Placed:
            wanted, enough = (lambda: run.wanted), (lambda: self._suffices)
            return place(asked, self._solver, options, run.tell, wanted, enough)

        def handed(found: Placed) -> None:
            self._rest()
            done(found)

        told = (FileProblem, SolverMissing, SolverStopped)
        self._background.do(work, handed, failed=self._fail, told=told, news=self._hear)

    def give_up(self) -> None:
        """``done`` is called once it has stopped."""
        self._rest()
        self._words.setText("Arrêt du calcul…")
        self._background.cancel()

    def _end(self) -> None:
        """``done`` is called with what was found until now."""
        self._rest()
        self._words.setText("Arrêt du calcul, ce qui est trouvé reste…")
        self._suffices = True

    def _rest(self) -> None:
        self._clock.stop()
        self.enough.hide()

    def _hear(self, news: PlacingNews) -> None:
        self._news = news
        if not self._clock.isActive():
            return
        self._show()
        if news.placed and not self.enough.isVisible():
            self.enough.show()
            announce(self, _SO_FAR)

    def _show(self) -> None:
        seconds = monotonic() - self._began
        if self._news is None:
            self._words.setText(f"{int(seconds)}\u202fs\u202f: le calcul commence…")
        else:
            self._words.setText(news_words(replace(self._news, seconds=seconds)))

    def _fail(self, error: Exception) -> None:
        self._rest()
        self.failed.emit(MISSING if isinstance(error, SolverMissing) else STOPPED)
