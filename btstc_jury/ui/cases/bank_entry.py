"""One entry of the bank, written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCompleter, QWidget

from btstc_jury.application.case_bank import TRADES, BankChange, BankEntry, BankObjection
from btstc_jury.domain.case import Change, Objection, ObjectionKind, Parameter
from btstc_jury.ui.cases.pieces import TRADE, CaseText, choice_of
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.fields import Choice, Field, LineField
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import AT_TOP, fill, row

_WIDTH = 720


class EntryDialog(FormDialog):
    """``entry``: the one that is changed, of that ``key``; ``keep`` says why it couldn't be, or ""."""

    def __init__(
        self,
        theme: Theme,
        kind: type[Objection | Change],
        key: str,
        entry: BankEntry | None,
        trade: str,
        keep: Callable[[BankEntry], str],
        parent: QWidget,
    ) -> None:
        new = "Nouvelle objection" if kind is Objection else "Nouvelle modification"
        super().__init__(theme, new if entry is None else "Modifier l’entrée", _WIDTH, parent)
        self._key, self._keep = key, keep
        self._of_objection = kind is Objection
        self.trade = LineField(theme, "&Secteur d’activité", trade, limit=TRADE)
        proposed = QCompleter(list(TRADES), self.trade.line)
        proposed.setCaseSensitivity(proposed.caseSensitivity().CaseInsensitive)
        self.trade.line.setCompleter(proposed)
        if self._of_objection:
            value = entry.value if isinstance(entry, BankObjection) else Objection("", ObjectionKind.PRICE)
            self._for_objection(value)
        else:
            self._for_change(
                entry.value if isinstance(entry, BankChange) else Change(Parameter.PRICE, "", "")
            )
        self.add_usual_buttons("&Garder dans la banque")
        (self.first.editor if entry is None else self.trade.line).setFocus()
        self.remember()

    def entries(self) -> tuple[object, ...]:
        return self.trade.text(), self.kind.currentData(), self.tactical.currentData(), *self._texts()

    def submit(self) -> None:
        self.show_problem("")
        self.first.set_error("" if self.first.text().strip() else "Écrivez ce texte.")
        self.trade.need("Indiquez le secteur\u202f: la banque se trie par secteur.")
        if self.first_invalid((self.trade, *self.fields)):
            return
        said = self._keep(self._entry())
        self.show_problem(said)
        if not said:
            self.accept()

    def _for_objection(self, value: Objection) -> None:
        theme = self.theme
        self.first = CaseText(theme, "&Paroles de l’acheteur")
        self.kind = choice_of(theme, ObjectionKind, lambda each: each.label)
        self.tactical = Choice(theme)
        self.tactical.addItem("Sincère\u202f: elle attend une réponse", False)
        self.tactical.addItem("Tactique\u202f: pour obtenir quelque chose", True)
        answer = CaseText(theme, "Ce que contient une &bonne réponse", lines=3)
        self.fields: tuple[CaseText, ...] = (self.first, answer)
        self.first.show_text(value.words)
        answer.show_text(value.answer)
        self.kind.setCurrentIndex(self.kind.findData(value.kind))
        self.tactical.setCurrentIndex(self.tactical.findData(value.tactical))
        nature = (Field(theme, "&Nature", self.kind), 1)
        sincere = (Field(theme, "Sincère ou &tactique", self.tactical), 1)
        fill(self.body, self.trade, self.first, row(theme, nature, sincere, gap=16, at=AT_TOP), answer)

    def _for_change(self, value: Change) -> None:
        theme = self.theme
        self.kind = choice_of(theme, Parameter, lambda each: each.label)
        self.tactical = Choice(theme)
        before = CaseText(theme, "A&vant")
        self.first = CaseText(theme, "A&près")
        why = CaseText(theme, "Pour&quoi, pour le professeur")
        self.fields = (before, self.first, why)
        for field, text in zip(self.fields, (value.before, value.after, value.why), strict=True):
            field.show_text(text)
        self.kind.setCurrentIndex(self.kind.findData(value.parameter))
        sides = row(theme, (before, 1), (self.first, 1), gap=16, at=AT_TOP)
        fill(self.body, self.trade, Field(theme, "&Ce qui change", self.kind), sides, why)

    def _texts(self) -> tuple[str, ...]:
        return tuple(each.text() for each in self.fields)

    def _entry(self) -> BankEntry:
        if self._of_objection:
            words, answer = self._texts()
            kind = ObjectionKind(self.kind.currentData())
            value = Objection(words, kind, bool(self.tactical.currentData()), answer=answer)
            return BankObjection(self._key, self.trade.text(), value)
        change = Change(Parameter(self.kind.currentData()), *self._texts())
        return BankChange(self._key, self.trade.text(), change)
