"""The live oral, from arrival to its end."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from btstc_jury.application.changes import Changes
from btstc_jury.application.note_syntax import Typed
from btstc_jury.application.views.arrival import arrival_view
from btstc_jury.application.views.clock import ClockView, clock_view
from btstc_jury.application.views.criteria import criteria_view
from btstc_jury.application.views.formats import hour_second
from btstc_jury.application.views.live import author_choices, controls, note_lines
from btstc_jury.application.views.people import identity_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.events import Topic
from btstc_jury.domain.moments import Reading
from btstc_jury.domain.standing import Stage
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.live.arrival_panel import ArrivalPanel
from btstc_jury.ui.live.clock import ClockPanel, PhaseBar, PreparationStrip
from btstc_jury.ui.live.conduct_column import ConductColumn
from btstc_jury.ui.live.criteria_panel import CriteriaPanel
from btstc_jury.ui.live.live_footer import END_KEYS, NEXT_KEYS, PAUSE_KEYS, LiveFooter
from btstc_jury.ui.live.notes_panel import NO_DRAFT, Draft, NotesPanel
from btstc_jury.ui.live.room_acts import RoomActs
from btstc_jury.ui.live.strips import GapStrip, PauseStrip
from btstc_jury.ui.opinions.live_turn import LiveTurn
from btstc_jury.ui.opinions.travel import travel
from btstc_jury.ui.shortcuts import default_keys
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame
from btstc_jury.ui.widgets.identity_banner import IdentityBanner
from btstc_jury.ui.widgets.layouts import turn

_AUTHORS = 6
"""The commission and five jurors can be chosen by key."""

_LEFT_SHARE = 0.58
"""Share of the width that the criteria take."""

_LESS_AT_LARGE_TEXT = 0.16
"""How much of it goes to the clock and the notes for each 100 % of text size."""

_PREPARATION_SHARE = 0.19
"""Share of the width that the next candidate's preparation takes at most."""


_CRITERIA_TOPICS = frozenset({Topic.LEVELS, Topic.NOTES, Topic.OPINIONS})
_ROOM_TOPICS = frozenset({Topic.NOTES, Topic.QUESTIONS, Topic.ROOM})


