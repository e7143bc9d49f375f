"""The rows of a day, or of all that answer a search, with the clocks that run in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedLayout, QWidget

from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import messages
from btstc_jury.application.views.day import DayView, tick
from btstc_jury.application.views.found import EVERY_STATE, FoundView, found_view, unread_words
from btstc_jury.domain.standing import Sieve
from btstc_jury.ui.candidates.day_list import DayList, DayModel
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.shortcuts import Action, KeyedText
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, Framed, label, plain_tip
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton
from btstc_jury.ui.widgets.fields import Choice, WholeLine
from btstc_jury.ui.widgets.layouts import Narrowing, column, row, sized
from btstc_jury.ui.widgets.leading import Leading

_Read = TypeVar("_Read")

_A_FEW, _PAUSE = 30, 20
"""Orals that are read at a time, and milliseconds between two times: the window answers meanwhile."""


def read(conductor: Conductor, view: Callable[[], _Read]) -> _Read | None:
    """A view, or nothing where the file can't be read any more: then the shell says so."""
    try:
        return view()
    except FileProblem as problem:
        conductor.failed.emit(messages.problem(problem))
        return None


class SearchField(WholeLine):
    """Esc empties the field and leaves it; Down and Enter go to what was found."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class DayBar(Framed):
    """``searched``: other words, or another state; neither when the search is over."""

    day_chosen = Signal(object)
    searched = Signal()
    list_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("line-bottom")
        self._days: tuple[date, ...] = ()
        self._title = ElidedLabel("", "heading")
        self._choice = Choice(theme)
        self._choice.setAccessibleName("Jour")
        self._choice.activated.connect(lambda place: self.day_chosen.emit(self._days[place]))
        self._before = self._arrow("‹", "Jour précédent", -1)
        self._after = self._arrow("›", "Jour suivant", 1)
        self._counts = ElidedLabel("", "small muted")
        self._counts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.search = SearchField(limit=200)
        KeyedText(self.search, self.search.setPlaceholderText, "Rechercher ({day.find})")
        self.search.setAccessibleName("Rechercher un nom, un numéro ou un texte dans tout le fichier")
        self.search.setToolTip(plain_tip(self.search.accessibleName()))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.searched)
        self.search.left.connect(self._leave)
        self.state = Choice(theme)
        self.state.setAccessibleName("État des interrogations, dans tout le fichier")
        self.state.addItems([EVERY_STATE, *(each.facts.label for each in Sieve)])
        self.state.currentIndexChanged.connect(self.searched)
        # Where a combo's name is its value, a screen reader says the label that it belongs to.
        named = label(self.state.accessibleName())
        named.setParent(self)
        named.setBuddy(self.state)
        named.hide()
        days = (self._before, self._choice, self._after, self._title)
        for each in days:
            each.hide()
        told = row(
            theme, *days, 1, self._counts, self.state, (self.search, 1000), margins=(22, 7), within=self
        )
        sized(theme, self.search, width=(110, 210))
        sized(theme, self.state, width=(72, 150))
        self._fitting = Narrowing(self, told, self._counts)

    @property
    def text(self) -> str:
        return self.search.text().strip()

    @property
    def sieve(self) -> Sieve | None:
        place = self.state.currentIndex()
        return tuple(Sieve)[place - 1] if place > 0 else None

    def end(self) -> None:
        """Neither words nor a state."""
        self.state.setCurrentIndex(0)
        self.search.clear()

    def show_day(self, view: DayView) -> None:
        several = len(view.days) > 1
        self._title.setText(view.day_title)
        self._title.setVisible(not several)
        for each in (self._before, self._choice, self._after):
            each.setVisible(several)
        self._counts.setText(view.counts if view.rows else "")
        self.search.setVisible(bool(view.days))
        self.state.setVisible(bool(view.days))
        self._show_days(view)
        self._fitting.fit()

    def show_search(self, title: str, unread: str) -> None:
        """Results of several days stand in the list; ``unread``: what isn't searched."""
        self._title.setText(title)
        self._title.show()
        self._counts.setText(unread or "dans tout le fichier")
        for each in (self._before, self._choice, self._after):
            each.hide()

    def show_unread(self, unread: str) -> None:
        self._counts.setText(unread)

    def _show_days(self, view: DayView) -> None:
        days = tuple(day for day, _ in view.days)
        if days != self._days:
            self._days = days
            self._choice.clear()
            self._choice.addItems([title for _, title in view.days])
            self._choice.updateGeometry()
        place = days.index(view.day) if view.day in days else -1
        self._choice.setCurrentIndex(place)
        self._before.setEnabled(place > 0)
        self._after.setEnabled(0 <= place < len(days) - 1)

    def _leave(self) -> None:
        """Esc has emptied the field: the state goes with the words."""
        if not self.text:
            self.end()
        self.list_asked.emit()

    def _arrow(self, text: str, name: str, step: int) -> QPushButton:
        made = PushButton(text)
        made.setAccessibleName(name)
        made.setToolTip(plain_tip(name))
        made.clicked.connect(lambda: self.day_chosen.emit(self._days[self._choice.currentIndex() + step]))
        return made


