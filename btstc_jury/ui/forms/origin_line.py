"""Where the value whose field has the keys comes from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.form_editing import Values
from btstc_jury.application.views.form_editor import AUTHORITIES
from btstc_jury.domain.form import TYPED, Authority
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import ElidedLabel, plain_tip
from btstc_jury.ui.widgets.buttons import PushButton
from btstc_jury.ui.widgets.fields import Choice, Field, LineField, beside
from btstc_jury.ui.widgets.layouts import column, row


class OriginLine(QWidget):
    """``chosen``: authority, place, note, by the user; ``spread``: the same for all that was typed;
    ``back``: to the field of the value. ``keys`` give it the keys, and it says so.
    """

    chosen = Signal(Authority, str, str)
    spread = Signal()
    back = Signal()

    def __init__(self, theme: Theme, keys: str) -> None:
        super().__init__()
        self._keys = keys
        self._of = ElidedLabel(role="small strong")
        self.authority = Choice(theme)
        for authority, words in AUTHORITIES.items():
            self.authority.addItem(words, authority)
        self.place = LineField(theme, "Endroit du texte", limit=300)
        self.note = LineField(theme, "Remarque sur l’origine", limit=300)
        by = Field(theme, "Fixée par", self.authority)
        self.to_all = PushButton("Pour toute la saisie")
        self.show_typed(())
        self.to_all.clicked.connect(self.spread)
        fields = row(theme, by, (self.place, 1), (self.note, 1), beside(self.note, self.to_all))
        column(theme, self._of, fields, gap=4, within=self)
        self.authority.currentIndexChanged.connect(self._tell)
        self.place.line.textEdited.connect(self._tell)
        self.note.line.textEdited.connect(self._tell)
        self.setEnabled(False)

    def show_origin(self, of: str, origin: Values | None) -> None:
        """``of``: the value, « Phases 2, maximum »."""
        said = origin or {}
        self._of.setText(f"Origine de la valeur ({self._keys})\u202f: {of}" if of else "Origine de la valeur")
        self.setEnabled(bool(of))
        with QSignalBlocker(self.authority):
            self.authority.setCurrentIndex(self.authority.findData(said.get("authority")))
        for field, key in ((self.place, "place"), (self.note, "note")):
            if field.text() != said.get(key, ""):
                field.line.setText(str(said.get(key, "")))

    def show_typed(self, named: Sequence[str]) -> None:
        """The values that would have the same origin."""
        which = f"\u202f: {', '.join(named)}" if named else ""
        told = f"La même origine pour chaque valeur «\u202fsaisie par le centre\u202f»{which}"
        self.to_all.setText(f"Pour toute la saisie ({len(named)})" if named else "Pour toute la saisie")
        self.to_all.setToolTip(plain_tip(told))
        self.to_all.setAccessibleDescription(told)

    def _tell(self) -> None:
        authority = self.authority.currentData() or Authority.DEFAULT
        if authority != Authority.DEFAULT and self.note.text() == TYPED.note:
            self.note.line.clear()
        self.chosen.emit(Authority(authority), self.place.text(), self.note.text())

    def toggle(self) -> None:
        """To the origin, or back to the value whose origin it is."""
        inside = (self.authority, self.place.line, self.note.line)
        if any(each.hasFocus() for each in inside):
            self.back.emit()
        elif self.isEnabled():
            self.authority.setFocus(Qt.FocusReason.ShortcutFocusReason)
