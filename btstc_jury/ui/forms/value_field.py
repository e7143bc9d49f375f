"""One value of a form in its field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from btstc_jury.application.form_editing import as_number, as_text
from btstc_jury.application.views.form_editor import (
    FieldSpec,
    Kind,
    by_role_lines,
    by_role_of,
    choice_words,
    numbers_of,
    role_of,
    role_words,
)
from btstc_jury.ui.oral.texts import Paragraph, TextEditor
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import plain_tip, set_role
from btstc_jury.ui.widgets.fields import Choice, Field, WholeLine

_LONGEST = 1000
"""Characters: more than any text of a form may have, so that the readers say how many are too many."""
_LINES = (3, 8)
_MOST_TICKS, _TICK = 6, 22
"""Lines seen at once, and their height at least."""
_LOST = ", que la forme n’a pas"
_FLAGS: tuple[tuple[str, bool], ...] = (("non", False), ("oui", True))


class _Ticks(QListWidget):
    """Some of several, each with a box; the space bar ticks."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        set_role(self, "boxed")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def show_codes(self, offered: Sequence[tuple[str, object]], ticked: Sequence[object]) -> None:
        """With those that are ticked though the form has them no more."""
        row = self.currentRow()
        known = [each for _, each in offered]
        lost = [(f"{each}{_LOST}" if offered else str(each), each) for each in ticked if each not in known]
        with QSignalBlocker(self):
            self.clear()
            for words, code in (*offered, *lost):
                item = QListWidgetItem(words)
                item.setData(Qt.ItemDataRole.UserRole, code)
                item.setToolTip(plain_tip(words))
                item.setCheckState(Qt.CheckState.Checked if code in ticked else Qt.CheckState.Unchecked)
                self.addItem(item)
            self.setCurrentRow(min(max(row, 0), self.count() - 1))
        shown = min(max(self.count(), 1), _MOST_TICKS)
        self.setFixedHeight(
            shown * max(self.sizeHintForRow(0), self._theme.px(_TICK)) + 2 * self.frameWidth() + 4
        )

    def chosen(self) -> list[object]:
        items = (self.item(row) for row in range(self.count()))
        return [
            each.data(Qt.ItemDataRole.UserRole)
            for each in items
            if each.checkState() is Qt.CheckState.Checked
        ]


class ValueField(Field):
    """``changed``: by the user; ``asks``: what the field asks for. The origin stands below, until an error
    takes its place.
    """

    changed = Signal()

    def __init__(self, theme: Theme, spec: FieldSpec) -> None:
        self.spec = spec
        self._line: WholeLine | None = None
        self._lines: TextEditor | None = None
        self._choice: Choice | None = None
        self._ticks: _Ticks | None = None
        self._offered: tuple[tuple[str, object], ...] = ()
        editor: QWidget
        match spec.kind:
            case Kind.TEXT | Kind.NUMBER | Kind.TIME | Kind.NUMBERS:
                editor = self._line = WholeLine(limit=_LONGEST)
                self._line.textChanged.connect(self._tell)
            case Kind.PARAGRAPH:
                editor = self._lines = Paragraph()
                self._lines.textChanged.connect(self._tell)
            case Kind.LINES | Kind.ROLES | Kind.BY_ROLE | Kind.LEVELS:
                editor = self._lines = TextEditor(*_LINES)
                self._lines.unrecorded = True
                self._lines.textChanged.connect(self._tell)
            case Kind.CODES:
                editor = self._ticks = _Ticks(theme)
                self._ticks.itemChanged.connect(self._tell)
            case Kind.RANK:
                editor = self._choice = Choice(theme)
                self._choice.currentIndexChanged.connect(self._tell)
            case Kind.FLAG | Kind.CHOICE:
                editor = self._choice = Choice(theme)
                words = _FLAGS if spec.kind is Kind.FLAG else choice_words(spec)
                for text, value in words:
                    self._choice.addItem(text, value)
                self._choice.currentIndexChanged.connect(self._tell)
            case _:
                assert_never(spec.kind)
        super().__init__(theme, spec.caption, editor, spec.hint)
        self.asks = spec.hint

    def offer(self, offered: tuple[tuple[str, object], ...]) -> None:
        """What there is to choose from, before a value is shown."""
        self._offered = offered

    def value(self) -> object | None:
        """As a form file has it; ``None`` for nothing."""
        if self._ticks is not None:
            return self._ticks.chosen() or None
        if self._choice is not None:
            chosen: object = self._choice.currentData()
            return chosen
        if isinstance(self._lines, Paragraph):
            return self._lines.text().strip() or None
        if self._lines is not None:
            return self._list(self._lines.text())
        text = "" if self._line is None else self._line.text().strip()
        if self.spec.kind is Kind.NUMBERS:
            return numbers_of(text)
        return as_number(text) if self.spec.kind is Kind.NUMBER else _time(text, self.spec.kind) or None

    def show_value(self, value: object | None) -> None:
        """Without telling that it changed."""
        with QSignalBlocker(self):
            if self.spec.kind is Kind.RANK:
                self._offer_ranks(value)
            if self._ticks is not None:
                self._ticks.show_codes(self._offered, value if isinstance(value, list) else [])
            elif self._choice is not None:
                place = self._choice.findData(
                    False if value is None and self.spec.kind is Kind.FLAG else value
                )
                self._choice.setCurrentIndex(place)
            elif self._lines is not None:
                self._lines.setPlainText("\n".join(_lines_of(value, self.spec.kind)))
            elif self._line is not None:
                self._line.setText(", ".join(map(str, value)) if isinstance(value, list) else as_text(value))

    def show_origin(self, words: str) -> None:
        """Beside what the field asks for."""
        self.set_hint(" · ".join(filter(None, (self.asks, words and f"origine\u202f: {words}"))))

    def _tell(self) -> None:
        self.changed.emit()

    def _offer_ranks(self, value: object | None) -> None:
        """With the one that is said, though the form has it no more."""
        if self._choice is None:
            return
        known = [each for _, each in self._offered]
        lost = () if value is None or value in known else ((f"{as_text(value)}{_LOST}", value),)
        self._choice.clear()
        for words, each in (("aucun", None), *self._offered, *lost):
            self._choice.addItem(words, each)

    def _list(self, text: str) -> object | None:
        lines = [line.strip() for line in text.split("\n")]
        if self.spec.kind is Kind.LEVELS:
            while lines and not lines[-1]:
                lines.pop()
            return lines or None
        said = [line for line in lines if line]
        if self.spec.kind is Kind.BY_ROLE:
            return by_role_of(said)
        return ([role_of(each) for each in said] if self.spec.kind is Kind.ROLES else said) or None


def _lines_of(value: object | None, kind: Kind) -> list[str]:
    if kind is Kind.PARAGRAPH:
        return [as_text(value)]
    if isinstance(value, dict):
        return by_role_lines(value)
    said = [str(each) for each in value] if isinstance(value, list) else []
    return [role_words(each) for each in said] if kind is Kind.ROLES else said


def _time(text: str, kind: Kind) -> object:
    return int(text) if kind is Kind.TIME and text.isdecimal() and len(text) < len("10000") else text
