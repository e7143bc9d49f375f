"""Two texts side by side, what differs of them marked: struck through on the left, bold and underlined on the
right, and said in words.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from btstc_jury.application.views.case_differences import Piece, compared
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.layouts import column, row, sized

_TALL = (64, 140)


class MarkedText(QPlainTextEdit):
    """To be read. ``came``: what is marked came, or else went."""

    def __init__(self, theme: Theme, name: str, *, came: bool) -> None:
        super().__init__(readOnly=True, tabChangesFocus=True)
        self.setAccessibleName(name)
        sized(theme, self, height=_TALL)
        self._plain, self._marked = QTextCharFormat(), QTextCharFormat()
        if came:
            self._marked.setFontUnderline(True)
            self._marked.setFontWeight(QFont.Weight.Bold)
        else:
            self._marked.setFontStrikeOut(True)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        self.clear()
        cursor = self.textCursor()
        for each in pieces:
            cursor.insertText(each.text, self._marked if each.changed else self._plain)


def underline(editor: QPlainTextEdit, pieces: Sequence[Piece]) -> None:
    """In a text that is written: what came."""
    marks: list[QTextEdit.ExtraSelection] = []
    at = 0
    for each in pieces:
        if each.changed:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(editor.document())
            cursor.setPosition(at)
            cursor.setPosition(at + len(each.text), QTextCursor.MoveMode.KeepAnchor)
            form = QTextCharFormat()
            form.setFontUnderline(True)
            # The stubs know neither of the two.
            mark.cursor, mark.format = cursor, form
            marks.append(mark)
        at += len(each.text)
    editor.setExtraSelections(marks)


class MarkedTexts(QWidget):
    """``of``: which they are, where there are several on a screen."""

    def __init__(self, theme: Theme, before: str, after: str, of: str = "") -> None:
        super().__init__()
        self.left = MarkedText(theme, ", ".join(filter(None, (before, of))), came=False)
        self.right = MarkedText(theme, ", ".join(filter(None, (after, of))), came=True)
        sides = (
            (column(theme, label(before, "small strong"), self.left, gap=4), 1),
            (column(theme, label(after, "small strong"), self.right, gap=4), 1),
        )
        self._words = label("", "small muted", wrap=True)
        column(theme, row(theme, *sides, gap=16), self._words, gap=4, within=self)

    def show_texts(self, before: str, after: str) -> None:
        found = compared(before, after)
        self.left.show_pieces(found.before)
        self.right.show_pieces(found.after)
        told = f"Différences\u202f: {found.told}." if before.strip() or after.strip() else ""
        self._words.setText(told)
        self.right.setAccessibleDescription(told)
