"""Who signs the next notes, and whether they are for their author alone."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from btstc_jury.ui.shortcuts import KeyedText
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.fields import Choice


class NoteAuthor(QWidget):
    """While opinions are hidden the juror in turn signs, shown over the criteria, and may keep a note to
    themselves.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._following = False
        self._editable = True
        self.choice = Choice(theme)
        self.choice.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.choice.setAccessibleName("Auteur des notes")
        self.choice.setToolTip("Auteur des prochaines notes (Alt+0, Alt+1…)")
        self.personal = PushButton("Personnelle")
        self.personal.setProperty("role", "toggle")
        self.personal.setCheckable(True)
        self.personal.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        tip = "Pour son auteur seul jusqu’à la révélation ({opinions.personal})"
        KeyedText(self.personal, self.personal.setToolTip, tip)
        self.personal.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.personal)
        self._row.addWidget(self.choice)
        theme.changed.connect(self._space)
        self._space()

    @property
    def author(self) -> str | None:
        """Key of the juror who signs, ``None`` for the commission."""
        return self.choice.currentData() or None

    def show_authors(self, authors: Iterable[tuple[str, str]]) -> None:
        """Key and name of those who may sign."""
        kept = self.author
        self.choice.clear()
        self.choice.addItem("Commission", "")
        for key, name in authors:
            self.choice.addItem(name, key)
        self._choose_key(kept)

    def choose(self, position: int) -> None:
        """0 is the commission, then the jurors in order."""
        if 0 <= position < self.choice.count():
            self.choice.setCurrentIndex(position)

    def set_editable(self, editable: bool) -> None:
        self._editable = editable
        self.choice.setEnabled(editable and not self._following)

    def follow_turn(self, juror: str | None, *, hidden: bool) -> None:
        """``hidden``: opinions are; ``juror``: the one in turn."""
        self._following = hidden
        self.choice.setHidden(hidden)
        self.set_editable(self._editable)
        if hidden:
            self._choose_key(juror)
        shown = hidden and juror is not None
        if not shown:
            self.personal.setChecked(False)
        self.personal.setVisible(shown)

    def set_width(self, width: int) -> None:
        """Pixels that the choice of the author takes."""
        self.choice.setFixedWidth(width)

    def toggle_personal(self) -> None:
        """Whether the next note is for its author alone until the reveal."""
        if self.personal.isVisible():
            self.personal.toggle()

    def _choose_key(self, juror: str | None) -> None:
        self.choice.setCurrentIndex(max(self.choice.findData(juror or ""), 0))

    def _space(self) -> None:
        self._row.setSpacing(self._theme.space(8))
