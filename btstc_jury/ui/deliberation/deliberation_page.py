"""The deliberation: levels with their evidence, mark and texts, what is missing, the decision."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.views import messages
from btstc_jury.application.views.deliberation import MissingItem
from btstc_jury.domain import commands as do
from btstc_jury.domain import events as ev
from btstc_jury.domain.assessment import MissingKind, TextField
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.deliberation.deliberation_board import DeliberationBoard
from btstc_jury.ui.shortcuts import call_lines
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import shortcut


class DeliberationPage(DeliberationBoard):
    """``oral_resumed``: the end of the oral was taken back; it goes on."""

    grid_asked = Signal(int)
    home_asked = Signal()
    oral_resumed = Signal(int)

    def __init__(self, theme: Theme, conductor: Conductor) -> None:
        super().__init__(theme, conductor)
        self._last_field: QWidget | None = None
        self._sheet_wanted = False
        self._connect()

    def show_oral(self, oral: int) -> None:
        """Show an oral that has ended, unless something of the one before can't be recorded.

        Raises ``FileProblem`` where its journal can't be read.
        """
        if oral != self.presenter.number:
            if not self.flush():
                return
            self.presenter.office.oral(oral)
            self.drafts.leave()
            self._forget()
            self.presenter.number = oral
            self._look()
            call_lines(self, self.presenter.oral.form.assessed)
            self.criteria.official_order()
            self.criteria.show_view(self.view)
            self.criteria.choose_first()
            self._scroll.verticalScrollBar().setValue(0)
            self.drawers.show_oral(oral)
        self.presenter.repaint()
        self.drafts.take_up()
        if self.view.finalised:
            self.footer.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._to_criteria()

    def flush(self) -> bool:
        """Record what is typed; otherwise the field that can't be recorded gets the focus."""
        if not self.presenter.number:
            return True
        self.criteria.list.keys.flush()
        held = self.verdict.flush() or self._flush_reasons() or self.account.flush()
        if held is None and not self.fraud.flush():
            held = self.fraud.facts.editor
        self._go(held)
        return held is None

    def _flush_reasons(self) -> QWidget | None:
        reasons = (self.about_level, self.about_mark)
        return next((each.reason for each in reasons if not each.flush()), None)

    def _forget(self) -> None:
        """Another oral comes: nothing of the one before stays."""
        self._sheet_wanted = False
        self.turns.turn.leave()
        self.echo.forget()
        self.states.stop_asking()
        remarks = (self.about_level, self.about_mark)
        for part in (*remarks, self.evidence, self.verdict, self.account, self.missing, self.fraud):
            part.forget()
        self._fraud_asked = False
        self.dossier.reset()
        self.dossier.hide()

    def slots(self) -> dict[str, Callable[[], object]]:
        return {
            "oral.undo": lambda: self._travel(do.Undo()),
            "oral.redo": lambda: self._travel(do.Redo()),
            "oral.fraud": self._ask_fraud,
            "oral.list": self._leave,
            "notes.criteria": self._to_and_fro,
            "criteria.next": self._next_unrated,
            "sheets.enter": self._enter_sheet,
            "opinions.give": lambda: self._with_mark(self.states.give_or_take_back),
            "opinions.reveal": lambda: self._with_mark(self.states.reveal),
            "verdict.calculated": lambda: self.verdict.take_calculated(self.echo.refuse),
            "verdict.settle": self._settle,
            "grid.show": self._ask_grid,
        }

    def _connect(self) -> None:
        rated, turn = self.criteria.list, self.turns.turn
        rated.rated.connect(lambda number, level: self.presenter.act(ev.Rated(number, level)))
        refused = self.presenter.conductor.refused
        rated.locked.connect(lambda: refused.emit(self.missing.answer_locked()))
        rated.current_changed.connect(self._show_criterion)
        rated.keys.left.connect(self._escape)
        rated.keys.sentence.connect(self._say_where_texts_go)
        rated.keys.remarks_asked.connect(lambda _number: self.evidence.linked.setFocus())
        for rows in (self.evidence.linked, self.evidence.unlinked):
            rows.row_shown.connect(lambda area, rows=rows: self._show_row(rows, area))
        for done in (self.evidence.left, self.drawers.closed):
            done.connect(self._to_criteria)
        turn.finished.connect(self._after_turn)
        turn.leaving.connect(self.sheet.put_away)
        self.sheet.give_asked.connect(self.states.give_or_take_back)
        turn.leaving.connect(self.verdict.leave_to_another)
        self.states.taken.connect(self._after_opinion)
        self.states.left.connect(self.footer.reveal.setFocus)
        self.missing.item_asked.connect(self._go_to_missing)
        appreciation = self.verdict.texts[TextField.APPRECIATION].editor
        self.verdict.propose.clicked.connect(lambda: self._go(appreciation))
        self.missing.reopening.reason.given.connect(self._reopen)
        self.missing.reopening.left.connect(self.footer.reopen.setFocus)
        self.footer.reopen.clicked.connect(self.missing.reopening.ask)
        self.footer.more.clicked.connect(lambda: self.drawers.show_menu(self.footer.more))
        self.fraud.asked.connect(self._scroll.ensureWidgetVisible)
        shortcut(self, "Esc", self._escape)

    def _show_criterion(self, _number: int) -> None:
        if self.presenter.number:
            self._show_evidence()
            self.drafts.give_back()
        if self.criteria.list.hasFocus():
            self._scroll.verticalScrollBar().setValue(0)

    def _say_where_texts_go(self, text: str) -> None:
        """No remark is written here any more: what isn't a level is not taken for one."""
        where = "{notes.criteria} va à la note et aux textes."
        self.echo.refuse(f"«\u202f{text}\u202f» n’est ni un n° ni un niveau. {where}")

    def _to_criteria(self) -> None:
        self.criteria.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_and_fro(self) -> None:
        """From the criteria to the field left last, and back."""
        if self.criteria.list.hasFocus():
            self._go(self._last_field or self.verdict.mark.editor)
        else:
            fields = self.verdict.fields()
            self._last_field = next((each for each in fields if each.hasFocus()), self._last_field)
            self.criteria.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _next_unrated(self) -> None:
        self.criteria.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.criteria.choose_next()

    def _with_mark(self, act: Callable[[], None]) -> None:
        """The mark being typed belongs to the opinion."""
        if self.verdict.flush_marks():
            act()

    def _after_turn(self) -> None:
        """Somebody is in turn, or nobody any more."""
        if self._sheet_wanted and self.presenter.juror is not None:
            self._sheet_wanted = False
            self._open_sheet()
        else:
            self._to_criteria()

    def _enter_sheet(self) -> None:
        """As the opinion of a juror, once they are in turn."""
        opinions, tell = self.view.opinions, self.presenter.conductor.refused.emit
        if opinions.own is not None:
            self._open_sheet()
        elif opinions.open:
            self._sheet_wanted = True
            tell("À qui est la feuille\u202f? Alt+1, Alt+2… puis son code\u202f: la saisie s’ouvre ensuite.")
            self.turns.turn.choice.setFocus(Qt.FocusReason.OtherFocusReason)
        elif opinions.choosable:
            tell("Une feuille est l’avis d’un membre\u202f: {opinions.mode} passe d’abord aux avis séparés.")
        else:
            tell("Les avis ne changent plus\u202f: cette feuille ne peut pas être saisie.")

    def _open_sheet(self) -> None:
        own = self.view.opinions.own
        if own is not None and own.given:
            self.presenter.conductor.refused.emit(messages.refusal(Refusal(Reason.OPINION_GIVEN)))
            self._to_criteria()
            return
        self.drawers.put_away(self.sheet)
        self.sheet.ask()

    def _after_opinion(self, command: do.Command) -> None:
        """An opinion given is hidden at once; opinions revealed are there to be compared."""
        if isinstance(command, ev.OpinionGiven):
            self.turns.turn.leave()
        elif isinstance(command, ev.Revealed):
            self._to_criteria()

    def _travel(self, command: do.Undo | do.Redo) -> None:
        if not self.view.editable or not self.flush():
            return
        if self.presenter.travel(command) and self.presenter.oral.stage.facts.under_way:
            self.oral_resumed.emit(self.presenter.number)

    def _ask_fraud(self) -> None:
        if self._fraud is not None and self._fraud.editable:
            self._fraud_asked = True
            self.report.show()
            self._go(self.fraud.facts.editor)

    def _settle(self) -> None:
        if not self.flush():
            return
        if not self.footer.settle.isEnabled():
            if first := self.missing.first():
                self._go_to_missing(first)
                self.echo.refuse(f"La proposition n’est pas validée\u202f: il manque {first.text}.")
            return
        erases = self.missing.erases()
        if self.presenter.act(ev.Finalised()):
            if erases:
                self.presenter.erase_remarks()
            self.footer.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reopen(self, reason: str) -> None:
        if self.presenter.act(ev.Reopened(reason)):
            self._to_criteria()

    def _ask_grid(self) -> None:
        if self.flush():
            self.grid_asked.emit(self.presenter.number)

    def _escape(self) -> None:
        if self.states.stop_asking():
            self.footer.reveal.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.missing.reopening.isVisible():
            self.missing.reopening.left.emit()
        else:
            self._leave()

    def _leave(self) -> None:
        if self.flush():
            self.home_asked.emit()

    def _go_to_missing(self, item: MissingItem) -> None:  # noqa: C901, PLR0912 - one flat match
        match item.kind:
            case MissingKind.LEVEL:
                self._to_criteria()
                self.criteria.list.choose(item.subjects[0])
            case MissingKind.NOT_ENDED:
                self.oral_resumed.emit(self.presenter.number)
            case MissingKind.REASON:
                self.criteria.list.select(item.subjects[0])
                self._go(self.about_level.reason)
            case MissingKind.PAUSE_REASON | MissingKind.GAP:
                self._go(self.account.first_missing(item.subjects[0]))
            case MissingKind.PART:
                self._go(self.account.part(item.subjects[0] - 1))
            case MissingKind.MARK:
                self._go(self.verdict.mark.editor)
            case MissingKind.PARTIAL_MARK:
                self._go(self.verdict.partials[item.subjects[0] - 1].editor)
            case MissingKind.APPRECIATION | MissingKind.MOTIVE:
                self._go(self.verdict.texts[TextField.APPRECIATION].editor)
            case MissingKind.DOSSIER:
                self._go(self.dossier.compliant)
            case MissingKind.INFORM:
                self._go(self.status.inform)
            case MissingKind.COUNTERSIGNATURE:
                self._go(self.fraud.answer())
            case MissingKind.REVEAL:
                self._go(self.footer.reveal)
            case MissingKind.MARK_REASON:
                self._go(self.about_mark.reason)
            case _:
                assert_never(item.kind)