class DayEmpty(QWidget):
    """An empty file asks for its first candidate; an empty search says what was looked for, and where."""

    def __init__(self, theme: Theme, add: Action) -> None:
        super().__init__()
        self._title = label("", "heading", wrap=True)
        self._body = label("", "muted", wrap=True)
        self.add = KeyButton.of(add, "primary")
        self.widen = PushButton(EVERY_STATE)
        for each in (self._title, self._body):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = column(
            theme, 2, self._title, self._body, self.add, self.widen, 3, gap=12, margins=24, within=self
        )
        for button in (self.add, self.widen):
            layout.setAlignment(button, Qt.AlignmentFlag.AlignHCenter)

    def show_file(self, *, writable: bool) -> None:
        """The file has no candidate yet."""
        self._title.setText("Aucun candidat dans ce fichier")
        self._body.setText(
            "Ajoutez les candidats du jour\u202f: leur nom, leur numéro, l’épreuve et l’heure."
        )
        self.add.setVisible(writable)
        self.widen.hide()

    def show_search(self, found: FoundView | None, *, sieve: bool) -> None:
        """Nobody answers the search. ``sieve``: of one state alone."""
        self._title.setText("" if found is None else found.empty)
        self._body.setText("" if found is None else found.widen)
        self.add.hide()
        self.widen.setVisible(sieve)


class DayRows(Leading):
    """``day_chosen(date)``; ``selected``: another oral, or the same one looks otherwise."""

    day_chosen = Signal(object)
    selected = Signal()

    def __init__(self, theme: Theme, conductor: Conductor, add: Action) -> None:
        super().__init__()
        self._conductor = conductor
        self._view: DayView | None = None
        self._bar = DayBar(theme)
        self._model = DayModel()
        self.list = DayList(theme, self._model)
        self._empty = DayEmpty(theme, add)
        middle = QWidget()
        self._pages = QStackedLayout(middle)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._empty)
        column(theme, self._bar, (middle, 1), gap=0, within=self)
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self.list.selectionModel().currentChanged.connect(self.selected)
        self._bar.day_chosen.connect(self.day_chosen)
        self._bar.searched.connect(self._show_rows)
        self._bar.list_asked.connect(self.list.setFocus)
        self._empty.widen.clicked.connect(self._in_every_state)
        self._left = 0
        self._reading = QTimer(self, interval=_PAUSE)
        self._reading.timeout.connect(self._read_on)
        self.lead_to(self.list)

    @property
    def readable(self) -> int | None:
        """The oral selected, unless nothing of it can be read."""
        oral = self.list.current
        return None if oral is None or self._model.damaged(oral) else oral

    def show_day(self, view: DayView) -> None:
        """The rows of this day, or those of the search that goes on; the selected oral stays selected."""
        self._view = view
        self._bar.setVisible(bool(view.days))
        self._show_rows()

    def select(self, oral: int) -> None:
        self.list.setCurrentIndex(self._model.place(oral))

    def search(self) -> None:
        """Type a name, a number, or words of a text."""
        self._bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._bar.search.selectAll()

    def choose_state(self) -> None:
        """Pick orals out of the whole file by where they stand."""
        self._bar.state.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._bar.state.showPopup()

    def end_search(self) -> None:
        self._bar.end()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick()
        if self._left:
            self._reading.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
        self._reading.stop()

    def _show_rows(self) -> None:
        view = self._view
        if view is None:
            return
        current = self.list.current
        text, sieve = self._bar.text, self._bar.sieve
        search = bool(text) or sieve is not None
        self._reading.stop()
        self._left = 0
        if search:
            found = read(self._conductor, lambda: found_view(self._conductor.office, text, sieve))
            rows = found.rows if found is not None else ()
            self._bar.show_search(*(("Recherche", "") if found is None else (found.title, found.unread)))
            self._empty.show_search(found, sieve=sieve is not None)
            self._left = 0 if found is None else found.left
            if self._left and self.isVisible():
                self._reading.start()
        else:
            rows = view.rows
            self._bar.show_day(view)
            self._empty.show_file(writable=not view.read_only)
        self._model.show_rows(rows, dated=search)
        # Without candidates, the first thing to do is to add one.
        self.lead_to(
            self.list if rows or search or not self._empty.add.isVisibleTo(self._empty) else self._empty.add
        )
        self._pages.setCurrentIndex(0 if rows else 1)
        self._keep_selected(current)
        self.selected.emit()
        self._tick()

    def _read_on(self) -> None:
        """Orals whose texts wait to be read, a few at a time; once they are, the search is made again."""
        self._left = read(self._conductor, lambda: self._conductor.office.file.finder.read(_A_FEW)) or 0
        if self._left:
            self._bar.show_unread(unread_words(self._left, 0))
        else:
            self._reading.stop()
            self._show_rows()

    def _in_every_state(self) -> None:
        self._bar.state.setCurrentIndex(0)
        self._bar.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_selected(self, oral: int | None) -> None:
        """The oral selected before, or the next one, or the first."""
        place = self._model.place(oral) if oral is not None else self._model.index(-1)
        if not place.isValid():
            upcoming = next((row.oral for row in self._model.rows if row.next), None)
            place = self._model.index(0) if upcoming is None else self._model.place(upcoming)
        if place != self.list.currentIndex():
            self.list.setCurrentIndex(place)

    def _tick(self) -> None:
        """Repaint the rows that show a clock, and wait for the next second that one of them shows."""
        self._timer.stop()
        if not self.isVisible():
            return
        told = read(self._conductor, lambda: tick(self._conductor.office, self._model.rows))
        if told is None:
            return
        rows, wait = told
        self._model.update(rows)
        if wait is not None:
            self._timer.start(wait.us // 1000 + 1)
