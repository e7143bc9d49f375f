"""Where a note is typed: the field, who signs it, and below what the keys do or what was refused."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from btstc_jury.ui.live.note_author import NoteAuthor
from btstc_jury.ui.live.note_field import NoteField
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import frame, label, set_role

_MARGIN = 7
_TIGHT_MARGIN = 3
_AUTHOR_SHARE = 0.34
"""Share of the width that the author takes at most."""


class NoteEntry(QWidget):
    """``overlay``: the screen over which the proposals of criteria appear."""

    def __init__(self, theme: Theme, overlay: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._tight = False
        self._needed = False
        self.field = NoteField(theme, overlay)
        self.signer = NoteAuthor(theme)
        self._hint = label(role="muted small", wrap=True)
        self._saved = label(role="muted small")
        self._saved.hide()
        self._build()
        theme.changed.connect(self._space)
        self._space()

    def set_editable(self, editable: bool) -> None:
        self.field.setReadOnly(not editable)
        self.signer.set_editable(editable)

    def show_saved(self, text: str) -> None:
        """« enregistré 14:41:07 »."""
        self._saved.setText(text)
        self._saved.setVisible(not self._tight)

    def show_hint(self, text: str, *, needed: bool = False, refused: bool = False) -> None:
        """``needed``: told even where it is tight."""
        self._needed = needed or refused
        self._hint.setText(text)
        set_role(self._hint, "overrun small" if refused else "muted small")
        self._hint.setVisible(self._needed or not self._tight)

    def set_tight(self, *, tight: bool) -> None:
        """Whether there is no height for the keys' hint."""
        if tight is not self._tight:
            self._tight = tight
            self._hint.setVisible(self._needed or not tight)
            self._saved.setVisible(not tight and bool(self._saved.text()))
            self._space()

    def least_height(self, *, tight: bool) -> int:
        """Under which something would be cut, in pixels."""
        space = self._theme.space
        field = max(self.field.sizeHint().height(), self.signer.sizeHint().height())
        height = field + 2 * space(_TIGHT_MARGIN if tight else _MARGIN)
        if not tight or self._needed:
            width = self.width() - 2 * space(16)
            if not tight and self._saved.text():
                width -= self._saved.sizeHint().width() + space(8)
            height += self._hint.heightForWidth(max(width, 1)) + space(4)
        return height

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._narrow()

    def _build(self) -> None:
        entry = frame("surface")
        self._column = QVBoxLayout(entry)
        self._line = QHBoxLayout()
        self._line.addWidget(self.field, 1)
        self._line.addWidget(self.signer)
        below = QHBoxLayout()
        below.addWidget(self._hint, 1)
        below.addWidget(self._saved)
        self._column.addLayout(self._line)
        self._column.addLayout(below)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(entry)

    def _space(self) -> None:
        space = self._theme.space
        margin = space(_TIGHT_MARGIN if self._tight else _MARGIN)
        self._column.setContentsMargins(space(16), margin, space(16), margin)
        self._column.setSpacing(space(4))
        self._line.setSpacing(space(8))
        self._narrow()

    def _narrow(self) -> None:
        share = max(round(self.width() * _AUTHOR_SHARE), 1)
        self.signer.set_width(min(self._theme.px(150), share))
