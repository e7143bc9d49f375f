"""Whose opinion is on the screen: how the commission gives it, and each juror's turn behind a PIN."""

from __future__ import annotations

from enum import Enum, auto
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from btstc_jury.application.changes import Changes
from btstc_jury.application.pins import SHORTEST, is_pin
from btstc_jury.application.views.opinions import MODE_NAMES, JurorState, OpinionsView, opinions_view
from btstc_jury.domain.events import ModeChosen
from btstc_jury.domain.opinions import OpinionMode
from btstc_jury.ui.conductor import Conductor
from btstc_jury.ui.oral.texts import EntryLine
from btstc_jury.ui.shortcuts import KeyedText, default_keys
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label, set_role, shortcut
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


MODE_KEYS = default_keys("opinions.mode")


class ModeChoice(QWidget):
    """Follows the oral it is told by itself; gone once the choice is made for good. ``toggle`` is for the
    screen's shortcut (``MODE_KEYS``).
    """

    def __init__(
        self, theme: Theme, conductor: Conductor, focus: Qt.FocusPolicy = Qt.FocusPolicy.NoFocus
    ) -> None:
        super().__init__()
        self._theme = theme
        self._conductor = conductor
        self._oral: int | None = None
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.buttons = {mode: self._button(mode, focus) for mode in OpinionMode}
        conductor.changed.connect(self._on_changed)
        theme.changed.connect(self._space)
        self._space()

    def show_oral(self, oral: int) -> None:
        self._oral = oral
        self.show_view(opinions_view(self._conductor.office, oral))

    def show_view(self, view: OpinionsView) -> None:
        for mode, button in self.buttons.items():
            button.setChecked(view.mode is mode)
        self.setVisible(view.choosable)

    def toggle(self) -> None:
        """The other mode; refused, with the reason, once opinions have begun."""
        if self._oral is not None:
            now = self._conductor.office.oral(self._oral).debate.mode
            self._choose(next(mode for mode in OpinionMode if mode is not now))

    def _choose(self, mode: OpinionMode) -> None:
        if self._oral is not None and not self._conductor.act(self._oral, ModeChosen(mode)):
            self.show_oral(self._oral)

    def _on_changed(self, changes: Changes) -> None:
        if self._oral is not None and changes.oral == self._oral:
            self.show_oral(self._oral)

    def _button(self, mode: OpinionMode, focus: Qt.FocusPolicy) -> QPushButton:
        made = PushButton(MODE_NAMES[mode])
        made.setProperty("role", "toggle")
        made.setCheckable(True)
        made.setFocusPolicy(focus)
        tips = {
            OpinionMode.COMMON: "La commission décide d’une seule voix ({opinions.mode})",
            OpinionMode.SEPARATE: "Chacun donne son avis, révélé quand tous l’ont rendu ({opinions.mode})",
        }
        KeyedText(made, made.setToolTip, tips[mode])
        made.clicked.connect(lambda: self._choose(mode))
        self._group.addButton(made)
        self._row.addWidget(made)
        return made

    def _space(self) -> None:
        self._row.setSpacing(self._theme.space(4))


_TURNS = 6
"""Nobody and five jurors can be chosen by key."""


class TurnBar(QFrame):
    """Both on one line where there is room; nothing at all where there is nothing to choose."""

    def __init__(self, theme: Theme, mode: ModeChoice, turn: OpinionTurn) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "line-bottom")
        self._row = QHBoxLayout(self)
        self._row.addWidget(mode, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(turn, 1)
        self._row.addStretch(0)
        theme.changed.connect(self._space)
        self._space()

    def show_view(self, view: OpinionsView) -> None:
        self.setVisible(view.choosable or view.hidden)

    def _space(self) -> None:
        space = self._theme.space
        self._row.setContentsMargins(space(16), space(5), space(12), space(5))
        self._row.setSpacing(space(12))


def bind_turns(page: QWidget, mode: ModeChoice, turn: OpinionTurn) -> None:
    """Alt+M for the mode, Alt+1… for a juror's turn, Alt+0 to end it."""
    shortcut(page, MODE_KEYS, mode.toggle)
    for position in range(_TURNS):
        shortcut(page, f"Alt+{position}", partial(turn.ask, position))
