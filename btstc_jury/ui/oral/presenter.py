"""The oral on a screen: what is done to it and by whom, which part of the screen hears of it, and what lies
over the screen for a while.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from btstc_jury.application.office import Changes
from btstc_jury.application.views import formats
from btstc_jury.application.views.played import played_view
from btstc_jury.domain import commands as do
from btstc_jury.domain.decide import in_turn, owner
from btstc_jury.domain.events import Topic
from btstc_jury.domain.oral import Oral
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.oral.departure import DepartureDrawer
from btstc_jury.ui.oral.history import HistoryDrawer
from btstc_jury.ui.oral.played import PlayedDrawer
from btstc_jury.ui.oral.transfer import TransferDrawer
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.drawer import Drawer


class OralPresenter(QObject):
    """Of the oral on ``page``. ``juror``: key of the one in turn, while opinions are hidden.

    A part of the page says which topics it shows (``hear``); it is called when one of them changed, at once
    or when the page comes back. ``acted(changes)`` goes before, ``changed(topics)`` follows; ``refused``:
    nothing changed.
    """

    acted = Signal(object)

    changed = Signal(object)
    refused = Signal()

    def __init__(self, conductor: Conductor, page: QWidget) -> None:
        super().__init__(page)
        self.conductor = conductor
        self.office = conductor.office
        self.number = 0
        self.juror: str | None = None
        self._page = page
        self._parts: list[tuple[frozenset[Topic], Callable[[], object]]] = []
        self._unheard: frozenset[Topic] = frozenset()
        conductor.changed.connect(self._on_changed)
        page.installEventFilter(self)

    @property
    def oral(self) -> Oral:
        """Raises ``FileProblem``."""
        return self.office.oral(self.number)

    def hear(self, part: Callable[[], object], *topics: Topic) -> None:
        """Parts are called in the order in which they were named here."""
        self._parts.append((frozenset(topics), part))

    def repaint(self) -> None:
        """Have every part shown anew."""
        self._unheard = frozenset()
        for _, part in self._parts:
            part()

    def turn_to(self, juror: str | None) -> None:
        """Another juror, or nobody, is in turn: levels, mark and remarks are theirs now."""
        self.juror = juror
        self._hear(frozenset({Topic.OPINIONS, Topic.LEVELS, Topic.REMARKS, Topic.VERDICT}))

    def act(self, command: do.Command, tell: Callable[[str], object] | None = None) -> bool:
        """Whether the act was taken and is durable. ``tell``: shows at its field why it was not."""
        if not self.number:
            return False
        done = self.conductor.act(self.number, in_turn(self.oral, self.juror, command), tell)
        if not done:
            self.refused.emit()
        return done

    def travel(self, command: do.Undo | do.Redo) -> bool:
        """Undo or redo, but for another juror's hidden opinion, which waits for their turn."""
        if not self.number:
            return False
        whose = owner(self.office.history(self.number), command)
        if whose is None or whose == self.juror:
            return self.conductor.act(self.number, command)
        name = next((each.name for each in self.oral.jurors if each.key == whose), "")
        words = f"Le dernier acte est de {name}\u202f: prenez son tour pour l’annuler ou le rétablir."
        self.conductor.refused.emit(words)
        return False

    def erase_remarks(self) -> bool:
        """Whether the words of the working remarks are gone for good."""
        return self.conductor.erase_remarks(self.number)

    def hour(self) -> str:
        """« 14:41:07 », for what was just recorded."""
        return formats.hour_second(self.office.now().utc)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and watched is self._page and self._unheard:
            topics, self._unheard = self._unheard, frozenset()
            self._hear(topics)
        return False

    def _on_changed(self, changes: Changes) -> None:
        if self.number and changes.oral == self.number:
            self.acted.emit(changes)
        if self.number and changes.oral in {None, self.number} and changes:
            self._hear(changes.topics)

    def _hear(self, topics: frozenset[Topic]) -> None:
        if not self._page.isVisible():
            self._unheard |= topics
            return
        for heard, part in self._parts:
            if heard & topics:
                part()
        self.changed.emit(topics)


