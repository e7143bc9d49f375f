"""What is asked before a case is written, and before one from elsewhere takes the place of another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCompleter, QWidget

from btstc_jury.application.case_bank import TRADES
from btstc_jury.application.case_forms import sheet_words
from btstc_jury.application.cases import Incoming, Taking
from btstc_jury.domain.form import Form
from btstc_jury.ui.cases.pieces import TITLE, TRADE
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.fields import Choice, Field, LineField
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import fill

_WIDTH = 620


class NewCaseDialog(FormDialog):
    """``make(form, title, trade)``: why it wasn't made, or ""."""

    def __init__(
        self, theme: Theme, sheets: Sequence[Form], make: Callable[[Form, str, str], str], parent: QWidget
    ) -> None:
        super().__init__(theme, "Nouveau cas", _WIDTH, parent)
        self._make = make
        self._sheets = {each.key: each for each in sheets}
        self.sheet = Choice(theme)
        for each in sheets:
            self.sheet.addItem(sheet_words(each), each.key)
        self.name = LineField(theme, "&Titre", hint="L’entreprise et l’objet, par exemple.", limit=TITLE)
        self.trade = LineField(theme, "&Secteur d’activité, facultatif", limit=TRADE)
        proposed = QCompleter(list(TRADES), self.trade.line)
        proposed.setCaseSensitivity(proposed.caseSensitivity().CaseInsensitive)
        self.trade.line.setCompleter(proposed)
        fill(self.body, Field(theme, "É&preuve et fiche", self.sheet), self.name, self.trade)
        self.add_usual_buttons("&Créer le cas")
        self.name.line.setFocus()
        self.remember()

    def entries(self) -> tuple[object, ...]:
        return self.name.text(), self.trade.text()

    def submit(self) -> None:
        self.show_problem("")
        self.name.need("Donnez un titre au cas.")
        if self.first_invalid((self.name, self.trade)):
            return
        form = self._sheets.get(str(self.sheet.currentData()))
        if form is None:
            self.show_problem("Aucune forme d’épreuve avec une fiche n’est utilisable sur ce poste.")
            return
        said = self._make(form, self.name.text(), self.trade.text())
        self.show_problem(said)
        if not said:
            self.accept()


class TakeDialog(FormDialog):
    """``answered``: a ``Taking``."""

    answered = Signal(object)

    def __init__(self, theme: Theme, incoming: Incoming, parent: QWidget) -> None:
        title = incoming.file.case.title
        super().__init__(theme, f"«\u202f{title}\u202f» est déjà dans vos cas", _WIDTH, parent)
        own = f"Le vôtre s’appelle «\u202f{incoming.own_title}\u202f» et a un autre contenu."
        said = "Garder les deux met celui qui arrive à côté du vôtre. «\u202fAnnuler\u202f» revient sur tout."
        fill(self.body, label(own, "strong", wrap=True), label(said, wrap=True))
        self.add_button("Ne pas importer", self.reject)
        self.add_button("Rem&placer le mien", lambda: self._answer(Taking.REPLACE))
        both = self.add_button("&Garder les deux", self.submit, primary=True)
        both.setFocus()

    def submit(self) -> None:
        self._answer(Taking.KEEP_BOTH)

    def _answer(self, taking: Taking) -> None:
        self.answered.emit(taking)
        self.accept()
