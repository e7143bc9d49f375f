"""Separate opinions: how far each juror is, the marks side by side, reasons and who disagrees."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import zip_longest

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from btstc_jury.application.views.opinions import (
    DissentLine,
    JurorState,
    OpinionState,
    OpinionsView,
    PartialOpinions,
)
from btstc_jury.domain.commands import Command
from btstc_jury.domain.events import Dissented, OpinionGiven, OpinionTakenBack, ReasonGiven, Revealed
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.oral.texts import DurableLine, ReasonLine
from btstc_jury.ui.shortcuts import Action
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import LockSign, clear_layout, label, plain_tip, set_role, tell
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton
from btstc_jury.ui.widgets.fields import Choice
from btstc_jury.ui.widgets.layouts import AT_LEFT, AT_TOP, column, flow, row, spaced

_ROOM_FOR_SEATS = 340
"""Width from which on the seats stand before the names and the states after them."""


class StatesPanel(QWidget):
    """``taken`` carries the command that was done; ``left``: the reveal was given up. ``give``: the act that
    records the mark first, which is the page's.
    """

    taken = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, presenter: OralPresenter, give: Action) -> None:
        super().__init__()
        self._theme = theme
        self._presenter = presenter
        self._give = give
        self._view: OpinionsView | None = None
        self._lines: list[tuple[QLabel, QLabel, QLabel]] = []
        self.masked = label(role="muted small", wrap=True)
        self.lacking = label(role="small", wrap=True)
        self.give = KeyButton.of(give)
        self.reason = ReasonLine("Pourquoi révéler sans attendre\u202f?", "Révéler")
        self.confirm = self.reason.confirm
        self.cancel = PushButton("Attendre")
        self._masked, self._asking = QWidget(), QWidget()
        self._narrow = False
        self._build()

    def show_view(self, view: OpinionsView) -> None:
        self._view = view
        self.setVisible(view.hidden)
        while len(self._lines) < len(view.jurors):
            self._add_line()
        for cells, juror in zip_longest(self._lines, view.jurors):
            for cell in cells:
                cell.setVisible(juror is not None and (cell is not cells[0] or not self._narrow))
            if juror is not None:
                self._fill(cells, juror, in_turn=view.own is not None and view.own.juror == juror.key)
        self.masked.setText(view.masked)
        self._masked.setVisible(bool(view.masked))
        self._show_own(view)
        if not view.open or view.all_given:
            self._asking.hide()

    def give_or_take_back(self) -> None:
        own = self._view.own if self._view else None
        if own is not None:
            self._take(OpinionTakenBack(own.juror) if own.given else OpinionGiven(own.juror))

    def reveal(self) -> None:
        """At once when all have given their opinion, otherwise once a reason is written."""
        if self._view is None or not self._view.open:
            return
        if self._view.all_given:
            self._take(Revealed())
            return
        self._asking.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop_asking(self) -> bool:
        """Give up the reveal; whether it was being asked for."""
        asking = self._asking.isVisible()
        self._asking.hide()
        self.reason.clear()
        return asking

    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the keyboard."""
        return (self.give, self.reason, self.confirm, self.cancel)

    def _show_own(self, view: OpinionsView) -> None:
        own = view.own
        self._give.setVisible(own is not None)
        if own is None:
            done = "Tous les avis sont rendus\u202f: ils peuvent être révélés."
            turn = "Chacun à son tour\u202f: Alt+1, Alt+2… puis son code. Nul ne voit l’avis d’un autre."
            self.lacking.setText(done if view.all_given else turn)
            return
        self._give.say("Reprendre mon avis" if own.given else "Rendre mon avis")
        self._give.setEnabled(view.open)
        self._give.set_ready(own.given or not own.lacking)
        if own.given:
            words = "Votre avis est rendu. Il ne change plus, sauf si vous le reprenez."
        elif own.lacking:
            words = f"Pour rendre votre avis, il manque {own.lacking}."
        else:
            words = "Votre avis est complet."
        self.lacking.setText(words)

    def _fill(self, cells: tuple[QLabel, QLabel, QLabel], juror: JurorState, *, in_turn: bool) -> None:
        seat, name, state = cells
        seat.setText(juror.seat)
        name.setText(juror.name)
        name.setToolTip(plain_tip(juror.seat))
        set_role(name, "strong" if in_turn else "")
        state.setText(juror.gone or juror.state)
        set_role(state, "done strong" if juror.state is OpinionState.GIVEN else "muted")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the width ends, the states stand below the names, and the seats give way."""
        super().resizeEvent(event)
        narrow = self.width() < self._theme.px(_ROOM_FOR_SEATS)
        if narrow is not self._narrow:
            self._narrow = narrow
            for place, cells in enumerate(self._lines):
                self._place(place, cells)
                cells[0].setVisible(not cells[1].isHidden() and not narrow)

    def _place(self, line: int, cells: tuple[QLabel, QLabel, QLabel]) -> None:
        seat, name, state = cells
        self._grid.addWidget(seat, 2 * line, 0)
        self._grid.addWidget(name, 2 * line, 1)
        self._grid.addWidget(state, 2 * line + self._narrow, 1 if self._narrow else 2)

    def _take(self, command: Command) -> None:
        if self._presenter.act(command):
            self.taken.emit(command)

    def _cancel(self) -> None:
        self.stop_asking()
        self.left.emit()

    def _add_line(self) -> None:
        cells = (label(role="muted small"), label(wrap=True), label())
        self._place(len(self._lines), cells)
        self._lines.append(cells)

    def _build(self) -> None:
        self._grid = spaced(self._theme, QGridLayout(), gap=(10, 4))
        self._grid.setColumnStretch(1, 1)
        self.reason.given.connect(lambda reason: self._take(Revealed(reason)))
        self.reason.given_up.connect(self._cancel)
        self.cancel.clicked.connect(self._cancel)
        buttons = flow(self._theme, self.confirm, self.cancel)
        column(self._theme, self.reason, buttons, gap=6, within=self._asking)
        self._asking.hide()
        title = label("Avis de la commission", "muted small strong")
        row(self._theme, (LockSign(self._theme, 16), AT_TOP), (self.masked, 1), gap=6, within=self._masked)
        told = (title, self._grid, self._masked, self.lacking)
        column(self._theme, *told, (self.give, AT_LEFT), self._asking, within=self)


class MarksRow(QWidget):
    """Hidden until the opinions are revealed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.pills: list[QLabel] = []
        self.spread = label(role="pill")
        self._flow = flow(theme, self.spread, gap=6)
        self.partial = label(role="small", wrap=True)
        title = label("Notes proposées par chacun", "muted small strong")
        column(theme, title, self._flow, self.partial, gap=4, within=self)

    def show_view(self, view: OpinionsView) -> None:
        marks = view.marks
        self.setVisible(marks is not None)
        if marks is None:
            return
        while len(self.pills) < len(marks.marks):
            self._flow.removeWidget(self.spread)
            self.pills.append(label(role="pill"))
            self._flow.addWidget(self.pills[-1])
            self._flow.addWidget(self.spread)
        for pill, known in zip_longest(self.pills, marks.marks):
            pill.setVisible(known is not None)
            if known is not None:
                pill.setText(f"{known.column} {known.mark or '—'}")
                pill.setToolTip(plain_tip(known.name))
        tell(self.spread, marks.spread)
        set_role(self.spread, "pill-warning strong" if marks.divergent else "pill")
        self._flow.invalidate()
        tell(self.partial, "\n".join(map(_partial_words, marks.partial)))


