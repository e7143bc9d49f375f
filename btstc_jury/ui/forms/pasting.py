"""What the columns of pasted rows are taken for, to be corrected before they are added."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.form_editing import FormDraft
from btstc_jury.application.views.form_editor import PageSpec
from btstc_jury.application.views.form_pasting import Cells, guess, targets, told, twice
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import label
from btstc_jury.ui.widgets.buttons import TickBox
from btstc_jury.ui.widgets.fields import Choice, Field
from btstc_jury.ui.widgets.form_dialog import FormDialog
from btstc_jury.ui.widgets.layouts import table

_WIDTH = 760
_COLUMNS = 2
_SHOWN = 60
"""Characters of the first cell that name a column."""


class PasteDialog(FormDialog):
    """``taken``: the rows without their headings, and what each column is for."""

    taken = Signal(object, object)

    def __init__(
        self, theme: Theme, page: PageSpec, draft: FormDraft, cells: Cells, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, f"Coller des lignes\u202f: {page.title}", _WIDTH, parent)
        self._page = page
        self._draft = draft
        self._cells = cells
        headed, guessed = guess(page, draft, cells)
        self.headed = TickBox(theme, "La première &ligne porte les titres des colonnes")
        self.headed.setChecked(headed)
        self.headed.setEnabled(len(cells) > 1)
        self.choices = tuple(self._choice(each) for each in guessed)
        self._said = label("", wrap=True)
        fields = [
            Field(theme, f"Colonne {place}\u202f: {cells[0][place - 1][:_SHOWN] or '—'}", choice)
            for place, choice in enumerate(self.choices, 1)
        ]
        self.body.addWidget(self.headed)
        self.body.addLayout(table(theme, fields, _COLUMNS, (16, 8)))
        self.body.addWidget(self._said)
        self.headed.toggled.connect(self._tell)
        self.add_usual_buttons("&Ajouter")
        self._tell()
        self.choices[0].setFocus()

    def submit(self) -> None:
        problem = twice(self._page, self._draft, self._taken())
        self.show_problem(problem)
        if not problem:
            self.taken.emit(self._rows(), self._taken())
            self.accept()

    def _choice(self, guessed: str) -> Choice:
        choice = Choice(self.theme)
        for each in targets(self._page, self._draft):
            choice.addItem(each.caption, each.path)
        choice.setCurrentIndex(choice.findData(guessed))
        choice.currentIndexChanged.connect(self._tell)
        return choice

    def _rows(self) -> Cells:
        return self._cells[1:] if self.headed.isChecked() else self._cells

    def _taken(self) -> list[str]:
        return [str(each.currentData()) for each in self.choices]

    def _tell(self) -> None:
        self._said.setText(told(self._page, self._draft, self._rows(), self._taken()))
