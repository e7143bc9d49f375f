"""What the sections of the editor are made of: texts of a case, rows written beside their list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from btstc_jury.application.views.messages import unfit
from btstc_jury.domain.wording import in_lines
from btstc_jury.ui.cases.draft import CaseDraft
from btstc_jury.ui.oral.texts import TextEditor
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import plain_tip, set_role
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.fields import Choice, Field, LineField
from btstc_jury.ui.widgets.layouts import column, flow, sized
from btstc_jury.ui.widgets.lists import KeyedRows

PARAGRAPH, TEXT, TITLE, LINE, TRADE = 10_000, 1_000_000, 200, 500, 100
"""Characters that a case file holds of a text."""

_Row = TypeVar("_Row")
_Kind = TypeVar("_Kind", bound=StrEnum)


class CaseText(Field):
    """A text of some lines. ``typed``: by the user. Enter is its own, Tab leaves it."""

    typed = Signal()

    def __init__(
        self, theme: Theme, caption: str, hint: str = "", *, lines: int = 2, limit: int = PARAGRAPH
    ) -> None:
        self.text_editor = TextEditor(lines)
        self.text_editor.unrecorded = True
        self._limit = limit
        super().__init__(theme, caption, self.text_editor, hint)
        for each in self.findChildren(QLabel):
            each.setWordWrap(True)
        self.text_editor.textChanged.connect(self._on_typed)

    def text(self) -> str:
        return in_lines(self.text_editor.text())

    def show_text(self, text: str) -> None:
        """Without telling that it changed; where it stands already, one stays where one types."""
        if text == self.text():
            return
        with QSignalBlocker(self.text_editor):
            self.text_editor.setPlainText(text)
        self._check()

    def _on_typed(self) -> None:
        self._check()
        self.typed.emit()

    def _check(self) -> None:
        text = self.text()
        self.set_error(unfit(text, self._limit) if len(text) > self._limit else "")


class CaseLine(LineField):
    """One line of a case. ``typed``: by the user."""

    typed = Signal()

    def __init__(self, theme: Theme, caption: str, hint: str = "", *, limit: int = LINE) -> None:
        super().__init__(theme, caption, hint=hint, limit=limit)
        self.line.textEdited.connect(lambda _text: self.typed.emit())

    def show_text(self, text: str) -> None:
        if text != self.text():
            self.line.setText(text)


def choice_of(theme: Theme, kinds: type[_Kind], words: Callable[[_Kind], str], none: str = "") -> Choice:
    """By names; ``none``: what no choice is called, "" where there must be one."""
    made = Choice(theme)
    if none:
        made.addItem(none, None)
    for each in kinds:
        made.addItem(words(each), each)
    return made


class RowsEditor(QWidget, Generic[_Row]):
    """A list with its keys and buttons: added, taken away, moved. ``turned``: another row is chosen;
    ``asked(act)``: « add », « remove », « up », « down ».
    """

    turned = Signal()
    asked = Signal(str)

    def __init__(
        self, theme: Theme, name: str, words: Callable[[_Row, int], str], add: str, *, moves: bool = True
    ) -> None:
        super().__init__()
        self._words = words
        self.list = KeyedRows()
        self.list.setAccessibleName(name)
        set_role(self.list, "boxed")
        sized(theme, self.list, height=(72, 150))
        self.add = PushButton(add)
        self._remove = PushButton("&Retirer")
        self._up = PushButton("&Monter")
        self._down = PushButton("&Descendre")
        for button, keys in ((self._remove, "Suppr"), (self._up, "Ctrl+Haut"), (self._down, "Ctrl+Bas")):
            button.setToolTip(plain_tip(f"{keys} dans la liste"))
        buttons = (self.add, self._remove, self._up, self._down)
        self.buttons = flow(theme, *(buttons if moves else buttons[:2]))
        column(theme, self.list, self.buttons, within=self)
        for button, act in zip(buttons, ("add", "remove", "up", "down"), strict=True):
            button.clicked.connect(partial(self.asked.emit, act))
        self.list.removed.connect(partial(self.asked.emit, "remove"))
        if moves:
            self.list.moved.connect(lambda by: self.asked.emit("up" if by < 0 else "down"))
        self.list.currentRowChanged.connect(self._on_turned)

    def add_button(self, button: QPushButton) -> None:
        self.buttons.addWidget(button)

    @property
    def place(self) -> int:
        """Of the row that is chosen, from 0; -1 for none."""
        return self.list.currentRow()

    def show_rows(self, rows: Sequence[_Row], place: int) -> None:
        """Without telling that another one is chosen."""
        with QSignalBlocker(self.list):
            told = [self._words(each, number) for number, each in enumerate(rows)]
            if self.list.count() == len(told):
                for number, words in enumerate(told):
                    self.list.item(number).setText(words)
            else:
                self.list.clear()
                self.list.addItems(told)
            self.list.setCurrentRow(min(max(place, 0), len(told) - 1))
        self.list.setVisible(bool(told))
        self._able()

    def _on_turned(self, _place: int) -> None:
        self._able()
        self.turned.emit()

    def _able(self) -> None:
        place, count = self.place, self.list.count()
        self._remove.setEnabled(place >= 0)
        self._up.setEnabled(place > 0)
        self._down.setEnabled(0 <= place < count - 1)


def with_row(rows: tuple[_Row, ...], place: int, row: _Row) -> tuple[_Row, ...]:
    return (*rows[:place], row, *rows[place + 1 :])


def without_row(rows: tuple[_Row, ...], place: int) -> tuple[_Row, ...]:
    return (*rows[:place], *rows[place + 1 :])


def put_back(rows: tuple[_Row, ...], place: int, row: _Row) -> tuple[_Row, ...]:
    """Where it stood, as far as there are as many."""
    return (*rows[:place], row, *rows[place:])


def moved(rows: tuple[_Row, ...], place: int, by: int) -> tuple[tuple[_Row, ...], int]:
    """And where it stands then."""
    to = min(max(place + by, 0), len(rows) - 1)
    others = without_row(rows, place)
    return put_back(others, to, rows[place]), to


class SectionPage(QWidget):
    """One section of the editor. ``told``: a sentence on what was done; ``refused``: why something wasn't."""

    told = Signal(str)
    refused = Signal(str)

    def __init__(self, theme: Theme, draft: CaseDraft) -> None:
        super().__init__()
        self.theme = theme
        self.draft = draft

    def show_case(self) -> None:
        """Fill the fields with what the draft holds."""
        raise NotImplementedError

    def begin(self) -> None:
        """Give the keys to what comes first."""
        raise NotImplementedError

    def first_error(self) -> Field | None:
        """The first of its fields whose entry can't be kept."""
        return next((each for each in self.findChildren(Field) if each.error), None)


def focus(widget: QWidget) -> None:
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