class LivePage(QWidget):
    """``ended(oral)``: over, or deliberation is asked for; ``report_asked(oral)``: it doesn't take place."""

    home_asked = Signal()
    ended = Signal(int)
    report_asked = Signal(int)

    def __init__(self, theme: Theme, conductor: Conductor) -> None:
        super().__init__()
        self._theme = theme
        self._conductor = conductor
        self._oral = 0
        self._began: Reading | None = None
        self._phase: int | None = None
        self._preparing: tuple[int, ...] = ()
        self._drafts: dict[int, Draft] = {}
        self.banner = IdentityBanner(theme)
        self.bar = PhaseBar(theme)
        self.preparation = PreparationStrip(theme)
        self.criteria = CriteriaPanel(theme)
        self.clock = ClockPanel(theme)
        self.pause_strip = PauseStrip(theme)
        self.gap_strip = GapStrip(theme)
        self.arrival = ArrivalPanel(theme)
        self.notes = NotesPanel(theme, self)
        self.footer = LiveFooter(theme)
        self.opinions = LiveTurn(theme, conductor, self, self.notes, lambda: self._oral)
        self.room = RoomActs(theme, conductor, self, self.criteria, lambda: self._oral, self._undo)
        self._tick = QTimer(self)
        self._tick.setSingleShot(True)
        self._tick.setTimerType(Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self.refresh_clock)
        self._build(theme)
        self._connect()
        theme.changed.connect(self._space)
        self._space()

    @property
    def oral(self) -> int:
        return self._oral

    def show_oral(self, oral: int) -> None:
        """Show an oral at any stage. Raises ``FileProblem`` where its journal can't be read."""
        state = self._conductor.office.oral(oral)
        if oral != self._oral:
            self.opinions.leave()
            self._put_aside()
            self._oral = oral
            self.criteria.show_form(state.form)
            self.criteria.prefer_phase()
            self.notes.show_form(state.form, author_choices(self._conductor.office, oral))
            self._began = self.notes.take_up(self._drafts.pop(oral, NO_DRAFT))
            self.pause_strip.forget()
            self.room.show_oral(oral)
            self.arrival.begin(state)
        self._phase = state.phase
        self.refresh()
        self.setFocusProxy(self.notes.field)
        (self.arrival.first_field() if not state.stage.begun else self.notes.field).setFocus()

    def refresh(self) -> None:
        """Paint everything anew."""
        office = self._conductor.office
        self._preparing = tuple(each.oral for each in office.file.index.preparing())
        self.banner.show_identity(identity_view(office, self._oral))
        self._refresh_stage()
        self._refresh_criteria()
        self.room.refresh()
        self.refresh_clock()

    def refresh_clock(self) -> None:
        """Paint the time; called again when the next shown second changes."""
        if not self._oral:
            return
        view = clock_view(self._conductor.office, self._oral, self._preparing)
        self._show_clock(view)
        ticking = view.stage is Stage.RUNNING or view.pause is not None or bool(view.preparations)
        if ticking and self.isVisible():
            self._tick.start(max(1, view.until_next.us // 1000 + 2))
        else:
            self._tick.stop()

    def flush(self) -> bool:
        """Record what is typed, before the page is left for good; whether nothing is left unrecorded."""
        return self._record_typing() and not self._drafts and not self.opinions.unrecorded

    def _record_typing(self) -> bool:
        reported = self.room.flush()
        explained = self.pause_strip.flush() and reported
        if self._oral and self.notes.unrecorded:
            self.notes.commit()
        return explained and not self.notes.unrecorded

    def _put_aside(self) -> None:
        """Another oral comes: a line that can't be recorded as it stands waits until this one is back."""
        if self._oral and not self._record_typing() and self.notes.unrecorded:
            self._drafts[self._oral] = self.notes.put_aside(self._began)

    def _show_clock(self, view: ClockView) -> None:
        self.bar.show_cells(view.cells)
        self.clock.show_clock(view)
        self.pause_strip.show_pause(view.pause)
        self.gap_strip.show_gaps(view.gaps)
        others = tuple(line for line in view.preparations if line.oral != self._oral)
        self.preparation.show_lines(others)
        if not view.stage.begun:
            self.arrival.show_clock(view, self._oral)

    def _refresh_stage(self) -> None:
        office = self._conductor.office
        state = office.oral(self._oral)
        now = controls(office, self._oral)
        before = not state.stage.begun
        held = turn(self._right, self.arrival if before else self._conduct)
        if before:
            self.arrival.show_oral(self._oral, state, arrival_view(office, self._oral))
        if held:
            (self.arrival.first_field() if before else self.notes.field).setFocus()
        self.arrival.setEnabled(now.can_write)
        self.footer.show_controls(now)
        self.criteria.list.set_editable(now.can_write)
        self.notes.entry.set_editable(now.can_write)

    def _refresh_criteria(self) -> None:
        office = self._conductor.office
        self.opinions.refresh()
        shown, competence = self.criteria.shown, self.criteria.competence
        self.criteria.show_view(criteria_view(office, self._oral, shown, competence, self.opinions.juror))

    def _on_changed(self, changes: Changes) -> None:
        if changes.oral != self._oral:
            if Topic.STAGE in changes.topics and self.isVisible():
                self.refresh()
            return
        if changes.topics & {Topic.STAGE, Topic.PLAN}:
            self.refresh()
            self._follow_phase()
        if changes.topics & _CRITERIA_TOPICS:
            self._refresh_criteria()
        if changes.topics & _ROOM_TOPICS:
            self.room.refresh()
        if Topic.CLOCK in changes.topics:
            self.refresh_clock()
        saved = hour_second(self._conductor.office.now().utc)
        self.notes.entry.show_saved(f"enregistré {saved}")

    def _follow_phase(self) -> None:
        state = self._conductor.office.oral(self._oral)
        if state.phase != self._phase:
            self._phase = state.phase
            self.criteria.prefer_phase()
            self._refresh_criteria()
        if state.stage is Stage.ENDED and self.isVisible():
            self.ended.emit(self._oral)

    def _forward(self) -> None:
        state = self._conductor.office.oral(self._oral)
        if not state.stage.begun:
            opened = self._conductor.act(self._oral, self.arrival.opening())
            if not opened:
                self.arrival.point_out()
                return
            if not self._conductor.act(self._oral, do.Start()):
                return
        elif state.phase is not None and state.phase + 1 == len(state.form.phases):
            self._conductor.refused.emit("Dernière phase\u202f: {oral.end} termine l’épreuve.")
        else:
            self._conductor.act(self._oral, do.NextPhase())
        self.notes.field.setFocus()

    def _pause(self) -> None:
        if self._conductor.office.oral(self._oral).stage is Stage.PAUSED:
            self.pause_strip.flush()
            self._conductor.act(self._oral, ev.Resumed())
            self.notes.field.setFocus()
        elif self._conductor.act(self._oral, ev.Paused()):
            self.pause_strip.ask_reason()

    def _end(self) -> None:
        """What is typed belongs to the oral: while it can't be recorded, the oral doesn't end."""
        if self._record_typing():
            self._conductor.act(self._oral, ev.Ended())
        else:
            self.notes.field.setFocus()

    def _record(self, typed: Typed, edited: int | None) -> None:
        """Write what was typed in the note field; it leaves the field only once it is durable."""
        command: do.Command
        if edited is not None:
            command = do.ChangeNote(edited, typed.content, typed.level)
        elif not typed.content.text and typed.level and typed.content.criterion:
            command = ev.Rated(typed.content.criterion, typed.level)
        else:
            began = self._began or self._conductor.office.now()
            command = do.AddNote(began, typed.content, typed.level)
        if self._conductor.act(self._oral, self.opinions.recording(typed, edited, command)):
            self._began = None
            self.notes.taken()
        else:
            self.notes.field.refuse()

    def _note_began(self) -> None:
        self._began = self._conductor.office.now()

    def _rate(self, criterion: int, level: str | None) -> None:
        self._conductor.act(self._oral, self.opinions.rating(criterion, level))
        if not self.criteria.list.hasFocus():
            self.notes.field.setFocus()

    def _toggle_focus(self) -> None:
        into_list = not self.criteria.list.hasFocus()
        (self.criteria.list if into_list else self.notes.field).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _undo(self, command: do.Undo | do.Redo) -> None:
        if self._oral and travel(self._conductor, self._oral, command, self.opinions.juror):
            self.refresh()

    def _connect(self) -> None:
        act = self._conductor.act
        self._conductor.changed.connect(self._on_changed)
        self.banner.home_asked.connect(self.home_asked)
        self.criteria.filter_changed.connect(self._refresh_criteria)
        self.criteria.list.rated.connect(self._rate)
        self.criteria.list.left.connect(self.notes.field.setFocus)
        self.criteria.list.notes_asked.connect(self._show_notes_of)
        self.notes.typed.connect(self._record)
        self.notes.began.connect(self._note_began)
        self.notes.removed.connect(lambda note: act(self._oral, ev.NoteRemoved(note)))
        self.notes.criteria_asked.connect(self._toggle_focus)
        QWidget.setTabOrder(self.notes.list, self.criteria.list)
        QWidget.setTabOrder(self.criteria.list, self.notes.field)
        self.arrival.asked.connect(lambda command: act(self._oral, command))
        self.arrival.juror_added.connect(self._conductor.add_juror)
        self.arrival.home_asked.connect(self.home_asked)
        self.arrival.report_asked.connect(lambda: self.report_asked.emit(self._oral))
        self.pause_strip.explained.connect(
            lambda pause, reason: act(self._oral, ev.PauseExplained(pause, reason))
        )
        self.pause_strip.done.connect(self.notes.field.setFocus)
        self.gap_strip.decided.connect(lambda gap, counted: act(self._oral, ev.GapDecided(gap, counted)))
        self.footer.forward_asked.connect(self._forward)
        self.footer.pause_asked.connect(self._pause)
        self.footer.end_asked.connect(self._end)
        self.footer.deliberation_asked.connect(lambda: self.ended.emit(self._oral))
        self.opinions.changed.connect(self.refresh)
        self.criteria.add_above(self.opinions.bar)
        self.room.serve(self.notes, self.footer, self.clock, lambda: self.opinions.juror)
        self._add_keys()

    def _add_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            NEXT_KEYS: self._forward,
            "Ctrl+Enter": self._forward,
            PAUSE_KEYS: self._pause,
            END_KEYS: self._end,
            default_keys("oral.undo"): lambda: self._undo(do.Undo()),
            default_keys("oral.redo"): lambda: self._undo(do.Redo()),
            default_keys("notes.criteria"): self._toggle_focus,
            default_keys("criteria.next"): self._next_unrated,
            default_keys("criteria.filter"): self.criteria.show_next_filter,
            default_keys("criteria.competence"): self.criteria.choose_competence,
            default_keys("criteria.compact"): self.criteria.toggle_compact,
            default_keys("preparation.toggle"): self.arrival.toggle_preparation,
            default_keys("oral.list"): self.home_asked.emit,
        }
        for number in range(_AUTHORS):
            keys[f"Alt+{number}"] = partial(self.opinions.choose_author, number)
        for sequence, action in keys.items():
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(action)

    def _next_unrated(self) -> None:
        """The next criterion without a level, of those shown first, then of all."""
        if not self.criteria.list.go_to_next_unrated():
            self.criteria.show_all()
            self.criteria.list.go_to_next_unrated()

    def _show_notes_of(self, criterion: int) -> None:
        lines = note_lines(self._conductor.office, self._oral, self.opinions.juror)
        last = next((each for each in reversed(lines) if each.criterion == criterion), None)
        if last is not None:
            self.notes.list.reveal(last.number)
            self.notes.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, theme: Theme) -> None:
        self._bar_box = frame("surface")
        self._bar_layout = QHBoxLayout(self._bar_box)
        self._bar_layout.addWidget(self.bar, 1)
        self._bar_layout.addWidget(self.preparation)
        strips = (self.gap_strip, self.pause_strip, self.room.strip)
        self._conduct = ConductColumn(theme, strips, self.clock, self.notes)
        self._right = QStackedWidget()
        self._right.addWidget(self.arrival)
        self._right.addWidget(self._conduct)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self.criteria)
        self._split.addWidget(self._right)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.banner, self._bar_box):
            layout.addWidget(widget)
        layout.addWidget(self._split, 1)
        layout.addWidget(self.footer)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit_bar()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._share()
        self._fit_bar()

    def _share(self) -> None:
        width = self.width()
        left = round(width * (_LEFT_SHARE - _LESS_AT_LARGE_TEXT * min(self._theme.scale - 1, 0.5)))
        self._split.setSizes([left, width - left])
        self.preparation.set_room(round(width * _PREPARATION_SHARE))

    def _fit_bar(self) -> None:
        """The drawing of the phases gives way where very large text leaves no room for the clock itself."""
        around = self.banner.sizeHint().height() + self.footer.sizeHint().height()
        room = self.height() - around - self._bar_box.sizeHint().height()
        self._bar_box.setVisible(room >= self._conduct.least_height() or not self.isVisible())

    def _space(self) -> None:
        space = self._theme.space
        self._bar_layout.setContentsMargins(space(16), space(10), space(16), space(10))
        self._bar_layout.setSpacing(space(8))
        self._share()