def _partial_words(part: PartialOpinions) -> str:
    """« Chantier : ÉG 6,5 · STI 7 · Pro. — · écart 0,5 »."""
    each = (f"{mark.column} {mark.mark or '—'}" for mark in part.marks)
    return f"{part.title}\u202f: {' · '.join(filter(None, (*each, part.spread)))}"


class DissentForm(QWidget):
    """Who disagrees, and why. ``given(juror, text)`` says whether it is recorded."""

    def __init__(self, theme: Theme, given: Callable[[str, str], bool]) -> None:
        super().__init__()
        self._given = given
        self._keys: tuple[str, ...] = ()
        self.juror = Choice(theme)
        self.juror.setAccessibleName("Qui n’est pas d’accord")
        self.text = ReasonLine("Ce que ce membre fait consigner", "Consigner")
        self.confirm = self.text.confirm
        self.text.given.connect(self._give)
        self.text.given_up.connect(self.hide)
        line = row(theme, (self.text, 1), self.confirm, gap=6)
        column(theme, self.juror, line, gap=6, within=self)

    def show_jurors(self, jurors: tuple[JurorState, ...]) -> None:
        if self._keys != tuple(juror.key for juror in jurors):
            self._keys = tuple(juror.key for juror in jurors)
            self.juror.clear()
            for juror in jurors:
                self.juror.addItem(f"{juror.seat} {juror.name}", juror.key)

    def _give(self, text: str) -> None:
        if self._given(str(self.juror.currentData()), text):
            self.text.clear()
            self.hide()


