"""While opinions are hidden: how far each juror is, what the one in turn lacks, and the reveal."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from btstc_jury.application.views.opinions import STATE_NAMES, JurorState, OpinionState, OpinionsView
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.room_commands import GiveOpinion, Reveal, TakeBackOpinion
from btstc_jury.ui.opinions.entry_line import EntryLine
from btstc_jury.ui.shortcuts import default_keys
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, set_role
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton
from btstc_jury.ui.widgets.layouts import FlowLayout

GIVE_KEYS = default_keys("opinions.give")

_ROOM_FOR_SEATS = 340
"""Width from which on the seats stand before the names and the states after them."""


class StatesPanel(QWidget):
    """``asked`` carries a command; ``left``: the reveal was given up."""

    asked = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._view: OpinionsView | None = None
        self._lines: list[tuple[QLabel, QLabel, QLabel]] = []
        self.lacking = label(role="small", wrap=True)
        self.give = KeyButton("Rendre mon avis", GIVE_KEYS)
        self.give.clicked.connect(self.give_or_take_back)
        self.reason = EntryLine("Pourquoi révéler sans attendre\u202f?", TEXT_LIMIT)
        self.confirm = PushButton("Révéler")
        self.cancel = PushButton("Attendre")
        self._asking = QWidget()
        self._narrow = False
        self._build()
        theme.changed.connect(self._space)
        self._space()

    def show_view(self, view: OpinionsView) -> None:
        self._view = view
        self.setVisible(view.hidden)
        while len(self._lines) < len(view.jurors):
            self._add_line()
        for place, cells in enumerate(self._lines):
            juror = view.jurors[place] if place < len(view.jurors) else None
            for cell in cells:
                cell.setVisible(juror is not None and (cell is not cells[0] or not self._narrow))
            if juror is not None:
                self._fill(cells, juror, in_turn=view.own is not None and view.own.juror == juror.key)
        self._show_own(view)
        if not view.open or view.all_given:
            self._asking.hide()

    def give_or_take_back(self) -> None:
        own = self._view.own if self._view else None
        if own is not None:
            self.asked.emit(TakeBackOpinion(own.juror) if own.given else GiveOpinion(own.juror))

    def reveal(self) -> None:
        """At once when all have given their opinion, otherwise once a reason is written."""
        if self._view is None or not self._view.open:
            return
        if self._view.all_given:
            self.asked.emit(Reveal())
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
        self.give.setVisible(own is not None)
        if own is None:
            done = "Tous les avis sont rendus\u202f: ils peuvent être révélés."
            turn = "Chacun à son tour\u202f: Alt+1, Alt+2… puis son code. Nul ne voit l’avis d’un autre."
            self.lacking.setText(done if view.all_given else turn)
            return
        self.give.set_text("Reprendre mon avis" if own.given else "Rendre mon avis")
        self.give.setEnabled(view.open and (own.given or not own.lacking))
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
        name.setToolTip(juror.seat)
        set_role(name, "strong" if in_turn else "")
        words = STATE_NAMES[juror.state]
        state.setText(f"✓ {words}" if juror.state is OpinionState.GIVEN else words)
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

    def _give_reason(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self.asked.emit(Reveal(reason))

    def _cancel(self) -> None:
        self.stop_asking()
        self.left.emit()

    def _add_line(self) -> None:
        cells = (label(role="muted small"), label(wrap=True), label())
        self._place(len(self._lines), cells)
        self._lines.append(cells)

    def _build(self) -> None:
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self.confirm.setEnabled(False)
        self.reason.textChanged.connect(lambda text: self.confirm.setEnabled(bool(text.strip())))
        self.reason.entered.connect(self._give_reason)
        self.reason.given_up.connect(self._cancel)
        self.confirm.clicked.connect(self._give_reason)
        self.cancel.clicked.connect(self._cancel)
        self._ask_column = QVBoxLayout(self._asking)
        self._ask_column.setContentsMargins(0, 0, 0, 0)
        self._ask_column.addWidget(self.reason)
        buttons = FlowLayout()
        buttons.addWidget(self.confirm)
        buttons.addWidget(self.cancel)
        self._ask_column.addLayout(buttons)
        self._buttons = buttons
        self._asking.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(label("Avis de la commission", "muted small strong"))
        self._column.addLayout(self._grid)
        self._column.addWidget(self.lacking)
        self._column.addWidget(self.give, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._asking)

    def _space(self) -> None:
        space = self._theme.space
        self._grid.setHorizontalSpacing(space(10))
        self._grid.setVerticalSpacing(space(4))
        self._column.setSpacing(space(8))
        self._ask_column.setSpacing(space(6))
        self._buttons.setSpacing(space(8))
