"""Whose opinion is on the screen: each juror takes a turn behind a PIN of their own."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from btstc_jury.application.pins import SHORTEST, is_pin
from btstc_jury.application.views.opinions import JurorState, OpinionsView
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.opinions.entry_line import EntryLine
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, set_role
from btstc_jury.ui.widgets.buttons import KeyButton, PushButton
from btstc_jury.ui.widgets.fields import Choice
from btstc_jury.ui.widgets.layouts import FlowLayout

LEAVE_KEYS = "Alt+0"


class _Step(Enum):
    """``CHOOSE`` then ``REPEAT``: a PIN is chosen; ``ASK``: the one chosen before is asked."""

    IDLE = auto()
    ASK = auto()
    CHOOSE = auto()
    REPEAT = auto()


class PinField(EntryLine):
    """What is typed is never shown."""

    def __init__(self) -> None:
        super().__init__("", 64)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)


class OpinionTurn(QWidget):
    """``juror``: key of the one in turn, ``None`` for nobody.

    ``leaving``: the turn is about to end, its author's typing can still be recorded as theirs; ``changed``:
    another juror, or nobody, is in turn; ``finished``: the keyboard may go back to where it was.
    """

    leaving = Signal()
    changed = Signal()
    finished = Signal()

    def __init__(
        self, theme: Theme, conductor: Conductor, focus: Qt.FocusPolicy = Qt.FocusPolicy.ClickFocus
    ) -> None:
        super().__init__()
        self._theme = theme
        self._conductor = conductor
        self._jurors: tuple[JurorState, ...] = ()
        self._oral: int | None = None
        self._asked: JurorState | None = None
        self._step = _Step.IDLE
        self._first = ""
        self.juror: str | None = None
        self.choice = Choice(theme)
        self.choice.setFocusPolicy(focus)
        self.pin = PinField()
        self.message = label(role="muted small")
        self.forgotten = PushButton("Code oublié")
        self.leave_button = KeyButton("Masquer mon avis", LEAVE_KEYS)
        self._build(focus)
        theme.changed.connect(self._space)
        self._space()

    def show_view(self, oral: int, view: OpinionsView) -> None:
        """The jurors who may take a turn; another oral, or the reveal, ends the one under way."""
        if oral != self._oral or not view.open or self.juror not in {None, *(j.key for j in view.jurors)}:
            self._end_turn()
            self._give_up()
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
        if asked is not None and asked.key == self.juror:
            self.finished.emit()
            return
        self.leave()
        if asked is not None:
            self._ask(asked)

    def leave(self) -> None:
        """Hide what only the juror in turn may see, at once."""
        self._end_turn()
        self._give_up()
        self._show()
        self.finished.emit()

    def end(self) -> None:
        """The same where somebody is in turn; the keyboard stays where it is otherwise."""
        if self.juror is not None:
            self.leave()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._end_turn()
            self._give_up()

    def _end_turn(self) -> None:
        if self.juror is not None:
            self.leaving.emit()
            self.juror = None
            self.changed.emit()

    def _give_up(self) -> None:
        self._asked, self._step, self._first = None, _Step.IDLE, ""
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
            case _Step.ASK if is_pin(self._conductor.office, juror.key, typed):
                self._begin(juror)
            case _Step.ASK:
                self.forgotten.setVisible(juror.blank)
                self._tell(f"Ce n’est pas le code de {juror.name}.", wrong=True)
            case _Step.CHOOSE if len(typed) < SHORTEST:
                self._tell(f"{SHORTEST} caractères au moins.", wrong=True)
            case _Step.CHOOSE:
                self._first, self._step = typed, _Step.REPEAT
                self._tell("")
            case _Step.REPEAT if typed != self._first:
                self._first, self._step = "", _Step.CHOOSE
                self._tell("Les deux codes diffèrent\u202f: recommencez.", wrong=True)
            case _Step.REPEAT if self._conductor.choose_pin(juror.key, typed):
                self._begin(juror)
            case _:
                pass

    def _begin(self, juror: JurorState) -> None:
        self._give_up()
        self.juror = juror.key
        self._show()
        self.changed.emit()
        self.finished.emit()

    def _forget(self) -> None:
        """A new PIN, as long as it lays nothing open that is hidden."""
        if self._asked is not None and self._asked.blank:
            self._step = _Step.CHOOSE
            self._tell("")
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, wrong_words: str, *, wrong: bool = False) -> None:
        field, hint = {
            _Step.IDLE: ("", ""),
            _Step.ASK: ("Code", ""),
            _Step.CHOOSE: (
                "Code à choisir",
                f"{SHORTEST} caractères au moins, puis Entrée",
            ),
            _Step.REPEAT: ("Le même code", "Une seconde fois, puis Entrée"),
        }[self._step]
        name = self._asked.name if self._asked else ""
        self.pin.setPlaceholderText(field)
        self.pin.setAccessibleName(f"{field}, {name}")
        self.message.setText(wrong_words or hint)
        self.message.setVisible(bool(wrong_words or hint))
        set_role(self.message, "warning small" if wrong else "muted small")
        self.pin.setAccessibleDescription(self.message.text())
        if not wrong:
            self.forgotten.hide()

    def _show(self) -> None:
        asking = self._step is not _Step.IDLE
        shown = self._asked.key if self._asked else self.juror
        self.choice.setCurrentIndex(max(self.choice.findData(shown or ""), 0))
        self.pin.setVisible(asking)
        self.leave_button.setVisible(self.juror is not None)
        if not asking:
            self._tell("")
        self.updateGeometry()

    def _build(self, focus: Qt.FocusPolicy) -> None:
        self.choice.setAccessibleName("Avis de")
        self.choice.setToolTip("Prendre son tour (Alt+1, Alt+2…)")
        self.choice.activated.connect(self.ask)
        self.pin.entered.connect(self._enter)
        self.pin.given_up.connect(self.leave)
        self.forgotten.setProperty("role", "link")
        self.forgotten.clicked.connect(self._forget)
        self.leave_button.setProperty("role", "toggle")
        self.leave_button.setFocusPolicy(focus)
        self.leave_button.clicked.connect(self.leave)
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(0, 0, 0, 0)
        title = label("Avis de", "muted small")
        for each in (title, self.choice, self.pin, self.message, self.forgotten, self.leave_button):
            self._flow.addWidget(each)
        self.pin.hide()
        self.message.hide()
        self.forgotten.hide()
        self.leave_button.hide()

    def _space(self) -> None:
        self._flow.setSpacing(self._theme.space(6))
        self.pin.setFixedWidth(self._theme.px(210))
