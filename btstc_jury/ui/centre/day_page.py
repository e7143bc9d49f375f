"""The day of the centre: who hears whom, where and when, as a picture that one adjusts by hand."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from btstc_jury.application.centre.moves import Done, fixed, handed_on, nudged, taken_out, turned
from btstc_jury.application.centre.office import CentreTopic
from btstc_jury.application.views import formats
from btstc_jury.application.views.day_board import board_view, slot_words
from btstc_jury.application.views.day_told import Card, DayTold, day_told, oral_told
from btstc_jury.domain.centre.timetable import Slot, SlotKey, SlotState, Timetable
from btstc_jury.domain.standing import Symbol, Tone
from btstc_jury.ui.acts import Where
from btstc_jury.ui.centre.day_board import DayBoard
from btstc_jury.ui.centre.day_choice import DayChoice
from btstc_jury.ui.centre.day_dialogs import DayDialogs
from btstc_jury.ui.centre.day_empty import DayEmpty
from btstc_jury.ui.centre.day_foot import DayFoot
from btstc_jury.ui.centre.day_hand import DayHand
from btstc_jury.ui.centre.day_side import DaySide
from btstc_jury.ui.centre.page import CentrePage
from btstc_jury.ui.centre.presenter import CentrePresenter
from btstc_jury.ui.ports import Ports
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.layouts import AT_TOP, Pages, column, panel, row
from btstc_jury.ui.widgets.symbols import SymbolSign

_NOTHING = (
    "Rien n’est encore placé\u202f: placez automatiquement, ou faites glisser ici les candidats de la liste."
)


class DayPage(CentrePage):
    """One day at a time, of all commissions."""

    title = "Journée"
    act = "centre.day"
    where = Where.PLACING
    hears = frozenset(
        {
            CentreTopic.CANDIDATES,
            CentreTopic.DAY,
            CentreTopic.PRINTED,
            CentreTopic.SENT,
            CentreTopic.NAME,
        }
    )

    def __init__(self, theme: Theme, presenter: CentrePresenter, ports: Ports) -> None:
        super().__init__(theme, presenter, ports)
        self._timetable = Timetable()
        self._told = DayTold((), (), (), (), frozenset(), {})
        self._opened: SlotKey | None = None
        self._hand = DayHand(presenter)
        self.board = DayBoard(theme, self._hand.attempt)
        self.side = DaySide(theme)
        self.empty = DayEmpty(theme)
        self.told = label("", "small", wrap=True)
        self._wrong = SymbolSign(theme, Symbol.RESERVED, Tone.ALERT)
        self._wrong.hide()
        self.days = DayChoice(theme)
        self.beside = (self.days,)
        self.dialogs = DayDialogs(theme, presenter, ports, self)
        self._make_acts()
        self.files = QAction("Préparer les fichiers des commissions…", self)
        self.files.triggered.connect(lambda _on: self.dialogs.hand_out())
        self.addAction(self.files)
        buttons = DayFoot(self.acts, self.dialogs.hand_out)
        self.hand_out = buttons.hand_out
        self.foot, self.foot_steps, self.whole_foot = buttons.parts, (buttons.shorten,), buttons.whole
        self._arrange()
        self.days.asked.connect(self.go_to)
        self.empty.setup_asked.connect(self.dialogs.set_up)
        self.empty.candidates_asked.connect(self._to_candidates)
        self.board.chosen.connect(self._tell_current)
        self.board.tried.connect(self._tell_trial)
        self.board.opened.connect(self.open_current)
        self.board.dropped.connect(self._put)
        self.board.nudged.connect(self._nudge)
        self.board.refused.connect(presenter.refused)
        self._follow_side()
        self.lead_to(self.board)

    @property
    def day(self) -> date | None:
        """The one shown; ``None`` where there is none yet."""
        return self.days.day

    @property
    def faults(self) -> tuple[Card, ...]:
        """In the order in which they are told."""
        return () if self.day is None else self._told.on(self.day)

    def refresh(self, _topics: AbstractSet[CentreTopic]) -> None:
        self._timetable = self.office.timetable
        self._hand.timetable = self._timetable
        self._told = day_told(self._timetable, self.office.centre, self.office.file.collection.sent())
        self.days.show_days(self._timetable)
        self._show()

    def go_to(self, day: date) -> None:
        """Show another day."""
        if day != self.days.day:
            self.days.go_to(day)
            self._show()

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

    def show_slot(self, key: SlotKey) -> None:
        """That interrogation on its day, or in detail where it isn't placed."""
        slot = self._timetable.slots.get(key)
        if slot is None:
            self.open_oral(key)
            return
        self.go_to(slot.oral.date())
        self.board.choose(key)
        self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_of_one(self, ask: Callable[[int], object]) -> None:
        """Of the candidate chosen on the board, or looked at in detail."""
        current = self.board.current
        key = self._opened if self._opened is not None else None if current is None else current.key
        if key is not None and key.candidate in self._timetable.candidates:
            ask(key.candidate)

    def _to_candidates(self) -> None:
        """The frame's act, which it gives each of its pages."""
        acts = (each for each in self.actions() if isinstance(each, Action))
        shows = next((each for each in acts if each.act.name == "centre.candidates"), None)
        if shows is not None:
            shows.trigger()

    def _make_acts(self) -> None:
        slots: dict[str, Callable[[], object]] = {
            "placing.auto": self.dialogs.place,
            "placing.setup": self.dialogs.set_up,
            "placing.upheaval": self.dialogs.upheave,
            "placing.print": self.dialogs.print_papers,
            "placing.summons": partial(self._ask_of_one, self.dialogs.print_papers),
            "people.wishes": partial(self._ask_of_one, self.dialogs.ask_wishes),
            "placing.open": self.open_current,
            "placing.next": self._next_fault,
            "placing.unplaced": self._to_tray,
            "placing.fix": partial(self._on_current, fixed),
            "placing.remove": partial(self._on_current, taken_out),
            "placing.begun": partial(self._on_current, partial(turned, state=SlotState.BEGUN)),
            "placing.absent": partial(self._on_current, partial(turned, state=SlotState.ABSENT)),
            "placing.before": partial(self.days.step, -1),
            "placing.after": partial(self.days.step, 1),
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
        of_slot = [self.acts[f"placing.{each}"] if each else None for each in names]
        self.board.acts = (
            of_slot[0],
            self.acts["people.wishes"],
            self.acts["placing.summons"],
            *of_slot[1:],
        )
        self._of_current = [each for each in self.board.acts if each is not None]

    def _follow_side(self) -> None:
        self.side.oral.give(self.acts["people.wishes"])
        self.side.shown.connect(self.show_card)
        self.side.taken.connect(self._put)
        self.side.oral.left.connect(self._close_oral)
        self.side.tray.opened.connect(self.open_oral)
        self.side.tray.carried.connect(self.board.carry)
        self.side.tray.let_go.connect(self.board.drop)
        self.side.tray.given_up.connect(self.board.give_up)

    def _arrange(self) -> None:
        strip = panel(row(self.theme, (self._wrong, AT_TOP), (self.told, 1), margins=(16, 6)), "footer")
        work = panel(column(self.theme, (self.board, 1), strip, gap=0))
        self._day_side = panel(row(self.theme, (work, 1), self.side, gap=0))
        self._stack = Pages()
        self._stack.addWidget(self._day_side)
        self._stack.addWidget(self.empty)
        column(self.theme, (self._stack, 1), gap=0, within=self)

    def _show(self) -> None:
        """The day chosen, as it is now."""
        timetable, day = self._timetable, self.day
        self.acts["placing.auto"].setEnabled(bool(timetable.commissions and timetable.candidates))
        self.acts["placing.before"].setEnabled(self.days.has(-1))
        self.acts["placing.after"].setEnabled(self.days.has(1))
        if day is None or self.empty.wants(timetable):
            self.empty.show_missing(timetable)
            self._stack.setCurrentWidget(self.empty)
            return
        self._stack.setCurrentWidget(self._day_side)
        view = board_view(timetable, day, self._told.by_slot, self._told.changed)
        self.board.show_view(view, f"Journée du {formats.long_day(day, year=False).lower()}")
        self.side.show_told(self._told, day, self._hand.free)
        if self._opened is not None:
            self._show_oral()

    def _tell_current(self) -> None:
        current = self.board.current
        for each in self._of_current:
            each.setEnabled(current is not None)
        if current is None:
            self.told.setText("Rien n’est placé ce jour-là." if self._timetable.slots else _NOTHING)
            return
        line = self.board.view.lines[current.line]
        self.told.setText(f"{current.brief} — {line.jurors}" if line.jurors else current.brief)
        self.acts["placing.fix"].say("Ne plus fixer" if current.fixed else "Fixer")
        begun, absent = (current.state is each for each in (SlotState.BEGUN, SlotState.ABSENT))
        self.acts["placing.begun"].say("Pas encore commencé" if begun else "Commencé")
        self.acts["placing.absent"].say("Candidat présent" if absent else "Candidat absent")

    def _tell_trial(self) -> None:
        """What would come of letting go now."""
        trial = self.board.trial
        self._wrong.setVisible(trial is not None and bool(trial.why))
        if trial is None:
            self._tell_current()
        elif trial.slot is None:
            self.told.setText(trial.why)
        else:
            words = slot_words(self._timetable, trial.slot)
            self.told.setText(f"{words} — {trial.why}" if trial.why else f"{words}, libre")

    def _put(self, slot: Slot) -> None:
        """Where it was carried, or where somebody chose."""
        if self._hand.put(slot):
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
        if (current := self.board.current) is not None:
            self._hand.act(deed, current.key)

    def _show_oral(self) -> None:
        if self._opened is None:
            return
        title, words = oral_told(self._timetable, self._opened)
        self.side.oral.show_oral(title, words, self._hand.free(self._opened))

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
