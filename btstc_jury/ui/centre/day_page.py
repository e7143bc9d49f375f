"""The day of the centre: who hears whom, where and when, as a picture that one adjusts by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from btstc_jury.application.centre_moves import (
    Done,
    Refused,
    faults_of,
    fixed,
    handed_on,
    nudged,
    put,
    slot_there,
    taken_out,
    turned,
    with_slot,
)
from btstc_jury.application.centre_office import CentreTopic
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import formats, messages
from btstc_jury.application.views.centre_day import fault_words
from btstc_jury.application.views.day_board import board_days, board_view
from btstc_jury.application.views.day_told import Card, DayTold, day_told, oral_told
from btstc_jury.domain.centre.timetable import Slot, SlotKey, SlotState, Timetable
from btstc_jury.ui.acts import Where
from btstc_jury.ui.centre.day_board import DayBoard, Trial
from btstc_jury.ui.centre.day_empty import DayEmpty
from btstc_jury.ui.centre.day_side import DaySide, Offer
from btstc_jury.ui.centre.hand_out_dialog import HandOutDialog
from btstc_jury.ui.centre.page import CentrePage
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.fields import documents
from btstc_jury.ui.widgets.layouts import Pages, column, panel, row


class DayPage(CentrePage):
    """One day at a time, of all commissions."""

    title = "Journée"
    act = "centre.day"
    where = Where.PLACING
    hears = frozenset({CentreTopic.CANDIDATES, CentreTopic.DAY, CentreTopic.PRINTED})

    def __init__(self, theme: Theme, presenter: CentrePresenter, ports: Ports) -> None:
        super().__init__(theme, presenter, ports)
        self._timetable = Timetable()
        self._told = DayTold((), (), (), (), frozenset(), {})
        self._day: date | None = None
        self._opened: SlotKey | None = None
        self.board = DayBoard(theme, self._attempt)
        self.side = DaySide(theme)
        self.empty = DayEmpty(theme)
        self.told = label("", "small", wrap=True)
        self.days = PushButton("", "toggle")
        self.days.setMenu(QMenu(self.days))
        self.beside = (self.days,)
        self.hand_out = PushButton("Préparer les &fichiers des commissions…")
        self.foot = (*self.foot, 1, self.hand_out)
        self.hand_out.clicked.connect(self.ask_hand_out)
        self._make_acts()
        self._arrange()
        self.board.chosen.connect(self._tell_current)
        self.board.opened.connect(self.open_current)
        self.board.dropped.connect(self._put)
        self.board.nudged.connect(self._nudge)
        self.board.refused.connect(presenter.refused)
        self.side.shown.connect(self.show_card)
        self.side.taken.connect(self._put)
        self.side.oral.left.connect(self._close_oral)
        self.side.tray.opened.connect(self.open_oral)
        self.side.tray.carried.connect(self.board.carry)
        self.side.tray.let_go.connect(self.board.drop)
        self.side.tray.given_up.connect(self.board.give_up)
        self.lead_to(self.board)

    @property
    def day(self) -> date | None:
        """The one shown; ``None`` where there is none yet."""
        return self._day

    @property
    def faults(self) -> tuple[Card, ...]:
        """In the order in which they are told."""
        return () if self._day is None else self._told.on(self._day)

    def refresh(self, _topics: AbstractSet[CentreTopic]) -> None:
        try:
            self._timetable = self.office.timetable
        except FileProblem as problem:
            self.presenter.failed.emit(messages.problem_of_centre(problem))
            return
        self._told = day_told(self._timetable)
        days = board_days(self._timetable)
        if self._day not in days:
            self._day = _nearest(days, self._day)
        self._show()

    def go_to(self, day: date) -> None:
        """Show another day."""
        if day != self._day:
            self._day = day
            self._show()

    def ask_hand_out(self) -> None:
        """The exam files for the commissions."""
        folder = self.ports.machine.settings.load().last_folder or documents()
        try:
            dialog = HandOutDialog(self.theme, self.presenter, self.ports, folder, self.window())
        except FileProblem as problem:
            self.presenter.failed.emit(messages.problem_of_centre(problem))
            return
        dialog.ask()

    def open_current(self) -> None:
        """What is known of the oral chosen on the board, and where it could be."""
        if self.board.current is not None:
            self.open_oral(self.board.current.key)

    def open_oral(self, key: SlotKey) -> None:
        """The same of any, placed or not."""
        self._opened = key
        self._show_oral()
        self.side.ensureWidgetVisible(self.side.oral)
        self.side.oral.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def show_card(self, card: Card) -> None:
        """The slots that it speaks of, on their day; in the list of those not placed, where they aren't."""
        placed = [each for each in card.slots if each in self._timetable.slots]
        if not placed:
            if card.slots:
                self.open_oral(card.slots[0])
            return
        first = self._timetable.slots[placed[-1]]
        if card.day is not None:
            on = [each for each in placed if self._timetable.slots[each].oral.date() == card.day]
            first = self._timetable.slots[on[-1]] if on else first
        self.go_to(first.oral.date())
        self.board.mark(placed)
        self.board.choose(first.key)
        self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_acts(self) -> None:
        slots: dict[str, Callable[[], object]] = {
            "placing.open": self.open_current,
            "placing.next": self._next_fault,
            "placing.unplaced": self._to_tray,
            "placing.fix": partial(self._on_current, fixed),
            "placing.remove": partial(self._on_current, taken_out),
            "placing.begun": partial(self._on_current, partial(turned, state=SlotState.BEGUN)),
            "placing.absent": partial(self._on_current, partial(turned, state=SlotState.ABSENT)),
            "placing.before": partial(self._step_day, -1),
            "placing.after": partial(self._step_day, 1),
        }
        self.acts = {name: Action(name, self, slot) for name, slot in slots.items()}
        keys = Qt.Key
        self.board.letters = {
            keys.Key_P: self.acts["placing.fix"],
            keys.Key_Delete: self.acts["placing.remove"],
            keys.Key_Backspace: self.acts["placing.remove"],
            keys.Key_C: self.acts["placing.begun"],
            keys.Key_A: self.acts["placing.absent"],
            keys.Key_L: self.acts["placing.open"],
        }
        names = ("open", "", "begun", "absent", "", "fix", "remove")
        self.board.acts = tuple(self.acts[f"placing.{each}"] if each else None for each in names)
        self._of_current = [self.acts[f"placing.{each}"] for each in names if each]

    def _arrange(self) -> None:
        strip = panel(column(self.theme, self.told, margins=(16, 6)), "said")
        work = panel(column(self.theme, (self.board, 1), strip, gap=0))
        self._day_side = panel(row(self.theme, (work, 1), self.side, gap=0))
        self._stack = Pages()
        self._stack.addWidget(self._day_side)
        self._stack.addWidget(self.empty)
        column(self.theme, (self._stack, 1), gap=0, within=self)

    def _show(self) -> None:
        """The day chosen, as it is now."""
        timetable, day = self._timetable, self._day
        self._show_days()
        if day is None or self.empty.wants(timetable):
            self.empty.show_missing(timetable)
            self._stack.setCurrentWidget(self.empty)
            return
        self._stack.setCurrentWidget(self._day_side)
        view = board_view(timetable, day, self._told.by_slot, self._told.changed)
        self.board.show_view(view, f"Journée du {formats.long_day(day, year=False).lower()}")
        self.side.show_told(self._told, day, self._free)
        if self._opened is not None:
            self._show_oral()

    def _show_days(self) -> None:
        days, menu = board_days(self._timetable), self.days.menu()
        self.days.setVisible(bool(days))
        if self._day is None:
            return
        self.days.setText(formats.long_day(self._day, year=False).lower())
        self.days.setAccessibleName(f"Journée montrée\u202f: {self.days.text()}")
        menu.clear()
        for each in days:
            placed = sum(1 for slot in self._timetable.slots.values() if slot.oral.date() == each)
            day = formats.long_day(each, year=False).lower()
            action = menu.addAction(f"{day} · {formats.count(placed, 'oral', 'oraux')}")
            action.triggered.connect(partial(self.go_to, each))
        at = days.index(self._day)
        self.acts["placing.before"].setEnabled(at > 0)
        self.acts["placing.after"].setEnabled(at < len(days) - 1)

    def _step_day(self, step: int) -> None:
        days = board_days(self._timetable)
        if self._day in days:
            self.go_to(days[min(max(days.index(self._day) + step, 0), len(days) - 1)])

    def _tell_current(self) -> None:
        current = self.board.current
        for each in self._of_current:
            each.setEnabled(current is not None)
        if current is None:
            self.told.setText("Rien n’est placé ce jour-là.")
            return
        line = self.board.view.lines[current.line]
        self.told.setText(f"{current.words} — {line.jurors}" if line.jurors else current.words)
        self.acts["placing.fix"].say("Ne plus fixer" if current.fixed else "Fixer")
        begun, absent = (current.state is each for each in (SlotState.BEGUN, SlotState.ABSENT))
        self.acts["placing.begun"].say("Pas encore commencé" if begun else "Commencé")
        self.acts["placing.absent"].say("Candidat présent" if absent else "Candidat absent")

    def _attempt(self, key: SlotKey, commission: int, oral: datetime) -> Trial:
        timetable = self._timetable
        try:
            slot = slot_there(timetable, key, commission, oral)
        except Refused as refused:
            return Trial(None, str(refused))
        found = faults_of(timetable, slot)
        return Trial(slot, fault_words(with_slot(timetable, slot), found[0]) if found else "")

    def _put(self, slot: Slot) -> None:
        """Where it was carried, or where somebody chose."""
        if self._do(put(self._timetable, slot)):
            self._close_oral()
            self.go_to(slot.oral.date())
            self.board.choose(slot.key)
            self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def _nudge(self, minutes: int, lines: int) -> None:
        if lines:
            self._on_current(partial(handed_on, step=lines))
        else:
            self._on_current(partial(nudged, minutes=minutes))
        if (current := self.board.current) is not None:
            self.board.choose(current.key)

    def _on_current(self, deed: Callable[[Timetable, SlotKey], Done]) -> None:
        current = self.board.current
        if current is None:
            return
        try:
            done = deed(self._timetable, current.key)
        except Refused as refused:
            self.presenter.refused.emit(str(refused))
        else:
            self._do(done)

    def _do(self, done: Done) -> bool:
        return self.presenter.replan(done.timetable, done.words)

    def _free(self, key: SlotKey) -> Sequence[Offer]:
        """The nearest places where an oral breaks no rule."""
        return ()

    def _show_oral(self) -> None:
        if self._opened is None:
            return
        title, words = oral_told(self._timetable, self._opened)
        self.side.oral.show_oral(title, words, self._free(self._opened))

    def _close_oral(self) -> None:
        if self._opened is not None:
            self._opened = None
            self.side.oral.hide()
            self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def _next_fault(self) -> None:
        """After what is chosen, round the end."""
        cards = [each for each in self.faults if each.slots]
        if not cards:
            self.presenter.told.emit("Rien ne va mal.")
            return
        current = self.board.current
        at = -1
        if current is not None:
            at = next((place for place, each in enumerate(cards) if current.key in each.slots), -1)
        self.show_card(cards[(at + 1) % len(cards)])

    def _to_tray(self) -> None:
        if self.side.tray.isVisible():
            self.side.ensureWidgetVisible(self.side.tray)
            self.side.tray.setFocus(Qt.FocusReason.OtherFocusReason)


def _nearest(days: Sequence[date], day: date | None) -> date | None:
    if not days:
        return None
    return days[0] if day is None else min(days, key=lambda each: abs(each - day))
