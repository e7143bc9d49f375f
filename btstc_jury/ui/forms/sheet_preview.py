"""What a spreadsheet is taken for, each thing to be corrected where it stands."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from btstc_jury.application.form_editing import FormWorkshop
from btstc_jury.application.form_proposals import (
    Column,
    Layout,
    Proposal,
    SheetProposer,
    Taken,
    Wanted,
    column_place,
)
from btstc_jury.application.problems import UnusableForm
from btstc_jury.application.views import formats
from btstc_jury.ui.background import Background
from btstc_jury.ui.theme.theme import Theme
from btstc_jury.ui.widgets.basics import clear_layout, label, tell
from btstc_jury.ui.widgets.fields import Choice, Field
from btstc_jury.ui.widgets.layouts import column, table

_NAMED = 3
_ACROSS = 2
_EXAMPLE = 60
"""Characters."""


class SheetPreview(QWidget):
    """``changed``: a workbook was read, or what it is taken for is another; ``proposal`` is what comes of it,
    ``problem`` why nothing does.
    """

    changed = Signal()

    def __init__(self, theme: Theme, workshop: FormWorkshop) -> None:
        super().__init__()
        self.theme = theme
        self._workshop = workshop
        self.reading = Background(self)
        self._path: Path | None = None
        self._proposer: SheetProposer | None = None
        self._wanted = Wanted()
        self.proposal: Proposal | None = None
        self.problem = ""
        self.found = label("", wrap=True)
        self.remarks = label("", "small", wrap=True)
        self.sheet = Choice(theme)
        self.row = Choice(theme)
        self.columns: dict[int, Choice] = {}
        self._fields: dict[int, Field] = {}
        self._sheet_field = Field(theme, "&Feuille", self.sheet)
        self._row_field = Field(theme, "&Ligne des en-têtes", self.row)
        self._listed = table(theme, (), _ACROSS, (16, 8))
        self._said = column(theme, self.found, self.remarks, gap=4)
        column(theme, self._said, self._sheet_field, self._row_field, self._listed, gap=12, within=self)
        self.sheet.activated.connect(self._take_sheet)
        self.row.activated.connect(self._take_row)
        self.hide()

    def read(self, path: Path) -> None:
        """Beside the window: a workbook may take seconds."""
        self.forget()
        self.show()
        tell(self.found, f"Lecture de «\u202f{path.name}\u202f»…")
        for each in (self.remarks, self._sheet_field, self._row_field):
            each.hide()
        self._path = path
        self.problem = "Le classeur est encore en cours de lecture."
        self.reading.do(
            lambda _run: self._workshop.read_sheets(path),
            partial(self._read, path),
            failed=partial(self._fail, path),
            told=(UnusableForm,),
        )

    def forget(self) -> None:
        """Nothing was read."""
        # What is being read isn't waited for: its outcome comes, and isn't taken.
        self.reading.cancel()
        self._path = None
        self._proposer = self.proposal = None
        self._wanted = Wanted()
        self.problem = ""
        self._clear_columns()
        self.hide()

    def _read(self, path: Path, proposer: SheetProposer) -> None:
        if path != self._path:
            return
        self._proposer = proposer
        self.sheet.clear()
        self.sheet.addItems(list(proposer.sheets))
        self._sheet_field.setVisible(len(proposer.sheets) > 1)
        self._row_field.show()
        self._propose()
        first = next(iter(self.columns.values()), self.row)
        (self.sheet if len(proposer.sheets) > 1 else self.row if self.problem else first).setFocus()

    def _fail(self, path: Path, problem: Exception) -> None:
        if path != self._path:
            return
        self.forget()
        self.problem = str(problem)
        self.changed.emit()

    def _take_sheet(self, _index: int) -> None:
        self._wanted = Wanted(self.sheet.currentText())
        self._propose()

    def _take_row(self, _index: int) -> None:
        self._wanted = Wanted(self.sheet.currentText(), int(self.row.currentData()))
        self._propose()

    def _take_column(self, place: int, choice: Choice, _index: int) -> None:
        """It holds for the sheet and the row that are shown. What the arrows pass by on another column is
        forgotten once they are past it.
        """
        said = {each: taken for each, taken in self._wanted.columns.items() if each != place}
        said[place] = Taken(choice.currentData())
        self._wanted = Wanted(self.sheet.currentText(), int(self.row.currentData()), said)
        self._propose()

    def _propose(self) -> None:
        if self._proposer is None:
            return
        self.proposal, self.problem = None, ""
        try:
            self.proposal = self._proposer.propose(self._wanted)
        except UnusableForm as problem:
            self.problem = str(problem)
        self._show(self.proposal or self._proposer.layout(self._wanted))
        self.changed.emit()

    def _show(self, layout: Layout) -> None:
        tell(self.found, _found(self.proposal) if self.proposal else "Rien n’est proposé de ce classeur.")
        remarks = self.proposal.remarks if self.proposal else ()
        tell(self.remarks, "\n".join(f"{each[0].upper()}{each[1:]}." for each in remarks))
        self.remarks.setVisible(bool(remarks))
        self.sheet.setCurrentIndex(self.sheet.findText(layout.sheet))
        self.row.clear()
        for number, texts in layout.rows:
            self.row.addItem(f"{number}\u202f: {texts}", number)
        self.row.setCurrentIndex(self.row.findData(layout.heading_row))
        self._show_columns(layout)

    def _show_columns(self, layout: Layout) -> None:
        """The same fields as long as the columns are the same: who corrects one keeps the keys."""
        places = [column_place(each.letter) for each in layout.columns]
        if places != list(self.columns):
            self._clear_columns()
            for place in places:
                self._add_column(place)
        for place, each in zip(places, layout.columns, strict=True):
            choice = self.columns[place]
            choice.setCurrentIndex(choice.findData(each.taken))
            self._fields[place].set_caption(_caption(each))
            example = each.example[:_EXAMPLE] + ("…" if len(each.example) > _EXAMPLE else "")
            self._fields[place].set_hint(f"Dessous\u202f: «\u202f{example}\u202f»" if example else "")

    def _add_column(self, place: int) -> None:
        choice = Choice(self.theme)
        for taken in Taken:
            choice.addItem(taken.words, taken)
        choice.activated.connect(partial(self._take_column, place, choice))
        before = next(reversed(self.columns.values()), self.row)
        self.columns[place] = choice
        self._fields[place] = Field(self.theme, "", choice)
        row, across = divmod(len(self._fields) - 1, _ACROSS)
        self._listed.addWidget(self._fields[place], row, across, Qt.AlignmentFlag.AlignTop)
        self._fields[place].show()
        # Made after the buttons, it would come after them.
        self.setTabOrder(before, choice)

    def _clear_columns(self) -> None:
        clear_layout(self._listed)
        self.columns.clear()
        self._fields.clear()


def _caption(each: Column) -> str:
    heading = each.heading.replace("&", "&&")
    return f"Colonne {each.letter}\u202f: {heading or 'sans en-tête'}"


def _found(proposal: Proposal) -> str:
    form = proposal.form
    names = ", ".join(f"«\u202f{each.text[:_EXAMPLE]}\u202f»" for each in form.criteria[:_NAMED])
    more = ", …" if len(form.criteria) > _NAMED else ""
    levels = ", ".join(each.label for each in form.levels)
    blocks = f", {formats.count(len(form.blocks), 'bloc')}" if form.blocks else ""
    lines = formats.count(len(form.criteria), form.assessed.named("critère"))
    return f"{lines}\u202f: {names}{more}{blocks}. Niveaux\u202f: {levels}."