class DebateRemarks(QWidget):
    """``subject``: the criterion, or ``None`` for the mark."""

    def __init__(self, theme: Theme, presenter: OralPresenter) -> None:
        super().__init__()
        self._theme = theme
        self._presenter = presenter
        self._shown: tuple[DissentLine, ...] | None = None
        self._turning = False
        self.subject: int | None = None
        self.title = label(role="warning small strong", wrap=True)
        self.reason = DurableLine(lambda text: presenter.act(ReasonGiven(self.subject, text)))
        self.reason.setPlaceholderText("Motif de la décision")
        self.reason.setAccessibleName("Motif de la décision")
        self.dissent = PushButton("Consigner un désaccord…", "toggle")
        self.dissent.clicked.connect(self._ask)
        self.form = DissentForm(
            theme, lambda juror, text: presenter.act(Dissented(juror, self.subject, text))
        )
        self.form.hide()
        self._rows = column(theme, gap=2)
        told = (self.title, self.reason, self._rows, (self.dissent, AT_LEFT))
        column(theme, *told, self.form, gap=6, within=self)

    def show_level(self, view: OpinionsView, criterion: int | None, reason: str, *, wanted: bool) -> None:
        """``wanted``: the settled level is in no opinion. Typing not yet recorded is recorded first."""
        if criterion != self.subject and not self._turn_to(criterion):
            return
        words = f"Aucun avis ne donnait ce niveau\u202f: motif de la décision sur le critère {criterion}"
        words = self._presenter.oral.form.assessed.named(words)
        self._show(view, words, reason, wanted=wanted)
        self.setVisible(view.compared and criterion is not None)

    def _turn_to(self, criterion: int | None) -> bool:
        """Whether nothing of the subject before is left; what its recording repaints comes back here."""
        if self._turning:
            return False
        self._turning = True
        recorded = self.flush()
        self._turning = False
        if recorded:
            self.form.hide()
            self.form.text.clear()
            self.subject = criterion
        return recorded

    def show_mark(self, view: OpinionsView) -> None:
        marks = view.marks
        words = "Aucun avis ne proposait cette note\u202f: motif de la décision"
        self._show(view, words, marks.reason if marks else "", wanted=marks is not None and marks.wanted)
        self.setVisible(view.compared)

    def set_editable(self, editable: bool) -> None:
        self.reason.setReadOnly(not editable)
        self.dissent.setVisible(editable)
        if not editable:
            self.form.hide()

    def forget(self) -> None:
        """Another oral comes: nothing of the one before stays."""
        self.subject = None
        self.reason.drop()
        self.reason.show_text("")
        self.form.text.clear()
        self.form.hide()

    def flush(self) -> bool:
        """Record what is typed; whether nothing is left unrecorded."""
        if not self.reason.isVisibleTo(self):
            self.reason.drop()
        return self.reason.flush()

    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the keyboard."""
        return (self.reason, self.dissent, self.form.juror, self.form.text, self.form.confirm)

    def _show(self, view: OpinionsView, words: str, reason: str, *, wanted: bool) -> None:
        line = self._presenter.oral.form.assessed.named(f"sur le critère {self.subject}")
        about = "sur la note" if self.subject is None else line
        self.dissent.setAccessibleDescription(about)
        self.title.setText(words)
        set_role(self.title, "muted small strong" if reason else "warning small strong")
        self.reason.show_text(reason)
        for each in (self.title, self.reason):
            each.setVisible(wanted)
        self.form.show_jurors(view.jurors)
        self._show_dissents(view.about(self.subject))

    def _show_dissents(self, dissents: tuple[DissentLine, ...]) -> None:
        if dissents == self._shown:
            return
        self._shown = dissents
        clear_layout(self._rows)
        for each in dissents:
            self._rows.addWidget(self._row(each))

    def _row(self, line: DissentLine) -> QWidget:
        made = QWidget()
        words = f"Désaccord de {line.name}\u202f: {line.text}"
        remove = PushButton("Retirer", "link")
        remove.setAccessibleName(f"Retirer le désaccord de {line.name}")
        remove.clicked.connect(partial(self._presenter.act, Dissented(line.juror, self.subject, "")))
        row(self._theme, (label(words, "small", wrap=True), 1), remove, gap=6, within=made)
        return made

    def _ask(self) -> None:
        self.form.show()
        self.form.text.setFocus(Qt.FocusReason.OtherFocusReason)
