"""Whose opinion is on the screen: how the commission gives it, and each juror's turn behind a PIN."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from btstc_jury.application.pins import SHORTEST, Warrant, WrongCode, check_pin, may_choose_again
from btstc_jury.application.problems import FileProblem
from btstc_jury.application.views import messages
from btstc_jury.application.views.departures import vouchers
from btstc_jury.application.views.opinions import MODE_NAMES, JurorState, OpinionsView
from btstc_jury.application.views.passphrase import wrong_code
from btstc_jury.domain.events import ModeChosen
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.domain.refusals import Reason, Refusal
from btstc_jury.ui.oral.codes import PinField, WarrantForm
from btstc_jury.ui.oral.presenter import OralPresenter
from btstc_jury.ui.shortcuts import Action, KeyedText
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.announcing import announce
from btstc_jury.ui.widgets.basics import Framed, label, set_role, shortcut, tell
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton, toggle
from btstc_jury.ui.widgets.fields import Choice
from btstc_jury.ui.widgets.layouts import AT_MIDDLE, flow, row, sized

LEAVE_KEYS = "Alt+0"


class _Step(Enum):
    """``CHOOSE`` then ``REPEAT``: a PIN is chosen; ``ASK``: the one chosen before is asked; ``VOUCH``: it was
    forgotten, and the commission answers for another.
    """

    IDLE = auto()
    ASK = auto()
    VOUCH = auto()
    CHOOSE = auto()
    REPEAT = auto()


class OpinionTurn(QWidget):
    """``leaving``: the turn is about to end, its author's typing can still be recorded as theirs;
    ``finished``: the keyboard may go back to where it was. The presenter hears who is in turn.
    """

    leaving = Signal()
    finished = Signal()

    def __init__(self, theme: Theme, presenter: OralPresenter, focus: Qt.FocusPolicy) -> None:
        super().__init__()
        self._presenter = presenter
        self._jurors: tuple[JurorState, ...] = ()
        self._oral: int | None = None
        self._asked: JurorState | None = None
        self._step = _Step.IDLE
        self._first = ""
        self._warrant: Warrant | None = None
        self.choice = Choice(theme)
        self.choice.setFocusPolicy(focus)
        self.pin = PinField()
        self.message = label(role="muted small")
        self.forgotten = PushButton("Code oublié", "link")
        self.warrant = WarrantForm(theme)
        self.leave_button = KeyButton("Masquer mon avis", LEAVE_KEYS, "toggle")
        self._build(theme, focus)

    def show_view(self, view: OpinionsView) -> None:
        """The jurors who may take a turn; another oral, or the reveal, ends the one under way."""
        oral = self._presenter.number
        possible = {None, *(each.key for each in view.jurors if not (each.gone or each.closed))}
        if oral != self._oral or not view.open or self._presenter.juror not in possible:
            self._stop()
            self._oral = oral
        if [each.key for each in view.jurors] != [each.key for each in self._jurors]:
            self.choice.clear()
            self.choice.addItem("choisir le membre", "")
            for juror in view.jurors:
                self.choice.addItem(f"{juror.seat} {juror.name}", juror.key)
            self.choice.updateGeometry()
        self._jurors = view.jurors
        self.setVisible(view.open)
        self._show()

    def ask(self, position: int) -> None:
        """Ask for the turn of a juror, from 1 in the order of the commission; 0 ends the turn under way."""
        if not self.isVisible() or position > len(self._jurors):
            return
        asked = self._jurors[position - 1] if position else None
        if asked is not None and asked.key == self._presenter.juror:
            self.finished.emit()
            return
        self.leave()
        if asked is not None and asked.gone:
            self._presenter.conductor.refused.emit(messages.refusal(Refusal(Reason.JUROR_GONE)))
        elif asked is not None and asked.closed:
            self._presenter.conductor.refused.emit(messages.refusal(Refusal(Reason.OPINION_CLOSED)))
        elif asked is not None:
            self._ask(asked)

    def leave(self) -> None:
        """Hide what only the juror in turn may see, at once."""
        self._stop()
        self._show()
        self.finished.emit()

    def end(self) -> None:
        """The same where somebody is in turn or types a code; the keyboard stays where it is otherwise."""
        if self._presenter.juror is not None or self._asked is not None:
            self.leave()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._stop()

    def _stop(self) -> None:
        if self._presenter.juror is not None:
            self.leaving.emit()
            self._presenter.turn_to(None)
        self._give_up()

    def _give_up(self) -> None:
        self._asked, self._step, self._first = None, _Step.IDLE, ""
        self._warrant = None
        self.warrant.forget()
        self.pin.clear()

    def _ask(self, juror: JurorState) -> None:
        self._asked = juror
        self._step = _Step.ASK if juror.pin else _Step.CHOOSE
        self._tell("")
        self._show()
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self) -> None:
        juror, typed = self._asked, self.pin.text()
        self.pin.clear()
        if juror is None:
            return
        match self._step:
            case _Step.ASK if words := self._wrong(juror.key, typed, juror.name):
                self.forgotten.setVisible(juror.blank)
                # Whoever had another code would read what this one began: the commission reveals it instead.
                lost = "" if juror.blank else " Oublié\u202f? «\u202fRévéler sans attendre\u202f»."
                self._tell(f"{words}{lost}", wrong=True)
            case _Step.ASK:
                self._begin(juror)
            case _Step.CHOOSE if len(typed) < SHORTEST:
                self._tell(f"{SHORTEST} caractères au moins.", wrong=True)
            case _Step.CHOOSE:
                self._first, self._step = typed, _Step.REPEAT
                self._tell("")
            case _Step.REPEAT if typed != self._first:
                self._first, self._step = "", _Step.CHOOSE
                self._tell("Les deux codes diffèrent\u202f: recommencez.", wrong=True)
            case _Step.REPEAT if self._keep(juror, typed):
                self._begin(juror)
            case _:
                pass

    def _wrong(self, juror: str, typed: str, name: str) -> str:
        """Why this isn't the code of a juror; "" where it is."""
        try:
            check_pin(self._presenter.office, juror, typed)
        except WrongCode as error:
            return wrong_code(error, name)
        return ""

    def _keep(self, juror: JurorState, pin: str) -> bool:
        conductor = self._presenter.conductor
        if self._warrant is None:
            return conductor.choose_pin(juror.key, pin)
        return conductor.renew_pin(self._presenter.number, juror.key, pin, self._warrant)

    def _begin(self, juror: JurorState) -> None:
        self._give_up()
        self._presenter.turn_to(juror.key)
        self._show()
        self.finished.emit()

    def _forget(self) -> None:
        """A new PIN, as long as it lays nothing open that is hidden, and somebody answers for it."""
        juror, presenter = self._asked, self._presenter
        if juror is None:
            return
        try:
            free = may_choose_again(presenter.office, juror.key)
        except FileProblem as problem:
            presenter.conductor.failed.emit(messages.problem(problem))
            return
        if not free:
            self._tell(messages.refusal(Refusal(Reason.CODE_HIDES)), wrong=True)
            return
        self._step = _Step.VOUCH
        self._show()
        self._tell("")
        self.warrant.ask(vouchers(presenter.office, presenter.number, juror.key))

    def _vouch(self) -> None:
        warrant = self.warrant.take()
        if warrant is None:
            return
        words = ""
        if warrant.voucher:
            words = self._wrong(warrant.voucher, warrant.secret, self.warrant.voucher_name)
        if words:
            self.warrant.refuse(words)
            return
        self.warrant.forget()
        self._warrant, self._step = warrant, _Step.CHOOSE
        self._show()
        self._tell("")
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, wrong_words: str, *, wrong: bool = False) -> None:
        field, hint = {
            _Step.IDLE: ("", ""),
            _Step.ASK: ("Code", ""),
            _Step.VOUCH: ("", ""),
            _Step.CHOOSE: ("Code à choisir", f"{SHORTEST} caractères au moins, puis Entrée"),
            _Step.REPEAT: ("Le même code", "Une seconde fois, puis Entrée"),
        }[self._step]
        name = self._asked.name if self._asked else ""
        self.pin.setPlaceholderText(field)
        self.pin.setAccessibleName(f"{field}, {name}")
        tell(self.message, wrong_words or hint)
        set_role(self.message, "warning small" if wrong else "muted small")
        self.pin.setAccessibleDescription(self.message.text())
        announce(self.pin, wrong_words if wrong else "", urgent=True)
        if not wrong:
            self.forgotten.hide()

    def _show(self) -> None:
        asking = self._step is not _Step.IDLE
        shown = self._asked.key if self._asked else self._presenter.juror
        self.choice.setCurrentIndex(max(self.choice.findData(shown or ""), 0))
        self.pin.setVisible(asking and self._step is not _Step.VOUCH)
        self.warrant.setVisible(self._step is _Step.VOUCH)
        self.leave_button.setVisible(self._presenter.juror is not None)
        if not asking:
            self._tell("")
        self.updateGeometry()

    def _build(self, theme: Theme, focus: Qt.FocusPolicy) -> None:
        self.choice.setAccessibleName("Avis de")
        self.choice.setToolTip("Prendre son tour (Alt+1, Alt+2…)")
        self.choice.activated.connect(self.ask)
        self.pin.entered.connect(self._enter)
        self.pin.given_up.connect(self.leave)
        self.forgotten.clicked.connect(self._forget)
        self.warrant.given.connect(self._vouch)
        self.warrant.given_up.connect(self.leave)
        self.leave_button.setFocusPolicy(focus)
        self.leave_button.clicked.connect(self.leave)
        title = label("Avis de", "muted small")
        asked = (self.pin, self.message, self.forgotten, self.warrant)
        shown = (title, self.choice, *asked, self.leave_button)
        flow(theme, *shown, gap=6, within=self)
        sized(theme, self.pin, width=210)
        for each in (self.pin, self.message, self.forgotten, self.leave_button):
            each.hide()


