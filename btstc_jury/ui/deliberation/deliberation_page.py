"""The deliberation: levels with their evidence, mark and texts, what is missing, the decision."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import assert_never

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from btstc_jury.application.changes import Changes
from btstc_jury.application.views import formats
from btstc_jury.application.views.deliberation import DeliberationView, MissingItem, deliberation_view
from btstc_jury.application.views.live import NoteLine
from btstc_jury.application.views.people import identity_view
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import MissingKind, TextField
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.deliberation.deliberation_footer import (
    GRID_KEYS,
    NEXT_KEYS,
    REDO_KEYS,
    REVEAL_KEYS,
    SETTLE_KEYS,
    UNDO_KEYS,
    DeliberationFooter,
)
from btstc_jury.ui.deliberation.missing_panel import MissingPanel
from btstc_jury.ui.deliberation.rated_criteria import RatedCriteria
from btstc_jury.ui.deliberation.room_panels import RoomPanels
from btstc_jury.ui.deliberation.side import AccountPanel, EvidencePanel, SidePanel
from btstc_jury.ui.deliberation.verdict import VerdictPanel
from btstc_jury.ui.opinions.debate_desk import DebateDesk
from btstc_jury.ui.opinions.travel import travel
from btstc_jury.ui.oral.note_rows import NoteRows
from btstc_jury.ui.oral.opinions import GIVE_KEYS
from btstc_jury.ui.oral.status_strip import StatusStrip
from btstc_jury.ui.oral.turn import TurnBar, bind_turns
from btstc_jury.ui.shortcuts import default_keys
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import rule, shortcut
from btstc_jury.ui.widgets.identity_banner import IdentityBanner


class DeliberationPage(QWidget):
    """``oral_resumed``: the end of the oral was taken back; it goes on."""

    grid_asked = Signal(int)
    home_asked = Signal()
    oral_resumed = Signal(int)

    def __init__(self, theme: Theme, conductor: Conductor) -> None:
        super().__init__()
        self._theme = theme
        self._conductor = conductor
        self._oral: int | None = None
        self._view: DeliberationView | None = None
        self._stale = False
        self._last_field: QWidget | None = None
        self._make_parts()
        self._build()
        self._bind()
        theme.changed.connect(self._space)
        self._space()

    def show_oral(self, oral: int) -> None:
        """Show an oral that has ended, unless something of the one before can't be recorded.

        Raises ``FileProblem`` where its journal can't be read.
        """
        if oral != self._oral:
            if not self.flush():
                return
            view = deliberation_view(self._conductor.office, oral)
            self._oral = oral
            for part in (self.evidence, self.verdict, self.account, self.debate, self.missing):
                part.forget()
            self.criteria.official_order()
            self.criteria.show_view(view)
            self.criteria.choose_first()
            self._scroll.verticalScrollBar().setValue(0)
        self._refresh()
        if self._view is not None and self._view.finalised:
            self.footer.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.criteria.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> bool:
        """Record what is typed; otherwise the field that can't be recorded gets the focus."""
        if self._oral is None:
            return True
        held = self.verdict.flush() or self.debate.flush() or self.account.flush() or self.room.flush()
        if held is not None:
            self._go(held)
        return held is None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def _make_parts(self) -> None:
        theme = self._theme
        self.banner = IdentityBanner(theme)
        self.criteria = RatedCriteria(theme)
        self.evidence = EvidencePanel(theme)
        self.debate = DebateDesk(theme, self._conductor, self._act, self._record_mark)
        self.verdict = VerdictPanel(
            theme, self._act, self._hour, lambda mark: self._act(self.debate.marking(mark))
        )
        self.account = AccountPanel(theme, self._act)
        self.missing = MissingPanel(theme)
        self.status = StatusStrip(theme, self._conductor)
        self.footer = DeliberationFooter(theme)
        self.room = RoomPanels(theme, self._conductor, self, self.criteria, self._act, self._hour)

    def _build(self) -> None:
        debate = self.debate
        self._before_mark = rule()
        before = (debate.states, self.evidence, debate.about_level, self._before_mark)
        after = (debate.marks, self.verdict, self.room.dossier, self.room.report, rule(), self.account)
        self.verdict.add_below_mark(debate.about_mark)
        self._bar = TurnBar(self._theme, debate.mode, debate.turn)
        self.criteria.add_above(self._bar)
        self.side = SidePanel(self._theme, (*before, *after))
        self._scroll = self.side.area
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.criteria)
        split.addWidget(self.side)
        split.setStretchFactor(0, 64)
        split.setStretchFactor(1, 36)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        self._split = split
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.status)
        column.addWidget(split, 1)
        column.addWidget(self.missing)
        column.addWidget(self.footer)

    def _bind(self) -> None:
        self._conductor.changed.connect(self._on_changed)
        self.banner.home_asked.connect(self._leave)
        rated = self.criteria.list
        rated.rated.connect(lambda number, level: self._act(self.debate.rating(number, level)))
        rated.current_changed.connect(self._show_criterion)
        rated.left.connect(self._escape)
        rated.notes_asked.connect(lambda _number: self.evidence.linked.setFocus())
        self.evidence.link_asked.connect(lambda note: self._link(note, rated.current()))
        self.evidence.unlink_asked.connect(lambda note: self._link(note, None))
        for rows in (self.evidence.linked, self.evidence.unlinked):
            rows.row_shown.connect(lambda area, rows=rows: self._show_row(rows, area))
        self.missing.item_asked.connect(self._go_to_missing)
        self.missing.reopened.connect(self._reopen)
        for button, keys, slot in (
            (self.footer.next, NEXT_KEYS, self._next_unrated),
            (self.footer.undo, UNDO_KEYS, lambda: self._travel(do.Undo())),
            (self.footer.redo, REDO_KEYS, lambda: self._travel(do.Redo())),
            (self.footer.grid, GRID_KEYS, self._ask_grid),
            (self.footer.settle, SETTLE_KEYS, self._settle),
            (self.footer.reveal, REVEAL_KEYS, self.debate.reveal),
        ):
            button.clicked.connect(slot)
            shortcut(self, keys, slot)
        self.footer.reopen.clicked.connect(self.missing.ask_reason)
        self.footer.more.clicked.connect(lambda: self.room.show_menu(self.footer.more))
        self.room.history.travelled.connect(self._travel)
        self.room.report_shown.connect(self._go)
        self.room.fraud.asked.connect(self._scroll.ensureWidgetVisible)
        self.room.closed.connect(self.criteria.list.setFocus)
        self._bind_turns()
        self._bind_keys()

    def _bind_turns(self) -> None:
        turn = self.debate.turn
        turn.leaving.connect(self.verdict.mark.leave_to_another)
        turn.changed.connect(self._turn_changed)
        turn.finished.connect(lambda: self.criteria.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.debate.states.left.connect(self.footer.reveal.setFocus)
        bind_turns(self, self.debate.mode, turn)
        shortcut(self, GIVE_KEYS, self.debate.give_or_take_back)

    def _record_mark(self) -> bool:
        return self.verdict.mark.flush()

    def _turn_changed(self) -> None:
        self._stale = not self.isVisible()
        if self.isVisible():
            self._refresh()

    def _bind_keys(self) -> None:
        shortcut(self, default_keys("notes.criteria"), self._to_and_fro)
        shortcut(self, "Esc", self._escape)
        shortcut(self, default_keys("oral.list"), self._leave)

    def _act(self, command: do.Command) -> bool:
        if self._oral is None:
            return False
        done = self._conductor.act(self._oral, command)
        if not done:
            self._refresh()
        return done

    def _hour(self) -> str:
        return formats.hour_second(self._conductor.office.now().utc)

    def _on_changed(self, changes: Changes) -> None:
        if self._oral is None or changes.oral not in {None, self._oral}:
            return
        if self.isVisible():
            self._refresh()
        else:
            self._stale = True

    def _refresh(self) -> None:
        if self._oral is None:
            return
        office = self._conductor.office
        self._stale = False
        view = deliberation_view(office, self._oral, self.debate.juror)
        self._view = view
        self.debate.show_view(self._oral, view)
        self._bar.show_view(view.opinions)
        self._before_mark.setVisible(not view.opinions.hidden or view.opinions.own is not None)
        self.banner.show_identity(identity_view(office, self._oral), "Délibération")
        for part in (self.criteria, self.verdict, self.account, self.missing, self.footer):
            part.show_view(view)
        self.room.show_oral(self._oral)
        self.status.show_oral(self._oral)
        self._show_evidence()
        self._order_keyboard()

    def _show_evidence(self) -> None:
        number = self.criteria.list.current()
        if self._view is None:
            return
        lines = (line for group in self._view.criteria.groups for line in group.lines)
        line = next((each for each in lines if each.number == number), None)
        self.side.subject.setText(f"Critère {number} — pourquoi" if line else "")
        self.side.criterion.setText(line.text if line else "")
        self.evidence.show_view(self._view, number)
        self.debate.show_criterion(self._view, line)

    def _show_criterion(self, _number: int) -> None:
        self._show_evidence()
        if self.criteria.list.hasFocus():
            self._scroll.verticalScrollBar().setValue(0)

    def _show_row(self, rows: NoteRows, area: QRect) -> None:
        inside = self._scroll.widget()
        at = rows.mapTo(inside, area.center()) if inside else QPoint()
        self._scroll.ensureVisible(at.x(), at.y(), 0, area.height())

    def _order_keyboard(self) -> None:
        """Criteria, mark, appreciation and the other texts, then evidence, incidents, what is missing; a
        reason asked for comes right after what it is asked for.
        """
        debate = self.debate
        mark, *texts = self.verdict.fields()
        chain = (
            self.criteria.list,
            *debate.about_level.fields(),
            mark,
            *debate.about_mark.fields(),
            *texts,
            *debate.states.fields(),
            *self.verdict.take_up.values(),
            self.evidence.linked,
            self.evidence.title,
            self.evidence.unlinked,
            *self.room.fields(),
            *self.account.fields(),
            *self.missing.items,
            self.missing.erase,
            *self.footer.fields(),
        )
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _to_and_fro(self) -> None:
        """From the criteria to the field left last, and back."""
        rated = self.criteria.list
        if rated.hasFocus():
            self._go(self._last_field or self.verdict.mark.editor)
            return
        self._last_field = next((each for each in self.verdict.fields() if each.hasFocus()), self._last_field)
        rated.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _next_unrated(self) -> None:
        self.criteria.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.criteria.choose_next()

    def _link(self, note: NoteLine, criterion: int | None) -> None:
        had_focus = QApplication.focusWidget()
        self._act(do.ChangeNote(note.number, replace(note.content, criterion=criterion)))
        if isinstance(had_focus, NoteRows) and not had_focus.notes():
            self.criteria.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _travel(self, command: do.Undo | do.Redo) -> None:
        if self._view is None or not self._view.editable or self._oral is None or not self.flush():
            return
        done = travel(self._conductor, self._oral, command, self.debate.juror)
        if done and self._conductor.office.oral(self._oral).stage.under_way:
            self.oral_resumed.emit(self._oral)

    def _settle(self) -> None:
        if self._oral is None or not self.flush() or not self.footer.settle.isEnabled():
            return
        erases = self.missing.erases()
        if self._act(ev.Finalised()):
            if erases:
                self._conductor.erase_notes(self._oral)
            self.footer.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reopen(self, reason: str) -> None:
        if self._act(ev.Reopened(reason)):
            self.criteria.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_grid(self) -> None:
        if self._oral is not None and self.flush():
            self.grid_asked.emit(self._oral)

    def _escape(self) -> None:
        if self.debate.states.stop_asking():
            self.footer.reveal.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.missing.asking():
            self.missing.stop_asking()
            self.footer.reopen.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._leave()

    def _leave(self) -> None:
        if self.flush():
            self.home_asked.emit()

    def _go_to_missing(self, item: MissingItem) -> None:  # noqa: C901, PLR0912 - one flat match
        match item.kind:
            case MissingKind.LEVEL:
                self.criteria.list.setFocus(Qt.FocusReason.OtherFocusReason)
                self.criteria.list.select(item.subjects[0])
            case MissingKind.MARK:
                self._go(self.verdict.mark.editor)
            case MissingKind.APPRECIATION:
                self._go(self.verdict.texts[TextField.APPRECIATION].editor)
            case MissingKind.PAUSE_REASON | MissingKind.GAP:
                self._go(self.account.first_missing(item.subjects[0]))
            case MissingKind.DOSSIER:
                self._go(self.room.dossier.compliant)
            case MissingKind.INFORM:
                self._go(self.status.inform)
            case MissingKind.COUNTERSIGNATURE:
                self._go(self.room.fraud.answer())
            case MissingKind.NOT_ENDED:
                if self._oral is not None:
                    self.oral_resumed.emit(self._oral)
            case MissingKind.REVEAL:
                self.footer.reveal.setFocus(Qt.FocusReason.OtherFocusReason)
            case MissingKind.REASON:
                self.criteria.list.select(item.subjects[0])
                self._go(self.debate.about_level.reason)
            case MissingKind.MARK_REASON:
                self._go(self.debate.about_mark.reason)
            case _:
                assert_never(item.kind)

    def _go(self, field: QWidget | None) -> None:
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(field, 0, self._theme.px(40))

    def _space(self) -> None:
        right = round(360 + 110 * (self._theme.scale - 1))
        self._split.setSizes([1000 - right, right])
