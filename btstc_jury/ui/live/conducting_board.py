"""What every screen of an oral under way has: its acts, the time as it passes, room for it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QWidget

from btstc_jury.application.views.clock import ClockView, clock_view
from btstc_jury.application.views.echo import time_words
from btstc_jury.domain import commands as do
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.live.buttons_way import ButtonsWay
from btstc_jury.ui.live.conduct_column import ConductColumn
from btstc_jury.ui.live.criteria_panel import CriteriaPanel
from btstc_jury.ui.oral.echo import EchoLine
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.leading import Leading

_LEFT_SHARE = 0.58
"""Share of the width that the criteria take."""

_LESS_AT_LARGE_TEXT = 0.16
"""How much of it goes to the clock and the remarks for each 100 % of text size."""


class ConductingBoard(Leading):
    """What is done on it, ``slots`` tells by the names of the acts. A subclass ends its own making with
    ``_arrange``, for which it makes its parts, lays them out (``_bar_box`` holds the drawing of the phases,
    ``_around`` what stands above and below it) and says what it hears.
    """

    criteria: CriteriaPanel
    echo: EchoLine
    _bar_box: QFrame
    _conduct: ConductColumn
    _split: QSplitter
    _around: Sequence[QWidget]

    def __init__(self, theme: Theme, conductor: Conductor) -> None:
        super().__init__()
        self._theme = theme
        self.presenter = OralPresenter(conductor, self)
        self._way = ButtonsWay(self, lambda: self._around[-1])
        slots = {**self.slots(), "notes.buttons": self._way.toggle}
        self._acts = {name: Action(name, self, slot) for name, slot in slots.items()}
        self._tick = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self.refresh_clock)

    def _arrange(self) -> None:
        self._make_parts(self._theme)
        self._build(self._theme)
        self._listen()
        self._theme.changed.connect(self._share)
        self._share()

    @abstractmethod
    def slots(self) -> Mapping[str, Callable[[], object]]:
        """The acts of the whole page; its parts add their own."""

    @abstractmethod
    def _make_parts(self, theme: Theme) -> None: ...

    @abstractmethod
    def _build(self, theme: Theme) -> None: ...

    @abstractmethod
    def _listen(self) -> None: ...

    @abstractmethod
    def _take_sentence(self, text: str) -> None:
        """Typed elsewhere than in the field, and meant as a remark."""

    @abstractmethod
    def _paint_time(self) -> int | None:
        """Milliseconds until something else is to be shown; ``None`` while no time passes."""

    @property
    def oral(self) -> int:
        return self.presenter.number

    def refresh(self) -> None:
        """Paint everything anew."""
        if self.oral:
            self.presenter.repaint()

    def refresh_clock(self) -> None:
        """Paint the time, and what grows with it; called again when what is shown changes next."""
        wait = self._paint_time() if self.oral else None
        if wait is not None and self.isVisible():
            self._tick.start(wait)
        elif self.oral:
            self._tick.stop()

    def stop_clock(self) -> None:
        """The file closes: the time isn't asked for again."""
        self._tick.stop()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit_bar()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._share()
        self._fit_bar()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Of a button: what is written there is a remark's, and Escape leaves it."""
        if not self._way.pressed(event, self._take_sentence):
            super().keyPressEvent(event)

    def _share(self) -> None:
        width = self.width()
        left = round(width * (_LEFT_SHARE - _LESS_AT_LARGE_TEXT * min(self._theme.scale - 1, 0.5)))
        self._split.setSizes([left, width - left])

    def _fit_bar(self) -> None:
        """The drawing of the phases gives way where very large text leaves no room for the clock itself."""
        around = sum(each.sizeHint().height() for each in self._around)
        free = self.height() - around - self._bar_box.sizeHint().height()
        self._bar_box.setVisible(free >= self._conduct.least_height() or not self.isVisible())

    def _say_time(self) -> None:
        self.echo.say(time_words(clock_view(self.presenter.office, self.oral)))

    def _travel(self, command: do.Undo | do.Redo) -> None:
        if self.presenter.travel(command):
            self.refresh()

    def _refuse(self, why: str) -> None:
        self.presenter.conductor.refused.emit(why)

    def _say_unended(self, what: str, why: str) -> None:
        """Its end was asked for, and a line that is typed can't be recorded."""
        words = f"{what} n’est pas terminée\u202f: la ligne tapée reste à corriger ou à effacer."
        self.echo.refuse(f"{words} {why}".strip())

    def _warn_of_undo(self) -> None:
        """One more undo than there was typing: the next one is an act of the oral's."""
        self.echo.refuse(
            "Rien n’a changé\u202f: le champ est vide. {oral.undo} encore annule le dernier acte."
        )

    def _next_unrated(self) -> None:
        """The next criterion without a level, of those shown first, then of all."""
        if not self.criteria.list.go_to_next_unrated():
            self.criteria.show_all()
            self.criteria.list.go_to_next_unrated()


def until_ticks(view: ClockView) -> int | None:
    """Milliseconds until the next shown second; ``None`` while no clock of it runs."""
    ticking = view.stage is Stage.RUNNING or view.pause is not None or bool(view.preparations)
    return max(1, view.until_next.us // 1000 + 2) if ticking else None
