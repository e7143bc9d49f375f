"""An objection that comes to mind while the student speaks: typed, or drawn from the bank."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter

from btstc_jury.application.case_bank import Bank
from btstc_jury.domain.assessment import TEXT_LIMIT
from btstc_jury.domain.case import Objection, ObjectionKind
from btstc_jury.ui.oral.texts import EntryLine
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.announcing import refuse_at
from btstc_jury.ui.widgets.basics import Framed, label, tell
from btstc_jury.ui.widgets.fields import Choice
from btstc_jury.ui.widgets.layouts import column, row, sized

_HINT = "Entrée la lance · quelques lettres la cherchent dans la banque · Échap laisse"


class ImprovisedStrip(Framed):
    """``given(objection)``: to be added and thrown; ``left``: the typing goes back to the remarks."""

    given = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, bank: Callable[[], Bank]) -> None:
        """``bank``: read when it is first needed."""
        super().__init__("strip")
        self._read = bank
        self._bank: Bank | None = None
        self.line = EntryLine("Objection improvisée", TEXT_LIMIT)
        self._kind = Choice(theme)
        self._kind.setAccessibleName("Nature de l’objection")
        for kind in ObjectionKind:
            self._kind.addItem(kind.label, kind)
        self._choose_kind(ObjectionKind.OTHER)
        sized(theme, self._kind, width=170)
        self._below = label(_HINT, "muted small", wrap=True)
        self.line.entered.connect(self._give)
        self.line.given_up.connect(self._leave)
        self.line.textEdited.connect(self._accept)
        line = row(theme, (self.line, 1), self._kind)
        column(theme, line, self._below, gap=4, margins=(16, 8), within=self)
        self.hide()

    def ask(self) -> None:
        if self._bank is None:
            self._bank = self._read()
            words = sorted({each.value.words for each in self._bank.objections})
            completer = QCompleter(words, self.line)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.activated.connect(self._drawn)
            self.line.setCompleter(completer)
        self._accept()
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _accept(self) -> None:
        tell(self._below, _HINT)
        refuse_at(self.line, "")

    def typed(self) -> str:
        return self.line.text()

    def refuse(self, why: str) -> None:
        tell(self._below, why)
        refuse_at(self.line, why)

    def forget(self) -> None:
        """It was added, or another attempt comes."""
        self.line.clear()
        self._choose_kind(ObjectionKind.OTHER)
        self.hide()

    def _drawn(self, words: str) -> None:
        """One of the bank's brings its kind."""
        found = self._of_bank(words)
        if found is not None:
            self._choose_kind(found.kind)

    def _choose_kind(self, kind: ObjectionKind) -> None:
        self._kind.setCurrentIndex(self._kind.findData(kind))

    def _of_bank(self, words: str) -> Objection | None:
        known = () if self._bank is None else self._bank.objections
        return next((each.value for each in known if each.value.words == words), None)

    def _give(self) -> None:
        words = self.line.text().strip()
        if not words:
            self._leave()
            return
        kind = ObjectionKind(self._kind.currentData())
        drawn = self._of_bank(words)
        self.given.emit(Objection(words, kind, answer=drawn.answer if drawn is not None else ""))

    def _leave(self) -> None:
        self.forget()
        self.left.emit()