class ModeChoice(QWidget):
    """Gone once the choice is made for good."""

    def __init__(self, theme: Theme, presenter: OralPresenter, focus: Qt.FocusPolicy) -> None:
        super().__init__()
        self._presenter = presenter
        self._group = QButtonGroup(self)
        self.buttons = {mode: self._button(mode, focus) for mode in OpinionMode}
        row(theme, *self.buttons.values(), gap=4, within=self)

    def show_view(self, view: OpinionsView) -> None:
        for mode, button in self.buttons.items():
            button.setChecked(view.mode is mode)
        self.setVisible(view.choosable)

    def toggle(self) -> None:
        """The other mode; refused, with the reason, once opinions have begun."""
        now = self._presenter.oral.debate.mode
        self._choose(next(mode for mode in OpinionMode if mode is not now))

    def _choose(self, mode: OpinionMode) -> None:
        if not self._presenter.act(ModeChosen(mode)):
            for each, button in self.buttons.items():
                button.setChecked(each is self._presenter.oral.debate.mode)

    def _button(self, mode: OpinionMode, focus: Qt.FocusPolicy) -> QPushButton:
        made = toggle(MODE_NAMES[mode], focus)
        tips = {
            OpinionMode.COMMON: "La commission décide d’une seule voix ({opinions.mode})",
            OpinionMode.SEPARATE: "Chacun donne son avis, révélé quand tous l’ont rendu ({opinions.mode})",
        }
        KeyedText(made, made.setToolTip, tips[mode])
        made.clicked.connect(lambda: self._choose(mode))
        self._group.addButton(made)
        return made


