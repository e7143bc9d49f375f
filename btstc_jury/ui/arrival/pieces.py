"""What the sections of the arrival are made of: a card, a tick, a small form in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import Framed, held, label, set_role, tell
from btstc_jury.ui.widgets.buttons import PushButton, TickBox
from btstc_jury.ui.widgets.fields import Field, WholeLine, keeps_escape, line_edit
from btstc_jury.ui.widgets.layouts import column, flow, row

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Tick(TickBox):
    """Space ticks; Enter ticks and goes on: ``passed`` asks for the next one. ``chosen``: a user's act."""

    passed = Signal()

    def __init__(self, theme: Theme, text: str, chosen: Callable[[bool], object]) -> None:
        super().__init__(theme, text)
        self._chosen = chosen
        # With its argument, which Qt would keep from a partial function.
        self.clicked.connect(lambda on: self._chosen(on))  # noqa: PLW0108

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & _COMMAND:
            if not self.isChecked():
                self.setChecked(True)
                self._chosen(True)
            self.passed.emit()
        else:
            super().keyPressEvent(event)

    def show_checked(self, checked: bool) -> None:
        """Paint what is recorded; nothing is asked for."""
        if self.isChecked() is not checked:
            self.setChecked(checked)


class Section(Framed):
    """A card with a title; ``state`` says on its right what is recorded."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__("card")
        self.theme = theme
        self.title = label(title, "strong")
        self.state = held(label("", "small muted", wrap=True))
        self.state.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.head = row(theme, self.title, (self.state, 1))
        self.body = column(theme, self.head, margins=(16, 12), within=self)

    def show_state(self, text: str, role: str = "muted") -> None:
        """``role``: « done », « warning » or « muted »; the words say the same."""
        tell(self.state, text)
        set_role(self.state, f"small {role}")


class Links(QWidget):
    """What is rarely needed, on as many lines as the width asks for."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._flow = flow(theme, within=self)

    def add(self, text: str, slot: Callable[[], object]) -> PushButton:
        made = PushButton(text, "link")
        made.clicked.connect(slot)
        self._flow.addWidget(made)
        return made


class InlineForm(Framed):
    """A question in place. Enter in a field or the button confirms (``confirmed``), Esc leaves; the keys then
    go back to ``place``.

    Every field must be filled; the sentence beside it says so.
    """

    def __init__(
        self,
        theme: Theme,
        confirm: str,
        confirmed: Callable[[], object],
        place: QWidget,
        fields: Sequence[Field] = (),
    ) -> None:
        super().__init__("sunken")
        self._confirmed = confirmed
        self._place = place
        self.fields = tuple(fields)
        self._follows = label("", wrap=True)
        self.confirm = PushButton(confirm)
        self.cancel = PushButton("Ne rien changer")
        self.confirm.clicked.connect(self._confirm)
        self.cancel.clicked.connect(self.leave)
        buttons = flow(theme, self.confirm, self.cancel)
        column(theme, self._follows, *self.fields, buttons, margins=(12, 10), within=self)
        self.hide()

    def ask(self, follows: str) -> None:
        """``follows``: what the act brings about, read before it is confirmed."""
        tell(self._follows, follows)
        for field in self.fields:
            field.set_error("")
        self.show()
        (self.fields[0].editor if self.fields else self.confirm).setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Give the question up; what was typed stays for the next time."""
        self.hide()
        self._place.setFocus()

    def close_form(self) -> None:
        """The answer is recorded."""
        self.hide()
        for field in self.fields:
            if isinstance(field.editor, QLineEdit):
                field.editor.clear()

    def event(self, event: QEvent) -> bool:
        """Esc is the question's before it is the page's."""
        return keeps_escape(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in _ENTER and not event.modifiers() & _COMMAND:
            self._confirm()
        else:
            super().keyPressEvent(event)

    def _confirm(self) -> None:
        if not point_out(self.fields, "À remplir."):
            self._confirmed()


def point_out(fields: Iterable[Field], words: str) -> bool:
    """Say at each empty line that it is to be filled, and go to the first; whether there is one."""
    for field in fields:
        line = field.editor
        empty = isinstance(line, QLineEdit) and not line.text().strip()
        problem = line.problem() if isinstance(line, WholeLine) else ""
        field.set_error(words if empty else problem)
    wrong = next((field for field in fields if field.error), None)
    if wrong is not None:
        wrong.editor.setFocus(Qt.FocusReason.OtherFocusReason)
    return wrong is not None


def text_field(theme: Theme, caption: str, limit: int) -> tuple[Field, QLineEdit]:
    """One line to fill, with its caption. That it lacks is said until it is filled."""
    editor = line_edit(limit=limit)
    field = Field(theme, caption, editor)

    def fill() -> None:
        if field.error and editor.text().strip() and not editor.problem():
            field.set_error("")

    editor.textChanged.connect(fill)
    return field, editor
