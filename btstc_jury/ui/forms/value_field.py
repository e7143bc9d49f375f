"""One value of a form in its field."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

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
from btstc_jury.ui.widgets.fields import Choice, Field, WholeLine

_LONGEST = 1000
"""Characters: more than any text of a form may have, so that the readers say how many are too many."""
_LINES = (3, 8)
_FLAGS: tuple[tuple[str, bool], ...] = (("non", False), ("oui", True))


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

    def value(self) -> object | None:
        """As a form file has it; ``None`` for nothing."""
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
        self.blockSignals(True)
        if self._choice is not None:
            place = self._choice.findData(False if value is None and self.spec.kind is Kind.FLAG else value)
            self._choice.setCurrentIndex(place)
        elif self._lines is not None:
            self._lines.setPlainText("\n".join(_lines_of(value, self.spec.kind)))
        elif self._line is not None:
            self._line.setText(", ".join(map(str, value)) if isinstance(value, list) else as_text(value))
        self.blockSignals(False)

    def show_origin(self, words: str) -> None:
        """Beside what the field asks for."""
        self.set_hint(" · ".join(filter(None, (self.asks, words and f"origine\u202f: {words}"))))

    def _tell(self) -> None:
        self.changed.emit()

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