_TURNS = 6
"""Nobody and five jurors can be chosen by key."""


class TurnBar(Framed):
    """The line over the criteria: how the commission gives its opinion, and whose turn it is; nothing at all
    where there is nothing to choose. ``choose``: what Alt+0, Alt+1… do, a turn where nothing else is said.
    """

    def __init__(
        self,
        theme: Theme,
        presenter: OralPresenter,
        page: QWidget,
        focus: tuple[Qt.FocusPolicy, Qt.FocusPolicy],
        choose: Callable[[int], object] | None = None,
    ) -> None:
        """``focus``: of the mode's buttons, of the turn's choice."""
        super().__init__("line-bottom")
        self.mode = ModeChoice(theme, presenter, focus[0])
        self.turn = OpinionTurn(theme, presenter, focus[1])
        mode = (self.mode, AT_MIDDLE)
        row(theme, mode, (self.turn, 1), 0, gap=12, margins=(16, 5, 12, 5), within=self)
        Action("opinions.mode", page, self.mode.toggle)
        for position in range(_TURNS):
            shortcut(page, f"Alt+{position}", partial(choose or self.turn.ask, position))

    def show_view(self, view: OpinionsView) -> None:
        self.mode.show_view(view)
        self.turn.show_view(view)
        self.setVisible(view.choosable or view.hidden)