class OralDrawers(QObject):
    """History, transfer, a juror's departure, and what a page adds to them: one at a time lies over
    ``anchor``. ``menu``: the acts that are seldom done. ``closed``: the focus goes back to the page;
    ``transferred(target)``: the sheet belongs to another oral now; ``scenario_asked(oral)``: the situation to
    be handed over.
    """

    closed = Signal()
    transferred = Signal(int)
    scenario_asked = Signal(int)

    def __init__(
        self,
        theme: Theme,
        presenter: OralPresenter,
        page: QWidget,
        anchor: QWidget,
        travel: tuple[Action, Action],
    ) -> None:
        """``travel``: undo and redo, as the page does them."""
        super().__init__(page)
        self._presenter = presenter
        self._flush: list[Callable[[], bool]] = []
        self.history = HistoryDrawer(theme, presenter.conductor, page, anchor, travel)
        self.transfer = TransferDrawer(theme, presenter.conductor, page, anchor)
        self.transfer.transferred.connect(self.transferred)
        self._drawers: list[Drawer] = []
        self.departure = DepartureDrawer(theme, presenter.conductor, page, anchor)
        self.played = PlayedDrawer(theme, presenter.act, page, anchor)
        self.played.section.scenario_asked.connect(lambda: self.scenario_asked.emit(presenter.number))
        for each in (self.history, self.transfer, self.departure, self.played):
            self.add(each)
        self.menu = QMenu(page, toolTipsVisible=True)
        self._history = Action("oral.history", page, self.show_history)
        self._transfer = Action("oral.transfer", page, self.ask_transfer)
        self._departure = Action("oral.departure", page, self.ask_departure)
        self._played = Action("oral.played", page, self.ask_played)
        presenter.hear(self._show_played, Topic.STAGE, Topic.PLAN, Topic.PROCEEDINGS)

    def add(self, drawer: Drawer) -> None:
        drawer.closed.connect(self.closed)
        self._drawers.append(drawer)

    def offer(self, fraud: Action, flush: Callable[[], bool]) -> None:
        """``fraud``: the page's own way to the report; ``flush``: records it before the sheet goes."""
        self._flush.append(flush)
        self.menu.addActions([fraud, self._played, self._departure, self._history, self._transfer])

    def show_oral(self, oral: int) -> None:
        """Another oral comes on the page."""
        self.transfer.hide()
        self.departure.hide()
        self.played.forget()
        self.history.show_oral(oral)

    def put_away(self, but: QWidget) -> None:
        """One panel at a time lies over the criteria."""
        for each in self._drawers:
            if each is not but:
                each.hide()

    def show_history(self) -> None:
        if self._presenter.number:
            self.put_away(self.history)
            self.history.toggle(self._presenter.number)

    def ask_transfer(self) -> None:
        if self._presenter.number and all(flush() for flush in self._flush):
            self.put_away(self.transfer)
            self.transfer.ask(self._presenter.number)

    def ask_departure(self) -> None:
        if self._presenter.number:
            self.put_away(self.departure)
            self.departure.ask(self._presenter.number)

    def ask_played(self) -> None:
        if self._presenter.number and self._played.isVisible():
            self.put_away(self.played)
            self.played.ask()

    def _show_played(self) -> None:
        oral, office = self._presenter.oral, self._presenter.office
        view = played_view(oral)
        self.played.section.show_view(view)
        self.played.section.setEnabled(oral.stage is not Stage.FINALISED and not office.read_only)
        self._played.setVisible(view.asked)

    def show_menu(self, button: QWidget) -> None:
        """What is seldom done, above its button."""
        self.menu.popup(button.mapToGlobal(QPoint(0, -self.menu.sizeHint().height())))
